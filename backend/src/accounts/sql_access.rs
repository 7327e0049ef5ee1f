//! The SQL of sessions and one-time links: what gives access, and when it ends.

use domain::Timestamp;
use domain::ids::{OrganisationId, PersonId, SessionId};
use uuid::Uuid;

use crate::db::{Handle, Text, Tx, all, exec, maybe};
use crate::fault::Result;

#[derive(sqlx::FromRow)]
pub(super) struct SessionRow {
    pub id: Text<SessionId>,
    pub person_id: Text<PersonId>,
    pub created_at: i64,
    pub last_used_at: i64,
    pub absolute_end: i64,
    pub device: String,
    /// 1: good for nothing but setting up a second step.
    pub confined: i64,
}

pub(super) struct NewSession<'a> {
    pub id: SessionId,
    pub secret_hash: &'a str,
    pub person: PersonId,
    pub idle_end: Timestamp,
    pub absolute_end: Timestamp,
    pub address: &'a str,
    pub device: &'a str,
    pub confined: bool,
}

pub(super) async fn insert_session(tx: &mut Tx, session: &NewSession<'_>, now: Timestamp) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO sessions (id, secret_hash, person_id, created_at, last_used_at, idle_end, absolute_end, address, device,
           confined)
         VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8, $9)",
        session.id,
        session.secret_hash,
        session.person,
        now,
        session.idle_end,
        session.absolute_end,
        session.address,
        session.device,
        session.confined
    )
    .map(drop)
}

/// The session with this secret, if it is not over and its person may still sign in. One that was confined is so as long as
/// the organisation wants a second step.
pub(super) async fn live_session(h: &mut impl Handle, hash: &str, now: Timestamp) -> Result<Option<SessionRow>> {
    maybe!(
        h,
        SessionRow,
        "SELECT s.id, s.person_id, s.created_at, s.last_used_at, s.absolute_end, s.device,
                s.confined * o.second_step_required AS confined
         FROM sessions s JOIN people p ON p.id = s.person_id JOIN organisations o ON o.id = p.organisation_id
         WHERE s.secret_hash = $1 AND s.idle_end > $2 AND s.absolute_end > $2 AND p.state = 'active'",
        hash,
        now
    )
}

/// As [`live_session`], by its id.
pub(super) async fn session_by_id(
    h: &mut impl Handle,
    session: SessionId,
    now: Timestamp,
) -> Result<Option<SessionRow>> {
    maybe!(
        h,
        SessionRow,
        "SELECT s.id, s.person_id, s.created_at, s.last_used_at, s.absolute_end, s.device,
                s.confined * o.second_step_required AS confined
         FROM sessions s JOIN people p ON p.id = s.person_id JOIN organisations o ON o.id = p.organisation_id
         WHERE s.id = $1 AND s.idle_end > $2 AND s.absolute_end > $2 AND p.state = 'active'",
        session,
        now
    )
}

/// Moves the idle end on; a session that has ended meanwhile stays ended.
pub(super) async fn slide(
    tx: &mut Tx,
    session: SessionId,
    idle_end: Timestamp,
    now: Timestamp,
    unless_used_after: Timestamp,
) -> Result<u64> {
    exec!(
        tx,
        "UPDATE sessions SET last_used_at = $3, idle_end = $2 WHERE id = $1 AND idle_end > $3 AND last_used_at <= $4",
        session,
        idle_end,
        now,
        unless_used_after
    )
}

pub(super) async fn sessions(h: &mut impl Handle, person: PersonId, now: Timestamp) -> Result<Vec<SessionRow>> {
    all!(
        h,
        SessionRow,
        "SELECT id, person_id, created_at, last_used_at, absolute_end, device, confined FROM sessions
         WHERE person_id = $1 AND idle_end > $2 AND absolute_end > $2 ORDER BY last_used_at DESC, id DESC LIMIT 200",
        person,
        now
    )
}

