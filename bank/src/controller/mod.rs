//! Decides. One input comes in with the time; out comes one [`Step`]: what must be on disk, then what may be done.
//!
//! * [`types`]: inputs, steps, settings, counts.
//! * `orders`: commands, from the signature to the answer.
//! * `keys`: orders about keys.
//! * `doors`: what switches and sensors say, and what time does to open doors.
//!
//! Rules that hold whatever comes in:
//! * No pulse without a believed, living, new command whose answer is in the same step's changes.
//! * At most one pulse per command id, over all restarts.
//! * No pulse while a door stands open or another pulse awaits its end.
//! * No key is believed again that an order ended, over all restarts, unless somebody changes the settings.
//!
//! No file, no board, no network, no clock here.

mod doors;
mod keys;
mod orders;
pub mod types;

use std::collections::BTreeMap;

use domain::ids::CommandId;
use domain::lockers::protocol::{DoorSnapshot, Event, Fact, FaultKind, Level, Outcome, Snapshot};
use domain::{Span, Timestamp};
use ed25519_dalek::VerifyingKey;

use crate::clock::Now;
use crate::keys::KeyRecord;
use crate::memory::Remembered;
use crate::records::{Change, Record};
pub use types::{Counts, Do, Input, Settings, Step};
use types::{LateOpening, Pulse};

/// The mind of one bank.
#[derive(Debug)]
pub struct Controller {
    settings: Settings,
    record: Record,
    /// What verifies: the keys of the record.
    verifying: Vec<VerifyingKey>,
    /// What switches say since this start.
    levels: BTreeMap<u16, Level>,
    /// What sensors see since this start.
    items: BTreeMap<u16, Option<bool>>,
    /// Since when doors stand open, by the clock that never goes back.
    open_since: BTreeMap<u16, Span>,
    /// The pulse whose end is awaited.
    pulse: Option<Pulse>,
    /// A pulse that moved nothing in time, but may yet.
    late: Option<LateOpening>,
    /// After a restart during a pulse its latch may still move: until then nothing else is pulsed.
    settled_from: Span,
    /// Commands issued before this are not obeyed: their traces may be lost.
    trusts_from: Timestamp,
    board_answers: bool,
    counts: Counts,
    changes: Vec<Change>,
    effects: Vec<Do>,
}

impl Controller {
    /// Starts a boot. `gap` says that the journal may have lost something: then no command from before is obeyed.
    /// Commands that were being pulsed when the program died are answered `unknown` and left to a human.
    ///
    /// The step must be on disk before the first input.
    pub fn start(settings: Settings, record: Record, gap: bool, now: Now) -> (Self, Step) {
        // After a lost disk the count must not begin at 1 again: the server would take every event for a repeat.
        let first = u64::try_from(now.wall.0 / 1_000_000).unwrap_or(1).max(1);
        let boot = if gap {
            (record.boot + 1).max(first)
        } else {
            record.boot + 1
        };
        let mut controller = Self {
            open_since: open_since(&record, settings.left_open, now),
            settings,
            record,
            verifying: Vec::new(),
            levels: BTreeMap::new(),
            items: BTreeMap::new(),
            pulse: None,
            late: None,
            settled_from: now.uptime,
            trusts_from: if gap { now.wall } else { Timestamp(i64::MIN) },
            board_answers: false,
            counts: Counts::default(),
            changes: Vec::new(),
            effects: Vec::new(),
        };
        controller.change(Change::Booted { boot });
        let known = controller.record.keys.as_ref();
        let keys = KeyRecord::at_start(known, &controller.settings.keys, if gap { first } else { 0 });
        controller.hold(keys);
        controller.answer_interrupted(now);
        controller.wait_for_latch(now);
        let step = controller.step();
        (controller, step)
    }

    fn answer_interrupted(&mut self, now: Now) {
        let interrupted: Vec<_> = self.record.memory.pulsing().collect();
        for (command, remembered, _) in interrupted {
            let unknown = Remembered {
                outcome: Outcome::Unknown,
                ..remembered
            };
            self.answer(now, command, unknown);
        }
    }

