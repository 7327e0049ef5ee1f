//! Unpredictable bytes: the only reader of the operating system's random numbers.

use std::process;

use crate::fault::{Fault, Result};

/// Gives unpredictable bytes, good enough for keys and codes.
pub trait Chance: Send + Sync {
    /// Fills the whole slice. It always succeeds: whoever cannot give random bytes must not return.
    fn fill(&self, bytes: &mut [u8]);
}

/// The operating system's random numbers.
#[derive(Debug, Clone, Copy)]
pub struct SystemChance(());

impl SystemChance {
    /// Draws once, so that a system without random numbers is found at start and not at the first code.
    ///
    /// # Errors
    /// `Unavailable` when the operating system gives none.
    pub fn new() -> Result<Self> {
        draw(&mut [0; 32]).map_err(|error| {
            Fault::unavailable("outside.chance", "asking the operating system for random numbers").because(error)
        })?;
        Ok(Self(()))
    }
}

impl Chance for SystemChance {
    fn fill(&self, bytes: &mut [u8]) {
        if let Err(error) = draw(bytes) {
            // It worked at start, so this is a machine that broke under us. A panic would be caught
            // by the server's layers and the next request would try again; guessable codes and keys
            // are worse than no service, so the process ends and its supervisor decides.
            tracing::error!(%error, "the operating system stopped giving random numbers: ending");
            process::abort();
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place that draws random numbers"
)]
fn draw(bytes: &mut [u8]) -> Result<(), getrandom::Error> {
    getrandom::fill(bytes)
}
