//! The public catalogue and our own shop.

use serde::{Deserialize, Serialize};

use super::offer::PromoCode;
use super::{InFour, Product, TagKey};
use crate::ids::{ProductId, PurchaseId};
use crate::{FormCheck, Moment, Money, Refusal, RefusalCode, ShortText};

/// A product as the public catalogue shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueItem {
    /// What.
    pub product: Product,
    /// What one costs now in our shop, with the offers that count by themselves.
    pub price_now: Money,
    /// What a period of cover costs now.
    pub cover_now: Money,
    /// Whether one can be bought from us right now.
    pub in_stock: bool,
    /// Who else sells it.
    pub partners: Vec<String>,
}

/// A form: buy one from our shop. It comes by post; its key is the buyer's to activate at once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PurchaseForm {
    /// The product's id.
    pub product: String,
    /// The name for the parcel.
    pub name: String,
    /// Street and number.
    pub address: String,
    /// Postcode and town.
    pub city: String,
    /// A promo code; may be empty.
    pub promo_code: String,
}

/// One of one's own purchases of a tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PurchaseView {
    /// What.
    pub product: InFour,
    /// When.
    pub at: Moment,
    /// Its key, once paid.
    pub key: Option<TagKey>,
    /// How much.
    pub amount: Money,
    /// Whether it is paid.
    pub paid: bool,
    /// Whether it was sent.
    pub sent: Option<Moment>,
    /// Where to pay, while it can be paid.
    pub pay_at: Option<String>,
}

/// What [`PurchaseForm::check`] gives.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in PurchaseForm")]
pub struct CheckedPurchase {
    pub product: ProductId,
    pub name: ShortText,
    pub address: ShortText,
    pub city: ShortText,
    pub promo_code: Option<PromoCode>,
}

impl PurchaseForm {
    /// Checks the form.
    ///
    /// # Errors
    /// `Form` with every field that must change.
    pub fn check(&self) -> Result<CheckedPurchase, Refusal> {
        let mut form = FormCheck::default();
        let product = self.product.parse::<ProductId>().map_err(|_| RefusalCode::NotAChoice);
        let product = form.take("product", product);
        let name = form.take("name", ShortText::parse(&self.name));
        let address = form.take("address", ShortText::parse(&self.address));
        let city = form.take("city", ShortText::parse(&self.city));
        let promo_code = form.take_optional("promo_code", PromoCode::parse(&self.promo_code));
        form.finish()?;
        match (product, name, address, city) {
            (Some(product), Some(name), Some(address), Some(city)) => Ok(CheckedPurchase {
                product,
                name,
                address,
                city,
                promo_code,
            }),
            _ => Err(Refusal::act(RefusalCode::Form)),
        }
    }
}

/// A purchase that waits to be sent, for whoever packs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parcel {
    /// Which.
    pub id: PurchaseId,
    /// What to pack.
    pub product: InFour,
    /// The tag with this key, and no other.
    pub key: TagKey,
    /// The name for the parcel.
    pub name: String,
    /// Street and number.
    pub address: String,
    /// Postcode and town.
    pub city: String,
    /// When it was paid.
    pub paid: Moment,
}