/// The open sessions of everybody who belongs to an organisation and is no mere owner of things, newest use first.
pub(super) async fn sessions_at(
    h: &mut impl Handle,
    organisation: OrganisationId,
    now: Timestamp,
) -> Result<Vec<SessionRow>> {
    all!(
        h,
        SessionRow,
        "SELECT s.id, s.person_id, s.created_at, s.last_used_at, s.absolute_end, s.device, s.confined
         FROM sessions s JOIN people p ON p.id = s.person_id
         WHERE p.organisation_id = $1 AND s.idle_end > $2 AND s.absolute_end > $2
           AND EXISTS (SELECT 1 FROM person_roles r WHERE r.person_id = p.id AND r.role <> 'owner')
         ORDER BY s.last_used_at DESC, s.id DESC LIMIT 10000",
        organisation,
        now
    )
}

/// Ends a session, if it is this person's.
pub(super) async fn end_session(tx: &mut Tx, session: SessionId, person: PersonId) -> Result<u64> {
    exec!(
        tx,
        "DELETE FROM sessions WHERE id = $1 AND person_id = $2",
        session,
        person
    )
}

pub(super) async fn end_sessions(tx: &mut Tx, person: PersonId) -> Result<u64> {
    exec!(tx, "DELETE FROM sessions WHERE person_id = $1", person)
}

/// Ends every session of a person but this one.
pub(super) async fn end_other_sessions(tx: &mut Tx, person: PersonId, session: SessionId) -> Result<u64> {
    exec!(
        tx,
        "DELETE FROM sessions WHERE person_id = $1 AND id <> $2",
        person,
        session
    )
}

/// The session goes on under another secret, and is confined no more.
pub(super) async fn renew(tx: &mut Tx, session: SessionId, secret_hash: &str) -> Result<u64> {
    exec!(
        tx,
        "UPDATE sessions SET secret_hash = $2, confined = 0 WHERE id = $1",
        session,
        secret_hash
    )
}

/// A new link; the person's earlier ones must have been killed before.
pub(super) async fn insert_link(
    tx: &mut Tx,
    id: Uuid,
    secret_hash: &str,
    person: PersonId,
    expires_at: Timestamp,
    now: Timestamp,
) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO one_time_links (id, purpose, secret_hash, person_id, created_at, expires_at)
         VALUES ($1, 'invitation', $2, $3, $4, $5)",
        id,
        secret_hash,
        person,
        now,
        expires_at
    )
    .map(drop)
}

pub(super) async fn kill_links(tx: &mut Tx, person: PersonId, now: Timestamp) -> Result<u64> {
    exec!(
        tx,
        "UPDATE one_time_links SET used_at = $2 WHERE person_id = $1 AND used_at IS NULL",
        person,
        now
    )
}

#[derive(sqlx::FromRow)]
struct LinkRow {
    person_id: Text<PersonId>,
}

/// Whose open invitation this is.
pub(super) async fn open_link(h: &mut impl Handle, hash: &str, now: Timestamp) -> Result<Option<PersonId>> {
    let row = maybe!(
        h,
        LinkRow,
        "SELECT l.person_id FROM one_time_links l JOIN people p ON p.id = l.person_id
         WHERE l.secret_hash = $1 AND l.purpose = 'invitation' AND l.used_at IS NULL AND l.expires_at > $2
           AND p.state = 'invited'",
        hash,
        now
    )?;
    Ok(row.map(|row| row.person_id.0))
}

/// Uses an open link up: of two that come at once, one gets it.
pub(super) async fn use_link(tx: &mut Tx, hash: &str, now: Timestamp) -> Result<Option<PersonId>> {
    let row = maybe!(
        tx,
        LinkRow,
        "UPDATE one_time_links SET used_at = $2
         WHERE secret_hash = $1 AND purpose = 'invitation' AND used_at IS NULL AND expires_at > $2 RETURNING person_id",
        hash,
        now
    )?;
    Ok(row.map(|row| row.person_id.0))
}

/// Deletes sessions that are over, and links that have been dead since before.
pub(super) async fn purge(tx: &mut Tx, now: Timestamp, dead_before: Timestamp) -> Result<u64> {
    let sessions = exec!(
        tx,
        "DELETE FROM sessions WHERE idle_end <= $1 OR absolute_end <= $1",
        now
    )?;
    let links = exec!(
        tx,
        "DELETE FROM one_time_links WHERE expires_at < $1 OR used_at < $1",
        dead_before
    )?;
    Ok(sessions + links)
}
