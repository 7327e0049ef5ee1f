//! When a kiosk's keypad locks: three wrong codes in a row, for 30 minutes. Scanning goes on working.

use crate::{Span, Timestamp};

/// The keypad of one bank's kiosks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Keypad {
    /// Wrong codes since the last right one or the last lock.
    pub wrong_in_a_row: u32,
    /// Locked until then.
    pub locked_until: Option<Timestamp>,
}

impl Keypad {
    /// So many wrong codes in a row lock it.
    pub const LIMIT: u32 = 3;
    /// For so long.
    pub const LOCK: Span = Span::minutes(30);

    /// Until when it is locked, if it is now.
    pub fn locked_at(self, now: Timestamp) -> Option<Timestamp> {
        self.locked_until.filter(|until| now < *until)
    }

    /// After a wrong code.
    #[must_use]
    pub fn wrong(self, now: Timestamp) -> Self {
        let wrong = self.wrong_in_a_row + 1;
        if wrong < Self::LIMIT {
            return Self {
                wrong_in_a_row: wrong,
                locked_until: None,
            };
        }
        Self {
            wrong_in_a_row: 0,
            locked_until: Some(now + Self::LOCK),
        }
    }

    /// After a right one.
    #[must_use]
    pub const fn right(self) -> Self {
        Self {
            wrong_in_a_row: 0,
            locked_until: self.locked_until,
        }
    }
}

impl Keypad {
    /// After a colleague let it take codes again: nothing is counted, nothing is locked.
    #[must_use]
    pub const fn freed() -> Self {
        Self {
            wrong_in_a_row: 0,
            locked_until: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_in_a_row_lock_for_thirty_minutes() {
        let now = Timestamp(0);
        let pad = Keypad::default().wrong(now).wrong(now);
        assert_eq!(pad.locked_at(now), None);
        let pad = pad.wrong(now);
        assert_eq!(pad.locked_at(now), Some(now + Span::minutes(30)));
        assert_eq!(pad.locked_at(now + Span::minutes(30)), None);
        assert_eq!(
            pad.wrong(now + Span::minutes(31)).locked_at(now + Span::minutes(31)),
            None
        );
    }

    #[test]
    fn a_right_code_begins_anew() {
        let now = Timestamp(0);
        let pad = Keypad::default().wrong(now).wrong(now).right().wrong(now).wrong(now);
        assert_eq!(pad.locked_at(now), None);
    }
}
