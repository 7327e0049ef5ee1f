//! One delivery as its page shows it: put into the reader's words by the server, so that the browser loads none of the many
//! words for what a delivery may go through, and no reader for its history.

use domain::Moment;
use domain::custody::Item;
use domain::delivery::DeliveryState;
use domain::ids::{BankId, ConsignmentId};
#[cfg(feature = "ssr")]
use domain::{Locale, delivery::DeliveryView};
use serde::{Deserialize, Serialize};

use super::look::DoorPanel;
use crate::ui::TimelineItem;

/// What the page of one delivery shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    /// Which.
    pub id: ConsignmentId,
    /// Who gets it, as they are reached.
    pub recipient: ShownRecipient,
    /// What it is.
    pub item: Item,
    /// The office's own reference.
    pub reference: Option<String>,
    /// Where.
    pub bank: BankId,
    /// The door's number.
    pub compartment: u16,
    /// Whether a door within reach from a wheelchair was asked for.
    pub low_door: bool,
    /// Where it is.
    pub state: DeliveryState,
    /// What stands beside the door.
    pub panel: DoorPanel,
    /// Until when it may be collected, once stored.
    pub deadline: Option<Moment>,
    /// Whether a fault of ours keeps the clock standing.
    pub paused: bool,
    /// Who entered it.
    pub created_by: String,
    /// When.
    pub created: Moment,
    /// What the asking colleague may do beside opening the door.
    pub may: May,
    /// Whether the bank is there.
    pub online: bool,
    /// How the recipient was told; none if they were not.
    pub told: Option<String>,
    /// The history, newest first.
    pub history: Vec<TimelineItem>,
    /// Now, at the bank.
    pub now: Moment,
}

/// Who gets it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownRecipient {
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: Option<String>,
    /// Their number, in groups.
    pub phone: Option<String>,
    /// Their language, by its own name.
    pub language: String,
}

/// What the asking colleague may do now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct May {
    /// Cancel it.
    pub cancel: bool,
    /// Move its end, make a new code by hand, or see to its way to another compartment.
    pub care: bool,
}

#[cfg(feature = "ssr")]
impl Shown {
    /// In the words of this language.
    pub fn of(l: Locale, view: DeliveryView) -> Self {
        let told = super::look::told(l, &view).map(str::to_owned);
        let panel = super::look::door_panel(l, &view);
        let history = view.history.iter().rev();
        let history = history.map(|entry| super::history::line(l, entry)).collect();
        let recipient = ShownRecipient {
            name: view.recipient.name.to_string(),
            email: view.recipient.email.map(|email| email.to_string()),
            phone: view.recipient.phone.map(|phone| phone.grouped()),
            language: view.recipient.locale.name().to_owned(),
        };
        Self {
            id: view.id,
            recipient,
            item: view.item,
            reference: view.reference,
            bank: view.bank.id,
            compartment: view.compartment,
            low_door: view.low_door,
            state: view.state,
            panel,
            deadline: view.deadline,
            paused: view.paused,
            created_by: view.created_by,
            created: view.created,
            may: May {
                cancel: view.may_cancel,
                care: view.may_care,
            },
            online: view.connection.is_online(),
            told,
            history,
            now: view.now,
        }
    }
}
