//! The SQL of half sign-ins: the password was right, the second step is awaited.

use domain::Timestamp;
use domain::ids::PersonId;

use crate::db::{Handle, Text, Tx, exec, maybe};
use crate::fault::Result;

pub(super) async fn insert(tx: &mut Tx, hash: &str, person: PersonId, expires_at: Timestamp) -> Result<u64> {
    exec!(
        tx,
        "INSERT INTO half_sessions (secret_hash, person_id, expires_at) VALUES ($1, $2, $3)",
        hash,
        person,
        expires_at
    )
}

#[derive(sqlx::FromRow)]
pub(super) struct HalfRow {
    pub person_id: Text<PersonId>,
    pub tries: i64,
    pub expires_at: i64,
}

/// The half sign-in with this secret, if a code may still be tried; nothing changes.
pub(super) async fn awaited(h: &mut impl Handle, hash: &str, now: Timestamp, most: i64) -> Result<Option<HalfRow>> {
    maybe!(
        h,
        HalfRow,
        "SELECT s.person_id, s.tries, s.expires_at FROM half_sessions s JOIN people p ON p.id = s.person_id
         WHERE s.secret_hash = $1 AND s.expires_at > $2 AND s.tries < $3 AND p.state = 'active'",
        hash,
        now,
        most
    )
}

/// Takes one try, counted as wrong beforehand; `None` when there is none left. One statement, so that of many tries at
/// once no more than so many go through.
pub(super) async fn take_try(tx: &mut Tx, hash: &str, now: Timestamp, most: i64) -> Result<Option<HalfRow>> {
    maybe!(
        tx,
        HalfRow,
        "UPDATE half_sessions SET tries = tries + 1 WHERE secret_hash = $1 AND expires_at > $2 AND tries < $3
         RETURNING person_id, tries, expires_at",
        hash,
        now,
        most
    )
}

/// Ends a half sign-in; 0 when it had ended.
pub(super) async fn end(tx: &mut Tx, hash: &str) -> Result<u64> {
    exec!(tx, "DELETE FROM half_sessions WHERE secret_hash = $1", hash)
}

/// Ends every half sign-in of a person.
pub(in crate::accounts) async fn drop_all(tx: &mut Tx, person: PersonId) -> Result<u64> {
    exec!(tx, "DELETE FROM half_sessions WHERE person_id = $1", person)
}

/// Deletes what came too late.
pub(in crate::accounts) async fn purge(tx: &mut Tx, now: Timestamp) -> Result<u64> {
    exec!(tx, "DELETE FROM half_sessions WHERE expires_at <= $1", now)
}
