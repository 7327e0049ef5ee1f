//! The SQL of tickets and their events. Lists read people, offices and cases, as an upper slice may.

use domain::found::CaseNumber;
use domain::ids::{CaseId, OfficeId, OrganisationId, PersonId, TicketId};
use domain::tickets::{HistoryKind, TicketState};
use domain::{Money, Timestamp};
use uuid::Uuid;

use super::codes::Leg;
use crate::db::{Handle, Text, Tx, all, exec, maybe, one};
use crate::fault::{Fault, Result};

/// A ticket as it is kept.
#[derive(sqlx::FromRow)]
pub(super) struct TicketRecord {
    pub id: Text<TicketId>,
    pub organisation_id: Text<OrganisationId>,
    pub office_id: Option<Text<OfficeId>>,
    pub office_name: Option<String>,
    pub time_zone: Option<String>,
    pub office_phone: Option<String>,
    pub number: i64,
    pub case_id: Option<Text<CaseId>>,
    case_number: Option<Text<CaseNumber>>,
    pub what: String,
    pub from_sealed: Option<String>,
    pub to_sealed: Option<String>,
    pub pick_from: i64,
    pub pick_until: i64,
    pub drop_from: i64,
    pub drop_until: i64,
    pub reward_minor: Option<i64>,
    pub reward_currency: Option<String>,
    state_body: String,
    pub courier_id: Option<Text<PersonId>>,
    pub courier: Option<String>,
    pub pickup_round: i64,
    pub pickup_tries: i64,
    pub delivery_round: i64,
    pub delivery_tries: i64,
    pub made_at: i64,
    version: i64,
}

impl TicketRecord {
    pub(super) fn state(&self) -> Result<TicketState> {
        serde_json::from_str(&self.state_body)
            .map_err(|e| Fault::broken("tickets.state", "reading a ticket's state").because(e))
    }

    /// The case that it serves.
    pub(super) fn case(&self) -> Option<(CaseId, CaseNumber)> {
        self.case_id.zip(self.case_number).map(|(id, number)| (id.0, number.0))
    }

    /// The zone in which its hours are told.
    pub(super) fn zone(&self) -> &str {
        self.time_zone.as_deref().unwrap_or("UTC")
    }
}

pub(super) async fn get(h: &mut impl Handle, id: TicketId) -> Result<Option<TicketRecord>> {
    maybe!(
        h,
        TicketRecord,
        "SELECT t.id, t.organisation_id, t.office_id, o.name AS office_name, o.time_zone, o.phone AS office_phone,
                t.number, t.case_id, c.number AS case_number, t.what, t.from_sealed, t.to_sealed, t.pick_from, t.pick_until, t.drop_from,
                t.drop_until, t.reward_minor, t.reward_currency, t.state_body, t.courier_id, p.name AS courier,
                t.pickup_round, t.pickup_tries, t.delivery_round, t.delivery_tries, t.made_at, t.version
         FROM tickets t LEFT JOIN offices o ON o.id = t.office_id LEFT JOIN people p ON p.id = t.courier_id
              LEFT JOIN found_cases c ON c.id = t.case_id
         WHERE t.id = $1",
        id
    )
}

/// What a list is narrowed to.
pub(super) struct Narrow {
    pub organisation: OrganisationId,
    /// Only this office's and what is nobody's area.
    pub reach: Option<OfficeId>,
    /// Only exactly this office's.
    pub office: Option<OfficeId>,
    pub case: Option<CaseId>,
    pub courier: Option<PersonId>,
    /// Stages joined by commas, with commas around: `,made,accepted,`.
    pub stages: Option<String>,
    /// Only what ended at or after this instant.
    pub ended_since: Option<Timestamp>,
    pub limit: i64,
}

