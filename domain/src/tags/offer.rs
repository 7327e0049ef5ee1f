//! Special offers: so much off within dates, for everybody or for who types a promo code.

use serde::{Deserialize, Serialize};

use super::InFour;
use super::product::permille;
use crate::ids::{OfferId, ProductId};
use crate::{Currency, FormCheck, Moment, Money, Refusal, RefusalCode, Timestamp};

/// How much less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "off", rename_all = "snake_case")]
pub enum Discount {
    /// A share of the price, in thousandths.
    Share {
        /// 1 to 1000.
        permille: u32,
    },
    /// A fixed amount, never more than the price.
    Amount {
        /// How much.
        amount: Money,
    },
}

impl Discount {
    /// The price after it, rounded in the buyer's favour; an amount in another currency takes nothing off.
    pub fn of(self, price: Money) -> Money {
        let off = match self {
            Self::Share { permille } => (price.minor * i64::from(permille) + 999) / 1_000,
            Self::Amount { amount } if amount.currency == price.currency => amount.minor,
            Self::Amount { .. } => 0,
        };
        Money {
            minor: (price.minor - off.max(0)).max(0),
            ..price
        }
    }
}

/// A promo code as typed: letters and digits, folded to capitals. 3 to 24 characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PromoCode(String);

impl PromoCode {
    /// Reads what was typed; spaces and dashes are dropped.
    ///
    /// # Errors
    /// `Missing`, `TooShort`, `TooLong`, `OddCharacters`.
    pub fn parse(typed: &str) -> Result<Self, RefusalCode> {
        let code: String = typed
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .flat_map(char::to_uppercase)
            .collect();
        match code.chars().count() {
            0 => Err(RefusalCode::Missing),
            n if n < 3 => Err(RefusalCode::TooShort),
            n if n > 24 => Err(RefusalCode::TooLong),
            _ if !code.chars().all(char::is_alphanumeric) => Err(RefusalCode::OddCharacters),
            _ => Ok(Self(code)),
        }
    }

    /// As kept and shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferView {
    /// Which.
    pub id: OfferId,
    /// What it is called.
    pub title: InFour,
    /// What is said of it.
    pub text: InFour,
    /// How much less.
    pub discount: Discount,
    /// For which product; none: for all.
    pub product: Option<ProductId>,
    /// That product's name.
    pub product_name: Option<InFour>,
    /// The code to type; none: it counts by itself. Visitors never see one that is not public.
    pub promo_code: Option<String>,
    /// From when.
    pub from: Moment,
    /// Until when.
    pub until: Moment,
    /// How often it may be used; none: without limit.
    pub most: Option<u32>,
    /// How often it was used.
    pub used: u32,
    /// Whether it is shown on the public page.
    pub public: bool,
    /// Whether it counts now.
    pub running: bool,
}

/// A form: an offer. Fields as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OfferForm {
    /// The offer to change; empty for a new one.
    pub id: String,
    /// What it is called.
    pub title: InFour,
    /// What is said of it.
    pub text: InFour,
    /// Per cent off; either this or an amount.
    pub percent: String,
    /// An amount off.
    pub amount: String,
    /// ISO 4217, for the amount.
    pub currency: String,
    /// The product's id; empty for all.
    pub product: String,
    /// The code to type; may be empty.
    pub promo_code: String,
    /// The first day, `2026-03-01`.
    pub from: String,
    /// The last day.
    pub until: String,
    /// How often it may be used; may be empty.
    pub most: String,
    /// Whether it is shown on the public page.
    pub public: bool,
}

/// What [`OfferForm::check`] gives.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in OfferView")]
pub struct CheckedOffer {
    pub title: InFour,
    pub text: InFour,
    pub discount: Discount,
    pub product: Option<ProductId>,
    pub promo_code: Option<PromoCode>,
    pub from: Timestamp,
    /// The end of the last day.
    pub until: Timestamp,
    pub most: Option<u32>,
    pub public: bool,
}

impl OfferForm {
    /// Checks the form. Days are read in UTC.
    ///
    /// # Errors
    /// `Form` with every field that must change.
    pub fn check(&self) -> Result<(Option<OfferId>, CheckedOffer), Refusal> {
        let mut form = FormCheck::default();
        let choice = RefusalCode::NotAChoice;
        let id = match self.id.trim() {
            "" => None,
            id => form.take("id", id.parse::<OfferId>().map_err(|_| choice)),
        };
        let title = self.title.check_lines(&mut form, "title", true);
        let text = self.text.check_paragraphs(&mut form, "text", 2_000);
        let discount = self.discount(&mut form);
        let product = match self.product.trim() {
            "" => None,
            id => form.take("product", id.parse::<ProductId>().map_err(|_| choice)),
        };
        let promo_code = form.take_optional("promo_code", PromoCode::parse(&self.promo_code));
        let from = form.take("from", day(&self.from));
        let until = form.take("until", day(&self.until));
        if matches!((from, until), (Some(from), Some(until)) if until < from) {
            form.refuse("until", RefusalCode::OutOfRange);
        }
        let most = match self.most.trim() {
            "" => None,
            n => form.take(
                "most",
                n.parse::<u32>().ok().filter(|n| *n > 0).ok_or(RefusalCode::OutOfRange),
            ),
        };
        form.finish()?;
        let (Some(discount), Some(from), Some(until)) = (discount, from, until) else {
            return Err(Refusal::act(RefusalCode::Form));
        };
        let checked = CheckedOffer {
            title,
            text,
            discount,
            product,
            promo_code,
            from,
            until: until + crate::Span::days(1),
            most,
            public: self.public,
        };
        Ok((id, checked))
    }

