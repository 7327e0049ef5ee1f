//! Which electrical level means open, compartment by compartment: learned once, at commissioning, and kept in a file.
//!
//! Locks of one cabinet differ (normally-open and normally-closed switches), so nothing here has a default.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use domain::lockers::protocol::Level;
use serde::{Deserialize, Serialize};

use crate::board::{Input, Reading, Signal};

/// How one compartment is wired, as learned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wiring {
    /// What the switch reads when the door is open.
    pub open_when: Polarity,
    /// What the sensor reads when something is inside; none without a sensor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item_when: Option<Polarity>,
}

/// One of the two levels that an input can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Polarity {
    /// High.
    High,
    /// Low.
    Low,
}

/// What was learned about all compartments of a bank.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commissioning {
    /// By the door's number.
    pub compartments: BTreeMap<u16, Wiring>,
}

/// A reading with its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// What the door's switch says.
    Door(Level),
    /// Whether something is inside; none if the sensor cannot be read.
    Item(Option<bool>),
}

/// Why an input could not be learned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotLearned {
    /// Both positions read alike, or one could not be read.
    #[error("compartment {0}: the switch does not tell open from closed")]
    Switch(u16),
    /// With and without a thing it reads alike.
    #[error("compartment {0}: the sensor does not tell empty from full")]
    Sensor(u16),
}

/// What a person at the bank shows the board once, per compartment.
#[derive(Debug, Clone, Copy)]
pub struct Shown {
    /// The switch with the door shut.
    pub shut: Signal,
    /// The switch with the door open.
    pub open: Signal,
    /// The sensor without and with a thing; none without a sensor.
    pub empty_and_full: Option<(Signal, Signal)>,
}

impl Commissioning {
    /// Learns one compartment from what it was shown; replaces what was known of it.
    ///
    /// # Errors
    /// [`NotLearned`] when two positions cannot be told apart; then nothing is kept.
    pub fn learn(&mut self, compartment: u16, shown: Shown) -> Result<(), NotLearned> {
        let open_when = told_apart(shown.shut, shown.open).ok_or(NotLearned::Switch(compartment))?;
        let item_when = shown
            .empty_and_full
            .map(|(empty, full)| told_apart(empty, full).ok_or(NotLearned::Sensor(compartment)))
            .transpose()?;
        self.compartments.insert(compartment, Wiring { open_when, item_when });
        Ok(())
    }

    /// What a reading means; none for an input that was never learned.
    pub fn meaning(&self, reading: Reading) -> Option<Meaning> {
        let wiring = self.compartments.get(&reading.compartment)?;
        Some(match reading.input {
            Input::Switch => Meaning::Door(match matches(reading.signal, wiring.open_when) {
                Some(true) => Level::Open,
                Some(false) => Level::Closed,
                None => Level::Unknown,
            }),
            Input::Sensor => Meaning::Item(matches(reading.signal, wiring.item_when?)),
        })
    }

    /// Reads the file; none if there is none yet.
    ///
    /// # Errors
    /// It cannot be read, or is no such file.
    pub fn load(path: &Path) -> io::Result<Option<Self>> {
        match std::fs::read(path) {
            Ok(bytes) => Ok(Some(serde_json::from_slice(&bytes)?)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Writes the file, whole or not at all.
    ///
    /// # Errors
    /// The disk's.
    pub fn save(&self, path: &Path) -> io::Result<()> {
        crate::journal::replace_file(path, &serde_json::to_vec_pretty(self)?)
    }
}

fn told_apart(no: Signal, yes: Signal) -> Option<Polarity> {
    match (no, yes) {
        (Signal::Low, Signal::High) => Some(Polarity::High),
        (Signal::High, Signal::Low) => Some(Polarity::Low),
        _ => None,
    }
}

fn matches(signal: Signal, yes: Polarity) -> Option<bool> {
    match signal {
        Signal::High => Some(yes == Polarity::High),
        Signal::Low => Some(yes == Polarity::Low),
        Signal::Dead => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn switch(signal: Signal) -> Reading {
        Reading {
            compartment: 1,
            input: Input::Switch,
            signal,
        }
    }

    #[test]
    fn either_polarity_is_learned_and_none_is_assumed() {
        for (shut, open) in [(Signal::Low, Signal::High), (Signal::High, Signal::Low)] {
            let mut learned = Commissioning::default();
            assert_eq!(learned.meaning(switch(open)), None);
            let shown = Shown {
                shut,
                open,
                empty_and_full: None,
            };
            learned.learn(1, shown).unwrap();
            assert_eq!(learned.meaning(switch(open)), Some(Meaning::Door(Level::Open)));
            assert_eq!(learned.meaning(switch(shut)), Some(Meaning::Door(Level::Closed)));
            assert_eq!(
                learned.meaning(switch(Signal::Dead)),
                Some(Meaning::Door(Level::Unknown))
            );
        }
    }

    #[test]
    fn a_switch_that_does_not_move_is_not_learned() {
        let mut learned = Commissioning::default();
        for (shut, open) in [
            (Signal::Low, Signal::Low),
            (Signal::Dead, Signal::High),
            (Signal::High, Signal::Dead),
        ] {
            let shown = Shown {
                shut,
                open,
                empty_and_full: None,
            };
            assert_eq!(learned.learn(3, shown), Err(NotLearned::Switch(3)));
        }
        let shown = Shown {
            shut: Signal::Low,
            open: Signal::High,
            empty_and_full: Some((Signal::Low, Signal::Low)),
        };
        assert_eq!(learned.learn(3, shown), Err(NotLearned::Sensor(3)));
        assert_eq!(learned, Commissioning::default());
    }
}
