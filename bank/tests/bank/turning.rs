//! Orders about keys: what is obeyed, what survives, and that an ended key opens nothing, whatever comes again.

use bank::controller::{Controller, Input};
use bank::records::{Change, Record};
use domain::Span;
use domain::ids::BankId;
use domain::lockers::protocol::{
    Fact, KeyAct, KeyOrder, Level, Outcome, PublicKey, RefuseReason, seal, seal_key_order,
};
use proptest::prelude::*;
use uuid::Uuid;

use crate::stage::{BANK, Desk, START, id, key, refused, result, settings, unlock};

const DONE: Outcome = Outcome::Done;

pub fn public(n: u8) -> PublicKey {
    PublicKey::from(&key(n).verifying_key())
}

/// An order about the key `of` that leads to this state and lives for a minute.
pub fn about(n: u128, order: KeyAct, of: u8, generation: u64, issued_at: domain::Timestamp) -> KeyOrder {
    KeyOrder {
        id: id(n),
        bank: BANK,
        order,
        key: public(of),
        generation,
        issued_at,
        not_after: issued_at + Span::minutes(1),
    }
}

fn tell(desk: &mut Desk, order: &KeyOrder, by: u8) -> Vec<Fact> {
    desk.take(Input::Command(&seal_key_order(order, &key(by)).unwrap()))
}

/// Trusts or ends a key as the server would: for the state that the bank told.
fn turn(desk: &mut Desk, n: u128, order: KeyAct, of: u8, by: u8) -> KeyOrder {
    let next = desk.controller.snapshot(desk.now).keys.unwrap().generation + 1;
    let order = about(n, order, of, next, desk.now.wall);
    assert_eq!(tell(desk, &order, by), vec![result(n, DONE)]);
    order
}

fn held(desk: &Desk) -> Vec<PublicKey> {
    desk.controller.snapshot(desk.now).keys.unwrap().held
}

/// Whether a fresh command that is signed by this key is obeyed; one that is not believed leaves no trace.
fn obeys(desk: &mut Desk, n: u128, by: u8) -> bool {
    let command = unlock(n, 2, desk.now.wall);
    let before = desk.controller.record().clone();
    let facts = desk.take(Input::Command(&seal(&command, &key(by)).unwrap()));
    if facts.is_empty() {
        assert_eq!(desk.controller.record(), &before);
        return false;
    }
    assert_eq!(facts, vec![result(n, Outcome::Accepted)]);
    desk.door(2, Level::Open);
    desk.door(2, Level::Closed);
    true
}

fn restart(desk: &mut Desk) {
    desk.restart(Span::seconds(1));
    desk.look(&[1, 2, 3, 4], &[]);
}

#[test]
fn the_old_key_names_the_new_which_ends_it_and_all_of_it_survives() {
    let mut desk = Desk::new();
    assert!(obeys(&mut desk, 1, 1) && !obeys(&mut desk, 2, 2));
    turn(&mut desk, 3, KeyAct::Trust, 2, 1);
    assert!(obeys(&mut desk, 4, 1) && obeys(&mut desk, 5, 2), "both, from now on");
    restart(&mut desk);
    assert_eq!(held(&desk), vec![public(1), public(2)]);
    assert!(obeys(&mut desk, 6, 1) && obeys(&mut desk, 7, 2));
    turn(&mut desk, 8, KeyAct::Distrust, 1, 2);
    assert!(!obeys(&mut desk, 9, 1) && obeys(&mut desk, 10, 2), "at once");
    restart(&mut desk);
    // Although the settings name nothing else.
    assert_eq!(settings().keys, vec![key(1).verifying_key()]);
    assert_eq!(held(&desk), vec![public(2)]);
    assert!(!obeys(&mut desk, 11, 1) && obeys(&mut desk, 12, 2));
}

