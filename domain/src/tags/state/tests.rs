//! The whole table of a key's states and events, and the arithmetic of cover.

use uuid::Uuid;

use super::*;

const NOW: Timestamp = Timestamp(1_772_355_600_000_000);
const BEFORE: Timestamp = Timestamp(1_700_000_000_000_000);
const ANA: PersonId = PersonId(Uuid::from_u128(1));
const ION: PersonId = PersonId(Uuid::from_u128(2));

fn standings() -> [Standing; 4] {
    [
        Standing::Printed,
        Standing::Sold { at: BEFORE },
        Standing::Active {
            owner: ANA,
            since: BEFORE,
        },
        Standing::Lapsed {
            owner: ANA,
            since: BEFORE,
            ended: BEFORE,
        },
    ]
}

fn events() -> [KeyEvent; 8] {
    [
        KeyEvent::Sell,
        KeyEvent::Activate { owner: ION },
        KeyEvent::CoverPaid,
        KeyEvent::CoverEnded,
        KeyEvent::HandOver { to: ION },
        KeyEvent::Release,
        KeyEvent::Block,
        KeyEvent::Unblock,
    ]
}

/// Written out: a `.` is a pair that must be refused.
#[test]
fn every_pair_of_state_and_event() {
    use KeyWord::{Active, Blocked, Lapsed, Printed, Sold};
    let (no, to) = (None, Some::<KeyWord>);
    let open = [
        // sell, activate, paid, ended, hand over, release, block, unblock
        (Printed, [to(Sold), to(Active), no, no, no, no, to(Blocked), no]),
        (Sold, [no, to(Active), no, no, no, no, to(Blocked), no]),
        (
            Active,
            [no, no, to(Active), to(Lapsed), to(Active), to(Sold), to(Blocked), no],
        ),
        (Lapsed, [no, no, to(Active), no, to(Lapsed), to(Sold), to(Blocked), no]),
    ];
    let blocked = [
        (Printed, [no, no, no, no, no, no, no, to(Printed)]),
        (Sold, [no, no, no, no, no, no, no, to(Sold)]),
        (
            Active,
            [no, no, to(Blocked), to(Blocked), no, to(Blocked), no, to(Active)],
        ),
        (Lapsed, [no, no, to(Blocked), no, no, to(Blocked), no, to(Lapsed)]),
    ];
    for standing in standings() {
        let states = [
            (KeyState::Open { standing }, &open),
            (
                KeyState::Blocked {
                    was: standing,
                    at: BEFORE,
                },
                &blocked,
            ),
        ];
        for (state, table) in states {
            let (_, row) = table.iter().find(|(word, _)| *word == standing.word()).unwrap();
            for (event, expected) in events().into_iter().zip(row) {
                let next = state.apply(event, NOW).ok().map(KeyState::word);
                assert_eq!(next, *expected, "{state:?} {event:?}");
            }
        }
    }
}

#[test]
fn a_key_is_not_handed_to_its_own_owner_and_keeps_its_end() {
    let mine = KeyState::Open {
        standing: Standing::Active {
            owner: ANA,
            since: BEFORE,
        },
    };
    assert_eq!(mine.apply(KeyEvent::HandOver { to: ANA }, NOW), Err(NotPossible));
    let lapsed = KeyState::Open {
        standing: Standing::Lapsed {
            owner: ANA,
            since: BEFORE,
            ended: BEFORE,
        },
    };
    let after = lapsed.apply(KeyEvent::HandOver { to: ION }, NOW).unwrap();
    assert_eq!(
        after.standing(),
        Standing::Lapsed {
            owner: ION,
            since: NOW,
            ended: BEFORE
        }
    );
}

#[test]
fn cover_is_extended_from_its_end_or_from_today() {
    let day = Span::days(1);
    let never = Cover { until: None };
    assert!(!never.is_paid(NOW));
    assert_eq!(never.extended(365, NOW).until, Some(NOW + Span::days(365)));
    let running = Cover { until: Some(NOW + day) };
    assert_eq!(running.extended(365, NOW).until, Some(NOW + Span::days(366)));
    assert_eq!(running.days_left(NOW), 1);
    let over = Cover { until: Some(NOW - day) };
    assert_eq!(over.extended(30, NOW).until, Some(NOW + Span::days(30)));
    assert_eq!(over.days_left(NOW), 0);
    let long = Cover {
        until: Some(NOW + Span::days(400)),
    };
    assert_eq!(long.shortened(365, NOW).until, Some(NOW + Span::days(35)));
    assert_eq!(running.shortened(365, NOW).until, Some(NOW));
    assert_eq!(over.shortened(365, NOW), over);
}

#[test]
fn each_reminder_is_told_once_and_a_missed_one_is_not_told_late() {
    let until = NOW + Span::days(31);
    let cover = Cover { until: Some(until) };
    let told = |told, days: i64| cover.reminder(told, until - Span::days(days));
    assert_eq!(told(None, 31), None);
    assert_eq!(told(None, 30), Some(Reminder::Thirty));
    assert_eq!(told(Some(Reminder::Thirty), 20), None);
    assert_eq!(told(None, 5), Some(Reminder::Seven));
    assert_eq!(told(Some(Reminder::Seven), 1), Some(Reminder::One));
    assert_eq!(told(Some(Reminder::One), -3), Some(Reminder::Ended));
    assert_eq!(told(Some(Reminder::Ended), -300), None);
    assert_eq!(Reminder::next(None), Some(Reminder::Thirty));
    assert_eq!(Reminder::next(Some(Reminder::Ended)), None);
    for reminder in Reminder::ALL {
        assert_eq!(Reminder::from_days(reminder.days()), Some(reminder));
    }
}
