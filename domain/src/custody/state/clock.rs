//! The end of a stored thing's time: how it moves, how it stands still, and when it has passed.
//!
//! What must not be here: who may move it. That is for [`super::super::Keeping`] and the ports.

use super::{NotPossible, Rest, State};
use crate::Timestamp;

impl Rest {
    /// Whether the time to collect has passed. It never does while the clock stands still.
    pub fn is_late(self, now: Timestamp) -> bool {
        match self {
            Self::Announced => false,
            Self::Stored { deadline, paused, .. } => paused.is_none() && now > deadline,
        }
    }
}

impl State {
    /// Whether it waits for its recipient, and since when and until when.
    pub const fn stored(self) -> Option<Rest> {
        match self {
            Self::Resting {
                rest: rest @ Rest::Stored { .. },
            } => Some(rest),
            _ => None,
        }
    }

    /// Changes the end of a thing that rests inside; nobody's end moves while a door moves.
    fn with_end(
        self,
        change: impl FnOnce(Timestamp, Timestamp, Option<Timestamp>) -> Option<(Timestamp, Option<Timestamp>)>,
    ) -> super::Next {
        let Self::Resting {
            rest: Rest::Stored {
                since,
                deadline,
                paused,
            },
        } = self
        else {
            return Err(NotPossible);
        };
        let (deadline, paused) = change(since, deadline, paused).ok_or(NotPossible)?;
        let rest = Rest::Stored {
            since,
            deadline,
            paused,
        };
        Ok((Self::Resting { rest }, None))
    }

    pub(super) fn prolong(self, until: Timestamp) -> super::Next {
        self.with_end(|_, deadline, paused| Some((deadline.max(until), paused)))
    }

    pub(super) fn extend(self, until: Timestamp) -> super::Next {
        self.with_end(|_, deadline, paused| (until > deadline).then_some((until, paused)))
    }

    /// A fault that began after the end gives nothing back: it kept nobody out.
    pub(super) fn stop_clock(self, since: Timestamp) -> super::Next {
        self.with_end(|stored, deadline, paused| {
            let since = since.max(stored);
            (paused.is_none() && since <= deadline).then_some((deadline, Some(since)))
        })
    }

    pub(super) fn go_on(self, now: Timestamp) -> super::Next {
        self.with_end(|_, deadline, paused| {
            let lost = now - paused?;
            Some((deadline + lost.max(crate::Span(0)), None))
        })
    }
}
