//! The SQL of second steps and recovery codes. Nobody outside this slice imports it.

use domain::Timestamp;
use domain::accounts::second_step::HalfMinute;
use domain::ids::{OrganisationId, PersonId};
use uuid::Uuid;

use crate::db::{Handle, Text, Tx, all, exec, maybe, one};
use crate::fault::Result;

/// A second step as kept. A row without `secret_sealed` is one that waits for its first code, or of somebody with passkeys only.
#[derive(sqlx::FromRow)]
pub(super) struct StepRow {
    pub secret_sealed: Option<String>,
    pub since: Option<i64>,
    pub pending_sealed: Option<String>,
    pub pending_until: i64,
}

pub(super) async fn step(h: &mut impl Handle, person: PersonId) -> Result<Option<StepRow>> {
    maybe!(
        h,
        StepRow,
        "SELECT secret_sealed, since, pending_sealed, pending_until FROM second_steps WHERE person_id = $1",
        person
    )
}

#[derive(sqlx::FromRow)]
struct CountRow {
    n: i64,
}

/// Whether a second step is asked of this person: a phone's digits, or a passkey.
pub(in crate::accounts) async fn is_on(h: &mut impl Handle, person: PersonId) -> Result<bool> {
    let row = one!(
        h,
        CountRow,
        "SELECT (SELECT COUNT(*) FROM second_steps WHERE person_id = $1 AND secret_sealed IS NOT NULL)
              + (SELECT COUNT(*) FROM passkeys WHERE person_id = $1) AS n",
        person
    )?;
    Ok(row.n > 0)
}

/// Whether a phone's digits count for this person.
pub(super) async fn has_phone(h: &mut impl Handle, person: PersonId) -> Result<bool> {
    let row = one!(
        h,
        CountRow,
        "SELECT COUNT(*) AS n FROM second_steps WHERE person_id = $1 AND secret_sealed IS NOT NULL",
        person
    )?;
    Ok(row.n > 0)
}

/// A row to count in, also for whoever has passkeys and no phone.
pub(super) async fn ensure_row(tx: &mut Tx, person: PersonId) -> Result<u64> {
    exec!(
        tx,
        "INSERT INTO second_steps (person_id) VALUES ($1) ON CONFLICT DO NOTHING",
        person
    )
}

/// Forgets the phone; recovery codes stay, since passkeys do. 0 when there was none.
pub(super) async fn drop_phone(tx: &mut Tx, person: PersonId) -> Result<u64> {
    exec!(
        tx,
        "UPDATE second_steps SET secret_sealed = NULL, since = NULL, last_step = 0, pending_sealed = NULL, pending_until = 0,
           digits_tried = 0, tried_since = 0
         WHERE person_id = $1 AND secret_sealed IS NOT NULL",
        person
    )
}

/// Keeps a secret that waits for its first code; the one that waited before is gone.
pub(super) async fn keep_pending(tx: &mut Tx, person: PersonId, sealed: &str, until: Timestamp) -> Result<u64> {
    exec!(
        tx,
        "INSERT INTO second_steps (person_id, pending_sealed, pending_until) VALUES ($1, $2, $3)
         ON CONFLICT (person_id) DO UPDATE SET pending_sealed = $2, pending_until = $3",
        person,
        sealed,
        until
    )
}

/// The secret that waited counts from now on, and the half minute of its first code counts no more; 0 when another secret
/// waits by now.
pub(super) async fn switch_on(
    tx: &mut Tx,
    person: PersonId,
    pending: &str,
    used: HalfMinute,
    now: Timestamp,
) -> Result<u64> {
    exec!(
        tx,
        "UPDATE second_steps SET secret_sealed = pending_sealed, since = $3, last_step = $4, pending_sealed = NULL,
           pending_until = 0, digits_tried = 0, tried_since = 0, told_at = 0
         WHERE person_id = $1 AND pending_sealed = $2",
        person,
        pending,
        now,
        used.0
    )
}

/// Counts one try of digits beforehand; 0 when there were too many since the day began that ends the rest.
pub(super) async fn count_digits(
    tx: &mut Tx,
    person: PersonId,
    now: Timestamp,
    day_before: Timestamp,
    most: i64,
) -> Result<u64> {
    exec!(
        tx,
        "UPDATE second_steps SET
           digits_tried = CASE WHEN tried_since <= $3 THEN 1 ELSE digits_tried + 1 END,
           tried_since = CASE WHEN tried_since <= $3 THEN $2 ELSE tried_since END
         WHERE person_id = $1 AND secret_sealed IS NOT NULL AND (tried_since <= $3 OR digits_tried < $4)",
        person,
        now,
        day_before,
        most
    )
}

/// The digits of this half minute were right. They and all before them count no more: 0 when they did already.
pub(super) async fn use_step(tx: &mut Tx, person: PersonId, used: HalfMinute) -> Result<u64> {
    exec!(
        tx,
        "UPDATE second_steps SET last_step = $2, digits_tried = 0, tried_since = 0
         WHERE person_id = $1 AND secret_sealed IS NOT NULL AND last_step < $2",
        person,
        used.0
    )
}

/// Uses a recovery code up: of two that come at once, one counts.
pub(super) async fn use_recovery(tx: &mut Tx, person: PersonId, hash: &str) -> Result<u64> {
    let used = exec!(
        tx,
        "DELETE FROM recovery_codes WHERE person_id = $1 AND code_hash = $2",
        person,
        hash
    )?;
    if used == 1 {
        exec!(
            tx,
            "UPDATE second_steps SET digits_tried = 0, tried_since = 0 WHERE person_id = $1",
            person
        )?;
    }
    Ok(used)
}

