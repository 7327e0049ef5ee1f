//! The SQL of messages and of the captured inbox. Nobody outside this slice imports it.

use domain::Timestamp;
use domain::ids::NoticeId;
use domain::notices::{CAPTURED_PAGE, Channel, Template};
use domain::{Locale, Span};

use crate::db::{Handle, Text, Tx, all, all_by, exec, maybe, one};
use crate::fault::{Fault, Result};

pub(super) struct NewNotice {
    pub id: NoticeId,
    pub channel: Channel,
    pub template: Template,
    pub locale: Locale,
    pub to_sealed: String,
    pub data_sealed: String,
    pub not_before: Timestamp,
}

pub(super) async fn insert(tx: &mut Tx, notice: &NewNotice, now: Timestamp) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO notices (id, channel, template, locale, to_sealed, data_sealed, state, next_at, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, 'queued', $7, $8)",
        notice.id,
        notice.channel.wire(),
        notice.template.wire(),
        notice.locale.code(),
        &notice.to_sealed,
        &notice.data_sealed,
        notice.not_before,
        now
    )
    .map(drop)
}

/// A message that a job has leased.
#[derive(sqlx::FromRow)]
pub(super) struct NoticeRow {
    pub id: Text<NoticeId>,
    channel: String,
    template: String,
    locale: String,
    pub to_sealed: Option<String>,
    pub data_sealed: Option<String>,
    pub attempts: i64,
    pub lease_until: i64,
    pub created_at: i64,
}

impl NoticeRow {
    pub(super) fn channel(&self) -> Result<Channel> {
        channel(&self.channel)
    }

    pub(super) fn template(&self) -> Result<Template> {
        Template::ALL
            .iter()
            .copied()
            .find(|template| template.wire() == self.template)
            .ok_or_else(|| Fault::broken("notices.template", "reading a message's template"))
    }

    pub(super) fn locale(&self) -> Result<Locale> {
        locale(&self.locale)
    }
}

fn channel(wire: &str) -> Result<Channel> {
    [Channel::Email, Channel::Sms]
        .into_iter()
        .find(|channel| channel.wire() == wire)
        .ok_or_else(|| Fault::broken("notices.channel", "reading a message's channel"))
}

fn locale(code: &str) -> Result<Locale> {
    Locale::from_code(code).ok_or_else(|| Fault::broken("notices.locale", "reading a message's language"))
}

/// Leases messages that are due; each goes to one job only. The lease's end is also its name: only who holds it
/// may write the message's end.
pub(super) async fn lease(tx: &mut Tx, now: Timestamp, length: Span, most: i64) -> Result<Vec<NoticeRow>> {
    all_by!(
        tx,
        NoticeRow,
        sqlite: "UPDATE notices SET lease_until = $2 WHERE id IN (SELECT id FROM notices \
                 WHERE state = 'queued' AND next_at <= $1 AND lease_until <= $1 ORDER BY next_at, id LIMIT $3) \
                 RETURNING id, channel, template, locale, to_sealed, data_sealed, attempts, lease_until, created_at",
        postgres: "UPDATE notices SET lease_until = $2 WHERE id IN (SELECT id FROM notices \
                   WHERE state = 'queued' AND next_at <= $1 AND lease_until <= $1 ORDER BY next_at, id LIMIT $3 \
                   FOR UPDATE SKIP LOCKED) \
                   RETURNING id, channel, template, locale, to_sealed, data_sealed, attempts, lease_until, created_at",
        now,
        now + length,
        most
    )
}

/// The message has ended, as `sent` or `failed`: nothing personal stays.
pub(super) async fn end(
    tx: &mut Tx,
    row: &NoticeRow,
    state: &'static str,
    error: Option<&'static str>,
    now: Timestamp,
) -> Result<u64> {
    exec!(
        tx,
        "UPDATE notices SET state = $3, attempts = attempts + 1, ended_at = $4, last_error = $5, lease_until = 0, \
         to_sealed = NULL, data_sealed = NULL WHERE id = $1 AND lease_until = $2 AND state = 'queued'",
        row.id.0,
        row.lease_until,
        state,
        now,
        error
    )
}

/// The message stays in the queue for another try.
pub(super) async fn put_off(tx: &mut Tx, row: &NoticeRow, until: Timestamp, error: &'static str) -> Result<u64> {
    exec!(
        tx,
        "UPDATE notices SET attempts = attempts + 1, next_at = $3, last_error = $4, lease_until = 0 \
         WHERE id = $1 AND lease_until = $2 AND state = 'queued'",
        row.id.0,
        row.lease_until,
        until,
        error
    )
}

