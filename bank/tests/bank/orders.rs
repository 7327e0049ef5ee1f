//! Which commands are obeyed, how they are answered, and that nothing else opens a door.

use bank::board::NoPulse;
use bank::controller::{Controller, Do, Input};
use bank::records::Record;
use domain::ids::BankId;
use domain::lockers::protocol::{Action, Fact, FaultKind, Level, Outcome, RefuseReason, seal};
use domain::{Span, Timestamp};
use uuid::Uuid;

use crate::stage::{Desk, START, key, refused, result, sealed, settings, unlock};

const ACCEPTED: Outcome = Outcome::Accepted;

#[test]
fn a_good_command_is_on_disk_and_answered_before_its_pulse() {
    let mut desk = Desk::new();
    let step = desk.take_and_die(Input::Command(&sealed(&unlock(1, 2, START))));
    assert!(step.is_durable());
    assert_eq!(step.then, vec![Do::Pulse { compartment: 2 }]);
    assert_eq!(desk.told.last().unwrap().fact, result(1, ACCEPTED));
    assert_eq!(
        desk.door(2, Level::Open),
        vec![Fact::DoorOpened {
            compartment: 2,
            command: unlock(1, 2, START).id
        }]
    );
}

#[test]
fn thirty_one_seconds_late_opens_nothing() {
    let mut desk = Desk::new();
    let command = unlock(1, 2, START);
    desk.wait(Span::seconds(31));
    assert_eq!(desk.order(&command), refused(1, RefuseReason::Stale));
    // And stays refused, should the clock be set back.
    desk.now.wall = START;
    assert_eq!(desk.order(&command), refused(1, RefuseReason::Stale));
    assert!(desk.pulses.is_empty());
}

#[test]
fn too_long_a_life_is_refused_and_waiting_does_not_help() {
    let mut desk = Desk::new();
    let mut command = unlock(1, 2, START);
    command.not_after = START + Span::seconds(31);
    assert_eq!(desk.order(&command), refused(1, RefuseReason::TooFarAhead));
    desk.wait(Span::seconds(10));
    assert_eq!(desk.order(&command), refused(1, RefuseReason::TooFarAhead));
    assert!(desk.pulses.is_empty());
}

#[test]
fn twice_is_answered_twice_and_pulsed_once() {
    let mut desk = Desk::new();
    let command = unlock(1, 2, START);
    assert_eq!(desk.order(&command), vec![result(1, ACCEPTED)]);
    assert_eq!(desk.order(&command), vec![result(1, ACCEPTED)]);
    desk.door(2, Level::Open);
    desk.door(2, Level::Closed);
    assert_eq!(desk.order(&command), vec![result(1, ACCEPTED)]);
    desk.restart(Span::seconds(1));
    desk.look(&[1, 2, 3, 4], &[]);
    assert_eq!(desk.order(&command), vec![result(1, ACCEPTED)]);
    assert_eq!(desk.pulses, vec![2]);
}

#[test]
fn altered_by_any_one_byte_opens_nothing_and_is_not_answered() {
    let mut desk = Desk::new();
    let good = sealed(&unlock(1, 2, START));
    for at in 0..good.len() {
        let mut altered = good.clone();
        altered[at] ^= 1;
        assert_eq!(desk.take(Input::Command(&altered)), vec![]);
    }
    assert!(desk.pulses.is_empty());
    assert_eq!(desk.controller.counts().not_authentic, good.len() as u64);
}

#[test]
fn signed_by_another_key_opens_nothing_and_is_not_answered() {
    let mut desk = Desk::new();
    let forged = seal(&unlock(1, 2, START), &key(2)).unwrap();
    assert_eq!(desk.take(Input::Command(&forged)), vec![]);
    assert!(desk.pulses.is_empty());
    assert_eq!(desk.controller.counts().not_authentic, 1);
}

#[test]
fn for_another_bank_opens_nothing() {
    let mut desk = Desk::new();
    let mut command = unlock(1, 2, START);
    command.bank = BankId(Uuid::from_u128(0xF0));
    assert_eq!(desk.order(&command), refused(1, RefuseReason::WrongBank));
    assert!(desk.pulses.is_empty());
    assert_eq!(desk.controller.counts().wrong_bank, 1);
}

