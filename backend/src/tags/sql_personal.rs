//! The SQL of what is kept about a person: read for an export, taken away for an erasure.

use domain::Timestamp;
use domain::ids::PersonId;

use super::sql_partners::ApplicationRow;
use crate::db::{Handle, Tx, all, exec};
use crate::fault::Result;

#[derive(sqlx::FromRow)]
pub(super) struct BoughtRow {
    pub created_at: i64,
    pub amount_minor: i64,
    pub currency: String,
    pub state: String,
}

pub(super) async fn purchases(h: &mut impl Handle, person: PersonId) -> Result<Vec<BoughtRow>> {
    all!(
        h,
        BoughtRow,
        "SELECT created_at, amount_minor, currency, state FROM tag_purchases WHERE buyer_id = $1 ORDER BY id LIMIT 5000",
        person
    )
}

pub(super) async fn applications(h: &mut impl Handle, email_hash: &str) -> Result<Vec<ApplicationRow>> {
    all!(
        h,
        ApplicationRow,
        "SELECT id, body_sealed, locale, state, dealer_id, created_at FROM dealer_applications
         WHERE email_hash = $1 AND body_sealed IS NOT NULL LIMIT 100",
        email_hash
    )
}

/// Empties the applications that came from an address.
pub(super) async fn drop_applications(tx: &mut Tx, email_hash: &str) -> Result<u64> {
    exec!(
        tx,
        "UPDATE dealer_applications SET body_sealed = NULL, email_hash = '', from_hash = '' WHERE email_hash = $1",
        email_hash
    )
}

/// Forgets where a buyer's tags were sent, and to whom they offered keys.
pub(super) async fn forget_buyer(tx: &mut Tx, person: PersonId, now: Timestamp) -> Result<u64> {
    let purchases = exec!(
        tx,
        "UPDATE tag_purchases SET ship_to_sealed = NULL WHERE buyer_id = $1 AND ship_to_sealed IS NOT NULL",
        person
    )?;
    let offers = exec!(
        tx,
        "UPDATE tag_transfers SET ended_at = COALESCE(ended_at, $2), email_sealed = NULL WHERE from_id = $1
         AND email_sealed IS NOT NULL",
        person,
        now
    )?;
    Ok(purchases + offers)
}
