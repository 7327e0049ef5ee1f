//! The SQL of people and organisations. Nobody outside this slice imports it.

use domain::accounts::{PersonState, Role};
use domain::ids::{OfficeId, OrganisationId, PersonId};
use domain::{Locale, Timestamp};

use crate::db::{Handle, Text, Tx, all, exec, maybe, one};
use crate::fault::{Fault, Result};

/// A person as kept.
#[derive(sqlx::FromRow)]
pub(super) struct PersonRow {
    pub id: Text<PersonId>,
    pub organisation_id: Text<OrganisationId>,
    pub organisation_name: String,
    pub office_id: Option<Text<OfficeId>>,
    pub name: String,
    pub email: String,
    locale: String,
    pub password_hash: Option<String>,
    state: String,
    pub last_seen_at: Option<i64>,
}

impl PersonRow {
    pub(super) fn state(&self) -> Result<PersonState> {
        match self.state.as_str() {
            "invited" => Ok(PersonState::Invited),
            "active" => Ok(PersonState::Active),
            "disabled" => Ok(PersonState::Disabled),
            "erased" => Ok(PersonState::Erased),
            _ => Err(Fault::broken("accounts.state", "reading a person's state")),
        }
    }

    pub(super) fn locale(&self) -> Result<Locale> {
        Locale::from_code(&self.locale).ok_or_else(|| Fault::broken("accounts.locale", "reading a person's language"))
    }
}

pub(super) async fn person(h: &mut impl Handle, id: PersonId) -> Result<Option<PersonRow>> {
    maybe!(
        h,
        PersonRow,
        "SELECT p.id, p.organisation_id, o.name AS organisation_name, p.office_id, p.name, p.email, p.locale,
                p.password_hash, p.state, p.last_seen_at
         FROM people p JOIN organisations o ON o.id = p.organisation_id WHERE p.id = $1",
        id
    )
}

pub(super) async fn person_by_email(h: &mut impl Handle, folded: &str) -> Result<Option<PersonRow>> {
    maybe!(
        h,
        PersonRow,
        "SELECT p.id, p.organisation_id, o.name AS organisation_name, p.office_id, p.name, p.email, p.locale,
                p.password_hash, p.state, p.last_seen_at
         FROM people p JOIN organisations o ON o.id = p.organisation_id WHERE p.email_folded = $1",
        folded
    )
}

/// The longest-standing active person with this role.
pub(super) async fn first_with_role(h: &mut impl Handle, role: Role) -> Result<Option<PersonRow>> {
    maybe!(
        h,
        PersonRow,
        "SELECT p.id, p.organisation_id, o.name AS organisation_name, p.office_id, p.name, p.email, p.locale,
                p.password_hash, p.state, p.last_seen_at
         FROM people p JOIN organisations o ON o.id = p.organisation_id JOIN person_roles r ON r.person_id = p.id
         WHERE r.role = $1 AND p.state = 'active' ORDER BY p.created_at, p.id LIMIT 1",
        role.wire()
    )
}

/// Who works for an organisation. Owners and dealers are the bureau's people too, but not its staff.
pub(super) async fn people(h: &mut impl Handle, organisation: OrganisationId) -> Result<Vec<PersonRow>> {
    all!(
        h,
        PersonRow,
        "SELECT p.id, p.organisation_id, o.name AS organisation_name, p.office_id, p.name, p.email, p.locale,
                p.password_hash, p.state, p.last_seen_at
         FROM people p JOIN organisations o ON o.id = p.organisation_id
         WHERE p.organisation_id = $1
           AND EXISTS (SELECT 1 FROM person_roles r WHERE r.person_id = p.id AND r.role <> 'owner')
         ORDER BY p.name, p.id LIMIT 5000",
        organisation
    )
}

#[derive(sqlx::FromRow)]
struct RoleRow {
    person_id: Text<PersonId>,
    role: String,
}

