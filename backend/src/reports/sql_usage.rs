//! The SQL of how lockers were used: sums over one stretch of time in which the clocks of a zone were not changed, so that
//! a day there is one division.
//!
//! All of it is answered by two indexes (migration 0022): `consignments_ended` holds every column that is asked for here,
//! `bank_events_broken` only what broke.

use domain::ids::{BankId, OrganisationId};
use domain::reports::Stretch;

use crate::db::{Handle, Text, all};
use crate::fault::Result;

/// What is counted.
pub(super) struct Narrow<'a> {
    pub organisation: OrganisationId,
    /// Only this bank.
    pub bank: Option<BankId>,
    /// Banks whose clocks are these.
    pub zone: &'a str,
    /// When.
    pub stretch: Stretch,
}

impl Narrow<'_> {
    /// How far the clocks are ahead of UTC, in microseconds.
    fn ahead(&self) -> i64 {
        i64::from(self.stretch.offset_seconds) * 1_000_000
    }
}

/// How often something ended so, in a stretch of time at banks of one zone: `$1` to `$5` are the fields of [`Narrow`], `$6` is how
/// far clocks are ahead. There is no LIMIT: sums of a part would be wrong; there are few rows for each bank and day.
macro_rules! ended_query {
    ($by:literal, $what:literal, $ended:literal) => {
        concat!(
            "SELECT ",
            $by,
            ", COUNT(*) AS times FROM (SELECT ",
            $what,
            " FROM consignments c JOIN banks b ON b.id = c.bank_id
             WHERE c.organisation_id = $1 AND c.ended_at >= $2 AND c.ended_at < $3
               AND b.time_zone = $4 AND (CAST($5 AS TEXT) IS NULL OR c.bank_id = $5)
               AND ",
            $ended,
            ") AS e GROUP BY ",
            $by
        )
    };
}

/// How often something left a bank on one day in one way.
#[derive(sqlx::FromRow)]
pub(super) struct WentRow {
    pub bank_id: Text<BankId>,
    pub day: i64,
    pub went: String,
    pub times: i64,
}

pub(super) async fn went(h: &mut impl Handle, narrow: &Narrow<'_>) -> Result<Vec<WentRow>> {
    all!(
        h,
        WentRow,
        ended_query!(
            "e.bank_id, e.day, e.went",
            "c.bank_id, (c.ended_at + $6) / 86400000000 AS day,
             CASE WHEN c.state = 'returned' THEN 'taken_back' WHEN c.ended_at > c.deadline THEN 'late'
                  ELSE 'in_time' END AS went",
            "c.state IN ('collected', 'returned')"
        ),
        narrow.organisation,
        narrow.stretch.from,
        narrow.stretch.until,
        narrow.zone,
        narrow.bank,
        narrow.ahead()
    )
}

/// How often something that was collected in one week had waited for so many quarters of an hour.
#[derive(sqlx::FromRow)]
pub(super) struct WeekRow {
    /// Weeks since the one in which 1970 began.
    pub week: i64,
    pub quarters: i64,
    pub times: i64,
}

/// 1970-01-01 was a Thursday: three days after its Monday. Half a quarter more rounds to the nearest.
pub(super) async fn waits_by_week(h: &mut impl Handle, narrow: &Narrow<'_>) -> Result<Vec<WeekRow>> {
    all!(
        h,
        WeekRow,
        ended_query!(
            "e.week, e.quarters",
            "((c.ended_at + $6) / 86400000000 + 3) / 7 AS week,
             (c.ended_at - c.stored_at + 450000000) / 900000000 AS quarters",
            "c.state = 'collected' AND c.stored_at IS NOT NULL"
        ),
        narrow.organisation,
        narrow.stretch.from,
        narrow.stretch.until,
        narrow.zone,
        narrow.bank,
        narrow.ahead()
    )
}

/// How often something that was collected at one bank had waited for so many quarters of an hour.
#[derive(sqlx::FromRow)]
pub(super) struct BankRow {
    pub bank_id: Text<BankId>,
    pub quarters: i64,
    pub times: i64,
}

pub(super) async fn waits_by_bank(h: &mut impl Handle, narrow: &Narrow<'_>) -> Result<Vec<BankRow>> {
    all!(
        h,
        BankRow,
        ended_query!(
            "e.bank_id, e.quarters",
            "c.bank_id, (c.ended_at - c.stored_at + 450000000) / 900000000 AS quarters",
            "c.state = 'collected' AND c.stored_at IS NOT NULL"
        ),
        narrow.organisation,
        narrow.stretch.from,
        narrow.stretch.until,
        narrow.zone,
        narrow.bank
    )
}

/// How often something broke at one bank on one day.
#[derive(sqlx::FromRow)]
pub(super) struct FaultRow {
    pub bank_id: Text<BankId>,
    pub day: i64,
    pub times: i64,
}

/// By our clock: a bank that has no connection cannot ask for help, and its own clock may be what broke.
pub(super) async fn faults(h: &mut impl Handle, narrow: &Narrow<'_>) -> Result<Vec<FaultRow>> {
    all!(
        h,
        FaultRow,
        "SELECT x.bank_id, x.day, COUNT(*) AS times FROM (
             SELECT e.bank_id, (e.received_at + $5) / 86400000000 AS day
             FROM banks b JOIN bank_events e ON e.bank_id = b.id
             WHERE b.organisation_id = $1 AND e.received_at >= $2 AND e.received_at < $3
               AND e.kind IN ('fault', 'door_forced', 'tamper') AND b.time_zone = $4
               AND (CAST($6 AS TEXT) IS NULL OR b.id = $6)) AS x
         GROUP BY x.bank_id, x.day",
        narrow.organisation,
        narrow.stretch.from,
        narrow.stretch.until,
        narrow.zone,
        narrow.ahead(),
        narrow.bank
    )
}
