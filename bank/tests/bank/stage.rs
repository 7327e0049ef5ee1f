//! Commands, a controller with its journal in memory, and time that is turned by hand.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use bank::clock::Now;
use bank::controller::{Controller, Do, Input, Settings, Step};
use bank::records::{Record, line};
use domain::ids::{BankId, CommandId};
use domain::lockers::protocol::{Action, Command, Event, Fact, Level, Outcome, RefuseReason, seal};
use domain::{Span, Timestamp};
use ed25519_dalek::SigningKey;
use uuid::Uuid;

pub const BANK: BankId = BankId(Uuid::from_u128(0xB));
pub const START: Timestamp = Timestamp(1_800_000_000_000_000);

pub fn key(n: u8) -> SigningKey {
    SigningKey::from_bytes(&[n; 32])
}

pub fn id(n: u128) -> CommandId {
    CommandId(Uuid::from_u128(n))
}

/// An unlock command that lives for 20 s.
pub fn unlock(n: u128, compartment: u16, issued_at: Timestamp) -> Command {
    Command {
        id: id(n),
        bank: BANK,
        action: Action::Unlock,
        compartment: Some(compartment),
        text: None,
        issued_at,
        not_after: issued_at + Span::seconds(20),
        reason: "pickup".to_owned(),
        actor: "kiosk:1".to_owned(),
    }
}

pub fn sealed(command: &Command) -> Vec<u8> {
    seal(command, &key(1)).unwrap()
}

pub fn settings() -> Settings {
    Settings {
        bank: BANK,
        keys: vec![key(1).verifying_key()],
        doors: (1..=4).collect(),
        opening: Span::seconds(5),
        late_opening: Span::seconds(60),
        left_open: Span::seconds(60),
        remember: Span::hours(1),
        firmware: "test".to_owned(),
    }
}

/// A controller, its journal, and the board's side of it.
pub struct Desk {
    pub controller: Controller,
    pub lines: Vec<String>,
    pub now: Now,
    pub pulses: Vec<u16>,
    /// All facts ever told, with their numbers.
    pub told: Vec<Event>,
}

impl Desk {
    /// A bank with four shut doors that knows nothing, but whose journal is whole.
    pub fn new() -> Self {
        let now = Now {
            wall: START,
            uptime: Span(0),
        };
        let (controller, step) = Controller::start(settings(), Record::default(), false, now);
        let mut desk = Self {
            controller,
            lines: Vec::new(),
            now,
            pulses: Vec::new(),
            told: Vec::new(),
        };
        desk.keep(&step);
        desk.look(&[1, 2, 3, 4], &[]);
        desk
    }

    /// The program dies and starts again some time later; only the journal is left.
    pub fn restart(&mut self, later: Span) -> Vec<Fact> {
        self.now = Now {
            wall: self.now.wall + later,
            uptime: Span(0),
        };
        let record = Record::read(&self.lines).unwrap();
        let before = self.told.len();
        let (controller, step) = Controller::start(settings(), record, false, self.now);
        self.controller = controller;
        self.keep(&step);
        self.told[before..].iter().map(|event| event.fact.clone()).collect()
    }

    /// The first reading of all switches after a start.
    pub fn look(&mut self, shut: &[u16], open: &[u16]) -> Vec<Fact> {
        let mut facts = self.take(Input::BoardAnswers);
        for (doors, level) in [(shut, Level::Closed), (open, Level::Open)] {
            for compartment in doors {
                facts.extend(self.door(*compartment, level));
            }
        }
        facts
    }

    fn keep(&mut self, step: &Step) {
        if !step.changes.is_empty() {
            self.lines.push(line(&step.changes));
        }
        for change in &step.changes {
            if let bank::records::Change::Told { event } = change {
                self.told.push(event.clone());
            }
        }
    }

    /// One input; the step is kept, but the program dies before it acts.
    pub fn take_and_die(&mut self, input: Input<'_>) -> Step {
        let step = self.controller.handle(input, self.now);
        self.keep(&step);
        step
    }

    /// One input, carried out whole.
    pub fn take(&mut self, input: Input<'_>) -> Vec<Fact> {
        let before = self.told.len();
        let step = self.take_and_die(input);
        for what in step.then {
            if let Do::Pulse { compartment } = what {
                self.pulses.push(compartment);
            }
        }
        self.told[before..].iter().map(|event| event.fact.clone()).collect()
    }

    pub fn order(&mut self, command: &Command) -> Vec<Fact> {
        self.take(Input::Command(&sealed(command)))
    }

    pub fn door(&mut self, compartment: u16, level: Level) -> Vec<Fact> {
        self.take(Input::Door { compartment, level })
    }

    pub fn wait(&mut self, length: Span) -> Vec<Fact> {
        self.now = Now {
            wall: self.now.wall + length,
            uptime: self.now.after(length),
        };
        self.take(Input::Tick)
    }
}

pub fn result(n: u128, outcome: Outcome) -> Fact {
    Fact::CommandResult {
        command: id(n),
        outcome,
    }
}

pub fn refused(n: u128, reason: RefuseReason) -> Vec<Fact> {
    vec![result(n, Outcome::Refused { reason })]
}

/// An empty directory of its own for one test.
pub fn directory(name: &str) -> PathBuf {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let own = format!(
        "{name}-{}-{}",
        std::process::id(),
        COUNT.fetch_add(1, Ordering::Relaxed)
    );
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(own);
    let _ = std::fs::remove_dir_all(&dir);
    std::fs::create_dir_all(&dir).unwrap();
    dir
}
