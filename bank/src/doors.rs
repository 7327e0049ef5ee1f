//! Doors as they were last told to the server: what the events of this bank add up to.
//!
//! Kept over a power cut, so that a door that was shut in the dark is told as closed, by the command that opened it.

use std::collections::BTreeMap;

use domain::Timestamp;
use domain::ids::CommandId;
use domain::lockers::protocol::{Event, Fact, FaultKind};
use serde::{Deserialize, Serialize};

/// One door.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DoorRecord {
    /// Set while it stands open.
    pub open: Option<Opening>,
    /// What the sensor was last told to see.
    pub item: Option<bool>,
    /// What is broken.
    pub faults: Vec<FaultKind>,
    /// Whether the server said not to open it.
    pub out_of_service: bool,
}

/// One time that a door was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// The command that opened it; none after a forced opening.
    pub command: Option<CommandId>,
    /// When, by the bank's clock.
    pub since: Timestamp,
    /// Whether it was told that it stands open for too long.
    pub told: bool,
}

/// All doors of a bank.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Doors {
    doors: BTreeMap<u16, DoorRecord>,
    /// Whether the board is told to be silent.
    pub board_silent: bool,
}

impl Doors {
    /// One door's record; none if nothing was ever told of it.
    pub fn of(&self, compartment: u16) -> Option<&DoorRecord> {
        self.doors.get(&compartment)
    }

    /// One door's record, to be changed.
    pub fn of_mut(&mut self, compartment: u16) -> &mut DoorRecord {
        self.doors.entry(compartment).or_default()
    }

    /// All doors of which something was told.
    pub fn iter(&self) -> impl Iterator<Item = (&u16, &DoorRecord)> {
        self.doors.iter()
    }

    /// How a door stands open; none if it is shut.
    pub fn opening(&self, compartment: u16) -> Option<Opening> {
        self.of(compartment).and_then(|door| door.open)
    }

    /// Whether any door stands open.
    pub fn any_open(&self) -> bool {
        self.doors.values().any(|door| door.open.is_some())
    }

    /// Whether this fault of this door (or of the board) is told and not cleared.
    pub fn has_fault(&self, fault: FaultKind, compartment: Option<u16>) -> bool {
        compartment.map_or(self.board_silent, |number| {
            self.of(number).is_some_and(|door| door.faults.contains(&fault))
        })
    }

    /// What an event changes.
    pub fn hear(&mut self, event: &Event) {
        let since = event.at;
        match event.fact {
            Fact::DoorOpened { compartment, command } => self.open(compartment, Some(command), since),
            Fact::DoorForced { compartment } => self.open(compartment, None, since),
            Fact::DoorClosed { compartment, item, .. } => {
                let door = self.of_mut(compartment);
                door.open = None;
                door.item = item.or(door.item);
            }
            Fact::DoorLeftOpen { compartment, .. } => {
                if let Some(open) = &mut self.of_mut(compartment).open {
                    open.told = true;
                }
            }
            Fact::ItemSensed { compartment, present } => self.of_mut(compartment).item = Some(present),
            Fact::Fault { fault, compartment } => self.set_fault(fault, compartment, true),
            Fact::FaultCleared { fault, compartment } => self.set_fault(fault, compartment, false),
            Fact::CommandResult { .. } | Fact::Button { .. } | Fact::Power { .. } | Fact::Tamper => {}
        }
    }

    fn open(&mut self, compartment: u16, command: Option<CommandId>, since: Timestamp) {
        self.of_mut(compartment).open = Some(Opening {
            command,
            since,
            told: false,
        });
    }

    fn set_fault(&mut self, fault: FaultKind, compartment: Option<u16>, there: bool) {
        let Some(compartment) = compartment else {
            self.board_silent = there;
            return;
        };
        let faults = &mut self.of_mut(compartment).faults;
        faults.retain(|known| *known != fault);
        if there {
            faults.push(fault);
        }
    }
}
