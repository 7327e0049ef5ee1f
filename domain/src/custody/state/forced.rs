//! A door that opened without a command: what it means to a thing behind it, or on its way in or out.
//!
//! See docs/decisions/0017-a-doubt-ends-at-a-closed-door.md. What must not be here: the compartment's own fate. Lockers
//! takes it out of use, whoever counts on it.

use super::{Effect, Next, NotPossible, Rest, State};
use crate::ids::CompartmentId;
use crate::lockers::Purpose;

impl State {
    /// The door of a compartment that is kept for this thing opened without a command.
    ///
    /// What waits inside is in doubt at once. An opening that is under way is not: the bank may still obey, and a door
    /// that opens and closes under our eyes answers the question. If that does not happen, the doubt stays.
    pub(super) fn forced(self, compartment: CompartmentId) -> Next {
        if !self.concerns(compartment) {
            return Err(NotPossible);
        }
        match self {
            Self::Resting { rest } => Ok((
                Self::Unclear {
                    purpose: Purpose::Return,
                    rest,
                },
                Some(Effect::Doubt),
            )),
            Self::Opening {
                purpose,
                command,
                rest,
                doubt,
            } => Ok((
                Self::Opening {
                    purpose,
                    command,
                    rest,
                    doubt: Some(doubt.unwrap_or(purpose)),
                },
                None,
            )),
            // A bank says so of a door only after it saw it shut: that closing never reached us.
            Self::Open { purpose, rest, .. } => Ok((Self::Unclear { purpose, rest }, Some(Effect::Doubt))),
            Self::Unclear { .. } | Self::Ended { .. } => Err(NotPossible),
        }
    }

    /// Whether the thing lies in this compartment, or is about to go in or out there. Of the two that are kept for a
    /// thing on the way, one is empty.
    fn concerns(self, compartment: CompartmentId) -> bool {
        match self {
            Self::Resting { rest } => match rest {
                Rest::Announced => false,
                Rest::Stored { .. } => true,
                Rest::Moving { to, inside, .. } => inside && to != compartment,
            },
            Self::Opening {
                purpose, rest, doubt, ..
            } => match rest {
                Rest::Announced | Rest::Stored { .. } => true,
                Rest::Moving { to, .. } => {
                    let there = purpose == Purpose::MoveIn || doubt == Some(Purpose::MoveIn);
                    there == (to == compartment)
                }
            },
            Self::Open { purpose, rest, .. } => match (rest, purpose) {
                (Rest::Moving { to, .. }, Purpose::MoveIn) => to == compartment,
                (Rest::Moving { to, .. }, Purpose::MoveOut | Purpose::MoveBack) => to != compartment,
                // Taken out after a doubt: of which of the two doors that was, nothing is known any more.
                _ => true,
            },
            Self::Unclear { .. } | Self::Ended { .. } => false,
        }
    }
}
