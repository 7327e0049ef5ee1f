//! What becomes of a key: the state machine, and the cover that is paid for it.
//!
//! A key is *printed*, *sold*, *active* (it has an owner and its cover is paid, or was never asked for), *lapsed* (its cover
//! ended) or *blocked*. A lapsed key still has its owner and is still found: only what the return costs differs.

use serde::{Deserialize, Serialize};

use crate::ids::PersonId;
use crate::{Span, Timestamp};

/// Where a key stands, blocked or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "standing", rename_all = "snake_case")]
pub enum Standing {
    /// Made; lies at the dealer's or in our own stock.
    Printed,
    /// Sold to somebody who has not said who they are.
    Sold {
        /// When.
        at: Timestamp,
    },
    /// Somebody's.
    Active {
        /// Whose.
        owner: PersonId,
        /// Since when.
        since: Timestamp,
    },
    /// Somebody's, with its cover ended.
    Lapsed {
        /// Whose.
        owner: PersonId,
        /// Since when it is theirs.
        since: Timestamp,
        /// When the cover ended.
        ended: Timestamp,
    },
}

/// What a key is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum KeyState {
    /// It works.
    Open {
        /// How.
        standing: Standing,
    },
    /// Somebody of ours took it out of use: stolen stock, a forgery, an abuse.
    Blocked {
        /// What it was, and becomes again.
        was: Standing,
        /// When.
        at: Timestamp,
    },
}

/// The one word of a state, for filters and lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyWord {
    /// Made, not sold.
    Printed,
    /// Sold, without an owner.
    Sold,
    /// With an owner.
    Active,
    /// With an owner, the cover ended.
    Lapsed,
    /// Out of use.
    Blocked,
}

impl KeyWord {
    /// All of them, as filters offer them.
    pub const ALL: [Self; 5] = [Self::Printed, Self::Sold, Self::Active, Self::Lapsed, Self::Blocked];

    /// The name in the database and in addresses.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Printed => "printed",
            Self::Sold => "sold",
            Self::Active => "active",
            Self::Lapsed => "lapsed",
            Self::Blocked => "blocked",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|word| word.wire() == text)
    }
}

/// What happens to a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyEvent {
    /// Its dealer (or our own shop) sold it.
    Sell,
    /// Its buyer says who they are.
    Activate {
        /// Who.
        owner: PersonId,
    },
    /// Cover was paid.
    CoverPaid,
    /// The paid time is over.
    CoverEnded,
    /// It goes to somebody else.
    HandOver {
        /// To whom.
        to: PersonId,
    },
    /// Its owner leaves, and with them everything that was known of it.
    Release,
    /// It is taken out of use.
    Block,
    /// It may be used again.
    Unblock,
}

/// The event does not fit the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the event does not fit the state of the key")]
pub struct NotPossible;

impl KeyState {
    /// What a key is when it is made.
    pub const NEW: Self = Self::Open {
        standing: Standing::Printed,
    };

    /// The next state.
    ///
    /// # Errors
    /// [`NotPossible`] for every pair that is no rule of the house; nothing changes then.
    pub fn apply(self, event: KeyEvent, now: Timestamp) -> Result<Self, NotPossible> {
        match (self, event) {
            (Self::Open { standing }, KeyEvent::Block) => Ok(Self::Blocked { was: standing, at: now }),
            (Self::Blocked { was, .. }, KeyEvent::Unblock) => Ok(Self::Open { standing: was }),
            // Time and money go on while a key is blocked; an owner can always leave.
            (Self::Blocked { was, at }, KeyEvent::CoverPaid | KeyEvent::CoverEnded | KeyEvent::Release) => {
                Ok(Self::Blocked {
                    was: was.apply(event, now)?,
                    at,
                })
            }
            (Self::Blocked { .. }, _) | (Self::Open { .. }, KeyEvent::Unblock) => Err(NotPossible),
            (Self::Open { standing }, event) => Ok(Self::Open {
                standing: standing.apply(event, now)?,
            }),
        }
    }

    /// Its word.
    pub const fn word(self) -> KeyWord {
        match self {
            Self::Blocked { .. } => KeyWord::Blocked,
            Self::Open { standing } => standing.word(),
        }
    }

    /// Where it stands, blocked or not.
    pub const fn standing(self) -> Standing {
        match self {
            Self::Open { standing } | Self::Blocked { was: standing, .. } => standing,
        }
    }

    /// Whose it is, blocked or not.
    pub const fn owner(self) -> Option<PersonId> {
        self.standing().owner()
    }
}

