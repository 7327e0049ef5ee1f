//! A door that opened without a command, as examples.

use super::*;

const FORCED: Event = Event::Forced { compartment: OWN };
const OTHER_FORCED: Event = Event::Forced { compartment: OTHER };

fn then(events: &[Event]) -> Vec<Event> {
    let mut road = stored();
    road.extend_from_slice(events);
    road
}

#[test]
fn what_waits_inside_is_in_doubt_at_once() {
    let (state, effect) = run(&then(&[FORCED]));
    assert_eq!((state.wire(), effect), ("unclear", Some(Effect::Doubt)));
    assert_eq!(state.apply(FORCED, Timestamp(0)), Err(NotPossible), "once is enough");
    assert_eq!(State::NEW.apply(FORCED, Timestamp(0)), Err(NotPossible), "empty");
}

#[test]
fn an_opening_goes_on_and_ends_in_doubt_if_the_door_does_not_open() {
    let begun = then(&[order(Purpose::Pickup, 2), FORCED]);
    let (state, effect) = run(&begun);
    assert_eq!((state.wire(), effect), ("opening", None));
    let doubt = |end| {
        let (next, effect) = state.apply(end, Timestamp(0)).unwrap();
        (next.wire(), effect)
    };
    let unclear = ("unclear", Some(Effect::Doubt));
    assert_eq!(doubt(Event::OrderFailed { command: command(2) }), unclear);
    assert_eq!(doubt(Event::OrderUnclear { command: command(2) }), unclear);
    // It opens after all: the door answers.
    let open = state.apply(opened(2), Timestamp(0)).unwrap().0;
    let (state, effect) = open.apply(closed(2, Inside::Nothing), Timestamp(0)).unwrap();
    assert_eq!((state.wire(), effect), ("collected", Some(Effect::Collected)));
    let (state, effect) = open.apply(closed(2, Inside::Item), Timestamp(0)).unwrap();
    assert_eq!((state.wire(), effect), ("stored", Some(Effect::LeftInside)));
}

#[test]
fn a_deposit_may_have_gone_in_through_a_forced_door() {
    let begun = [order(Purpose::Deposit, 1), FORCED];
    assert!(run(&begun).0.maybe_inside());
    // Nor does giving it up make the doubt go away.
    for ends in [
        vec![Event::OrderFailed { command: command(1) }],
        vec![Event::Cancel, Event::OrderFailed { command: command(1) }],
    ] {
        let (state, _) = run(&[&begun[..], &ends[..]].concat());
        let doubt = State::Unclear {
            purpose: Purpose::Deposit,
            rest: Rest::Announced,
        };
        assert_eq!(state, doubt);
    }
}

#[test]
fn an_older_doubt_is_kept() {
    let late = Event::OpenedLate {
        purpose: Purpose::Withdraw,
    };
    let begun = then(&[late, order(Purpose::Return, 2), FORCED]);
    let state = run(&begun).0;
    let failed = state.apply(Event::OrderFailed { command: command(2) }, Timestamp(0));
    let State::Unclear { purpose, .. } = failed.unwrap().0 else {
        panic!("it is clear");
    };
    assert_eq!(purpose, Purpose::Withdraw);
}

/// A bank tells force only of a door that it saw shut: the rightful closing was never told.
#[test]
fn a_door_forced_while_it_is_said_to_be_open_was_shut_unseen() {
    let (state, effect) = run(&then(&[order(Purpose::Pickup, 2), opened(2), FORCED]));
    assert_eq!((state.wire(), effect), ("unclear", Some(Effect::Doubt)));
    assert_eq!(state.apply(closed(2, Inside::Nothing), Timestamp(0)), Err(NotPossible));
}

/// Of the two compartments that are kept for a thing on the way, the one counts that it lies in or is about to.
#[test]
fn of_two_doors_one_counts() {
    let concerned = |events: &[Event]| {
        let state = run(&then(events)).0;
        [FORCED, OTHER_FORCED].map(|event| state.apply(event, Timestamp(0)).is_ok())
    };
    let out = [
        SET_OUT,
        order(Purpose::MoveOut, 2),
        opened(2),
        closed(2, Inside::Nothing),
    ];
    let after = |more: &[Event]| [&out[..], more].concat();
    assert_eq!(concerned(&[SET_OUT]), [true, false]);
    assert_eq!(concerned(&out[..2]), [true, false]);
    assert_eq!(concerned(&out[..3]), [true, false]);
    assert_eq!(concerned(&out), [false, false], "in a colleague's hands");
    let goes_in = after(&[order(Purpose::MoveIn, 3), opened(3)]);
    assert_eq!(concerned(&after(&[order(Purpose::MoveIn, 3)])), [false, true]);
    assert_eq!(concerned(&goes_in), [false, true]);
    assert_eq!(concerned(&after(&[order(Purpose::MoveBack, 3)])), [true, false]);
    let doubted = after(&[
        order(Purpose::MoveIn, 3),
        Event::OrderUnclear { command: command(3) },
        order(Purpose::Return, 4),
    ]);
    assert_eq!(concerned(&doubted), [false, true], "staff look where it may be");
    assert_eq!(concerned(&[&doubted[..], &[opened(4)]].concat()), [true, true]);
}
