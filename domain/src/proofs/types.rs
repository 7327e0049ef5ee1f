//! The chain's links, and the file that is given out.

use serde::{Deserialize, Serialize};

use crate::Timestamp;
use crate::custody::{Ending, Item};
use crate::ids::ConsignmentId;

/// One custody event in the chain of its consignment. What it says is hashed together with a salt: while the salt is
/// there, the words can be proved; when the salt is deleted (somebody was erased, or the words are none of the reader's
/// business), the chain still holds, and the words can neither be proved nor guessed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Its place in the history; the first is 1.
    pub seq: u64,
    /// When it happened.
    pub at: Timestamp,
    /// When it was linked: seconds after, or much later for what is older than the chain.
    pub linked_at: Timestamp,
    /// What it says, exactly as it was hashed; none: withheld.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub says: Option<String>,
    /// The salt, 16 bytes in base64url; none: withheld.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub salt: Option<String>,
    /// Hash over salt and words, in base64url.
    pub commitment: String,
    /// Hash over the link before and this one, in base64url.
    pub hash: String,
}

/// Whose receipt it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReceiptOf {
    /// The recipient's: they have it.
    Pickup,
    /// The depositor's: it was handed over, or came back.
    Delivery,
}

/// A receipt as a file. Every byte of the file counts: one that is written otherwise is no receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// The version of this form.
    pub receipt: u8,
    /// Whose it is.
    pub of: ReceiptOf,
    /// The house that gives it: its public address.
    pub house: String,
    /// For whom the thing was kept.
    pub organisation: String,
    /// Where: name, street and town.
    pub place: String,
    /// The door's number.
    pub compartment: u16,
    /// What it is.
    pub item: Item,
    /// Whom it is for, as it stood when the receipt was given; a dash when they were erased.
    pub recipient: String,
    /// The depositor's number of it, on their own receipt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Which consignment.
    pub consignment: ConsignmentId,
    /// When the receipt was given.
    pub issued_at: Timestamp,
    /// Since when it was in custody.
    pub stored_at: Timestamp,
    /// When custody ended.
    pub ended_at: Timestamp,
    /// How.
    pub ending: Ending,
    /// Everything that happened, oldest first.
    pub events: Vec<Link>,
    /// The public key that signs, in base64url. A hint only: believe the one that the house tells elsewhere.
    pub key: String,
    /// Over all of the above, in base64url.
    pub signature: String,
}

impl Receipt {
    /// The version that this program writes and reads.
    pub const FORM: u8 = 1;
}
