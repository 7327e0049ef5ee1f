//! The state machine of a ticket, from its making to the thing in the right hands, or to another end.
//!
//! What must not be here: who may do what, and codes. A proof says that a code was right, never which.

use serde::{Deserialize, Serialize};

use crate::Timestamp;
use crate::ids::PersonId;

/// What shows that a thing changed hands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "proof", rename_all = "snake_case")]
pub enum Proof {
    /// The other side said the code that only they were told.
    Code,
    /// The other side signed with their name.
    Signature {
        /// As they wrote it.
        name: String,
    },
}

/// A thing changed hands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    /// Which courier.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
    /// What shows it.
    pub proof: Proof,
}

/// Why a courier came back without success.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailReason {
    /// Nobody was there.
    NobodyThere,
    /// The address leads nowhere.
    WrongAddress,
    /// The other side did not want to give or take it.
    Declined,
    /// It was another thing than said.
    WrongThing,
    /// The fee was not paid.
    NotPaid,
    /// Vehicle, weather, accident.
    Prevented,
}

impl Handover {
    /// Without the name of who signed; that somebody did stays.
    fn without_people(self) -> Self {
        let proof = match self.proof {
            Proof::Code => Proof::Code,
            Proof::Signature { .. } => Proof::Signature { name: String::new() },
        };
        Self { proof, ..self }
    }
}

impl FailReason {
    /// All of them, as the courier chooses among them.
    pub const ALL: [Self; 6] = [
        Self::NobodyThere,
        Self::WrongAddress,
        Self::Declined,
        Self::WrongThing,
        Self::NotPaid,
        Self::Prevented,
    ];

    /// The name in the database and on forms.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::NobodyThere => "nobody_there",
            Self::WrongAddress => "wrong_address",
            Self::Declined => "declined",
            Self::WrongThing => "wrong_thing",
            Self::NotPaid => "not_paid",
            Self::Prevented => "prevented",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.wire() == text)
    }
}

/// Where a ticket is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum TicketState {
    /// It waits for a courier.
    Made,
    /// A courier took it.
    Accepted {
        /// Who.
        by: PersonId,
        /// When.
        at: Timestamp,
    },
    /// The courier is on the way to fetch the thing.
    OnTheWay {
        /// Who.
        by: PersonId,
        /// Since when.
        at: Timestamp,
    },
    /// The courier has the thing.
    PickedUp {
        /// From whom, and what shows it.
        picked: Handover,
    },
    /// The thing is where it shall be.
    Delivered {
        /// How it was fetched.
        picked: Handover,
        /// How it was given.
        given: Handover,
    },
    /// The courier left it in a locker; from here custody has it.
    InLocker {
        /// How it was fetched.
        picked: Handover,
        /// Since when.
        at: Timestamp,
    },
    /// The courier came back without success. A dispatcher decides how it goes on.
    Failed {
        /// Who.
        by: PersonId,
        /// When.
        at: Timestamp,
        /// Why.
        reason: FailReason,
        /// In the courier's words.
        note: Option<String>,
        /// How it was fetched, if the courier has the thing.
        held: Option<Handover>,
    },
    /// A dispatcher called it off.
    Cancelled {
        /// When.
        at: Timestamp,
        /// Why.
        reason: String,
    },
}

/// What happens to a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TicketEvent {
    /// A courier takes it.
    Accept {
        /// Who.
        by: PersonId,
    },
    /// The courier sets off.
    SetOff,
    /// The courier gives it back to the others of the office.
    GiveBack,
    /// The courier gets the thing.
    PickUp {
        /// What shows it.
        proof: Proof,
    },
    /// The courier hands the thing over.
    Deliver {
        /// What shows it.
        proof: Proof,
    },
    /// A locker has it: the bank's own word.
    ToLocker,
    /// The courier comes back without success.
    Fail {
        /// Why.
        reason: FailReason,
        /// In the courier's words.
        note: Option<String>,
    },
    /// A dispatcher sends it out again after a failure.
    Retry,
    /// A dispatcher calls it off before anybody fetched the thing.
    Cancel {
        /// Why.
        reason: String,
    },
}

/// The event does not fit the state of the ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the event does not fit the state of the ticket")]
pub struct TicketNotPossible;

