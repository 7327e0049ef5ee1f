//! The words of payments, and what a payer sees of them.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Phase, Vat};
use crate::{Moment, Money};

macro_rules! words {
    ($(#[$meta:meta])* $type:ident { $($(#[$doc:meta])* $name:ident = $wire:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $type { $($(#[$doc])* $name,)+ }

        impl $type {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];
            /// The name in the database, in addresses and in forms.
            pub const fn wire(self) -> &'static str {
                match self { $(Self::$name => $wire,)+ }
            }
            /// Reads [`Self::wire`].
            pub fn from_wire(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.wire() == text)
            }
        }
    };
}

words! {
    /// What the money is for: which slice hears of it.
    Purpose {
        /// A key's cover: it begins, or goes on.
        Cover = "cover",
        /// A dealer's pool of keys.
        KeyPool = "key_pool",
        /// A fee when a thing is returned.
        ReturnFee = "return_fee",
    }
}

words! {
    /// What a human must look at.
    IncidentKind {
        /// The amount or currency was not what was due. Nothing was done for it.
        Mismatch = "mismatch",
        /// It was paid twice, or after it was withdrawn.
        Surplus = "surplus",
        /// The provider refused to give money back.
        RefundFailed = "refund_failed",
        /// The provider told of a payment that belongs to nothing of ours.
        Stray = "stray",
    }
}

words! {
    /// What a receipt says.
    ReceiptKind {
        /// Money came.
        Receipt = "receipt",
        /// Money of an earlier receipt was given back.
        Credit = "credit",
    }
}

words! {
    /// What became of an order to give money back.
    RefundState {
        /// It waits for the provider.
        Queued = "queued",
        /// The provider did it.
        Done = "done",
        /// The provider refused.
        Failed = "failed",
    }
}

impl Phase {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Waiting,
        Self::Paid,
        Self::PartlyRefunded,
        Self::Refunded,
        Self::Expired,
        Self::Withdrawn,
    ];

    /// The name in the database and in addresses.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Paid => "paid",
            Self::PartlyRefunded => "partly_refunded",
            Self::Refunded => "refunded",
            Self::Expired => "expired",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.wire() == text)
    }
}

/// The number of a receipt: without gaps within an organisation and a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ReceiptNumber {
    /// By the seller's calendar.
    pub year: i32,
    /// From 1.
    pub number: i64,
}

/// As it is printed: `2026-000123`.
impl fmt::Display for ReceiptNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:06}", self.year, self.number)
    }
}

/// Where the payer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PayStep {
    /// They may pay.
    Open,
    /// The last try was declined; they may try again.
    Declined,
    /// The provider has not made up its mind; wait.
    Processing,
    /// It is paid.
    Paid,
    /// It was paid, and some or all was given back.
    Refunded,
    /// It can no longer be paid.
    Over,
    /// Nobody can pay online: no provider is set up.
    Off,
}

/// What the pay page shows. Nothing in it says who pays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayPage {
    /// Where the payer stands.
    pub step: PayStep,
    /// What for, in one line.
    pub what: String,
    /// The gross amount.
    pub amount: Money,
    /// The rate of tax in it.
    pub vat: Vat,
    /// Who is paid.
    pub seller: String,
    /// Until when it can be paid.
    pub until: Moment,
    /// Whether the provider only plays.
    pub plays: bool,
    /// Where the payer goes on afterwards: a local path without its language.
    pub return_to: String,
    /// The receipt, once there is one.
    pub receipt: Option<ReceiptNumber>,
}

/// A receipt or credit note, as it is printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptView {
    /// Which sort.
    pub kind: ReceiptKind,
    /// Its number.
    pub number: ReceiptNumber,
    /// When it was written.
    pub issued: Moment,
    /// The seller: name on the first line, then address and tax number as the operator set them.
    pub seller: String,
    /// What for.
    pub what: String,
    /// The gross amount; of a credit note, what was given back.
    pub gross: Money,
    /// The rate of tax in it.
    pub vat: Vat,
    /// How it was paid: the provider's name for people.
    pub provider: String,
    /// The last characters of the provider's own number.
    pub reference: String,
    /// Of a credit note: the receipt that it takes back.
    pub credits: Option<ReceiptNumber>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipts_number_is_padded() {
        assert_eq!(
            ReceiptNumber {
                year: 2026,
                number: 123
            }
            .to_string(),
            "2026-000123"
        );
    }
}
