//! How upper slices hear what happened at a bank, in the transaction that records it.
//!
//! Lockers knows nobody above it: whoever wants to hear implements [`BankListener`] and is handed in by `server`.

use async_trait::async_trait;
use domain::ids::{BankId, CommandId, CompartmentId};
use domain::live::Nudge;
use domain::lockers::{Inside, Purpose};
use domain::{RefusalCode, Timestamp};

use crate::db::Tx;
use crate::fault::Result;

/// What happened, and to whom it matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// At which bank.
    pub bank: BankId,
    /// The claim on the compartment, or the subject of the command: a consignment's id, opaque here.
    pub subject: String,
    /// What.
    pub kind: HeardKind,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeardKind {
    /// The bank has the command and pulses.
    Accepted {
        /// Which.
        command: CommandId,
    },
    /// The door opened by this command.
    Opened {
        /// Which.
        command: CommandId,
    },
    /// The door closed that this command had opened.
    Closed {
        /// Which.
        command: CommandId,
        /// What the sensor saw.
        inside: Inside,
    },
    /// The command ended and no door opened.
    Failed {
        /// Which.
        command: CommandId,
        /// What to tell.
        why: RefusalCode,
    },
    /// The bank does not know what became of the command.
    Unclear {
        /// Which.
        command: CommandId,
    },
    /// A door opened by a command that we had given up.
    OpenedLate {
        /// What it was for.
        purpose: Purpose,
    },
    /// The bank does not know what became of a command that we had given up: its door may have been open.
    UnclearLate {
        /// What that command was for.
        purpose: Purpose,
    },
    /// The door of a claimed compartment stands open for too long.
    LeftOpen,
    /// The door of a claimed compartment opened without a command.
    Forced {
        /// Which: two may be kept for one thing.
        compartment: CompartmentId,
    },
}

/// Something that a human must look at, whether or not somebody counts on the compartment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alarm {
    /// At which bank.
    pub bank: BankId,
    /// At which compartment, if at one.
    pub compartment: Option<CompartmentId>,
    /// Who counts on that: a consignment's id, opaque here.
    pub claim: Option<String>,
    /// What.
    pub kind: AlarmKind,
}

/// What sort of alarm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AlarmKind {
    /// A door opened without a command.
    Forced,
    /// The housing was opened or moved.
    Tampered,
    /// Mains are lost.
    NoMains,
    /// A lock board or a sensor broke.
    Broken,
}

/// Somebody who must know in the same transaction.
#[async_trait]
pub trait BankListener: Send + Sync {
    /// Takes note, and says what open screens must be told after the commit. A fault undoes the whole intake, and
    /// the bank sends the event again.
    async fn hear(&self, tx: &mut Tx, heard: &Heard, now: Timestamp) -> Result<Option<Nudge>>;

    /// Takes note of an alarm, after everybody heard what it means to what lies there. As [`Self::hear`]; most do nothing.
    async fn alarm(&self, _tx: &mut Tx, _alarm: &Alarm, _now: Timestamp) -> Result<Option<Nudge>> {
        Ok(None)
    }
}