fn role(wire: &str) -> Result<Role> {
    Role::from_wire(wire).ok_or_else(|| Fault::broken("accounts.role", "reading a person's role"))
}

/// What a person is, now.
pub(super) async fn roles(h: &mut impl Handle, person: PersonId) -> Result<Vec<Role>> {
    let rows = all!(
        h,
        RoleRow,
        "SELECT person_id, role FROM person_roles WHERE person_id = $1",
        person
    )?;
    let mut roles = rows.iter().map(|row| role(&row.role)).collect::<Result<Vec<_>>>()?;
    roles.sort();
    Ok(roles)
}

/// What the people of an organisation are.
pub(super) async fn roles_of(h: &mut impl Handle, organisation: OrganisationId) -> Result<Vec<(PersonId, Role)>> {
    let rows = all!(
        h,
        RoleRow,
        "SELECT r.person_id, r.role FROM person_roles r JOIN people p ON p.id = r.person_id
         WHERE p.organisation_id = $1
           AND EXISTS (SELECT 1 FROM person_roles s WHERE s.person_id = p.id AND s.role <> 'owner')
         ORDER BY r.person_id LIMIT 50000",
        organisation
    )?;
    rows.iter().map(|row| Ok((row.person_id.0, role(&row.role)?))).collect()
}

pub(super) struct NewPerson<'a> {
    pub id: PersonId,
    pub organisation: OrganisationId,
    pub name: &'a str,
    pub email: &'a str,
    pub folded: &'a str,
    pub locale: Locale,
    pub password_hash: Option<&'a str>,
    pub state: &'static str,
}

/// A new person; 0 when the address has an account.
pub(super) async fn insert_person(tx: &mut Tx, person: &NewPerson<'_>, now: Timestamp) -> Result<u64> {
    exec!(
        tx,
        "INSERT INTO people (id, organisation_id, name, email, email_folded, locale, password_hash, state, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (email_folded) DO NOTHING",
        person.id,
        person.organisation,
        person.name,
        person.email,
        person.folded,
        person.locale.code(),
        person.password_hash,
        person.state,
        now
    )
}

pub(super) async fn add_role(tx: &mut Tx, person: PersonId, role: Role) -> Result<u64> {
    exec!(
        tx,
        "INSERT INTO person_roles (person_id, role) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        person,
        role.wire()
    )
}

pub(super) async fn set_locale(tx: &mut Tx, person: PersonId, locale: Locale) -> Result<u64> {
    exec!(
        tx,
        "UPDATE people SET locale = $2, version = version + 1 WHERE id = $1",
        person,
        locale.code()
    )
}

/// Takes the account's one try of the moment: counts it as wrong beforehand and closes the door behind it for 1, 3,
/// 5, then 10 s. 0 when the door is closed. One statement, so that of many tries at once one goes through.
pub(super) async fn take_try(tx: &mut Tx, person: PersonId, now: Timestamp) -> Result<u64> {
    exec!(
        tx,
        "UPDATE people SET wrong_in_a_row = wrong_in_a_row + 1, next_try_at = $2 + CASE wrong_in_a_row
           WHEN 0 THEN 1000000 WHEN 1 THEN 3000000 WHEN 2 THEN 5000000 ELSE 10000000 END
         WHERE id = $1 AND next_try_at <= $2",
        person,
        now
    )
}

/// The password was right, and a second step is awaited: the ladder begins anew, or whoever knows the password could keep its
/// owner waiting. 0 when the account was switched off meanwhile.
pub(super) async fn half_signed_in(tx: &mut Tx, person: PersonId) -> Result<u64> {
    exec!(
        tx,
        "UPDATE people SET wrong_in_a_row = 0, next_try_at = 0 WHERE id = $1 AND state = 'active'",
        person
    )
}

