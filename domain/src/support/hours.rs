//! When help is given, and until when an answer is promised then: nobody answers in the night, and a promise that passes
//! while everybody sleeps is none.
//!
//! What must not be here: time zones. The backend says when the hours of a day begin and end.

use crate::{Span, Timestamp};

/// The days of a week as they are written, Monday first.
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/// Of a day.
const MINUTES: u16 = 24 * 60;
/// A shift has at least so many minutes; else four hours of a promise could take a year.
const SHORTEST: u16 = 15;

/// The same hours on some days of every week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Shift {
    days: [bool; 7],
    from: u16,
    until: u16,
}

/// The hours of a week in which help is given, by the clock of one place. As a rule always.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HelpHours(Vec<Shift>);

impl HelpHours {
    /// Reads `mon-fri 08:00-18:00, sat 09:00-13:00`; a day ends at `24:00`. Nothing: always.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        if text.is_empty() {
            return Some(Self::default());
        }
        let shifts: Option<Vec<Shift>> = text.split(',').map(Shift::parse).collect();
        shifts.map(Self)
    }

    /// Whether help is given at any time.
    pub fn is_always(&self) -> bool {
        self.0.is_empty()
    }

    /// From which minute of a day (1 is Monday, 7 is Sunday) until which: in order, and apart from each other.
    pub fn on(&self, weekday: u8) -> Vec<(u16, u16)> {
        let day = usize::from(weekday.clamp(1, 7)) - 1;
        let shifts = self.0.iter().filter(|shift| shift.days[day]);
        let mut hours: Vec<(u16, u16)> = shifts.map(|shift| (shift.from, shift.until)).collect();
        hours.sort_unstable();
        let mut apart: Vec<(u16, u16)> = Vec::new();
        for (from, until) in hours {
            match apart.last_mut() {
                Some((_, before)) if from <= *before => *before = until.max(*before),
                _ => apart.push((from, until)),
            }
        }
        apart
    }
}

impl Shift {
    fn parse(text: &str) -> Option<Self> {
        let (days, hours) = text.trim().split_once(' ')?;
        let (from, until) = hours.split_once('-')?;
        let (days, from, until) = (days_of(days)?, minute(from)?, minute(until)?);
        (until >= from + SHORTEST).then_some(Self { days, from, until })
    }
}

/// `sat`, `mon-fri`, `fri-mon`.
fn days_of(text: &str) -> Option<[bool; 7]> {
    let day = |name: &str| DAYS.iter().position(|known| *known == name);
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let (first, last) = (day(first)?, day(last)?);
    let more = (last + 7 - first) % 7;
    let mut days = [false; 7];
    for n in 0..=more {
        days[(first + n) % 7] = true;
    }
    Some(days)
}

/// `08:00`, up to `24:00`.
fn minute(text: &str) -> Option<u16> {
    let two = |digits: &str| {
        let plain = digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit());
        digits.parse::<u16>().ok().filter(|_| plain)
    };
    let (hour, minute) = text.trim().split_once(':')?;
    let (hour, minute) = (two(hour)?, two(minute)?);
    let of_day = hour * 60 + minute;
    (minute < 60 && of_day <= MINUTES).then_some(of_day)
}

