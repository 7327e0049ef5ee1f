//! The SQL of applications to become a dealer.

use domain::ids::{ApplicationId, DealerId, OrganisationId, PersonId};
use domain::{Locale, Timestamp};

use crate::db::{Handle, Text, Tx, all, exec, maybe, one};
use crate::fault::Result;

#[derive(sqlx::FromRow)]
pub(super) struct ApplicationRow {
    pub id: Text<ApplicationId>,
    pub body_sealed: Option<String>,
    pub locale: String,
    pub state: String,
    pub dealer_id: Option<Text<DealerId>>,
    pub created_at: i64,
}

macro_rules! application_query {
    ($rest:literal) => {
        concat!(
            "SELECT id, body_sealed, locale, state, dealer_id, created_at FROM dealer_applications WHERE ",
            $rest
        )
    };
}

pub(super) async fn application(
    h: &mut impl Handle,
    organisation: OrganisationId,
    id: ApplicationId,
) -> Result<Option<ApplicationRow>> {
    maybe!(
        h,
        ApplicationRow,
        application_query!("organisation_id = $1 AND id = $2"),
        organisation,
        id
    )
}

/// The undecided first, then the newest.
pub(super) async fn applications(h: &mut impl Handle, organisation: OrganisationId) -> Result<Vec<ApplicationRow>> {
    all!(
        h,
        ApplicationRow,
        application_query!(
            "organisation_id = $1 AND body_sealed IS NOT NULL
             ORDER BY CASE WHEN state = 'new' THEN 0 ELSE 1 END, id DESC LIMIT 500"
        ),
        organisation
    )
}

pub(super) struct NewApplication<'a> {
    pub id: ApplicationId,
    pub organisation: OrganisationId,
    pub body_sealed: &'a str,
    pub email_hash: &'a str,
    pub from_hash: &'a str,
    pub locale: Locale,
}

pub(super) async fn insert_application(tx: &mut Tx, new: &NewApplication<'_>, now: Timestamp) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO dealer_applications (id, organisation_id, body_sealed, email_hash, from_hash, locale, state,
             created_at)
         VALUES ($1, $2, $3, $4, $5, $6, 'new', $7)",
        new.id,
        new.organisation,
        new.body_sealed,
        new.email_hash,
        new.from_hash,
        new.locale.code(),
        now
    )
    .map(drop)
}

/// How many applications came from there since.
pub(super) async fn applications_from(h: &mut impl Handle, from_hash: &str, since: Timestamp) -> Result<i64> {
    let (n,) = one!(
        h,
        (i64,),
        "SELECT COUNT(*) FROM dealer_applications WHERE from_hash = $1 AND created_at > $2",
        from_hash,
        since
    )?;
    Ok(n)
}

/// Decides an application that nobody has decided; 0 when somebody has.
pub(super) async fn decide(
    tx: &mut Tx,
    id: ApplicationId,
    state: &str,
    dealer: Option<DealerId>,
    by: Option<PersonId>,
    now: Timestamp,
) -> Result<u64> {
    exec!(
        tx,
        "UPDATE dealer_applications SET state = $2, dealer_id = $3, decided_by = $4, decided_at = $5
         WHERE id = $1 AND state = 'new'",
        id,
        state,
        dealer,
        by,
        now
    )
}
