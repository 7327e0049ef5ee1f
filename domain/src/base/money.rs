//! Money: whole minor units of one currency, never a fraction in binary.
//!
//! It is written here, in the reader's language, because screens, mails and papers must all write it alike.
//! What must not be here: rates of exchange. Amounts of two currencies are never added.

use std::fmt::{self, Write as _};

use serde::{Deserialize, Serialize};

use super::error::RefusalCode;
use super::locale::Locale;

macro_rules! currencies {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)+) => {
        /// A currency that the house takes. All of them have two decimals.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Currency { $($(#[$doc])* #[serde(rename = $code)] $name,)+ }

        impl Currency {
            /// All of them, in the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// ISO 4217, in the database and on the wire.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }
        }
    };
}

currencies! {
    /// The Romanian leu.
    Ron = "RON",
    /// The euro.
    Eur = "EUR",
    /// The dollar of the United States.
    Usd = "USD",
    /// The Russian rouble.
    Rub = "RUB",
    /// The Chinese yuan.
    Cny = "CNY",
    /// The Moldovan leu.
    Mdl = "MDL",
    /// The pound sterling.
    Gbp = "GBP",
}

impl Currency {
    /// Reads [`Self::code`], in capitals or small letters.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|c| c.code().eq_ignore_ascii_case(code))
    }

    /// What the language writes for it, as Unicode's tables have it.
    const fn sign(self, l: Locale) -> &'static str {
        match (self, l) {
            (Self::Eur, _) => "€",
            (Self::Usd, Locale::Zh) => "US$",
            (Self::Usd, _) => "$",
            (Self::Gbp, _) => "£",
            (Self::Cny, Locale::Zh) => "¥",
            (Self::Cny, _) => "CN¥",
            (Self::Rub, Locale::Ru) => "₽",
            (other, _) => other.code(),
        }
    }
}

/// An amount: minor units (bani, cents, kopecks, fen) of a currency. May be negative in a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Hundredths.
    pub minor: i64,
    /// Of what.
    pub currency: Currency,
}

impl Money {
    /// The largest amount that a form takes, in minor units: ten million.
    pub const LARGEST: i64 = 1_000_000_000;

    /// So many minor units.
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Nothing, in that currency.
    pub const fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    /// The sum; none for two currencies or more than fits.
    pub fn plus(self, other: Self) -> Option<Self> {
        let minor = self.minor.checked_add(other.minor)?;
        (self.currency == other.currency).then_some(Self { minor, ..self })
    }

    /// So many times this; none for more than fits.
    pub fn times(self, n: i64) -> Option<Self> {
        Some(Self {
            minor: self.minor.checked_mul(n)?,
            ..self
        })
    }

    /// An amount as people type it: `12`, `12.5`, `12,50`, `1 250.00`. More than two decimals are refused, not rounded.
    ///
    /// # Errors
    /// `Missing` when empty, `NotAnAmount` for what is none, `OutOfRange` above [`Self::LARGEST`].
    pub fn parse(text: &str, currency: Currency) -> Result<Self, RefusalCode> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        if text.is_empty() {
            return Err(RefusalCode::Missing);
        }
        let (whole, cents) = text.split_once(['.', ',']).unwrap_or((&text, "0"));
        let digits =
            |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(cents, 2) || !whole.bytes().all(|b| b.is_ascii_digit()) || whole.is_empty() {
            return Err(RefusalCode::NotAnAmount);
        }
        if !digits(whole, 12) {
            return Err(RefusalCode::OutOfRange);
        }
        let number = |part: &str| part.parse::<i64>().map_err(|_| RefusalCode::NotAnAmount);
        let cents = if cents.len() == 1 {
            number(cents)? * 10
        } else {
            number(cents)?
        };
        let minor = number(whole)? * 100 + cents;
        if minor > Self::LARGEST {
            return Err(RefusalCode::OutOfRange);
        }
        Ok(Self { minor, currency })
    }

    /// As a form shows it again and a spreadsheet takes it: `1250.00`, without the currency.
    pub fn plain(self) -> String {
        let sign = if self.minor < 0 { "-" } else { "" };
        let minor = self.minor.unsigned_abs();
        format!("{sign}{}.{:02}", minor / 100, minor % 100)
    }

    /// As the language writes it: `€1,250.00`, `1.250,00 RON`, `1 250,00 ₽`, `¥1,250.00`. Spaces do not break.
    pub fn written(self, l: Locale) -> String {
        let (thousands, point) = match l {
            Locale::En | Locale::Zh => (',', '.'),
            Locale::Ro => ('.', ','),
            Locale::Ru => ('\u{a0}', ','),
        };
        let minor = self.minor.unsigned_abs();
        let whole = (minor / 100).to_string();
        let mut number = String::with_capacity(24);
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i).is_multiple_of(3) {
                number.push(thousands);
            }
            number.push(digit);
        }
        number.push(point);
        let _ = write!(number, "{:02}", minor % 100);
        let minus = if self.minor < 0 { "\u{2212}" } else { "" };
        let sign = self.currency.sign(l);
        match l {
            Locale::En | Locale::Zh if sign.chars().all(|c| c.is_ascii_alphabetic()) => {
                format!("{minus}{sign}\u{a0}{number}")
            }
            Locale::En | Locale::Zh => format!("{minus}{sign}{number}"),
            Locale::Ro | Locale::Ru => format!("{minus}{number}\u{a0}{sign}"),
        }
    }
}

