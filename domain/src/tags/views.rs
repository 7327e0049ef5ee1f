//! What owners see of their keys, and the history of a key.

use serde::{Deserialize, Serialize};

use super::{InFour, KeyWord, ProductKind, TagKey, Thing};
use crate::ids::KeyId;
use crate::{Email, Moment, Money};

/// Whether the cover of a key is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "cover", rename_all = "snake_case")]
pub enum CoverView {
    /// It never was.
    Never,
    /// It is.
    Paid {
        /// Until when.
        until: Moment,
        /// Whole days that are left, rounded up.
        days_left: u32,
        /// How much of its last period is left, in hundredths, for a bar.
        left_percent: u8,
    },
    /// It was.
    Over {
        /// Until when.
        since: Moment,
    },
}

impl CoverView {
    /// Whether it is paid.
    pub const fn is_paid(&self) -> bool {
        matches!(self, Self::Paid { .. })
    }
}

/// What somebody typed a key in to see, before it is theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreeKey {
    /// The key.
    pub key: TagKey,
    /// What carries it.
    pub product: InFour,
    /// What kind of thing that is.
    pub kind: ProductKind,
    /// How many days of cover come with it.
    pub included_days: u16,
    /// What a period of cover costs.
    pub cover_price: Money,
    /// How long a period is, in days.
    pub cover_days: u16,
}

/// One of one's own keys, in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyKey {
    /// Which.
    pub id: KeyId,
    /// The key.
    pub key: TagKey,
    /// What it is attached to.
    pub thing: Thing,
    /// What it is now.
    pub word: KeyWord,
    /// Whether its cover is paid.
    pub cover: CoverView,
    /// Since when it is reported lost.
    pub lost: Option<Moment>,
}

/// One of one's own keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyKeyView {
    /// As in the list.
    pub row: MyKey,
    /// What carries it.
    pub product: InFour,
    /// What kind of thing that is.
    pub kind: ProductKind,
    /// What a period of cover costs, before any offer.
    pub cover_price: Money,
    /// What it costs now, with the offers that count by themselves.
    pub cover_now: Money,
    /// How long a period is, in days.
    pub cover_days: u16,
    /// Whether a payment link comes by mail a week before the end, by itself.
    pub auto_renew: bool,
    /// To whom it shall go, while nobody has followed the link.
    pub transfer: Option<TransferView>,
    /// Whether there is a photo of the thing.
    pub pictured: bool,
    /// The history, oldest first.
    pub history: Vec<KeyHistory>,
}

/// A transfer that waits to be accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferView {
    /// To whom the link went.
    pub email: Email,
    /// Until when it works.
    pub until: Moment,
}

/// What a transfer's link says to the one who follows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferedKey {
    /// The key.
    pub key: TagKey,
    /// What it is attached to.
    pub thing: String,
    /// Who gives it.
    pub from: String,
    /// Whether its cover is paid; the cover goes with it.
    pub cover: CoverView,
}

/// One fact in a key's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyHistory {
    /// When.
    pub at: Moment,
    /// What happened.
    pub what: KeyFact,
    /// Who of us did it, for the desk; never shown to owners.
    pub by: Option<String>,
}

/// What happened to a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum KeyFact {
    /// It was sold.
    Sold,
    /// It got its owner.
    Activated {
        /// Whether by telephone.
        by_telephone: bool,
    },
    /// Cover was paid.
    CoverPaid {
        /// For how many days.
        days: u16,
        /// How much.
        amount: Money,
    },
    /// A payment was given back, and its days with it.
    CoverRefunded {
        /// How many days.
        days: u16,
        /// How much.
        amount: Money,
    },
    /// The owner was reminded.
    Reminded {
        /// So many days before the end.
        days: u8,
    },
    /// The cover ended.
    CoverEnded,
    /// What it is attached to was described anew.
    Described,
    /// Reported lost.
    Lost,
    /// The report was taken back.
    NotLost,
    /// It was offered to somebody.
    TransferOffered,
    /// The offer was taken back or ran out.
    TransferEnded,
    /// Somebody else has it now.
    Transferred,
    /// Taken out of use.
    Blocked {
        /// Why.
        reason: String,
    },
    /// Back in use.
    Unblocked {
        /// Why.
        reason: String,
    },
    /// Its owner left.
    Released,
}
