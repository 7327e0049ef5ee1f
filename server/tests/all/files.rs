//! The source files of the workspace, for tests that read them. No test is in here.

use std::path::{Path, PathBuf};

/// One file of ours.
pub struct Source {
    /// From the top of the checkout: `backend/src/custody/steps.rs`.
    pub path: String,
    pub text: String,
}

impl Source {
    /// The crate's folder.
    pub fn krate(&self) -> &str {
        self.path.split("/src/").next().unwrap()
    }

    /// The first folder or file below `src`, without its ending: the slice, if it is one.
    pub fn slice(&self) -> &str {
        let below = self.path.split("/src/").nth(1).unwrap();
        below.split('/').next().unwrap().trim_end_matches(".rs")
    }

    /// The lines before the tests at the end of the file, with their numbers, without comments.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().take_while(|line| *line != "mod tests {");
        let lines = lines.enumerate().map(|(number, line)| (number + 1, line));
        lines.filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    /// Whether it is test code as a whole.
    pub fn is_test(&self) -> bool {
        let marks = [
            "/tests/",
            "/tests.rs",
            "/testing/",
            "/simulation/",
            "tests_",
            "_tests.rs",
            "/samples.rs",
            "/preview.rs",
        ];
        marks.iter().any(|mark| self.path.contains(mark)) || self.code().any(|(_, line)| line == "#[test]")
    }
}

pub const CRATES: [&str; 9] = [
    "domain",
    "backend",
    "app",
    "frontend",
    "server",
    "bank",
    "failpoint",
    "scan",
    "tools/site",
];

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// All sources below the crates' `src`.
pub fn sources() -> Vec<Source> {
    let mut found = Vec::new();
    for krate in CRATES {
        gather(&root().join(krate).join("src"), &mut found);
    }
    assert!(found.len() > 100, "this test must not be content with an empty folder");
    found
}

/// The server's tests, but those that read files.
pub fn server_tests() -> Vec<Source> {
    let mut found = Vec::new();
    gather(&root().join("server/tests"), &mut found);
    let readers = ["arrows.rs", "files.rs", "tidy.rs"];
    found.retain(|source| !readers.iter().any(|reader| source.path.ends_with(reader)));
    assert!(found.len() > 10, "this test must not be content with an empty folder");
    found
}

fn gather(folder: &Path, found: &mut Vec<Source>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            gather(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(Source {
                text: std::fs::read_to_string(&path).unwrap(),
                path: path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned(),
            });
        }
    }
}
