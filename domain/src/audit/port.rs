//! What the outside may ask of the audit.

use async_trait::async_trait;

use super::{AuditFilter, AuditNote, AuditRow};
use crate::accounts::Actor;
use crate::{Outcome, Page};

/// The audit.
#[async_trait]
pub trait AuditPort: Send + Sync {
    /// Notes an act of this actor. Everybody's acts may be noted; nothing is given back.
    async fn note(&self, actor: &Actor, note: AuditNote) -> Outcome<()>;

    /// The acts of one's organisation and those of nobody known, newest first, 50 a page.
    async fn acts(&self, actor: &Actor, filter: &AuditFilter) -> Outcome<Page<AuditRow>>;
}
