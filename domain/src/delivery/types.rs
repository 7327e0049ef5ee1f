//! Requests and views of deliveries.

use serde::{Deserialize, Serialize};

use super::MoveNow;
use crate::custody::{HistoryEntry, Item};
use crate::ids::{BankId, ConsignmentId};
use crate::lockers::{BankSummary, Connection, Purpose, Reach, Size};
use crate::{Email, FormCheck, Locale, Moment, Phone, Refusal, RefusalCode, ShortText};

/// A form: leave a document for a citizen. Fields as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NewDelivery {
    /// The citizen's name.
    pub name: String,
    /// Their e-mail address; this or the mobile number is needed.
    pub email: String,
    /// Their mobile number.
    pub phone: String,
    /// Their language: [`Locale::code`].
    pub locale: String,
    /// What it is: [`Item::wire`].
    pub item: String,
    /// The office's own reference number, if it has one.
    pub reference: String,
    /// The bank's id.
    pub bank: String,
    /// How big a compartment: [`Size::wire`].
    pub size: String,
    /// Not empty if the door must be within reach from a wheelchair.
    pub low_door: String,
    /// Made by the form when it is first shown, so that a second click makes no second delivery.
    pub once: String,
}

/// Who gets it and how to reach them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// Their name.
    pub name: ShortText,
    /// Their address.
    pub email: Option<Email>,
    /// Their number.
    pub phone: Option<Phone>,
    /// Their language.
    pub locale: Locale,
}

/// A form that passed its check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedDelivery {
    /// Who gets it.
    pub recipient: Recipient,
    /// What it is.
    pub item: Item,
    /// The office's own reference.
    pub reference: Option<ShortText>,
    /// Where.
    pub bank: BankId,
    /// How big.
    pub size: Size,
    /// Which doors will do.
    pub reach: Reach,
    /// Makes the request repeatable; 8 to 64 characters.
    pub once: String,
}

impl NewDelivery {
    /// Checks the form; the same in browser and server.
    ///
    /// # Errors
    /// `Form` with every field that must change.
    pub fn check(&self) -> Result<CheckedDelivery, Refusal> {
        let mut form = FormCheck::default();
        let choice = RefusalCode::NotAChoice;
        let chosen = |text: &str| if text.is_empty() { RefusalCode::Missing } else { choice };
        let name = form.take("name", ShortText::parse(&self.name));
        let email = form.take_optional("email", Email::parse(&self.email));
        let phone = form.take_optional("phone", Phone::parse(&self.phone));
        if self.email.trim().is_empty() && self.phone.trim().is_empty() {
            form.refuse("email", RefusalCode::NeedsContact);
        }
        let locale = form.take("locale", Locale::from_code(&self.locale).ok_or(chosen(&self.locale)));
        let item = Item::from_wire(&self.item).filter(|item| Item::DOCUMENTS.contains(item));
        let item = form.take("item", item.ok_or(chosen(&self.item)));
        let reference = form.take_optional("reference", ShortText::parse(&self.reference));
        let bank = form.take("bank", self.bank.parse::<BankId>().map_err(|_| chosen(&self.bank)));
        let size = form.take("size", Size::from_wire(&self.size).ok_or(chosen(&self.size)));
        let once_fits =
            (8..=64).contains(&self.once.len()) && self.once.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if !once_fits {
            form.refuse("once", choice);
        }
        form.finish()?;
        let (Some(name), Some(locale), Some(item), Some(bank), Some(size)) = (name, locale, item, bank, size) else {
            return Err(Refusal::act(RefusalCode::Form));
        };
        Ok(CheckedDelivery {
            recipient: Recipient {
                name,
                email,
                phone,
                locale,
            },
            item,
            reference,
            bank,
            size,
            reach: if self.low_door.is_empty() {
                Reach::Any
            } else {
                Reach::Low
            },
            once: self.once.clone(),
        })
    }
}

/// Where a delivery is, in the words that staff look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// A compartment is reserved; the document is not inside.
    Announced,
    /// A door is opening or open for it.
    AtTheDoor,
    /// It waits for the citizen.
    Stored,
    /// It waits, and its deadline has passed.
    Overdue,
    /// A colleague moves it to another compartment.
    Moving,
    /// Staff must look.
    Unclear,
    /// The citizen has it.
    Collected,
    /// Staff took it back.
    Returned,
    /// Cancelled.
    Cancelled,
}

impl DeliveryState {
    /// All of them, as filters offer them.
    pub const ALL: [Self; 9] = [
        Self::Announced,
        Self::AtTheDoor,
        Self::Stored,
        Self::Overdue,
        Self::Moving,
        Self::Unclear,
        Self::Collected,
        Self::Returned,
        Self::Cancelled,
    ];

