//! The SQL of things and their protocol. Lists read offices and people, as an upper slice may.

use domain::Timestamp;
use domain::ids::{OfficeId, OrganisationId, PersonId, ThingId};
use domain::register::{CategoryCode, ProtocolFact, ThingState};

use crate::db::{Handle, Text, Tx, all, exec, maybe, one};
use crate::fault::{Fault, FaultKind, Result};

/// A thing as it is kept.
#[derive(sqlx::FromRow)]
pub(super) struct Thing {
    pub id: Text<ThingId>,
    pub organisation_id: Text<OrganisationId>,
    pub office_id: Text<OfficeId>,
    pub office_name: String,
    pub office_city: String,
    pub time_zone: String,
    pub year: i64,
    pub number: i64,
    pub category: Text<CategoryCode>,
    pub what: String,
    pub description: String,
    pub words: String,
    pub hidden_sealed: Option<String>,
    pub question: Option<String>,
    pub area: String,
    pub found_day: i64,
    pub storage: String,
    pub source: String,
    pub country: String,
    pub keep_days: i64,
    pub keep_note: String,
    pub keep_until: i64,
    pub finder_sealed: Option<String>,
    pub finder_wants: i64,
    state_body: String,
    pub entered_at: i64,
    version: i64,
    pub pictures: i64,
}

pub(super) fn damaged(doing: &'static str) -> Fault {
    Fault::broken("register.row", doing)
}

impl Thing {
    pub(super) fn state(&self) -> Result<ThingState> {
        serde_json::from_str(&self.state_body).map_err(|e| damaged("reading a thing's state").because(e))
    }
}

pub(super) fn body<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|e| damaged("writing a thing").because(e))
}

pub(super) async fn get(h: &mut impl Handle, id: ThingId) -> Result<Option<Thing>> {
    maybe!(
        h,
        Thing,
        "SELECT t.*, o.name AS office_name, o.city AS office_city, o.time_zone,
                (SELECT COUNT(*) FROM photos p WHERE p.subject = 'registered' AND p.subject_id = t.id) AS pictures
         FROM register_things t JOIN offices o ON o.id = t.office_id WHERE t.id = $1",
        id
    )
}

/// What a list is narrowed to.
pub(super) struct Narrow<'a> {
    pub organisation: OrganisationId,
    /// Only this office's.
    pub reach: Option<OfficeId>,
    /// Only this office's, by choice.
    pub office: Option<OfficeId>,
    /// Stages joined by commas, with commas around: `,held,under_proof,`.
    pub stages: String,
    pub category: Option<&'a str>,
    /// Only what was to be kept until this instant at the latest.
    pub due: Option<Timestamp>,
    /// Words that must all be met, folded.
    pub words: [Option<String>; 3],
    /// Year and number.
    pub number: Option<(i32, i64)>,
    pub limit: i64,
}

/// What waits for an answer first, then by the time until which it is kept.
pub(super) async fn list(h: &mut impl Handle, narrow: Narrow<'_>) -> Result<Vec<Thing>> {
    let [first, second, third] = narrow.words;
    all!(
        h,
        Thing,
        "SELECT t.*, o.name AS office_name, o.city AS office_city, o.time_zone,
                (SELECT COUNT(*) FROM photos p WHERE p.subject = 'registered' AND p.subject_id = t.id) AS pictures
         FROM register_things t JOIN offices o ON o.id = t.office_id
         WHERE t.organisation_id = $1
           AND (CAST($2 AS TEXT) IS NULL OR t.office_id = $2)
           AND (CAST($3 AS TEXT) IS NULL OR t.office_id = $3)
           AND $4 LIKE '%,' || t.stage || ',%'
           AND (CAST($5 AS TEXT) IS NULL OR t.category = $5)
           AND (CAST($6 AS BIGINT) IS NULL OR t.keep_until <= $6)
           AND (CAST($7 AS TEXT) IS NULL OR t.words LIKE '%' || $7 || '%')
           AND (CAST($8 AS TEXT) IS NULL OR t.words LIKE '%' || $8 || '%')
           AND (CAST($9 AS TEXT) IS NULL OR t.words LIKE '%' || $9 || '%')
           AND (CAST($10 AS BIGINT) IS NULL OR (t.year = $10 AND t.number = $11))
         ORDER BY CASE WHEN t.open_claims > 0 THEN 0 ELSE 1 END, t.ended_at DESC, t.keep_until, t.id
         LIMIT $12",
        narrow.organisation,
        narrow.reach,
        narrow.office,
        narrow.stages,
        narrow.category,
        narrow.due,
        first,
        second,
        third,
        narrow.number.map(|(year, _)| year),
        narrow.number.map(|(_, number)| number),
        narrow.limit
    )
}

