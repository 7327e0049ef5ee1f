//! The state machine of a case: from "I found it" to "the owner has it", or to another end.
//!
//! It says where the *case* is. Where the thing is while it lies in a locker, custody says; whether a fee is settled,
//! [`Fee`] says. What must not be here: who may do what.

use serde::{Deserialize, Serialize};

use crate::{Money, Timestamp};

/// A way for a found thing to get home.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Our courier fetches it from the finder.
    Courier,
    /// Finder and owner meet.
    Meeting,
    /// The finder leaves it at an office.
    Office,
    /// The finder leaves it in a locker.
    Locker,
}

impl Way {
    /// All of them, as they are offered.
    pub const ALL: [Self; 4] = [Self::Locker, Self::Meeting, Self::Courier, Self::Office];

    /// The name in the database and on forms.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Courier => "courier",
            Self::Meeting => "meeting",
            Self::Office => "office",
            Self::Locker => "locker",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|w| w.wire() == text)
    }
}

/// Where a case is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum CaseState {
    /// Somebody has the thing; its owner does not know yet.
    Reported,
    /// The owner knows.
    OwnerTold {
        /// Since when.
        at: Timestamp,
    },
    /// How it gets home is settled.
    Arranged {
        /// How.
        way: Way,
        /// Since when the owner knows, if they do.
        told: Option<Timestamp>,
    },
    /// The finder no longer has it.
    HandedOver {
        /// By which way.
        way: Way,
        /// Since when.
        at: Timestamp,
        /// Since when the owner knows, if they do.
        told: Option<Timestamp>,
    },
    /// It is over.
    Ended {
        /// How.
        end: CaseEnd,
        /// Since when.
        at: Timestamp,
    },
}

/// How a case ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseEnd {
    /// The owner has it.
    Returned,
    /// The finder took the report back.
    Withdrawn,
    /// The finder, or the owner, no longer answers.
    NoAnswer,
    /// It went into the register of found things: nobody came for it, or nobody is known.
    Kept,
    /// There is no such thing: a slip, a test, nonsense.
    Mistake,
}

impl CaseEnd {
    /// All of them, as the desk chooses among them.
    pub const ALL: [Self; 5] = [
        Self::Returned,
        Self::Withdrawn,
        Self::NoAnswer,
        Self::Kept,
        Self::Mistake,
    ];

    /// The name in the database and on forms.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Returned => "returned",
            Self::Withdrawn => "withdrawn",
            Self::NoAnswer => "no_answer",
            Self::Kept => "kept",
            Self::Mistake => "mistake",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|e| e.wire() == text)
    }
}

/// What happens to a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseEvent {
    /// The owner was told.
    OwnerTold,
    /// A way was settled, or another one in its place.
    Arrange {
        /// Which.
        way: Way,
    },
    /// What was settled is off; the finder still has the thing.
    CallOff,
    /// The finder gave it away.
    HandOver {
        /// By which way.
        way: Way,
    },
    /// It goes on by another way after the finder gave it away.
    MoveOn {
        /// By which.
        way: Way,
    },
    /// The owner has it.
    Return,
    /// It ends otherwise; [`CaseEnd::Returned`] is [`Self::Return`].
    Close {
        /// How.
        end: CaseEnd,
    },
}

/// The event does not fit the state of the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the event does not fit the state of the case")]
pub struct CaseNotPossible;

impl CaseState {
    /// The next state.
    ///
    /// # Errors
    /// [`CaseNotPossible`] for every pair that is not a rule of the house; nothing changes then.
    pub fn apply(self, event: CaseEvent, now: Timestamp) -> Result<Self, CaseNotPossible> {
        if self.is_over() {
            return Err(CaseNotPossible);
        }
        match event {
            CaseEvent::OwnerTold => self.tell(now),
            CaseEvent::Arrange { way } if self.finder_has_it() => Ok(Self::Arranged { way, told: self.told() }),
            CaseEvent::CallOff => match self {
                Self::Arranged { told: Some(at), .. } => Ok(Self::OwnerTold { at }),
                Self::Arranged { told: None, .. } => Ok(Self::Reported),
                _ => Err(CaseNotPossible),
            },
            CaseEvent::HandOver { way } if self.finder_has_it() => Ok(Self::HandedOver {
                way,
                at: now,
                told: self.told(),
            }),
            CaseEvent::MoveOn { way } => match self {
                Self::HandedOver { told, at, .. } => Ok(Self::HandedOver { way, at, told }),
                _ => Err(CaseNotPossible),
            },
            // Nobody has a thing back who was never told of it, unless it lay with us and they came for it.
            CaseEvent::Return if !matches!(self, Self::Reported | Self::Arranged { told: None, .. }) => {
                Ok(Self::ended(CaseEnd::Returned, now))
            }
            CaseEvent::Close { end } => self.close(end, now),
            CaseEvent::Arrange { .. } | CaseEvent::HandOver { .. } | CaseEvent::Return => Err(CaseNotPossible),
        }
    }