pub(super) async fn recovery_left(h: &mut impl Handle, person: PersonId) -> Result<i64> {
    let row = one!(
        h,
        CountRow,
        "SELECT COUNT(*) AS n FROM recovery_codes WHERE person_id = $1",
        person
    )?;
    Ok(row.n)
}

pub(super) async fn insert_recovery(tx: &mut Tx, person: PersonId, hash: &str) -> Result<u64> {
    exec!(
        tx,
        "INSERT INTO recovery_codes (person_id, code_hash) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        person,
        hash
    )
}

pub(super) async fn drop_recovery(tx: &mut Tx, person: PersonId) -> Result<u64> {
    exec!(tx, "DELETE FROM recovery_codes WHERE person_id = $1", person)
}

/// Takes phone and recovery codes away; 0 when there was no phone that counted.
pub(super) async fn drop_step(tx: &mut Tx, person: PersonId) -> Result<u64> {
    drop_recovery(tx, person).await?;
    let counted = exec!(
        tx,
        "DELETE FROM second_steps WHERE person_id = $1 AND secret_sealed IS NOT NULL",
        person
    )?;
    exec!(tx, "DELETE FROM second_steps WHERE person_id = $1", person)?;
    Ok(counted)
}

/// Whether it is time to tell the person again; notes that they are told now.
pub(super) async fn tell_again(tx: &mut Tx, person: PersonId, now: Timestamp, told_before: Timestamp) -> Result<u64> {
    exec!(
        tx,
        "UPDATE second_steps SET told_at = $2 WHERE person_id = $1 AND told_at <= $3",
        person,
        now,
        told_before
    )
}

pub(super) struct NewRemoval<'a> {
    pub id: Uuid,
    pub person: PersonId,
    pub by: Option<PersonId>,
    pub at: Timestamp,
    pub reason_sealed: &'a str,
}

pub(super) async fn insert_removal(tx: &mut Tx, removal: &NewRemoval<'_>) -> Result<u64> {
    exec!(
        tx,
        "INSERT INTO second_step_removals (id, person_id, by_person_id, at, reason_sealed) VALUES ($1, $2, $3, $4, $5)",
        removal.id,
        removal.person,
        removal.by,
        removal.at,
        removal.reason_sealed
    )
}

#[derive(sqlx::FromRow)]
pub(super) struct RemovalRow {
    pub id: String,
    pub by_name: Option<String>,
    pub at: i64,
    pub reason_sealed: String,
}

/// When it was taken off for this person, newest first.
pub(super) async fn removals(h: &mut impl Handle, person: PersonId) -> Result<Vec<RemovalRow>> {
    all!(
        h,
        RemovalRow,
        "SELECT r.id, p.name AS by_name, r.at, r.reason_sealed FROM second_step_removals r
         LEFT JOIN people p ON p.id = r.by_person_id WHERE r.person_id = $1 ORDER BY r.at DESC, r.id DESC LIMIT 50",
        person
    )
}

pub(super) async fn drop_removals(tx: &mut Tx, person: PersonId) -> Result<u64> {
    exec!(tx, "DELETE FROM second_step_removals WHERE person_id = $1", person)
}

#[derive(sqlx::FromRow)]
struct RuleRow {
    second_step_required: i64,
}

/// Whether this person's organisation wants a second step.
pub(super) async fn required_of(h: &mut impl Handle, person: PersonId) -> Result<bool> {
    let row = maybe!(
        h,
        RuleRow,
        "SELECT o.second_step_required FROM organisations o JOIN people p ON p.organisation_id = o.id WHERE p.id = $1",
        person
    )?;
    Ok(row.is_some_and(|row| row.second_step_required == 1))
}

pub(super) async fn required(h: &mut impl Handle, organisation: OrganisationId) -> Result<bool> {
    let row = maybe!(
        h,
        RuleRow,
        "SELECT second_step_required FROM organisations WHERE id = $1",
        organisation
    )?;
    Ok(row.is_some_and(|row| row.second_step_required == 1))
}

pub(super) async fn require(tx: &mut Tx, organisation: OrganisationId, required: bool) -> Result<u64> {
    exec!(
        tx,
        "UPDATE organisations SET second_step_required = $2 WHERE id = $1",
        organisation,
        required
    )
}

#[derive(sqlx::FromRow)]
struct SinceRow {
    person_id: Text<PersonId>,
    since: i64,
}

/// Who of an organisation has a second step, and since when.
pub(super) async fn since_of(h: &mut impl Handle, organisation: OrganisationId) -> Result<Vec<(PersonId, Timestamp)>> {
    let rows = all!(
        h,
        SinceRow,
        "SELECT s.person_id, MIN(s.since) AS since FROM
           (SELECT person_id, since FROM second_steps WHERE secret_sealed IS NOT NULL AND since IS NOT NULL
            UNION ALL SELECT person_id, added_at AS since FROM passkeys) s
         JOIN people p ON p.id = s.person_id
         WHERE p.organisation_id = $1 GROUP BY s.person_id ORDER BY s.person_id LIMIT 5000",
        organisation
    )?;
    Ok(rows
        .into_iter()
        .map(|row| (row.person_id.0, Timestamp(row.since)))
        .collect())
}