#[test]
fn never_two_doors_at_once() {
    let mut desk = Desk::new();
    desk.order(&unlock(1, 2, START));
    let busy = RefuseReason::AnotherDoorOpen;
    assert_eq!(desk.order(&unlock(2, 3, START)), refused(2, busy));
    desk.door(2, Level::Open);
    assert_eq!(desk.order(&unlock(3, 3, START)), refused(3, busy));
    // A switch that dies now does not make the door shut.
    desk.door(2, Level::Unknown);
    assert_eq!(desk.order(&unlock(4, 3, START)), refused(4, busy));
    desk.door(2, Level::Closed);
    assert_eq!(desk.order(&unlock(5, 3, START)), vec![result(5, ACCEPTED)]);
    // What was refused stays refused.
    assert_eq!(desk.order(&unlock(2, 3, START)), refused(2, busy));
    assert_eq!(desk.pulses, vec![2, 3]);
}

#[test]
fn what_makes_no_sense_is_refused() {
    let mut desk = Desk::new();
    assert_eq!(
        desk.order(&unlock(1, 9, START)),
        refused(1, RefuseReason::NoSuchCompartment)
    );
    desk.door(1, Level::Unknown);
    assert_eq!(desk.order(&unlock(2, 1, START)), refused(2, RefuseReason::BoardFault));
    desk.take(Input::BoardSilent);
    assert_eq!(desk.order(&unlock(3, 2, START)), refused(3, RefuseReason::BoardFault));
    assert!(desk.pulses.is_empty());
}

#[test]
fn out_of_service_is_kept_over_a_restart_until_told_otherwise() {
    let mut desk = Desk::new();
    let mut command = unlock(1, 2, START);
    command.action = Action::OutOfService;
    assert_eq!(desk.order(&command), vec![result(1, Outcome::Done)]);
    desk.restart(Span::seconds(1));
    desk.look(&[1, 2, 3, 4], &[]);
    assert!(desk.controller.snapshot(desk.now).doors[1].out_of_service);
    assert_eq!(desk.order(&unlock(2, 2, START)), refused(2, RefuseReason::OutOfService));
    let mut command = unlock(3, 2, START);
    command.action = Action::InService;
    assert_eq!(desk.order(&command), vec![result(3, Outcome::Done)]);
    assert_eq!(desk.order(&unlock(4, 2, START)), vec![result(4, ACCEPTED)]);
}

#[test]
fn only_a_test_opens_what_is_out_of_service_and_by_all_other_rules() {
    let mut desk = Desk::new();
    let mut command = unlock(1, 2, START);
    command.action = Action::OutOfService;
    assert_eq!(desk.order(&command), vec![result(1, Outcome::Done)]);
    let test = |n, compartment, at| {
        let mut command = unlock(n, compartment, at);
        command.reason = "test".to_owned();
        command
    };
    let mut long = test(2, 2, START);
    long.not_after = START + Span::seconds(31);
    assert_eq!(desk.order(&long), refused(2, RefuseReason::TooFarAhead));
    assert_eq!(desk.order(&test(3, 2, START)), vec![result(3, ACCEPTED)]);
    desk.door(2, Level::Open);
    assert_eq!(desk.order(&test(3, 2, START)), vec![result(3, ACCEPTED)], "once");
    assert_eq!(
        desk.order(&test(4, 1, START)),
        refused(4, RefuseReason::AnotherDoorOpen)
    );
    desk.door(2, Level::Closed);
    assert_eq!(desk.order(&unlock(5, 2, START)), refused(5, RefuseReason::OutOfService));
    assert_eq!(desk.pulses.len(), 1);
}

#[test]
fn showing_and_identifying_are_done_once() {
    let mut desk = Desk::new();
    let mut show = unlock(1, 2, START);
    (show.action, show.compartment, show.text) = (Action::Show, None, Some("Back at 9".to_owned()));
    let text = "Back at 9".to_owned();
    assert_eq!(
        desk.take_and_die(Input::Command(&sealed(&show))).then,
        vec![Do::Show { text }]
    );
    assert_eq!(desk.take_and_die(Input::Command(&sealed(&show))).then, vec![]);
    let mut identify = unlock(2, 2, START);
    (identify.action, identify.compartment) = (Action::Identify, None);
    assert_eq!(
        desk.take_and_die(Input::Command(&sealed(&identify))).then,
        vec![Do::Identify]
    );
}

#[test]
fn killed_between_disk_and_pulse_it_answers_unknown_and_never_pulses() {
    let mut desk = Desk::new();
    let command = unlock(1, 2, START);
    let step = desk.take_and_die(Input::Command(&sealed(&command)));
    assert_eq!(step.then.len(), 1);
    assert_eq!(desk.restart(Span::seconds(2)), vec![result(1, Outcome::Unknown)]);
    desk.look(&[1, 2, 3, 4], &[]);
    assert_eq!(desk.order(&command), vec![result(1, Outcome::Unknown)]);
    // Another restart has nothing more to say.
    assert_eq!(desk.restart(Span::seconds(2)), vec![]);
    assert_eq!(desk.order(&command), vec![result(1, Outcome::Unknown)]);
    assert!(desk.pulses.is_empty());
}

