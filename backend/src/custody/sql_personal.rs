//! The SQL of recipients who ask what is kept of them.

use domain::ids::ConsignmentId;

use crate::db::{Handle, Text, Tx, all, exec};
use crate::fault::Result;

/// A consignment, as far as it names somebody.
#[derive(sqlx::FromRow)]
pub(crate) struct RecipientRow {
    pub(crate) id: Text<ConsignmentId>,
    pub(crate) recipient_name: String,
    pub(crate) item: String,
    pub(crate) email_sealed: Option<String>,
    pub(crate) phone_sealed: Option<String>,
    pub(crate) created_at: i64,
    pub(crate) ended_at: Option<i64>,
}

/// Those after this id that can be reached at all.
pub(super) async fn recipients(h: &mut impl Handle, after: &str, most: i64) -> Result<Vec<RecipientRow>> {
    all!(
        h,
        RecipientRow,
        "SELECT id, recipient_name, item, email_sealed, phone_sealed, created_at, ended_at FROM consignments
         WHERE id > $1 AND (email_sealed IS NOT NULL OR phone_sealed IS NOT NULL) ORDER BY id LIMIT $2",
        after,
        most
    )
}

/// Nobody stands in this row any more.
pub(super) async fn forget_recipient(tx: &mut Tx, id: ConsignmentId) -> Result<u64> {
    exec!(
        tx,
        "UPDATE consignments SET recipient_name = '—', email_sealed = NULL, phone_sealed = NULL,
           version = version + 1 WHERE id = $1",
        id
    )
}

/// The events of this thing that somebody may have written words into: place and body.
pub(super) async fn wordy(h: &mut impl Handle, id: ConsignmentId) -> Result<Vec<(i64, String)>> {
    all!(
        h,
        (i64, String),
        "SELECT seq, body FROM custody_events WHERE consignment_id = $1 AND body LIKE '%\"reason\":%' ORDER BY seq",
        id
    )
}

/// The one case in which an event is written over.
pub(super) async fn set_body(tx: &mut Tx, id: ConsignmentId, seq: i64, body: &str) -> Result<u64> {
    exec!(
        tx,
        "UPDATE custody_events SET body = $3 WHERE consignment_id = $1 AND seq = $2 AND body <> $3",
        id,
        seq,
        body
    )
}
