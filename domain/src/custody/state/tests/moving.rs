//! A thing on the way to another compartment, as examples.

use super::*;

/// What holds on the way, whatever happens.
pub(super) fn check(state: State, event: Event, next: State, effect: Option<Effect>) -> Result<(), TestCaseError> {
    // Only staff open, each door for its own sake; and the clock stands still.
    if let (
        State::Resting {
            rest: Rest::Moving { inside, .. },
        },
        State::Opening { purpose, .. },
    ) = (state, next)
    {
        let out = purpose == Purpose::MoveOut;
        let in_again = matches!(purpose, Purpose::MoveIn | Purpose::MoveBack);
        prop_assert!(if inside { out } else { in_again }, "{purpose:?}");
    }
    if next.moving_to().is_some() {
        prop_assert!(time(next).is_some_and(|(_, _, paused)| paused.is_some()));
    }
    // It sets out only from rest, and is in the other compartment only by that one's door.
    if state.moving_to().is_none() && next.moving_to().is_some() {
        prop_assert_eq!((event, state.wire()), (SET_OUT, "stored"));
    }
    if let Some(Effect::Moved { to, .. }) = effect {
        prop_assert_eq!((to, next.wire()), (OTHER, "stored"));
        let by_item = matches!(
            event,
            Event::DoorClosed {
                inside: Inside::Item | Inside::Unsensed,
                ..
            }
        );
        prop_assert!(by_item, "{event:?}");
        let (State::Open { purpose, .. } | State::Opening { purpose, .. }) = state else {
            return Err(TestCaseError::fail("moved by no door"));
        };
        prop_assert_eq!(purpose, Purpose::MoveIn);
    }
    Ok(())
}

#[test]
fn a_thing_is_moved_to_another_door() {
    let mut road = stored();
    road.push(SET_OUT);
    let ordered = run(&road).0;
    assert_eq!((ordered.wire(), ordered.moving_to()), ("moving", Some(9)));
    assert!(ordered.lies_in_its_own());
    assert_eq!(ordered.other_door(Purpose::MoveOut), None);
    for purpose in [Purpose::Pickup, Purpose::MoveIn, Purpose::Return, Purpose::Withdraw] {
        assert_eq!(ordered.apply(order(purpose, 2), Timestamp(0)), Err(NotPossible));
    }
    road.extend([order(Purpose::MoveOut, 2), opened(2), closed(2, Inside::Item)]);
    assert_eq!(run(&road), (ordered, None), "it was not taken out");
    road.extend([order(Purpose::MoveOut, 3), opened(3), closed(3, Inside::Nothing)]);
    let (carried, effect) = run(&road);
    assert_eq!(effect, Some(Effect::TakenOut));
    assert!(!carried.lies_in_its_own());
    assert_eq!(carried.other_door(Purpose::MoveIn), Some(OTHER));
    assert_eq!(carried.apply(Event::Stay, Timestamp(0)), Err(NotPossible), "it is out");
    road.extend([order(Purpose::MoveIn, 4), opened(4), closed(4, Inside::Nothing)]);
    assert_eq!(run(&road), (carried, Some(Effect::NothingInside)));
    road.extend([order(Purpose::MoveIn, 5), opened(5), closed(5, Inside::Item)]);
    let (state, effect) = run(&road);
    assert_eq!(effect, Some(Effect::Moved { to: OTHER, number: 9 }));
    assert_eq!((state.wire(), state.moving_to()), ("stored", None));
    // The time on the way is given back by whoever looks after clocks.
    let back = state.stored().and_then(|rest| rest.given_back(Timestamp(7)));
    assert_eq!(back, Some(END + Span(7)));
}

#[test]
fn a_move_is_given_up_or_undone() {
    let mut road = stored();
    road.extend([SET_OUT, Event::Stay]);
    let (state, effect) = run(&road);
    assert_eq!((state.wire(), effect), ("stored", Some(Effect::PutBack { to: OTHER })));
    road.extend([
        SET_OUT,
        order(Purpose::MoveOut, 2),
        opened(2),
        closed(2, Inside::Nothing),
    ]);
    road.extend([order(Purpose::MoveBack, 3), opened(3), closed(3, Inside::Item)]);
    let (state, effect) = run(&road);
    assert_eq!((state.wire(), effect), ("stored", Some(Effect::PutBack { to: OTHER })));
}

#[test]
fn a_doubt_on_the_way_is_cleared_at_the_door_that_it_is_about() {
    let mut road = stored();
    road.extend([
        SET_OUT,
        order(Purpose::MoveOut, 2),
        opened(2),
        closed(2, Inside::Nothing),
    ]);
    road.extend([order(Purpose::MoveIn, 3), Event::OrderUnclear { command: command(3) }]);
    let (state, effect) = run(&road);
    assert_eq!((state.wire(), effect), ("unclear", Some(Effect::Doubt)));
    assert_eq!(state.other_door(Purpose::Return), Some(OTHER));
    road.extend([order(Purpose::Return, 4), opened(4), closed(4, Inside::Nothing)]);
    assert_eq!(run(&road).1, Some(Effect::TakenBack { was_stored: true }));
}
