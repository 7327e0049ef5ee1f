//! A month of the calendar, as figures count them.

use super::error::RefusalCode;
use super::time::{Moment, Timestamp};

/// A month as figures count them: `2026-03`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// The year.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
}

impl Month {
    /// The month of an instant, in UTC.
    pub const fn of(at: Timestamp) -> Self {
        Self::at(Moment::utc(at))
    }

    /// Reads `2026-03`.
    ///
    /// # Errors
    /// `Missing` when empty, `NotAChoice` for what is no month.
    pub fn parse(text: &str) -> Result<Self, RefusalCode> {
        let text = text.trim();
        if text.is_empty() {
            return Err(RefusalCode::Missing);
        }
        let refused = RefusalCode::NotAChoice;
        let (year, month) = text.split_once('-').ok_or(refused)?;
        let digits = |part: &str, n: usize| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) {
            return Err(refused);
        }
        let (year, month) = (year.parse().map_err(|_| refused)?, month.parse().map_err(|_| refused)?);
        if (1..=12).contains(&month) {
            Ok(Self { year, month })
        } else {
            Err(refused)
        }
    }

    /// The next one.
    #[must_use]
    pub const fn after(self) -> Self {
        match self.month {
            12 => Self {
                year: self.year + 1,
                month: 1,
            },
            month => Self {
                year: self.year,
                month: month + 1,
            },
        }
    }

    /// The month that a calendar and a clock on the wall show.
    pub const fn at(moment: Moment) -> Self {
        let civil = moment.civil();
        Self {
            year: civil.year,
            month: civil.month,
        }
    }

    /// As one number that grows with time, for tables: 202603.
    pub fn number(self) -> i64 {
        i64::from(self.year) * 100 + i64::from(self.month)
    }

    /// Reads [`Self::number`].
    pub fn from_number(number: i64) -> Option<Self> {
        let year = i32::try_from(number.div_euclid(100)).ok()?;
        let month = u8::try_from(number.rem_euclid(100)).ok()?;
        (1..=12).contains(&month).then_some(Self { year, month })
    }

    /// So many months earlier.
    #[must_use]
    pub fn back(self, months: u8) -> Self {
        let all = self.year * 12 + i32::from(self.month) - 1 - i32::from(months);
        Self {
            year: all.div_euclid(12),
            month: u8::try_from(all.rem_euclid(12)).unwrap_or(0) + 1,
        }
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_read_written_and_counted_back() {
        let march = Month::parse("2026-03").unwrap();
        assert_eq!(march.to_string(), "2026-03");
        assert_eq!(march.back(3).to_string(), "2025-12");
        assert_eq!(march.back(11).to_string(), "2025-04");
        assert_eq!(march.back(3).after().to_string(), "2026-01");
        assert_eq!(Month::of(Timestamp(1_772_355_600_000_000)), march);
        for bad in ["2026-13", "2026-3", "march", "2026-00"] {
            assert_eq!(Month::parse(bad), Err(RefusalCode::NotAChoice), "{bad}");
        }
    }

    #[test]
    fn a_month_is_a_number_that_grows() {
        let december = Month::parse("2025-12").unwrap();
        assert_eq!(december.number(), 202_512);
        assert!(december.after().number() > december.number());
        for month in [december, december.after()] {
            assert_eq!(Month::from_number(month.number()), Some(month));
        }
        for odd in [202_500, 202_513, -1, i64::MAX] {
            assert_eq!(Month::from_number(odd), None, "{odd}");
        }
    }

    #[test]
    fn the_wall_decides() {
        // 2026-03-31 22:30 in UTC: in Shenzhen it is April.
        let night = Timestamp(1_774_996_200_000_000);
        let there = Moment {
            at: night,
            offset_seconds: 8 * 3600,
        };
        assert_eq!(
            (Month::of(night).to_string(), Month::at(there).to_string()),
            ("2026-03".to_owned(), "2026-04".to_owned())
        );
    }
}
