//! Why the program could not do what the operator asked: one sentence, with its causes. Nothing here reaches a visitor.

use std::error::Error;
use std::fmt;

/// What the program says before it ends with an error.
pub struct Failure {
    said: String,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl Failure {
    /// A sentence for the operator. It must hold no secret.
    pub fn new(said: impl Into<String>) -> Self {
        Self {
            said: said.into(),
            source: None,
        }
    }

    /// The same with its cause.
    #[must_use]
    pub fn because(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said)?;
        let mut cause = self.source();
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn Error + 'static))
    }
}

impl From<crate::config::ConfigError> for Failure {
    fn from(error: crate::config::ConfigError) -> Self {
        Self::new("the configuration cannot be used").because(error)
    }
}

impl From<backend::fault::Fault> for Failure {
    fn from(fault: backend::fault::Fault) -> Self {
        Self::new("something went wrong inside").because(fault)
    }
}

impl From<domain::Error> for Failure {
    fn from(error: domain::Error) -> Self {
        Self::new("it was not done").because(error)
    }
}

/// Adds to a result what we were doing.
pub trait Doing<T> {
    /// Says what we were doing, as in "cannot {what}".
    ///
    /// # Errors
    /// The same, in words.
    fn doing(self, what: impl Into<String>) -> Result<T, Failure>;
}

impl<T, E: Into<Box<dyn Error + Send + Sync>>> Doing<T> for Result<T, E> {
    fn doing(self, what: impl Into<String>) -> Result<T, Failure> {
        self.map_err(|error| Failure::new(format!("cannot {}", what.into())).because(error))
    }
}
