//! Where a test lets the bank's program die as if somebody had pulled its plug: just before or just after a step that lasts or
//! that somebody outside sees.
//!
//! Such a step is a line of the journal, a rewritten journal, the pulse of a lock, a message that goes to the broker, an
//! acknowledgement in either direction. `server/tests/all/deaths/` runs the program as a process over doors that outlive it, arms
//! it in the middle of a hand-over, and looks at what is left.
//!
//! The environment variable `CLOAKROOM_TEST_BANK_DEATH` names a file. Nothing happens until that file appears. From then on each
//! step is counted and noted in a file beside it (`….steps`), and at the step whose number stands in the file the process ends: no
//! destructor runs, nothing is flushed, no connection says goodbye. Number 0 only counts. If the number of another process stands
//! behind it, that one is killed instead, and this one goes on.
//!
//! What must not be here: any of it in a release. Without debug assertions [`reached`] is empty and the variable is not read.
//! (`backend/src/failpoint.rs` is the same for the server: the two crates share nothing that may read a file.)

#[cfg(debug_assertions)]
pub(crate) use armed::reached;

/// A release has no such points.
#[cfg(not(debug_assertions))]
pub(crate) const fn reached(_: &str) {}

#[cfg(debug_assertions)]
mod armed {
    use std::fs::OpenOptions;
    use std::io::Write as _;
    use std::path::{Path, PathBuf};
    use std::process::Command;
    use std::sync::{Mutex, OnceLock, PoisonError};

    const VARIABLE: &str = "CLOAKROOM_TEST_BANK_DEATH";

    static FILE: OnceLock<Option<PathBuf>> = OnceLock::new();
    static COUNT: Mutex<u32> = Mutex::new(0);

    /// Dies here if a test wants it so.
    pub(crate) fn reached(step: &str) {
        let file = FILE.get_or_init(|| std::env::var_os(VARIABLE).map(PathBuf::from));
        let Some(file) = file else { return };
        // One after the other, so that no two steps have one number and nothing overtakes a death.
        let mut count = COUNT.lock().unwrap_or_else(PoisonError::into_inner);
        let Some((last, other)) = order(file) else { return };
        *count += 1;
        note(file, *count, step);
        if *count == last {
            die(other);
        }
    }

    /// The step at which to die, and who dies if not this process; none while nobody armed it.
    fn order(file: &Path) -> Option<(u32, Option<u32>)> {
        let text = std::fs::read_to_string(file).ok()?;
        let mut words = text.split_whitespace();
        let step = words.next()?.parse().ok()?;
        Some((step, words.next().and_then(|word| word.parse().ok())))
    }

    fn die(other: Option<u32>) {
        if let Some(process) = other {
            // The shell has the signal; without `unsafe` we have not. If it fails, nobody died, and the test says so.
            let kill = format!("kill -9 {process}");
            let _ = Command::new("sh").args(["-c", &kill]).status();
        } else {
            std::process::abort();
        }
    }

    fn note(file: &Path, number: u32, step: &str) {
        let notes = OpenOptions::new()
            .create(true)
            .append(true)
            .open(file.with_extension("steps"));
        // Without notes the test finds nothing that was reached, and says so.
        if let Ok(mut notes) = notes {
            let _ = writeln!(notes, "{number} {step}");
        }
    }
}
