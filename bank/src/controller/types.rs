//! What goes into the controller and what comes out. No decision here.

use std::collections::BTreeSet;

use domain::ids::{BankId, CommandId};
use domain::lockers::protocol::{Button, Level};
use domain::{Span, Timestamp};
use ed25519_dalek::VerifyingKey;

use crate::board::NoPulse;
use crate::records::Change;

/// What the controller must know.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Which bank it is.
    pub bank: BankId,
    /// Whose commands it obeys until it is told otherwise: the server's present key, and what was put in by hand.
    pub keys: Vec<VerifyingKey>,
    /// The numbers of its doors.
    pub doors: BTreeSet<u16>,
    /// How long after the pulse a switch may take to say open. A lock that is slower counts as jammed.
    pub opening: Span,
    /// How much later such a lock may still open without being called forced.
    pub late_opening: Span,
    /// How long a door may stand open before it is told.
    pub left_open: Span,
    /// How long after its death a command is remembered; for clocks that are set back.
    pub remember: Span,
    /// The program's version.
    pub firmware: String,
}

/// What can happen.
#[derive(Debug, Clone, Copy)]
pub enum Input<'a> {
    /// Bytes arrived on the topic of commands.
    Command(&'a [u8]),
    /// A door's switch was read.
    Door {
        /// The door's number.
        compartment: u16,
        /// What it says.
        level: Level,
    },
    /// The sensor of a compartment was read.
    Item {
        /// The door's number.
        compartment: u16,
        /// What it sees; none if it cannot be read.
        present: Option<bool>,
    },
    /// The board answered to a pulse, or did not.
    PulseAnswered {
        /// The door's number.
        compartment: u16,
        /// "Pulse sent", or why not.
        answer: Result<(), NoPulse>,
    },
    /// The board does not answer any more.
    BoardSilent,
    /// The board answers: at the start, and again.
    BoardAnswers,
    /// A button beside the screen.
    Button(Button),
    /// Mains power.
    Power {
        /// Whether there is any.
        on: bool,
    },
    /// The housing was opened or moved.
    Tamper,
    /// Time has passed.
    Tick,
    /// The broker has all events up to this one.
    Taken {
        /// Of which boot.
        boot: u64,
        /// Which.
        seq: u64,
    },
}

/// What follows from one input: first all of `changes` go to disk, together; only then each of `then` is done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Step {
    /// What must survive a power cut.
    pub changes: Vec<Change>,
    /// What is done after that.
    pub then: Vec<Do>,
}

impl Step {
    /// Whether the changes must be synced before anything else happens. What the broker has taken may be forgotten
    /// again: it is only told once more.
    pub fn is_durable(&self) -> bool {
        self.changes
            .iter()
            .any(|change| !matches!(change, Change::Taken { .. }))
    }
}

/// What the controller wants done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Do {
    /// Pulse this lock, once.
    Pulse {
        /// The door's number.
        compartment: u16,
    },
    /// Make the bank seen.
    Identify,
    /// Show a message.
    Show {
        /// The message; empty clears the screen.
        text: String,
    },
}

/// What was refused or repeated since the start.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Payloads that the server did not sign. They are not answered: no id in them can be believed.
    pub not_authentic: u64,
    /// Signed commands that were refused, for whatever reason.
    pub refused: u64,
    /// Those of them that were for another bank.
    pub wrong_bank: u64,
    /// Commands that came again.
    pub repeated: u64,
    /// Answers to such commands that were not queued once more, because too many events wait already.
    pub unanswered: u64,
}

/// A pulse whose end is awaited.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pulse {
    pub(super) compartment: u16,
    pub(super) command: CommandId,
    pub(super) not_after: Timestamp,
    /// By the clock that never goes back.
    pub(super) deadline: Span,
}

/// A pulse that moved nothing in time, but may yet.
#[derive(Debug, Clone, Copy)]
pub(super) struct LateOpening {
    pub(super) compartment: u16,
    pub(super) command: CommandId,
    /// By the clock that never goes back.
    pub(super) until: Span,
}
