//! What must hold when the dust has settled.

use std::collections::BTreeMap;

use domain::delivery::DeliveryState;
use domain::ids::{CommandId, ConsignmentId};
use domain::lockers::CommandState;

use super::town::Town;
use crate::db::{all, maybe};
use crate::lockers::CommandRow;

impl Town {
    /// Everything that is promised.
    pub(super) async fn check(&mut self) {
        let commands = self.commands().await;
        self.counts.commands = commands.len() as u64;
        self.check_pulses(&commands);
        self.check_ends(&commands);
        self.check_nothing_waits();
        self.check_things().await;
    }

    async fn commands(&self) -> BTreeMap<CommandId, CommandRow> {
        let mut reader = self.scene.house.db.read().await.expect("a reader");
        let rows = all!(reader, CommandRow, "SELECT * FROM commands").expect("all commands");
        rows.into_iter().map(|row| (row.id.0, row)).collect()
    }

    fn check_pulses(&self, commands: &BTreeMap<CommandId, CommandRow>) {
        for bank in &self.banks {
            for (id, pulses) in &bank.pulses {
                let row = commands.get(id).expect("a pulse for a command that was never given");
                assert_eq!(pulses.len(), 1, "{id} pulsed {} times", pulses.len());
                assert_eq!(row.bank_id.0, bank.id, "{id} was for another bank");
                assert_eq!(row.number(), pulses[0].door, "{id} was for another door");
                assert!(pulses[0].at.0 <= row.not_after, "{id} pulsed after its life");
            }
        }
    }

    fn check_ends(&self, commands: &BTreeMap<CommandId, CommandRow>) {
        for (id, row) in commands {
            let state = row.state().expect("a known state");
            assert!(state.is_end(), "{id} ({}) never ended: {state:?}", row.action);
            let pulsed = self
                .position(row.bank_id.0)
                .is_some_and(|at| self.banks[at].pulses.contains_key(id));
            if state == CommandState::Closed {
                assert!(pulsed, "{id}: the server believes in a door that never opened");
            }
        }
    }

    fn check_nothing_waits(&self) {
        for bank in &self.banks {
            assert!(bank.connected, "{} never came back", bank.id);
            assert_eq!(bank.waiting(), 0, "{} still has something to tell", bank.id);
        }
    }

    /// Custody and the compartments agree, or a human was told that nobody knows.
    async fn check_things(&mut self) {
        let inside: BTreeMap<ConsignmentId, usize> = self
            .banks
            .iter()
            .enumerate()
            .flat_map(|(at, bank)| bank.doors.values().filter_map(move |door| Some((door.item?, at))))
            .collect();
        for (at, thing) in self.things.clone() {
            let state = self.state_of(thing).await.expect("a thing of ours");
            let lies_in = inside.get(&thing);
            let agrees = match state {
                DeliveryState::Stored => lies_in == Some(&at),
                DeliveryState::Collected | DeliveryState::Returned => lies_in.is_none(),
                DeliveryState::Announced | DeliveryState::Cancelled => {
                    lies_in.is_none() || self.is_kept_from_others(thing).await
                }
                DeliveryState::Unclear => true,
                DeliveryState::AtTheDoor | DeliveryState::Overdue | DeliveryState::Moving => false,
            };
            if !agrees {
                let story = self.story_of(thing).await;
                panic!(
                    "seed {}: {thing} is {state:?} and lies in {lies_in:?}:\n{story}",
                    self.seed
                );
            }
            self.counts.collected += u64::from(state == DeliveryState::Collected);
            self.counts.unclear += u64::from(state == DeliveryState::Unclear);
        }
    }

    /// Whether nobody else gets the compartment in which it lies, and staff are told to look: a fault froze it, or something lies there
    /// that nobody counts on.
    async fn is_kept_from_others(&self, thing: ConsignmentId) -> bool {
        let lies = self
            .banks
            .iter()
            .flat_map(|bank| bank.doors.iter().map(move |(number, door)| (bank.id, *number, door)));
        let Some((bank, number, _)) = lies.into_iter().find(|(_, _, door)| door.item == Some(thing)) else {
            return false;
        };
        let mut reader = self.scene.house.db.read().await.expect("a reader");
        maybe!(
            reader,
            (i64,),
            "SELECT number FROM compartments WHERE bank_id = $1 AND number = $2
             AND (faults <> '' OR (claimed_by IS NULL AND item = 1))",
            bank,
            i64::from(number)
        )
        .expect("a compartment")
        .is_some()
    }

    /// Its history and the commands for it, for whoever must find out what went wrong.
    async fn story_of(&self, thing: ConsignmentId) -> String {
        let mut reader = self.scene.house.db.read().await.expect("a reader");
        let events = all!(
            reader,
            (i64, String),
            "SELECT at, body FROM custody_events WHERE consignment_id = $1 ORDER BY seq",
            thing
        );
        let commands = all!(
            reader,
            (i64, String),
            "SELECT issued_at, purpose || ' of door ' || compartment || ': ' || state FROM commands WHERE subject = $1 ORDER BY id",
            thing.to_string()
        );
        let told = all!(
            reader,
            (i64, String),
            "SELECT e.received_at, e.body FROM bank_events e
             JOIN consignments c ON c.bank_id = e.bank_id JOIN compartments k ON k.id = c.compartment_id
             WHERE c.id = $1 AND e.body LIKE '%compartment_:' || k.number || '%' ORDER BY e.received_at",
            thing
        );
        let lines = events.expect("the history").into_iter();
        let lines = lines
            .chain(commands.expect("the commands"))
            .chain(told.expect("what the bank told"));
        let lines = lines.map(|(at, what)| format!("  {:>8.3} s  {what}", self.since_founding(at)));
        lines.collect::<Vec<_>>().join("\n")
    }
}
