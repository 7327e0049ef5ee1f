//! The SQL of lent rights to collect.

use domain::Timestamp;
use domain::ids::ConsignmentId;

use super::secrets::Fresh;
use crate::db::{Handle, Text, Tx, exec, maybe};
use crate::fault::Result;

/// A right that was lent, under way or over.
#[derive(sqlx::FromRow)]
pub(super) struct ShareRow {
    pub id: String,
    pub consignment_id: Text<ConsignmentId>,
    pub code_salt: i64,
    pub digits_hash: Option<String>,
    pub created_at: i64,
    pub ending: Option<String>,
}

/// Lends; 0 when it is lent already.
pub(super) async fn insert(
    tx: &mut Tx,
    id: &str,
    consignment: ConsignmentId,
    link: &str,
    fresh: &Fresh,
    qr: &str,
    now: Timestamp,
) -> Result<u64> {
    exec!(
        tx,
        "INSERT INTO pickup_shares (id, consignment_id, link_hash, code_hash, code_salt, qr_hash, created_at,
             digits_hash, phone_end_hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (consignment_id) WHERE ended_at IS NULL DO NOTHING",
        id,
        consignment,
        link,
        &fresh.hash,
        fresh.salt,
        qr,
        now,
        fresh.alone(),
        fresh.end()
    )
}

/// The right that is lent now.
pub(super) async fn live(h: &mut impl Handle, consignment: ConsignmentId) -> Result<Option<ShareRow>> {
    maybe!(
        h,
        ShareRow,
        "SELECT id, consignment_id, code_salt, digits_hash, created_at, ending FROM pickup_shares
         WHERE consignment_id = $1 AND ended_at IS NULL",
        consignment
    )
}

pub(super) async fn by_link(h: &mut impl Handle, hash: &str) -> Result<Option<ShareRow>> {
    maybe!(
        h,
        ShareRow,
        "SELECT id, consignment_id, code_salt, digits_hash, created_at, ending FROM pickup_shares WHERE link_hash = $1",
        hash
    )
}

pub(super) async fn by_code(h: &mut impl Handle, hash: &str) -> Result<Option<ShareRow>> {
    maybe!(
        h,
        ShareRow,
        "SELECT id, consignment_id, code_salt, digits_hash, created_at, ending FROM pickup_shares WHERE code_hash = $1",
        hash
    )
}

pub(super) async fn by_qr(h: &mut impl Handle, hash: &str) -> Result<Option<ShareRow>> {
    maybe!(
        h,
        ShareRow,
        "SELECT id, consignment_id, code_salt, digits_hash, created_at, ending FROM pickup_shares WHERE qr_hash = $1",
        hash
    )
}

/// Whether six digits are those of a code that is lent at their bank.
pub(super) async fn is_taken(h: &mut impl Handle, digits_hash: &str) -> Result<bool> {
    let lent = maybe!(
        h,
        (String,),
        "SELECT id FROM pickup_shares WHERE digits_hash = $1",
        digits_hash
    )?;
    Ok(lent.is_some())
}

/// Ends the right that is lent now, if one is; its code and QR open nothing any more.
pub(super) async fn end(tx: &mut Tx, consignment: ConsignmentId, ending: &str, now: Timestamp) -> Result<u64> {
    exec!(
        tx,
        "UPDATE pickup_shares SET ended_at = $2, ending = $3, code_hash = NULL, qr_hash = NULL,
                digits_hash = NULL, phone_end_hash = NULL
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
