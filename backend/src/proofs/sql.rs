//! The SQL of the chain. The check reads custody's events beside it, as an upper slice may.

use domain::ids::ConsignmentId;

use crate::db::{Handle, Text, Tx, all, exec, maybe};
use crate::fault::Result;

/// A link as it is kept.
#[derive(sqlx::FromRow)]
pub(super) struct LinkRow {
    pub seq: i64,
    pub at: i64,
    pub linked_at: i64,
    pub salt: Option<String>,
    pub commitment: String,
    pub hash: String,
    pub signature: String,
}

/// The last link of a consignment.
pub(super) async fn last(h: &mut impl Handle, id: ConsignmentId) -> Result<Option<(i64, String)>> {
    maybe!(
        h,
        (i64, String),
        "SELECT seq, hash FROM custody_links WHERE consignment_id = $1 ORDER BY seq DESC LIMIT 1",
        id
    )
}

pub(super) async fn add(tx: &mut Tx, id: ConsignmentId, row: LinkRow) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO custody_links (consignment_id, seq, at, linked_at, salt, commitment, hash, signature)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        id,
        row.seq,
        row.at,
        row.linked_at,
        row.salt,
        row.commitment,
        row.hash,
        row.signature
    )?;
    Ok(())
}

/// A link with the event that it is about; the one or the other may be missing.
#[derive(sqlx::FromRow)]
pub(super) struct Pair {
    pub seq: i64,
    pub event_at: Option<i64>,
    pub body: Option<String>,
    pub person_id: Option<String>,
    pub link_at: Option<i64>,
    pub linked_at: Option<i64>,
    pub salt: Option<String>,
    pub commitment: Option<String>,
    pub hash: Option<String>,
    pub signature: Option<String>,
}

/// All events and links of one consignment, oldest first.
pub(super) async fn of(h: &mut impl Handle, id: ConsignmentId) -> Result<Vec<Pair>> {
    all!(
        h,
        Pair,
        "SELECT k.seq, e.at AS event_at, e.body, e.person_id, l.at AS link_at, l.linked_at, l.salt,
                l.commitment, l.hash, l.signature
         FROM (SELECT consignment_id, seq FROM custody_events WHERE consignment_id = $1
               UNION SELECT consignment_id, seq FROM custody_links WHERE consignment_id = $1) AS k
         LEFT JOIN custody_events e ON e.consignment_id = k.consignment_id AND e.seq = k.seq
         LEFT JOIN custody_links l ON l.consignment_id = k.consignment_id AND l.seq = k.seq
         ORDER BY k.seq LIMIT 2000",
        id
    )
}

/// Consignments after this one, by their ids.
pub(super) async fn consignments(h: &mut impl Handle, after: &str, most: i64) -> Result<Vec<(ConsignmentId, String)>> {
    let rows = all!(
        h,
        (Text<ConsignmentId>, String),
        "SELECT id, state FROM consignments WHERE id > $1 ORDER BY id LIMIT $2",
        after,
        most
    )?;
    Ok(rows.into_iter().map(|(id, state)| (id.0, state)).collect())
}

/// What the events of a consignment said cannot be proved any more; that there were events can.
pub(super) async fn forget_salts(tx: &mut Tx, id: ConsignmentId) -> Result<u64> {
    exec!(
        tx,
        "UPDATE custody_links SET salt = NULL WHERE consignment_id = $1 AND salt IS NOT NULL",
        id
    )
}
