//! The slow-down for addresses that have no account, so that an account cannot be told from none by being slowed.
//!
//! In memory only, and only as keyed hashes: nothing about strangers is kept. What must not be here: accounts;
//! theirs stands in the database.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use domain::{Span, Timestamp};

/// How many strangers are remembered.
const MOST: usize = 10_000;
/// When a stranger's ladder is forgotten.
const MEMORY: Span = Span::hours(1);

#[derive(Default)]
pub(super) struct Ladder(Mutex<HashMap<String, Step>>);

struct Step {
    wrong: u32,
    next_try_at: Timestamp,
}

impl Ladder {
    /// Takes the one try of the moment, as [`super::sql::take_try`] does; false when it must wait.
    pub(super) fn take_try(&self, hash: String, now: Timestamp) -> bool {
        let mut steps = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if steps.len() >= MOST && !steps.contains_key(&hash) {
            steps.retain(|_, step| step.next_try_at + MEMORY > now);
        }
        if steps.len() >= MOST && !steps.contains_key(&hash) {
            // Full of the last hour: whoever tries ten thousand addresses is slowed by the limit per address.
            steps.clear();
        }
        let step = steps.entry(hash).or_insert(Step {
            wrong: 0,
            next_try_at: now,
        });
        if step.next_try_at > now {
            return false;
        }
        let wait = match step.wrong {
            0 => 1,
            1 => 3,
            2 => 5,
            _ => 10,
        };
        step.wrong = step.wrong.saturating_add(1);
        step.next_try_at = now + Span::seconds(wait);
        true
    }
}
