//! Telling the time: the only reader of the system's clock.

use std::time::{SystemTime, UNIX_EPOCH};

use domain::Timestamp;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The time now, in UTC microseconds. It may step when the machine's clock is set.
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the machine's clock"
    )]
    fn now(&self) -> Timestamp {
        let micros = match SystemTime::now().duration_since(UNIX_EPOCH) {
            Ok(since) => i64::try_from(since.as_micros()).unwrap_or(i64::MAX),
            // A machine whose clock stands before 1970: wrong, but still in order.
            Err(before) => i64::try_from(before.duration().as_micros()).map_or(i64::MIN, |n| -n),
        };
        Timestamp(micros)
    }
}