    /// A pulse of which nobody knows the end may still move its latch, also after a second restart: until it cannot,
    /// nothing else is pulsed; and should its door be found open, that is no forced opening.
    fn wait_for_latch(&mut self, now: Now) {
        let last = self
            .record
            .memory
            .unknown()
            .max_by_key(|(_, remembered, _)| remembered.not_after);
        let Some((command, remembered, compartment)) = last else {
            return;
        };
        if now.wall - remembered.not_after < self.settings.opening {
            self.settled_from = now.after(self.settings.opening);
        }
        if now.wall - remembered.not_after < self.settings.late_opening {
            self.late = Some(LateOpening {
                compartment,
                command,
                until: now.after(self.settings.late_opening),
            });
        }
    }

    /// Takes one input.
    pub fn handle(&mut self, input: Input<'_>, now: Now) -> Step {
        match input {
            Input::Command(payload) => self.command(payload, now),
            Input::Door { compartment, level } => self.door(compartment, level, now),
            Input::Item { compartment, present } => self.item(compartment, present, now),
            Input::PulseAnswered { compartment, answer } => self.pulse_answered(compartment, answer, now),
            Input::BoardSilent => self.board(false, now),
            Input::BoardAnswers => self.board(true, now),
            Input::Button(button) => self.tell(now, Fact::Button { button }),
            Input::Power { on } => self.tell(now, Fact::Power { on }),
            Input::Tamper => self.tell(now, Fact::Tamper),
            Input::Tick => self.tick(now),
            Input::Taken { boot, seq } => self.change(Change::Taken { boot, seq }),
        }
        self.step()
    }

    /// What survives a power cut, as it is now.
    pub const fn record(&self) -> &Record {
        &self.record
    }

    /// What was refused or repeated since the start.
    pub const fn counts(&self) -> Counts {
        self.counts
    }

    /// The whole state, to be retained by the broker.
    pub fn snapshot(&self, now: Now) -> Snapshot {
        let doors = self.settings.doors.iter().map(|number| {
            let record = self.record.doors.of(*number).cloned().unwrap_or_default();
            DoorSnapshot {
                compartment: *number,
                door: self.level(*number),
                item: self.items.get(number).copied().flatten(),
                faults: record.faults,
                out_of_service: record.out_of_service,
            }
        });
        Snapshot {
            bank: self.settings.bank,
            boot: self.record.boot,
            seq: self.record.queue.last_seq(),
            at: now.wall,
            firmware: self.settings.firmware.clone(),
            doors: doors.collect(),
            keys: self.record.keys.as_ref().map(|record| record.keys.clone()),
        }
    }

    fn level(&self, compartment: u16) -> Level {
        if self.board_answers {
            self.levels.get(&compartment).copied().unwrap_or(Level::Unknown)
        } else {
            Level::Unknown
        }
    }

    fn change(&mut self, change: Change) {
        self.record.apply(&change);
        self.changes.push(change);
    }

    fn tell(&mut self, now: Now, fact: Fact) {
        let event = Event {
            bank: self.settings.bank,
            boot: self.record.boot,
            seq: self.record.queue.last_seq() + 1,
            at: now.wall,
            fact,
        };
        self.change(Change::Told { event });
    }

    /// Remembers an answer and tells it.
    fn answer(&mut self, now: Now, command: CommandId, remembered: Remembered) {
        self.change(Change::Answered { command, remembered });
        let outcome = remembered.outcome;
        self.tell(now, Fact::CommandResult { command, outcome });
    }

    fn fault(&mut self, now: Now, fault: FaultKind, compartment: Option<u16>, there: bool) {
        if self.record.doors.has_fault(fault, compartment) == there {
            return;
        }
        if there {
            self.tell(now, Fact::Fault { fault, compartment });
        } else {
            self.tell(now, Fact::FaultCleared { fault, compartment });
        }
    }

    fn step(&mut self) -> Step {
        Step {
            changes: std::mem::take(&mut self.changes),
            then: std::mem::take(&mut self.effects),
        }
    }
}

/// Doors that stood open when the program died have done so since then, as far as the wall clock can tell.
fn open_since(record: &Record, at_most: Span, now: Now) -> BTreeMap<u16, Span> {
    let open = record
        .doors
        .iter()
        .filter_map(|(number, door)| door.open.map(|open| (*number, open.since)));
    open.map(|(number, since)| (number, Span(now.uptime.0 - (now.wall - since).0.clamp(0, at_most.0))))
        .collect()
}
