//! The one error of this program: a sentence that says what could not be done, and why.

use std::fmt;
use std::path::Path;

/// What went wrong, in words for the person at the terminal.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    /// A failure with its whole sentence.
    pub fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// Puts in front of a foreign error what *we* were doing.
pub trait Doing<T> {
    /// `what` completes "could not …".
    fn doing(self, what: &str) -> Result<T, Failure>;

    /// The same, with the file that it was about.
    fn doing_at(self, what: &str, path: &Path) -> Result<T, Failure>;
}

impl<T, E: fmt::Display> Doing<T> for Result<T, E> {
    fn doing(self, what: &str) -> Result<T, Failure> {
        // `:#` makes anyhow's errors, which wasm-bindgen uses, print their causes too.
        self.map_err(|error| Failure(format!("could not {what}: {error:#}")))
    }

    fn doing_at(self, what: &str, path: &Path) -> Result<T, Failure> {
        self.map_err(|error| Failure(format!("could not {what} {}: {error:#}", path.display())))
    }
}
