//! Dealers: who sells our tags, on what terms, and how somebody becomes one.

use serde::{Deserialize, Serialize};

use super::offer::day;
use super::product::permille;
use crate::ids::{DealerId, OfficeId, PersonId, ProductId};
use crate::{Currency, Email, FormCheck, Locale, Moment, Money, Phone, Refusal, RefusalCode, ShortText, Timestamp};

/// A dealer, as managers and the dealer themselves see one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealerView {
    /// Which.
    pub id: DealerId,
    /// The firm's name, as on contracts and in the list of partners.
    pub name: String,
    /// The number of the contract.
    pub contract: Option<String>,
    /// Until when the contract runs; none: without end.
    pub contract_until: Option<Moment>,
    /// Where the firm is.
    pub address: String,
    /// In which town.
    pub city: String,
    /// Their web site.
    pub website: Option<String>,
    /// Their address for orders.
    pub email: Email,
    /// Their telephone.
    pub phone: Option<Phone>,
    /// In which language their labels and mails are.
    pub locale: Locale,
    /// For which region they count.
    pub office: Option<OfficeId>,
    /// What they earn of the cover that is paid for their keys, in thousandths.
    pub commission_permille: u32,
    /// For how much they may order on invoice before they have paid; none: not at all.
    pub credit: Option<Money>,
    /// The most keys of one order.
    pub most_keys: u32,
    /// Whether they are shown among the partners.
    pub listed: bool,
    /// Whether they may order.
    pub active: bool,
    /// What their labels say.
    pub label: LabelText,
    /// Whether they have a logo (fetched by its own address).
    pub has_logo: bool,
    /// What they pay for one key where it differs from the product's own dealer price.
    pub prices: Vec<DealerPrice>,
    /// Who works there: people who may sign in for them.
    pub people: Vec<DealerPerson>,
}

/// Somebody who signs in for a dealer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealerPerson {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
}

/// What a dealer pays for one key of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealerPrice {
    /// Of which.
    pub product: ProductId,
    /// How much, with tax.
    pub price: Money,
}

/// What stands on a dealer's labels beside key and QR.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LabelText {
    /// One short line in place of our own "Found me?"; empty: ours, in the dealer's language.
    pub line: String,
    /// The number to call; empty: the hotline of the bureau.
    pub phone: String,
}

impl LabelText {
    /// The longest line that fits on a label.
    pub const MOST: usize = 40;

    /// Checks it.
    ///
    /// # Errors
    /// `Form` with `line` or `phone`.
    pub fn check(&self) -> Result<Self, Refusal> {
        let mut form = FormCheck::default();
        let line = form.take_optional("line", ShortText::parse(&self.line));
        if line
            .as_ref()
            .is_some_and(|line| line.as_str().chars().count() > Self::MOST)
        {
            form.refuse("line", RefusalCode::TooLong);
        }
        let phone = form.take_optional("phone", Phone::parse(&self.phone));
        form.finish()?;
        Ok(Self {
            line: line.map(String::from).unwrap_or_default(),
            phone: phone.map(String::from).unwrap_or_default(),
        })
    }
}

/// A form of the manager: a dealer's contract and terms. Fields as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DealerForm {
    /// The dealer to change; empty for a new one.
    pub id: String,
    /// The firm's name.
    pub name: String,
    /// The number of the contract; may be empty.
    pub contract: String,
    /// The contract's last day; may be empty.
    pub contract_until: String,
    /// Where the firm is.
    pub address: String,
    /// In which town.
    pub city: String,
    /// Their web site; may be empty.
    pub website: String,
    /// Their address for orders. A new dealer's first person is invited to it.
    pub email: String,
    /// Their telephone; may be empty.
    pub phone: String,
    /// [`Locale::code`].
    pub locale: String,
    /// The region's office; may be empty.
    pub office: String,
    /// Per cent of the cover.
    pub commission: String,
    /// For how much they may order on invoice; empty: not at all.
    pub credit: String,
    /// ISO 4217, of the credit and of their own prices.
    pub currency: String,
    /// The most keys of one order.
    pub most_keys: String,
    /// Whether they are shown among the partners.
    pub listed: bool,
    /// Whether they may order.
    pub active: bool,
    /// Their own price per product: (product, price as typed); an empty price means the product's own.
    pub prices: Vec<(String, String)>,
}

/// What [`DealerForm::check`] gives.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in DealerView")]
pub struct CheckedDealer {
    pub name: ShortText,
    pub contract: Option<ShortText>,
    pub contract_until: Option<Timestamp>,
    pub address: String,
    pub city: String,
    pub website: Option<String>,
    pub email: Email,
    pub phone: Option<Phone>,
    pub locale: Locale,
    pub office: Option<OfficeId>,
    pub commission_permille: u32,
    pub credit: Option<Money>,
    pub most_keys: u32,
    pub listed: bool,
    pub active: bool,
    pub prices: Vec<DealerPrice>,
}

impl DealerForm {
    /// The most keys that one order may ever have.
    pub const MOST_KEYS: u32 = 1_000_000;

