//! What is sold: keyrings, stickers and cards, and the cover of their keys.

use serde::{Deserialize, Serialize};

use super::InFour;
use crate::ids::ProductId;
use crate::{Currency, FormCheck, Money, Refusal, RefusalCode};

/// What kind of thing carries the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProductKind {
    /// Hangs on keys.
    Keyring,
    /// Sticks to a telephone, a laptop, a suitcase.
    Sticker,
    /// Lies in a purse.
    Card,
}

impl ProductKind {
    /// All of them, as they are offered.
    pub const ALL: [Self; 3] = [Self::Keyring, Self::Sticker, Self::Card];

    /// The name in the database and on forms.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Keyring => "keyring",
            Self::Sticker => "sticker",
            Self::Card => "card",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.wire() == text)
    }
}

/// One product of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    /// Which.
    pub id: ProductId,
    /// Its place in addresses: `brass-keyring`.
    pub slug: String,
    /// What it is.
    pub kind: ProductKind,
    /// What it is called.
    pub name: InFour,
    /// What is said of it.
    pub text: InFour,
    /// What one costs in our own shop, with tax.
    pub price: Money,
    /// What a dealer pays for one key of it, with tax, unless their own price list says otherwise; none: a manager
    /// prices each order.
    pub dealer_price: Option<Money>,
    /// What a period of cover costs, with tax.
    pub cover_price: Money,
    /// How long a period of cover is.
    pub cover_days: u16,
    /// How many days of cover come with it, from the activation on.
    pub included_days: u16,
    /// The tax in all these prices, in thousandths: 190 is 19 %.
    pub vat_permille: u32,
    /// Whether our own shop sells it.
    pub sold_here: bool,
    /// Whether it is in the catalogue.
    pub listed: bool,
    /// Whether it has a picture (fetched by its own address).
    pub pictured: bool,
}

/// A form: a product. Fields as typed; the check names every field that must change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProductForm {
    /// The product to change; empty for a new one.
    pub id: String,
    /// Small letters, digits and dashes.
    pub slug: String,
    /// [`ProductKind::wire`].
    pub kind: String,
    /// What it is called.
    pub name: InFour,
    /// What is said of it.
    pub text: InFour,
    /// ISO 4217.
    pub currency: String,
    /// What one costs in our own shop.
    pub price: String,
    /// What a dealer pays for one key; may be empty.
    pub dealer_price: String,
    /// What a period of cover costs.
    pub cover_price: String,
    /// How many days a period has.
    pub cover_days: String,
    /// How many days come with it.
    pub included_days: String,
    /// The tax in per cent: `19`, `9.5`.
    pub vat: String,
    /// Whether our own shop sells it.
    pub sold_here: bool,
    /// Whether it is in the catalogue.
    pub listed: bool,
}

impl ProductForm {
    /// Checks the form. The product that comes out has a nil id when it is new.
    ///
    /// # Errors
    /// `Form` with every field that must change. Errors of texts stand at `name_en` and so on.
    pub fn check(&self) -> Result<(Option<ProductId>, CheckedProduct), Refusal> {
        let mut form = FormCheck::default();
        let choice = RefusalCode::NotAChoice;
        let id = match self.id.trim() {
            "" => None,
            id => form.take("id", id.parse::<ProductId>().map_err(|_| choice)),
        };
        let slug = form.take("slug", slug(&self.slug));
        let kind = form.take("kind", ProductKind::from_wire(&self.kind).ok_or(choice));
        let name = self.name.check_lines(&mut form, "name", true);
        let text = self.text.check_paragraphs(&mut form, "text", 2_000);
        let currency = form.take("currency", Currency::from_code(&self.currency).ok_or(choice));
        let unit = currency.unwrap_or(Currency::Eur);
        let price = form.take("price", Money::parse(&self.price, unit));
        let dealer_price = form.take_optional("dealer_price", Money::parse(&self.dealer_price, unit));
        let cover_price = form.take("cover_price", Money::parse(&self.cover_price, unit));
        let cover_days = form.take("cover_days", number(&self.cover_days, 1, 3_660));
        let included_days = form.take("included_days", number(&self.included_days, 0, 3_660));
        let vat_permille = form.take("vat", permille(&self.vat));
        form.finish()?;
        let (Some(slug), Some(kind), Some(price), Some(cover_price)) = (slug, kind, price, cover_price) else {
            return Err(Refusal::act(RefusalCode::Form));
        };
        let checked = CheckedProduct {
            slug,
            kind,
            name,
            text,
            price,
            dealer_price,
            cover_price,
            cover_days: cover_days.unwrap_or(1),
            included_days: included_days.unwrap_or(0),
            vat_permille: vat_permille.unwrap_or(0),
            sold_here: self.sold_here,
            listed: self.listed,
        };
        Ok((id, checked))
    }
}

