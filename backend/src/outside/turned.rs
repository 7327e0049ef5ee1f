//! A clock that tests turn, and chance that repeats itself. Predictable: never in a release.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use domain::{Span, Timestamp};
use sha2::{Digest, Sha256};

use super::{Chance, Clock};

/// A clock that stands still until it is turned. Clones show the same time.
#[derive(Debug, Clone)]
pub struct TestClock(Arc<AtomicI64>);

impl TestClock {
    /// A clock that shows this time.
    pub fn at(time: Timestamp) -> Self {
        Self(Arc::new(AtomicI64::new(time.0)))
    }

    /// Sets it.
    pub fn set(&self, time: Timestamp) {
        self.0.store(time.0, Ordering::SeqCst);
    }

    /// Turns it forward (or back, by a negative span); gives the new time.
    pub fn advance(&self, by: Span) -> Timestamp {
        Timestamp(self.0.fetch_add(by.0, Ordering::SeqCst) + by.0)
    }
}

impl Default for TestClock {
    /// A working Sunday morning: 2026-03-01 09:00 UTC.
    fn default() -> Self {
        Self::at(Timestamp(1_772_355_600_000_000))
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

/// Chance that gives the same bytes for the same seed, in the same order of asking.
#[derive(Debug)]
pub struct SeededChance {
    seed: u64,
    drawn: AtomicU64,
}

impl SeededChance {
    /// Begins a sequence.
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            drawn: AtomicU64::new(0),
        }
    }
}

impl Chance for SeededChance {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            let n = self.drawn.fetch_add(1, Ordering::SeqCst);
            let block = Sha256::new()
                .chain_update(self.seed.to_be_bytes())
                .chain_update(n.to_be_bytes())
                .finalize();
            chunk.copy_from_slice(&block[..chunk.len()]);
        }
    }
}
