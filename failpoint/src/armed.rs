//! What is behind the points while developing: counting, noting, dying.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, OnceLock, PoisonError};

pub struct Armed {
    variable: &'static str,
    file: OnceLock<Option<PathBuf>>,
    count: Mutex<u32>,
}

impl Armed {
    pub const fn by(variable: &'static str) -> Self {
        Self {
            variable,
            file: OnceLock::new(),
            count: Mutex::new(0),
        }
    }

    pub fn reached(&self, step: &str) {
        let file = self
            .file
            .get_or_init(|| std::env::var_os(self.variable).map(PathBuf::from));
        let Some(file) = file else { return };
        // One after the other, so that no two steps have one number and nothing overtakes a death.
        let mut count = self.count.lock().unwrap_or_else(PoisonError::into_inner);
        let Some((last, other)) = order(file) else { return };
        *count += 1;
        note(file, *count, step);
        if *count == last {
            die(other);
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_counted_before_the_file_is_there_and_every_step_after() {
        let folder = std::env::temp_dir().join(format!("failpoint-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("order");
        let armed = Armed::by("CLOAKROOM_TEST_NO_SUCH_VARIABLE");
        armed.file.set(Some(file.clone())).unwrap();
        armed.reached("too early");
        std::fs::write(&file, "0").unwrap();
        armed.reached("before a commit");
        armed.reached("after a commit");
        let notes = std::fs::read_to_string(folder.join("order.steps")).unwrap();
        assert_eq!(notes, "1 before a commit\n2 after a commit\n");
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn without_its_variable_nothing_is_ever_reached() {
        let armed = Armed::by("CLOAKROOM_TEST_NO_SUCH_VARIABLE");
        armed.reached("a step");
        assert_eq!(*armed.count.lock().unwrap(), 0);
    }

    #[test]
    fn an_order_names_a_step_and_perhaps_another_process() {
        let file = std::env::temp_dir().join(format!("failpoint-order-{}", std::process::id()));
        let read = |text: &str| {
            std::fs::write(&file, text).unwrap();
            order(&file)
        };
        assert_eq!(read("3\n"), Some((3, None)));
        assert_eq!(read("3 4711"), Some((3, Some(4711))));
        assert_eq!(read("soon"), None);
        std::fs::remove_file(&file).unwrap();
        assert_eq!(order(&file), None);
    }
}
