//! The SQL of lent rights to collect.

use domain::Timestamp;
use domain::ids::ConsignmentId;

use crate::db::{Handle, Text, Tx, exec, maybe};
use crate::fault::Result;

/// A right that was lent, under way or over.
#[derive(sqlx::FromRow)]
pub(super) struct ShareRow {
    pub id: String,
    pub consignment_id: Text<ConsignmentId>,
    pub code_salt: i64,
    pub created_at: i64,
    pub ending: Option<String>,
}

/// Lends; 0 when it is lent already.
#[expect(clippy::too_many_arguments, reason = "one per column")]
pub(super) async fn insert(
    tx: &mut Tx,
    id: &str,
    consignment: ConsignmentId,
    link: &str,
    code: &str,
    salt: i64,
    qr: &str,
    now: Timestamp,
) -> Result<u64> {
    exec!(
        tx,
        "INSERT INTO pickup_shares (id, consignment_id, link_hash, code_hash, code_salt, qr_hash, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (consignment_id) WHERE ended_at IS NULL DO NOTHING",
        id,
        consignment,
        link,
        code,
        salt,
        qr,
        now
    )
}

/// The right that is lent now.
pub(super) async fn live(h: &mut impl Handle, consignment: ConsignmentId) -> Result<Option<ShareRow>> {
    maybe!(
        h,
        ShareRow,
        "SELECT id, consignment_id, code_salt, created_at, ending FROM pickup_shares
         WHERE consignment_id = $1 AND ended_at IS NULL",
        consignment
    )
}

pub(super) async fn by_link(h: &mut impl Handle, hash: &str) -> Result<Option<ShareRow>> {
    maybe!(
        h,
        ShareRow,
        "SELECT id, consignment_id, code_salt, created_at, ending FROM pickup_shares WHERE link_hash = $1",
        hash
    )
}

pub(super) async fn by_code(h: &mut impl Handle, hash: &str) -> Result<Option<ShareRow>> {
    maybe!(
        h,
        ShareRow,
        "SELECT id, consignment_id, code_salt, created_at, ending FROM pickup_shares WHERE code_hash = $1",
        hash
    )
}

pub(super) async fn by_qr(h: &mut impl Handle, hash: &str) -> Result<Option<ShareRow>> {
    maybe!(
        h,
        ShareRow,
        "SELECT id, consignment_id, code_salt, created_at, ending FROM pickup_shares WHERE qr_hash = $1",
        hash
    )
}

/// Ends the right that is lent now, if one is; its code and QR open nothing any more.
pub(super) async fn end(tx: &mut Tx, consignment: ConsignmentId, ending: &str, now: Timestamp) -> Result<u64> {
    exec!(
        tx,
        "UPDATE pickup_shares SET ended_at = $2, ending = $3, code_hash = NULL, qr_hash = NULL
         WHERE consignment_id = $1 AND ended_at IS NULL",
        consignment,
        now,
        ending
    )
}

/// Notes by which share, or by the own secret of which other thing (none: by its own), the opening under way was proved.
pub(super) async fn set_opened_by(
    tx: &mut Tx,
    consignment: ConsignmentId,
    share: Option<&str>,
    visit_of: Option<ConsignmentId>,
) -> Result<()> {
    exec!(
        tx,
        "UPDATE consignments SET opened_by_share = $2, opened_in_visit_of = $3 WHERE id = $1",
        consignment,
        share,
        visit_of
    )?;
    Ok(())
}