/// Until when somebody is answered who asks at `from`, if only the time between opening and closing counts. `open` is in
/// order; none when it ends before `within` has passed.
pub fn answered_by(
    open: impl IntoIterator<Item = (Timestamp, Timestamp)>,
    from: Timestamp,
    within: Span,
) -> Option<Timestamp> {
    let (mut at, mut left) = (from, within);
    for (opens, closes) in open {
        at = at.max(opens);
        if closes <= at {
            continue;
        }
        let room = closes - at;
        if left <= room {
            return Some(at + left);
        }
        left = Span(left.0 - room.0);
        at = closes;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hours_are_read_as_people_write_them() {
        let hours = HelpHours::parse("Mon-Fri 08:00-18:00, sat 09:00-13:00").unwrap();
        let week: Vec<Vec<(u16, u16)>> = (1..=7).map(|day| hours.on(day)).collect();
        for day in &week[..5] {
            assert_eq!(*day, [(480, 1_080)]);
        }
        assert_eq!(week[5], [(540, 780)]);
        assert!(week[6].is_empty());
        // Over the weekend, and through the night.
        let nights = HelpHours::parse("fri-mon 22:00-24:00, sat 00:00-06:00, sat 05:00-07:30").unwrap();
        assert_eq!(nights.on(6), [(0, 450), (1_320, 1_440)]);
        assert_eq!((nights.on(1).len(), nights.on(2).len(), nights.on(5).len()), (1, 0, 1));
        assert!(HelpHours::parse(" ").is_some_and(|hours| hours.is_always()));
    }

    #[test]
    fn what_is_no_hours_is_not_read() {
        for text in [
            "always",
            "mon",
            "mon-fri",
            "08:00-18:00",
            "mon-fri 18:00-08:00",
            "mon-fri 08:00-08:10",
            "mon-fri 8-18",
            "mon-fri 08:60-18:00",
            "mon-fri 08:00-24:01",
            "monday 08:00-18:00",
            "mon 08:00-18:00,",
            "mon +8:00-18:00",
        ] {
            assert_eq!(HelpHours::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_night_between_does_not_count() {
        let hour = |n: i64| Timestamp(0) + Span::hours(n);
        // Two days, eight to eighteen.
        let open = [(hour(8), hour(18)), (hour(32), hour(42))];
        let check = |from, within, expected: Option<i64>| {
            let expected = expected.map(hour);
            assert_eq!(
                answered_by(open, hour(from), Span::hours(within)),
                expected,
                "{from} {within}"
            );
        };
        check(9, 4, Some(13));
        check(14, 4, Some(18));
        check(15, 4, Some(33));
        check(20, 4, Some(36));
        check(0, 4, Some(12));
        check(40, 4, None);
    }

    /// When it is open: in order and apart.
    fn any_open() -> impl Strategy<Value = Vec<(Timestamp, Timestamp)>> {
        let stretch = (1_i64..60, 1_i64..60);
        proptest::collection::vec(stretch, 1..12).prop_map(|stretches| {
            let mut at = 0;
            let place = |(gap, length): (i64, i64)| {
                let opens = at + gap;
                at = opens + length;
                (Timestamp(opens), Timestamp(at))
            };
            stretches.into_iter().map(place).collect()
        })
    }

    /// How much of the time between two instants it is open.
    fn counted(open: &[(Timestamp, Timestamp)], from: Timestamp, until: Timestamp) -> i64 {
        let each = open
            .iter()
            .map(|(opens, closes)| ((*closes).min(until) - (*opens).max(from)).0.max(0));
        each.sum()
    }

    proptest! {
        #[test]
        fn a_promise_lies_within_the_hours_and_never_before_it_was_given(
            open in any_open(), from in 0_i64..400, within in 1_i64..200,
        ) {
            let from = Timestamp(from);
            match answered_by(open.iter().copied(), from, Span(within)) {
                Some(at) => {
                    prop_assert!(at > from);
                    prop_assert!(open.iter().any(|(opens, closes)| *opens < at && at <= *closes));
                    prop_assert_eq!(counted(&open, from, at), within);
                }
                None => prop_assert!(counted(&open, from, Timestamp(i64::MAX)) < within),
            }
        }

        #[test]
        fn who_asks_later_or_is_promised_more_is_not_answered_sooner(
            open in any_open(), from in 0_i64..400, later in 0_i64..100, within in 1_i64..200, more in 0_i64..100,
        ) {
            let by = |from: i64, within: i64| {
                // None is beyond all of them.
                let at = answered_by(open.iter().copied(), Timestamp(from), Span(within));
                at.unwrap_or(Timestamp(i64::MAX))
            };
            prop_assert!(by(from, within) <= by(from + later, within));
            prop_assert!(by(from, within) <= by(from, within + more));
        }

        #[test]
        fn nothing_that_is_written_breaks_it(text in "[a-z0-9:, -]{0,30}") {
            if let Some(hours) = HelpHours::parse(&text) {
                for day in 1..=7 {
                    prop_assert!(hours.on(day).iter().all(|(from, until)| from < until && *until <= MINUTES));
                }
            }
        }
    }
}