impl Standing {
    fn apply(self, event: KeyEvent, now: Timestamp) -> Result<Self, NotPossible> {
        match (self, event) {
            // A tag that its dealer forgot to report as sold works all the same.
            (Self::Printed | Self::Sold { .. }, KeyEvent::Activate { owner }) => Ok(Self::Active { owner, since: now }),
            (Self::Active { owner, since } | Self::Lapsed { owner, since, .. }, KeyEvent::CoverPaid) => {
                Ok(Self::Active { owner, since })
            }
            (Self::Active { owner, since }, KeyEvent::CoverEnded) => Ok(Self::Lapsed {
                owner,
                since,
                ended: now,
            }),
            (Self::Active { owner, .. }, KeyEvent::HandOver { to }) if owner != to => {
                Ok(Self::Active { owner: to, since: now })
            }
            (Self::Lapsed { owner, ended, .. }, KeyEvent::HandOver { to }) if owner != to => Ok(Self::Lapsed {
                owner: to,
                since: now,
                ended,
            }),
            (Self::Printed, KeyEvent::Sell) | (Self::Active { .. } | Self::Lapsed { .. }, KeyEvent::Release) => {
                Ok(Self::Sold { at: now })
            }
            _ => Err(NotPossible),
        }
    }

    /// Its word.
    pub const fn word(self) -> KeyWord {
        match self {
            Self::Printed => KeyWord::Printed,
            Self::Sold { .. } => KeyWord::Sold,
            Self::Active { .. } => KeyWord::Active,
            Self::Lapsed { .. } => KeyWord::Lapsed,
        }
    }

    /// Whose it is.
    pub const fn owner(self) -> Option<PersonId> {
        match self {
            Self::Active { owner, .. } | Self::Lapsed { owner, .. } => Some(owner),
            Self::Printed | Self::Sold { .. } => None,
        }
    }
}

/// The paid period of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cover {
    /// Until when it is paid; none when it never was.
    pub until: Option<Timestamp>,
}

impl Cover {
    /// Whether it is paid now.
    pub fn is_paid(self, now: Timestamp) -> bool {
        self.until.is_some_and(|until| until > now)
    }

    /// With so many days more: a renewal in time loses no day, a late one begins today.
    #[must_use]
    pub fn extended(self, days: u16, now: Timestamp) -> Self {
        let from = self.until.map_or(now, |until| until.max(now));
        Self {
            until: Some(from + Span::days(i64::from(days))),
        }
    }

    /// With so many days less, after a refund; never further back than now.
    #[must_use]
    pub fn shortened(self, days: u16, now: Timestamp) -> Self {
        Self {
            until: self
                .until
                .map(|until| (until - Span::days(i64::from(days))).max(now.min(until))),
        }
    }

    /// Whole days that are left, rounded up; 0 when it is over or never was.
    pub fn days_left(self, now: Timestamp) -> u32 {
        let day = Span::days(1).0;
        let left = self.until.map_or(0, |until| (until - now).0.max(0));
        u32::try_from((left + day - 1) / day).unwrap_or(u32::MAX)
    }

    /// What the owner has to be told now, if they were last told `told`. Only the latest of what was missed is told.
    pub fn reminder(self, told: Option<Reminder>, now: Timestamp) -> Option<Reminder> {
        let until = self.until?;
        let due = Reminder::ALL
            .into_iter()
            .rev()
            .find(|reminder| now >= reminder.at(until))?;
        (told < Some(due)).then_some(due)
    }
}

/// What an owner is told about the end of their cover, in the order of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reminder {
    /// 30 days before.
    Thirty,
    /// 7 days before.
    Seven,
    /// The day before.
    One,
    /// It is over.
    Ended,
}

impl Reminder {
    /// All of them, in the order of time.
    pub const ALL: [Self; 4] = [Self::Thirty, Self::Seven, Self::One, Self::Ended];

    /// How many days before the end.
    pub const fn days(self) -> i64 {
        match self {
            Self::Thirty => 30,
            Self::Seven => 7,
            Self::One => 1,
            Self::Ended => 0,
        }
    }

    /// When it is due.
    pub fn at(self, until: Timestamp) -> Timestamp {
        until - Span::days(self.days())
    }

    /// The one that follows.
    pub fn next(told: Option<Self>) -> Option<Self> {
        Self::ALL.into_iter().find(|reminder| told < Some(*reminder))
    }

    /// The number in the database: days before the end.
    pub fn from_days(days: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|reminder| reminder.days() == days)
    }
}

#[cfg(test)]
mod tests;
