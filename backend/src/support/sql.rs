//! The SQL of requests for help and their lines.

use domain::Timestamp;
use domain::ids::{BankId, CompartmentId, ConsignmentId, OrganisationId, PersonId, RequestId};
use domain::support::{HelpFact, Origin, Problem, RequestStage, RequestState};
use uuid::Uuid;

use crate::db::{Handle, Text, Tx, all, exec, maybe, one};
use crate::fault::{Fault, FaultKind, Result};

/// A request as it is kept, with the names that its lists show.
#[derive(sqlx::FromRow)]
pub(super) struct Request {
    pub id: Text<RequestId>,
    pub organisation_id: Text<OrganisationId>,
    pub bank_id: Text<BankId>,
    pub bank_name: String,
    pub city: String,
    pub time_zone: String,
    pub consignment_id: Option<Text<ConsignmentId>>,
    /// The door that it is about, where the house itself reported it.
    pub compartment_id: Option<Text<CompartmentId>>,
    pub compartment: Option<i64>,
    pub recipient_name: Option<String>,
    number: i64,
    problem: String,
    origin: String,
    state_body: String,
    pub holder: Option<String>,
    pub opened_at: i64,
    pub promised_at: i64,
    pub answered_at: Option<i64>,
    pub unanswered: i64,
    version: i64,
}

impl Request {
    pub(super) fn state(&self) -> Result<RequestState> {
        serde_json::from_str(&self.state_body).map_err(|e| broken("reading a request's state").because(e))
    }

    pub(super) fn problem(&self) -> Result<Problem> {
        Problem::from_wire(&self.problem).ok_or_else(|| broken("reading a request's problem"))
    }

    pub(super) fn origin(&self) -> Result<Origin> {
        Origin::from_wire(&self.origin).ok_or_else(|| broken("reading a request's origin"))
    }

    pub(super) fn number(&self) -> u32 {
        u32::try_from(self.number).unwrap_or_default()
    }
}

fn broken(doing: &'static str) -> Fault {
    Fault::broken("support.request", doing)
}

fn body<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|e| broken("writing a request").because(e))
}

/// Requests by some conditions.
macro_rules! request_query {
    ($rest:literal) => {
        concat!(
            "SELECT r.id, r.organisation_id, r.bank_id, b.name AS bank_name, b.city, b.time_zone, r.consignment_id,
                    r.compartment_id, COALESCE(c.compartment, k.number) AS compartment, c.recipient_name, r.number, r.problem, r.origin, r.state_body,
                    p.name AS holder, r.opened_at, r.promised_at, r.answered_at, r.unanswered, r.version
             FROM support_requests r JOIN banks b ON b.id = r.bank_id
                  LEFT JOIN consignments c ON c.id = r.consignment_id LEFT JOIN people p ON p.id = r.holder_id
                  LEFT JOIN compartments k ON k.id = r.compartment_id ",
            $rest
        )
    };
}

pub(super) async fn get(h: &mut impl Handle, id: RequestId) -> Result<Option<Request>> {
    maybe!(h, Request, request_query!("WHERE r.id = $1"), id)
}

/// The newest request about a thing.
pub(super) async fn about(h: &mut impl Handle, thing: ConsignmentId) -> Result<Option<Request>> {
    maybe!(
        h,
        Request,
        request_query!("WHERE r.consignment_id = $1 ORDER BY r.opened_at DESC, r.id DESC LIMIT 1"),
        thing
    )
}

/// The open request that somebody made at this kiosk with the same problem, about nothing in particular, since then.
pub(super) async fn same_at_kiosk(
    h: &mut impl Handle,
    bank: BankId,
    problem: Problem,
    since: Timestamp,
) -> Result<Option<Request>> {
    maybe!(
        h,
        Request,
        request_query!(
            "WHERE r.bank_id = $1 AND r.origin = 'kiosk' AND r.opened_at >= $3 AND r.problem = $2
               AND r.consignment_id IS NULL AND r.closed_at IS NULL
             ORDER BY r.opened_at DESC LIMIT 1"
        ),
        bank,
        problem.wire(),
        since
    )
}

