//! The end of a stored thing's time: how it moves, how it stands still, and when it has passed.
//!
//! What must not be here: who may move it. That is for [`super::super::Keeping`] and the ports.

use super::{NotPossible, Rest, State};
use crate::{Span, Timestamp};

impl Rest {
    /// Whether the time to collect has passed. It never does while the clock stands still.
    pub fn is_late(self, now: Timestamp) -> bool {
        match self {
            Self::Announced | Self::Moving { .. } => false,
            Self::Stored { deadline, paused, .. } => paused.is_none() && now > deadline,
        }
    }

    /// Where the end is if the clock goes on now: exactly the time that was lost is added to where it was. Whoever lets
    /// it go on puts that to the end of its day; so a fault of minutes gives a day, and ten of them do not give ten.
    /// Nothing unless the clock stands still.
    pub fn given_back(self, now: Timestamp) -> Option<Timestamp> {
        match self {
            Self::Announced | Self::Moving { .. } => None,
            Self::Stored {
                deadline,
                exact,
                paused,
                ..
            } => Time {
                deadline,
                exact,
                paused,
            }
            .given_back(now),
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

    /// Changes the time of a thing that rests inside; nobody's end moves while a door moves.
    fn with_time(self, change: impl FnOnce(Timestamp, Time) -> Option<Time>) -> super::Next {
        let Self::Resting {
            rest:
                Rest::Stored {
                    since,
                    deadline,
                    exact,
                    paused,
                },
        } = self
        else {
            return Err(NotPossible);
        };
        let time = Time {
            deadline,
            exact,
            paused,
        };
        let Time {
            deadline,
            exact,
            paused,
        } = change(since, time).ok_or(NotPossible)?;
        let rest = Rest::Stored {
            since,
            deadline,
            exact,
            paused,
        };
        Ok((Self::Resting { rest }, None))
    }

    pub(super) fn prolong(self, until: Timestamp) -> super::Next {
        self.with_time(|_, time| {
            Some(if until > time.deadline {
                time.moved_to(until)
            } else {
                time
            })
        })
    }

    pub(super) fn extend(self, until: Timestamp) -> super::Next {
        self.with_time(|_, time| (until > time.deadline).then(|| time.moved_to(until)))
    }

    /// A fault that began after the end gives nothing back: it kept nobody out.
    pub(super) fn stop_clock(self, since: Timestamp) -> super::Next {
        self.with_time(|stored, time| {
            let since = since.max(stored);
            let paused = Some(since);
            (time.paused.is_none() && since <= time.deadline).then_some(Time { paused, ..time })
        })
    }

    /// Never less than was lost, whatever `until` says.
    pub(super) fn go_on(self, until: Timestamp, now: Timestamp) -> super::Next {
        self.with_time(|_, time| {
            let exact = time.given_back(now)?;
            Some(Time {
                deadline: time.deadline.max(until).max(exact),
                exact: Some(exact),
                paused: None,
            })
        })
    }
}

/// What an event may change of a stored thing's time.
#[derive(Clone, Copy)]
struct Time {
    deadline: Timestamp,
    exact: Option<Timestamp>,
    paused: Option<Timestamp>,
}

impl Time {
    /// An end that somebody chose is a promise of its own: what a fault takes from it is counted from there.
    const fn moved_to(self, deadline: Timestamp) -> Self {
        Self {
            deadline,
            exact: None,
            ..self
        }
    }

    fn given_back(self, now: Timestamp) -> Option<Timestamp> {
        let lost = now - self.paused?;
        Some(self.exact.unwrap_or(self.deadline) + lost.max(Span(0)))
    }
}
