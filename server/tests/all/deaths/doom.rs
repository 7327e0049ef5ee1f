//! Who dies in a run, and at which of the counted steps; and the files by which a process is told so. No test is in here.

use std::path::{Path, PathBuf};

/// Who dies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mortal {
    /// The program that answers people.
    Server,
    /// The program inside the bank.
    Bank,
    /// What lies between the two.
    Broker,
}

/// Whose steps are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Steps {
    Server,
    Bank,
}

impl Steps {
    pub const BOTH: [Self; 2] = [Self::Server, Self::Bank];

    /// Where the process looks for its order.
    pub const fn variable(self) -> &'static str {
        match self {
            Self::Server => "CLOAKROOM_TEST_DEATH",
            Self::Bank => "CLOAKROOM_TEST_BANK_DEATH",
        }
    }

    /// The file of its order.
    pub fn order(self, folder: &Path) -> PathBuf {
        folder.join(match self {
            Self::Server => "server.order",
            Self::Bank => "bank.order",
        })
    }

    /// What it counted so far: a number and a word for each.
    pub fn noted(self, folder: &Path) -> Vec<String> {
        let notes = std::fs::read_to_string(self.order(folder).with_extension("steps")).unwrap_or_default();
        notes.lines().map(str::to_owned).collect()
    }

    fn say(self, folder: &Path, order: &str) {
        let file = self.order(folder);
        let draft = file.with_extension("draft");
        std::fs::write(&draft, order).unwrap();
        // At once, and whole.
        std::fs::rename(&draft, file).unwrap();
    }
}

/// A death.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Doom {
    pub who: Mortal,
    /// Whose steps are the clock.
    pub by: Steps,
    /// Which step; 0 is none.
    pub step: u32,
}

impl Doom {
    /// Tells both programs: from now on steps are counted, and at this one somebody dies. The broker does not count for itself:
    /// whoever comes to the step kills it and goes on.
    pub fn arm(self, folder: &Path, broker: Option<u32>) {
        let broker = broker.filter(|_| self.who == Mortal::Broker);
        for steps in Steps::BOTH {
            let step = if steps == self.by { self.step } else { 0 };
            let order = broker.map_or_else(|| step.to_string(), |process| format!("{step} {process}"));
            steps.say(folder, &order);
        }
    }

    /// From now on nobody dies and nothing is counted.
    pub fn disarm(folder: &Path) {
        for steps in Steps::BOTH {
            std::fs::remove_file(steps.order(folder)).unwrap();
        }
    }

    /// The step, if a program came to it.
    pub fn reached(self, folder: &Path) -> Option<String> {
        let mark = format!("{} ", self.step);
        let noted = self.by.noted(folder);
        noted.into_iter().find(|note| note.starts_with(&mark))
    }
}
