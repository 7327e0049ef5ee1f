//! The hours in which no telephone shall ring. Pure arithmetic on minutes of a day.

use serde::{Deserialize, Serialize};

use crate::RefusalCode;

const DAY: u16 = 24 * 60;

/// Every day from one time to another, by the owner's own clock; may pass midnight. Mail is not held back, calls and
/// text messages are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuietHours {
    /// The first quiet minute, after midnight.
    from: u16,
    /// The first minute that is not quiet again.
    until: u16,
}

impl QuietHours {
    /// From minutes after midnight.
    ///
    /// # Errors
    /// `OutOfRange` for a minute that no day has, and when both are the same (all day or never: nobody could tell).
    pub const fn new(from: u16, until: u16) -> Result<Self, RefusalCode> {
        if from >= DAY || until >= DAY || from == until {
            return Err(RefusalCode::OutOfRange);
        }
        Ok(Self { from, until })
    }

    /// The first quiet minute after midnight.
    pub const fn from(self) -> u16 {
        self.from
    }

    /// The first minute after midnight that is not quiet again.
    pub const fn until(self) -> u16 {
        self.until
    }

    /// How many minutes of quiet are left at this minute of the day; 0 when it is not quiet.
    pub const fn left(self, minute: u16) -> u16 {
        let since = (minute % DAY + DAY - self.from) % DAY;
        let length = (self.until + DAY - self.from) % DAY;
        length.saturating_sub(since)
    }
}

/// Reads a time of day as forms send it (`22:00`), in minutes after midnight.
///
/// # Errors
/// `Missing` when empty, `NotAChoice` for what is no time.
pub(super) fn minute_of_day(text: &str) -> Result<u16, RefusalCode> {
    let text = text.trim();
    if text.is_empty() {
        return Err(RefusalCode::Missing);
    }
    let (hours, minutes) = text.split_once(':').ok_or(RefusalCode::NotAChoice)?;
    // Some browsers send seconds too.
    let minutes = minutes.get(..2).ok_or(RefusalCode::NotAChoice)?;
    let number = |text: &str| text.parse::<u16>().map_err(|_| RefusalCode::NotAChoice);
    match (number(hours)?, number(minutes)?) {
        (hours @ 0..=23, minutes @ 0..=59) => Ok(hours * 60 + minutes),
        _ => Err(RefusalCode::NotAChoice),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quiet_hours_may_pass_midnight() {
        let night = QuietHours::new(22 * 60, 7 * 60).unwrap();
        for (minute, left) in [
            (22 * 60, 540),
            (23 * 60, 480),
            (0, 420),
            (419, 1),
            (420, 0),
            (12 * 60, 0),
            (1319, 0),
        ] {
            assert_eq!(night.left(minute), left, "{minute}");
        }
        let nap = QuietHours::new(13 * 60, 15 * 60).unwrap();
        assert_eq!((nap.left(13 * 60), nap.left(15 * 60), nap.left(60)), (120, 0, 0));
        assert!(QuietHours::new(60, 60).is_err());
        assert!(QuietHours::new(0, 1440).is_err());
    }

    #[test]
    fn a_time_of_day_is_read_as_browsers_send_it() {
        assert_eq!(minute_of_day("07:30"), Ok(450));
        assert_eq!(minute_of_day("23:59:00"), Ok(1439));
        assert_eq!(minute_of_day(" "), Err(RefusalCode::Missing));
        for bad in ["24:00", "7", "07:6", "aa:bb", "12:60"] {
            assert_eq!(minute_of_day(bad), Err(RefusalCode::NotAChoice), "{bad}");
        }
    }
}