/// How many things wait for an answer, and how many were kept long enough.
pub(super) async fn waiting(
    h: &mut impl Handle,
    organisation: OrganisationId,
    reach: Option<OfficeId>,
    now: Timestamp,
) -> Result<(i64, i64)> {
    one!(
        h,
        (i64, i64),
        "SELECT COUNT(CASE WHEN open_claims > 0 THEN 1 END), COUNT(CASE WHEN keep_until <= $3 THEN 1 END)
         FROM register_things
         WHERE organisation_id = $1 AND (CAST($2 AS TEXT) IS NULL OR office_id = $2)
           AND stage IN ('held', 'under_proof', 'promised')",
        organisation,
        reach,
        now
    )
}

/// What could be what somebody lost: newest first, none that was promised or is gone.
pub(super) async fn candidates(
    h: &mut impl Handle,
    organisation: OrganisationId,
    category: Option<&str>,
    since: Option<i64>,
    limit: i64,
) -> Result<Vec<Thing>> {
    all!(
        h,
        Thing,
        "SELECT t.*, o.name AS office_name, o.city AS office_city, o.time_zone,
                CAST(0 AS BIGINT) AS pictures
         FROM register_things t JOIN offices o ON o.id = t.office_id
         WHERE t.organisation_id = $1 AND t.stage IN ('held', 'under_proof')
           AND (CAST($2 AS TEXT) IS NULL OR t.category = $2)
           AND (CAST($3 AS BIGINT) IS NULL OR t.found_day >= $3)
         ORDER BY t.found_day DESC, t.id LIMIT $4",
        organisation,
        category,
        since,
        limit
    )
}

/// What a new thing is written from.
pub(super) struct NewRow<'a> {
    pub id: ThingId,
    pub organisation: OrganisationId,
    pub office: OfficeId,
    pub year: i32,
    pub number: i64,
    pub text: TextOf<'a>,
    pub source: &'a str,
    pub country: &'a str,
    pub keep_days: u32,
    pub keep_note: &'a str,
    pub keep_until: Timestamp,
    pub finder_sealed: Option<String>,
    pub finder_email: Option<String>,
    pub finder_phone: Option<String>,
    pub finder_wants: bool,
    pub entered_by: PersonId,
    pub once: &'a str,
}

/// What is written about a thing, and may be changed.
pub(super) struct TextOf<'a> {
    pub category: &'a str,
    pub what: &'a str,
    pub description: &'a str,
    pub words: String,
    pub hidden_sealed: String,
    pub question: Option<&'a str>,
    pub area: &'a str,
    pub found_day: i64,
    pub storage: &'a str,
}

