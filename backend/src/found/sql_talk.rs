//! The SQL of what is said in a case, what happened in it, and who works on it.

use domain::accounts::Actor;
use domain::found::{CaseFact, ProposalState, Side};
use domain::ids::{CaseId, PersonId, ProposalId};
use domain::{Span, Timestamp};

use super::sql::body;
use crate::db::{Handle, Text, Tx, all, exec, maybe, one};
use crate::fault::Result;
use crate::house::House;

const MESSAGE: &str = "found.message";
const MEETING: &str = "found.meeting";
const NOTE: &str = "found.note";

fn person(actor: &Actor) -> Option<PersonId> {
    match actor {
        Actor::Person { person, .. } => Some(*person),
        _ => None,
    }
}

/// Writes something to a side. `by` is the colleague who said it; none: the other side itself.
pub(super) async fn add_message(
    tx: &mut Tx,
    house: &House,
    case: CaseId,
    to: Side,
    by: Option<PersonId>,
    text: &str,
) -> Result<()> {
    let chance = house.outside.chance.as_ref();
    let sealed = house.key.seal(chance, MESSAGE, &case.to_string(), text.as_bytes())?;
    exec!(
        tx,
        "INSERT INTO found_messages (case_id, seq, to_side, person_id, body_sealed, at)
         SELECT $1, COALESCE(MAX(seq), 0) + 1, $2, $3, $4, CAST($5 AS BIGINT) FROM found_messages WHERE case_id = $1",
        case,
        to.wire(),
        by,
        sealed,
        house.now()
    )?;
    Ok(())
}

#[derive(sqlx::FromRow)]
pub(super) struct MessageRow {
    pub to_side: String,
    pub person: Option<String>,
    pub by_desk: i64,
    pub body_sealed: String,
    pub at: i64,
}

impl MessageRow {
    pub(super) fn to(&self) -> Side {
        Side::from_wire(&self.to_side).unwrap_or(Side::Owner)
    }

    pub(super) fn text(&self, house: &House, case: CaseId) -> Result<String> {
        house.key.open_text(MESSAGE, &case.to_string(), &self.body_sealed)
    }
}

pub(super) async fn messages(h: &mut impl Handle, case: CaseId) -> Result<Vec<MessageRow>> {
    all!(
        h,
        MessageRow,
        "SELECT m.to_side, p.name AS person, CASE WHEN m.person_id IS NULL THEN CAST(0 AS BIGINT) ELSE 1 END AS by_desk,
                m.body_sealed, m.at
         FROM found_messages m LEFT JOIN people p ON p.id = m.person_id WHERE m.case_id = $1 ORDER BY m.seq LIMIT 500",
        case
    )
}

/// How much was said or proposed to a side since, by the other side.
pub(super) async fn count_words(h: &mut impl Handle, case: CaseId, to: Side, since: Timestamp) -> Result<i64> {
    let (said,) = one!(
        h,
        (i64,),
        "SELECT COUNT(*) FROM found_messages WHERE case_id = $1 AND to_side = $2 AND person_id IS NULL AND at > $3",
        case,
        to.wire(),
        since
    )?;
    let (proposed,) = one!(
        h,
        (i64,),
        "SELECT COUNT(*) FROM found_proposals WHERE case_id = $1 AND from_side = $2 AND created_at > $3",
        case,
        to.other().wire(),
        since
    )?;
    Ok(said + proposed)
}

#[derive(sqlx::FromRow)]
pub(super) struct ProposalRow {
    pub id: Text<ProposalId>,
    pub from_side: String,
    pub meet_at: i64,
    place_sealed: String,
    state: String,
}

impl ProposalRow {
    pub(super) fn from(&self) -> Side {
        Side::from_wire(&self.from_side).unwrap_or(Side::Owner)
    }

    pub(super) fn state(&self) -> ProposalState {
        ProposalState::from_wire(&self.state).unwrap_or(ProposalState::Off)
    }

    pub(super) fn place(&self, house: &House) -> Result<String> {
        house.key.open_text(MEETING, &self.id.0.to_string(), &self.place_sealed)
    }
}

pub(super) async fn add_proposal(
    tx: &mut Tx,
    house: &House,
    case: CaseId,
    from: Side,
    at: Timestamp,
    place: &str,
) -> Result<()> {
    let id = ProposalId(house.outside.uuid7());
    let chance = house.outside.chance.as_ref();
    exec!(
        tx,
        "INSERT INTO found_proposals (id, case_id, from_side, meet_at, place_sealed, state, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        id,
        case,
        from.wire(),
        at,
        house.key.seal(chance, MEETING, &id.to_string(), place.as_bytes())?,
        ProposalState::Open.wire(),
        house.now()
    )?;
    Ok(())
}

