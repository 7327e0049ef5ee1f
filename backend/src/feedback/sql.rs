//! The SQL of ratings.

use domain::Timestamp;
use domain::feedback::Stars;
use domain::ids::{BankId, ConsignmentId, OrganisationId};

use crate::db::{Handle, Text, Tx, all, exec, maybe};
use crate::fault::Result;

/// What was said, as it is kept.
#[derive(sqlx::FromRow)]
pub(super) struct Said {
    pub rated_at: i64,
    pub overall: i64,
    pub compartment: Option<i64>,
    pub ease: Option<i64>,
    pub comment_sealed: Option<String>,
}

/// To which hand-over something is said, and when.
pub(super) struct About {
    pub consignment: ConsignmentId,
    pub organisation: OrganisationId,
    pub bank: BankId,
    pub month: i64,
}

fn number(stars: Option<Stars>) -> Option<i64> {
    stars.map(|stars| stars.get().into())
}

/// What is said, ready to be kept.
pub(super) struct Words<'a> {
    pub overall: Stars,
    pub compartment: Option<Stars>,
    pub ease: Option<Stars>,
    pub comment_sealed: Option<&'a str>,
}

/// Keeps the first rating of a thing; 0 when there is one.
pub(super) async fn insert(tx: &mut Tx, about: &About, words: &Words<'_>, now: Timestamp) -> Result<u64> {
    exec!(
        tx,
        "INSERT INTO ratings (consignment_id, organisation_id, bank_id, month, rated_at, overall, compartment, ease,
             comment_sealed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (consignment_id) DO NOTHING",
        about.consignment,
        about.organisation,
        about.bank,
        about.month,
        now,
        words.overall.get(),
        number(words.compartment),
        number(words.ease),
        words.comment_sealed
    )
}

/// Another rating takes the place of one that was first given after this instant; 0 when it is older.
pub(super) async fn replace(
    tx: &mut Tx,
    consignment: ConsignmentId,
    words: &Words<'_>,
    after: Timestamp,
) -> Result<u64> {
    exec!(
        tx,
        "UPDATE ratings SET overall = $2, compartment = $3, ease = $4, comment_sealed = $5
         WHERE consignment_id = $1 AND rated_at > $6",
        consignment,
        words.overall.get(),
        number(words.compartment),
        number(words.ease),
        words.comment_sealed,
        after
    )
}

pub(super) async fn said(h: &mut impl Handle, consignment: ConsignmentId) -> Result<Option<Said>> {
    maybe!(
        h,
        Said,
        "SELECT rated_at, overall, compartment, ease, comment_sealed FROM ratings WHERE consignment_id = $1",
        consignment
    )
}

/// How often so many stars were given to one side of hand-overs at one bank in one month.
#[derive(sqlx::FromRow)]
pub(super) struct CountRow {
    pub bank_id: Text<BankId>,
    pub name: String,
    pub month: i64,
    /// Which side: overall, compartment, ease.
    pub about: String,
    pub stars: i64,
    pub times: i64,
}

/// What is counted and listed, as the queries take it.
pub(super) struct Narrow {
    pub organisation: OrganisationId,
    pub bank: Option<BankId>,
    /// The first month and the last, as numbers.
    pub months: (i64, i64),
}

/// The counts of a period. There is no LIMIT: sums of a part would be wrong; there are at most fifteen rows for each bank
/// and month.
pub(super) async fn counts(h: &mut impl Handle, narrow: &Narrow) -> Result<Vec<CountRow>> {
    all!(
        h,
        CountRow,
        "SELECT r.bank_id, b.name, r.month, r.about, r.stars, COUNT(*) AS times FROM (
             SELECT organisation_id, bank_id, month, 'overall' AS about, overall AS stars FROM ratings
             UNION ALL SELECT organisation_id, bank_id, month, 'compartment' AS about, compartment AS stars FROM ratings
                 WHERE compartment IS NOT NULL
             UNION ALL SELECT organisation_id, bank_id, month, 'ease' AS about, ease AS stars FROM ratings
                 WHERE ease IS NOT NULL) AS r
         JOIN banks b ON b.id = r.bank_id
         WHERE r.organisation_id = $1 AND r.month >= $2 AND r.month <= $3
           AND (CAST($4 AS TEXT) IS NULL OR r.bank_id = $4)
         GROUP BY r.bank_id, b.name, r.month, r.about, r.stars",
        narrow.organisation,
        narrow.months.0,
        narrow.months.1,
        narrow.bank
    )
}

/// A rating in a list.
#[derive(sqlx::FromRow)]
pub(super) struct ListRow {
    pub consignment_id: Text<ConsignmentId>,
    pub rated_at: i64,
    pub bank: String,
    pub time_zone: String,
    pub overall: i64,
    pub compartment: Option<i64>,
    pub ease: Option<i64>,
    pub comment_sealed: Option<String>,
}

/// What a list is narrowed to besides its period.
pub(super) struct Part {
    /// At most so many stars.
    pub most: Stars,
    /// Only what was said in words.
    pub in_words: bool,
    /// Older than this one.
    pub before: Option<(Timestamp, ConsignmentId)>,
    pub limit: i64,
}

/// Newest first.
pub(super) async fn list(h: &mut impl Handle, narrow: &Narrow, part: &Part) -> Result<Vec<ListRow>> {
    let (at, id) = part.before.unzip();
    all!(
        h,
        ListRow,
        "SELECT r.consignment_id, r.rated_at, b.name AS bank, b.time_zone, r.overall, r.compartment, r.ease,
                r.comment_sealed
         FROM ratings r JOIN banks b ON b.id = r.bank_id
         WHERE r.organisation_id = $1 AND r.month >= $2 AND r.month <= $3
           AND (CAST($4 AS TEXT) IS NULL OR r.bank_id = $4)
           AND r.overall <= $5
           AND (CAST($6 AS BIGINT) = 0 OR r.comment_sealed IS NOT NULL)
           AND (CAST($7 AS BIGINT) IS NULL OR r.rated_at < $7 OR (r.rated_at = $7 AND r.consignment_id < $8))
         ORDER BY r.rated_at DESC, r.consignment_id DESC LIMIT $9",
        narrow.organisation,
        narrow.months.0,
        narrow.months.1,
        narrow.bank,
        part.most.get(),
        part.in_words,
        at,
        id,
        part.limit
    )
}

/// The banks of an organisation, by their names.
pub(super) async fn banks(h: &mut impl Handle, organisation: OrganisationId) -> Result<Vec<(BankId, String)>> {
    let rows = all!(
        h,
        (Text<BankId>, String),
        "SELECT id, name FROM banks WHERE organisation_id = $1 ORDER BY name, id LIMIT 5000",
        organisation
    )?;
    Ok(rows.into_iter().map(|(id, name)| (id.0, name)).collect())
}

/// What was said in words about one hand-over is gone; the stars stay.
pub(super) async fn forget_words(tx: &mut Tx, consignment: ConsignmentId) -> Result<u64> {
    exec!(
        tx,
        "UPDATE ratings SET comment_sealed = NULL WHERE consignment_id = $1 AND comment_sealed IS NOT NULL",
        consignment
    )
}

/// The same for everything that was said before this instant.
pub(super) async fn forget_old_words(tx: &mut Tx, before: Timestamp) -> Result<u64> {
    exec!(
        tx,
        "UPDATE ratings SET comment_sealed = NULL WHERE comment_sealed IS NOT NULL AND rated_at < $1",
        before
    )
}
