//! The rules of the state machine, as examples and as properties.

mod forced;
mod moving;

use super::*;
use crate::Span;
use proptest::prelude::*;
use uuid::Uuid;

const KEEP: Span = Span::days(7);
const DAY: Span = Span::days(1);
const OWN: CompartmentId = CompartmentId(Uuid::from_u128(8));
const OTHER: CompartmentId = CompartmentId(Uuid::from_u128(9));
const SET_OUT: Event = Event::SetOut { to: OTHER, number: 9 };
/// Of what is stored in the first instant of time.
const END: Timestamp = Timestamp(KEEP.0);

fn command(n: u128) -> CommandId {
    CommandId(Uuid::from_u128(n))
}

fn any_event() -> impl Strategy<Value = Event> {
    let id = (0_u128..3).prop_map(command);
    let purpose = proptest::sample::select(Purpose::ALL.to_vec());
    let inside = prop_oneof![Just(Inside::Item), Just(Inside::Nothing), Just(Inside::Unsensed)];
    prop_oneof![
        (purpose, id.clone()).prop_map(|(purpose, command)| Event::Order { purpose, command }),
        id.clone().prop_map(|command| Event::DoorOpened { command }),
        (id.clone(), inside).prop_map(|(command, inside)| Event::DoorClosed {
            command,
            inside,
            until: END
        }),
        id.clone().prop_map(|command| Event::OrderFailed { command }),
        id.prop_map(|command| Event::OrderUnclear { command }),
        Just(Event::Cancel),
        (0_i64..80).prop_map(|more| Event::GoOn {
            until: Timestamp(KEEP.0 + more)
        }),
        (-5_i64..80).prop_map(|at| Event::StopClock { since: Timestamp(at) }),
        (0_i64..80).prop_map(|more| Event::Extend {
            until: Timestamp(KEEP.0 + more)
        }),
        Just(Event::OpenedLate {
            purpose: Purpose::Pickup
        }),
        Just(Event::Forced { compartment: OWN }),
        Just(Event::Forced { compartment: OTHER }),
        Just(SET_OUT),
        Just(Event::Stay),
    ]
}

proptest! {
    #[test]
    fn whatever_happens(events in proptest::collection::vec(any_event(), 0..60)) {
        let mut state = State::NEW;
        for (n, event) in events.into_iter().enumerate() {
            let now = Timestamp(i64::try_from(n).unwrap());
            let Ok((next, effect)) = state.apply(event, now) else { continue };
            prop_assert!(state.holds_compartment(), "an end is an end");
            // Secrets are issued exactly when a thing comes to rest inside after a deposit.
            let stored_now = matches!(next, State::Resting { rest: Rest::Stored { since, .. } } if since == now)
                && !matches!(state, State::Resting { .. });
            prop_assert_eq!(effect == Some(Effect::Issue), stored_now && matches!(state,
                State::Open { purpose: Purpose::Deposit, .. } | State::Opening { purpose: Purpose::Deposit, .. }));
            // Nothing is collected but through a door that was opened for it.
            if let State::Ended { ending: Ending::Collected, .. } = next {
                prop_assert!(
                    matches!(event, Event::DoorClosed { .. }),
                    "collected by {:?}", event
                );
            }
            // A recipient never opens what is unclear.
            if let (State::Unclear { .. }, State::Opening { purpose, .. }) = (state, next) {
                prop_assert!(matches!(purpose, Purpose::Return | Purpose::Withdraw));
            }
            moving::check(state, event, next, effect)?;
            // An end never comes nearer, and moves only while nothing else happens.
            if let (Some((_, before, _)), Some((_, after, _))) = (time(state), time(next)) {
                prop_assert!(after >= before, "{:?} took time away", event);
                let may_move = matches!(event, Event::Extend { .. } | Event::GoOn { .. });
                prop_assert!(after == before || may_move, "{:?} moved the end", event);
            }
            // While the clock stands still nobody is late, however long it takes.
            if let Some((_, _, Some(_))) = time(next) {
                prop_assert!(!next.stored().is_some_and(|rest| rest.is_late(Timestamp(i64::MAX))));
            }
            // What is unclear becomes clear by a door that was seen to close, and by nothing else.
            let doubted = matches!(state, State::Unclear { .. } | State::Opening { doubt: Some(_), .. });
            if doubted && matches!(next, State::Resting { .. } | State::Ended { .. }) {
                prop_assert!(matches!(event, Event::DoorClosed { .. }), "clear by {:?}", event);
            }
            state = next;
        }
    }

    #[test]
    fn a_fault_gives_back_the_time_that_it_took(begin in 0_i64..KEEP.0, length in 0_i64..KEEP.0) {
        let state = run(&stored()).0;
        let (_, deadline, _) = time(state).unwrap();
        let (since, over) = (Timestamp(begin), Timestamp(begin + length));
        let still = state.apply(Event::StopClock { since }, over).unwrap().0;
        prop_assert!(still.apply(Event::StopClock { since }, over).is_err(), "it stands still already");
        prop_assert!(still.apply(order(Purpose::Pickup, 2), Timestamp(KEEP.0 * 3)).is_ok(), "nobody is late meanwhile");
        let gone_on = |until| time(still.apply(Event::GoOn { until }, over).unwrap().0).unwrap();
        let (_, after, paused) = gone_on(deadline);
        prop_assert_eq!(paused, None);
        prop_assert_eq!(after - deadline, over - since, "never less, whatever is asked for");
        let (_, rounded, _) = gone_on(after + Span(1));
        prop_assert_eq!(rounded, after + Span(1));
    }

    /// What rounding gave is used up before the end moves again.
    #[test]
    fn many_short_faults_give_no_more_than_one_long_one(lengths in proptest::collection::vec(1_i64..DAY.0 / 4, 1..9)) {
        let to_the_day = |at: Timestamp| Timestamp((at.0 + DAY.0 - 1) / DAY.0 * DAY.0);
        let mut state = run(&stored()).0;
        let (mut now, mut lost) = (Timestamp(0), 0);
        for length in lengths {
            state = state.apply(Event::StopClock { since: now }, now).unwrap().0;
            (now, lost) = (now + Span(length), lost + length);
            let until = to_the_day(state.stored().and_then(|rest| rest.given_back(now)).unwrap());
            state = state.apply(Event::GoOn { until }, now).unwrap().0;
        }
        let (_, after, _) = time(state).unwrap();
        prop_assert_eq!(after, to_the_day(END + Span(lost)));
    }
}

