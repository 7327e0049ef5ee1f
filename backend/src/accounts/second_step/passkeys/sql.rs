//! The SQL of passkeys and of questions to browsers. Nobody outside this slice imports it.

use domain::Timestamp;
use domain::ids::{PasskeyId, PersonId, SessionId};

use crate::db::{Handle, Text, Tx, all, exec, maybe, one};
use crate::fault::Result;

#[derive(sqlx::FromRow)]
pub(in crate::accounts::second_step) struct PasskeyRow {
    pub id: Text<PasskeyId>,
    pub person_id: Text<PersonId>,
    pub name: String,
    pub key_sealed: String,
    pub added_at: i64,
    pub used_at: Option<i64>,
}

/// The passkeys of a person, the oldest first.
pub(in crate::accounts::second_step) async fn passkeys(
    h: &mut impl Handle,
    person: PersonId,
) -> Result<Vec<PasskeyRow>> {
    all!(
        h,
        PasskeyRow,
        "SELECT id, person_id, name, key_sealed, added_at, used_at FROM passkeys WHERE person_id = $1
         ORDER BY added_at, id LIMIT 100",
        person
    )
}

/// The passkey that a browser calls by this name.
pub(super) async fn by_credential(h: &mut impl Handle, hash: &str) -> Result<Option<PasskeyRow>> {
    maybe!(
        h,
        PasskeyRow,
        "SELECT id, person_id, name, key_sealed, added_at, used_at FROM passkeys WHERE credential_hash = $1",
        hash
    )
}

#[derive(sqlx::FromRow)]
struct CountRow {
    n: i64,
}

/// How many passkeys a person has.
pub(in crate::accounts::second_step) async fn count(h: &mut impl Handle, person: PersonId) -> Result<i64> {
    let row = one!(
        h,
        CountRow,
        "SELECT COUNT(*) AS n FROM passkeys WHERE person_id = $1",
        person
    )?;
    Ok(row.n)
}

pub(super) struct NewPasskey<'a> {
    pub id: PasskeyId,
    pub person: PersonId,
    pub name: &'a str,
    pub credential_hash: &'a str,
    pub key_sealed: &'a str,
}

/// 0 when somebody has it already. Its count begins below every other, so that the first use is always a new one.
pub(super) async fn insert(tx: &mut Tx, key: &NewPasskey<'_>, now: Timestamp) -> Result<u64> {
    exec!(
        tx,
        "INSERT INTO passkeys (id, person_id, name, credential_hash, key_sealed, counter, added_at)
         VALUES ($1, $2, $3, $4, $5, 0, $6) ON CONFLICT DO NOTHING",
        key.id,
        key.person,
        key.name,
        key.credential_hash,
        key.key_sealed,
        now
    )
}

/// Keeps the count of an answer whose signature was right; 0 when it was seen before, or a later one was. Those that do not
/// count say 0 each time.
pub(super) async fn use_passkey(
    tx: &mut Tx,
    id: PasskeyId,
    key_sealed: &str,
    counter: u32,
    now: Timestamp,
) -> Result<u64> {
    exec!(
        tx,
        "UPDATE passkeys SET counter = $2, key_sealed = $3, used_at = $4
         WHERE id = $1 AND (counter < $2 OR (counter = 0 AND $2 = 0))",
        id,
        counter,
        key_sealed,
        now
    )
}

/// Forgets one passkey of a person; 0 when it is not theirs.
pub(super) async fn drop_one(tx: &mut Tx, person: PersonId, id: PasskeyId) -> Result<u64> {
    exec!(tx, "DELETE FROM passkeys WHERE id = $1 AND person_id = $2", id, person)
}

/// Forgets all passkeys of a person, and what waits for an answer of theirs; gives how many passkeys there were.
pub(in crate::accounts::second_step) async fn drop_all(tx: &mut Tx, person: PersonId) -> Result<u64> {
    drop_questions(tx, person).await?;
    exec!(tx, "DELETE FROM passkeys WHERE person_id = $1", person)
}

/// Whether this session was opened lately, and is good for everything.
pub(super) async fn is_fresh(h: &mut impl Handle, session: SessionId, since: Timestamp) -> Result<bool> {
    let row = one!(
        h,
        CountRow,
        "SELECT COUNT(*) AS n FROM sessions WHERE id = $1 AND created_at > $2 AND confined = 0",
        session,
        since
    )?;
    Ok(row.n == 1)
}

pub(super) async fn keep_question(
    tx: &mut Tx,
    holder: &str,
    person: Option<PersonId>,
    sealed: &str,
    until: Timestamp,
) -> Result<u64> {
    exec!(
        tx,
        "INSERT INTO passkey_questions (holder_hash, person_id, sealed, expires_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (holder_hash) DO UPDATE SET person_id = $2, sealed = $3, expires_at = $4",
        holder,
        person,
        sealed,
        until
    )
}

#[derive(sqlx::FromRow)]
struct QuestionRow {
    sealed: String,
}

pub(super) async fn question(h: &mut impl Handle, holder: &str, now: Timestamp) -> Result<Option<String>> {
    let row = maybe!(
        h,
        QuestionRow,
        "SELECT sealed FROM passkey_questions WHERE holder_hash = $1 AND expires_at > $2",
        holder,
        now
    )?;
    Ok(row.map(|row| row.sealed))
}

/// Takes a question out: of two that come at once, one gets it.
pub(super) async fn take_question(tx: &mut Tx, holder: &str, now: Timestamp) -> Result<Option<String>> {
    let row = maybe!(
        tx,
        QuestionRow,
        "DELETE FROM passkey_questions WHERE holder_hash = $1 AND expires_at > $2 RETURNING sealed",
        holder,
        now
    )?;
    Ok(row.map(|row| row.sealed))
}

/// Nothing that was asked of this person is awaited any more.
pub(in crate::accounts::second_step) async fn drop_questions(tx: &mut Tx, person: PersonId) -> Result<u64> {
    exec!(tx, "DELETE FROM passkey_questions WHERE person_id = $1", person)
}

/// Deletes questions that nobody answered in time.
pub(in crate::accounts::second_step) async fn purge(tx: &mut Tx, now: Timestamp) -> Result<u64> {
    exec!(tx, "DELETE FROM passkey_questions WHERE expires_at <= $1", now)
}
