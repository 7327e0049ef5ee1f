//! The SQL of a consignment's history: what happened, in order, never changed.

use domain::Timestamp;
use domain::accounts::Actor;
use domain::custody::EventKind;
use domain::ids::{ConsignmentId, PersonId};

use super::sql::body;
use crate::db::{Handle, Tx, all, exec};
use crate::fault::Result;

pub(super) async fn add(
    tx: &mut Tx,
    id: ConsignmentId,
    event: &EventKind,
    actor: &Actor,
    now: Timestamp,
) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO custody_events (consignment_id, seq, at, body, person_id)
         SELECT $1, COALESCE(MAX(seq), 0) + 1, CAST($2 AS BIGINT), $3, $4 FROM custody_events WHERE consignment_id = $1",
        id,
        now,
        body(event)?,
        person_of(actor)
    )?;
    Ok(())
}

pub(super) const fn person_of(actor: &Actor) -> Option<PersonId> {
    match actor {
        Actor::Person { person, .. } => Some(*person),
        _ => None,
    }
}

#[derive(sqlx::FromRow)]
pub(super) struct EventRow {
    pub at: i64,
    pub body: String,
    pub person: Option<String>,
}

pub(super) async fn all_of(h: &mut impl Handle, id: ConsignmentId) -> Result<Vec<EventRow>> {
    all!(
        h,
        EventRow,
        "SELECT e.at, e.body, p.name AS person FROM custody_events e LEFT JOIN people p ON p.id = e.person_id
         WHERE e.consignment_id = $1 ORDER BY e.seq LIMIT 500",
        id
    )
}
