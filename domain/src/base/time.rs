//! Time: instants in UTC microseconds, lengths, and what a person at a place reads off the wall.
//!
//! Nobody here knows what time it is; the backend's clock says so. No time-zone tables either:
//! the backend looks the offset up, and a [`Moment`] carries it to the screen.

use std::ops::{Add, Sub};

use serde::{Deserialize, Serialize};

/// An instant: microseconds since 1970-01-01 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

/// A length of time in microseconds; may be negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Span(pub i64);

impl Span {
    /// So many milliseconds.
    pub const fn millis(n: i64) -> Self {
        Self(n * 1_000)
    }
    /// So many seconds.
    pub const fn seconds(n: i64) -> Self {
        Self(n * 1_000_000)
    }
    /// So many minutes.
    pub const fn minutes(n: i64) -> Self {
        Self::seconds(n * 60)
    }
    /// So many hours.
    pub const fn hours(n: i64) -> Self {
        Self::minutes(n * 60)
    }
    /// So many days of 24 hours.
    pub const fn days(n: i64) -> Self {
        Self::hours(n * 24)
    }
    /// Whole seconds, rounded down.
    pub const fn as_seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }
}

impl Add<Span> for Timestamp {
    type Output = Self;
    fn add(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0))
    }
}

impl Sub<Span> for Timestamp {
    type Output = Self;
    fn sub(self, span: Span) -> Self {
        Self(self.0.saturating_sub(span.0))
    }
}

impl Sub for Timestamp {
    type Output = Span;
    fn sub(self, earlier: Self) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }
}

/// An instant together with the offset of the place where it is read, so that a screen can show it
/// without time-zone tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// When.
    pub at: Timestamp,
    /// How far the place's clock is ahead of UTC at that instant, in seconds.
    pub offset_seconds: i32,
}

/// What a wall clock and a calendar (Gregorian) at the place show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "a date and a time of day name themselves")]
pub struct Civil {
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
    pub hour: u8,
    pub minute: u8,
    pub second: u8,
    /// 1 is Monday, 7 is Sunday.
    pub weekday: u8,
}

impl Moment {
    /// An instant as read in UTC.
    pub const fn utc(at: Timestamp) -> Self {
        Self { at, offset_seconds: 0 }
    }

    /// What the wall clock at the place shows.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "each value is in the range that its comment states; a year of an i64 of microseconds fits an i32"
    )]
    pub const fn civil(self) -> Civil {
        let seconds = self.at.0.div_euclid(1_000_000) + self.offset_seconds as i64;
        let days = seconds.div_euclid(86_400);
        let rest = seconds.rem_euclid(86_400);
        // Days to date in the proleptic Gregorian calendar, counted in eras of 400 years
        // that begin on 1 March (so that the leap day comes last).
        let shifted = days + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 {
            month_from_march + 3
        } else {
            month_from_march - 9
        };
        let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
        Civil {
            year: year as i32,
            month: month as u8,
            day: day as u8,
            hour: (rest / 3_600) as u8,
            minute: (rest / 60 % 60) as u8,
            second: (rest % 60) as u8,
            weekday: (days + 3).rem_euclid(7) as u8 + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_calendar_agrees_with_a_library(seconds in -60_000_000_000_i64..250_000_000_000, offset in -50_000_i32..50_000) {
            let offset = offset / 900 * 900;
            let ours = Moment { at: Timestamp(seconds * 1_000_000), offset_seconds: offset }.civil();
            let zone = jiff::tz::TimeZone::fixed(jiff::tz::Offset::from_seconds(offset).unwrap());
            let theirs = jiff::Timestamp::from_second(seconds).unwrap().to_zoned(zone);
            prop_assert_eq!(
                (ours.year, ours.month, ours.day, ours.hour, ours.minute, ours.second, ours.weekday),
                (
                    i32::from(theirs.year()),
                    theirs.month().unsigned_abs(),
                    theirs.day().unsigned_abs(),
                    theirs.hour().unsigned_abs(),
                    theirs.minute().unsigned_abs(),
                    theirs.second().unsigned_abs(),
                    theirs.weekday().to_monday_one_offset().unsigned_abs(),
                )
            );
        }
    }
}
