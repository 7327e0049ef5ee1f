//! The SQL of how banks stand now.

use domain::Timestamp;
use domain::ids::{BankId, OrganisationId};

use crate::db::{Handle, Text, all};
use crate::fault::Result;

/// A bank.
#[derive(sqlx::FromRow)]
pub(super) struct BankRow {
    pub id: Text<BankId>,
    pub name: String,
    pub city: String,
    pub time_zone: String,
    pub online: i64,
    pub online_since: Option<i64>,
}

/// As many as the lists of banks have.
pub(super) async fn banks(h: &mut impl Handle, organisation: OrganisationId) -> Result<Vec<BankRow>> {
    all!(
        h,
        BankRow,
        "SELECT id, name, city, time_zone, online, online_since FROM banks
         WHERE organisation_id = $1 ORDER BY city, name, id LIMIT 1000",
        organisation
    )
}

/// The doors of one size of a bank.
#[derive(sqlx::FromRow)]
pub(super) struct DoorsRow {
    pub bank_id: Text<BankId>,
    pub size: String,
    pub doors: i64,
    pub free: i64,
    pub reserved: i64,
    pub occupied: i64,
    pub faults: i64,
}

/// A door is free when `lockers` would propose it, and somebody should look at it when its list of banks says so; what is
/// switched off on purpose is no fault.
pub(super) async fn doors(h: &mut impl Handle, organisation: OrganisationId) -> Result<Vec<DoorsRow>> {
    all!(
        h,
        DoorsRow,
        "SELECT c.bank_id, c.size, COUNT(*) AS doors,
                CAST(SUM(CASE WHEN c.claimed_by IS NULL AND c.out_reason IS NULL AND c.faults = ''
                              AND COALESCE(c.item, 0) = 0 THEN 1 ELSE 0 END) AS BIGINT) AS free,
                CAST(SUM(CASE WHEN c.claimed_by IS NOT NULL AND c.claim <> 'occupied' THEN 1 ELSE 0 END) AS BIGINT)
                    AS reserved,
                CAST(SUM(CASE WHEN c.claimed_by IS NOT NULL AND c.claim = 'occupied' THEN 1 ELSE 0 END) AS BIGINT)
                    AS occupied,
                CAST(SUM(CASE WHEN c.faults <> '' OR c.left_open = 1 OR (c.claimed_by IS NULL AND c.item = 1)
                              THEN 1 ELSE 0 END) AS BIGINT) AS faults
         FROM compartments c JOIN banks b ON b.id = c.bank_id
         WHERE b.organisation_id = $1 GROUP BY c.bank_id, c.size",
        organisation
    )
}

/// What waits at a bank.
#[derive(sqlx::FromRow)]
pub(super) struct WaitingRow {
    pub bank_id: Text<BankId>,
    pub waiting: i64,
    pub overdue: i64,
}

/// Found by `consignments_by_state`: no more rows than doors. While a fault of ours keeps the clock standing, nothing is
/// overdue.
pub(super) async fn waiting(
    h: &mut impl Handle,
    organisation: OrganisationId,
    now: Timestamp,
) -> Result<Vec<WaitingRow>> {
    all!(
        h,
        WaitingRow,
        "SELECT bank_id, COUNT(*) AS waiting,
                CAST(SUM(CASE WHEN deadline < $2 AND paused_at IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS overdue
         FROM consignments WHERE organisation_id = $1 AND state = 'stored' GROUP BY bank_id",
        organisation,
        now
    )
}
