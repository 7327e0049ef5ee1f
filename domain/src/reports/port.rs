//! What the outside may ask of the reports.

use async_trait::async_trait;

use super::{Work, WorkFilter};
use crate::Outcome;
use crate::accounts::Actor;

/// The bureau's figures. They are read, never kept: each asking counts anew.
#[async_trait]
pub trait ReportsPort: Send + Sync {
    /// What desk and couriers of one's organisation did. `Form` at `from` and `until`, which are months.
    async fn work(&self, actor: &Actor, filter: &WorkFilter) -> Outcome<Work>;
}
