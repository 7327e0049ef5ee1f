//! What the outside may ask of the reports.

use async_trait::async_trait;

use super::{Overview, Usage, UsageFilter, Work, WorkFilter};
use crate::Outcome;
use crate::accounts::Actor;

/// Figures. They are read, never kept: each asking counts anew.
#[async_trait]
pub trait ReportsPort: Send + Sync {
    /// What desk and couriers of one's organisation did. `Form` at `from` and `until`, which are months.
    async fn work(&self, actor: &Actor, filter: &WorkFilter) -> Outcome<Work>;

    /// How the banks of one's organisation stand now.
    async fn overview(&self, actor: &Actor) -> Outcome<Overview>;

    /// How they were used. `Form` at `bank` and `month`.
    async fn usage(&self, actor: &Actor, filter: &UsageFilter) -> Outcome<Usage>;
}
