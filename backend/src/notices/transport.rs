//! The ways out of the house, behind one trait.
//!
//! What must not be here: trying again. The job does that.

use async_trait::async_trait;
use domain::notices::SetUp;

use super::texts::Rendered;

/// Hands a message to the world.
#[async_trait]
pub trait Transport: Send + Sync {
    /// Returns when the other side has taken the message.
    ///
    /// # Errors
    /// Whether another try may help; the code goes into the row and the log, so nothing personal may be in it.
    async fn send(&self, message: &Rendered) -> Result<(), SendError>;

    /// As [`Self::send`], for somebody who waits for the answer: with what the other side said.
    async fn send_and_hear(&self, message: &Rendered) -> Tried {
        Tried::silent(self.send(message).await)
    }

    /// Whether anything leaves the house this way at all.
    fn is_set(&self) -> bool {
        true
    }

    /// How it is set up, without anything secret. Of a way that does not say, messages stay in the house.
    fn set_up(&self) -> SetUp {
        SetUp::Captured
    }
}

/// What came of handing a message over. It is shown to an administrator, and neither kept nor logged.
pub struct Tried {
    /// Whether the other side took it.
    pub outcome: Result<(), SendError>,
    /// What it said: one line, shortened, without anything secret of ours.
    pub said: Option<String>,
}

impl Tried {
    /// Nothing was said.
    pub const fn silent(outcome: Result<(), SendError>) -> Self {
        Self { outcome, said: None }
    }
}

/// Why a message did not leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// Later it may work.
    #[error("{0}; it will be tried again")]
    Retry(&'static str),
    /// It will never work: no such address.
    #[error("{0}; it will not be tried again")]
    Never(&'static str),
}

impl SendError {
    /// The code, as it stands in the row.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Retry(code) | Self::Never(code) => code,
        }
    }
}

/// Nobody said how such messages shall travel: they wait.
#[derive(Debug, Clone, Copy)]
pub struct Unset;

#[async_trait]
impl Transport for Unset {
    async fn send(&self, _message: &Rendered) -> Result<(), SendError> {
        Err(SendError::Retry("not_configured"))
    }

    fn is_set(&self) -> bool {
        false
    }

    fn set_up(&self) -> SetUp {
        SetUp::Unset
    }
}
