//! What switches, sensors and time make the bank say.

use bank::controller::Input;
use domain::Span;
use domain::lockers::protocol::{Fact, FaultKind, Level};

use crate::stage::{Desk, START, id, unlock};

const DOOR: u16 = 2;

fn opened() -> Desk {
    let mut desk = Desk::new();
    desk.order(&unlock(1, DOOR, START));
    desk.door(DOOR, Level::Open);
    desk
}

fn closed(command: Option<u128>, item: Option<bool>) -> Vec<Fact> {
    vec![Fact::DoorClosed {
        compartment: DOOR,
        command: command.map(id),
        item,
    }]
}

#[test]
fn closing_names_the_command_and_what_the_sensor_sees() {
    let mut desk = opened();
    let (compartment, present) = (DOOR, Some(true));
    let facts = desk.take(Input::Item { compartment, present });
    assert_eq!(
        facts,
        vec![Fact::ItemSensed {
            compartment,
            present: true
        }]
    );
    assert_eq!(desk.door(DOOR, Level::Closed), closed(Some(1), Some(true)));
    // The switch bounces no news out of a shut door.
    assert_eq!(desk.door(DOOR, Level::Closed), vec![]);
}

#[test]
fn a_door_that_opens_by_itself_is_forced() {
    let mut desk = Desk::new();
    let compartment = DOOR;
    assert_eq!(desk.door(DOOR, Level::Open), vec![Fact::DoorForced { compartment }]);
    assert_eq!(desk.door(DOOR, Level::Closed), closed(None, None));
}

#[test]
fn another_door_that_opens_during_a_pulse_is_forced() {
    let mut desk = Desk::new();
    desk.order(&unlock(1, DOOR, START));
    assert_eq!(desk.door(3, Level::Open), vec![Fact::DoorForced { compartment: 3 }]);
    let opened = Fact::DoorOpened {
        compartment: DOOR,
        command: id(1),
    };
    assert_eq!(desk.door(DOOR, Level::Open), vec![opened]);
}

#[test]
fn a_door_left_open_is_told_once_and_also_after_a_restart() {
    let mut desk = opened();
    let left = vec![Fact::DoorLeftOpen {
        compartment: DOOR,
        since: START,
    }];
    assert_eq!(desk.wait(Span::seconds(59)), vec![]);
    assert_eq!(desk.wait(Span::seconds(1)), left);
    assert_eq!(desk.wait(Span::seconds(600)), vec![]);

    let mut desk = opened();
    desk.wait(Span::seconds(30));
    desk.restart(Span::seconds(20));
    desk.look(&[1, 3, 4], &[DOOR]);
    assert_eq!(desk.wait(Span::seconds(9)), vec![]);
    assert_eq!(desk.wait(Span::seconds(1)), left);
}

#[test]
fn a_wall_clock_that_jumps_moves_no_deadline() {
    let mut desk = opened();
    desk.now.wall = START + Span::hours(5);
    assert_eq!(desk.take(Input::Tick), vec![]);
    desk.now.wall = START - Span::hours(5);
    assert_eq!(desk.wait(Span::seconds(59)), vec![]);
    assert_eq!(desk.wait(Span::seconds(1)).len(), 1);
}

#[test]
fn a_door_shut_in_the_dark_is_told_as_closed_by_its_command() {
    let mut desk = opened();
    assert_eq!(desk.restart(Span::minutes(5)), vec![]);
    assert_eq!(desk.look(&[1, 2, 3, 4], &[]), closed(Some(1), None));
}

#[test]
fn a_door_broken_open_in_the_dark_is_told_as_forced() {
    let mut desk = Desk::new();
    desk.restart(Span::minutes(5));
    let compartment = DOOR;
    assert_eq!(desk.look(&[1, 3, 4], &[DOOR]), vec![Fact::DoorForced { compartment }]);
}

#[test]
fn a_thing_taken_in_the_dark_is_told() {
    let mut desk = opened();
    let (compartment, present) = (DOOR, true);
    desk.take(Input::Item {
        compartment,
        present: Some(true),
    });
    desk.restart(Span::minutes(5));
    let again = desk.take(Input::Item {
        compartment,
        present: Some(present),
    });
    assert_eq!(again, vec![]);
    desk.restart(Span::minutes(5));
    let gone = desk.take(Input::Item {
        compartment,
        present: Some(false),
    });
    let present = false;
    assert_eq!(gone, vec![Fact::ItemSensed { compartment, present }]);
}

#[test]
fn a_dead_switch_and_a_silent_board_are_told_once_and_cleared() {
    let mut desk = Desk::new();
    let (fault, compartment) = (FaultKind::Sensor, Some(DOOR));
    assert_eq!(
        desk.door(DOOR, Level::Unknown),
        vec![Fact::Fault { fault, compartment }]
    );
    assert_eq!(desk.door(DOOR, Level::Unknown), vec![]);
    assert_eq!(
        desk.door(DOOR, Level::Closed),
        vec![Fact::FaultCleared { fault, compartment }]
    );
    let (fault, compartment) = (FaultKind::Board, None);
    assert_eq!(desk.take(Input::BoardSilent), vec![Fact::Fault { fault, compartment }]);
    assert_eq!(desk.take(Input::BoardSilent), vec![]);
    assert_eq!(desk.controller.snapshot(desk.now).doors[0].door, Level::Unknown);
    assert_eq!(
        desk.take(Input::BoardAnswers),
        vec![Fact::FaultCleared { fault, compartment }]
    );
}

#[test]
fn events_count_from_one_in_each_boot_and_wait_over_restarts_in_order() {
    let mut desk = opened();
    desk.restart(Span::seconds(1));
    desk.look(&[1, 2, 3, 4], &[]);
    let told: Vec<_> = desk.told.iter().map(|event| (event.boot, event.seq)).collect();
    assert_eq!(told, vec![(1, 1), (1, 2), (2, 1)]);
    let waiting = |desk: &Desk| desk.controller.record().queue.iter().cloned().collect::<Vec<_>>();
    assert_eq!(waiting(&desk), desk.told);
    let (boot, seq) = (1, 1);
    desk.take(Input::Taken { boot, seq });
    desk.restart(Span::seconds(1));
    assert_eq!(waiting(&desk), desk.told[1..].to_vec());
}