/// By what was promised next; after that what is over, newest first.
pub(super) async fn list(h: &mut impl Handle, narrow: Narrow) -> Result<Vec<TicketRecord>> {
    all!(
        h,
        TicketRecord,
        "SELECT t.id, t.organisation_id, t.office_id, o.name AS office_name, o.time_zone, o.phone AS office_phone,
                t.number, t.case_id, c.number AS case_number, t.what, t.from_sealed, t.to_sealed, t.pick_from, t.pick_until, t.drop_from,
                t.drop_until, t.reward_minor, t.reward_currency, t.state_body, t.courier_id, p.name AS courier,
                t.pickup_round, t.pickup_tries, t.delivery_round, t.delivery_tries, t.made_at, t.version
         FROM tickets t LEFT JOIN offices o ON o.id = t.office_id LEFT JOIN people p ON p.id = t.courier_id
              LEFT JOIN found_cases c ON c.id = t.case_id
         WHERE t.organisation_id = $1
           AND (CAST($2 AS TEXT) IS NULL OR t.office_id = $2 OR t.office_id IS NULL)
           AND (CAST($3 AS TEXT) IS NULL OR t.office_id = $3)
           AND (CAST($4 AS TEXT) IS NULL OR t.case_id = $4)
           AND (CAST($5 AS TEXT) IS NULL OR t.courier_id = $5)
           AND (CAST($6 AS TEXT) IS NULL OR $6 LIKE '%,' || t.stage || ',%')
           AND (CAST($7 AS BIGINT) IS NULL OR t.ended_at >= $7)
         ORDER BY CASE WHEN t.ended_at IS NULL THEN 0 ELSE 1 END, COALESCE(-t.ended_at,
             CASE WHEN t.stage IN ('made', 'accepted', 'on_the_way') THEN t.pick_until ELSE t.drop_until END), t.id
         LIMIT $8",
        narrow.organisation,
        narrow.reach,
        narrow.office,
        narrow.case,
        narrow.courier,
        narrow.stages,
        narrow.ended_since,
        narrow.limit
    )
}

/// What a new ticket is written from.
pub(super) struct NewRecord<'a> {
    pub id: TicketId,
    pub organisation: OrganisationId,
    pub office: Option<OfficeId>,
    pub case: Option<CaseId>,
    pub what: &'a str,
    pub from_sealed: String,
    pub to_sealed: String,
    pub pick: (Timestamp, Timestamp),
    pub drop: (Timestamp, Timestamp),
    pub reward: Option<Money>,
    pub made_by: PersonId,
    pub once: &'a str,
}

/// Writes a new ticket under the next number. Two at once meet the unique index and one tries again.
pub(super) async fn insert(tx: &mut Tx, new: NewRecord<'_>, now: Timestamp) -> Result<u64> {
    let state = body(&TicketState::Made)?;
    exec!(
        tx,
        "INSERT INTO tickets (id, organisation_id, office_id, number, case_id, what, from_sealed, to_sealed, pick_from,
             pick_until, drop_from, drop_until, reward_minor, reward_currency, stage, state_body, made_by, once_key,
             made_at)
         SELECT $1, $2, $3, COALESCE(MAX(number), 0) + 1, $4, $5, $6, $7, CAST($8 AS BIGINT), CAST($9 AS BIGINT),
                CAST($10 AS BIGINT), CAST($11 AS BIGINT), CAST($12 AS BIGINT), $13, 'made', $14, $15, $16,
                CAST($17 AS BIGINT)
         FROM tickets WHERE organisation_id = $2",
        new.id,
        new.organisation,
        new.office,
        new.case,
        new.what,
        new.from_sealed,
        new.to_sealed,
        new.pick.0,
        new.pick.1,
        new.drop.0,
        new.drop.1,
        new.reward.map(|money| money.minor),
        new.reward.map(|money| money.currency.code()),
        state,
        new.made_by,
        new.once,
        now
    )
}

fn body<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|e| Fault::broken("tickets.body", "writing a ticket").because(e))
}

/// What the first click of this form made.
pub(super) async fn by_once(h: &mut impl Handle, once: &str) -> Result<Option<TicketId>> {
    let row = maybe!(h, (Text<TicketId>,), "SELECT id FROM tickets WHERE once_key = $1", once)?;
    Ok(row.map(|(id,)| id.0))
}

/// Whether a ticket of this case is not over.
pub(super) async fn case_is_served(h: &mut impl Handle, case: CaseId) -> Result<bool> {
    let (n,) = one!(
        h,
        (i64,),
        "SELECT COUNT(*) FROM tickets WHERE case_id = $1 AND ended_at IS NULL",
        case
    )?;
    Ok(n > 0)
}

/// Moves a ticket on; `Conflict` when somebody was faster.
pub(super) async fn set_state(tx: &mut Tx, record: &TicketRecord, next: &TicketState, now: Timestamp) -> Result<()> {
    let stage = next.stage();
    let rows = exec!(
        tx,
        "UPDATE tickets SET stage = $2, state_body = $3, courier_id = $4, ended_at = $5, version = version + 1
         WHERE id = $1 AND version = $6",
        record.id.0,
        stage.wire(),
        body(next)?,
        next.courier(),
        stage.is_over().then_some(now),
        record.version
    )?;
    if rows == 1 {
        Ok(())
    } else {
        Err(Fault::new(
            crate::fault::FaultKind::Conflict,
            "tickets.version",
            "moving a ticket on",
        ))
    }
}