/// Newest first.
pub(super) async fn proposals(h: &mut impl Handle, case: CaseId) -> Result<Vec<ProposalRow>> {
    all!(
        h,
        ProposalRow,
        "SELECT id, from_side, meet_at, place_sealed, state FROM found_proposals WHERE case_id = $1
         ORDER BY id DESC LIMIT 100",
        case
    )
}

/// Answers one that is still on the table; `false` when it is not.
pub(super) async fn answer_proposal(
    tx: &mut Tx,
    case: CaseId,
    id: ProposalId,
    by: Side,
    state: ProposalState,
) -> Result<bool> {
    let changed = exec!(
        tx,
        "UPDATE found_proposals SET state = $4 WHERE id = $1 AND case_id = $2 AND from_side = $3 AND state = 'open'",
        id,
        case,
        by.other().wire(),
        state.wire()
    )?;
    Ok(changed == 1)
}

/// Takes all proposals off the table, agreed ones too.
pub(super) async fn clear_proposals(tx: &mut Tx, case: CaseId) -> Result<()> {
    exec!(
        tx,
        "UPDATE found_proposals SET state = 'off' WHERE case_id = $1 AND state IN ('open', 'agreed')",
        case
    )?;
    Ok(())
}

/// Writes a fact into the history; `note` is what a colleague noted beside it.
pub(super) async fn add_fact(
    tx: &mut Tx,
    house: &House,
    case: CaseId,
    fact: CaseFact,
    actor: &Actor,
    note: Option<&str>,
) -> Result<()> {
    let chance = house.outside.chance.as_ref();
    let sealed = note.map(|note| house.key.seal(chance, NOTE, &case.to_string(), note.as_bytes()));
    exec!(
        tx,
        "INSERT INTO found_events (case_id, seq, at, body, note_sealed, person_id)
         SELECT $1, COALESCE(MAX(seq), 0) + 1, CAST($2 AS BIGINT), $3, $4, $5 FROM found_events WHERE case_id = $1",
        case,
        house.now(),
        body(&fact)?,
        sealed.transpose()?,
        person(actor)
    )?;
    exec!(
        tx,
        "UPDATE found_cases SET changed_at = $2 WHERE id = $1",
        case,
        house.now()
    )?;
    Ok(())
}

#[derive(sqlx::FromRow)]
pub(super) struct FactRow {
    pub at: i64,
    pub body: String,
    note_sealed: Option<String>,
    pub person: Option<String>,
}

impl FactRow {
    pub(super) fn note(&self, house: &House, case: CaseId) -> Result<Option<String>> {
        let open = |sealed: &String| house.key.open_text(NOTE, &case.to_string(), sealed);
        self.note_sealed.as_ref().map(open).transpose()
    }
}

pub(super) async fn facts(h: &mut impl Handle, case: CaseId) -> Result<Vec<FactRow>> {
    all!(
        h,
        FactRow,
        "SELECT e.at, e.body, e.note_sealed, p.name AS person FROM found_events e
         LEFT JOIN people p ON p.id = e.person_id WHERE e.case_id = $1 ORDER BY e.seq LIMIT 500",
        case
    )
}

/// Claims a case by one conditional statement; `false` when a colleague works on it.
pub(super) async fn claim(
    tx: &mut Tx,
    case: CaseId,
    person: PersonId,
    now: Timestamp,
    life: Span,
    take_over: bool,
) -> Result<bool> {
    let changed = exec!(
        tx,
        "INSERT INTO found_claims (case_id, person_id, until) VALUES ($1, $2, $3)
         ON CONFLICT (case_id) DO UPDATE SET person_id = $2, until = $3
         WHERE found_claims.person_id = $2 OR found_claims.until <= $4 OR $5 = 1",
        case,
        person,
        now + life,
        now,
        take_over
    )?;
    Ok(changed == 1)
}

pub(super) async fn release(tx: &mut Tx, case: CaseId, person: Option<PersonId>) -> Result<()> {
    exec!(
        tx,
        "DELETE FROM found_claims WHERE case_id = $1 AND (CAST($2 AS TEXT) IS NULL OR person_id = $2)",
        case,
        person
    )?;
    Ok(())
}

/// Who works on a case: who, their name, until when.
pub(super) async fn claim_of(
    h: &mut impl Handle,
    case: CaseId,
    now: Timestamp,
) -> Result<Option<(Text<PersonId>, String, i64)>> {
    maybe!(
        h,
        (Text<PersonId>, String, i64),
        "SELECT l.person_id, p.name, l.until FROM found_claims l JOIN people p ON p.id = l.person_id
         WHERE l.case_id = $1 AND l.until > $2",
        case,
        now
    )
}

pub(super) async fn set_proposal(tx: &mut Tx, id: ProposalId, state: ProposalState) -> Result<()> {
    exec!(
        tx,
        "UPDATE found_proposals SET state = $2 WHERE id = $1",
        id,
        state.wire()
    )?;
    Ok(())
}
