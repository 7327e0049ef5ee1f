//! The state machine of a consignment, the same for documents, parcels, luggage and found items.
//!
//! A thing rests ([`Rest`]) either *announced* (a compartment is reserved, nothing is inside) or *stored*. An opening
//! leaves the rest, and the door's own switch brings it back to one, or to an end. Nothing but the bank's own word
//! moves a thing: not a button, not a timer.

mod clock;
mod events;
mod forced;
mod moving;
mod words;

use serde::{Deserialize, Serialize};

use crate::Timestamp;
use crate::ids::{CommandId, CompartmentId};
use crate::lockers::{Inside, Purpose};

pub use events::{Effect, Event};

/// Where a thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// It rests.
    Resting {
        /// Where.
        rest: Rest,
    },
    /// A door command is on its way.
    Opening {
        /// What for.
        purpose: Purpose,
        /// Which.
        command: CommandId,
        /// Where it goes back to if the door stays shut.
        rest: Rest,
        /// What an earlier opening was for of which nobody knows the end. If this door stays shut too, nobody knows still.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        doubt: Option<Purpose>,
    },
    /// The door is open.
    Open {
        /// What for.
        purpose: Purpose,
        /// By which command.
        command: CommandId,
        /// Where it was before.
        rest: Rest,
    },
    /// Nobody knows whether the door opened or where the thing is; only staff go on from here.
    Unclear {
        /// What the opening was for.
        purpose: Purpose,
        /// Where it was before.
        rest: Rest,
    },
    /// It left our custody, or never came into it.
    Ended {
        /// How.
        ending: Ending,
        /// When.
        at: Timestamp,
    },
}

/// The ways to rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rest", rename_all = "snake_case")]
pub enum Rest {
    /// A compartment is reserved; nothing is inside.
    Announced,
    /// It is inside.
    Stored {
        /// Since when.
        since: Timestamp,
        /// Until when it may be collected: the end of a day at the bank's place. Whoever makes or moves it rounds it up.
        deadline: Timestamp,
        /// The end before it was rounded, where a fault moved it: a further fault counts from here.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        exact: Option<Timestamp>,
        /// Since when a fault of ours keeps the clock standing, if one does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        paused: Option<Timestamp>,
    },
    /// It was stored and is on the way to another compartment, with a colleague on site. Its recipient opens nothing
    /// meanwhile, and the clock stands still.
    Moving {
        /// As of what is stored.
        since: Timestamp,
        /// As of what is stored.
        deadline: Timestamp,
        /// As of what is stored.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        exact: Option<Timestamp>,
        /// Since when the clock stands still.
        paused: Timestamp,
        /// Which compartment is kept for it, beside its own.
        to: CompartmentId,
        /// The number on that door.
        number: u16,
        /// Whether it lies in its own compartment still.
        inside: bool,
    },
}

/// How custody ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// The recipient has it.
    Collected,
    /// Staff took it back.
    Returned,
    /// It was cancelled before it was handed over.
    Cancelled,
}

/// The event does not fit the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the event does not fit the state of the consignment")]
pub struct NotPossible;

type Next = Result<(State, Option<Effect>), NotPossible>;

impl State {
    /// Where a new consignment begins.
    pub const NEW: Self = Self::Resting { rest: Rest::Announced };

    /// The next state and what must follow.
    ///
    /// # Errors
    /// [`NotPossible`] for every pair that is not a rule of the house; nothing changes then.
    pub fn apply(self, event: Event, now: Timestamp) -> Next {
        match event {
            Event::Order { purpose, command } => self.order(purpose, command, now),
            Event::DoorOpened { command } => self.door_opened(command),
            Event::DoorClosed { command, inside, until } => self.door_closed(command, inside, now, until),
            Event::OrderFailed { command } => self.order_failed(command, now),
            Event::OrderUnclear { command } => self.order_unclear(command),
            Event::OpenedLate { purpose } => match self {
                Self::Resting { rest } | Self::Opening { rest, .. } | Self::Open { rest, .. } => {
                    Ok((Self::Unclear { purpose, rest }, Some(Effect::Doubt)))
                }
                Self::Unclear { .. } | Self::Ended { .. } => Err(NotPossible),
            },
            Event::Forced { compartment } => self.forced(compartment),
            Event::Cancel => self.cancel(now),
            Event::Prolong { until } => self.prolong(until),
            Event::Extend { until } => self.extend(until),
            Event::SetOut { to, number } => self.set_out(to, number, now),
            Event::Stay => self.stay(),
            Event::StopClock { since } => self.stop_clock(since),
            Event::GoOn { until } => self.go_on(until, now),
        }
    }

    fn order(self, purpose: Purpose, command: CommandId, now: Timestamp) -> Next {
        let rest = match (self, purpose) {
            (Self::Resting { rest: Rest::Announced }, Purpose::Deposit) => Rest::Announced,
            // The deadline ends the recipient's right, not the staff's.
            (
                Self::Resting {
                    rest: rest @ Rest::Stored { .. },
                },
                Purpose::Pickup | Purpose::Revisit,
            ) if !rest.is_late(now) => rest,
            (
                Self::Resting {
                    rest: rest @ Rest::Moving { inside: true, .. },
                },
                Purpose::MoveOut,
            )
            | (
                Self::Resting {
                    rest: rest @ Rest::Moving { inside: false, .. },
                },
                Purpose::MoveIn | Purpose::MoveBack,
            )
            | (
                Self::Resting {
                    rest: rest @ Rest::Stored { .. },
                }
                | Self::Unclear { rest, .. },
                Purpose::Return | Purpose::Withdraw,
            ) => rest,
            _ => return Err(NotPossible),
        };
        let doubt = match self {
            Self::Unclear { purpose, .. } => Some(purpose),
            _ => None,
        };
        let opening = Self::Opening {
            purpose,
            command,
            rest,
            doubt,
        };
        Ok((opening, None))
    }

