//! The state machine of a thing in the register: kept, claimed, promised, handed out, or brought to another end.
//!
//! What must not be here: who may do what, and whether an answer was right. A human compares; the machine keeps the order.

use serde::{Deserialize, Serialize};

use crate::Timestamp;
use crate::ids::ClaimId;

/// What becomes of a thing that nobody proved to be theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndKind {
    /// Its finder keeps it.
    ReturnedToFinder,
    /// It was sold.
    Sold,
    /// It was destroyed.
    Destroyed,
    /// An authority has it: police, whoever issued the document.
    Authority,
}

impl EndKind {
    /// All of them, as forms offer them.
    pub const ALL: [Self; 4] = [Self::ReturnedToFinder, Self::Sold, Self::Destroyed, Self::Authority];

    /// The name in the database and on forms.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::ReturnedToFinder => "returned_to_finder",
            Self::Sold => "sold",
            Self::Destroyed => "destroyed",
            Self::Authority => "authority",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.wire() == text)
    }

    /// Whether the time to keep it must have passed. What spoils or endangers is destroyed before, and a passport goes to
    /// whoever issued it; but nobody gains by a thing while its owner may still come.
    pub const fn waits(self) -> bool {
        matches!(self, Self::ReturnedToFinder | Self::Sold)
    }

    /// Whether a second colleague must have been there.
    pub const fn needs_witness(self) -> bool {
        matches!(self, Self::Sold | Self::Destroyed)
    }
}

/// Where a thing is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ThingState {
    /// We keep it; nobody claims it.
    Held {
        /// Since when.
        since: Timestamp,
    },
    /// Somebody says that it is theirs; their answers are to be compared.
    UnderProof {
        /// So many do.
        open: u32,
        /// Since when.
        since: Timestamp,
    },
    /// Somebody proved that it is theirs, and is to fetch it.
    Promised {
        /// By which claim.
        claim: ClaimId,
        /// So many others wait for an answer.
        open: u32,
        /// Since when.
        since: Timestamp,
    },
    /// Whoever proved it has it.
    HandedOut {
        /// By which claim.
        claim: ClaimId,
        /// When.
        at: Timestamp,
    },
    /// Nobody came; it came to another end.
    Ended {
        /// To which.
        how: EndKind,
        /// When.
        at: Timestamp,
    },
}

/// The state of a thing in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThingStage {
    /// See [`ThingState::Held`].
    Held,
    /// See [`ThingState::UnderProof`].
    UnderProof,
    /// See [`ThingState::Promised`].
    Promised,
    /// See [`ThingState::HandedOut`].
    HandedOut,
    /// See [`EndKind::ReturnedToFinder`].
    ReturnedToFinder,
    /// See [`EndKind::Sold`].
    Sold,
    /// See [`EndKind::Destroyed`].
    Destroyed,
    /// See [`EndKind::Authority`].
    Authority,
}

impl ThingStage {
    /// All of them, in the order of a thing's life.
    pub const ALL: [Self; 8] = [
        Self::Held,
        Self::UnderProof,
        Self::Promised,
        Self::HandedOut,
        Self::ReturnedToFinder,
        Self::Sold,
        Self::Destroyed,
        Self::Authority,
    ];

    /// The name in the database and on forms.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::UnderProof => "under_proof",
            Self::Promised => "promised",
            Self::HandedOut => "handed_out",
            Self::ReturnedToFinder => "returned_to_finder",
            Self::Sold => "sold",
            Self::Destroyed => "destroyed",
            Self::Authority => "authority",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.wire() == text)
    }

    /// Whether nothing happens to it any more.
    pub const fn is_over(self) -> bool {
        !matches!(self, Self::Held | Self::UnderProof | Self::Promised)
    }
}

/// Where a claim is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimStage {
    /// Its answers are to be compared.
    Open,
    /// They were right; the thing waits for this person.
    Accepted,
    /// They were not.
    Declined,
    /// They were right, and nobody came, or the claim was taken back.
    Lapsed,
    /// This person has the thing.
    Done,
}

impl ClaimStage {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Open, Self::Accepted, Self::Declined, Self::Lapsed, Self::Done];

    /// The name in the database.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Lapsed => "lapsed",
            Self::Done => "done",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.wire() == text)
    }
}

/// What happens to a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThingEvent {
    /// Somebody says that it is theirs.
    Claim,
    /// The answers of an open claim are not right, or it was taken back.
    Decline,
    /// The answers of an open claim are right.
    Accept(ClaimId),
    /// Whoever it was promised to does not come.
    Lapse,
    /// Whoever it was promised to has it.
    HandOut,
    /// Another end; `due`: the time to keep it has passed.
    End {
        /// Which.
        how: EndKind,
        /// Whether the time to keep it has passed.
        due: bool,
    },
}

/// Why an event was refused; nothing changes then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ThingNotPossible {
    /// The event does not fit the state.
    #[error("the event does not fit the state of the thing")]
    State,
    /// The time to keep it has not passed.
    #[error("the time to keep the thing has not passed")]
    NotDue,
}

impl ThingState {
    /// The next state.
    ///
    /// # Errors
    /// [`ThingNotPossible`] for every pair that is no rule of the house.
    pub fn apply(self, event: ThingEvent, now: Timestamp) -> Result<Self, ThingNotPossible> {
        use ThingEvent as E;
        let kept = |open: u32| match open {
            0 => Self::Held { since: now },
            open => Self::UnderProof { open, since: now },
        };
        Ok(match (self, event) {
            (Self::Held { .. }, E::Claim) => kept(1),
            (Self::UnderProof { open, since }, E::Claim) => Self::UnderProof {
                open: open.saturating_add(1),
                since,
            },
            (Self::Promised { claim, open, since }, E::Claim) => Self::Promised {
                claim,
                open: open.saturating_add(1),
                since,
            },
            (Self::UnderProof { open, .. }, E::Decline) if open > 0 => kept(open - 1),
            (Self::Promised { claim, open, since }, E::Decline) if open > 0 => Self::Promised {
                claim,
                open: open - 1,
                since,
            },
            (Self::UnderProof { open, .. }, E::Accept(claim)) if open > 0 => Self::Promised {
                claim,
                open: open - 1,
                since: now,
            },
            (Self::Promised { open, .. }, E::Lapse) => kept(open),
            (Self::Promised { claim, .. }, E::HandOut) => Self::HandedOut { claim, at: now },
            (Self::Held { .. }, E::End { how, due }) => {
                if how.waits() && !due {
                    return Err(ThingNotPossible::NotDue);
                }
                Self::Ended { how, at: now }
            }
            _ => return Err(ThingNotPossible::State),
        })
    }

    /// The state in one word.
    pub const fn stage(&self) -> ThingStage {
        match self {
            Self::Held { .. } => ThingStage::Held,
            Self::UnderProof { .. } => ThingStage::UnderProof,
            Self::Promised { .. } => ThingStage::Promised,
            Self::HandedOut { .. } => ThingStage::HandedOut,
            Self::Ended { how, .. } => match how {
                EndKind::ReturnedToFinder => ThingStage::ReturnedToFinder,
                EndKind::Sold => ThingStage::Sold,
                EndKind::Destroyed => ThingStage::Destroyed,
                EndKind::Authority => ThingStage::Authority,
            },
        }
    }

    /// How many claims wait for an answer.
    pub const fn open(&self) -> u32 {
        match self {
            Self::UnderProof { open, .. } | Self::Promised { open, .. } => *open,
            _ => 0,
        }
    }
}

#[cfg(test)]
mod tests;
