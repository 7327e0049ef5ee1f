//! What cases read of keys, people, offices and fees, and lists of cases. An upper slice may read lower ones' tables;
//! only `found_fees` is written here.

use domain::ids::{CaseId, KeyId, OfficeId, OrganisationId, PersonId};
use domain::{Currency, Money};

use super::sql::Case;
use crate::db::{Handle, Text, Tx, all, exec, maybe, one};
use crate::fault::Result;

/// What a key is and whose, as far as a case asks.
#[derive(sqlx::FromRow)]
pub(super) struct KeyFacts {
    pub id: Text<KeyId>,
    pub owner_id: Option<Text<PersonId>>,
    pub blocked_at: Option<i64>,
    pub cover_until: Option<i64>,
    pub thing: Option<String>,
    pub reward_minor: Option<i64>,
    pub reward_currency: Option<String>,
}

impl KeyFacts {
    /// The reward that the owner offers.
    pub(super) fn reward(&self) -> Option<Money> {
        let currency = Currency::from_code(self.reward_currency.as_deref()?)?;
        Some(Money {
            minor: self.reward_minor?,
            currency,
        })
    }
}

pub(super) async fn key_facts(h: &mut impl Handle, key_text: &str) -> Result<Option<KeyFacts>> {
    maybe!(
        h,
        KeyFacts,
        "SELECT k.id, k.owner_id, k.blocked_at, k.cover_until, t.name AS thing, t.reward_minor, t.reward_currency
         FROM tag_keys k LEFT JOIN tag_things t ON t.key_id = k.id WHERE k.number = $1",
        key_text
    )
}

/// What a return costs an owner whose cover has lapsed: with tax, and how much of a thousand is tax.
pub(super) async fn return_fee(h: &mut impl Handle, organisation: OrganisationId) -> Result<Option<(Money, i64)>> {
    let row = maybe!(
        h,
        (i64, String, i64),
        "SELECT minor, currency, vat_permille FROM found_fees WHERE organisation_id = $1",
        organisation
    )?;
    Ok(row.and_then(|(minor, currency, vat)| {
        let currency = Currency::from_code(&currency)?;
        (minor > 0).then_some((Money { minor, currency }, vat))
    }))
}

/// Sets what a return costs from now on.
pub(super) async fn set_return_fee(tx: &mut Tx, organisation: OrganisationId, fee: Money, vat: u32) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO found_fees (organisation_id, minor, currency, vat_permille) VALUES ($1, $2, $3, $4)
         ON CONFLICT (organisation_id) DO UPDATE SET minor = $2, currency = $3, vat_permille = $4",
        organisation,
        fee.minor,
        fee.currency.code(),
        vat
    )?;
    Ok(())
}

/// The only country in which the bureau has areas; none when there are several.
pub(super) async fn only_country(h: &mut impl Handle, organisation: OrganisationId) -> Result<Option<String>> {
    let (count, country) = one!(
        h,
        (i64, Option<String>),
        "SELECT COUNT(DISTINCT country), MIN(country) FROM office_areas WHERE organisation_id = $1",
        organisation
    )?;
    Ok(country.filter(|_| count == 1))
}

/// One case in a list.
#[derive(sqlx::FromRow)]
pub(super) struct ListRow {
    #[sqlx(flatten)]
    pub case: Case,
    pub owner_name: Option<String>,
    pub office_name: Option<String>,
    pub claimed_by: Option<String>,
}

/// What a list is narrowed to, as the query takes it.
#[derive(Default)]
pub(super) struct Narrow {
    pub organisation: Option<OrganisationId>,
    pub office: Option<OfficeId>,
    pub central: bool,
    pub stage: Option<&'static str>,
    pub open_only: bool,
    pub owner: Option<PersonId>,
    /// Whether there is a search at all; then one of the next must fit.
    pub searching: bool,
    pub number: Option<String>,
    pub key_text: Option<String>,
    pub contact: Option<String>,
    /// A LIKE pattern over the owner's name in lower case, with `!` as the escape.
    pub name: Option<String>,
    pub before: Option<CaseId>,
    pub now: i64,
    pub limit: i64,
}

/// Newest first: ids are ordered by time.
pub(super) async fn list(h: &mut impl Handle, narrow: Narrow) -> Result<Vec<ListRow>> {
    all!(
        h,
        ListRow,
        "SELECT c.*, o.name AS organisation_name, p.name AS owner_name, f.name AS office_name, w.name AS claimed_by
         FROM found_cases c
         JOIN organisations o ON o.id = c.organisation_id
         LEFT JOIN people p ON p.id = c.owner_id
         LEFT JOIN offices f ON f.id = c.office_id
         LEFT JOIN found_claims l ON l.case_id = c.id AND l.until > $13
         LEFT JOIN people w ON w.id = l.person_id
         WHERE (CAST($1 AS TEXT) IS NULL OR c.organisation_id = $1)
           AND (CAST($2 AS TEXT) IS NULL OR c.office_id = $2 OR c.office_id IS NULL)
           AND ($3 = 0 OR c.office_id IS NULL)
           AND (CAST($4 AS TEXT) IS NULL OR c.state = $4)
           AND ($5 = 0 OR c.ended_at IS NULL)
           AND (CAST($6 AS TEXT) IS NULL OR c.owner_id = $6)
           AND ($7 = 0 OR c.number = $8 OR c.key_text = $9 OR c.finder_email_hash = $10 OR c.finder_phone_hash = $10
                OR LOWER(p.name) LIKE $11 ESCAPE '!')
           AND (CAST($12 AS TEXT) IS NULL OR c.id < $12)
         ORDER BY c.id DESC LIMIT $14",
        narrow.organisation,
        narrow.office,
        narrow.central,
        narrow.stage,
        narrow.open_only,
        narrow.owner,
        narrow.searching,
        narrow.number,
        narrow.key_text,
        narrow.contact,
        narrow.name,
        narrow.before,
        narrow.now,
        narrow.limit
    )
}

/// How many other cases this owner has had.
pub(super) async fn count_of_owner(h: &mut impl Handle, owner: PersonId, but: CaseId) -> Result<i64> {
    let (n,) = one!(
        h,
        (i64,),
        "SELECT COUNT(*) FROM found_cases WHERE owner_id = $1 AND id <> $2",
        owner,
        but
    )?;
    Ok(n)
}

/// The time zone of an office; without one, of the organisation's first.
pub(super) async fn time_zone(
    h: &mut impl Handle,
    organisation: OrganisationId,
    office: Option<OfficeId>,
) -> Result<Option<String>> {
    let row = maybe!(
        h,
        (String,),
        "SELECT time_zone FROM offices WHERE organisation_id = $1 AND (CAST($2 AS TEXT) IS NULL OR id = $2)
         ORDER BY id LIMIT 1",
        organisation,
        office
    )?;
    Ok(row.map(|(zone,)| zone))
}

/// The organisation's first office: where things go of which nobody knows where they are.
pub(super) async fn first_office(h: &mut impl Handle, organisation: OrganisationId) -> Result<Option<OfficeId>> {
    let row = maybe!(
        h,
        (Text<OfficeId>,),
        "SELECT id FROM offices WHERE organisation_id = $1 ORDER BY id LIMIT 1",
        organisation
    )?;
    Ok(row.map(|(id,)| id.0))
}
