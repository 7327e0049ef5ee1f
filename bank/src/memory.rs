//! Commands that were answered: so that a repeated one gets its answer again, and never a second pulse.
//!
//! An entry is forgotten only after its command is dead, and what is forgotten stays refused whatever the clock says
//! later: [`CommandMemory::is_forgotten`].

use std::collections::BTreeMap;

use domain::Timestamp;
use domain::ids::CommandId;
use domain::lockers::protocol::Outcome;
use serde::{Deserialize, Serialize};

/// What is remembered of one command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remembered {
    /// When the command dies.
    pub not_after: Timestamp,
    /// The answer.
    pub outcome: Outcome,
    /// The door that is about to be pulsed, or was, and of which nothing has been seen yet. It stays when the answer is
    /// `unknown`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pulsing: Option<u16>,
}

impl Remembered {
    /// Whether its pulse has no end yet.
    pub fn is_pulsing(&self) -> bool {
        self.pulsing.is_some() && self.outcome != Outcome::Unknown
    }
}

/// All commands that may still come again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandMemory {
    commands: BTreeMap<CommandId, Remembered>,
    forgotten_up_to: Timestamp,
}

impl Default for CommandMemory {
    fn default() -> Self {
        Self {
            commands: BTreeMap::new(),
            forgotten_up_to: Timestamp(i64::MIN),
        }
    }
}

impl CommandMemory {
    /// What is remembered of a command.
    pub fn get(&self, command: CommandId) -> Option<&Remembered> {
        self.commands.get(&command)
    }

    /// Remembers, or changes, an answer.
    pub fn remember(&mut self, command: CommandId, remembered: Remembered) {
        self.commands.insert(command, remembered);
    }

    /// Whether a command with this end of life may have been forgotten, and so must not be obeyed.
    pub fn is_forgotten(&self, not_after: Timestamp) -> bool {
        not_after <= self.forgotten_up_to
    }

    /// The latest end of life of what may be forgotten when everything dead at `dead_by` may go; none if nothing may.
    /// What is being pulsed is never forgotten.
    pub fn forgettable(&self, dead_by: Timestamp) -> Option<Timestamp> {
        self.commands
            .values()
            .filter(|one| !one.is_pulsing() && one.not_after < dead_by)
            .map(|one| one.not_after)
            .max()
    }

    /// Forgets all that died up to then.
    pub fn forget(&mut self, up_to: Timestamp) {
        self.forgotten_up_to = self.forgotten_up_to.max(up_to);
        self.commands.retain(|_, one| one.is_pulsing() || one.not_after > up_to);
    }

    /// See [`Self::is_forgotten`].
    pub const fn forgotten_up_to(&self) -> Timestamp {
        self.forgotten_up_to
    }

    /// All entries.
    pub fn iter(&self) -> impl Iterator<Item = (&CommandId, &Remembered)> {
        self.commands.iter()
    }

    /// Commands whose pulse has no end yet, with their doors.
    pub fn pulsing(&self) -> impl Iterator<Item = (CommandId, Remembered, u16)> {
        self.with_door().filter(|(_, one, _)| one.is_pulsing())
    }

    /// Commands of whose pulse nobody knows the end, with their doors.
    pub fn unknown(&self) -> impl Iterator<Item = (CommandId, Remembered, u16)> {
        self.with_door().filter(|(_, one, _)| !one.is_pulsing())
    }

    fn with_door(&self) -> impl Iterator<Item = (CommandId, Remembered, u16)> {
        self.commands
            .iter()
            .filter_map(|(id, one)| one.pulsing.map(|door| (*id, *one, door)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn id(n: u128) -> CommandId {
        CommandId(Uuid::from_u128(n))
    }

    fn answered(not_after: i64, pulsing: Option<u16>) -> Remembered {
        Remembered {
            not_after: Timestamp(not_after),
            outcome: Outcome::Accepted,
            pulsing,
        }
    }

    #[test]
    fn the_living_and_the_pulsing_are_kept_and_the_forgotten_stay_refused() {
        let mut memory = CommandMemory::default();
        memory.remember(id(1), answered(10, None));
        memory.remember(id(2), answered(20, None));
        memory.remember(id(3), answered(5, Some(7)));
        assert_eq!(memory.forgettable(Timestamp(10)), None);
        assert_eq!(memory.forgettable(Timestamp(11)), Some(Timestamp(10)));
        memory.forget(Timestamp(10));
        assert!(memory.get(id(1)).is_none());
        assert!(memory.get(id(2)).is_some() && memory.get(id(3)).is_some());
        assert!(memory.is_forgotten(Timestamp(10)) && !memory.is_forgotten(Timestamp(11)));
    }
}
