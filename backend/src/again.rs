//! Runs a use case again when two changes met: each try is a whole transaction of its own.

use domain::{Error, FaultKind, Outcome};

/// At most so many tries; then the person is told to try again.
const TRIES: u32 = 3;

/// Runs it until it does not collide.
///
/// # Errors
/// What the last try said.
pub(crate) async fn again<T, F>(mut use_case: impl FnMut() -> F) -> Outcome<T>
where
    F: Future<Output = Outcome<T>>,
{
    let mut tries = 1;
    loop {
        match use_case().await {
            Err(Error::Failed(FaultKind::Conflict)) if tries < TRIES => tries += 1,
            other => return other,
        }
    }
}