#[test]
fn it_is_on_disk_with_its_answer_before_it_counts() {
    let mut desk = Desk::new();
    let order = about(1, KeyAct::Trust, 2, 1, START);
    let payload = seal_key_order(&order, &key(1)).unwrap();
    let step = desk.take_and_die(Input::Command(&payload));
    assert!(
        step.is_durable() && step.then.is_empty(),
        "one line, and nothing is done"
    );
    assert!(matches!(
        step.changes[..],
        [Change::Keys { .. }, Change::Answered { .. }, Change::Told { .. }]
    ));
    restart(&mut desk);
    assert!(obeys(&mut desk, 2, 2));
    assert_eq!(
        tell(&mut desk, &order, 1),
        vec![result(1, DONE)],
        "told again, answered again"
    );
    assert_eq!(held(&desk), vec![public(1), public(2)]);
}

#[test]
fn killed_before_the_line_it_is_as_if_nothing_was_told() {
    let mut desk = Desk::new();
    let order = about(1, KeyAct::Trust, 2, 1, START);
    desk.take_and_die(Input::Command(&seal_key_order(&order, &key(1)).unwrap()));
    desk.lines.pop();
    restart(&mut desk);
    assert!(!obeys(&mut desk, 2, 2));
    assert_eq!(tell(&mut desk, &order, 1), vec![result(1, DONE)], "it still fits");
    assert!(obeys(&mut desk, 3, 2));
}

#[test]
fn an_old_trust_never_brings_an_ended_key_back() {
    let mut desk = Desk::new();
    // The first key is named once more, by itself: recorded by somebody, for later.
    let recorded = turn(&mut desk, 1, KeyAct::Trust, 1, 1);
    turn(&mut desk, 2, KeyAct::Trust, 2, 1);
    turn(&mut desk, 3, KeyAct::Distrust, 1, 2);
    for by in [1, 2] {
        // The same id gets the old answer, another id is out of turn; the ended key is not even heard.
        tell(&mut desk, &recorded, by);
        let mut renamed = recorded.clone();
        renamed.id = id(90 + u128::from(by));
        let facts = tell(&mut desk, &renamed, by);
        if by == 1 {
            assert_eq!(facts, vec![]);
        } else {
            assert_eq!(facts, refused(92, RefuseReason::OutOfTurn));
        }
        assert_eq!(held(&desk), vec![public(2)]);
    }
    // Also when the bank has forgotten the order, and its clock is set back.
    desk.wait(Span::hours(3));
    assert!(desk.controller.record().answer(recorded.id).is_none());
    desk.now.wall = START;
    assert_eq!(tell(&mut desk, &recorded, 2), refused(1, RefuseReason::Stale));
    restart(&mut desk);
    assert!(!obeys(&mut desk, 70, 1));
}

#[test]
fn what_is_refused_changes_nothing_and_says_why() {
    let mut desk = Desk::new();
    turn(&mut desk, 1, KeyAct::Trust, 2, 1);
    turn(&mut desk, 2, KeyAct::Trust, 3, 2);
    let before = desk.controller.record().keys.clone();
    let now = desk.now.wall;
    let mut foreign = about(10, KeyAct::Trust, 1, 3, now);
    foreign.bank = BankId(Uuid::from_u128(0xF0));
    let mut long = about(11, KeyAct::Trust, 1, 3, now);
    long.not_after = now + Span::minutes(6);
    let mut dead = about(12, KeyAct::Trust, 1, 3, now);
    dead.not_after = domain::Timestamp(now.0 - 1);
    let told = [
        (foreign, 1, RefuseReason::WrongBank),
        (long, 1, RefuseReason::TooFarAhead),
        (dead, 1, RefuseReason::Stale),
        (about(13, KeyAct::Trust, 4, 3, now), 1, RefuseReason::TooManyKeys),
        (about(14, KeyAct::Distrust, 1, 3, now), 1, RefuseReason::OwnKey),
        (about(15, KeyAct::Distrust, 1, 2, now), 2, RefuseReason::OutOfTurn),
        (about(16, KeyAct::Distrust, 1, 4, now), 2, RefuseReason::OutOfTurn),
    ];
    for (n, (order, by, reason)) in (10..).zip(told) {
        assert_eq!(tell(&mut desk, &order, by), refused(n, reason));
        assert_eq!(desk.controller.record().keys, before);
    }
    // A stranger is not answered at all.
    assert_eq!(tell(&mut desk, &about(17, KeyAct::Trust, 4, 3, now), 4), vec![]);
    assert_eq!(desk.controller.record().keys, before);
}

