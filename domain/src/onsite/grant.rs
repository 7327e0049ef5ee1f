//! How long a colleague is signed in at a kiosk, and how that ends.

use crate::{Span, Timestamp};

/// That a colleague is signed in at a kiosk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    /// It is over then, whatever is being done.
    pub until: Timestamp,
    /// When the kiosk last asked for it: one that asks no more shows it to nobody.
    pub seen_at: Timestamp,
}

impl Grant {
    /// So long at most.
    pub const LIFE: Span = Span::minutes(10);
    /// So long without a question from the kiosk: its page is gone, or the network is.
    pub const UNSEEN: Span = Span::seconds(30);

    /// One that begins now.
    pub fn begun(now: Timestamp) -> Self {
        Self {
            until: now + Self::LIFE,
            seen_at: now,
        }
    }

    /// How it has ended by now, if it has.
    pub fn over_at(self, now: Timestamp) -> Option<GrantEnd> {
        if now >= self.until {
            Some(GrantEnd::Time)
        } else if now >= self.seen_at + Self::UNSEEN {
            Some(GrantEnd::Left)
        } else {
            None
        }
    }
}

/// How a grant ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GrantEnd {
    /// Signed out at the kiosk, or nobody touched it.
    Kiosk,
    /// Signed out on the phone.
    Phone,
    /// Signed in at another kiosk.
    Elsewhere,
    /// The kiosk's page went away, or lost the house.
    Left,
    /// Its time was over.
    Time,
    /// The session on the phone ended, or what the person may do did.
    Session,
}

impl GrantEnd {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Kiosk,
        Self::Phone,
        Self::Elsewhere,
        Self::Left,
        Self::Time,
        Self::Session,
    ];

    /// The name in the database.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Kiosk => "kiosk",
            Self::Phone => "phone",
            Self::Elsewhere => "elsewhere",
            Self::Left => "left",
            Self::Time => "time",
            Self::Session => "session",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(seconds: i64) -> Timestamp {
        Timestamp(0) + Span::seconds(seconds)
    }

    #[test]
    fn it_lasts_ten_minutes_while_the_kiosk_asks_for_it() {
        let begun = Grant::begun(Timestamp(0));
        let asked = |seconds| Grant {
            seen_at: after(seconds),
            ..begun
        };
        assert_eq!(begun.over_at(Timestamp(0)), None);
        assert_eq!(begun.over_at(after(29)), None);
        assert_eq!(begun.over_at(after(30)), Some(GrantEnd::Left));
        assert_eq!(asked(590).over_at(after(599)), None);
        assert_eq!(asked(599).over_at(after(600)), Some(GrantEnd::Time), "however busy");
    }

    #[test]
    fn every_end_has_a_name_of_its_own() {
        let mut names = GrantEnd::ALL.map(GrantEnd::wire).to_vec();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), GrantEnd::ALL.len());
    }
}
