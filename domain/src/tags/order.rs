//! Orders of pools as they are typed and shown, and the keys of a dealer.

use serde::{Deserialize, Serialize};

use super::dealer::quantity;
use super::{DealerForm, DealerPrice, InFour, KeyWord, PoolState, PoolWord, Product, ProductKind, TagKey};
use crate::ids::{DealerId, KeyId, PoolId, ProductId};
use crate::{Cursor, FormCheck, Moment, Money, Refusal, RefusalCode, ShortText};

/// What a list of pools is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PoolFilter {
    /// Only this state.
    pub state: Option<PoolWord>,
    /// Only of this dealer (managers).
    pub dealer: Option<DealerId>,
    /// From where on.
    pub cursor: Option<Cursor>,
}

/// One pool in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoolRow {
    /// Which.
    pub id: PoolId,
    /// Its number, for people: `P-1042`.
    pub number: String,
    /// Whose; none: our own production.
    pub dealer: Option<String>,
    /// Of which product.
    pub product: InFour,
    /// What kind of thing that is.
    pub kind: ProductKind,
    /// How many keys.
    pub quantity: u32,
    /// How many of them are made.
    pub made: u32,
    /// Where it is.
    pub word: PoolWord,
    /// What it costs, with tax, once priced.
    pub total: Option<Money>,
    /// When it was ordered.
    pub ordered: Moment,
}

/// One pool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoolView {
    /// As in the list.
    pub row: PoolRow,
    /// Whose.
    pub dealer_id: Option<DealerId>,
    /// Of which product.
    pub product_id: ProductId,
    /// Where it is, with what belongs to that.
    pub state: PoolState,
    /// What one key costs, with tax, once priced.
    pub unit: Option<Money>,
    /// What was said with the order.
    pub note: Option<String>,
    /// Whether it stands on an invoice that is not settled.
    pub owed: bool,
    /// Who ordered it.
    pub ordered_by: String,
    /// How many keys of it are in which state, once they are made.
    pub counts: Vec<(KeyWord, u64)>,
    /// What the asking person may do now.
    pub may: PoolActs,
    /// What happened, oldest first.
    pub history: Vec<PoolHistory>,
}

/// What somebody may do with a pool now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the acts name themselves")]
#[expect(clippy::struct_excessive_bools, reason = "each is a button")]
pub struct PoolActs {
    pub price: bool,
    pub pay: bool,
    pub put_on_invoice: bool,
    pub approve: bool,
    pub refuse: bool,
    pub cancel: bool,
    pub settle: bool,
    pub fetch: bool,
}

/// One fact in a pool's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoolHistory {
    /// When.
    pub at: Moment,
    /// What it became.
    pub word: PoolWord,
    /// Who did it; none: the house.
    pub by: Option<String>,
}

/// A form: a dealer (or a manager, for our own production) orders keys. Fields as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PoolOrder {
    /// The product's id.
    pub product: String,
    /// How many keys.
    pub quantity: String,
    /// Anything to say with it; may be empty.
    pub note: String,
    /// Made by the form when it is first shown, so that a second click orders nothing more.
    pub once: String,
}

/// What a dealer may order, and for how much.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Orderable {
    /// What.
    pub product: Product,
    /// What this dealer pays for one key; none: a manager will say.
    pub price: Option<DealerPrice>,
}

/// What a list of a dealer's keys is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeyFilter {
    /// The whole key, or nothing.
    pub search: String,
    /// Only this state.
    pub state: Option<KeyWord>,
    /// Only of this pool.
    pub pool: Option<PoolId>,
    /// From where on.
    pub cursor: Option<Cursor>,
}

/// A key in a dealer's list. Who owns it is none of the dealer's business.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealerKey {
    /// Which.
    pub id: KeyId,
    /// The key.
    pub key: TagKey,
    /// Of which pool.
    pub pool: String,
    /// Of which product.
    pub product: InFour,
    /// What it is now.
    pub word: KeyWord,
    /// When it was sold or activated, whichever came first.
    pub sold: Option<Moment>,
}

/// What [`PoolOrder::check`] gives.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in PoolOrder")]
pub struct CheckedOrder {
    pub product: ProductId,
    pub quantity: u32,
    pub note: Option<ShortText>,
    pub once: String,
}

impl PoolOrder {
    /// Checks the form. The dealer's own limit comes on top.
    ///
    /// # Errors
    /// `Form` with every field that must change.
    pub fn check(&self) -> Result<CheckedOrder, Refusal> {
        let mut form = FormCheck::default();
        let missing = if self.product.is_empty() {
            RefusalCode::Missing
        } else {
            RefusalCode::NotAChoice
        };
        let product = form.take("product", self.product.parse::<ProductId>().map_err(|_| missing));
        let quantity = form.take("quantity", quantity(&self.quantity, DealerForm::MOST_KEYS));
        let note = form.take_optional("note", ShortText::parse(&self.note));
        let once_fits =
            (8..=64).contains(&self.once.len()) && self.once.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if !once_fits {
            form.refuse("once", RefusalCode::NotAChoice);
        }
        form.finish()?;
        match (product, quantity) {
            (Some(product), Some(quantity)) => Ok(CheckedOrder {
                product,
                quantity,
                note,
                once: self.once.clone(),
            }),
            _ => Err(Refusal::act(RefusalCode::Form)),
        }
    }
}
