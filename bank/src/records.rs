//! What stands in the journal, and the state of a bank that follows from it. Folding is the only way to that state:
//! the running program and the one after a power cut cannot differ.
//!
//! No file and no time here.

use domain::Timestamp;
use domain::ids::CommandId;
use domain::lockers::protocol::{Event, Outcome};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::doors::{DoorRecord, Doors};
use crate::keys::KeyRecord;
use crate::memory::{CommandMemory, Remembered};
use crate::queue::EventQueue;

/// One change. All changes of one step stand on one line of the journal, so that they happen together or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case", deny_unknown_fields)]
pub enum Change {
    /// The program started; its boot is told by this number from now on, and events count from 1.
    Booted {
        /// Greater than all before.
        boot: u64,
    },
    /// A command has this answer from now on.
    Answered {
        /// Which command.
        command: CommandId,
        /// What is remembered of it.
        remembered: Remembered,
    },
    /// Commands that died up to here were forgotten and are never obeyed any more.
    Forgotten {
        /// The latest end of life among them.
        up_to: Timestamp,
    },
    /// An event, to be kept until the broker has it.
    Told {
        /// The event as it goes over the wire.
        #[serde(with = "on_the_wire")]
        event: Event,
    },
    /// The broker has all events up to this one.
    Taken {
        /// Of which boot.
        boot: u64,
        /// Which.
        seq: u64,
    },
    /// A compartment was taken out of service, or put back.
    Served {
        /// The door's number.
        compartment: u16,
        /// Whether it may be opened.
        in_service: bool,
    },
    /// Which keys are obeyed from now on: at each start, and after each order about keys.
    Keys {
        /// All of them, and where they come from.
        keys: KeyRecord,
    },
    /// Where the count of events stands (only in a rewritten journal).
    Counted {
        /// The last number given in this boot.
        seq: u64,
    },
    /// A door as it stands (only in a rewritten journal).
    Stands {
        /// The door's number.
        compartment: u16,
        /// All that is recorded of it.
        door: DoorRecord,
    },
    /// Whether the board is known to be silent (only in a rewritten journal).
    Board {
        /// Whether it is.
        silent: bool,
    },
}

/// Everything that survives a power cut.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// The present boot; 0 before the first.
    pub boot: u64,
    /// Commands that were answered.
    pub memory: CommandMemory,
    /// Events that the broker has not taken.
    pub queue: EventQueue,
    /// Doors as they were last told.
    pub doors: Doors,
    /// The keys that are obeyed; none before the first start of a program that writes them down.
    pub keys: Option<KeyRecord>,
}

/// A line of the journal that is not one of ours.
#[derive(Debug, thiserror::Error)]
#[error("a line of the journal is not understood")]
pub struct NotOurs(#[from] serde_json::Error);

impl Record {
    /// Folds a whole journal.
    ///
    /// # Errors
    /// [`NotOurs`]: written by a newer program, most likely.
    pub fn read(lines: &[String]) -> Result<Self, NotOurs> {
        let mut record = Self::default();
        for line in lines {
            for change in serde_json::from_str::<Vec<Change>>(line)? {
                record.apply(&change);
            }
        }
        Ok(record)
    }

    /// One change more.
    pub fn apply(&mut self, change: &Change) {
        match change {
            Change::Booted { boot } => {
                self.boot = *boot;
                self.queue.count_from(0);
            }
            Change::Answered { command, remembered } => self.memory.remember(*command, *remembered),
            Change::Forgotten { up_to } => self.memory.forget(*up_to),
            Change::Told { event } => {
                self.doors.hear(event);
                self.queue.push(event.clone());
            }
            Change::Taken { boot, seq } => self.queue.taken(*boot, *seq),
            Change::Served {
                compartment,
                in_service,
            } => self.doors.of_mut(*compartment).out_of_service = !in_service,
            Change::Keys { keys } => self.keys = Some(keys.clone()),
            Change::Counted { seq } => self.queue.count_from(*seq),
            Change::Stands { compartment, door } => *self.doors.of_mut(*compartment) = door.clone(),
            Change::Board { silent } => self.doors.board_silent = *silent,
        }
    }

    /// The fewest changes that lead to this state, one line of the journal each.
    pub fn to_lines(&self) -> Vec<String> {
        let mut changes = vec![Change::Booted { boot: self.boot }];
        // Events first: hearing them again moves doors, and what stands last is what stands.
        changes.extend(self.queue.iter().map(|event| Change::Told { event: event.clone() }));
        changes.extend(self.keys.clone().map(|keys| Change::Keys { keys }));
        changes.push(Change::Counted {
            seq: self.queue.last_seq(),
        });
        changes.push(Change::Forgotten {
            up_to: self.memory.forgotten_up_to(),
        });
        changes.extend(self.memory.iter().map(|(command, remembered)| Change::Answered {
            command: *command,
            remembered: *remembered,
        }));
        changes.extend(self.doors.iter().map(|(compartment, door)| Change::Stands {
            compartment: *compartment,
            door: door.clone(),
        }));
        changes.push(Change::Board {
            silent: self.doors.board_silent,
        });
        changes
            .iter()
            .map(|change| line(std::slice::from_ref(change)))
            .collect()
    }

    /// The answer that a repeated command gets, if it is known.
    pub fn answer(&self, command: CommandId) -> Option<Outcome> {
        self.memory.get(command).map(|remembered| remembered.outcome)
    }
}

/// The line of the journal for changes that belong together.
pub fn line(changes: &[Change]) -> String {
    // Only a map with keys that are no strings, or a failing writer, cannot be written: neither exists here.
    serde_json::to_string(changes).unwrap_or_default()
}

mod on_the_wire {
    use super::{Event, Value};
    use serde::de::Error as _;
    use serde::ser::Error as _;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(event: &Event, to: S) -> Result<S::Ok, S::Error> {
        let bytes = event.to_bytes().map_err(S::Error::custom)?;
        serde_json::from_slice::<Value>(&bytes)
            .map_err(S::Error::custom)?
            .serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Event, D::Error> {
        let value = Value::deserialize(from)?;
        Event::parse(value.to_string().as_bytes()).map_err(D::Error::custom)
    }
}
