//! The life of a command on the server: `queued -> sent -> accepted -> opened -> closed`, or one of the bad ends.

use serde::{Deserialize, Serialize};

use super::protocol::RefuseReason;
use crate::Span;

/// How long an unlock command may live: late is worse than never.
pub const UNLOCK_LIFE: Span = Span::seconds(20);

/// Why a door is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// To put the thing in.
    Deposit,
    /// The recipient takes it out.
    Pickup,
    /// Its depositor takes it out again before it was handed over: the delivery was cancelled.
    Withdraw,
    /// Staff take back what nobody collected.
    Return,
    /// The depositor of luggage looks in and leaves it there.
    Revisit,
    /// Staff take it out of its compartment, to move it to another one.
    MoveOut,
    /// They put it into the other one.
    MoveIn,
    /// They put it back into its own.
    MoveBack,
    /// Somebody on site tries an empty compartment that is out of service. It is about no thing.
    Test,
}

impl Purpose {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Deposit,
        Self::Pickup,
        Self::Withdraw,
        Self::Return,
        Self::Revisit,
        Self::MoveOut,
        Self::MoveIn,
        Self::MoveBack,
        Self::Test,
    ];

    /// The name in the database and in a command's `reason`.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Deposit => "deposit",
            Self::Pickup => "pickup",
            Self::Withdraw => "withdraw",
            Self::Return => "return",
            Self::Revisit => "revisit",
            Self::MoveOut => "move_out",
            Self::MoveIn => "move_in",
            Self::MoveBack => "move_back",
            Self::Test => "test",
        }
    }
}

/// What the sensor saw when the door closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Inside {
    /// Something.
    Item,
    /// Nothing.
    Nothing,
    /// There is no sensor.
    Unsensed,
}

impl From<Option<bool>> for Inside {
    fn from(item: Option<bool>) -> Self {
        match item {
            Some(true) => Self::Item,
            Some(false) => Self::Nothing,
            None => Self::Unsensed,
        }
    }
}

/// Where a command is. Data that belongs to a state stands in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum CommandState {
    /// Committed here, not yet with the broker.
    Queued,
    /// The broker has it.
    Sent,
    /// The bank has it on disk and is about to act.
    Accepted,
    /// The door's own switch says open.
    Opened,
    /// The door was open and is closed again. An end.
    Closed,
    /// Done, for commands that open no door. An end.
    Done,
    /// The bank would not. An end.
    Refused {
        /// Why.
        reason: RefuseReason,
    },
    /// It could not be handed to the bank in its life. An end.
    Expired,
    /// The bank had it and nothing was heard in time, or the pulse moved no door. An end.
    TimedOut,
    /// The bank lost power around the pulse: nobody knows, a human decides. An end.
    Unknown,
}

/// What happens to a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommandEvent {
    /// The broker acknowledged it.
    Sent,
    /// The bank answered that it has it.
    Accepted,
    /// The door opened.
    Opened,
    /// The door closed.
    Closed,
    /// Done (no door involved).
    Done,
    /// The bank refused.
    Refused(RefuseReason),
    /// Its life ended before the bank had it.
    Expired,
    /// The bank says that the pulse moved nothing, or nothing was heard in time.
    TimedOut,
    /// The bank does not know whether it pulsed.
    Unknown,
}

/// The event does not fit the state: it came twice, late or out of order, and changes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the event does not fit the state of the command")]
pub struct NotPossible;

impl CommandState {
    /// Whether nothing can happen to it any more.
    pub const fn is_end(self) -> bool {
        matches!(
            self,
            Self::Closed | Self::Done | Self::Refused { .. } | Self::Expired | Self::TimedOut | Self::Unknown
        )
    }