/// Since when, until when, and since when the clock stands still.
fn time(state: State) -> Option<(Timestamp, Timestamp, Option<Timestamp>)> {
    match state {
        State::Resting { rest }
        | State::Opening { rest, .. }
        | State::Open { rest, .. }
        | State::Unclear { rest, .. } => match rest {
            Rest::Announced => None,
            Rest::Stored {
                since,
                deadline,
                paused,
                ..
            } => Some((since, deadline, paused)),
            Rest::Moving {
                since,
                deadline,
                paused,
                ..
            } => Some((since, deadline, Some(paused))),
        },
        State::Ended { .. } => None,
    }
}

#[test]
fn a_fault_that_began_after_the_end_gives_nothing_back() {
    let state = run(&stored()).0;
    let late = Timestamp(KEEP.0 + 1);
    assert_eq!(state.apply(Event::StopClock { since: late }, late), Err(NotPossible));
    assert_eq!(state.apply(Event::GoOn { until: late }, late), Err(NotPossible));
    assert_eq!(
        State::NEW.apply(Event::StopClock { since: Timestamp(0) }, late),
        Err(NotPossible)
    );
}

#[test]
fn an_end_is_moved_only_to_a_later_one() {
    let state = run(&stored()).0;
    let same = Event::Extend {
        until: Timestamp(KEEP.0),
    };
    assert_eq!(state.apply(same, Timestamp(0)), Err(NotPossible));
    let later = Event::Extend {
        until: Timestamp(KEEP.0 * 2),
    };
    // What a fault takes from an end that somebody chose is counted from there.
    let still = state
        .apply(Event::StopClock { since: Timestamp(0) }, Timestamp(0))
        .unwrap()
        .0;
    let far = Event::GoOn { until: END + DAY };
    let rounded = still.apply(far, Timestamp(1)).unwrap().0;
    let moved = rounded.apply(later, Timestamp(1)).unwrap().0;
    let again = moved
        .apply(Event::StopClock { since: Timestamp(1) }, Timestamp(1))
        .unwrap()
        .0;
    let back = again.stored().and_then(|rest| rest.given_back(Timestamp(5)));
    assert_eq!(back, Some(Timestamp(KEEP.0 * 2 + 4)));
    // Also when it has passed already: then the recipient may come again.
    let again = state.apply(later, Timestamp(KEEP.0 + 1)).unwrap().0;
    assert!(again.apply(order(Purpose::Pickup, 2), Timestamp(KEEP.0 + 2)).is_ok());
    let opening = state.apply(order(Purpose::Pickup, 2), Timestamp(0)).unwrap().0;
    assert_eq!(opening.apply(later, Timestamp(0)), Err(NotPossible));
}

#[test]
fn a_state_from_before_there_were_faults_is_read() {
    let old = r#"{"state":"resting","rest":{"rest":"stored","since":1,"deadline":9}}"#;
    let state: State = serde_json::from_str(old).unwrap();
    assert_eq!(time(state), Some((Timestamp(1), Timestamp(9), None)));
    assert_eq!(serde_json::to_string(&state).unwrap(), old);
}

fn run(events: &[Event]) -> (State, Option<Effect>) {
    let mut last = (State::NEW, None);
    for event in events {
        last = last.0.apply(*event, Timestamp(0)).unwrap();
    }
    last
}

fn order(purpose: Purpose, n: u128) -> Event {
    Event::Order {
        purpose,
        command: command(n),
    }
}

