//! The SQL of owners: settings, telephones, trusted contacts, names, search. Nobody outside this slice imports it.

use domain::accounts::owners::QuietHours;
use domain::ids::{OrganisationId, PersonId};
use domain::{Locale, Timestamp};
use uuid::Uuid;

use crate::db::{Handle, Text, Tx, all, exec, maybe};
use crate::fault::{Fault, Result};

/// What an owner settled, and what the desk shows.
#[derive(sqlx::FromRow)]
pub(super) struct OwnerRow {
    pub name: String,
    pub email: String,
    locale: String,
    pub password_hash: Option<String>,
    pub organisation_name: String,
    pub created_at: i64,
    pub time_zone: String,
    quiet_from: Option<i64>,
    quiet_until: Option<i64>,
}

impl OwnerRow {
    pub(super) fn locale(&self) -> Result<Locale> {
        Locale::from_code(&self.locale).ok_or_else(|| Fault::broken("accounts.locale", "reading an owner's language"))
    }

    pub(super) fn quiet(&self) -> Option<QuietHours> {
        let minute = |n: Option<i64>| n.and_then(|n| u16::try_from(n).ok());
        QuietHours::new(minute(self.quiet_from)?, minute(self.quiet_until)?).ok()
    }
}

/// A person who was not erased.
pub(super) async fn owner(h: &mut impl Handle, person: PersonId) -> Result<Option<OwnerRow>> {
    maybe!(
        h,
        OwnerRow,
        "SELECT p.name, p.email, p.locale, p.password_hash, o.name AS organisation_name, p.created_at,
                p.time_zone, p.quiet_from, p.quiet_until
         FROM people p JOIN organisations o ON o.id = p.organisation_id WHERE p.id = $1 AND p.state <> 'erased'",
        person
    )
}

#[derive(sqlx::FromRow)]
pub(super) struct BureauRow {
    pub id: Text<OrganisationId>,
    pub name: String,
}

pub(super) async fn bureau(h: &mut impl Handle) -> Result<Option<BureauRow>> {
    maybe!(h, BureauRow, "SELECT id, name FROM organisations WHERE bureau = 1")
}

pub(super) async fn set_profile(tx: &mut Tx, person: PersonId, name: &str, locale: Locale) -> Result<u64> {
    exec!(
        tx,
        "UPDATE people SET name = $2, locale = $3, version = version + 1 WHERE id = $1 AND state = 'active'",
        person,
        name,
        locale.code()
    )
}

pub(super) async fn set_quiet(
    tx: &mut Tx,
    person: PersonId,
    quiet: Option<QuietHours>,
    time_zone: &str,
) -> Result<u64> {
    exec!(
        tx,
        "UPDATE people SET quiet_from = $2, quiet_until = $3, time_zone = $4, version = version + 1 WHERE id = $1",
        person,
        quiet.map(QuietHours::from),
        quiet.map(QuietHours::until),
        time_zone
    )
}

/// Sets a password; 0 when the account was switched off or erased.
pub(super) async fn set_password(tx: &mut Tx, person: PersonId, hash: &str, now: Timestamp) -> Result<u64> {
    exec!(
        tx,
        "UPDATE people SET password_hash = $2, state = 'active', wrong_in_a_row = 0, next_try_at = 0, last_seen_at = $3,
           version = version + 1
         WHERE id = $1 AND state IN ('active', 'invited')",
        person,
        hash,
        now
    )
}

/// Another address; 0 when somebody has it.
pub(super) async fn set_email(tx: &mut Tx, person: PersonId, email: &str, folded: &str) -> Result<u64> {
    exec!(
        tx,
        "UPDATE people SET email = $2, email_folded = $3, version = version + 1
         WHERE id = $1 AND state = 'active' AND NOT EXISTS (SELECT 1 FROM people o WHERE o.email_folded = $3 AND o.id <> $1)",
        person,
        email,
        folded
    )
}

#[derive(sqlx::FromRow)]
pub(super) struct PhoneRow {
    pub id: String,
    pub phone_sealed: String,
}

pub(super) async fn phones(h: &mut impl Handle, person: PersonId) -> Result<Vec<PhoneRow>> {
    all!(
        h,
        PhoneRow,
        "SELECT id, phone_sealed FROM person_phones WHERE person_id = $1 ORDER BY position LIMIT 20",
        person
    )
}

pub(super) async fn drop_phones(tx: &mut Tx, person: PersonId) -> Result<u64> {
    exec!(tx, "DELETE FROM person_phones WHERE person_id = $1", person)
}

