//! One bank: the real controller between a made-up disk, made-up locks and a made-up cable.
//!
//! What it does with a step is what `bank::program` does: changes to disk first, then pulses. Power may fail before the
//! disk, between disk and pulse, and after the pulse.

use std::collections::{BTreeMap, BTreeSet};

use bank::clock::Now;
use bank::controller::{Controller, Do, Input, Settings, Step};
use bank::records::{Change, Record, line};
use domain::ids::{BankId, CommandId, ConsignmentId};
use domain::lockers::protocol::Level;
use domain::{Span, Timestamp};
use ed25519_dalek::VerifyingKey;

use super::dice::Dice;

/// A door as it is, whatever anybody believes.
#[derive(Debug, Clone, Default)]
pub(super) struct Door {
    pub(super) open: bool,
    pub(super) item: Option<ConsignmentId>,
}

/// A pulse that went out to a lock.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pulse {
    /// By the bank's own wall clock.
    pub(super) at: Timestamp,
    pub(super) door: u16,
}

/// One bank.
pub(super) struct Bank {
    pub(super) id: BankId,
    settings: Settings,
    /// None without power.
    controller: Option<Controller>,
    disk: Vec<String>,
    /// How far its wall clock is off.
    skew: Span,
    started: Timestamp,
    pub(super) doors: BTreeMap<u16, Door>,
    pub(super) pulses: BTreeMap<CommandId, Vec<Pulse>>,
    /// Counts its connections; messages of an earlier one are lost.
    pub(super) connection: u64,
    pub(super) connected: bool,
    /// The event whose acknowledgement is awaited.
    pub(super) offered: Option<(u64, u64)>,
}

/// When the power fails within a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Power {
    Stays,
    FailsBeforeDisk,
    FailsBeforePulse,
    FailsAfterPulse,
}

impl Power {
    pub(super) fn draw(dice: &mut Dice, of_thousand: u64) -> Self {
        if !dice.chance(of_thousand) {
            return Self::Stays;
        }
        match dice.below(3) {
            0 => Self::FailsBeforeDisk,
            1 => Self::FailsBeforePulse,
            _ => Self::FailsAfterPulse,
        }
    }
}

impl Bank {
    pub(super) fn new(id: BankId, key: VerifyingKey, doors: &[u16], skew: Span) -> Self {
        let settings = Settings {
            bank: id,
            keys: vec![key],
            doors: doors.iter().copied().collect::<BTreeSet<_>>(),
            opening: Span::seconds(5),
            late_opening: Span::seconds(60),
            left_open: Span::seconds(60),
            remember: Span::hours(24),
            firmware: "simulated".to_owned(),
        };
        Self {
            id,
            settings,
            controller: None,
            disk: Vec::new(),
            skew,
            started: Timestamp(0),
            doors: doors.iter().map(|number| (*number, Door::default())).collect(),
            pulses: BTreeMap::new(),
            connection: 0,
            connected: false,
            offered: None,
        }
    }

    pub(super) const fn has_power(&self) -> bool {
        self.controller.is_some()
    }

    /// What its clocks say.
    fn now(&self, time: Timestamp) -> Now {
        Now {
            wall: time + self.skew,
            uptime: time - self.started,
        }
    }

    /// Power comes: the journal is read, then the board.
    pub(super) fn start(&mut self, time: Timestamp) {
        self.started = time;
        let record = Record::read(&self.disk).expect("our own journal");
        let (controller, first) = Controller::start(self.settings.clone(), record, false, self.now(time));
        self.controller = Some(controller);
        self.keep(&first);
        self.hand(Input::BoardAnswers, time);
        let doors: Vec<_> = self.doors.iter().map(|(n, d)| (*n, d.item.is_some(), d.open)).collect();
        for (compartment, item, open) in doors {
            let present = Some(item);
            self.hand(Input::Item { compartment, present }, time);
            let level = level(open);
            self.hand(Input::Door { compartment, level }, time);
        }
    }

    /// Power is gone; so is everything but the disk and the doors.
    pub(super) fn stop(&mut self) {
        self.controller = None;
        self.connected = false;
        self.offered = None;
    }

