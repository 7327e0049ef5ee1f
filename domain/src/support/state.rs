//! The state machine of a request: it waits, somebody has it, it is closed; a word from who asked brings it back.
//!
//! What must not be here: who may do what, and what was said.

use serde::{Deserialize, Serialize};

use crate::Timestamp;
use crate::ids::PersonId;

/// Where a request is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum RequestState {
    /// Nobody has taken it.
    Waiting,
    /// A colleague has it.
    InHand {
        /// Who.
        by: PersonId,
        /// Since when.
        since: Timestamp,
    },
    /// It is answered.
    Closed {
        /// When.
        at: Timestamp,
    },
}

/// The word of a state, for lists and filters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestStage {
    /// Nobody has taken it.
    Waiting,
    /// A colleague has it.
    InHand,
    /// It is answered.
    Closed,
}

impl RequestStage {
    /// All of them, in the order of their life.
    pub const ALL: [Self; 3] = [Self::Waiting, Self::InHand, Self::Closed];

    /// The name in the database and in addresses.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::InHand => "in_hand",
            Self::Closed => "closed",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.wire() == text)
    }
}

/// What happens to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestEvent {
    /// A colleague takes it, or goes on with what is theirs.
    Take {
        /// Who.
        by: PersonId,
    },
    /// A colleague takes it from another one.
    TakeOver {
        /// Who.
        by: PersonId,
    },
    /// Whoever has it gives it back to the queue.
    Release {
        /// Who.
        by: PersonId,
    },
    /// Whoever has it says that it is answered.
    Close {
        /// Who.
        by: PersonId,
    },
    /// Who asked has more to say.
    Word,
}

/// The event does not fit: a colleague has it, or it is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the event does not fit the state of the request")]
pub struct RequestNotPossible;

impl RequestState {
    /// The word of the state.
    pub const fn stage(self) -> RequestStage {
        match self {
            Self::Waiting => RequestStage::Waiting,
            Self::InHand { .. } => RequestStage::InHand,
            Self::Closed { .. } => RequestStage::Closed,
        }
    }

    /// Who has it.
    pub const fn holder(self) -> Option<PersonId> {
        match self {
            Self::InHand { by, .. } => Some(by),
            Self::Waiting | Self::Closed { .. } => None,
        }
    }

    /// What follows.
    ///
    /// # Errors
    /// `RequestNotPossible`: nothing changes.
    pub fn apply(self, event: RequestEvent, now: Timestamp) -> Result<Self, RequestNotPossible> {
        match (self, event) {
            (Self::InHand { by: holder, .. }, RequestEvent::Take { by }) if holder == by => Ok(self),
            (Self::Waiting, RequestEvent::Take { by } | RequestEvent::TakeOver { by })
            | (Self::InHand { .. }, RequestEvent::TakeOver { by }) => Ok(Self::InHand { by, since: now }),
            (Self::InHand { by: holder, .. }, RequestEvent::Release { by }) if holder == by => Ok(Self::Waiting),
            (Self::InHand { by: holder, .. }, RequestEvent::Close { by }) if holder == by => {
                Ok(Self::Closed { at: now })
            }
            (Self::Waiting | Self::InHand { .. }, RequestEvent::Word) => Ok(self),
            (Self::Closed { .. }, RequestEvent::Word) => Ok(Self::Waiting),
            _ => Err(RequestNotPossible),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    const NOW: Timestamp = Timestamp(1_000);

    fn person(n: u128) -> PersonId {
        PersonId(Uuid::from_u128(n))
    }

    #[test]
    fn one_colleague_has_it_and_only_they_give_it_back_or_close_it() {
        let (ana, bob) = (person(1), person(2));
        let held = RequestState::Waiting
            .apply(RequestEvent::Take { by: ana }, NOW)
            .unwrap();
        assert_eq!(held.holder(), Some(ana));
        assert_eq!(held.apply(RequestEvent::Take { by: ana }, Timestamp(2_000)), Ok(held));
        for event in [
            RequestEvent::Take { by: bob },
            RequestEvent::Release { by: bob },
            RequestEvent::Close { by: bob },
        ] {
            assert_eq!(held.apply(event, NOW), Err(RequestNotPossible), "{event:?}");
        }
        let taken = held.apply(RequestEvent::TakeOver { by: bob }, NOW).unwrap();
        assert_eq!(taken.holder(), Some(bob));
        assert_eq!(
            taken.apply(RequestEvent::Release { by: bob }, NOW),
            Ok(RequestState::Waiting)
        );
        assert_eq!(
            taken.apply(RequestEvent::Close { by: bob }, NOW),
            Ok(RequestState::Closed { at: NOW })
        );
    }

    #[test]
    fn a_word_brings_a_closed_one_back() {
        let closed = RequestState::Closed { at: NOW };
        assert_eq!(closed.apply(RequestEvent::Word, NOW), Ok(RequestState::Waiting));
        assert_eq!(
            closed.apply(RequestEvent::Take { by: person(1) }, NOW),
            Err(RequestNotPossible)
        );
    }

    fn any_event() -> impl Strategy<Value = RequestEvent> {
        (0..5_u8, 0..3_u128).prop_map(|(kind, who)| {
            let by = person(who);
            match kind {
                0 => RequestEvent::Take { by },
                1 => RequestEvent::TakeOver { by },
                2 => RequestEvent::Release { by },
                3 => RequestEvent::Close { by },
                _ => RequestEvent::Word,
            }
        })
    }

    proptest! {
        /// Whatever happens, nobody has a request but by taking it themselves, and a word is never lost in a closed one.
        #[test]
        fn nobody_is_given_a_request(events in proptest::collection::vec(any_event(), 0..40)) {
            let mut state = RequestState::Waiting;
            for event in events {
                let before = state;
                match state.apply(event, NOW) {
                    Ok(next) => state = next,
                    Err(RequestNotPossible) => continue,
                }
                if let Some(holder) = state.holder() && before.holder() != Some(holder) {
                    let taken = matches!(event, RequestEvent::Take { by } | RequestEvent::TakeOver { by } if by == holder);
                    prop_assert!(taken);
                }
                if event == RequestEvent::Word {
                    prop_assert_ne!(state.stage(), RequestStage::Closed);
                }
            }
        }
    }
}