/// The open report of the house about the same trouble of this bank, or of this door of it, where it is about no thing.
pub(super) async fn incident(
    h: &mut impl Handle,
    bank: BankId,
    problem: Problem,
    door: Option<CompartmentId>,
) -> Result<Option<Request>> {
    maybe!(
        h,
        Request,
        request_query!(
            "WHERE r.bank_id = $1 AND r.origin = 'house' AND r.problem = $2 AND r.closed_at IS NULL
               AND r.consignment_id IS NULL AND COALESCE(r.compartment_id, '') = COALESCE(CAST($3 AS TEXT), '')
             ORDER BY r.opened_at DESC LIMIT 1"
        ),
        bank,
        problem.wire(),
        door
    )
}

/// What waits for an answer by what was promised, then the others; what is closed, newest first.
pub(super) async fn queue(
    h: &mut impl Handle,
    organisation: OrganisationId,
    stage: Option<RequestStage>,
    holder: Option<PersonId>,
) -> Result<Vec<Request>> {
    all!(
        h,
        Request,
        request_query!(
            "WHERE r.organisation_id = $1
               AND ((CAST($2 AS TEXT) IS NULL AND r.closed_at IS NULL) OR r.stage = $2)
               AND (CAST($3 AS TEXT) IS NULL OR r.holder_id = $3)
             ORDER BY CASE WHEN r.closed_at IS NOT NULL THEN 2 WHEN r.answered_at IS NULL THEN 0 ELSE 1 END,
                      COALESCE(-r.closed_at, r.promised_at), r.id
             LIMIT 200"
        ),
        organisation,
        stage.map(RequestStage::wire),
        holder
    )
}

/// How many nobody has.
pub(super) async fn count_waiting(h: &mut impl Handle, organisation: OrganisationId) -> Result<i64> {
    let (count,) = one!(
        h,
        (i64,),
        "SELECT COUNT(*) FROM support_requests WHERE organisation_id = $1 AND stage = 'waiting'",
        organisation
    )?;
    Ok(count)
}

/// How many of all houses wait for a first answer for longer than was promised. By `support_requests_unanswered`.
pub(super) async fn count_late(h: &mut impl Handle, now: Timestamp) -> Result<i64> {
    let (count,) = one!(
        h,
        (i64,),
        "SELECT COUNT(*) FROM support_requests
         WHERE closed_at IS NULL AND answered_at IS NULL AND promised_at < $1",
        now
    )?;
    Ok(count)
}

/// What a new request is written from.
pub(super) struct New {
    pub id: RequestId,
    pub organisation: OrganisationId,
    pub bank: BankId,
    pub thing: Option<ConsignmentId>,
    pub door: Option<CompartmentId>,
    pub problem: Problem,
    pub origin: Origin,
    pub promised: Timestamp,
}

/// Writes a new request under the next number. Two at once meet a unique index, and one tries again.
pub(super) async fn insert(tx: &mut Tx, new: &New, now: Timestamp) -> Result<u64> {
    let waiting = RequestState::Waiting;
    exec!(
        tx,
        "INSERT INTO support_requests (id, organisation_id, bank_id, consignment_id, number, problem, origin, stage,
             state_body, opened_at, promised_at, compartment_id, unanswered)
         SELECT $1, $2, $3, $4, COALESCE(MAX(number), 0) + 1, $5, $6, $7, $8, CAST($9 AS BIGINT), CAST($10 AS BIGINT), $11, 1
         FROM support_requests WHERE organisation_id = $2",
        new.id,
        new.organisation,
        new.bank,
        new.thing,
        new.problem.wire(),
        new.origin.wire(),
        waiting.stage().wire(),
        body(&waiting)?,
        now,
        new.promised,
        new.door
    )
}

/// Whether the last word is answered.
pub(super) enum Turn {
    /// Nothing changes in that.
    Same,
    /// Somebody waits for an answer until then.
    Asked(Timestamp),
    /// It was answered.
    Answered(Timestamp),
}

