//! What is kept of a request, and what its two sides see.

use serde::{Deserialize, Serialize};

use super::{Origin, Problem, RequestStage};
use crate::custody::{HistoryEntry, Item};
use crate::delivery::{DeliveryState, MoveNow};
use crate::ids::{BankId, CompartmentId, ConsignmentId, RequestId};
use crate::lockers::{BankView, Connection};
use crate::notices::Channel;
use crate::{Locale, Moment};

/// Something that a colleague did from afar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum HelpAct {
    /// A new code was sent; the old one died.
    NewCode,
    /// The door was ordered open.
    Opened,
    /// The end was moved by so many days.
    MovedEnd {
        /// How many.
        days: u16,
    },
    /// The keypad of the kiosk takes codes again.
    KeypadFreed,
    /// The compartment is out of service.
    DoorOut,
    /// The compartment is back in service.
    DoorBack,
    /// The first of two people said that the forced door is in order.
    DoorCleared,
    /// The compartment was ordered open for a test.
    DoorTested,
    /// The thing shall be moved to another compartment.
    MoveOrdered,
    /// It is not moved after all.
    MoveAbandoned,
}

/// One fact in the life of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum HelpFact {
    /// Somebody needs help.
    Asked {
        /// With what.
        problem: Problem,
        /// In their words.
        words: Option<String>,
    },
    /// A colleague answers: whoever asked reads it.
    Answered {
        /// What they say.
        words: String,
    },
    /// A colleague notes something: only colleagues read it.
    Noted {
        /// What.
        words: String,
    },
    /// A colleague did something from afar: whoever asked reads that, and why.
    Did {
        /// What.
        #[serde(flatten)]
        what: HelpAct,
        /// Why, in their words.
        reason: String,
    },
    /// A colleague took it.
    Taken,
    /// They gave it back to the queue.
    Released,
    /// It is answered.
    Closed,
}

impl HelpFact {
    /// Whether whoever asked may read it.
    pub const fn is_for_both(&self) -> bool {
        matches!(
            self,
            Self::Asked { .. } | Self::Answered { .. } | Self::Did { .. } | Self::Closed
        )
    }

    /// The same without what anybody wrote; none where nobody writes anything.
    pub fn without_words(&self) -> Option<Self> {
        let gone = || "—".to_owned();
        match self {
            Self::Asked { problem, words } => words.is_some().then_some(Self::Asked {
                problem: *problem,
                words: None,
            }),
            Self::Answered { .. } => Some(Self::Answered { words: gone() }),
            Self::Noted { .. } => Some(Self::Noted { words: gone() }),
            Self::Did { what, .. } => Some(Self::Did {
                what: what.clone(),
                reason: gone(),
            }),
            Self::Taken | Self::Released | Self::Closed => None,
        }
    }
}

/// Who is behind a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "side", rename_all = "snake_case")]
pub enum Side {
    /// Whoever asked.
    Asking,
    /// A colleague, by name. Those who asked are not told the name.
    Colleague {
        /// Their name.
        name: String,
    },
}

/// One line of a request's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelpLine {
    /// When.
    pub at: Moment,
    /// Who.
    pub side: Side,
    /// What.
    pub fact: HelpFact,
}

/// What a list of requests is narrowed to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct QueueFilter {
    /// Only this stage; none: all that are not closed.
    pub stage: Option<RequestStage>,
    /// Only what the asking colleague has.
    pub mine: bool,
}

/// One request in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestRow {
    /// Which.
    pub id: RequestId,
    /// What people call it.
    pub number: u32,
    /// What is wrong.
    pub problem: Problem,
    /// Who says so.
    pub origin: Origin,
    /// Where it is.
    pub stage: RequestStage,
    /// Since when.
    pub opened: Moment,
    /// Until when a first answer is promised; none once there was one.
    pub promised: Option<Moment>,
    /// Whether that has passed.
    pub late: bool,
    /// The bank: name and town.
    pub bank: String,
    /// The door's number, where it is about one.
    pub compartment: Option<u16>,
    /// The recipient's name, where it is about something that waits for one.
    pub recipient: Option<String>,
    /// Which colleague has it.
    pub holder: Option<String>,
    /// Whether that is the reader.
    pub mine: bool,
    /// Now, at the bank.
    pub now: Moment,
}

/// What can be done about a thing now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelpMay {
    /// A new code can be sent.
    pub renew: bool,
    /// The door can be opened for its recipient.
    pub open: bool,
    /// Its end can be moved.
    pub move_end: bool,
}

/// The thing that a request is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelpThing {
    /// Which.
    pub id: ConsignmentId,
    /// What it is.
    pub item: Item,
    /// For whom.
    pub recipient: String,
    /// Their language.
    pub locale: Locale,
    /// How they are reached. Which address or number is not support's to see.
    pub reached_by: Vec<Channel>,
    /// Where it is.
    pub state: DeliveryState,
    /// Until when it waits.
    pub deadline: Option<Moment>,
    /// Whether a fault keeps the clock standing.
    pub paused: bool,
    /// Whether it can be moved to another compartment, or is.
    pub moving: MoveNow,
    /// What can be done about it now.
    pub may: HelpMay,
    /// What happened to it, oldest first.
    pub history: Vec<HistoryEntry>,
}

/// The door that a request is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelpDoor {
    /// Which.
    pub id: CompartmentId,
    /// Its number.
    pub number: u16,
    /// Whether it is out of service.
    pub out: bool,
    /// Whether that can be changed now: nothing is in it, and nobody counts on it.
    pub may_change: bool,
    /// Whether it can be opened for a test: it is out of service, and nothing is in it.
    pub may_test: bool,
}

/// One request with all that a helping colleague needs beside it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RequestView {
    /// The request.
    pub row: RequestRow,
    /// What was said and done, oldest first.
    pub lines: Vec<HelpLine>,
    /// What it is about, if somebody could tell.
    pub thing: Option<HelpThing>,
    /// The bank, with its doors as they stand.
    pub bank: BankView,
    /// The door, if it is about one.
    pub door: Option<HelpDoor>,
    /// Until when the bank's keypad is locked.
    pub keypad_locked_until: Option<Moment>,
    /// Whether the reader may act: nobody else has it, and it is not closed.
    pub may_act: bool,
}

/// A request as whoever asked sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelpThread {
    /// What it is about.
    pub consignment: ConsignmentId,
    /// At which bank.
    pub bank: BankId,
    /// What to say on the telephone.
    pub number: u32,
    /// Where it is.
    pub stage: RequestStage,
    /// Until when a first answer is promised; none once there was one.
    pub promised: Option<Moment>,
    /// What was said and done, oldest first; only what is for both sides.
    pub lines: Vec<HelpLine>,
    /// Whether the bank works right now.
    pub connection: Connection,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_colleagues_note_stays_among_them_and_words_can_be_forgotten() {
        let noted = HelpFact::Noted {
            words: "Caller is upset".into(),
        };
        assert!(!noted.is_for_both());
        let did = HelpFact::Did {
            what: HelpAct::Opened,
            reason: "Ion stands there".into(),
        };
        assert!(did.is_for_both());
        for fact in [noted, did] {
            let text = serde_json::to_string(&fact).unwrap();
            assert_eq!(serde_json::from_str::<HelpFact>(&text).unwrap(), fact);
            let bare = serde_json::to_string(&fact.without_words().unwrap()).unwrap();
            assert!(!bare.contains("Ion") && !bare.contains("upset"), "{bare}");
        }
        let asked = HelpFact::Asked {
            problem: Problem::LostCode,
            words: None,
        };
        assert_eq!(asked.without_words(), None);
    }
}
