//! The SQL of what an administrator sees of the outbox. Reads only.

use domain::ids::PersonId;
use domain::notices::Channel;
use domain::{Locale, Timestamp};

use crate::db::{Handle, maybe, one};
use crate::fault::{Fault, Result};

/// The outbox of a channel in numbers.
#[derive(sqlx::FromRow)]
pub(super) struct CountsRow {
    pub waiting: i64,
    pub held: i64,
    pub oldest: Option<i64>,
    pub last_sent: Option<i64>,
    pub given_up: i64,
}

/// What waits, what is held back until later without having been tried, and what was given up since.
pub(super) async fn counts(
    h: &mut impl Handle,
    channel: Channel,
    now: Timestamp,
    since: Timestamp,
) -> Result<CountsRow> {
    one!(
        h,
        CountsRow,
        "SELECT
           (SELECT COUNT(*) FROM notices WHERE channel = $1 AND state = 'queued') AS waiting,
           (SELECT COUNT(*) FROM notices WHERE channel = $1 AND state = 'queued' AND attempts = 0 AND next_at > $2) AS held,
           (SELECT MIN(created_at) FROM notices WHERE channel = $1 AND state = 'queued'
              AND (attempts > 0 OR next_at <= $2)) AS oldest,
           (SELECT MAX(ended_at) FROM notices WHERE channel = $1 AND state = 'sent') AS last_sent,
           (SELECT COUNT(*) FROM notices WHERE channel = $1 AND state = 'failed' AND ended_at > $3) AS given_up",
        channel.wire(),
        now,
        since
    )
}

/// A message that did not leave.
#[derive(sqlx::FromRow)]
pub(super) struct TroubleRow {
    pub last_error: String,
    pub next_at: i64,
    /// When it was given up; nothing while it waits.
    pub ended_at: Option<i64>,
}

/// What is the matter with one that waits; else with the last one that was given up.
pub(super) async fn trouble(h: &mut impl Handle, channel: Channel) -> Result<Option<TroubleRow>> {
    maybe!(
        h,
        TroubleRow,
        "SELECT last_error, next_at, ended_at FROM notices WHERE channel = $1 AND last_error IS NOT NULL
         ORDER BY CASE WHEN ended_at IS NULL THEN 0 ELSE 1 END, ended_at DESC, next_at DESC, id DESC LIMIT 1",
        channel.wire()
    )
}

/// Who sends a test: what its words are made of.
#[derive(sqlx::FromRow)]
pub(super) struct SenderRow {
    pub name: String,
    pub organisation: String,
    locale: String,
}

impl SenderRow {
    pub(super) fn locale(&self) -> Result<Locale> {
        Locale::from_code(&self.locale).ok_or_else(|| Fault::broken("notices.locale", "reading a person's language"))
    }
}

/// The name, house and language of whoever sends a test.
pub(super) async fn sender(h: &mut impl Handle, person: PersonId) -> Result<Option<SenderRow>> {
    maybe!(
        h,
        SenderRow,
        "SELECT p.name, o.name AS organisation, p.locale
         FROM people p JOIN organisations o ON o.id = p.organisation_id WHERE p.id = $1",
        person
    )
}
