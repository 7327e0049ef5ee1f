//! On the way to another compartment of the same bank: out of the old door, in at the new one, or back into the old.
//!
//! See docs/decisions/0030-a-door-is-tried-and-a-thing-is-moved.md. What must not be here: which compartment. The house
//! reserves one and says so.

use super::{Effect, Next, NotPossible, Rest, State};
use crate::Timestamp;
use crate::ids::CompartmentId;
use crate::lockers::{Inside, Purpose};

impl Rest {
    /// Whether it is on the way to another compartment.
    pub const fn is_moving(self) -> bool {
        matches!(self, Self::Moving { .. })
    }

    /// Stored again, in whichever compartment. The clock stands still until whoever looks after clocks sees that its
    /// recipient can get at it.
    const fn arrived(self) -> Self {
        match self {
            Self::Moving {
                since,
                deadline,
                exact,
                paused,
                ..
            } => Self::Stored {
                since,
                deadline,
                exact,
                paused: Some(paused),
            },
            other => other,
        }
    }

    /// Out of the old compartment.
    const fn taken_out(self) -> Self {
        match self {
            Self::Moving {
                since,
                deadline,
                exact,
                paused,
                to,
                number,
                ..
            } => Self::Moving {
                since,
                deadline,
                exact,
                paused,
                to,
                number,
                inside: false,
            },
            other => other,
        }
    }
}

impl State {
    /// Whether it rests inside its own compartment, on the way to another one or not.
    pub const fn lies_in_its_own(self) -> bool {
        matches!(
            self,
            Self::Resting {
                rest: Rest::Stored { .. } | Rest::Moving { inside: true, .. },
            }
        )
    }

    /// The number of the door to which it is on the way, if it is.
    pub const fn moving_to(self) -> Option<u16> {
        match self {
            Self::Resting {
                rest: Rest::Moving { number, .. },
            }
            | Self::Opening {
                rest: Rest::Moving { number, .. },
                ..
            }
            | Self::Open {
                rest: Rest::Moving { number, .. },
                ..
            }
            | Self::Unclear {
                rest: Rest::Moving { number, .. },
                ..
            } => Some(number),
            _ => None,
        }
    }

    /// The other compartment, if an opening for this purpose is about that one: the thing goes in there, or the doubt is
    /// about there.
    pub const fn other_door(self, purpose: Purpose) -> Option<CompartmentId> {
        match (self, purpose) {
            (
                Self::Resting {
                    rest: Rest::Moving { to, .. },
                },
                Purpose::MoveIn,
            )
            | (
                Self::Unclear {
                    purpose: Purpose::MoveIn,
                    rest: Rest::Moving { to, .. },
                },
                _,
            ) => Some(to),
            _ => None,
        }
    }

    /// Nobody moves what its recipient came too late for: that is taken back.
    pub(super) fn set_out(self, to: CompartmentId, number: u16, now: Timestamp) -> Next {
        match self {
            Self::Resting {
                rest:
                    rest @ Rest::Stored {
                        since,
                        deadline,
                        exact,
                        paused,
                    },
            } if !rest.is_late(now) => {
                let rest = Rest::Moving {
                    since,
                    deadline,
                    exact,
                    paused: paused.unwrap_or(now),
                    to,
                    number,
                    inside: true,
                };
                Ok((Self::Resting { rest }, None))
            }
            _ => Err(NotPossible),
        }
    }

    /// It stays where it is: as long as its door was not opened.
    pub(super) const fn stay(self) -> Next {
        match self {
            Self::Resting {
                rest: rest @ Rest::Moving { to, inside: true, .. },
            } => Ok((Self::Resting { rest: rest.arrived() }, Some(Effect::PutBack { to }))),
            _ => Err(NotPossible),
        }
    }

    /// A door closed that was opened to move the thing.
    pub(super) const fn move_on(purpose: Purpose, inside: Inside, rest: Rest) -> Next {
        let Rest::Moving { to, number, .. } = rest else {
            return Err(NotPossible);
        };
        Ok(match (purpose, inside) {
            // Not taken out: nothing has happened yet.
            (Purpose::MoveOut, Inside::Item) => (Self::Resting { rest }, None),
            (Purpose::MoveOut, Inside::Nothing | Inside::Unsensed) => {
                (Self::Resting { rest: rest.taken_out() }, Some(Effect::TakenOut))
            }
            (Purpose::MoveIn | Purpose::MoveBack, Inside::Nothing) => {
                (Self::Resting { rest }, Some(Effect::NothingInside))
            }
            (Purpose::MoveIn, Inside::Item | Inside::Unsensed) => (
                Self::Resting { rest: rest.arrived() },
                Some(Effect::Moved { to, number }),
            ),
            (Purpose::MoveBack, Inside::Item | Inside::Unsensed) => {
                (Self::Resting { rest: rest.arrived() }, Some(Effect::PutBack { to }))
            }
            _ => return Err(NotPossible),
        })
    }
}