/// Signed in: the ladder begins anew. 0 when the account was switched off meanwhile.
pub(super) async fn signed_in(tx: &mut Tx, person: PersonId, now: Timestamp) -> Result<u64> {
    exec!(
        tx,
        "UPDATE people SET wrong_in_a_row = 0, next_try_at = 0, last_seen_at = $2 WHERE id = $1 AND state = 'active'",
        person,
        now
    )
}

/// An invitation was accepted; 0 when the person is not invited (any more).
pub(super) async fn activate(tx: &mut Tx, person: PersonId, name: &str, hash: &str, now: Timestamp) -> Result<u64> {
    exec!(
        tx,
        "UPDATE people SET name = $2, password_hash = $3, state = 'active', wrong_in_a_row = 0, next_try_at = 0,
           last_seen_at = $4, version = version + 1
         WHERE id = $1 AND state = 'invited'",
        person,
        name,
        hash,
        now
    )
}

/// Makes changes to who may run an organisation come one after another. Without it, on PostgreSQL, two
/// administrators could switch each other off at the same moment.
pub(super) async fn lock_organisation(tx: &mut Tx, organisation: OrganisationId) -> Result<u64> {
    exec!(tx, "UPDATE organisations SET name = name WHERE id = $1", organisation)
}

/// Switches an account off unless it is the last active administrator's; 0 then, or when it is off already.
pub(super) async fn disable(tx: &mut Tx, person: PersonId) -> Result<u64> {
    exec!(
        tx,
        "UPDATE people SET state = 'disabled', version = version + 1 WHERE id = $1 AND state NOT IN ('disabled', 'erased')
         AND (state <> 'active'
              OR NOT EXISTS (SELECT 1 FROM person_roles r WHERE r.person_id = $1 AND r.role = 'administrator')
              OR EXISTS (SELECT 1 FROM people p JOIN person_roles r ON r.person_id = p.id
                         WHERE p.organisation_id = people.organisation_id AND p.id <> $1 AND p.state = 'active'
                           AND r.role = 'administrator'))",
        person
    )
}

/// Switches an account on again, as it was before: invited or active.
pub(super) async fn enable(tx: &mut Tx, person: PersonId) -> Result<u64> {
    exec!(
        tx,
        "UPDATE people SET state = CASE WHEN password_hash IS NULL THEN 'invited' ELSE 'active' END,
           version = version + 1 WHERE id = $1 AND state = 'disabled'",
        person
    )
}

#[derive(sqlx::FromRow)]
struct CountRow {
    n: i64,
}

/// How many administrators can sign in, anywhere in the house.
pub(super) async fn active_administrators(h: &mut impl Handle) -> Result<i64> {
    Ok(one!(
        h,
        CountRow,
        "SELECT COUNT(*) AS n FROM people p JOIN person_roles r ON r.person_id = p.id
         WHERE r.role = 'administrator' AND p.state = 'active'"
    )?
    .n)
}

#[derive(sqlx::FromRow)]
struct OrganisationRow {
    id: Text<OrganisationId>,
}

/// The oldest organisation.
pub(super) async fn first_organisation(h: &mut impl Handle) -> Result<Option<OrganisationId>> {
    let row = maybe!(
        h,
        OrganisationRow,
        "SELECT id FROM organisations ORDER BY created_at, id LIMIT 1"
    )?;
    Ok(row.map(|row| row.id.0))
}

pub(super) async fn organisation_named(h: &mut impl Handle, name: &str) -> Result<Option<OrganisationId>> {
    let row = maybe!(
        h,
        OrganisationRow,
        "SELECT id FROM organisations WHERE name = $1 ORDER BY created_at, id LIMIT 1",
        name
    )?;
    Ok(row.map(|row| row.id.0))
}

pub(super) async fn insert_organisation(tx: &mut Tx, id: OrganisationId, name: &str, now: Timestamp) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO organisations (id, name, created_at) VALUES ($1, $2, $3)",
        id,
        name,
        now
    )
    .map(drop)
}
