//! The rules of an organisation for how long things wait: data, with defaults; and what follows from them.
//!
//! What must not be here: where they are kept, and who may change them.

use serde::{Deserialize, Serialize};

use super::Rest;
use crate::{FormCheck, Moment, Refusal, RefusalCode, Span, Timestamp};

/// How long documents wait, when their recipients are reminded, and whether they may ask for more time.
///
/// Every end is the end of a day (23:59:59) at the bank's place: of the day that comes so many days after. Nobody is
/// late in the middle of a day. That holds for the first end and for one that is moved, by the recipient or by staff;
/// after a fault the end is put to the end of the day on which it would be. Here days are
/// numbers; the backend, which knows time zones, makes instants of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keeping {
    /// A document waits to the end of the day that comes so many days after the one on which it is stored.
    pub keep_days: u16,
    /// So many days before the end comes the first reminder, in the morning; 0: none.
    pub first_reminder_days: u16,
    /// So many days before the end comes the last one; 1: on the morning of the last day; 0: none.
    pub last_reminder_days: u16,
    /// By so many days a recipient may move the end, once, before it has passed; 0: not at all.
    pub extend_days: u16,
}

impl Default for Keeping {
    fn default() -> Self {
        Self {
            keep_days: 7,
            first_reminder_days: 2,
            last_reminder_days: 1,
            extend_days: 3,
        }
    }
}

/// Which of the two reminders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reminder {
    /// Some days before the end.
    First,
    /// Closer to it, as a rule on the last day.
    Last,
}

impl Reminder {
    /// Both.
    pub const ALL: [Self; 2] = [Self::First, Self::Last];

    /// The name in the database.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Last => "last",
        }
    }
}

impl Keeping {
    /// The longest time that may be set, in days.
    pub const MOST_DAYS: u16 = 90;
    /// By so many days staff move an end at most, in one go.
    pub const MOST_MOVED: u16 = 60;

    /// Reminders go out so long after their day began: at eight, when people are up.
    pub const MORNING: Span = Span::hours(8);

    /// When the recipient asks for more time: which end is moved, and by how many days.
    ///
    /// # Errors
    /// `NotAllowed` where the organisation does not allow it, `WrongState` when it does not wait, `AlreadyExtended`,
    /// `DeadlinePassed`.
    pub fn extension(
        self,
        rest: Option<Rest>,
        extended: bool,
        now: Timestamp,
    ) -> Result<(Timestamp, u16), RefusalCode> {
        let Some(rest @ Rest::Stored { deadline, .. }) = rest else {
            return Err(RefusalCode::WrongState);
        };
        if self.extend_days == 0 {
            return Err(RefusalCode::NotAllowed);
        }
        if extended {
            return Err(RefusalCode::AlreadyExtended);
        }
        if rest.is_late(now) {
            return Err(RefusalCode::DeadlinePassed);
        }
        Ok((deadline, self.extend_days))
    }

    /// Which reminder is due for a thing that rests, if one is. One whose hour came before the thing was stored is none:
    /// then the first message said it all. One day before the end of a day is its beginning.
    pub fn reminder(self, rest: Rest, now: Timestamp) -> Option<Reminder> {
        let Rest::Stored {
            since,
            deadline,
            paused: None,
            ..
        } = rest
        else {
            return None;
        };
        if now > deadline {
            return None;
        }
        let due = |days: u16| {
            let at = deadline - Span::days(i64::from(days)) + Self::MORNING;
            days > 0 && at > since && at <= now
        };
        if due(self.last_reminder_days) {
            Some(Reminder::Last)
        } else {
            due(self.first_reminder_days).then_some(Reminder::First)
        }
    }
}

/// From when a text message may be sent about an end, by the clock of the place: not before eight and not after nine in
/// the evening, unless the end would have passed by then.
pub fn by_day(here: Moment, end: Timestamp) -> Timestamp {
    let civil = here.civil();
    let minute = i64::from(civil.hour) * 60 + i64::from(civil.minute);
    let wait = match minute {
        m if m < 8 * 60 => 8 * 60 - m,
        m if m >= 21 * 60 => 32 * 60 - m,
        _ => 0,
    };
    let at = here.at + Span::minutes(wait);
    if at < end { at } else { here.at }
}

/// A form: the rules, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields of `Keeping`, as typed")]
pub struct KeepingForm {
    pub keep_days: String,
    pub first_reminder_days: String,
    pub last_reminder_days: String,
    pub extend_days: String,
}

