//! Random lives of a bank: whatever happens, in whatever order, with deaths at any step.

use std::collections::{BTreeMap, BTreeSet};

use bank::controller::{Do, Input};
use bank::records::Record;
use domain::Span;
use domain::ids::CommandId;
use domain::lockers::protocol::{Fact, Level, Outcome};
use proptest::prelude::*;

use crate::stage::{Desk, sealed, unlock};

#[derive(Debug, Clone, Copy)]
enum Chance {
    Order(u16),
    Again(prop::sample::Index),
    Altered(prop::sample::Index),
    /// The latch that was pulsed moves, if it still may.
    Spring,
    Shut(u16),
    Wait(i64),
    Taken(prop::sample::Index),
    /// Dies between two steps.
    Die(i64),
    /// Dies after an order is on disk and before, or just after, its pulse.
    DieAtOrder {
        door: u16,
        pulsed: bool,
        later: i64,
    },
    Rewrite,
}

fn chance() -> impl Strategy<Value = Chance> {
    use Chance as C;
    prop_oneof![
        4 => (1..=4_u16).prop_map(C::Order),
        2 => any::<prop::sample::Index>().prop_map(C::Again),
        1 => any::<prop::sample::Index>().prop_map(C::Altered),
        5 => Just(C::Spring),
        5 => (1..=4_u16).prop_map(C::Shut),
        3 => (0..9_000_i64).prop_map(C::Wait),
        2 => any::<prop::sample::Index>().prop_map(C::Taken),
        1 => (0..9_000_i64).prop_map(C::Die),
        2 => (1..=4_u16, any::<bool>(), 0..9_000_i64)
            .prop_map(|(door, pulsed, later)| C::DieAtOrder { door, pulsed, later }),
        1 => Just(C::Rewrite),
    ]
}

/// The cabinet: which doors stand open, and a latch that was pulsed and may move for five seconds.
struct Life {
    desk: Desk,
    orders: Vec<domain::lockers::protocol::Command>,
    open: BTreeSet<u16>,
    latch: Option<(u16, domain::Timestamp)>,
    pulses: BTreeMap<CommandId, u32>,
}

impl Life {
    fn order(&mut self, payload: &[u8], command: CommandId, dies: Option<bool>) {
        let step = self.desk.take_and_die(Input::Command(payload));
        for what in step.then {
            let Do::Pulse { compartment } = what else { continue };
            assert!(self.open.is_empty(), "a pulse while {:?} stands open", self.open);
            assert!(self.latch_at_work().is_none(), "a pulse while another latch may move");
            if dies != Some(false) {
                *self.pulses.entry(command).or_default() += 1;
                self.latch = Some((compartment, self.desk.now.wall));
            }
        }
    }

    fn latch_at_work(&self) -> Option<u16> {
        self.latch
            .filter(|(_, at)| self.desk.now.wall - *at < Span::seconds(5))
            .map(|(door, _)| door)
    }

    fn fresh(&mut self, door: u16) -> (Vec<u8>, CommandId) {
        let command = unlock(self.orders.len() as u128 + 1, door, self.desk.now.wall);
        self.orders.push(command.clone());
        (sealed(&command), command.id)
    }

    fn restart(&mut self, later: i64) {
        self.desk.restart(Span::millis(later));
        let shut: Vec<u16> = (1..=4).filter(|door| !self.open.contains(door)).collect();
        let open: Vec<u16> = self.open.iter().copied().collect();
        self.desk.look(&shut, &open);
    }

    fn live(&mut self, chance: Chance) {
        match chance {
            Chance::Order(door) => {
                let (payload, command) = self.fresh(door);
                self.order(&payload, command, None);
            }
            Chance::DieAtOrder { door, pulsed, later } => {
                let (payload, command) = self.fresh(door);
                self.order(&payload, command, Some(pulsed));
                self.restart(later);
            }
            Chance::Again(index) | Chance::Altered(index) if !self.orders.is_empty() => {
                let command = index.get(&self.orders).clone();
                let mut payload = sealed(&command);
                if matches!(chance, Chance::Altered(_)) {
                    let at = index.index(payload.len());
                    payload[at] ^= 4;
                }
                self.order(&payload, command.id, None);
            }
            Chance::Spring => {
                if let Some(door) = self.latch_at_work() {
                    self.latch = None;
                    self.open.insert(door);
                    assert!(self.open.len() == 1, "two doors stand open: {:?}", self.open);
                    self.desk.door(door, Level::Open);
                }
            }
            Chance::Shut(door) => {
                if self.open.remove(&door) {
                    self.desk.door(door, Level::Closed);
                }
            }
            Chance::Wait(millis) => {
                self.desk.wait(Span::millis(millis));
            }
            Chance::Taken(index) => {
                let waiting: Vec<_> = self.desk.controller.record().queue.iter().cloned().collect();
                if !waiting.is_empty() {
                    let event = index.get(&waiting);
                    let (boot, seq) = (event.boot, event.seq);
                    self.desk.take(Input::Taken { boot, seq });
                }
            }
            Chance::Die(later) => self.restart(later),
            Chance::Rewrite => self.desk.lines = self.desk.controller.record().to_lines(),
            Chance::Again(_) | Chance::Altered(_) => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_door_at_a_time_one_pulse_per_command_and_every_order_ends(
        chances in proptest::collection::vec(chance(), 1..60)
    ) {
        let mut life = Life {
            desk: Desk::new(),
            orders: Vec::new(),
            open: BTreeSet::new(),
            latch: None,
            pulses: BTreeMap::new(),
        };
        for chance in chances {
            life.live(chance);
        }
        prop_assert!(life.pulses.values().all(|count| *count == 1), "{:?}", life.pulses);
        // The journal says what the program knows.
        let read = Record::read(&life.desk.lines).unwrap();
        prop_assert_eq!(&read, life.desk.controller.record());
        // Numbers only grow.
        let numbers: Vec<_> = life.desk.told.iter().map(|event| (event.boot, event.seq)).collect();
        prop_assert!(numbers.is_sorted_by(|a, b| a < b), "{:?}", numbers);
        // Each order has an answer, and an accepted one ends: opened, not opened, unknown or refused.
        life.desk.wait(Span::seconds(6));
        for command in &life.orders {
            let answers: Vec<Outcome> = life.desk.told.iter().filter_map(|event| match event.fact {
                Fact::CommandResult { command: of, outcome } if of == command.id => Some(outcome),
                _ => None,
            }).collect();
            prop_assert!(!answers.is_empty());
            let opened = life.desk.told.iter().any(|event| {
                matches!(event.fact, Fact::DoorOpened { command: of, .. } if of == command.id)
            });
            prop_assert!(opened || answers.iter().any(|one| *one != Outcome::Accepted));
        }
    }
}
