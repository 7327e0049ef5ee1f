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
        "UPDATE consignments SET recipient_name = '—', recipient_search = '', email_sealed = NULL, phone_sealed = NULL,
           version = version + 1 WHERE id = $1",
        id
    )
}

/// What a colleague wrote in the history of this thing is gone; that they wrote something stays.
pub(crate) async fn forget_words(tx: &mut Tx, id: ConsignmentId) -> Result<u64> {
    exec!(
        tx,
        "UPDATE custody_events SET body = '{\"kind\":\"cancel_asked\",\"reason\":\"—\"}'
         WHERE consignment_id = $1 AND body LIKE '{\"kind\":\"cancel_asked\"%'",
        id
    )
}
