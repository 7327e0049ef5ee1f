//! What happens to a thing, and what must follow.

use crate::Timestamp;
use crate::ids::{CommandId, CompartmentId};
use crate::lockers::{Inside, Purpose};

/// What happens to a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// Somebody who may orders the door open.
    Order {
        /// What for.
        purpose: Purpose,
        /// The command.
        command: CommandId,
    },
    /// The bank: the door opened.
    DoorOpened {
        /// By which command.
        command: CommandId,
    },
    /// The bank: the door closed.
    DoorClosed {
        /// By which command it had been opened.
        command: CommandId,
        /// What the sensor saw.
        inside: Inside,
        /// Until when a thing that is now stored may stay.
        until: Timestamp,
    },
    /// The command ended without opening the door.
    OrderFailed {
        /// Which.
        command: CommandId,
    },
    /// The bank does not know what became of the command.
    OrderUnclear {
        /// Which.
        command: CommandId,
    },
    /// The bank: a door opened by a command that we had given up. Where the thing is, nobody knows.
    OpenedLate {
        /// What that command was for.
        purpose: Purpose,
    },
    /// The bank: the door of a compartment that is kept for it opened without a command.
    Forced {
        /// Which.
        compartment: CompartmentId,
    },
    /// Its depositor cancels.
    Cancel,
    /// It may stay longer: its recipient could not be given the code until now.
    Prolong {
        /// Until when at least.
        until: Timestamp,
    },
    /// Its recipient (by the rules) or staff move the end.
    Extend {
        /// To when: later than before.
        until: Timestamp,
    },
    /// It shall be moved to another compartment, which is kept for it.
    SetOut {
        /// Which.
        to: CompartmentId,
        /// The number on that door.
        number: u16,
    },
    /// It is not moved after all.
    Stay,
    /// A fault of ours keeps the recipient out: the clock stands still.
    StopClock {
        /// Since when the fault has been there.
        since: Timestamp,
    },
    /// The fault is over: the clock goes on.
    GoOn {
        /// The new end: [`super::Rest::given_back`], rounded up.
        until: Timestamp,
    },
}

/// What must follow a change of state, in the same transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Make code, QR and link, and tell the recipient.
    Issue,
    /// The door was closed with nothing inside: tell the depositor on the screen.
    NothingInside,
    /// The door was closed with the thing still inside: tell the recipient.
    LeftInside,
    /// It is collected: kill the secrets, free the compartment, tell the recipient.
    Collected,
    /// It was taken back or cancelled: kill the secrets, free the compartment; tell a recipient who knew of it.
    TakenBack {
        /// Whether the recipient had been told that it waits.
        was_stored: bool,
    },
    /// It is out of its compartment and not yet in the other one.
    TakenOut,
    /// It is stored in the other compartment: free the old one, tell the recipient.
    Moved {
        /// Which.
        to: CompartmentId,
        /// The number on that door.
        number: u16,
    },
    /// It is, or stays, in its own compartment: free the other one.
    PutBack {
        /// Which.
        to: CompartmentId,
    },
    /// A human must look.
    Doubt,
}