    /// An input that cannot pulse a lock.
    pub(super) fn hand(&mut self, input: Input<'_>, time: Timestamp) {
        let pulsed = self.take(input, time, Power::Stays);
        assert!(pulsed.is_none(), "a pulse without a command");
    }

    /// A command arrives; gives the door that was pulsed.
    pub(super) fn command(&mut self, payload: &[u8], time: Timestamp, power: Power) -> Option<u16> {
        self.take(Input::Command(payload), time, power)
    }

    fn take(&mut self, input: Input<'_>, time: Timestamp, power: Power) -> Option<u16> {
        let now = self.now(time);
        let step = self.controller.as_mut()?.handle(input, now);
        if power == Power::FailsBeforeDisk {
            self.stop();
            return None;
        }
        self.keep(&step);
        if power == Power::FailsBeforePulse {
            self.stop();
            return None;
        }
        let mut pulsed = None;
        for what in &step.then {
            if let Do::Pulse { compartment } = what {
                assert!(pulsed.is_none(), "two pulses in one step");
                pulsed = Some(*compartment);
                let pulse = Pulse {
                    at: now.wall,
                    door: *compartment,
                };
                self.pulses
                    .entry(of_command(&step, *compartment))
                    .or_default()
                    .push(pulse);
            }
        }
        if power == Power::FailsAfterPulse {
            self.stop();
        } else if let Some(compartment) = pulsed {
            let answer = Ok(());
            self.hand(Input::PulseAnswered { compartment, answer }, time);
        }
        pulsed
    }

    fn keep(&mut self, step: &Step) {
        if !step.changes.is_empty() {
            self.disk.push(line(&step.changes));
        }
    }

    /// A latch moved or a hand pushed: the switch says so, if anybody listens.
    pub(super) fn door_moved(&mut self, number: u16, open: bool, time: Timestamp) {
        let door = self.doors.get_mut(&number).expect("a door of ours");
        door.open = open;
        if self.has_power() {
            let level = level(open);
            self.hand(
                Input::Door {
                    compartment: number,
                    level,
                },
                time,
            );
        }
    }

    /// Something was put in or taken out: the sensor says so, if anybody listens.
    pub(super) fn item_moved(&mut self, number: u16, item: Option<ConsignmentId>, time: Timestamp) {
        let door = self.doors.get_mut(&number).expect("a door of ours");
        door.item = item;
        let present = Some(item.is_some());
        if self.has_power() {
            self.hand(
                Input::Item {
                    compartment: number,
                    present,
                },
                time,
            );
        }
    }

    /// The event that goes next, as it goes over the wire.
    pub(super) fn next_event(&self) -> Option<(u64, u64, Vec<u8>)> {
        let event = self.controller.as_ref()?.record().queue.front()?;
        Some((event.boot, event.seq, event.to_bytes().expect("an event of ours")))
    }

    /// Events that wait for the broker.
    pub(super) fn waiting(&self) -> usize {
        self.controller.as_ref().map_or(0, |c| c.record().queue.len())
    }

    pub(super) fn boot(&self) -> u64 {
        self.controller.as_ref().map_or(0, |c| c.record().boot)
    }

    pub(super) fn snapshot(&self, time: Timestamp) -> Option<Vec<u8>> {
        let snapshot = self.controller.as_ref()?.snapshot(self.now(time));
        Some(snapshot.to_bytes().expect("a snapshot of ours"))
    }

    /// Commands it refused, repeated or did not believe since it started.
    pub(super) fn refused(&self) -> u64 {
        self.controller.as_ref().map_or(0, |c| {
            c.counts().refused + c.counts().repeated + c.counts().not_authentic
        })
    }
}

/// The command behind a pulse: its answer stands in the same step, or nobody could tell after a power cut.
fn of_command(step: &Step, door: u16) -> CommandId {
    step.changes
        .iter()
        .find_map(|change| match change {
            Change::Answered { command, remembered } if remembered.pulsing == Some(door) => Some(*command),
            _ => None,
        })
        .expect("a pulse whose command is on disk")
}

const fn level(open: bool) -> Level {
    if open { Level::Open } else { Level::Closed }
}