    /// Checks the form. An error of the second price stands at `price1`.
    ///
    /// # Errors
    /// `Form` with every field that must change.
    pub fn check(&self) -> Result<(Option<DealerId>, CheckedDealer), Refusal> {
        let mut form = FormCheck::default();
        let choice = RefusalCode::NotAChoice;
        let id = match self.id.trim() {
            "" => None,
            id => form.take("id", id.parse::<DealerId>().map_err(|_| choice)),
        };
        let name = form.take("name", ShortText::parse(&self.name));
        let contract = form.take_optional("contract", ShortText::parse(&self.contract));
        let contract_until = form.take_optional("contract_until", day(&self.contract_until));
        let address = form.take_optional("address", ShortText::parse(&self.address));
        let city = form.take_optional("city", ShortText::parse(&self.city));
        let website = form.take_optional("website", website(&self.website));
        let email = form.take("email", Email::parse(&self.email));
        let phone = form.take_optional("phone", Phone::parse(&self.phone));
        let locale = form.take("locale", Locale::from_code(&self.locale).ok_or(choice));
        let office = match self.office.trim() {
            "" => None,
            id => form.take("office", id.parse::<OfficeId>().map_err(|_| choice)),
        };
        let commission = form.take("commission", permille(&self.commission));
        let currency = form.take("currency", Currency::from_code(&self.currency).ok_or(choice));
        let unit = currency.unwrap_or(Currency::Eur);
        let credit = form.take_optional("credit", Money::parse(&self.credit, unit));
        let most_keys = form.take("most_keys", quantity(&self.most_keys, Self::MOST_KEYS));
        let prices = self.check_prices(&mut form, unit);
        form.finish()?;
        let (Some(name), Some(email), Some(locale)) = (name, email, locale) else {
            return Err(Refusal::act(RefusalCode::Form));
        };
        let checked = CheckedDealer {
            name,
            contract,
            contract_until: contract_until.map(|day| day + crate::Span::days(1)),
            address: address.map(String::from).unwrap_or_default(),
            city: city.map(String::from).unwrap_or_default(),
            website,
            email,
            phone,
            locale,
            office,
            commission_permille: commission.unwrap_or(0),
            credit,
            most_keys: most_keys.unwrap_or(1),
            listed: self.listed,
            active: self.active,
            prices,
        };
        Ok((id, checked))
    }

    fn check_prices(&self, form: &mut FormCheck, unit: Currency) -> Vec<DealerPrice> {
        let mut prices = Vec::new();
        for (at, (product, price)) in self.prices.iter().enumerate() {
            let field = format!("price{at}");
            let Some(price) = form.take_optional(&field, Money::parse(price, unit)) else {
                continue;
            };
            let product = product.parse::<ProductId>().map_err(|_| RefusalCode::NotAChoice);
            if let Some(product) = form.take(&field, product) {
                prices.push(DealerPrice { product, price });
            }
        }
        prices
    }
}

/// How many keys, from 1 on.
pub(super) fn quantity(text: &str, most: u32) -> Result<u32, RefusalCode> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if text.is_empty() {
        return Err(RefusalCode::Missing);
    }
    text.parse::<u32>()
        .ok()
        .filter(|n| (1..=most).contains(n))
        .ok_or(RefusalCode::OutOfRange)
}

/// The address of a web site, with its scheme.
pub(super) fn website(text: &str) -> Result<String, RefusalCode> {
    let text = ShortText::parse(text)?;
    let rest = text
        .as_str()
        .strip_prefix("https://")
        .or_else(|| text.as_str().strip_prefix("http://"))
        .unwrap_or(text.as_str());
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let fits = host.contains('.')
        && !host.contains(['@', ' ', '"', '<', '>', '\''])
        && !rest.contains([' ', '"', '<', '>', '\'', '\\']);
    if !fits {
        return Err(RefusalCode::OddCharacters);
    }
    let scheme = if text.as_str().starts_with("http://") {
        "http"
    } else {
        "https"
    };
    Ok(format!("{scheme}://{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contract_names_every_wrong_field() {
        let refusal = DealerForm {
            prices: vec![("nonsense".into(), "2".into()), (String::new(), String::new())],
            ..DealerForm::default()
        }
        .check()
        .unwrap_err();
        for (field, code) in [
            ("name", RefusalCode::Missing),
            ("email", RefusalCode::Missing),
            ("locale", RefusalCode::NotAChoice),
            ("commission", RefusalCode::Missing),
            ("currency", RefusalCode::NotAChoice),
            ("most_keys", RefusalCode::Missing),
            ("price0", RefusalCode::NotAChoice),
        ] {
            assert_eq!(refusal.at(field), Some(code), "{field}");
        }
        assert_eq!(refusal.at("price1"), None);
    }

    #[test]
    fn sites_are_addresses_and_cannot_run_anything() {
        assert_eq!(website("kiosk.ro/shop").unwrap(), "https://kiosk.ro/shop");
        assert_eq!(website("http://kiosk.ro").unwrap(), "http://kiosk.ro");
        for bad in [
            "javascript:alert(1)",
            "kiosk",
            "https://a.b/\"onload",
            "https://u@v.ro x",
        ] {
            assert!(website(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_label_has_room_for_a_short_line() {
        let text = |line: String, phone: &str| LabelText {
            line,
            phone: phone.into(),
        };
        assert!(text("Found me? Thank you!".into(), "+40 21 555 0100").check().is_ok());
        assert_eq!(
            text("x".repeat(41), "").check().unwrap_err().at("line"),
            Some(RefusalCode::TooLong)
        );
        assert_eq!(
            text(String::new(), "12").check().unwrap_err().at("phone"),
            Some(RefusalCode::NotAPhone)
        );
    }
}
