//! What the outside may ask of the audit.

use async_trait::async_trait;

use super::{AuditFilter, AuditNote, AuditPage};
use crate::Outcome;
use crate::accounts::Actor;

/// The audit.
#[async_trait]
pub trait AuditPort: Send + Sync {
    /// Notes an act of this actor. Everybody's acts may be noted; nothing is given back.
    async fn note(&self, actor: &Actor, note: AuditNote) -> Outcome<()>;

    /// The acts of one's organisation and those of nobody known, newest first, 50 a page, by the clock of one's own
    /// office; without one, of the organisation's first office, or first bank.
    async fn acts(&self, actor: &Actor, filter: &AuditFilter) -> Outcome<AuditPage>;
}