fn opened(n: u128) -> Event {
    Event::DoorOpened { command: command(n) }
}

fn closed(n: u128, inside: Inside) -> Event {
    Event::DoorClosed {
        command: command(n),
        inside,
        until: END,
    }
}

fn stored() -> Vec<Event> {
    vec![order(Purpose::Deposit, 1), opened(1), closed(1, Inside::Item)]
}

#[test]
fn a_document_goes_in_and_comes_out() {
    assert_eq!(run(&stored()).1, Some(Effect::Issue));
    let mut road = stored();
    road.extend([order(Purpose::Pickup, 2), opened(2), closed(2, Inside::Nothing)]);
    let (state, effect) = run(&road);
    assert_eq!(
        state,
        State::Ended {
            ending: Ending::Collected,
            at: Timestamp(0)
        }
    );
    assert_eq!(effect, Some(Effect::Collected));
}

#[test]
fn closed_empty_is_not_stored_and_left_inside_is_not_collected() {
    assert_eq!(
        run(&[order(Purpose::Deposit, 1), opened(1), closed(1, Inside::Nothing)]),
        (State::NEW, Some(Effect::NothingInside))
    );
    let mut road = stored();
    road.extend([order(Purpose::Pickup, 2), opened(2), closed(2, Inside::Item)]);
    let (state, effect) = run(&road);
    assert!(matches!(
        state,
        State::Resting {
            rest: Rest::Stored { .. }
        }
    ));
    assert_eq!(effect, Some(Effect::LeftInside));
}

#[test]
fn a_failed_order_leaves_everything_as_it_was() {
    let mut road = stored();
    let before = run(&road).0;
    road.extend([order(Purpose::Pickup, 2), Event::OrderFailed { command: command(2) }]);
    assert_eq!(run(&road).0, before);
}

#[test]
fn a_foreign_command_moves_nothing() {
    let state = run(&[order(Purpose::Deposit, 1)]).0;
    assert_eq!(state.apply(opened(9), Timestamp(0)), Err(NotPossible));
    assert_eq!(state.apply(closed(9, Inside::Item), Timestamp(0)), Err(NotPossible));
}

#[test]
fn after_the_deadline_only_staff_open() {
    let state = run(&stored()).0;
    let late = Timestamp(KEEP.0 + 1);
    assert_eq!(state.apply(order(Purpose::Pickup, 2), late), Err(NotPossible));
    assert!(state.apply(order(Purpose::Return, 2), late).is_ok());
}

#[test]
fn a_door_that_opened_after_we_gave_up_is_for_humans() {
    let mut road = stored();
    road.push(Event::OpenedLate {
        purpose: Purpose::Pickup,
    });
    let (state, effect) = run(&road);
    assert_eq!((state.wire(), effect), ("unclear", Some(Effect::Doubt)));
    assert_eq!(state.apply(order(Purpose::Pickup, 3), Timestamp(0)), Err(NotPossible));
}

#[test]
fn cancelling_with_an_open_door_waits_for_the_door() {
    let (state, _) = run(&[order(Purpose::Deposit, 1), opened(1), Event::Cancel]);
    assert!(state.holds_compartment());
    let (state, effect) = state.apply(closed(1, Inside::Nothing), Timestamp(0)).unwrap();
    assert_eq!(state.wire(), "cancelled");
    assert_eq!(effect, Some(Effect::TakenBack { was_stored: false }));
    let (state, effect) = run(&[
        order(Purpose::Deposit, 1),
        opened(1),
        Event::Cancel,
        closed(1, Inside::Item),
    ]);
    assert_eq!(state.wire(), "unclear");
    assert_eq!(effect, Some(Effect::Doubt));
    let (state, _) = state.apply(order(Purpose::Withdraw, 2), Timestamp(0)).unwrap();
    assert_eq!(state.wire(), "opening");
}

#[test]
fn cancelling_before_the_door_opened_ends_when_it_stays_shut() {
    let (state, _) = run(&[
        order(Purpose::Deposit, 1),
        Event::Cancel,
        Event::OrderFailed { command: command(1) },
    ]);
    assert_eq!(state.wire(), "cancelled");
}

/// The power failed around the pulse of a deposit; whoever cancels then must see the open compartment.
#[test]
fn a_doubt_outlives_a_door_that_stays_shut() {
    let unclear = [order(Purpose::Deposit, 1), Event::OrderUnclear { command: command(1) }];
    let doubt = State::Unclear {
        purpose: Purpose::Deposit,
        rest: Rest::Announced,
    };
    assert_eq!(run(&unclear).0, doubt);
    let tried = [unclear[0], unclear[1], order(Purpose::Withdraw, 2)];
    assert!(run(&tried).0.maybe_inside());
    for end in [
        Event::OrderFailed { command: command(2) },
        Event::OrderUnclear { command: command(2) },
    ] {
        let (state, effect) = run(&[tried[0], tried[1], tried[2], end]);
        assert_eq!((state, effect), (doubt, Some(Effect::Doubt)));
    }
}