#[test]
fn an_altered_order_leaves_no_trace() {
    let mut desk = Desk::new();
    let good = seal_key_order(&about(1, KeyAct::Trust, 2, 1, START), &key(1)).unwrap();
    let before = desk.controller.record().clone();
    for at in 0..good.len() {
        let mut altered = good.clone();
        altered[at] ^= 1;
        assert_eq!(desk.take(Input::Command(&altered)), vec![]);
    }
    assert_eq!(desk.controller.record(), &before);
    assert_eq!(desk.controller.counts().not_authentic, good.len() as u64);
}

#[test]
fn a_rewritten_journal_and_a_damaged_line_bring_no_key_back() {
    let mut desk = Desk::new();
    turn(&mut desk, 1, KeyAct::Trust, 2, 1);
    turn(&mut desk, 2, KeyAct::Distrust, 1, 2);
    desk.lines = desk.controller.record().to_lines();
    restart(&mut desk);
    assert!(!obeys(&mut desk, 3, 1) && obeys(&mut desk, 4, 2));
    // Each start has written down which keys hold: the lines of the turn itself may be lost.
    let last = desk.lines.iter().rposition(|line| line.contains("booted")).unwrap();
    desk.lines.drain(..last);
    let (controller, _) = Controller::start(settings(), Record::read(&desk.lines).unwrap(), true, desk.now);
    let keys = controller.snapshot(desk.now).keys.unwrap();
    assert_eq!(keys.held, vec![public(2)]);
    // And no order from before fits any more.
    assert!(keys.generation >= u64::try_from(START.0 / 1_000_000).unwrap());
}

#[test]
fn a_bank_that_lost_everything_says_so_and_takes_no_order_from_before() {
    let now = Desk::new().now;
    let (mut controller, _) = Controller::start(settings(), Record::default(), true, now);
    let keys = controller.snapshot(now).keys.unwrap();
    assert_eq!(keys.held, vec![public(1)], "the settings' own");
    for (n, generation) in [(1, 1), (2, keys.generation + 1)] {
        let before = about(n, KeyAct::Trust, 2, generation, START - Span(1));
        let payload = seal_key_order(&before, &key(1)).unwrap();
        controller.handle(Input::Command(&payload), now);
        assert_eq!(controller.snapshot(now).keys.unwrap(), keys);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    /// Orders by anybody about any key, in any order, with restarts in between: the bank obeys exactly the keys that it
    /// says, and keeps one at least.
    #[test]
    fn what_it_says_is_what_it_obeys(
        told in proptest::collection::vec((any::<bool>(), 1..=4_u8, 0..=3_u64, 1..=4_u8, any::<bool>()), 1..25)
    ) {
        let mut desk = Desk::new();
        for (n, (trust, of, ahead, by, dies)) in (1_u128..).zip(told) {
            let keys = desk.controller.snapshot(desk.now).keys.unwrap();
            let act = if trust { KeyAct::Trust } else { KeyAct::Distrust };
            let order = about(n, act, of, (keys.generation + ahead).saturating_sub(1), desk.now.wall);
            let facts = tell(&mut desk, &order, by);
            prop_assert_eq!(facts.is_empty(), !keys.holds(public(by)), "who is obeyed is answered, and nobody else");
            if dies {
                restart(&mut desk);
            }
            let after = desk.controller.snapshot(desk.now).keys.unwrap();
            prop_assert!(!after.held.is_empty() && after.generation - keys.generation <= 1);
            prop_assert_eq!(&Record::read(&desk.lines).unwrap(), desk.controller.record());
        }
        let said = held(&desk);
        for (n, by) in (1_000_u128..).zip(1..=4_u8) {
            prop_assert_eq!(obeys(&mut desk, n, by), said.contains(&public(by)));
        }
    }
}
