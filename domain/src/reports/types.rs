//! Figures of desk and couriers, and the facts of which they are made.

use serde::{Deserialize, Serialize};

use crate::{Span, Timestamp};

/// By what the work is summed up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkBy {
    /// Month by month.
    #[default]
    Month,
    /// Office by office.
    Office,
}

impl WorkBy {
    /// Both, as they are offered.
    pub const ALL: [Self; 2] = [Self::Month, Self::Office];

    /// The name in addresses.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Office => "office",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.wire() == text)
    }
}

/// Which figures.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WorkFilter {
    /// By what.
    pub by: WorkBy,
    /// The first month, `2026-01`; empty: twelve months back.
    pub from: String,
    /// The last month; empty: this one.
    pub until: String,
}

/// One case of a found thing, as far as figures need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFacts {
    /// The name of its office; none: the central queue.
    pub office: Option<String>,
    /// When it was reported.
    pub reported: Timestamp,
    /// Taken by telephone: then it was answered by being taken.
    pub by_phone: bool,
    /// When a colleague first did something about it.
    pub answered: Option<Timestamp>,
    /// When it ended, and that was no mistake.
    pub ended: Option<Timestamp>,
    /// It ended with its owner.
    pub returned: bool,
}

/// One ticket, as far as figures need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketFacts {
    /// The name of its office; none: nobody's area.
    pub office: Option<String>,
    /// When it was made.
    pub made: Timestamp,
    /// When the thing was handed over, or lay in a locker.
    pub delivered: Option<Timestamp>,
    /// Until when that was promised.
    pub promised: Timestamp,
    /// So many times a courier came back without success.
    pub failed: u32,
}

/// What the desk did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskLine {
    /// A month (`2026-03`) or an office's name; empty for the central queue.
    pub label: String,
    /// Cases that were reported then and there.
    pub reports: u64,
    /// Of them by telephone.
    pub by_phone: u64,
    /// From a report on the web to a colleague's first act: half were faster.
    pub answer: Option<Span>,
    /// Cases of them that are over; mistakes do not count.
    pub over: u64,
    /// Of those that are over, how many went home.
    pub returned: u64,
    /// From the report to the owner's hands: half were faster.
    pub home: Option<Span>,
}

impl DeskLine {
    /// Of a hundred that are over, how many went home.
    pub const fn return_rate(&self) -> Option<u64> {
        match self.over {
            0 => None,
            over => Some((self.returned * 100 + over / 2) / over),
        }
    }
}

/// What the couriers did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourierLine {
    /// A month (`2026-03`) or an office's name; empty for nobody's area.
    pub label: String,
    /// Tickets that were made then and there.
    pub tickets: u64,
    /// Of them, how many were brought.
    pub delivered: u64,
    /// Of those that were brought, how many in the time that was promised.
    pub on_time: u64,
    /// So many times a courier came back without success.
    pub failed: u64,
}

impl CourierLine {
    /// Of a hundred that were brought, how many in time.
    pub const fn on_time_rate(&self) -> Option<u64> {
        match self.delivered {
            0 => None,
            delivered => Some((self.on_time * 100 + delivered / 2) / delivered),
        }
    }
}

/// What desk and couriers did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Work {
    /// By what.
    pub by: WorkBy,
    /// The first month.
    pub from: String,
    /// The last month.
    pub until: String,
    /// The desk, in the order of the labels.
    pub desk: Vec<DeskLine>,
    /// All of it.
    pub desk_total: DeskLine,
    /// The couriers, in the order of the labels.
    pub couriers: Vec<CourierLine>,
    /// All of it.
    pub couriers_total: CourierLine,
}
