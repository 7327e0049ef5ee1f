//! Value-added tax inside a gross amount.

use serde::{Deserialize, Serialize};

use crate::Money;

/// A rate of tax in thousandths: 210 is 21 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Vat(pub u32);

impl Vat {
    /// The tax in a gross amount, rounded half away from zero to whole minor units.
    pub fn of(self, gross: Money) -> Money {
        let rate = i128::from(self.0);
        let base = 1000 + rate;
        let twice = i128::from(gross.minor.unsigned_abs()) * rate * 2 + base;
        let tax = i64::try_from(twice / (base * 2)).unwrap_or(i64::MAX);
        Money::new(tax * gross.minor.signum(), gross.currency)
    }

    /// What is left without the tax. Net and tax always add up to the gross amount.
    pub fn net(self, gross: Money) -> Money {
        Money::new(gross.minor - self.of(gross).minor, gross.currency)
    }

    /// As people write it: `21`, `5.5`.
    pub fn percent(self) -> String {
        let (whole, tenth) = (self.0 / 10, self.0 % 10);
        if tenth == 0 {
            whole.to_string()
        } else {
            format!("{whole}.{tenth}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency;
    use proptest::prelude::*;

    #[test]
    fn the_tax_is_taken_out_of_the_gross_amount() {
        let check = |gross, rate, tax| {
            let money = Money::new(gross, Currency::Ron);
            assert_eq!(Vat(rate).of(money).minor, tax, "{gross} at {rate}");
        };
        check(12_100, 210, 2_100);
        check(11_900, 190, 1_900);
        check(100, 210, 17);
        check(-12_100, 210, -2_100);
        check(5_000, 0, 0);
        // 0.5 exactly: away from zero.
        check(3, 200, 1);
        assert_eq!(Vat(210).percent(), "21");
        assert_eq!(Vat(55).percent(), "5.5");
    }

    proptest! {
        #[test]
        fn the_tax_is_within_half_a_unit(gross in -1_000_000_000_000_i64..1_000_000_000_000, rate in 0_u32..1000) {
            let money = Money::new(gross, Currency::Eur);
            let (tax, net) = (Vat(rate).of(money).minor, Vat(rate).net(money).minor);
            prop_assert_eq!(tax + net, gross);
            let exact = i128::from(gross) * i128::from(rate);
            let ours = i128::from(tax) * i128::from(1000 + rate);
            prop_assert!((exact - ours).abs() * 2 <= i128::from(1000 + rate));
        }
    }
}
