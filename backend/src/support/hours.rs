//! When help is given, by the clock of the place where it is given. What counts is the domain's; here are the time zones.

use domain::support::{HelpHours, answered_by};
use domain::{Span, Timestamp};
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

/// So many days are looked ahead: more than the longest promise takes in the shortest hours.
const AHEAD: usize = 400;

/// The hours in which help is given, and whose clock they are read from. As a rule always.
#[derive(Debug, Clone, Default)]
pub struct HelpTimes {
    /// The hours of a week.
    pub hours: HelpHours,
    /// The IANA time zone of those who help; UTC if there is no such zone.
    pub time_zone: String,
}

impl HelpTimes {
    /// Until when somebody is answered who asks at `from`, if an answer is promised within so much time.
    pub(super) fn promised(&self, from: Timestamp, within: Span) -> Timestamp {
        let at_once = from + within;
        let Ok(now) = jiff::Timestamp::from_microsecond(from.0) else {
            return at_once;
        };
        if self.hours.is_always() {
            return at_once;
        }
        let zone = TimeZone::get(&self.time_zone).unwrap_or(TimeZone::UTC);
        let today = now.to_zoned(zone.clone()).date();
        let days = std::iter::successors(Some(today), |day| day.tomorrow().ok()).take(AHEAD);
        let open = days.flat_map(|day| self.open_on(day, &zone));
        answered_by(open, from, within).unwrap_or(at_once)
    }

    /// From when until when help is given on this day. Where clocks are changed, an hour that is not there is not counted.
    fn open_on(&self, day: Date, zone: &TimeZone) -> Vec<(Timestamp, Timestamp)> {
        let weekday = u8::try_from(day.weekday().to_monday_one_offset()).unwrap_or(1);
        let at = |minute: u16| {
            let begin = day.to_datetime(Time::midnight());
            let wall = begin.checked_add(jiff::Span::new().minutes(i64::from(minute))).ok()?;
            let instant = wall.to_zoned(zone.clone()).ok()?.timestamp();
            Some(Timestamp(instant.as_microsecond()))
        };
        let hours = self.hours.on(weekday).into_iter();
        hours.filter_map(|(from, until)| at(from).zip(at(until))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instant(text: &str) -> Timestamp {
        let at: jiff::Timestamp = text.parse().unwrap();
        Timestamp(at.as_microsecond())
    }

    #[test]
    fn nights_and_sundays_do_not_count_by_the_clock_of_those_who_help() {
        let times = HelpTimes {
            hours: HelpHours::parse("mon-fri 08:00-18:00, sat 09:00-13:00").unwrap(),
            time_zone: "Europe/Bucharest".to_owned(),
        };
        let check = |from: &str, within: Span, expected: &str| {
            let at = times.promised(instant(from), within);
            assert_eq!(at, instant(expected), "{from}");
        };
        let (soon, later) = (Span::minutes(15), Span::hours(4));
        // A Friday in winter: there it is two hours later than in UTC.
        check("2026-03-06T08:00:00Z", later, "2026-03-06T12:00:00Z");
        check("2026-03-06T15:00:00Z", later, "2026-03-07T10:00:00Z");
        // Saturday evening: on Monday.
        check("2026-03-07T19:00:00Z", soon, "2026-03-09T06:15:00Z");
        check("2026-03-07T19:00:00Z", later, "2026-03-09T10:00:00Z");
        // Clocks go forward on the last Sunday of March.
        check("2026-03-28T19:00:00Z", soon, "2026-03-30T05:15:00Z");
    }

    #[test]
    fn a_night_shift_over_the_change_of_clocks_counts_what_there_was() {
        let times = HelpTimes {
            hours: HelpHours::parse("mon-sun 00:00-06:00").unwrap(),
            time_zone: "Europe/Bucharest".to_owned(),
        };
        // From 03:00 it was 04:00: at 06:00 only five hours had passed.
        let from = instant("2026-03-28T22:00:00Z");
        assert_eq!(times.promised(from, Span::hours(5)), instant("2026-03-29T03:00:00Z"));
        assert_eq!(times.promised(from, Span::hours(6)), instant("2026-03-29T22:00:00Z"));
    }

    #[test]
    fn without_hours_a_promise_is_as_long_as_it_is() {
        let from = instant("2026-03-07T22:30:00Z");
        assert_eq!(
            HelpTimes::default().promised(from, Span::hours(4)),
            from + Span::hours(4)
        );
    }
}
