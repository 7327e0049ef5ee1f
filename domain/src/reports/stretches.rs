//! Days of a place over some months: a clock that is changed cuts time into stretches, and within each of them a day is
//! one division. What must not be here: tables of time zones; whoever asks looks the changes up.

use crate::{Day, Moment, Timestamp};

/// A time in which the clocks of a place are so far ahead of UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// The first instant.
    pub from: Timestamp,
    /// The first instant that is no longer in it.
    pub until: Timestamp,
    /// How far ahead, in seconds.
    pub offset_seconds: i32,
}

impl Stretch {
    /// The day that the calendar of the place shows at an instant of this stretch.
    pub const fn day(self, at: Timestamp) -> Day {
        Day::at(Moment {
            at,
            offset_seconds: self.offset_seconds,
        })
    }
}

/// Cuts a time where the clocks of a place are changed. `offset` is how far ahead they are at its begin, `changes` are the
/// instants of the changes after that and how far ahead the clocks are from then on, in the order of time.
pub fn stretches(
    (from, until): (Timestamp, Timestamp),
    offset: i32,
    changes: impl IntoIterator<Item = (Timestamp, i32)>,
) -> Vec<Stretch> {
    let mut all = Vec::new();
    let (mut begin, mut offset_seconds) = (from, offset);
    for (at, after) in changes.into_iter().take_while(|(at, _)| *at < until) {
        if at > begin && after != offset_seconds {
            all.push(Stretch {
                from: begin,
                until: at,
                offset_seconds,
            });
            begin = at;
        }
        offset_seconds = after;
    }
    if begin < until {
        all.push(Stretch {
            from: begin,
            until,
            offset_seconds,
        });
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Span;
    use jiff::tz::TimeZone;
    use proptest::prelude::*;

    const ZONES: [&str; 7] = [
        "Europe/Bucharest",
        "Europe/Moscow",
        "Asia/Shanghai",
        "Africa/Cairo",
        "America/St_Johns",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
    ];

    fn cut(zone: &TimeZone, (from, until): (Timestamp, Timestamp)) -> Vec<Stretch> {
        let begin = jiff::Timestamp::from_microsecond(from.0).unwrap();
        let changes = zone.following(begin).map(|change| {
            (
                Timestamp(change.timestamp().as_microsecond()),
                change.offset().seconds(),
            )
        });
        stretches((from, until), zone.to_offset(begin).seconds(), changes)
    }

    #[test]
    fn a_day_on_which_clocks_are_changed_is_one_day() {
        // 2026-10-25 in Bucharest has 25 hours.
        let zone = TimeZone::get("Europe/Bucharest").unwrap();
        let begin: jiff::Timestamp = "2026-10-24T21:00:00Z".parse().unwrap();
        let from = Timestamp(begin.as_microsecond());
        let both = cut(&zone, (from, from + Span::hours(25)));
        let offsets: Vec<i32> = both.iter().map(|stretch| stretch.offset_seconds / 3600).collect();
        assert_eq!(offsets, [3, 2]);
        let sunday = Day::parse("2026-10-25").unwrap();
        for hour in 0..25 {
            let at = from + Span::hours(hour);
            let stretch = both.iter().find(|one| one.from <= at && at < one.until).unwrap();
            assert_eq!(stretch.day(at), sunday, "{hour}");
        }
    }

    #[test]
    fn nothing_is_cut_where_clocks_hang_still() {
        let (from, until) = (Timestamp(0), Timestamp(Span::days(90).0));
        assert_eq!(stretches((from, until), 28_800, []).len(), 1);
        assert!(stretches((until, from), 28_800, []).is_empty());
        // A change of the law that moves no hand.
        assert_eq!(stretches((from, until), 3_600, [(Timestamp(5), 3_600)]).len(), 1);
    }

    proptest! {
        #[test]
        fn days_are_those_of_the_place_and_no_instant_is_lost_or_counted_twice(
            zone in 0..ZONES.len(),
            begin in 0_i64..2_400_000_000,
            hours in 1_i64..9_000,
            part in 0_i64..1_000,
        ) {
            let zone = TimeZone::get(ZONES[zone]).unwrap();
            let from = Timestamp(begin * 1_000_000);
            let until = from + Span::hours(hours);
            let all = cut(&zone, (from, until));
            prop_assert_eq!(all.first().unwrap().from, from);
            prop_assert_eq!(all.last().unwrap().until, until);
            for pair in all.windows(2) {
                prop_assert_eq!(pair[0].until, pair[1].from);
            }
            let at = Timestamp(from.0 + Span::hours(hours).0 / 1_000 * part);
            let mut holding = all.iter().filter(|one| one.from <= at && at < one.until);
            let stretch = holding.next().unwrap();
            prop_assert!(holding.next().is_none());
            let there = jiff::Timestamp::from_microsecond(at.0).unwrap().to_zoned(zone).date();
            prop_assert_eq!(stretch.day(at).typed(), there.to_string());
        }
    }
}
