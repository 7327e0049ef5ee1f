//! The SQL that moves a consignment from one state to the next.

use domain::Timestamp;
use domain::accounts::Actor;
use domain::custody::{EventKind, Rest, State};
use domain::ids::{CompartmentId, ConsignmentId};

use super::sql::{Consignment, body};
use super::sql_events::person_of;
use crate::db::{Tx, exec, exec_by};
use crate::fault::{Fault, FaultKind, Result};

/// What of a state has a column of its own.
struct StateColumns {
    stored_at: Option<i64>,
    deadline: Option<i64>,
    ended_at: Option<i64>,
    paused_at: Option<i64>,
}

impl StateColumns {
    fn of(consignment: &Consignment, state: &State) -> Self {
        match state {
            State::Resting { rest }
            | State::Opening { rest, .. }
            | State::Open { rest, .. }
            | State::Unclear { rest, .. } => {
                let (stored_at, deadline, paused_at) = match rest {
                    Rest::Stored {
                        since,
                        deadline,
                        paused,
                        ..
                    } => (Some(since.0), Some(deadline.0), paused.map(|at| at.0)),
                    Rest::Moving {
                        since,
                        deadline,
                        paused,
                        ..
                    } => (Some(since.0), Some(deadline.0), Some(paused.0)),
                    Rest::Announced => (None, None, None),
                };
                Self {
                    stored_at,
                    deadline,
                    ended_at: None,
                    paused_at,
                }
            }
            State::Ended { at, .. } => Self {
                stored_at: consignment.stored_at,
                deadline: consignment.deadline,
                ended_at: Some(at.0),
                paused_at: None,
            },
        }
    }
}

impl Consignment {
    /// Is as it was written now, if it was.
    fn moved(&mut self, written: bool, columns: &StateColumns, body: String) -> Result<()> {
        if !written {
            return Err(Fault::new(
                FaultKind::Conflict,
                "custody.version",
                "moving a consignment on that somebody else moved",
            ));
        }
        self.version += 1;
        self.state_body = body;
        (self.stored_at, self.deadline, self.ended_at) = (columns.stored_at, columns.deadline, columns.ended_at);
        self.paused_at = columns.paused_at;
        Ok(())
    }
}

/// Writes a new state over the version that was read.
pub(super) async fn set_state(tx: &mut Tx, consignment: &mut Consignment, state: State) -> Result<()> {
    let text = body(&state)?;
    let columns = StateColumns::of(consignment, &state);
    let changed = exec!(
        tx,
        "UPDATE consignments SET state = $3, state_body = $4, stored_at = $5, deadline = $6, ended_at = $7,
                paused_at = $8, version = version + 1 WHERE id = $1 AND version = $2",
        consignment.id.0,
        consignment.version,
        state.wire(),
        &text,
        columns.stored_at,
        columns.deadline,
        columns.ended_at,
        columns.paused_at
    )?;
    consignment.moved(changed > 0, &columns, text)
}

/// Its door is ordered open: as [`set_state`] and one or two times [`super::sql_events::add`], and how the last opening
/// ended is forgotten; in one statement, for somebody waits before the door.
pub(super) async fn set_ordered(
    tx: &mut Tx,
    consignment: &mut Consignment,
    state: State,
    events: (&EventKind, Option<&EventKind>),
    actor: &Actor,
    now: Timestamp,
) -> Result<()> {
    let text = body(&state)?;
    let columns = StateColumns::of(consignment, &state);
    // How long it waits is not touched, nor what is found by it: an order changes neither.
    let written = exec_by!(
        tx,
        // Two statements in one text: SQLite's thread is asked once for both, and the second looks at what the first did.
        sqlite: "UPDATE consignments SET state = $3, state_body = $4, last_outcome = NULL, version = version + 1
                 WHERE id = $1 AND version = $2;
                 WITH last AS (SELECT COALESCE(MAX(seq), 0) AS seq FROM custody_events WHERE consignment_id = $1)
                 INSERT INTO custody_events (consignment_id, seq, at, body, person_id)
                 SELECT $1, last.seq + 1, $5, $6, $8 FROM last WHERE changes() = 1
                 UNION ALL SELECT $1, last.seq + 2, $5, $7, $8 FROM last WHERE changes() = 1 AND $7 IS NOT NULL",
        postgres: "WITH moved AS (
                     UPDATE consignments SET state = $3, state_body = $4, last_outcome = NULL, version = version + 1
                     WHERE id = $1 AND version = $2
                     RETURNING id
                   ), last AS (SELECT COALESCE(MAX(seq), 0) AS seq FROM custody_events WHERE consignment_id = $1)
                   INSERT INTO custody_events (consignment_id, seq, at, body, person_id)
                   SELECT moved.id, last.seq + 1, $5, $6, $8 FROM last, moved
                   UNION ALL SELECT moved.id, last.seq + 2, $5, $7, $8 FROM last, moved WHERE $7 IS NOT NULL",
        consignment.id.0,
        consignment.version,
        state.wire(),
        &text,
        now,
        body(events.0)?,
        events.1.map(body).transpose()?,
        person_of(actor)
    )?;
    consignment.moved(written > 0, &columns, text)
}

/// It lies in another compartment of the same bank.
pub(super) async fn set_compartment(tx: &mut Tx, id: ConsignmentId, to: CompartmentId, number: u16) -> Result<()> {
    exec!(
        tx,
        "UPDATE consignments SET compartment_id = $2, compartment = $3 WHERE id = $1",
        id,
        to,
        number
    )?;
    Ok(())
}

pub(super) async fn set_outcome(tx: &mut Tx, id: ConsignmentId, outcome: Option<&str>) -> Result<()> {
    exec!(
        tx,
        "UPDATE consignments SET last_outcome = $2 WHERE id = $1",
        id,
        outcome
    )?;
    Ok(())
}