    /// The name in addresses.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Announced => "announced",
            Self::AtTheDoor => "at_the_door",
            Self::Stored => "stored",
            Self::Overdue => "overdue",
            Self::Moving => "moving",
            Self::Unclear => "unclear",
            Self::Collected => "collected",
            Self::Returned => "returned",
            Self::Cancelled => "cancelled",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.wire() == text)
    }
}

/// What a list of deliveries is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeliveryFilter {
    /// The beginning of any word of the citizen's name and what follows, or the whole reference number.
    pub search: String,
    /// Only this state.
    pub state: Option<DeliveryState>,
    /// From where on.
    pub cursor: Option<crate::Cursor>,
}

/// One delivery in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryRow {
    /// Which.
    pub id: ConsignmentId,
    /// The citizen's name.
    pub recipient: String,
    /// What it is.
    pub item: Item,
    /// The office's own reference.
    pub reference: Option<String>,
    /// The bank's name and town.
    pub bank: String,
    /// The door's number.
    pub compartment: u16,
    /// Where it is.
    pub state: DeliveryState,
    /// Until when it may be collected, once stored.
    pub deadline: Option<Moment>,
    /// When it was entered.
    pub created: Moment,
}

/// One delivery with its history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "facts that do not exclude each other")]
pub struct DeliveryView {
    /// Which.
    pub id: ConsignmentId,
    /// Who gets it.
    pub recipient: Recipient,
    /// What it is.
    pub item: Item,
    /// The office's own reference.
    pub reference: Option<String>,
    /// Where.
    pub bank: BankSummary,
    /// The door's number.
    pub compartment: u16,
    /// How big the compartment is.
    pub size: Size,
    /// Whether a door within reach from a wheelchair was asked for.
    pub low_door: bool,
    /// Where it is.
    pub state: DeliveryState,
    /// What happens at the door right now, or what became of the last try.
    pub doing: Doing,
    /// Until when it may be collected, once stored.
    pub deadline: Option<Moment>,
    /// Whether a fault of ours keeps the clock standing.
    pub paused: bool,
    /// Who entered it.
    pub created_by: String,
    /// When.
    pub created: Moment,
    /// What the asking colleague may do now.
    pub may_open: bool,
    /// What that opening would be for.
    pub open_for: Option<Purpose>,
    /// Whether the asking colleague may cancel now.
    pub may_cancel: bool,
    /// Whether they may move its end or make a new code by hand now, or see to its way to another compartment.
    pub may_care: bool,
    /// Whether it can be moved to another compartment, or is.
    pub moving: MoveNow,
    /// Whether the bank is there.
    pub connection: Connection,
    /// The history, oldest first.
    pub history: Vec<HistoryEntry>,
    /// Now, at the bank.
    pub now: Moment,
}

/// What happens at the door of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doing {
    /// Where it is.
    pub phase: DoorPhase,
    /// What the opening is or was for.
    pub purpose: Option<Purpose>,
}

/// Where an opening is, for staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "phase", rename_all = "snake_case")]
pub enum DoorPhase {
    /// Nothing happens.
    Idle,
    /// The command is on its way.
    Opening,
    /// The door is open.
    Open,
    /// The last opening did not work.
    Failed {
        /// What to tell.
        why: RefusalCode,
    },
    /// The last time the door was closed with nothing inside.
    NothingInside,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_tells_all_that_is_wrong_at_once() {
        let refusal = NewDelivery::default().check().unwrap_err();
        for (field, code) in [
            ("name", RefusalCode::Missing),
            ("email", RefusalCode::NeedsContact),
            ("locale", RefusalCode::Missing),
            ("item", RefusalCode::Missing),
            ("bank", RefusalCode::Missing),
            ("size", RefusalCode::Missing),
        ] {
            assert_eq!(refusal.at(field), Some(code), "{field}");
        }
    }

    #[test]
    fn either_way_to_reach_somebody_is_enough() {
        let form = NewDelivery {
            name: "Ion Popescu".into(),
            phone: "+40 721 555 010".into(),
            locale: "ro".into(),
            item: "passport".into(),
            bank: "01890a5d-ac96-774b-bcce-b302099a8057".into(),
            size: "M".into(),
            once: "abcdefgh".into(),
            ..NewDelivery::default()
        };
        let checked = form.check().unwrap();
        assert_eq!(checked.recipient.email, None);
        assert_eq!((checked.reference, checked.reach), (None, Reach::Any));
        let low = NewDelivery {
            low_door: "on".into(),
            ..form.clone()
        };
        assert_eq!(low.check().unwrap().reach, Reach::Low);
        let refusal = NewDelivery {
            email: "x".into(),
            ..form
        }
        .check()
        .unwrap_err();
        assert_eq!(refusal.at("email"), Some(RefusalCode::NotAnEmail));
    }
}