/// What [`ProductForm::check`] gives; the fields are those of [`Product`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in Product")]
pub struct CheckedProduct {
    pub slug: String,
    pub kind: ProductKind,
    pub name: InFour,
    pub text: InFour,
    pub price: Money,
    pub dealer_price: Option<Money>,
    pub cover_price: Money,
    pub cover_days: u16,
    pub included_days: u16,
    pub vat_permille: u32,
    pub sold_here: bool,
    pub listed: bool,
}

/// A word for addresses: 2 to 60 small letters, digits and dashes.
fn slug(text: &str) -> Result<String, RefusalCode> {
    let text = text.trim();
    match text.len() {
        0 => return Err(RefusalCode::Missing),
        1 => return Err(RefusalCode::TooShort),
        n if n > 60 => return Err(RefusalCode::TooLong),
        _ => {}
    }
    let fits = text
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if fits && !text.starts_with('-') && !text.ends_with('-') {
        Ok(text.to_owned())
    } else {
        Err(RefusalCode::OddCharacters)
    }
}

/// A whole number within bounds.
pub(super) fn number(text: &str, least: u16, most: u16) -> Result<u16, RefusalCode> {
    let text = text.trim();
    if text.is_empty() {
        return Err(RefusalCode::Missing);
    }
    let n = text.parse::<u16>().map_err(|_| RefusalCode::OutOfRange)?;
    if (least..=most).contains(&n) {
        Ok(n)
    } else {
        Err(RefusalCode::OutOfRange)
    }
}

/// Per cent with at most one decimal, as thousandths, up to 1000.
pub(super) fn permille(text: &str) -> Result<u32, RefusalCode> {
    let text = text.trim();
    if text.is_empty() {
        return Err(RefusalCode::Missing);
    }
    let (whole, tenth) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let digits = |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole, 3) || !digits(tenth, 1) {
        return Err(RefusalCode::OutOfRange);
    }
    let number = |part: &str| part.parse::<u32>().map_err(|_| RefusalCode::OutOfRange);
    let permille = number(whole)? * 10 + number(tenth)?;
    if permille > 1_000 {
        return Err(RefusalCode::OutOfRange);
    }
    Ok(permille)
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(crate) fn form() -> ProductForm {
        ProductForm {
            slug: "brass-keyring".into(),
            kind: "keyring".into(),
            name: InFour {
                en: "Brass keyring".into(),
                ..InFour::default()
            },
            currency: "RON".into(),
            price: "49".into(),
            cover_price: "29,90".into(),
            cover_days: "365".into(),
            included_days: "30".into(),
            vat: "19".into(),
            ..ProductForm::default()
        }
    }

    #[test]
    fn a_whole_form_passes_and_an_empty_one_names_every_field() {
        let (id, product) = form().check().unwrap();
        assert_eq!(id, None);
        assert_eq!(
            (product.price.minor, product.cover_price.minor, product.vat_permille),
            (4_900, 2_990, 190)
        );
        assert_eq!(product.dealer_price, None);
        let refusal = ProductForm::default().check().unwrap_err();
        for (field, code) in [
            ("slug", RefusalCode::Missing),
            ("kind", RefusalCode::NotAChoice),
            ("name_en", RefusalCode::Missing),
            ("currency", RefusalCode::NotAChoice),
            ("price", RefusalCode::Missing),
            ("cover_price", RefusalCode::Missing),
            ("cover_days", RefusalCode::Missing),
            ("vat", RefusalCode::Missing),
        ] {
            assert_eq!(refusal.at(field), Some(code), "{field}");
        }
    }

    #[test]
    fn addresses_and_rates_are_checked() {
        for bad in ["-a", "A-b", "a b", "é!"] {
            assert_eq!(slug(bad), Err(RefusalCode::OddCharacters), "{bad}");
        }
        assert_eq!(permille("9.5"), Ok(95));
        assert_eq!(permille("100"), Ok(1_000));
        assert_eq!(permille("100.1"), Err(RefusalCode::OutOfRange));
        assert_eq!(number("366", 1, 365), Err(RefusalCode::OutOfRange));
    }
}