    /// The next state. A bank's word overtakes the broker's: `Opened` may come before `Sent` and `Accepted`.
    ///
    /// # Errors
    /// [`NotPossible`] for everything that does not move it forward.
    pub const fn apply(self, event: CommandEvent) -> Result<Self, NotPossible> {
        use CommandEvent as E;
        Ok(match (self, event) {
            (Self::Queued, E::Sent) => Self::Sent,
            (Self::Queued | Self::Sent, E::Accepted) => Self::Accepted,
            (Self::Queued | Self::Sent | Self::Accepted, E::Opened) => Self::Opened,
            (Self::Opened, E::Closed) => Self::Closed,
            (Self::Queued | Self::Sent | Self::Accepted, E::Done) => Self::Done,
            (Self::Queued | Self::Sent | Self::Accepted, E::Refused(reason)) => Self::Refused { reason },
            (Self::Queued | Self::Sent, E::Expired) => Self::Expired,
            (Self::Sent | Self::Accepted, E::TimedOut) => Self::TimedOut,
            (Self::Queued | Self::Sent | Self::Accepted, E::Unknown) => Self::Unknown,
            _ => return Err(NotPossible),
        })
    }

    /// The name in the database.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Accepted => "accepted",
            Self::Opened => "opened",
            Self::Closed => "closed",
            Self::Done => "done",
            Self::Refused { .. } => "refused",
            Self::Expired => "expired",
            Self::TimedOut => "timed_out",
            Self::Unknown => "unknown",
        }
    }

    /// Reads [`Self::wire`]; `reason` is the column beside it.
    pub fn from_wire(state: &str, reason: Option<&str>) -> Option<Self> {
        Some(match state {
            "queued" => Self::Queued,
            "sent" => Self::Sent,
            "accepted" => Self::Accepted,
            "opened" => Self::Opened,
            "closed" => Self::Closed,
            "done" => Self::Done,
            "refused" => Self::Refused {
                reason: reason.and_then(RefuseReason::from_wire)?,
            },
            "expired" => Self::Expired,
            "timed_out" => Self::TimedOut,
            "unknown" => Self::Unknown,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_event() -> impl Strategy<Value = CommandEvent> {
        prop_oneof![
            Just(CommandEvent::Sent),
            Just(CommandEvent::Accepted),
            Just(CommandEvent::Opened),
            Just(CommandEvent::Closed),
            Just(CommandEvent::Done),
            Just(CommandEvent::Refused(RefuseReason::Stale)),
            Just(CommandEvent::Expired),
            Just(CommandEvent::TimedOut),
            Just(CommandEvent::Unknown),
        ]
    }

    proptest! {
        #[test]
        fn an_end_is_an_end_and_a_repeat_changes_nothing(events in proptest::collection::vec(any_event(), 0..30)) {
            let mut state = CommandState::Queued;
            for event in events {
                let before = state;
                if let Ok(next) = state.apply(event) {
                    prop_assert!(!before.is_end());
                    prop_assert_ne!(before, next);
                    prop_assert!(next.apply(event).is_err(), "{:?} twice", event);
                    state = next;
                }
            }
        }

        #[test]
        fn closed_only_after_opened(events in proptest::collection::vec(any_event(), 0..30)) {
            let mut state = CommandState::Queued;
            let mut opened = false;
            for event in events {
                if let Ok(next) = state.apply(event) {
                    opened |= next == CommandState::Opened;
                    prop_assert!(next != CommandState::Closed || opened);
                    state = next;
                }
            }
        }
    }

    #[test]
    fn every_state_has_a_name_that_is_read_back() {
        let refused = CommandState::Refused {
            reason: RefuseReason::Stale,
        };
        for state in [
            CommandState::Queued,
            CommandState::Sent,
            CommandState::Accepted,
            CommandState::Opened,
            CommandState::Closed,
            CommandState::Done,
            refused,
            CommandState::Expired,
            CommandState::TimedOut,
            CommandState::Unknown,
        ] {
            assert_eq!(CommandState::from_wire(state.wire(), Some("stale")), Some(state));
        }
        assert_eq!(CommandState::from_wire("refused", None), None);
    }
}