    fn discount(&self, form: &mut FormCheck) -> Option<Discount> {
        match (self.percent.trim().is_empty(), self.amount.trim().is_empty()) {
            (false, true) => {
                let permille = form.take("percent", permille(&self.percent))?;
                if permille == 0 {
                    form.refuse("percent", RefusalCode::OutOfRange);
                }
                Some(Discount::Share { permille })
            }
            (true, false) => {
                let currency = form.take(
                    "currency",
                    Currency::from_code(&self.currency).ok_or(RefusalCode::NotAChoice),
                )?;
                let amount = form.take("amount", Money::parse(&self.amount, currency))?;
                Some(Discount::Amount { amount })
            }
            (both_empty, _) => {
                let code = if both_empty {
                    RefusalCode::Missing
                } else {
                    RefusalCode::NotAChoice
                };
                form.refuse("percent", code);
                None
            }
        }
    }
}

/// The beginning of a day as a date field sends it, in UTC.
///
/// # Errors
/// `Missing` when empty, `NotAChoice` for what is no date.
pub fn day(text: &str) -> Result<Timestamp, RefusalCode> {
    let text = text.trim();
    if text.is_empty() {
        return Err(RefusalCode::Missing);
    }
    let refused = RefusalCode::NotAChoice;
    let mut parts = text.splitn(3, '-');
    let mut next = |digits: usize| {
        let part = parts
            .next()
            .filter(|p| p.len() == digits && p.bytes().all(|b| b.is_ascii_digit()));
        part.and_then(|p| p.parse::<i64>().ok()).ok_or(refused)
    };
    let (year, month, day) = (next(4)?, next(2)?, next(2)?);
    if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return Err(refused);
    }
    // Days since 1970 in the Gregorian calendar, counted in years that begin on 1 March.
    let (y, m) = if month <= 2 {
        (year - 1, month + 9)
    } else {
        (year, month - 3)
    };
    let days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719_468;
    let at = Timestamp(days * 86_400_000_000);
    let civil = Moment::utc(at).civil();
    // 31 April comes back as 1 May.
    if i64::from(civil.day) == day {
        Ok(at)
    } else {
        Err(refused)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lei(minor: i64) -> Money {
        Money {
            minor,
            currency: Currency::Ron,
        }
    }

    #[test]
    fn a_discount_never_turns_a_price_round() {
        let share = Discount::Share { permille: 150 };
        assert_eq!(
            share.of(lei(2_990)),
            lei(2_541),
            "448.5 is rounded in the buyer's favour"
        );
        let amount = |minor| Discount::Amount { amount: lei(minor) };
        assert_eq!(amount(1_000).of(lei(2_990)), lei(1_990));
        assert_eq!(amount(5_000).of(lei(2_990)), lei(0));
        let euro = Discount::Amount {
            amount: Money {
                minor: 100,
                currency: Currency::Eur,
            },
        };
        assert_eq!(euro.of(lei(2_990)), lei(2_990));
    }

    #[test]
    fn promo_codes_are_folded() {
        assert_eq!(PromoCode::parse(" spring-26 ").unwrap().as_str(), "SPRING26");
        assert_eq!(PromoCode::parse("весна26").unwrap().as_str(), "ВЕСНА26");
        assert_eq!(PromoCode::parse("a!b!c"), Err(RefusalCode::OddCharacters));
        assert_eq!(PromoCode::parse(" "), Err(RefusalCode::Missing));
    }

    #[test]
    fn days_are_real_days() {
        assert_eq!(day("1970-01-02"), Ok(Timestamp(86_400_000_000)));
        assert_eq!(day("2026-03-01"), Ok(Timestamp(1_772_323_200_000_000)));
        assert!(day("2028-02-29").is_ok());
        for bad in [
            "2026-02-29",
            "2026-04-31",
            "2026-13-01",
            "26-01-01",
            "2026-1-1",
            "tomorrow",
        ] {
            assert_eq!(day(bad), Err(RefusalCode::NotAChoice), "{bad}");
        }
    }

    #[test]
    fn an_offer_takes_a_share_or_an_amount_not_both() {
        let form = OfferForm {
            title: InFour {
                en: "Spring".into(),
                ..InFour::default()
            },
            percent: "15".into(),
            from: "2026-03-01".into(),
            until: "2026-03-31".into(),
            ..OfferForm::default()
        };
        let (_, offer) = form.check().unwrap();
        assert_eq!(offer.discount, Discount::Share { permille: 150 });
        assert_eq!(offer.until, day("2026-04-01").unwrap());
        let both = OfferForm {
            amount: "5".into(),
            currency: "RON".into(),
            ..form.clone()
        };
        assert_eq!(both.check().unwrap_err().at("percent"), Some(RefusalCode::NotAChoice));
        let turned = OfferForm {
            until: "2026-02-01".into(),
            ..form
        };
        assert_eq!(turned.check().unwrap_err().at("until"), Some(RefusalCode::OutOfRange));
    }
}
