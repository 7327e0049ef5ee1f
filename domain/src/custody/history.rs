//! The history of a consignment: what happened, one fact after the other.

use serde::{Deserialize, Serialize};

use super::Reminder;
use crate::lockers::Purpose;
use crate::{Moment, RefusalCode};

/// How somebody proved that they may open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Means {
    /// Typed the code at the kiosk.
    Code,
    /// Showed the QR to the kiosk's scanner.
    Qr,
    /// Pressed Open on the phone after scanning the kiosk's QR.
    Phone,
}

/// One fact in a consignment's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum EventKind {
    /// A compartment was reserved.
    Announced,
    /// Somebody proved that they may open.
    Proved {
        /// How.
        means: Means,
    },
    /// The unlock command was made.
    Commanded {
        /// What for.
        purpose: Purpose,
    },
    /// The bank has the command and pulses the lock.
    Unlocked,
    /// The door's switch says open.
    Opened,
    /// The door's switch says closed; what the sensor saw inside, where there is one.
    Closed {
        /// Whether something is inside.
        item: Option<bool>,
    },
    /// It is in our custody.
    Stored,
    /// Code, QR and link were made.
    Issued,
    /// The recipient was told, by this many messages.
    Told {
        /// How many.
        messages: u32,
    },
    /// Closed with nothing inside: not stored.
    NothingInside,
    /// Closed with the thing still inside: not collected.
    LeftInside,
    /// The door stayed shut.
    NotOpened {
        /// What the person was told.
        why: RefusalCode,
    },
    /// The door stands open for too long.
    LeftOpen,
    /// The door opened without a command of ours.
    Forced,
    /// Nobody knows what became of the opening; staff must look.
    Unclear,
    /// The recipient has it.
    Collected,
    /// Staff took it back.
    Returned,
    /// The depositor wants it cancelled.
    CancelAsked {
        /// Why, in their words.
        reason: String,
    },
    /// It is cancelled.
    Cancelled,
    /// The recipient was reminded.
    Reminded {
        /// Of the last day, or of some days before.
        which: Reminder,
    },
    /// The recipient asked for more time, and has it.
    Extended {
        /// The new end.
        until: Moment,
    },
    /// Staff moved the end.
    DeadlineMoved {
        /// The new end.
        until: Moment,
        /// Why, in their words.
        reason: String,
    },
    /// A colleague made new secrets by hand, for a slip on paper.
    IssuedByHand {
        /// Why, in their words.
        reason: String,
    },
    /// Support sent new secrets; the old ones died.
    NewCodeSent {
        /// Why, in their words.
        reason: String,
    },
    /// Support opens the door for its recipient.
    OpenedFromAfar {
        /// Why, in their words.
        reason: String,
    },
    /// New secrets, after too many wrong codes that came near the old one.
    CodeReplaced,
    /// The recipient lent the right to collect.
    Shared,
    /// They took it back.
    ShareRevoked,
    /// Whoever it was lent to proved that they may open.
    ProvedByShare {
        /// How.
        means: Means,
    },
    /// Its recipient proved that they may open another thing, and collected that one in the same visit just before.
    ProvedInVisit {
        /// The number on the door of that one.
        after: u16,
    },
    /// It shall be moved to another compartment, which is kept for it.
    MoveOrdered {
        /// The number on that door.
        to: u16,
        /// Why, in their words.
        reason: String,
    },
    /// It is out of its compartment and not yet in the other one.
    TakenOut,
    /// It is stored in the other compartment.
    Moved {
        /// The number on the old door.
        from: u16,
        /// The number on the new one.
        to: u16,
    },
    /// It was put back into its own compartment.
    PutBack,
    /// It is not moved after all.
    MoveAbandoned,
    /// A fault of ours keeps the recipient out: the clock stands still.
    ClockStopped,
    /// The fault is over.
    ClockGoesOn {
        /// The new end.
        until: Moment,
    },
}

impl EventKind {
    /// The same without what a colleague wrote; none where nobody writes anything.
    pub fn without_words(&self) -> Option<Self> {
        let reason = || "—".to_owned();
        match self {
            Self::CancelAsked { .. } => Some(Self::CancelAsked { reason: reason() }),
            Self::DeadlineMoved { until, .. } => Some(Self::DeadlineMoved {
                until: *until,
                reason: reason(),
            }),
            Self::IssuedByHand { .. } => Some(Self::IssuedByHand { reason: reason() }),
            Self::NewCodeSent { .. } => Some(Self::NewCodeSent { reason: reason() }),
            Self::OpenedFromAfar { .. } => Some(Self::OpenedFromAfar { reason: reason() }),
            Self::MoveOrdered { to, .. } => Some(Self::MoveOrdered {
                to: *to,
                reason: reason(),
            }),
            Self::Announced
            | Self::Proved { .. }
            | Self::Commanded { .. }
            | Self::Unlocked
            | Self::Opened
            | Self::Closed { .. }
            | Self::Stored
            | Self::Issued
            | Self::Told { .. }
            | Self::NothingInside
            | Self::LeftInside
            | Self::NotOpened { .. }
            | Self::LeftOpen
            | Self::Forced
            | Self::Unclear
            | Self::Collected
            | Self::Returned
            | Self::Cancelled
            | Self::Reminded { .. }
            | Self::Extended { .. }
            | Self::CodeReplaced
            | Self::Shared
            | Self::ShareRevoked
            | Self::ProvedByShare { .. }
            | Self::ProvedInVisit { .. }
            | Self::TakenOut
            | Self::Moved { .. }
            | Self::PutBack
            | Self::MoveAbandoned
            | Self::ClockStopped
            | Self::ClockGoesOn { .. } => None,
        }
    }
}

/// One line of a timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryEntry {
    /// When.
    pub at: Moment,
    /// What.
    pub event: EventKind,
    /// The name of the colleague behind it, if one was.
    pub by: Option<String>,
}
