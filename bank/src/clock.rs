//! Time, injected: what the wall says, and how long the program has run.
//!
//! Both are needed. A command's life is told in wall time; how long a door stands open is not, because a wall clock
//! may be set while we wait. Only [`MachineClock`] asks the machine.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use domain::{Span, Timestamp};

/// One reading of both clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// UTC, as far as this machine knows it.
    pub wall: Timestamp,
    /// Since some fixed moment; never goes back.
    pub uptime: Span,
}

impl Now {
    /// The uptime that comes so much later.
    pub const fn after(self, wait: Span) -> Span {
        Span(self.uptime.0.saturating_add(wait.0))
    }
}

/// Where time comes from.
pub trait Clock: Send + Sync + 'static {
    /// Reads both clocks.
    fn now(&self) -> Now;
}

/// The machine's own clocks.
#[derive(Debug)]
pub struct MachineClock {
    started: Instant,
}

impl MachineClock {
    /// Starts to count.
    #[expect(
        clippy::disallowed_methods,
        clippy::new_without_default,
        reason = "the process's edge: here, and only here, the machine is asked; a default would hide that"
    )]
    pub fn new() -> Self {
        Self {
            started: Instant::now(),
        }
    }
}

impl Clock for MachineClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the process's edge: here, and only here, the machine is asked"
    )]
    fn now(&self) -> Now {
        // A clock before 1970 is broken; 1970 makes every command refused, which is the safe side.
        let wall = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Now {
            wall: Timestamp(micros(wall)),
            uptime: Span(micros(self.started.elapsed())),
        }
    }
}

fn micros(length: std::time::Duration) -> i64 {
    i64::try_from(length.as_micros()).unwrap_or(i64::MAX)
}
