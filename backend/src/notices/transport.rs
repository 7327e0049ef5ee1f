//! The ways out of the house, behind one trait.
//!
//! What must not be here: trying again. The job does that.

use async_trait::async_trait;

use super::texts::Rendered;

/// Hands a message to the world.
#[async_trait]
pub trait Transport: Send + Sync {
    /// Returns when the other side has taken the message.
    ///
    /// # Errors
    /// Whether another try may help; the code goes into the row and the log, so nothing personal may be in it.
    async fn send(&self, message: &Rendered) -> Result<(), SendError>;

    /// Whether anything leaves the house this way at all.
    fn is_set(&self) -> bool {
        true
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
}