    fn door_opened(self, command: CommandId) -> Next {
        match self {
            Self::Opening {
                purpose,
                command: ours,
                rest,
                ..
            } if ours == command => Ok((Self::Open { purpose, command, rest }, None)),
            _ => Err(NotPossible),
        }
    }

    fn door_closed(self, command: CommandId, inside: Inside, now: Timestamp, until: Timestamp) -> Next {
        // A gap may have swallowed the opening: a door that closes was open.
        let (purpose, rest) = match self {
            Self::Open {
                purpose,
                command: ours,
                rest,
            }
            | Self::Opening {
                purpose,
                command: ours,
                rest,
                ..
            } if ours == command => (purpose, rest),
            _ => return Err(NotPossible),
        };
        let was_stored = rest != Rest::Announced;
        let ended = |ending| Self::Ended { ending, at: now };
        Ok(match (purpose, inside) {
            (Purpose::Deposit, Inside::Item | Inside::Unsensed) => (
                Self::Resting {
                    rest: Rest::Stored {
                        since: now,
                        deadline: until,
                        exact: None,
                        paused: None,
                    },
                },
                Some(Effect::Issue),
            ),
            (Purpose::Deposit, Inside::Nothing) => {
                (Self::Resting { rest: Rest::Announced }, Some(Effect::NothingInside))
            }
            (Purpose::Pickup, Inside::Nothing | Inside::Unsensed) | (Purpose::Revisit, Inside::Nothing) => {
                (ended(Ending::Collected), Some(Effect::Collected))
            }
            (Purpose::Pickup, Inside::Item) => (Self::Resting { rest }, Some(Effect::LeftInside)),
            (Purpose::Revisit, Inside::Item | Inside::Unsensed) => (Self::Resting { rest }, None),
            (Purpose::Return, Inside::Nothing | Inside::Unsensed) => {
                (ended(Ending::Returned), Some(Effect::TakenBack { was_stored }))
            }
            (Purpose::Withdraw, Inside::Nothing | Inside::Unsensed) => {
                (ended(Ending::Cancelled), Some(Effect::TakenBack { was_stored }))
            }
            (Purpose::MoveOut | Purpose::MoveIn | Purpose::MoveBack, _) => {
                return Self::move_on(purpose, inside, rest);
            }
            // No test is ordered for a thing.
            (Purpose::Test, _) => return Err(NotPossible),
            // It was to be taken out and is still there: not collectable, and not gone.
            (Purpose::Return | Purpose::Withdraw, Inside::Item) => {
                (Self::Unclear { purpose, rest }, Some(Effect::Doubt))
            }
        })
    }

    fn order_failed(self, command: CommandId, now: Timestamp) -> Next {
        match self {
            // Nobody knew where it is, and no door opened to show it.
            Self::Opening {
                command: ours,
                rest,
                doubt: Some(purpose),
                ..
            } if ours == command => Ok((Self::Unclear { purpose, rest }, Some(Effect::Doubt))),
            // Cancelled while the door command was on its way, and the door never opened: nothing was ever inside.
            Self::Opening {
                purpose: Purpose::Withdraw,
                command: ours,
                rest: Rest::Announced,
                ..
            } if ours == command => Ok((
                Self::Ended {
                    ending: Ending::Cancelled,
                    at: now,
                },
                Some(Effect::TakenBack { was_stored: false }),
            )),
            Self::Opening {
                command: ours, rest, ..
            } if ours == command => Ok((Self::Resting { rest }, None)),
            _ => Err(NotPossible),
        }
    }

    fn order_unclear(self, command: CommandId) -> Next {
        match self {
            Self::Opening {
                purpose,
                command: ours,
                rest,
                doubt,
            } if ours == command => {
                let purpose = doubt.unwrap_or(purpose);
                Ok((Self::Unclear { purpose, rest }, Some(Effect::Doubt)))
            }
            _ => Err(NotPossible),
        }
    }

    fn cancel(self, now: Timestamp) -> Next {
        match self {
            Self::Resting { rest: Rest::Announced } => Ok((
                Self::Ended {
                    ending: Ending::Cancelled,
                    at: now,
                },
                Some(Effect::TakenBack { was_stored: false }),
            )),
            // The door is opening or open for the deposit: it ends when the door is closed on an empty compartment.
            Self::Opening {
                purpose: Purpose::Deposit,
                command,
                rest,
                doubt,
            } => Ok((
                Self::Opening {
                    purpose: Purpose::Withdraw,
                    command,
                    rest,
                    doubt,
                },
                None,
            )),
            Self::Open {
                purpose: Purpose::Deposit,
                command,
                rest,
            } => Ok((
                Self::Open {
                    purpose: Purpose::Withdraw,
                    command,
                    rest,
                },
                None,
            )),
            _ => Err(NotPossible),
        }
    }
}

#[cfg(test)]
mod tests;
