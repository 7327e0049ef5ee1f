//! What pages and papers show of a receipt.

use serde::{Deserialize, Serialize};

use super::ReceiptOf;
use crate::custody::{Ending, HistoryEntry, Item};
use crate::ids::ConsignmentId;
use crate::lockers::Place;
use crate::{Locale, Moment};

/// A receipt, for people.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReceiptView {
    /// Which consignment.
    pub consignment: ConsignmentId,
    /// Whose it is.
    pub of: ReceiptOf,
    /// The recipient's language, for papers that nobody asked for in another.
    pub locale: Locale,
    /// For whom it was kept.
    pub organisation: String,
    /// Where.
    pub place: Place,
    /// The door's number.
    pub compartment: u16,
    /// What it is.
    pub item: Item,
    /// Whom it is for.
    pub recipient: String,
    /// The depositor's number of it.
    pub reference: Option<String>,
    /// Since when it was in custody.
    pub stored: Moment,
    /// When custody ended.
    pub ended: Moment,
    /// How.
    pub ending: Ending,
    /// What happened, oldest first; the recipient is told no colleague's name and no colleague's words.
    pub history: Vec<HistoryEntry>,
    /// The hash of the last link: 43 characters.
    pub head: String,
    /// Whether events were linked more than an hour after they happened: they are older than the chain.
    pub linked_late: bool,
    /// When the receipt is given.
    pub issued: Moment,
}

/// In which form a receipt is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperForm {
    /// To print.
    Pdf,
    /// To check: `cloakroom verify`.
    File,
}