#[test]
fn killed_after_the_pulse_the_door_is_not_called_forced() {
    let mut desk = Desk::new();
    let command = unlock(1, 2, START);
    desk.order(&command);
    assert_eq!(desk.restart(Span::seconds(2)), vec![result(1, Outcome::Unknown)]);
    let (compartment, command) = (2, command.id);
    assert_eq!(
        desk.look(&[1, 3, 4], &[2]),
        vec![Fact::DoorOpened { compartment, command }]
    );
    assert_eq!(desk.pulses, vec![2]);
}

#[test]
fn after_such_a_restart_the_latch_is_given_time() {
    let mut desk = Desk::new();
    desk.order(&unlock(1, 2, START));
    desk.restart(Span::seconds(1));
    // Also after a second one.
    desk.restart(Span::seconds(1));
    desk.look(&[1, 2, 3, 4], &[]);
    let now = desk.now.wall;
    assert_eq!(
        desk.order(&unlock(2, 3, now)),
        refused(2, RefuseReason::AnotherDoorOpen)
    );
    desk.wait(Span::seconds(5));
    assert_eq!(desk.order(&unlock(3, 3, now)), vec![result(3, ACCEPTED)]);
}

#[test]
fn a_jammed_lock_is_told_and_its_late_opening_is_not_forced() {
    let mut desk = Desk::new();
    desk.order(&unlock(1, 2, START));
    let jam = FaultKind::Jam;
    let compartment = Some(2);
    assert_eq!(
        desk.wait(Span::seconds(5)),
        vec![
            result(1, Outcome::NotOpened),
            Fact::Fault {
                fault: jam,
                compartment
            }
        ]
    );
    assert_eq!(desk.order(&unlock(1, 2, START)), vec![result(1, Outcome::NotOpened)]);
    desk.wait(Span::seconds(3));
    let opened = Fact::DoorOpened {
        compartment: 2,
        command: unlock(1, 2, START).id,
    };
    let cleared = Fact::FaultCleared {
        fault: jam,
        compartment,
    };
    assert_eq!(desk.door(2, Level::Open), vec![opened, cleared]);
    assert_eq!(desk.pulses, vec![2]);
}

#[test]
fn a_board_that_surely_did_not_pulse_means_refused() {
    let mut desk = Desk::new();
    desk.order(&unlock(1, 2, START));
    let answer = Err(NoPulse::NotSent);
    let facts = desk.take(Input::PulseAnswered { compartment: 2, answer });
    assert_eq!(facts[..1], refused(1, RefuseReason::BoardFault)[..]);
    // One that may have pulsed is judged by the switch.
    desk.order(&unlock(2, 3, START));
    let answer = Err(NoPulse::NoAnswer);
    assert_eq!(desk.take(Input::PulseAnswered { compartment: 3, answer }), vec![]);
    let facts = desk.door(3, Level::Open);
    assert!(matches!(facts[0], Fact::DoorOpened { compartment: 3, .. }));
}

#[test]
fn what_is_forgotten_stays_refused_whatever_the_clock_says() {
    let mut desk = Desk::new();
    let command = unlock(1, 2, START);
    desk.order(&command);
    desk.door(2, Level::Open);
    desk.door(2, Level::Closed);
    desk.wait(Span::minutes(60));
    assert!(
        desk.controller.record().answer(command.id).is_some(),
        "forgotten too early"
    );
    desk.wait(Span::minutes(1));
    assert!(desk.controller.record().answer(command.id).is_none());
    desk.now.wall = START;
    assert_eq!(desk.order(&command), refused(1, RefuseReason::Stale));
    assert_eq!(desk.pulses, vec![2]);
}

#[test]
fn without_its_memory_a_bank_trusts_no_command_from_before_and_counts_its_boots_on() {
    let now = Desk::new().now;
    let (mut controller, _) = Controller::start(settings(), Record::default(), true, now);
    assert!(controller.record().boot >= u64::try_from(START.0 / 1_000_000).unwrap());
    controller.handle(Input::BoardAnswers, now);
    let (compartment, level) = (2, Level::Closed);
    controller.handle(Input::Door { compartment, level }, now);
    let before = sealed(&unlock(1, 2, Timestamp(START.0 - 1)));
    assert_eq!(controller.handle(Input::Command(&before), now).then, vec![]);
    let after = sealed(&unlock(2, 2, START));
    assert_eq!(controller.handle(Input::Command(&after), now).then.len(), 1);
}
