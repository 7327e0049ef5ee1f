//! The physics of a simulated bank. Knows nothing of commands: a pulse moves a latch, an act moves a hand.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::acts::{Act, ActRefused, DoorStatus};
use crate::board::{Input, Reading, Signal};
use crate::commissioning::{Commissioning, NotLearned, Shown};

/// What a healthy lock takes from pulse to open door.
const BRISK_MS: u32 = 120;

/// One simulated door, as it is built and as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a part of the door, and any may go with any"
)]
pub struct SimulatedDoor {
    open: bool,
    item: bool,
    sensor: bool,
    jammed: bool,
    slow_ms: u32,
    switch_broken: bool,
    /// Whether its switch reads high when open; and its sensor when it sees something.
    high_when_open: bool,
    high_when_full: bool,
    pulses: u64,
}

impl SimulatedDoor {
    /// A shut, empty, healthy door. Neighbours are wired the other way round, so that nothing can assume a polarity.
    pub fn new(compartment: u16, sensor: bool) -> Self {
        Self {
            open: false,
            item: false,
            sensor,
            jammed: false,
            slow_ms: BRISK_MS,
            switch_broken: false,
            high_when_open: compartment.is_multiple_of(2),
            high_when_full: compartment.is_multiple_of(3),
            pulses: 0,
        }
    }

    /// The same door with a thing inside.
    #[must_use]
    pub fn with_item(mut self) -> Self {
        self.item = true;
        self
    }

    fn switch(&self, open: bool) -> Signal {
        if self.switch_broken {
            Signal::Dead
        } else {
            level(open == self.high_when_open)
        }
    }

    fn sees(&self, item: bool) -> Signal {
        level(item == self.high_when_full)
    }
}

fn level(high: bool) -> Signal {
    if high { Signal::High } else { Signal::Low }
}

/// All doors of a bank.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct World {
    doors: BTreeMap<u16, SimulatedDoor>,
}

impl World {
    pub(super) fn new(doors: BTreeMap<u16, SimulatedDoor>) -> Self {
        Self { doors }
    }

    pub(super) fn load(path: &Path) -> io::Result<Option<Self>> {
        match std::fs::read(path) {
            Ok(bytes) => Ok(Some(serde_json::from_slice(&bytes)?)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    pub(super) fn save(&self, path: &Path) -> io::Result<()> {
        crate::journal::replace_file(path, &serde_json::to_vec(self)?)
    }

    /// Doors that are not there yet are built; those no longer wanted are taken out.
    pub(super) fn fit(&mut self, doors: &BTreeMap<u16, SimulatedDoor>) {
        self.doors.retain(|number, _| doors.contains_key(number));
        for (number, door) in doors {
            self.doors.entry(*number).or_insert_with(|| door.clone());
        }
    }

    /// What a fitter does once: moves each door and each thing, and lets the board look.
    pub(super) fn commission(&self) -> Result<Commissioning, NotLearned> {
        let mut learned = Commissioning::default();
        for (number, door) in &self.doors {
            let shown = Shown {
                shut: door.switch(false),
                open: door.switch(true),
                empty_and_full: door.sensor.then(|| (door.sees(false), door.sees(true))),
            };
            learned.learn(*number, shown)?;
        }
        Ok(learned)
    }

    pub(super) fn readings(&self) -> Vec<Reading> {
        let both = self.doors.iter().flat_map(|(number, door)| {
            [
                Some(switch_of(*number, door)),
                door.sensor.then(|| sensor_of(*number, door)),
            ]
        });
        both.flatten().collect()
    }

    pub(super) fn status(&self) -> Vec<DoorStatus> {
        let doors = self.doors.iter().map(|(number, door)| DoorStatus {
            compartment: *number,
            open: door.open,
            item: door.item,
            sensor: door.sensor,
            jammed: door.jammed,
            slow_ms: door.slow_ms,
            switch_broken: door.switch_broken,
            pulses: door.pulses,
        });
        doors.collect()
    }

    /// A pulse reaches a lock; how long its latch will take, if there is such a door.
    pub(super) fn pulse(&mut self, compartment: u16) -> Option<u32> {
        let door = self.doors.get_mut(&compartment)?;
        door.pulses += 1;
        Some(door.slow_ms)
    }

    /// The latch moves: the door springs open, unless it is jammed or open already.
    pub(super) fn spring(&mut self, compartment: u16) -> Option<Reading> {
        let door = self.doors.get_mut(&compartment)?;
        if door.jammed || door.open {
            return None;
        }
        door.open = true;
        Some(switch_of(compartment, door))
    }

    /// One act on a door; what inputs changed by it. Acts that are no door's change nothing here.
    pub(super) fn act(&mut self, act: Act) -> Result<Option<Reading>, ActRefused> {
        let Some(number) = door_of(act) else {
            return Ok(None);
        };
        let door = self.doors.get_mut(&number).ok_or(ActRefused::NoSuchDoor)?;
        let moved = match act {
            Act::PushShut { .. } => change(&mut door.open, false)?,
            Act::ForceOpen { .. } => change(&mut door.open, true)?,
            Act::PutItem { .. } | Act::TakeItem { .. } if !door.open => return Err(ActRefused::DoorShut),
            Act::PutItem { .. } => {
                change(&mut door.item, true)?;
                return Ok(door.sensor.then(|| sensor_of(number, door)));
            }
            Act::TakeItem { .. } => {
                change(&mut door.item, false).map_err(|_| ActRefused::Empty)?;
                return Ok(door.sensor.then(|| sensor_of(number, door)));
            }
            Act::BreakSwitch { .. } => change(&mut door.switch_broken, true)?,
            Act::MendSwitch { .. } => change(&mut door.switch_broken, false)?,
            Act::Slow { millis, .. } => {
                door.slow_ms = millis;
                false
            }
            Act::Jam { .. } => {
                change(&mut door.jammed, true)?;
                false
            }
            Act::Unjam { .. } => {
                change(&mut door.jammed, false)?;
                false
            }
            _ => false,
        };
        Ok(moved.then(|| switch_of(number, door)))
    }
}

fn switch_of(compartment: u16, door: &SimulatedDoor) -> Reading {
    Reading {
        compartment,
        input: Input::Switch,
        signal: door.switch(door.open),
    }
}

fn sensor_of(compartment: u16, door: &SimulatedDoor) -> Reading {
    Reading {
        compartment,
        input: Input::Sensor,
        signal: door.sees(door.item),
    }
}

fn change(what: &mut bool, to: bool) -> Result<bool, ActRefused> {
    if *what == to {
        return Err(ActRefused::AlreadySo);
    }
    *what = to;
    Ok(true)
}

fn door_of(act: Act) -> Option<u16> {
    match act {
        Act::PushShut { compartment }
        | Act::PutItem { compartment }
        | Act::TakeItem { compartment }
        | Act::ForceOpen { compartment }
        | Act::Jam { compartment }
        | Act::Unjam { compartment }
        | Act::Slow { compartment, .. }
        | Act::BreakSwitch { compartment }
        | Act::MendSwitch { compartment } => Some(compartment),
        _ => None,
    }
}
