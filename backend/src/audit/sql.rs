//! The SQL of the audit. No statement here changes or deletes a row, but for an address that was erased.

use domain::ids::{OfficeId, OrganisationId, PersonId};

use crate::db::{Handle, Tx, all, exec, exec_by, maybe};
use crate::fault::Result;

/// Rows are added one after the other: whoever comes second waits here.
pub(super) async fn hold(tx: &mut Tx) -> Result<()> {
    // On SQLite there is one writer anyway.
    exec_by!(tx, sqlite: "UPDATE house_facts SET value = value WHERE name = ''",
             postgres: "LOCK TABLE audit_log IN EXCLUSIVE MODE")?;
    Ok(())
}

/// The last row's place and hash.
pub(super) async fn last(h: &mut impl Handle) -> Result<Option<(i64, String)>> {
    maybe!(
        h,
        (i64, String),
        "SELECT seq, hash FROM audit_log ORDER BY seq DESC LIMIT 1"
    )
}

/// A row as it is kept.
#[derive(sqlx::FromRow)]
pub(super) struct LogRow {
    pub seq: i64,
    pub at: i64,
    pub organisation_id: Option<String>,
    pub actor: String,
    pub act: String,
    pub thing: Option<String>,
    pub outcome: String,
    pub origin_sealed: Option<String>,
    pub origin_hash: Option<String>,
    pub hash: String,
    pub signature: String,
}

pub(super) async fn add(tx: &mut Tx, row: &LogRow) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO audit_log (seq, at, organisation_id, actor, act, thing, outcome, origin_sealed, origin_hash, hash,
             signature)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        row.seq,
        row.at,
        row.organisation_id.as_deref(),
        &row.actor,
        &row.act,
        row.thing.as_deref(),
        &row.outcome,
        row.origin_sealed.as_deref(),
        row.origin_hash.as_deref(),
        &row.hash,
        &row.signature
    )?;
    Ok(())
}

/// Rows after this one, oldest first.
pub(super) async fn after(h: &mut impl Handle, seq: i64, most: i64) -> Result<Vec<LogRow>> {
    all!(
        h,
        LogRow,
        "SELECT seq, at, organisation_id, actor, act, thing, outcome, origin_sealed, origin_hash, hash, signature
         FROM audit_log WHERE seq > $1 ORDER BY seq LIMIT $2",
        seq,
        most
    )
}

/// A row of the page, with the names that people know things by.
#[derive(sqlx::FromRow)]
pub(super) struct ListRow {
    pub seq: i64,
    pub at: i64,
    pub actor: String,
    pub act: String,
    pub thing: Option<String>,
    pub outcome: String,
    pub origin_sealed: Option<String>,
    pub person: Option<String>,
    pub named: Option<String>,
    pub door_bank: Option<String>,
    pub door: Option<i64>,
    pub register_year: Option<i64>,
    pub register_number: Option<i64>,
}

pub(super) struct Narrow {
    pub organisation: OrganisationId,
    /// A LIKE pattern for the colleague.
    pub like: Option<String>,
    /// The thing's whole number.
    pub thing: Option<String>,
    pub act: Option<String>,
    pub outcome: Option<String>,
    pub before: Option<i64>,
    pub limit: i64,
}

/// Newest first.
pub(super) async fn list(h: &mut impl Handle, narrow: Narrow) -> Result<Vec<ListRow>> {
    all!(
        h,
        ListRow,
        "SELECT a.seq, a.at, a.actor, a.act, a.thing, a.outcome, a.origin_sealed, p.name AS person,
                COALESCE(b.name, o.name, q.name) AS named, cb.name AS door_bank, c.compartment AS door,
                r.year AS register_year, r.number AS register_number
         FROM audit_log a
         LEFT JOIN people p ON p.id = SUBSTR(a.actor, 8)
         LEFT JOIN banks b ON b.id = a.thing
         LEFT JOIN offices o ON o.id = a.thing
         LEFT JOIN people q ON q.id = a.thing AND q.organisation_id = $1
         LEFT JOIN consignments c ON c.id = a.thing
         LEFT JOIN banks cb ON cb.id = c.bank_id
         LEFT JOIN register_things r ON r.id = a.thing
         WHERE (a.organisation_id = $1 OR a.organisation_id IS NULL)
           AND (CAST($2 AS TEXT) IS NULL OR lower(p.name) LIKE $2 ESCAPE '!' OR p.email_folded LIKE $2 ESCAPE '!'
                OR a.thing = $3)
           AND (CAST($4 AS TEXT) IS NULL OR a.act = $4)
           AND (CAST($5 AS TEXT) IS NULL OR a.outcome = $5)
           AND (CAST($6 AS BIGINT) IS NULL OR a.seq < $6)
         ORDER BY a.seq DESC LIMIT $7",
        narrow.organisation,
        narrow.like,
        narrow.thing,
        narrow.act,
        narrow.outcome,
        narrow.before,
        narrow.limit
    )
}

/// The time zone of this office; else of the organisation's first office, or first bank, by name; UTC where there is none.
pub(super) async fn time_zone(
    h: &mut impl Handle,
    organisation: OrganisationId,
    office: Option<OfficeId>,
) -> Result<String> {
    let row = maybe!(
        h,
        (String,),
        "SELECT places.time_zone FROM (
             SELECT time_zone, name, CASE WHEN id = $2 THEN 0 ELSE 1 END AS far FROM offices WHERE organisation_id = $1
             UNION ALL SELECT time_zone, name, 2 AS far FROM banks WHERE organisation_id = $1) places
         ORDER BY places.far, places.name LIMIT 1",
        organisation,
        office
    )?;
    Ok(row.map_or_else(|| "UTC".to_owned(), |(zone,)| zone))
}

/// From where somebody acted, as it is sealed, newest first.
pub(super) async fn origins_of(h: &mut impl Handle, person: PersonId) -> Result<Vec<(i64, String)>> {
    all!(
        h,
        (i64, String),
        "SELECT seq, origin_sealed FROM audit_log WHERE actor = 'person:' || $1 AND origin_sealed IS NOT NULL
         ORDER BY seq DESC LIMIT 500",
        person
    )
}

/// Nobody can say any more from where they acted; the chain holds without it.
pub(super) async fn forget_origins_of(tx: &mut Tx, person: PersonId) -> Result<u64> {
    exec!(
        tx,
        "UPDATE audit_log SET origin_sealed = NULL WHERE actor = 'person:' || $1 AND origin_sealed IS NOT NULL",
        person
    )
}
