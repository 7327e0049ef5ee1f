//! A day of the calendar, wherever it is. What must not be here: times of day, and time zones.

use serde::{Deserialize, Serialize};

use crate::{Moment, RefusalCode, Span, Timestamp};

/// A day: how many after 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub i64);

impl Day {
    /// Reads a day as a browser writes it: `2026-03-01`.
    ///
    /// # Errors
    /// `Missing` when empty, `OutOfRange` for a day that no calendar has.
    pub fn parse(text: &str) -> Result<Self, RefusalCode> {
        let text = text.trim();
        if text.is_empty() {
            return Err(RefusalCode::Missing);
        }
        let wrong = RefusalCode::OutOfRange;
        let mut parts = text.split('-').map(str::parse::<i64>);
        let (Some(Ok(year)), Some(Ok(month)), Some(Ok(day)), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(wrong);
        };
        if !(1970..=2200).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return Err(wrong);
        }
        let parsed = Self::of_civil(year, month, day);
        // The 31st of February would be the 3rd of March.
        if parsed.typed() == format!("{year:04}-{month:02}-{day:02}") {
            Ok(parsed)
        } else {
            Err(wrong)
        }
    }

    /// Days before a date of the Gregorian calendar, counted in eras of 400 years that begin on 1 March.
    const fn of_civil(year: i64, month: i64, day: i64) -> Self {
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Self(era * 146_097 + day_of_era - 719_468)
    }

    /// The day that the calendar at the place shows.
    pub const fn at(moment: Moment) -> Self {
        let seconds = moment.at.0.div_euclid(1_000_000) + moment.offset_seconds as i64;
        Self(seconds.div_euclid(86_400))
    }

    /// Its noon in UTC: for showing it as a date.
    pub const fn moment(self) -> Moment {
        Moment::utc(Timestamp(Span::days(self.0).0 + Span::hours(12).0))
    }

    /// As a browser writes it.
    pub fn typed(self) -> String {
        let civil = self.moment().civil();
        format!("{:04}-{:02}-{:02}", civil.year, civil.month, civil.day)
    }

    /// The Monday of its week: as exactly as it is told to people who search.
    #[must_use]
    pub const fn week(self) -> Self {
        // 1970-01-01 was a Thursday.
        Self(self.0 - (self.0 + 3).rem_euclid(7))
    }

    /// So many days later.
    #[must_use]
    pub const fn plus(self, days: i64) -> Self {
        Self(self.0.saturating_add(days))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_and_written_as_browsers_do() {
        for day in -400..80_000 {
            let typed = Day(day).typed();
            if day >= 0 {
                assert_eq!(Day::parse(&typed), Ok(Day(day)), "{typed}");
            }
        }
        assert_eq!(Day::parse("1970-01-01"), Ok(Day(0)));
        assert_eq!(Day::parse(" 2026-03-01 "), Ok(Day(20_513)));
        assert_eq!(Day::parse(""), Err(RefusalCode::Missing));
        for wrong in [
            "2026-02-29",
            "2026-13-01",
            "2026-03",
            "01.03.2026",
            "2026-03-01-01",
            "1900-01-01",
        ] {
            assert_eq!(Day::parse(wrong), Err(RefusalCode::OutOfRange), "{wrong}");
        }
    }

    #[test]
    fn a_week_begins_on_monday_and_a_day_where_the_clock_hangs() {
        let sunday = Day::parse("2026-03-01").unwrap();
        assert_eq!(sunday.week().typed(), "2026-02-23");
        assert_eq!(sunday.plus(1).week().typed(), "2026-03-02");
        let late = Moment {
            at: Timestamp(Span::days(1).0 - 1),
            offset_seconds: 7_200,
        };
        assert_eq!((Day::at(Moment::utc(late.at)), Day::at(late)), (Day(0), Day(1)));
    }
}