impl TicketState {
    /// Without names and without words that somebody wrote freely: what stays when the people of a ticket are forgotten.
    #[must_use]
    pub fn without_people(self) -> Self {
        match self {
            Self::PickedUp { picked } => Self::PickedUp {
                picked: picked.without_people(),
            },
            Self::Delivered { picked, given } => Self::Delivered {
                picked: picked.without_people(),
                given: given.without_people(),
            },
            Self::InLocker { picked, at } => Self::InLocker {
                picked: picked.without_people(),
                at,
            },
            Self::Failed {
                by, at, reason, held, ..
            } => Self::Failed {
                by,
                at,
                reason,
                note: None,
                held: held.map(Handover::without_people),
            },
            Self::Cancelled { at, .. } => Self::Cancelled {
                at,
                reason: String::new(),
            },
            Self::Made | Self::Accepted { .. } | Self::OnTheWay { .. } => self,
        }
    }

    /// The next state.
    ///
    /// # Errors
    /// [`TicketNotPossible`] for every pair that is no rule of the house; nothing changes then.
    pub fn apply(self, event: TicketEvent, now: Timestamp) -> Result<Self, TicketNotPossible> {
        use TicketEvent as E;
        let at = now;
        Ok(match (self, event) {
            (Self::Made, E::Accept { by }) => Self::Accepted { by, at },
            (Self::Accepted { by, .. }, E::SetOff) => Self::OnTheWay { by, at },
            (Self::Accepted { .. } | Self::OnTheWay { .. }, E::GiveBack)
            | (Self::Failed { held: None, .. }, E::Retry) => Self::Made,
            (Self::Accepted { by, .. } | Self::OnTheWay { by, .. }, E::PickUp { proof }) => Self::PickedUp {
                picked: Handover { by, at, proof },
            },
            (Self::PickedUp { picked }, E::Deliver { proof }) => Self::Delivered {
                given: Handover {
                    by: picked.by,
                    at,
                    proof,
                },
                picked,
            },
            (Self::PickedUp { picked }, E::ToLocker) => Self::InLocker { picked, at },
            (Self::Accepted { by, .. } | Self::OnTheWay { by, .. }, E::Fail { reason, note }) => Self::Failed {
                by,
                at,
                reason,
                note,
                held: None,
            },
            (Self::PickedUp { picked }, E::Fail { reason, note }) => Self::Failed {
                by: picked.by,
                at,
                reason,
                note,
                held: Some(picked),
            },
            // The courier still has the thing: the same one goes on.
            (Self::Failed { held: Some(picked), .. }, E::Retry) => Self::PickedUp { picked },
            (
                Self::Made | Self::Accepted { .. } | Self::OnTheWay { .. } | Self::Failed { held: None, .. },
                E::Cancel { reason },
            ) => Self::Cancelled { at, reason },
            _ => return Err(TicketNotPossible),
        })
    }

    /// Its word.
    pub const fn stage(&self) -> TicketStage {
        match self {
            Self::Made => TicketStage::Made,
            Self::Accepted { .. } => TicketStage::Accepted,
            Self::OnTheWay { .. } => TicketStage::OnTheWay,
            Self::PickedUp { .. } => TicketStage::PickedUp,
            Self::Delivered { .. } => TicketStage::Delivered,
            Self::InLocker { .. } => TicketStage::InLocker,
            Self::Failed { .. } => TicketStage::Failed,
            Self::Cancelled { .. } => TicketStage::Cancelled,
        }
    }

    /// Whose job it is now.
    pub const fn courier(&self) -> Option<PersonId> {
        match self {
            Self::Made | Self::Cancelled { .. } => None,
            Self::Accepted { by, .. } | Self::OnTheWay { by, .. } | Self::Failed { by, .. } => Some(*by),
            Self::PickedUp { picked } | Self::InLocker { picked, .. } => Some(picked.by),
            Self::Delivered { given, .. } => Some(given.by),
        }
    }

    /// Whether the courier has the thing.
    pub const fn is_held(&self) -> bool {
        matches!(self, Self::PickedUp { .. } | Self::Failed { held: Some(_), .. })
    }
}

/// Where a ticket is, in the words that people look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is the state of the same name")]
pub enum TicketStage {
    Made,
    Accepted,
    OnTheWay,
    PickedUp,
    Delivered,
    InLocker,
    Failed,
    Cancelled,
}

impl TicketStage {
    /// All of them, as filters offer them.
    pub const ALL: [Self; 8] = [
        Self::Made,
        Self::Accepted,
        Self::OnTheWay,
        Self::PickedUp,
        Self::Failed,
        Self::Delivered,
        Self::InLocker,
        Self::Cancelled,
    ];

    /// The name in the database and in addresses.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Made => "made",
            Self::Accepted => "accepted",
            Self::OnTheWay => "on_the_way",
            Self::PickedUp => "picked_up",
            Self::Delivered => "delivered",
            Self::InLocker => "in_locker",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.wire() == text)
    }

    /// Whether nothing more will happen to it.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Delivered | Self::InLocker | Self::Cancelled)
    }
}

#[cfg(test)]
mod tests;
