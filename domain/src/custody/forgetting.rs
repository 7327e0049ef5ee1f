//! For how long an organisation remembers whose a finished thing was.
//!
//! What must not be here: what is forgotten, and in which order. The slices know that, each of its own.

use serde::{Deserialize, Serialize};

use super::whole;
use crate::{FormCheck, Refusal, RefusalCode, Span, Timestamp};

/// The term. It begins when a thing is collected, taken back or cancelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forgetting {
    /// So many months later its recipient is forgotten: name, ways to reach them, and what was written about them.
    pub months: u16,
}

impl Default for Forgetting {
    fn default() -> Self {
        Self { months: 12 }
    }
}

impl Forgetting {
    /// The shortest: whoever misses something has asked by then.
    pub const LEAST: u16 = 3;
    /// The longest.
    pub const MOST: u16 = 120;
    /// A twelfth of a year of 365 days, so that no month is longer than another.
    const MONTH: Span = Span::hours(730);

    /// What ended before this is forgotten now.
    pub fn before(self, now: Timestamp) -> Timestamp {
        now - Span(Self::MONTH.0 * i64::from(self.months))
    }
}

/// A form: the term, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ForgettingForm {
    /// [`Forgetting::months`].
    pub forget_months: String,
}

impl ForgettingForm {
    /// Checks the form.
    ///
    /// # Errors
    /// `Form` at `forget_months`.
    pub fn check(&self) -> Result<Forgetting, Refusal> {
        let mut form = FormCheck::default();
        let typed = whole(&self.forget_months, Forgetting::LEAST, Forgetting::MOST);
        let months = form.take("forget_months", typed);
        form.finish()?;
        let months = months.ok_or(Refusal::act(RefusalCode::Form))?;
        Ok(Forgetting { months })
    }
}

impl From<Forgetting> for ForgettingForm {
    fn from(term: Forgetting) -> Self {
        Self {
            forget_months: term.months.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_twelve_months_and_nothing_shorter_than_three_is_taken() {
        let now = Timestamp(0) + Span::days(1_000);
        assert_eq!(Forgetting::default().before(now), Timestamp(0) + Span::days(635));
        let typed = |months: &str| {
            let forget_months = months.to_owned();
            ForgettingForm { forget_months }.check()
        };
        assert_eq!(typed(" 3 "), Ok(Forgetting { months: 3 }));
        assert_eq!(typed("120").map(|term| term.months), Ok(120));
        for (months, why) in [
            ("", RefusalCode::Missing),
            ("2", RefusalCode::OutOfRange),
            ("121", RefusalCode::OutOfRange),
        ] {
            assert_eq!(typed(months).unwrap_err().at("forget_months"), Some(why), "{months}");
        }
        let kept = ForgettingForm::from(Forgetting::default());
        assert_eq!(kept.check(), Ok(Forgetting::default()));
    }
}
