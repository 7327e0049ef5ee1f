//! Whether messages leave the house: for whoever looks after it.

use domain::{Span, Timestamp};

use super::sql;
use crate::db::Handle;
use crate::fault::Result;

/// What was given up longer ago is history.
const LATELY: Span = Span::days(7);

/// Messages that did not leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// So many wait since before the instant that was asked for.
    pub old: i64,
    /// So many were given up in the last week.
    pub failed: i64,
}

/// Messages that wait since before this instant, and those that were given up lately.
///
/// # Errors
/// What the database says.
pub async fn waiting(h: &mut impl Handle, since: Timestamp) -> Result<Waiting> {
    let (old, failed) = sql::waiting(h, since, since - LATELY).await?;
    Ok(Waiting { old, failed })
}
