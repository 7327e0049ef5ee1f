//! The SQL of links that travel by mail, of sign-ups, and of how often somebody asked for mail.

use domain::ids::PersonId;
use domain::{Locale, Timestamp};
use uuid::Uuid;

use crate::db::{Handle, Text, Tx, exec, maybe, one};
use crate::fault::{Fault, Result};

pub(super) struct NewLink<'a> {
    pub id: Uuid,
    pub purpose: &'static str,
    pub hash: &'a str,
    pub person: PersonId,
    pub email_sealed: Option<&'a str>,
    pub now: Timestamp,
    pub expires_at: Timestamp,
}

pub(super) async fn insert_link(tx: &mut Tx, link: &NewLink<'_>) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO one_time_links (id, purpose, secret_hash, person_id, email_sealed, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        link.id,
        link.purpose,
        link.hash,
        link.person,
        link.email_sealed,
        link.now,
        link.expires_at
    )
    .map(drop)
}

/// A person's open links of one purpose die.
pub(super) async fn kill(tx: &mut Tx, person: PersonId, purpose: &str, now: Timestamp) -> Result<u64> {
    exec!(
        tx,
        "UPDATE one_time_links SET used_at = $3, email_sealed = NULL
         WHERE person_id = $1 AND purpose = $2 AND used_at IS NULL",
        person,
        purpose,
        now
    )
}

/// A person's open links of every purpose die.
pub(super) async fn kill_all(tx: &mut Tx, person: PersonId, now: Timestamp) -> Result<u64> {
    exec!(
        tx,
        "UPDATE one_time_links SET used_at = $2, email_sealed = NULL WHERE person_id = $1 AND used_at IS NULL",
        person,
        now
    )
}

pub(super) async fn drop_links(tx: &mut Tx, person: PersonId) -> Result<u64> {
    exec!(tx, "DELETE FROM one_time_links WHERE person_id = $1", person)
}

#[derive(sqlx::FromRow)]
pub(super) struct LinkRow {
    pub id: String,
    pub person_id: Text<PersonId>,
    pub email_sealed: Option<String>,
}

/// An open link; nothing changes.
pub(super) async fn open(h: &mut impl Handle, purpose: &str, hash: &str, now: Timestamp) -> Result<Option<LinkRow>> {
    maybe!(
        h,
        LinkRow,
        "SELECT l.id, l.person_id, l.email_sealed FROM one_time_links l JOIN people p ON p.id = l.person_id
         WHERE l.secret_hash = $1 AND l.purpose = $2 AND l.used_at IS NULL AND l.expires_at > $3
           AND p.state IN ('active', 'invited')",
        hash,
        purpose,
        now
    )
}

/// Uses an open link up: of two that come at once, one gets it.
pub(super) async fn take(tx: &mut Tx, purpose: &str, hash: &str, now: Timestamp) -> Result<Option<LinkRow>> {
    let row = maybe!(
        tx,
        LinkRow,
        "UPDATE one_time_links SET used_at = $3
         WHERE secret_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3
         RETURNING id, person_id, email_sealed",
        hash,
        purpose,
        now
    )?;
    if row.is_some() {
        exec!(
            tx,
            "UPDATE one_time_links SET email_sealed = NULL WHERE secret_hash = $1",
            hash
        )?;
    }
    Ok(row)
}

/// The address that waits to be confirmed, if one does.
pub(super) async fn waiting_email(h: &mut impl Handle, person: PersonId, now: Timestamp) -> Result<Option<LinkRow>> {
    maybe!(
        h,
        LinkRow,
        "SELECT id, person_id, email_sealed FROM one_time_links
         WHERE person_id = $1 AND purpose = 'email' AND used_at IS NULL AND expires_at > $2 LIMIT 1",
        person,
        now
    )
}

pub(super) struct NewSignUp<'a> {
    pub id: Uuid,
    pub hash: &'a str,
    pub email_sealed: &'a str,
    pub email_hash: &'a str,
    pub locale: Locale,
    pub return_to: Option<&'a str>,
    pub now: Timestamp,
    pub expires_at: Timestamp,
}

pub(super) async fn insert_sign_up(tx: &mut Tx, new: &NewSignUp<'_>) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO sign_ups (id, secret_hash, email_sealed, email_hash, locale, return_to, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        new.id,
        new.hash,
        new.email_sealed,
        new.email_hash,
        new.locale.code(),
        new.return_to,
        new.now,
        new.expires_at
    )
    .map(drop)
}

#[derive(sqlx::FromRow)]
pub(super) struct SignUpRow {
    pub id: String,
    pub email_sealed: String,
    locale: String,
    pub return_to: Option<String>,
}

impl SignUpRow {
    pub(super) fn locale(&self) -> Result<Locale> {
        Locale::from_code(&self.locale).ok_or_else(|| Fault::broken("accounts.locale", "reading a sign-up's language"))
    }
}

pub(super) async fn sign_up(h: &mut impl Handle, hash: &str, now: Timestamp) -> Result<Option<SignUpRow>> {
    maybe!(
        h,
        SignUpRow,
        "SELECT id, email_sealed, locale, return_to FROM sign_ups
         WHERE secret_hash = $1 AND used_at IS NULL AND expires_at > $2",
        hash,
        now
    )
}

pub(super) async fn take_sign_up(tx: &mut Tx, hash: &str, now: Timestamp) -> Result<Option<SignUpRow>> {
    maybe!(
        tx,
        SignUpRow,
        "UPDATE sign_ups SET used_at = $2 WHERE secret_hash = $1 AND used_at IS NULL AND expires_at > $2
         RETURNING id, email_sealed, locale, return_to",
        hash,
        now
    )
}

/// Forgets every sign-up with this address.
pub(super) async fn drop_sign_ups(tx: &mut Tx, email_hash: &str) -> Result<u64> {
    exec!(tx, "DELETE FROM sign_ups WHERE email_hash = $1", email_hash)
}

#[derive(sqlx::FromRow)]
struct CountRow {
    n: i64,
}

/// How often since then.
pub(super) async fn asks(h: &mut impl Handle, who: &str, since: Timestamp) -> Result<i64> {
    let row = one!(
        h,
        CountRow,
        "SELECT COUNT(*) AS n FROM mail_asks WHERE who_hash = $1 AND at > $2",
        who,
        since
    )?;
    Ok(row.n)
}

pub(super) async fn note_ask(tx: &mut Tx, who: &str, now: Timestamp) -> Result<()> {
    exec!(tx, "INSERT INTO mail_asks (who_hash, at) VALUES ($1, $2)", who, now).map(drop)
}

pub(super) async fn drop_asks(tx: &mut Tx, who: &str) -> Result<u64> {
    exec!(tx, "DELETE FROM mail_asks WHERE who_hash = $1", who)
}

/// Deletes sign-ups that were never answered, and what nobody needs to count any more.
pub(in crate::accounts) async fn purge(tx: &mut Tx, now: Timestamp, before: Timestamp) -> Result<u64> {
    let sign_ups = exec!(
        tx,
        "DELETE FROM sign_ups WHERE expires_at <= $1 OR used_at IS NOT NULL",
        now
    )?;
    let asks = exec!(tx, "DELETE FROM mail_asks WHERE at < $1", before)?;
    Ok(sign_ups + asks)
}