pub(super) async fn insert(tx: &mut Tx, new: &NewRow<'_>, now: Timestamp) -> Result<u64> {
    let state = ThingState::Held { since: now };
    exec!(
        tx,
        "INSERT INTO register_things (id, organisation_id, office_id, year, number, category, what, description, words,
             hidden_sealed, question, area, found_day, storage, source, country, keep_days, keep_note, keep_until,
             finder_sealed, finder_email_hash, finder_phone_hash, finder_wants, stage, state_body, entered_by,
             entered_at, once_key)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,
             $24, $25, $26, $27, $28)",
        new.id,
        new.organisation,
        new.office,
        new.year,
        new.number,
        new.text.category,
        new.text.what,
        new.text.description,
        &new.text.words,
        &new.text.hidden_sealed,
        new.text.question,
        new.text.area,
        new.text.found_day,
        new.text.storage,
        new.source,
        new.country,
        new.keep_days,
        new.keep_note,
        new.keep_until,
        new.finder_sealed.as_ref(),
        new.finder_email.as_ref(),
        new.finder_phone.as_ref(),
        new.finder_wants,
        state.stage().wire(),
        body(&state)?,
        new.entered_by,
        now,
        new.once
    )
}

/// What the first click of this form made.
pub(super) async fn by_once(h: &mut impl Handle, once: &str) -> Result<Option<ThingId>> {
    let row = maybe!(
        h,
        (Text<ThingId>,),
        "SELECT id FROM register_things WHERE once_key = $1",
        once
    )?;
    Ok(row.map(|(id,)| id.0))
}

fn faster() -> Fault {
    Fault::new(
        FaultKind::Conflict,
        "register.version",
        "moving a thing on that somebody else moved",
    )
}

/// Moves a thing on; `Conflict` when somebody was faster.
pub(super) async fn set_state(tx: &mut Tx, thing: &mut Thing, next: &ThingState, now: Timestamp) -> Result<()> {
    let text = body(next)?;
    let ended = next.stage().is_over().then_some(now);
    let rows = exec!(
        tx,
        "UPDATE register_things SET stage = $3, state_body = $4, open_claims = $5, ended_at = $6, version = version + 1
         WHERE id = $1 AND version = $2",
        thing.id.0,
        thing.version,
        next.stage().wire(),
        &text,
        next.open(),
        ended
    )?;
    if rows == 0 {
        return Err(faster());
    }
    thing.version += 1;
    thing.state_body = text;
    Ok(())
}

/// Writes what is said about a thing over the version that was read.
pub(super) async fn set_text(tx: &mut Tx, thing: &Thing, text: &TextOf<'_>) -> Result<()> {
    let rows = exec!(
        tx,
        "UPDATE register_things SET category = $3, what = $4, description = $5, words = $6, hidden_sealed = $7,
             question = $8, area = $9, found_day = $10, storage = $11, version = version + 1
         WHERE id = $1 AND version = $2",
        thing.id.0,
        thing.version,
        text.category,
        text.what,
        text.description,
        &text.words,
        &text.hidden_sealed,
        text.question,
        text.area,
        text.found_day,
        text.storage
    )?;
    if rows == 0 { Err(faster()) } else { Ok(()) }
}

/// Writes the next line of a thing's protocol. Two at once meet the key, and one tries again.
pub(super) async fn add_line(
    tx: &mut Tx,
    thing: ThingId,
    at: Timestamp,
    by: Option<PersonId>,
    fact: &ProtocolFact,
) -> Result<u64> {
    exec!(
        tx,
        "INSERT INTO register_protocol (thing_id, line, at, person_id, body)
         SELECT $1, COALESCE(MAX(line), 0) + 1, CAST($2 AS BIGINT), $3, $4 FROM register_protocol WHERE thing_id = $1",
        thing,
        at,
        by,
        body(fact)?
    )
}

#[derive(sqlx::FromRow)]
pub(super) struct LineRow {
    pub line: i64,
    pub at: i64,
    pub person: Option<String>,
    pub body: String,
}

/// The protocol, oldest first.
pub(super) async fn protocol(h: &mut impl Handle, thing: ThingId) -> Result<Vec<LineRow>> {
    all!(
        h,
        LineRow,
        "SELECT e.line, e.at, p.name AS person, e.body FROM register_protocol e
         LEFT JOIN people p ON p.id = e.person_id WHERE e.thing_id = $1 ORDER BY e.line LIMIT 1000",
        thing
    )
}