    fn tell(self, now: Timestamp) -> Result<Self, CaseNotPossible> {
        match self {
            Self::Reported => Ok(Self::OwnerTold { at: now }),
            Self::Arranged { way, told: None } => Ok(Self::Arranged { way, told: Some(now) }),
            Self::HandedOver { way, at, told: None } => Ok(Self::HandedOver {
                way,
                at,
                told: Some(now),
            }),
            _ => Err(CaseNotPossible),
        }
    }

    fn close(self, end: CaseEnd, now: Timestamp) -> Result<Self, CaseNotPossible> {
        let fits = match end {
            CaseEnd::Returned => false,
            // What the finder still has can be withdrawn, forgotten, or never have been.
            CaseEnd::Withdrawn | CaseEnd::NoAnswer | CaseEnd::Mistake => self.finder_has_it(),
            // What lies with us can only be kept.
            CaseEnd::Kept => matches!(self, Self::HandedOver { .. }),
        };
        if fits {
            Ok(Self::ended(end, now))
        } else {
            Err(CaseNotPossible)
        }
    }

    const fn ended(end: CaseEnd, at: Timestamp) -> Self {
        Self::Ended { end, at }
    }

    /// Since when the owner knows, if they do and it is not over.
    pub const fn told(self) -> Option<Timestamp> {
        match self {
            Self::OwnerTold { at } => Some(at),
            Self::Arranged { told, .. } | Self::HandedOver { told, .. } => told,
            Self::Reported | Self::Ended { .. } => None,
        }
    }

    /// How it gets, or got, home, once that is settled.
    pub const fn way(self) -> Option<Way> {
        match self {
            Self::Arranged { way, .. } | Self::HandedOver { way, .. } => Some(way),
            _ => None,
        }
    }

    /// Whether the thing is still with the finder.
    pub const fn finder_has_it(self) -> bool {
        matches!(self, Self::Reported | Self::OwnerTold { .. } | Self::Arranged { .. })
    }

    /// Whether it is over.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Ended { .. })
    }

    /// The word for it, for filters and badges.
    pub const fn stage(self) -> CaseStage {
        match self {
            Self::Reported => CaseStage::Reported,
            Self::OwnerTold { .. } => CaseStage::OwnerTold,
            Self::Arranged { .. } => CaseStage::Arranged,
            Self::HandedOver { .. } => CaseStage::HandedOver,
            Self::Ended { end, .. } => match end {
                CaseEnd::Returned => CaseStage::Returned,
                CaseEnd::Withdrawn => CaseStage::Withdrawn,
                CaseEnd::NoAnswer => CaseStage::NoAnswer,
                CaseEnd::Kept => CaseStage::Kept,
                CaseEnd::Mistake => CaseStage::Mistake,
            },
        }
    }
}

/// Where a case is, in the words that people look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is the state or the end of the same name")]
pub enum CaseStage {
    Reported,
    OwnerTold,
    Arranged,
    HandedOver,
    Returned,
    Withdrawn,
    NoAnswer,
    Kept,
    Mistake,
}

impl CaseStage {
    /// All of them, as filters offer them.
    pub const ALL: [Self; 9] = [
        Self::Reported,
        Self::OwnerTold,
        Self::Arranged,
        Self::HandedOver,
        Self::Returned,
        Self::Withdrawn,
        Self::NoAnswer,
        Self::Kept,
        Self::Mistake,
    ];

    /// The name in the database and in addresses.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::OwnerTold => "owner_told",
            Self::Arranged => "arranged",
            Self::HandedOver => "handed_over",
            Self::Returned => "returned",
            Self::Withdrawn => "withdrawn",
            Self::NoAnswer => "no_answer",
            Self::Kept => "kept",
            Self::Mistake => "mistake",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.wire() == text)
    }

    /// Whether it is over.
    pub const fn is_over(self) -> bool {
        !matches!(
            self,
            Self::Reported | Self::OwnerTold | Self::Arranged | Self::HandedOver
        )
    }
}

/// What the owner owes before they get the thing. A paid cover owes nothing; a lapsed one never silences a finder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fee", rename_all = "snake_case")]
pub enum Fee {
    /// Nothing.
    None,
    /// This much, before the pickup code or the thing itself is given out.
    Due {
        /// How much, with tax.
        amount: Money,
    },
    /// It is settled.
    Settled {
        /// How much it was.
        amount: Money,
        /// How.
        how: FeeSettled,
    },
}

/// How a fee was settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeeSettled {
    /// Paid online.
    Online,
    /// Paid in cash, to a courier or at an office.
    Cash,
    /// Let off by the desk, with a reason.
    Waived,
}

impl FeeSettled {
    /// The name in the database and on forms.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Online => "online",
            Self::Cash => "cash",
            Self::Waived => "waived",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        [Self::Online, Self::Cash, Self::Waived]
            .into_iter()
            .find(|f| f.wire() == text)
    }
}

impl Fee {
    /// Whether the thing must not be given out yet.
    pub const fn is_due(self) -> bool {
        matches!(self, Self::Due { .. })
    }

    /// Settles what is due; `None` when nothing is.
    pub const fn settle(self, how: FeeSettled) -> Option<Self> {
        match self {
            Self::Due { amount } => Some(Self::Settled { amount, how }),
            Self::None | Self::Settled { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests;