pub(super) struct NewPhone<'a> {
    pub id: Uuid,
    pub person: PersonId,
    pub position: i64,
    pub sealed: &'a str,
    pub hash: &'a str,
    pub tail_hash: &'a str,
}

pub(super) async fn insert_phone(tx: &mut Tx, phone: &NewPhone<'_>) -> Result<u64> {
    exec!(
        tx,
        "INSERT INTO person_phones (id, person_id, position, phone_sealed, phone_hash, tail_hash)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
        phone.id,
        phone.person,
        phone.position,
        phone.sealed,
        phone.hash,
        phone.tail_hash
    )
}

#[derive(sqlx::FromRow)]
pub(super) struct ContactRow {
    pub id: String,
    pub body_sealed: String,
}

pub(super) async fn contacts(h: &mut impl Handle, person: PersonId) -> Result<Vec<ContactRow>> {
    all!(
        h,
        ContactRow,
        "SELECT id, body_sealed FROM trusted_contacts WHERE person_id = $1 ORDER BY position LIMIT 20",
        person
    )
}

pub(super) async fn drop_contacts(tx: &mut Tx, person: PersonId) -> Result<u64> {
    exec!(tx, "DELETE FROM trusted_contacts WHERE person_id = $1", person)
}

pub(super) async fn insert_contact(tx: &mut Tx, id: Uuid, person: PersonId, position: i64, sealed: &str) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO trusted_contacts (id, person_id, position, body_sealed) VALUES ($1, $2, $3, $4)",
        id,
        person,
        position,
        sealed
    )
    .map(drop)
}

pub(super) async fn drop_names(tx: &mut Tx, person: PersonId) -> Result<u64> {
    exec!(tx, "DELETE FROM person_names WHERE person_id = $1", person)
}

pub(super) async fn insert_name(tx: &mut Tx, person: PersonId, turned: &str) -> Result<u64> {
    exec!(
        tx,
        "INSERT INTO person_names (person_id, turned) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        person,
        turned
    )
}

#[derive(sqlx::FromRow)]
struct IdRow {
    person_id: Text<PersonId>,
}

fn ids(rows: Vec<IdRow>) -> Vec<PersonId> {
    rows.into_iter().map(|row| row.person_id.0).collect()
}

/// Whose name begins so. `after` is the first text that does not.
pub(super) async fn named(h: &mut impl Handle, from: &str, after: &str, most: i64) -> Result<Vec<PersonId>> {
    all!(
        h,
        IdRow,
        "SELECT person_id FROM person_names WHERE turned >= $1 AND turned < $2 ORDER BY turned, person_id LIMIT $3",
        from,
        after,
        most
    )
    .map(ids)
}

/// Whose telephone it is, by the whole number or its last eight digits.
pub(super) async fn with_phone(h: &mut impl Handle, whole: &str, tail: &str, most: i64) -> Result<Vec<PersonId>> {
    all!(
        h,
        IdRow,
        "SELECT person_id FROM person_phones WHERE phone_hash = $1
         UNION SELECT person_id FROM person_phones WHERE tail_hash = $2 LIMIT $3",
        whole,
        tail,
        most
    )
    .map(ids)
}

#[derive(sqlx::FromRow)]
struct PersonIdRow {
    id: Text<PersonId>,
}

/// Who has this address, and is an owner.
pub(super) async fn owner_by_email(h: &mut impl Handle, folded: &str) -> Result<Option<PersonId>> {
    let row = maybe!(
        h,
        PersonIdRow,
        "SELECT p.id FROM people p JOIN person_roles r ON r.person_id = p.id
         WHERE p.email_folded = $1 AND r.role = 'owner'",
        folded
    )?;
    Ok(row.map(|row| row.id.0))
}

/// Empties the row: nothing personal stays in it.
pub(super) async fn erase_person(tx: &mut Tx, person: PersonId) -> Result<u64> {
    exec!(
        tx,
        "UPDATE people SET name = '', email = '', email_folded = 'none:' || id, password_hash = NULL, state = 'erased',
           quiet_from = NULL, quiet_until = NULL, time_zone = 'UTC', office_id = NULL, last_seen_at = NULL,
           version = version + 1 WHERE id = $1",
        person
    )
}

pub(super) async fn drop_roles(tx: &mut Tx, person: PersonId) -> Result<u64> {
    exec!(tx, "DELETE FROM person_roles WHERE person_id = $1", person)
}
