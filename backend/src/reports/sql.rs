//! The SQL of the reports: cases and tickets of some months, as far as figures need them.

use domain::Timestamp;
use domain::ids::{OfficeId, OrganisationId};
use domain::reports::{CaseFacts, TicketFacts};

use crate::db::{Handle, all};
use crate::fault::Result;

#[derive(sqlx::FromRow)]
struct CaseRow {
    office_name: Option<String>,
    created_at: i64,
    by_phone: i64,
    ended_at: Option<i64>,
    state: String,
    answered_at: Option<i64>,
}

/// Cases that were reported in that time. What the owner did themselves is no answer of the desk. There is no LIMIT: sums
/// of a part would be wrong.
pub(super) async fn cases(
    h: &mut impl Handle,
    organisation: OrganisationId,
    office: Option<OfficeId>,
    (from, until): (Timestamp, Timestamp),
) -> Result<Vec<CaseFacts>> {
    let rows = all!(
        h,
        CaseRow,
        "SELECT o.name AS office_name, c.created_at, c.by_phone, c.ended_at, c.state,
                (SELECT MIN(e.at) FROM found_events e WHERE e.case_id = c.id AND e.person_id IS NOT NULL
                   AND (c.owner_id IS NULL OR e.person_id <> c.owner_id)) AS answered_at
         FROM found_cases c LEFT JOIN offices o ON o.id = c.office_id
         WHERE c.organisation_id = $1 AND c.created_at >= $2 AND c.created_at < $3
           AND (CAST($4 AS TEXT) IS NULL OR c.office_id = $4)",
        organisation,
        from,
        until,
        office
    )?;
    let facts = |row: CaseRow| CaseFacts {
        office: row.office_name,
        reported: Timestamp(row.created_at),
        by_phone: row.by_phone != 0,
        answered: row.answered_at.map(Timestamp),
        ended: row.ended_at.filter(|_| row.state != "mistake").map(Timestamp),
        returned: row.state == "returned",
    };
    Ok(rows.into_iter().map(facts).collect())
}

#[derive(sqlx::FromRow)]
struct TicketRow {
    office_name: Option<String>,
    made_at: i64,
    stage: String,
    ended_at: Option<i64>,
    drop_until: i64,
    failed: i64,
}

/// Tickets that were made in that time, without a LIMIT as [`cases`].
pub(super) async fn tickets(
    h: &mut impl Handle,
    organisation: OrganisationId,
    office: Option<OfficeId>,
    (from, until): (Timestamp, Timestamp),
) -> Result<Vec<TicketFacts>> {
    let rows = all!(
        h,
        TicketRow,
        "SELECT o.name AS office_name, t.made_at, t.stage, t.ended_at, t.drop_until,
                (SELECT COUNT(*) FROM ticket_events e
                 WHERE e.ticket_id = t.id AND e.body LIKE '{\"what\":\"failed\"%') AS failed
         FROM tickets t LEFT JOIN offices o ON o.id = t.office_id
         WHERE t.organisation_id = $1 AND t.made_at >= $2 AND t.made_at < $3
           AND (CAST($4 AS TEXT) IS NULL OR t.office_id = $4)",
        organisation,
        from,
        until,
        office
    )?;
    let facts = |row: TicketRow| TicketFacts {
        office: row.office_name,
        made: Timestamp(row.made_at),
        delivered: row
            .ended_at
            .filter(|_| matches!(row.stage.as_str(), "delivered" | "in_locker"))
            .map(Timestamp),
        promised: Timestamp(row.drop_until),
        failed: u32::try_from(row.failed).unwrap_or_default(),
    };
    Ok(rows.into_iter().map(facts).collect())
}