impl KeepingForm {
    /// Checks the form.
    ///
    /// # Errors
    /// `Form` with every field that must change; a reminder must lie within the time, and the first before the last.
    pub fn check(&self) -> Result<Keeping, Refusal> {
        let mut form = FormCheck::default();
        let keep = form.take("keep_days", whole(&self.keep_days, 1, Keeping::MOST_DAYS));
        let most = keep.unwrap_or(Keeping::MOST_DAYS).saturating_sub(1);
        let first = form.take("first_reminder_days", whole(&self.first_reminder_days, 0, most));
        let last = form.take("last_reminder_days", whole(&self.last_reminder_days, 0, most));
        let extend = form.take("extend_days", whole(&self.extend_days, 0, Keeping::MOST_MOVED));
        if let (Some(first), Some(last)) = (first, last)
            && first > 0
            && last >= first
        {
            form.refuse("last_reminder_days", RefusalCode::OutOfRange);
        }
        form.finish()?;
        match (keep, first, last, extend) {
            (Some(keep_days), Some(first_reminder_days), Some(last_reminder_days), Some(extend_days)) => Ok(Keeping {
                keep_days,
                first_reminder_days,
                last_reminder_days,
                extend_days,
            }),
            _ => Err(Refusal::act(RefusalCode::Form)),
        }
    }
}

impl From<Keeping> for KeepingForm {
    fn from(rules: Keeping) -> Self {
        Self {
            keep_days: rules.keep_days.to_string(),
            first_reminder_days: rules.first_reminder_days.to_string(),
            last_reminder_days: rules.last_reminder_days.to_string(),
            extend_days: rules.extend_days.to_string(),
        }
    }
}

/// A whole number of days as typed.
///
/// # Errors
/// `Missing` when empty, `OutOfRange` for everything that is no number between the two.
pub(crate) fn whole(typed: &str, least: u16, most: u16) -> Result<u16, RefusalCode> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(RefusalCode::Missing);
    }
    let days = typed.parse::<u16>().map_err(|_| RefusalCode::OutOfRange)?;
    if (least..=most).contains(&days) {
        Ok(days)
    } else {
        Err(RefusalCode::OutOfRange)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn stored(deadline: Timestamp) -> Rest {
        Rest::Stored {
            since: Timestamp(0),
            deadline,
            exact: None,
            paused: None,
        }
    }

    proptest! {
        #[test]
        fn the_reminders_come_in_their_order_and_never_late(
            keep in 1_u16..30, first in 0_u16..10, last in 0_u16..10, hour in 0_i64..900,
        ) {
            let rules = Keeping { keep_days: keep, first_reminder_days: first, last_reminder_days: last, extend_days: 0 };
            let deadline = Timestamp(0) + Span::days(i64::from(keep));
            let now = Timestamp(0) + Span::hours(hour);
            let left = deadline - now;
            let late_enough = |days: u16| left.0 + Keeping::MORNING.0 <= Span::days(i64::from(days)).0;
            let due = |days: u16| days > 0 && days <= keep && late_enough(days) && left >= Span(0);
            let expected = if due(last) { Some(Reminder::Last) } else { due(first).then_some(Reminder::First) };
            prop_assert_eq!(rules.reminder(stored(deadline), now), expected);
        }

        #[test]
        fn no_telephone_rings_at_night_unless_it_were_too_late(minute in 0_i64..2880, left in 0_i64..3000) {
            let here = Moment { at: Timestamp(0) + Span::minutes(minute), offset_seconds: 7200 };
            let end = here.at + Span::minutes(left);
            let at = by_day(here, end);
            prop_assert!(at >= here.at);
            let hour = Moment { at, ..here }.civil().hour;
            prop_assert!((8..21).contains(&hour) || at == here.at);
            prop_assert!(at == here.at || at < end);
        }
    }

    #[test]
    fn more_time_is_given_once_before_the_end_and_only_where_it_is_allowed() {
        let rules = Keeping::default();
        let end = Timestamp(1_000);
        let rest = Some(stored(end));
        assert_eq!(rules.extension(rest, false, end), Ok((end, 3)));
        assert_eq!(rules.extension(rest, true, end), Err(RefusalCode::AlreadyExtended));
        let late = rules.extension(rest, false, Timestamp(1_001));
        assert_eq!(late, Err(RefusalCode::DeadlinePassed));
        assert_eq!(rules.extension(None, false, end), Err(RefusalCode::WrongState));
        let strict = Keeping {
            extend_days: 0,
            ..rules
        };
        assert_eq!(strict.extension(rest, false, end), Err(RefusalCode::NotAllowed));
    }

    #[test]
    fn rules_that_cannot_be_kept_are_refused() {
        let good = KeepingForm::from(Keeping::default());
        assert_eq!(good.check(), Ok(Keeping::default()));
        let form = KeepingForm {
            keep_days: "0".into(),
            last_reminder_days: "2".into(),
            extend_days: "x".into(),
            ..good
        };
        let refusal = form.check().unwrap_err();
        for field in ["keep_days", "last_reminder_days", "extend_days"] {
            assert_eq!(refusal.at(field), Some(RefusalCode::OutOfRange), "{field}");
        }
        assert_eq!(KeepingForm::default().check().unwrap_err().fields.len(), 4);
    }
}
