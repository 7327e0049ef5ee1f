//! What went wrong inside: the middle one of the three tiers of errors.
//!
//! A [`Fault`] says what *we* were doing, and keeps the cause. It is logged once, where it stops: at
//! the conversion into [`domain::Error`], or by the job that gives up. It never reaches a person, and
//! a rule that said no is not a fault (that is [`domain::Refusal`]).

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

/// What kind of thing went wrong, which decides what the caller does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// The database, the broker or a file is away; trying again later helps.
    Unavailable,
    /// Two changes met; trying again at once helps, or a unique index said no.
    Conflict,
    /// A defect or damaged data; somebody must look.
    Broken,
    /// A system that is not ours answered wrongly or not at all (mail, SMS, payments).
    Foreign,
}

/// One thing that went wrong inside.
pub struct Fault {
    kind: FaultKind,
    code: &'static str,
    doing: Cow<'static, str>,
    constraint: Option<String>,
    source: Option<Box<dyn Error + Send + Sync>>,
}

/// What most of the backend returns.
pub type Result<T, E = Fault> = std::result::Result<T, E>;

/// The code of a fault that a unique index raised.
pub(crate) const UNIQUE: &str = "db.unique";
/// The code of a fault that goes away when the transaction is run again.
pub(crate) const RETRY: &str = "db.retry";

impl Fault {
    /// A fault of this kind. `code` is for machines (`slice.what`), `doing` completes "failed while ...".
    /// Neither may hold personal data or a secret: both are logged.
    pub fn new(kind: FaultKind, code: &'static str, doing: impl Into<Cow<'static, str>>) -> Self {
        Self {
            kind,
            code,
            doing: doing.into(),
            constraint: None,
            source: None,
        }
    }

    /// Something that we need is away.
    pub fn unavailable(code: &'static str, doing: impl Into<Cow<'static, str>>) -> Self {
        Self::new(FaultKind::Unavailable, code, doing)
    }

    /// A defect or damaged data.
    pub fn broken(code: &'static str, doing: impl Into<Cow<'static, str>>) -> Self {
        Self::new(FaultKind::Broken, code, doing)
    }

    /// A system that is not ours failed.
    pub fn foreign(code: &'static str, doing: impl Into<Cow<'static, str>>) -> Self {
        Self::new(FaultKind::Foreign, code, doing)
    }

    /// The same fault with its cause, which must not print secrets or personal data.
    #[must_use]
    pub fn because(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// The same fault with the name of the constraint that raised it.
    #[must_use]
    pub(crate) fn at_constraint(mut self, name: Option<String>) -> Self {
        self.constraint = name;
        self
    }

    /// What kind it is.
    pub const fn kind(&self) -> FaultKind {
        self.kind
    }

    /// Its name for machines, such as `db.unique`.
    pub const fn code(&self) -> &'static str {
        self.code
    }

    /// Whether a unique index or primary key said no.
    pub fn is_unique_violation(&self) -> bool {
        self.code == UNIQUE
    }

    /// Whether running the whole transaction again may well succeed (busy, deadlock, serialization).
    pub fn is_retryable(&self) -> bool {
        self.code == RETRY
    }

    /// Whether the same work may well meet the same fault for ever: a defect, damaged data, or an index that says no. A
    /// database that is away, or busy, is none of these.
    pub fn may_never_pass(&self) -> bool {
        self.kind == FaultKind::Broken || self.is_unique_violation()
    }

    /// Whether the unique index of this name said no. The same name on both databases.
    pub fn violates(&self, index: &str) -> bool {
        self.constraint
            .as_deref()
            .is_some_and(|names| names.split('|').any(|name| name == index))
    }

    /// The whole chain of causes in one line, for the log.
    pub fn chain(&self) -> String {
        let mut text = self.to_string();
        let mut cause = self.source();
        while let Some(error) = cause {
            text.push_str(": ");
            text.push_str(&error.to_string());
            cause = error.source();
        }
        text
    }

    /// Writes the fault to the log. Called once, where it stops.
    pub fn log(&self) {
        let (code, chain) = (self.code, self.chain());
        if self.kind == FaultKind::Conflict {
            tracing::warn!(code, "{chain}");
        } else {
            tracing::error!(code, "{chain}");
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "failed while {}", self.doing)?;
        if let Some(name) = &self.constraint {
            write!(f, " (constraint {name})")?;
        }
        Ok(())
    }
}

/// As the log has it: a driver's own `Debug` shows the values of the row that collided.
impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {}: {}", self.kind, self.code, self.chain())
    }
}

impl Error for Fault {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn Error + 'static))
    }
}

/// The edge: logs the fault and keeps only its kind.
impl From<Fault> for domain::Error {
    fn from(fault: Fault) -> Self {
        fault.log();
        Self::Failed(match fault.kind {
            FaultKind::Unavailable | FaultKind::Foreign => domain::FaultKind::Unavailable,
            FaultKind::Conflict => domain::FaultKind::Conflict,
            FaultKind::Broken => domain::FaultKind::Broken,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chain_says_what_we_did_and_why_it_failed() {
        let fault =
            Fault::unavailable("mail.send", "sending a mail").because(std::io::Error::other("connection reset"));
        assert_eq!(fault.chain(), "failed while sending a mail: connection reset");
        assert_eq!(
            domain::Error::from(fault),
            domain::Error::Failed(domain::FaultKind::Unavailable)
        );
    }
}
