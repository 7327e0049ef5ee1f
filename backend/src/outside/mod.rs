//! What comes from outside of every rule: time and chance. Both are parameters, so tests turn the clock
//! and get the same codes twice.
//!
//! # Map
//! * [`Outside`]: what services carry; makes ids from both.
//! * `clock.rs`: [`Clock`], [`SystemClock`]. `chance.rs`: [`Chance`], [`SystemChance`].
//! * `turned.rs`: `TestClock`, `SeededChance`; never in a release.
//!
//! What must not be anywhere else: reading the system's clock or its random numbers. Clippy refuses
//! it, and only this module is excused.

mod chance;
mod clock;
#[cfg(any(test, feature = "testing"))]
mod turned;

pub use chance::{Chance, SystemChance};
pub use clock::{Clock, SystemClock};
#[cfg(any(test, feature = "testing"))]
pub use turned::{SeededChance, TestClock};

use std::sync::Arc;

use domain::Timestamp;
use uuid::{Builder, Uuid};

use crate::fault::Result;

/// Time and chance, as every service gets them. Cloning is cheap and shares both.
#[derive(Clone)]
pub struct Outside {
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Gives unpredictable bytes.
    pub chance: Arc<dyn Chance>,
}

impl Outside {
    /// The real ones.
    ///
    /// # Errors
    /// `Unavailable` when the operating system gives no random numbers: better not to start at all.
    pub fn real() -> Result<Self> {
        Ok(Self {
            clock: Arc::new(SystemClock),
            chance: Arc::new(SystemChance::new()?),
        })
    }

    /// The time now.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A new UUID version 7. Ids of one node sort by the microsecond in which they were made.
    pub fn uuid7(&self) -> Uuid {
        let micros = u64::try_from(self.now().0).unwrap_or(0);
        let mut rest: [u8; 10] = self.chance.bytes();
        // RFC 9562, method 3: the 12 bits after the milliseconds carry their fraction.
        let fraction = ((micros % 1_000) << 12) / 1_000;
        let [.., high, low] = fraction.to_be_bytes();
        rest[0] = high;
        rest[1] = low;
        Builder::from_unix_timestamp_millis(micros / 1_000, &rest).into_uuid()
    }
}

impl dyn Chance + '_ {
    /// So many unpredictable bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Span;

    fn turned(clock: &TestClock) -> Outside {
        Outside {
            clock: Arc::new(clock.clone()),
            chance: Arc::new(SeededChance::new(1)),
        }
    }

    #[test]
    fn ids_are_version_7_and_sort_by_the_microsecond() {
        let clock = TestClock::default();
        let outside = turned(&clock);
        let mut last = outside.uuid7();
        assert_eq!(last.get_version_num(), 7);
        for _ in 0..5_000 {
            clock.advance(Span(1));
            let next = outside.uuid7();
            assert!(next > last, "{next} after {last}");
            last = next;
        }
    }

    #[test]
    fn seeded_chance_repeats_itself_and_real_chance_does_not() {
        let draw = |seed| (&SeededChance::new(seed) as &dyn Chance).bytes::<70>();
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
        let real = Outside::real().unwrap();
        assert_ne!(real.chance.bytes::<32>(), real.chance.bytes::<32>());
    }

    #[test]
    fn the_system_clock_is_in_this_century() {
        let now = SystemClock.now();
        assert!(now > Timestamp(1_700_000_000_000_000), "{now:?}");
    }
}