/// Writes a new state over the version that was read; `Conflict` when somebody was faster.
pub(super) async fn set_state(tx: &mut Tx, request: &Request, next: RequestState, turn: &Turn) -> Result<()> {
    let closed = match next {
        RequestState::Closed { at } => Some(at),
        RequestState::Waiting | RequestState::InHand { .. } => None,
    };
    let (promised, answered, unanswered) = match *turn {
        Turn::Same => (request.promised_at, request.answered_at, request.unanswered),
        // The first word that is not answered is the one that waits longest.
        Turn::Asked(_) if request.answered_at.is_none() => (request.promised_at, None, request.unanswered + 1),
        Turn::Asked(promised) => (promised.0, None, 1),
        Turn::Answered(at) => (request.promised_at, Some(at.0), 0),
    };
    let changed = exec!(
        tx,
        "UPDATE support_requests SET stage = $3, state_body = $4, holder_id = $5, closed_at = $6, promised_at = $7,
                answered_at = $8, unanswered = $9, version = version + 1
         WHERE id = $1 AND version = $2",
        request.id.0,
        request.version,
        next.stage().wire(),
        body(&next)?,
        next.holder(),
        closed,
        promised,
        answered,
        unanswered
    )?;
    if changed == 1 {
        Ok(())
    } else {
        Err(Fault::new(
            FaultKind::Conflict,
            "support.version",
            "moving a request on that somebody else moved",
        ))
    }
}

pub(super) async fn add_fact(
    tx: &mut Tx,
    event: Uuid,
    request: RequestId,
    at: Timestamp,
    by: Option<PersonId>,
    fact: &HelpFact,
) -> Result<u64> {
    exec!(
        tx,
        "INSERT INTO support_events (id, request_id, at, person_id, body) VALUES ($1, $2, $3, $4, $5)",
        event,
        request,
        at,
        by,
        body(fact)?
    )
}

/// One line as it is kept.
#[derive(sqlx::FromRow)]
pub(super) struct FactRow {
    pub id: String,
    pub at: i64,
    /// The colleague's name, if one is behind it.
    pub person: Option<String>,
    body: String,
}

impl FactRow {
    pub(super) fn fact(&self) -> Result<HelpFact> {
        serde_json::from_str(&self.body).map_err(|e| broken("reading a request's history").because(e))
    }
}

/// What was said and done, oldest first.
pub(super) async fn facts(h: &mut impl Handle, request: RequestId) -> Result<Vec<FactRow>> {
    all!(
        h,
        FactRow,
        "SELECT e.id, e.at, p.name AS person, e.body FROM support_events e LEFT JOIN people p ON p.id = e.person_id
         WHERE e.request_id = $1 ORDER BY e.at, e.id LIMIT 1000",
        request
    )
}

/// Writes a line anew, without its words.
pub(super) async fn set_fact(tx: &mut Tx, id: &str, fact: &HelpFact) -> Result<u64> {
    exec!(tx, "UPDATE support_events SET body = $2 WHERE id = $1", id, body(fact)?)
}

/// The requests about a thing.
pub(super) async fn all_about(h: &mut impl Handle, thing: ConsignmentId) -> Result<Vec<RequestId>> {
    let rows = all!(
        h,
        (Text<RequestId>,),
        "SELECT id FROM support_requests WHERE consignment_id = $1 ORDER BY id",
        thing
    )?;
    Ok(rows.into_iter().map(|(id,)| id.0).collect())
}

/// Requests that were closed before then, and whose words are still there.
pub(super) async fn to_forget(h: &mut impl Handle, before: Timestamp) -> Result<Vec<RequestId>> {
    let rows = all!(
        h,
        (Text<RequestId>,),
        "SELECT id FROM support_requests WHERE closed_at < $1 AND forgotten_at IS NULL ORDER BY closed_at LIMIT 500",
        before
    )?;
    Ok(rows.into_iter().map(|(id,)| id.0).collect())
}

pub(super) async fn set_forgotten(tx: &mut Tx, id: RequestId, at: Timestamp) -> Result<u64> {
    exec!(
        tx,
        "UPDATE support_requests SET forgotten_at = $2 WHERE id = $1 AND forgotten_at IS NULL",
        id,
        at
    )
}
