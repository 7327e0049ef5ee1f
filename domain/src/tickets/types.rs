//! What dispatchers and couriers see of tickets.

use serde::{Deserialize, Serialize};

use super::state::{FailReason, TicketStage};
use crate::found::CaseNumber;
use crate::ids::{CaseId, OfficeId, TicketId};
use crate::{Email, Locale, Moment, Money, Phone, Timestamp};

/// Whose door it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopKind {
    /// Somebody who found a thing.
    Finder,
    /// Somebody whose thing it is.
    Owner,
    /// One of our offices.
    Office,
    /// Somebody else.
    Other,
}

impl StopKind {
    /// All of them, as forms offer them.
    pub const ALL: [Self; 4] = [Self::Finder, Self::Owner, Self::Office, Self::Other];

    /// The name in the database and on forms.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Finder => "finder",
            Self::Owner => "owner",
            Self::Office => "office",
            Self::Other => "other",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.wire() == text)
    }
}

/// One end of the way. Kept sealed: it names people and where they live.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// Whose door it is.
    pub kind: StopKind,
    /// Who is there.
    pub name: String,
    /// How to call them.
    pub phone: Option<Phone>,
    /// Where to write to them.
    #[serde(default)]
    pub email: Option<Email>,
    /// Their language.
    #[serde(default)]
    pub locale: Locale,
    /// Street and number.
    pub address: String,
    /// The town.
    pub city: String,
    /// May be empty.
    pub postcode: String,
}

impl Stop {
    /// For a map: the address in one line.
    pub fn line(&self) -> String {
        [self.address.as_str(), ", ", &self.city].concat()
    }
}

/// From when until when, as the clock of the office shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// Not before.
    pub from: Moment,
    /// Not after.
    pub until: Moment,
}

/// What a list of tickets is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TicketFilter {
    /// Only this stage; none: all that is not over.
    pub stage: Option<TicketStage>,
    /// Only this case's, whatever their stage.
    pub case: Option<CaseId>,
    /// Only this office's; a colleague of an office sees no other anyway.
    pub office: Option<OfficeId>,
}

/// One ticket in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketRow {
    /// Which.
    pub id: TicketId,
    /// What colleagues call it.
    pub number: u32,
    /// Of which case.
    pub case: Option<(CaseId, CaseNumber)>,
    /// What is carried.
    pub what: String,
    /// Where it is.
    pub stage: TicketStage,
    /// Whose couriers; none: nobody's area.
    pub office: Option<String>,
    /// Where it is fetched: the address in one line.
    pub from: String,
    /// Where it is brought.
    pub to: String,
    /// Who has it.
    pub courier: Option<String>,
    /// When it is fetched.
    pub pick: Window,
    /// When it is brought; its end is what was promised.
    pub drop: Window,
    /// When it was made.
    pub made: Moment,
    /// Whether what was promised next has passed.
    pub late: bool,
}

/// A moment in which the thing changes hands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandOver {
    /// The courier got it.
    PickUp,
    /// The courier gave it away.
    Delivery,
}

impl HandOver {
    /// Both.
    pub const ALL: [Self; 2] = [Self::PickUp, Self::Delivery];

    /// The name in addresses.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::PickUp => "pick-up",
            Self::Delivery => "delivery",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|moment| moment.wire() == text)
    }
}

/// One line of a ticket's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryLine {
    /// When.
    pub at: Moment,
    /// What.
    pub what: HistoryKind,
    /// Who, if it was a person.
    pub by: Option<String>,
}

/// What happened to a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is the event of the same name; see `TicketEvent`")]
pub enum HistoryKind {
    Made,
    Accepted,
    SetOff,
    GivenBack,
    PickedUp {
        /// The name that was signed, empty once it is forgotten; none: the code was right.
        signed: Option<String>,
    },
    Delivered {
        /// The name that was signed, empty once it is forgotten; none: the code was right.
        signed: Option<String>,
    },
    InLocker,
    Failed {
        reason: FailReason,
        note: Option<String>,
    },
    SentAgain,
    Cancelled {
        reason: String,
    },
    /// A code that was not right.
    WrongCode,
    /// A new code took the place of the old one.
    NewCode,
    /// The fee was taken in cash.
    Cash {
        amount: Money,
    },
}

impl HistoryKind {
    /// Without names and without words that somebody wrote freely: what stays when the people of a ticket are forgotten.
    #[must_use]
    pub fn without_people(self) -> Self {
        let forgotten = |signed: Option<String>| signed.map(|_| String::new());
        match self {
            Self::PickedUp { signed } => Self::PickedUp {
                signed: forgotten(signed),
            },
            Self::Delivered { signed } => Self::Delivered {
                signed: forgotten(signed),
            },
            Self::Failed { reason, .. } => Self::Failed { reason, note: None },
            Self::Cancelled { .. } => Self::Cancelled { reason: String::new() },
            same => same,
        }
    }
}

/// One ticket with everything on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketView {
    /// As in the list.
    pub row: TicketRow,
    /// Where it is fetched.
    pub from: Stop,
    /// Where it is brought.
    pub to: Stop,
    /// What the finder is given in thanks.
    pub reward: Option<Money>,
    /// What the owner still has to pay before they get the thing.
    pub fee_due: Option<Money>,
    /// The code of whoever gives the thing away; only the desk sees it, to tell it by telephone.
    pub pickup_code: Option<String>,
    /// The hand-overs of which the courier took a photo; only the desk and managers see them.
    pub photos: Vec<HandOver>,
    /// Whether it is the asking courier's own.
    pub mine: bool,
    /// Whether the courier has the thing.
    pub held: bool,
    /// The desk's number.
    pub office_phone: Option<Phone>,
    /// The history, oldest first.
    pub history: Vec<HistoryLine>,
    /// Now, at the office.
    pub now: Moment,
}

/// One stop of a courier's day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RouteStop {
    /// Which ticket.
    pub ticket: TicketId,
    /// What colleagues call it.
    pub number: u32,
    /// Whether the thing is given away there, not fetched.
    pub drop: bool,
    /// Where.
    pub stop: Stop,
    /// When.
    pub window: Window,
    /// What.
    pub what: String,
    /// Where the ticket is.
    pub stage: TicketStage,
    /// Whether the window has passed.
    pub late: bool,
}

/// A courier's day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourierDay {
    /// Where they belong; none: to no office.
    pub office: Option<String>,
    /// Where they go next, in the order of the windows.
    pub stops: Vec<RouteStop>,
    /// What waits for anybody of the office.
    pub open: Vec<TicketRow>,
    /// What they finished since midnight.
    pub done: Vec<TicketRow>,
    /// Now, at the office.
    pub now: Moment,
}

impl TicketRow {
    /// What was promised next: the end of fetching while nobody has the thing, else the end of bringing.
    pub fn promised(&self) -> Moment {
        match self.stage {
            TicketStage::Made | TicketStage::Accepted | TicketStage::OnTheWay => self.pick.until,
            _ => self.drop.until,
        }
    }

    /// Whether a promise was missed at that instant.
    pub fn is_late(&self, now: Timestamp) -> bool {
        !self.stage.is_over() && now > self.promised().at
    }
}
