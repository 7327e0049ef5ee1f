//! The SQL of an organisation's own words. Nobody outside this slice imports it.

use domain::ids::OrganisationId;
use domain::notices::OwnWords;
use domain::{Locale, Timestamp};

use crate::db::{Handle, Tx, all, exec};
use crate::fault::Result;

/// Own words of one kind in one language.
#[derive(sqlx::FromRow)]
pub(super) struct OwnRow {
    pub kind: String,
    pub locale: String,
    pub paragraph: Option<String>,
    pub ending: Option<String>,
}

impl OwnRow {
    pub(super) fn words(&self) -> OwnWords {
        OwnWords {
            paragraph: self.paragraph.clone(),
            ending: self.ending.clone(),
        }
    }
}

pub(super) async fn of_organisation(h: &mut impl Handle, organisation: OrganisationId) -> Result<Vec<OwnRow>> {
    all!(
        h,
        OwnRow,
        "SELECT kind, locale, paragraph, ending FROM own_texts WHERE organisation_id = $1 LIMIT 1000",
        organisation
    )
}

pub(super) async fn of_kind(h: &mut impl Handle, organisation: OrganisationId, kind: &str) -> Result<Vec<OwnRow>> {
    all!(
        h,
        OwnRow,
        "SELECT kind, locale, paragraph, ending FROM own_texts WHERE organisation_id = $1 AND kind = $2 LIMIT 100",
        organisation,
        kind
    )
}

/// What a message of this kind carries in this language, and the signature.
pub(super) async fn both(
    h: &mut impl Handle,
    organisation: OrganisationId,
    kind: &str,
    locale: Locale,
) -> Result<Vec<OwnRow>> {
    all!(
        h,
        OwnRow,
        "SELECT kind, locale, paragraph, ending FROM own_texts
         WHERE organisation_id = $1 AND kind IN ($2, 'signature') AND locale = $3 LIMIT 2",
        organisation,
        kind,
        locale.code()
    )
}

pub(super) async fn keep(
    tx: &mut Tx,
    organisation: OrganisationId,
    kind: &str,
    locale: Locale,
    words: &OwnWords,
    now: Timestamp,
) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO own_texts (organisation_id, kind, locale, paragraph, ending, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (organisation_id, kind, locale) DO UPDATE SET paragraph = excluded.paragraph,
             ending = excluded.ending, changed_at = excluded.changed_at",
        organisation,
        kind,
        locale.code(),
        words.paragraph.as_deref(),
        words.ending.as_deref(),
        now
    )
    .map(drop)
}

pub(super) async fn forget(tx: &mut Tx, organisation: OrganisationId, kind: &str, locale: Locale) -> Result<()> {
    exec!(
        tx,
        "DELETE FROM own_texts WHERE organisation_id = $1 AND kind = $2 AND locale = $3",
        organisation,
        kind,
        locale.code()
    )
    .map(drop)
}
