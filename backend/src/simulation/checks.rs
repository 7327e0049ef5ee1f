//! What must hold when the dust has settled.

use std::collections::BTreeMap;

use domain::custody::EventKind;
use domain::delivery::{DeliveryPort as _, DeliveryState, DeliveryView, MoveNow};
use domain::ids::{BankId, CommandId, ConsignmentId};
use domain::lockers::{CommandState, Purpose};
use domain::{RefusalCode, Timestamp};

use super::moves::UNFIT;
use super::town::Town;
use crate::db::{Text, all, maybe};
use crate::lockers::{CommandRow, last_unlock};

impl Town {
    /// Everything that is promised.
    pub(super) async fn check(&mut self) {
        let commands = self.commands().await;
        self.counts.commands = commands.len() as u64;
        self.check_pulses(&commands);
        self.check_ends(&commands);
        self.check_nothing_waits();
        self.check_compartments().await;
        self.check_things(&commands).await;
        self.type_codes_of_what_was_moved().await;
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
    async fn check_things(&mut self, commands: &BTreeMap<CommandId, CommandRow>) {
        let inside = self.inside();
        for (at, thing) in self.things.clone() {
            let view = self.scene.delivery.delivery(&self.scene.employee, thing).await;
            let view = view.expect("a thing of ours");
            let lies_in = inside.get(&thing).copied();
            let held = self.in_hand.contains_key(&thing);
            let agrees = match view.state {
                DeliveryState::Stored => lies_in == Some((at, view.compartment)),
                // The recipient has it.
                DeliveryState::Collected => lies_in.is_none() && !held,
                DeliveryState::Returned => lies_in.is_none(),
                DeliveryState::Announced | DeliveryState::Cancelled => {
                    lies_in.is_none() || self.is_kept_from_others(thing).await
                }
                DeliveryState::Moving => says_what_is_wanted(&view, at, lies_in, held),
                // Staff are told to open that door and look.
                DeliveryState::Unclear => view.open_for.is_some(),
                DeliveryState::AtTheDoor | DeliveryState::Overdue => false,
            };
            let once = !(held && lies_in.is_some());
            let kept = self.kept_for(thing).await;
            if !agrees || !once || kept != should_keep(&view) || !opened_where_it_lay(&view, commands) {
                let (state, story) = (view.state, self.story_of(thing).await);
                panic!(
                    "seed {}: {thing} is {state:?}, lies in {lies_in:?}, is in a hand: {held}, and {kept} are kept for it:\n{story}",
                    self.seed
                );
            }
            self.count(&view);
        }
    }

    /// In which door of which bank each thing lies: never in two.
    fn inside(&self) -> BTreeMap<ConsignmentId, (usize, u16)> {
        let mut inside = BTreeMap::new();
        for (at, bank) in self.banks.iter().enumerate() {
            for (number, door) in &bank.doors {
                if let Some(thing) = door.item {
                    let before = inside.insert(thing, (at, *number));
                    assert_eq!(before, None, "seed {}: {thing} lies in two compartments", self.seed);
                }
            }
        }
        inside
    }

    /// Nobody counts on a compartment that is out of service, and no test of one goes on for ever.
    async fn check_compartments(&self) {
        let mut reader = self.scene.house.db.read().await.expect("a reader");
        let wrong = all!(
            reader,
            (Text<BankId>, i64),
            "SELECT bank_id, number FROM compartments
             WHERE test_under_way <> 0 OR (out_reason IS NOT NULL AND claimed_by IS NOT NULL)
                OR (out_after IS NOT NULL AND claimed_by IS NULL)"
        );
        let wrong = wrong.expect("the compartments");
        assert!(wrong.is_empty(), "seed {}: {wrong:?}", self.seed);
    }

    /// How many compartments are kept for a thing.
    async fn kept_for(&self, thing: ConsignmentId) -> usize {
        let mut reader = self.scene.house.db.read().await.expect("a reader");
        let kept = all!(
            reader,
            (i64,),
            "SELECT number FROM compartments WHERE claimed_by = $1",
            thing.to_string()
        );
        kept.expect("the compartments").len()
    }

    /// What the history of a thing tells.
    fn count(&mut self, view: &DeliveryView) {
        let mut afar = false;
        let mut moved = false;
        let mut unfit = false;
        for entry in &view.history {
            match &entry.event {
                EventKind::Proved { .. } => afar = false,
                EventKind::OpenedFromAfar { .. } => afar = true,
                EventKind::MoveOrdered { reason, .. } => unfit = reason == UNFIT,
                EventKind::MoveAbandoned => self.counts.stayed += 1,
                EventKind::PutBack => self.counts.put_back += 1,
                EventKind::Moved { .. } => {
                    moved = true;
                    self.counts.moved += 1;
                    self.counts.unfit += u64::from(unfit);
                }
                EventKind::Collected => {
                    self.counts.from_afar += u64::from(afar);
                    self.counts.moved_and_collected += u64::from(moved && !afar);
                }
                _ => {}
            }
        }
        self.counts.collected += u64::from(view.state == DeliveryState::Collected);
        self.counts.unclear += u64::from(view.state == DeliveryState::Unclear);
        self.counts.unfinished += u64::from(view.state == DeliveryState::Moving);
    }

    /// The code of what was moved opens still, and the new door only. Last of all: it opens doors.
    async fn type_codes_of_what_was_moved(&mut self) {
        for (at, thing) in self.things.clone() {
            let view = self.scene.delivery.delivery(&self.scene.employee, thing).await;
            let view = view.expect("a thing of ours");
            let moved = view
                .history
                .iter()
                .any(|entry| matches!(entry.event, EventKind::Moved { .. }));
            let has_code = self.waiting[at].iter().any(|(known, _)| *known == thing);
            if view.state != DeliveryState::Stored || !moved || !has_code {
                continue;
            }
            if let Err(error) = self.type_code(at, thing).await {
                // That a door does not open now is said for what it is; never that the code is wrong.
                let code = error.refusal().map(|refusal| refusal.code);
                let said = [
                    RefusalCode::AnotherDoorOpen,
                    RefusalCode::OutOfService,
                    RefusalCode::BankOffline,
                ];
                let known = code.is_some_and(|code| said.contains(&code));
                assert!(known, "seed {}: {thing}: {error:?}", self.seed);
                continue;
            }
            let mut reader = self.scene.house.db.read().await.expect("a reader");
            let last = last_unlock(&mut reader, self.banks[at].id).await;
            let last = last.expect("the commands").expect("the newest one");
            assert_eq!(
                (last.subject.as_deref(), last.number()),
                (Some(thing.to_string().as_str()), view.compartment),
                "seed {}: the code of {thing} opens another door",
                self.seed
            );
            self.counts.moved_and_opened += 1;
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

/// A thing on the way at the end of the day: its page says which door a colleague opens next, and it is where the house
/// believes it to be, or in a colleague's hand.
fn says_what_is_wanted(view: &DeliveryView, at: usize, lies_in: Option<(usize, u16)>, held: bool) -> bool {
    let own = Some((at, view.compartment));
    match view.moving {
        MoveNow::Ordered { .. } => view.open_for == Some(Purpose::MoveOut) && lies_in == own,
        MoveNow::OnTheWay { to } => {
            let kept = lies_in == own || lies_in == Some((at, to));
            view.open_for == Some(Purpose::MoveIn) && (held || kept)
        }
        MoveNow::No | MoveNow::Possible | MoveNow::AtTheDoor { .. } => false,
    }
}

/// Two compartments are kept for what is on the way, none for what is over, one for everything else.
const fn should_keep(view: &DeliveryView) -> usize {
    match view.state {
        DeliveryState::Collected | DeliveryState::Returned | DeliveryState::Cancelled => 0,
        _ if view.moving.to().is_some() => 2,
        _ => 1,
    }
}

/// Whatever its recipient opened, with the code or by support, was the door behind which it lay then.
fn opened_where_it_lay(view: &DeliveryView, commands: &BTreeMap<CommandId, CommandRow>) -> bool {
    let moves: Vec<_> = view
        .history
        .iter()
        .filter_map(|entry| match entry.event {
            EventKind::Moved { from, .. } => Some((entry.at.at, from)),
            _ => None,
        })
        .collect();
    // A doubt at the new door is about that one; nobody fetched anything since.
    let doubt = view.state == DeliveryState::Unclear && view.moving.to().is_some();
    let subject = view.id.to_string();
    let mut fetched = commands
        .values()
        .filter(|row| row.purpose == Purpose::Pickup.wire() && row.subject.as_deref() == Some(subject.as_str()));
    fetched.all(|row| {
        let next = moves.iter().find(|(moved, _)| *moved > Timestamp(row.issued_at));
        match next {
            Some((_, from)) => row.number() == *from,
            None => doubt || row.number() == view.compartment,
        }
    })
}
