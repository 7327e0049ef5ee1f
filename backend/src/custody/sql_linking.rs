//! The SQL of which custody events were linked into their chain: the chain itself is the proofs' slice's.

use domain::ids::ConsignmentId;

use crate::db::{Handle, Text, Tx, all, exec};
use crate::fault::Result;

/// An event that is not linked yet.
#[derive(sqlx::FromRow)]
pub struct Unlinked {
    /// Its place in the history.
    pub seq: i64,
    /// When it happened.
    pub at: i64,
    /// What it says: JSON.
    pub body: String,
    /// The colleague behind it, if there was one.
    pub person_id: Option<String>,
}

/// Consignments with such events, at most so many.
pub(crate) async fn with_unlinked(h: &mut impl Handle, most: i64) -> Result<Vec<ConsignmentId>> {
    let rows = all!(
        h,
        (Text<ConsignmentId>,),
        "SELECT DISTINCT consignment_id FROM custody_events WHERE linked = 0 ORDER BY consignment_id LIMIT $1",
        most
    )?;
    Ok(rows.into_iter().map(|(id,)| id.0).collect())
}

/// Those of one consignment, oldest first.
pub(crate) async fn unlinked(h: &mut impl Handle, id: ConsignmentId) -> Result<Vec<Unlinked>> {
    all!(
        h,
        Unlinked,
        "SELECT seq, at, body, person_id FROM custody_events
         WHERE consignment_id = $1 AND linked = 0 ORDER BY seq LIMIT 500",
        id
    )
}

/// Whether it was this transaction that linked it: another node may be at the same.
pub(crate) async fn mark_linked(tx: &mut Tx, id: ConsignmentId, seq: i64) -> Result<bool> {
    let changed = exec!(
        tx,
        "UPDATE custody_events SET linked = 1 WHERE consignment_id = $1 AND seq = $2 AND linked = 0",
        id,
        seq
    )?;
    Ok(changed == 1)
}
