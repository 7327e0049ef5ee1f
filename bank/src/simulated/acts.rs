//! What one can do to a simulated bank, and what one sees of it, as JSON: one line per act, one line per status.

use serde::{Deserialize, Serialize};

use domain::lockers::protocol::Button;

/// One act: of the person at the bank, of wear, of bad luck.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum Act {
    /// Push an open door shut.
    PushShut {
        /// The door's number.
        compartment: u16,
    },
    /// Put a thing into an open compartment.
    PutItem {
        /// The door's number.
        compartment: u16,
    },
    /// Take the thing out of an open compartment.
    TakeItem {
        /// The door's number.
        compartment: u16,
    },
    /// Break a door open.
    ForceOpen {
        /// The door's number.
        compartment: u16,
    },
    /// The lock no longer moves when pulsed.
    Jam {
        /// The door's number.
        compartment: u16,
    },
    /// It moves again.
    Unjam {
        /// The door's number.
        compartment: u16,
    },
    /// The lock takes so long to move after a pulse.
    Slow {
        /// The door's number.
        compartment: u16,
        /// How long.
        millis: u32,
    },
    /// The wire of the door's switch breaks.
    BreakSwitch {
        /// The door's number.
        compartment: u16,
    },
    /// It is mended.
    MendSwitch {
        /// The door's number.
        compartment: u16,
    },
    /// The lock board falls silent.
    SilenceBoard,
    /// It answers again.
    WakeBoard,
    /// Press a button beside the screen.
    Press {
        /// Which.
        button: Button,
    },
    /// Move or open the housing.
    Tamper,
    /// The mains fail: it lives on its battery, and says so.
    LoseMains,
    /// The mains are back.
    MainsBack,
    /// Pull the network cable: the bank works on, alone.
    CutNetwork,
    /// Plug it in again.
    RestoreNetwork,
    /// Pull the power plug: the program dies at once, in the middle of whatever it does.
    CutPower,
    /// Plug it in again: the program starts anew.
    RestorePower,
    /// Only tell the status.
    Status,
}

/// Why an act did nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum ActRefused {
    /// No such door.
    #[error("there is no such door")]
    NoSuchDoor,
    /// One cannot reach through a shut door.
    #[error("the door is shut")]
    DoorShut,
    /// It stands open already, or there is something inside already.
    #[error("it is so already")]
    AlreadySo,
    /// There is nothing inside.
    #[error("there is nothing inside")]
    Empty,
    /// The line is no act.
    #[error("that is no act")]
    NotAnAct,
}

/// One simulated door as one sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one thing that one sees, and any may go with any"
)]
pub struct DoorStatus {
    /// The door's number.
    pub compartment: u16,
    /// Whether it stands open.
    pub open: bool,
    /// Whether a thing is inside.
    pub item: bool,
    /// Whether a sensor sees that.
    pub sensor: bool,
    /// Whether its lock is jammed.
    pub jammed: bool,
    /// How long its lock takes, in milliseconds.
    pub slow_ms: u32,
    /// Whether the wire of its switch is broken.
    pub switch_broken: bool,
    /// Pulses it ever got.
    pub pulses: u64,
}

/// A whole simulated bank as one sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one thing that one sees, and any may go with any"
)]
pub struct Status {
    /// The present boot; 0 before the first and without power.
    pub boot: u64,
    /// Whether it hears commands.
    pub connected: bool,
    /// Whether it has power.
    pub power: bool,
    /// Whether that comes from the mains; else from its battery.
    pub mains: bool,
    /// Whether its network cable is in.
    pub network: bool,
    /// Whether its lock board answers.
    pub board: bool,
    /// Events that the broker does not have yet.
    pub waiting: usize,
    /// What its own screen shows.
    pub message: String,
    /// How often it was asked to make itself seen.
    pub identified: u64,
    /// Its doors.
    pub doors: Vec<DoorStatus>,
    /// Why the last act did nothing, if it did nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<ActRefused>,
}