/// Nobody has a message leased any more.
pub(super) async fn end_leases(tx: &mut Tx) -> Result<u64> {
    exec!(
        tx,
        "UPDATE notices SET lease_until = 0 WHERE state = 'queued' AND lease_until > 0"
    )
}

/// Messages from before are ended as sent, and nothing personal stays.
pub(super) async fn settle(tx: &mut Tx, before: Timestamp) -> Result<u64> {
    exec!(
        tx,
        "UPDATE notices SET state = 'sent', attempts = 1, ended_at = created_at, to_sealed = NULL, data_sealed = NULL \
         WHERE state = 'queued' AND created_at < $1",
        before
    )
}

/// Deletes messages that ended before.
pub(super) async fn purge(tx: &mut Tx, before: Timestamp) -> Result<u64> {
    exec!(
        tx,
        "DELETE FROM notices WHERE ended_at IS NOT NULL AND ended_at < $1",
        before
    )
}

/// A message of the demo's inbox.
#[derive(sqlx::FromRow)]
pub(super) struct CapturedRow {
    pub id: Text<NoticeId>,
    channel: String,
    locale: String,
    pub to_text: String,
    pub subject: Option<String>,
    pub body: String,
    pub html: Option<String>,
    pub at: i64,
}

impl CapturedRow {
    pub(super) fn channel(&self) -> Result<Channel> {
        channel(&self.channel)
    }

    pub(super) fn locale(&self) -> Result<Locale> {
        locale(&self.locale)
    }
}

pub(super) struct NewCaptured<'a> {
    pub id: NoticeId,
    pub channel: Channel,
    pub locale: Locale,
    pub to: &'a str,
    pub subject: Option<&'a str>,
    pub body: &'a str,
    pub html: Option<&'a str>,
}

/// Keeps a message in the demo's inbox; a second time changes nothing.
pub(super) async fn capture(tx: &mut Tx, captured: &NewCaptured<'_>, now: Timestamp) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO captured_notices (id, channel, locale, to_text, subject, body, html, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING",
        captured.id,
        captured.channel.wire(),
        captured.locale.code(),
        captured.to,
        captured.subject,
        captured.body,
        captured.html,
        now
    )
    .map(drop)
}

pub(super) async fn captured(h: &mut impl Handle, page: u16) -> Result<Vec<CapturedRow>> {
    let size = i64::try_from(CAPTURED_PAGE).unwrap_or(i64::MAX);
    all!(
        h,
        CapturedRow,
        "SELECT * FROM captured_notices ORDER BY at DESC, id DESC LIMIT $1 OFFSET $2",
        size,
        i64::from(page) * size
    )
}

pub(super) async fn captured_one(h: &mut impl Handle, id: NoticeId) -> Result<Option<CapturedRow>> {
    maybe!(h, CapturedRow, "SELECT * FROM captured_notices WHERE id = $1", id)
}

/// A message that waits, as far as it names somebody.
#[derive(sqlx::FromRow)]
pub(super) struct QueuedRow {
    pub id: String,
    pub channel: String,
    pub template: String,
    pub to_sealed: String,
    pub created_at: i64,
}

pub(super) async fn queued(h: &mut impl Handle) -> Result<Vec<QueuedRow>> {
    all!(
        h,
        QueuedRow,
        "SELECT id, channel, template, to_sealed, created_at FROM notices WHERE to_sealed IS NOT NULL LIMIT 200000"
    )
}

pub(super) async fn drop_notice(tx: &mut Tx, id: &str) -> Result<u64> {
    exec!(tx, "DELETE FROM notices WHERE id = $1", id)
}

/// A captured message, as far as it names somebody.
#[derive(sqlx::FromRow)]
pub(super) struct CapturedText {
    pub id: String,
    pub to_text: String,
    pub body: String,
}

pub(super) async fn captured_texts(h: &mut impl Handle) -> Result<Vec<CapturedText>> {
    all!(
        h,
        CapturedText,
        "SELECT id, to_text, body FROM captured_notices LIMIT 200000"
    )
}

pub(super) async fn drop_captured(tx: &mut Tx, id: &str) -> Result<u64> {
    exec!(tx, "DELETE FROM captured_notices WHERE id = $1", id)
}

/// How many should have left before the first instant (not those that wait for the end of quiet hours), and how many were given up since the second.
pub(super) async fn waiting(h: &mut impl Handle, before: Timestamp, since: Timestamp) -> Result<(i64, i64)> {
    one!(
        h,
        (i64, i64),
        "SELECT (SELECT COUNT(*) FROM notices WHERE state = 'queued' AND created_at < $1
                   AND (attempts > 0 OR next_at < $1)),
                (SELECT COUNT(*) FROM notices WHERE state = 'failed' AND ended_at > $2)",
        before,
        since
    )
}