/// Counts a wrong code of one side.
pub(super) async fn count_try(tx: &mut Tx, id: TicketId, leg: Leg) -> Result<u64> {
    match leg {
        Leg::Pickup => exec!(
            tx,
            "UPDATE tickets SET pickup_tries = pickup_tries + 1 WHERE id = $1",
            id
        ),
        Leg::Delivery => exec!(
            tx,
            "UPDATE tickets SET delivery_tries = delivery_tries + 1 WHERE id = $1",
            id
        ),
    }
}

/// Begins a new round of one side's code.
pub(super) async fn next_round(tx: &mut Tx, id: TicketId, leg: Leg) -> Result<u64> {
    match leg {
        Leg::Pickup => exec!(
            tx,
            "UPDATE tickets SET pickup_round = pickup_round + 1, pickup_tries = 0 WHERE id = $1",
            id
        ),
        Leg::Delivery => exec!(
            tx,
            "UPDATE tickets SET delivery_round = delivery_round + 1, delivery_tries = 0 WHERE id = $1",
            id
        ),
    }
}

pub(super) async fn add_event(
    tx: &mut Tx,
    event: Uuid,
    ticket: TicketId,
    at: Timestamp,
    by: Option<PersonId>,
    what: &HistoryKind,
) -> Result<u64> {
    exec!(
        tx,
        "INSERT INTO ticket_events (id, ticket_id, at, person_id, body) VALUES ($1, $2, $3, $4, $5)",
        event,
        ticket,
        at,
        by,
        body(what)?
    )
}

#[derive(sqlx::FromRow)]
pub(super) struct EventRow {
    pub at: i64,
    pub person: Option<String>,
    pub body: String,
}

/// Reads a line of the history.
pub(super) fn history(text: &str) -> Result<HistoryKind> {
    serde_json::from_str(text).map_err(|e| Fault::broken("tickets.event", "reading a ticket's history").because(e))
}

/// The history, oldest first.
pub(super) async fn events(h: &mut impl Handle, ticket: TicketId) -> Result<Vec<EventRow>> {
    all!(
        h,
        EventRow,
        "SELECT e.at, p.name AS person, e.body FROM ticket_events e LEFT JOIN people p ON p.id = e.person_id
         WHERE e.ticket_id = $1 ORDER BY e.at, e.id LIMIT 1000",
        ticket
    )
}

/// Tickets that ended before this instant and still say who and where.
pub(super) async fn to_forget(h: &mut impl Handle, before: Timestamp) -> Result<Vec<TicketId>> {
    let rows = all!(
        h,
        (Text<TicketId>,),
        "SELECT id FROM tickets WHERE ended_at < $1 AND (from_sealed IS NOT NULL OR to_sealed IS NOT NULL) LIMIT 500",
        before
    )?;
    Ok(rows.into_iter().map(|(id,)| id.0).collect())
}

/// Forgets who and where of a ticket, and what its state says of people.
pub(super) async fn forget(tx: &mut Tx, id: TicketId, state: &TicketState) -> Result<u64> {
    exec!(
        tx,
        "UPDATE tickets SET from_sealed = NULL, to_sealed = NULL, state_body = $2 WHERE id = $1",
        id,
        body(state)?
    )
}

/// Writes lines of a ticket's history anew, without what they say of people.
pub(super) async fn forget_in_events(tx: &mut Tx, ticket: TicketId) -> Result<()> {
    let rows = all!(
        tx,
        (Text<Uuid>, String),
        "SELECT id, body FROM ticket_events WHERE ticket_id = $1",
        ticket
    )?;
    for (event, text) in rows {
        let without = body(&history(&text)?.without_people())?;
        if without != text {
            exec!(tx, "UPDATE ticket_events SET body = $2 WHERE id = $1", event.0, without)?;
        }
    }
    Ok(())
}

/// What still says who and where, and whose case it serves.
#[derive(sqlx::FromRow)]
pub(super) struct KnownRow {
    pub id: Text<TicketId>,
    pub from_sealed: Option<String>,
    pub to_sealed: Option<String>,
    pub ended_at: Option<i64>,
    pub owner_id: Option<Text<PersonId>>,
    pub number: i64,
    pub what: String,
    pub made_at: i64,
}

/// All of them after this one: what ended is forgotten after three months, so these stay few.
pub(super) async fn known(h: &mut impl Handle, after: Option<TicketId>) -> Result<Vec<KnownRow>> {
    all!(
        h,
        KnownRow,
        "SELECT t.id, t.from_sealed, t.to_sealed, t.ended_at, c.owner_id, t.number, t.what, t.made_at
         FROM tickets t LEFT JOIN found_cases c ON c.id = t.case_id
         WHERE (t.from_sealed IS NOT NULL OR t.to_sealed IS NOT NULL) AND (CAST($1 AS TEXT) IS NULL OR t.id > $1)
         ORDER BY t.id LIMIT 500",
        after
    )
}
