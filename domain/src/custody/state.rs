//! The state machine of a consignment, the same for documents, parcels, luggage and found items.
//!
//! A thing rests ([`Rest`]) either *announced* (a compartment is reserved, nothing is inside) or *stored*. An opening
//! leaves the rest, and the door's own switch brings it back to one, or to an end. Nothing but the bank's own word
//! moves a thing: not a button, not a timer.

use serde::{Deserialize, Serialize};

use crate::ids::CommandId;
use crate::lockers::{Inside, Purpose};
use crate::{Span, Timestamp};

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

/// The two ways to rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rest", rename_all = "snake_case")]
pub enum Rest {
    /// A compartment is reserved; nothing is inside.
    Announced,
    /// It is inside.
    Stored {
        /// Since when.
        since: Timestamp,
        /// Until when it may be collected.
        deadline: Timestamp,
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

/// What happens to a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// Somebody who may orders the door open.
    Order {
        /// What for.
        purpose: Purpose,
        /// The command.
        command: CommandId,
    },
    /// The bank: the door opened.
    DoorOpened {
        /// By which command.
        command: CommandId,
    },
    /// The bank: the door closed.
    DoorClosed {
        /// By which command it had been opened.
        command: CommandId,
        /// What the sensor saw.
        inside: Inside,
        /// How long a thing that is now stored may stay.
        keep: Span,
    },
    /// The command ended without opening the door.
    OrderFailed {
        /// Which.
        command: CommandId,
    },
    /// The bank does not know what became of the command.
    OrderUnclear {
        /// Which.
        command: CommandId,
    },
    /// The bank: a door opened by a command that we had given up. Where the thing is, nobody knows.
    OpenedLate {
        /// What that command was for.
        purpose: Purpose,
    },
    /// Its depositor cancels.
    Cancel,
}

/// What must follow a change of state, in the same transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Make code, QR and link, and tell the recipient.
    Issue,
    /// The door was closed with nothing inside: tell the depositor on the screen.
    NothingInside,
    /// The door was closed with the thing still inside: tell the recipient.
    LeftInside,
    /// It is collected: kill the secrets, free the compartment, tell the recipient.
    Collected,
    /// It was taken back or cancelled: kill the secrets, free the compartment; tell a recipient who knew of it.
    TakenBack {
        /// Whether the recipient had been told that it waits.
        was_stored: bool,
    },
    /// A human must look.
    Doubt,
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
            Event::DoorClosed { command, inside, keep } => self.door_closed(command, inside, now, keep),
            Event::OrderFailed { command } => self.order_failed(command, now),
            Event::OrderUnclear { command } => self.order_unclear(command),
            Event::OpenedLate { purpose } => match self {
                Self::Resting { rest } | Self::Opening { rest, .. } | Self::Open { rest, .. } => {
                    Ok((Self::Unclear { purpose, rest }, Some(Effect::Doubt)))
                }
                Self::Unclear { .. } | Self::Ended { .. } => Err(NotPossible),
            },
            Event::Cancel => self.cancel(now),
        }
    }

    fn order(self, purpose: Purpose, command: CommandId, now: Timestamp) -> Next {
        let rest = match (self, purpose) {
            (Self::Resting { rest: Rest::Announced }, Purpose::Deposit) => Rest::Announced,
            // The deadline ends the recipient's right, not the staff's.
            (
                Self::Resting {
                    rest: rest @ Rest::Stored { deadline, .. },
                },
                Purpose::Pickup | Purpose::Revisit,
            ) if now <= deadline => rest,
            (
                Self::Resting {
                    rest: rest @ Rest::Stored { .. },
                }
                | Self::Unclear { rest, .. },
                Purpose::Return | Purpose::Withdraw,
            ) => rest,
            _ => return Err(NotPossible),
        };
        Ok((Self::Opening { purpose, command, rest }, None))
    }

    fn door_opened(self, command: CommandId) -> Next {
        match self {
            Self::Opening {
                purpose,
                command: ours,
                rest,
            } if ours == command => Ok((Self::Open { purpose, command, rest }, None)),
            _ => Err(NotPossible),
        }
    }

    fn door_closed(self, command: CommandId, inside: Inside, now: Timestamp, keep: Span) -> Next {
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
            } if ours == command => (purpose, rest),
            _ => return Err(NotPossible),
        };
        let was_stored = matches!(rest, Rest::Stored { .. });
        let ended = |ending| Self::Ended { ending, at: now };
        Ok(match (purpose, inside) {
            (Purpose::Deposit, Inside::Item | Inside::Unsensed) => (
                Self::Resting {
                    rest: Rest::Stored {
                        since: now,
                        deadline: now + keep,
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
            // It was to be taken out and is still there: not collectable, and not gone.
            (Purpose::Return | Purpose::Withdraw, Inside::Item) => {
                (Self::Unclear { purpose, rest }, Some(Effect::Doubt))
            }
        })
    }

    fn order_failed(self, command: CommandId, now: Timestamp) -> Next {
        match self {
            // Cancelled while the door command was on its way, and the door never opened: nothing was ever inside.
            Self::Opening {
                purpose: Purpose::Withdraw,
                command: ours,
                rest: Rest::Announced,
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
            } if ours == command => Ok((Self::Unclear { purpose, rest }, Some(Effect::Doubt))),
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
            } => Ok((
                Self::Opening {
                    purpose: Purpose::Withdraw,
                    command,
                    rest,
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

    /// Whether it still holds a compartment.
    pub const fn holds_compartment(self) -> bool {
        !matches!(self, Self::Ended { .. })
    }

    /// Whether a thing is, or may be, inside the compartment.
    pub const fn maybe_inside(self) -> bool {
        match self {
            Self::Resting { rest } => matches!(rest, Rest::Stored { .. }),
            Self::Opening { rest, .. } => matches!(rest, Rest::Stored { .. }),
            Self::Open { .. } | Self::Unclear { .. } => true,
            Self::Ended { .. } => false,
        }
    }

    /// The name in the database's column for filters: coarse, one word per thing that staff look for.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Resting { rest: Rest::Announced } => "announced",
            Self::Resting {
                rest: Rest::Stored { .. },
            } => "stored",
            Self::Opening { .. } => "opening",
            Self::Open { .. } => "open",
            Self::Unclear { .. } => "unclear",
            Self::Ended {
                ending: Ending::Collected,
                ..
            } => "collected",
            Self::Ended {
                ending: Ending::Returned,
                ..
            } => "returned",
            Self::Ended {
                ending: Ending::Cancelled,
                ..
            } => "cancelled",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    const KEEP: Span = Span::days(7);

    fn command(n: u128) -> CommandId {
        CommandId(Uuid::from_u128(n))
    }

    fn any_event() -> impl Strategy<Value = Event> {
        let id = (0_u128..3).prop_map(command);
        let purpose = proptest::sample::select(Purpose::ALL.to_vec());
        let inside = prop_oneof![Just(Inside::Item), Just(Inside::Nothing), Just(Inside::Unsensed)];
        prop_oneof![
            (purpose, id.clone()).prop_map(|(purpose, command)| Event::Order { purpose, command }),
            id.clone().prop_map(|command| Event::DoorOpened { command }),
            (id.clone(), inside).prop_map(|(command, inside)| Event::DoorClosed {
                command,
                inside,
                keep: KEEP
            }),
            id.clone().prop_map(|command| Event::OrderFailed { command }),
            id.prop_map(|command| Event::OrderUnclear { command }),
            Just(Event::Cancel),
            Just(Event::OpenedLate {
                purpose: Purpose::Pickup
            }),
        ]
    }

    proptest! {
        #[test]
        fn whatever_happens(events in proptest::collection::vec(any_event(), 0..60)) {
            let mut state = State::NEW;
            for (n, event) in events.into_iter().enumerate() {
                let now = Timestamp(i64::try_from(n).unwrap());
                let Ok((next, effect)) = state.apply(event, now) else { continue };
                prop_assert!(state.holds_compartment(), "an end is an end");
                // Secrets are issued exactly when a thing comes to rest inside after a deposit.
                let stored_now = matches!(next, State::Resting { rest: Rest::Stored { since, .. } } if since == now)
                    && !matches!(state, State::Resting { .. });
                prop_assert_eq!(effect == Some(Effect::Issue), stored_now && matches!(state,
                    State::Open { purpose: Purpose::Deposit, .. } | State::Opening { purpose: Purpose::Deposit, .. }));
                // Nothing is collected but through a door that was opened for it.
                if let State::Ended { ending: Ending::Collected, .. } = next {
                    prop_assert!(
                        matches!(event, Event::DoorClosed { .. }),
                        "collected by {:?}", event
                    );
                }
                // A recipient never opens what is unclear.
                if let (State::Unclear { .. }, State::Opening { purpose, .. }) = (state, next) {
                    prop_assert!(matches!(purpose, Purpose::Return | Purpose::Withdraw));
                }
                state = next;
            }
        }
    }

    fn run(events: &[Event]) -> (State, Option<Effect>) {
        let mut last = (State::NEW, None);
        for event in events {
            last = last.0.apply(*event, Timestamp(0)).unwrap();
        }
        last
    }

    fn order(purpose: Purpose, n: u128) -> Event {
        Event::Order {
            purpose,
            command: command(n),
        }
    }

    fn opened(n: u128) -> Event {
        Event::DoorOpened { command: command(n) }
    }

    fn closed(n: u128, inside: Inside) -> Event {
        Event::DoorClosed {
            command: command(n),
            inside,
            keep: KEEP,
        }
    }

    fn stored() -> Vec<Event> {
        vec![order(Purpose::Deposit, 1), opened(1), closed(1, Inside::Item)]
    }

    #[test]
    fn a_document_goes_in_and_comes_out() {
        assert_eq!(run(&stored()).1, Some(Effect::Issue));
        let mut road = stored();
        road.extend([order(Purpose::Pickup, 2), opened(2), closed(2, Inside::Nothing)]);
        let (state, effect) = run(&road);
        assert_eq!(
            state,
            State::Ended {
                ending: Ending::Collected,
                at: Timestamp(0)
            }
        );
        assert_eq!(effect, Some(Effect::Collected));
    }

    #[test]
    fn closed_empty_is_not_stored_and_left_inside_is_not_collected() {
        assert_eq!(
            run(&[order(Purpose::Deposit, 1), opened(1), closed(1, Inside::Nothing)]),
            (State::NEW, Some(Effect::NothingInside))
        );
        let mut road = stored();
        road.extend([order(Purpose::Pickup, 2), opened(2), closed(2, Inside::Item)]);
        let (state, effect) = run(&road);
        assert!(matches!(
            state,
            State::Resting {
                rest: Rest::Stored { .. }
            }
        ));
        assert_eq!(effect, Some(Effect::LeftInside));
    }

    #[test]
    fn a_failed_order_leaves_everything_as_it_was() {
        let mut road = stored();
        let before = run(&road).0;
        road.extend([order(Purpose::Pickup, 2), Event::OrderFailed { command: command(2) }]);
        assert_eq!(run(&road).0, before);
    }

    #[test]
    fn a_foreign_command_moves_nothing() {
        let state = run(&[order(Purpose::Deposit, 1)]).0;
        assert_eq!(state.apply(opened(9), Timestamp(0)), Err(NotPossible));
        assert_eq!(state.apply(closed(9, Inside::Item), Timestamp(0)), Err(NotPossible));
    }

    #[test]
    fn after_the_deadline_only_staff_open() {
        let state = run(&stored()).0;
        let late = Timestamp(KEEP.0 + 1);
        assert_eq!(state.apply(order(Purpose::Pickup, 2), late), Err(NotPossible));
        assert!(state.apply(order(Purpose::Return, 2), late).is_ok());
    }

    #[test]
    fn a_door_that_opened_after_we_gave_up_is_for_humans() {
        let mut road = stored();
        road.push(Event::OpenedLate {
            purpose: Purpose::Pickup,
        });
        let (state, effect) = run(&road);
        assert_eq!((state.wire(), effect), ("unclear", Some(Effect::Doubt)));
        assert_eq!(state.apply(order(Purpose::Pickup, 3), Timestamp(0)), Err(NotPossible));
    }

    #[test]
    fn cancelling_with_an_open_door_waits_for_the_door() {
        let (state, _) = run(&[order(Purpose::Deposit, 1), opened(1), Event::Cancel]);
        assert!(state.holds_compartment());
        let (state, effect) = state.apply(closed(1, Inside::Nothing), Timestamp(0)).unwrap();
        assert_eq!(state.wire(), "cancelled");
        assert_eq!(effect, Some(Effect::TakenBack { was_stored: false }));
        let (state, effect) = run(&[
            order(Purpose::Deposit, 1),
            opened(1),
            Event::Cancel,
            closed(1, Inside::Item),
        ]);
        assert_eq!(state.wire(), "unclear");
        assert_eq!(effect, Some(Effect::Doubt));
        let (state, _) = state.apply(order(Purpose::Withdraw, 2), Timestamp(0)).unwrap();
        assert_eq!(state.wire(), "opening");
    }

    #[test]
    fn cancelling_before_the_door_opened_ends_when_it_stays_shut() {
        let (state, _) = run(&[
            order(Purpose::Deposit, 1),
            Event::Cancel,
            Event::OrderFailed { command: command(1) },
        ]);
        assert_eq!(state.wire(), "cancelled");
    }
}