/// For logs and tests: `12.50 RON`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.plain(), self.currency.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_language_writes_money_its_own_way() {
        let check = |minor, currency, expected: [&str; 4]| {
            let money = Money::new(minor, currency);
            assert_eq!(Locale::ALL.map(|l| money.written(l)), expected);
        };
        check(
            125_050,
            Currency::Eur,
            ["€1,250.50", "1.250,50\u{a0}€", "1\u{a0}250,50\u{a0}€", "€1,250.50"],
        );
        check(
            4_900,
            Currency::Ron,
            ["RON\u{a0}49.00", "49,00\u{a0}RON", "49,00\u{a0}RON", "RON\u{a0}49.00"],
        );
        check(
            -5,
            Currency::Rub,
            [
                "\u{2212}RUB\u{a0}0.05",
                "\u{2212}0,05\u{a0}RUB",
                "\u{2212}0,05\u{a0}₽",
                "\u{2212}RUB\u{a0}0.05",
            ],
        );
        check(
            8_800,
            Currency::Cny,
            ["CN¥88.00", "88,00\u{a0}CN¥", "88,00\u{a0}CN¥", "¥88.00"],
        );
    }

    #[test]
    fn an_amount_is_read_as_people_type_it() {
        let read = |text| Money::parse(text, Currency::Eur).map(|m| m.minor);
        for (text, minor) in [
            ("12", 1_200),
            ("12.5", 1_250),
            ("12,50", 1_250),
            (" 1 250.00 ", 125_000),
            ("0", 0),
        ] {
            assert_eq!(read(text), Ok(minor), "{text}");
        }
        assert_eq!(read(" "), Err(RefusalCode::Missing));
        assert_eq!(read("10000000.01"), Err(RefusalCode::OutOfRange));
        assert_eq!(read("99999999999999999999"), Err(RefusalCode::OutOfRange));
        for text in ["-1", "1.234", "1.", ".5", "1,2,3", "1e3", "ten"] {
            assert_eq!(read(text), Err(RefusalCode::NotAnAmount), "{text}");
        }
    }

    #[test]
    fn two_currencies_do_not_add() {
        let lei = Money::new(1, Currency::Ron);
        assert_eq!(
            lei.plus(Money::new(2, Currency::Ron)),
            Some(Money::new(3, Currency::Ron))
        );
        assert_eq!(lei.plus(Money::new(2, Currency::Eur)), None);
        assert_eq!(Money::new(i64::MAX, Currency::Ron).plus(lei), None);
        assert_eq!(Money::new(i64::MAX, Currency::Ron).times(2), None);
    }

    proptest! {
        #[test]
        fn what_a_form_shows_is_read_again(minor in 0..=Money::LARGEST) {
            let money = Money::new(minor, Currency::Mdl);
            prop_assert_eq!(Money::parse(&money.plain(), Currency::Mdl), Ok(money));
        }
    }
}
