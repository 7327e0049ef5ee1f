//! The SQL of offices and their areas. Nobody outside this slice imports it.

use domain::accounts::{Area, Office};
use domain::ids::{OfficeId, OrganisationId, PersonId};

use super::sql::PersonRow;
use crate::db::{Handle, Text, Tx, all, exec, maybe, one};
use crate::fault::{Fault, Result};

#[derive(sqlx::FromRow)]
pub(super) struct OfficeRow {
    pub id: Text<OfficeId>,
    pub organisation_id: Text<OrganisationId>,
    name: String,
    address: String,
    city: String,
    phone: String,
    pub time_zone: String,
    opening_hours: String,
    latitude_micro: i64,
    longitude_micro: i64,
    pub people: i64,
}

impl OfficeRow {
    /// The office without its areas.
    #[expect(
        clippy::cast_precision_loss,
        reason = "millionths of a degree fit an f64 many times over"
    )]
    pub(super) fn office(&self) -> Result<Office> {
        let broken = || Fault::broken("accounts.office", "reading an office");
        Ok(Office {
            name: self.name.clone(),
            address: self.address.clone(),
            city: self.city.clone(),
            phone: domain::Phone::parse(&self.phone).map_err(|_| broken())?,
            time_zone: self.time_zone.clone(),
            opening_hours: self.opening_hours.clone(),
            latitude: self.latitude_micro as f64 / 1e6,
            longitude: self.longitude_micro as f64 / 1e6,
            areas: Vec::new(),
        })
    }
}

pub(super) async fn offices(h: &mut impl Handle, organisation: OrganisationId) -> Result<Vec<OfficeRow>> {
    all!(
        h,
        OfficeRow,
        "SELECT o.id, o.organisation_id, o.name, o.address, o.city, o.phone, o.time_zone, o.opening_hours,
                o.latitude_micro, o.longitude_micro,
                (SELECT COUNT(*) FROM people p WHERE p.office_id = o.id AND p.state <> 'disabled') AS people
         FROM offices o WHERE o.organisation_id = $1 ORDER BY o.name, o.id LIMIT 1000",
        organisation
    )
}

pub(super) async fn office(h: &mut impl Handle, id: OfficeId) -> Result<Option<OfficeRow>> {
    maybe!(
        h,
        OfficeRow,
        "SELECT o.id, o.organisation_id, o.name, o.address, o.city, o.phone, o.time_zone, o.opening_hours,
                o.latitude_micro, o.longitude_micro,
                (SELECT COUNT(*) FROM people p WHERE p.office_id = o.id AND p.state <> 'disabled') AS people
         FROM offices o WHERE o.id = $1",
        id
    )
}

#[derive(sqlx::FromRow)]
struct AreaRow {
    office_id: Text<OfficeId>,
    country: String,
    prefix: String,
}

/// What the offices of an organisation answer for.
pub(super) async fn areas(h: &mut impl Handle, organisation: OrganisationId) -> Result<Vec<(OfficeId, Area)>> {
    let rows = all!(
        h,
        AreaRow,
        "SELECT office_id, country, prefix FROM office_areas WHERE organisation_id = $1
         ORDER BY country, prefix LIMIT 20000",
        organisation
    )?;
    let area = |row: AreaRow| {
        let (country, prefix) = (row.country, row.prefix);
        (row.office_id.0, Area { country, prefix })
    };
    Ok(rows.into_iter().map(area).collect())
}

#[expect(clippy::cast_possible_truncation, reason = "degrees were checked to be at most 180")]
fn micro(degrees: f64) -> i64 {
    (degrees * 1e6).round() as i64
}

/// Writes an office, new or changed.
pub(super) async fn put(tx: &mut Tx, id: OfficeId, organisation: OrganisationId, office: &Office) -> Result<u64> {
    exec!(
        tx,
        "INSERT INTO offices (id, organisation_id, name, address, city, phone, time_zone, opening_hours,
                              latitude_micro, longitude_micro)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, address = excluded.address, city = excluded.city,
           phone = excluded.phone, time_zone = excluded.time_zone, opening_hours = excluded.opening_hours,
           latitude_micro = excluded.latitude_micro, longitude_micro = excluded.longitude_micro",
        id,
        organisation,
        &office.name,
        &office.address,
        &office.city,
        office.phone.as_str(),
        &office.time_zone,
        &office.opening_hours,
        micro(office.latitude),
        micro(office.longitude)
    )
}

pub(super) async fn clear_areas(tx: &mut Tx, office: OfficeId) -> Result<u64> {
    exec!(tx, "DELETE FROM office_areas WHERE office_id = $1", office)
}

/// Gives an area to an office; 0 when another office answers for it.
pub(super) async fn add_area(tx: &mut Tx, organisation: OrganisationId, office: OfficeId, area: &Area) -> Result<u64> {
    exec!(
        tx,
        "INSERT INTO office_areas (organisation_id, country, prefix, office_id) VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING",
        organisation,
        &area.country,
        &area.prefix,
        office
    )
}

#[derive(sqlx::FromRow)]
struct IdRow {
    office_id: Text<OfficeId>,
}

/// Who answers for a postcode: the longest prefix wins.
pub(super) async fn answering(
    h: &mut impl Handle,
    organisation: OrganisationId,
    country: &str,
    postcode: &str,
) -> Result<Option<OfficeId>> {
    let row = maybe!(
        h,
        IdRow,
        "SELECT office_id FROM office_areas
         WHERE organisation_id = $1 AND country = $2 AND substr($3, 1, length(prefix)) = prefix
         ORDER BY length(prefix) DESC LIMIT 1",
        organisation,
        country,
        postcode
    )?;
    Ok(row.map(|row| row.office_id.0))
}

/// The only office that answers for anything in a country.
pub(super) async fn alone_in(
    h: &mut impl Handle,
    organisation: OrganisationId,
    country: &str,
) -> Result<Option<OfficeId>> {
    let rows = all!(
        h,
        IdRow,
        "SELECT DISTINCT office_id FROM office_areas WHERE organisation_id = $1 AND country = $2 LIMIT 2",
        organisation,
        country
    )?;
    Ok(match rows.as_slice() {
        [only] => Some(only.office_id.0),
        _ => None,
    })
}

/// Where the offices answer for something.
pub(super) async fn countries(h: &mut impl Handle, organisation: OrganisationId) -> Result<Vec<String>> {
    let rows = all!(
        h,
        (String,),
        "SELECT DISTINCT country FROM office_areas WHERE organisation_id = $1 ORDER BY country",
        organisation
    )?;
    Ok(rows.into_iter().map(|(country,)| country).collect())
}

/// Those who work for an organisation: owners of tags and dealers belong to it too, and are no colleagues.
pub(super) async fn colleagues(h: &mut impl Handle, organisation: OrganisationId) -> Result<Vec<PersonRow>> {
    all!(
        h,
        PersonRow,
        "SELECT p.id, p.organisation_id, o.name AS organisation_name, p.office_id, p.name, p.email, p.locale,
                p.password_hash, p.state, p.last_seen_at
         FROM people p JOIN organisations o ON o.id = p.organisation_id
         WHERE p.organisation_id = $1 AND EXISTS (SELECT 1 FROM person_roles r WHERE r.person_id = p.id
           AND r.role IN ('courier', 'dispatcher', 'employee', 'manager', 'support', 'administrator'))
         ORDER BY p.name, p.id LIMIT 5000",
        organisation
    )
}

pub(super) async fn move_person(tx: &mut Tx, person: PersonId, office: Option<OfficeId>) -> Result<u64> {
    exec!(
        tx,
        "UPDATE people SET office_id = $2, version = version + 1 WHERE id = $1",
        person,
        office
    )
}

#[derive(sqlx::FromRow)]
struct BureauRow {
    id: Text<OrganisationId>,
}

/// The organisation that runs the lost-property bureau, if one does.
pub(super) async fn bureau(h: &mut impl Handle) -> Result<Option<OrganisationId>> {
    let row = maybe!(h, BureauRow, "SELECT id FROM organisations WHERE bureau = 1")?;
    Ok(row.map(|row| row.id.0))
}

#[derive(sqlx::FromRow)]
struct NamedRow {
    id: Text<OrganisationId>,
    name: String,
}

/// All organisations, by name.
pub(super) async fn organisations(h: &mut impl Handle) -> Result<Vec<(OrganisationId, String)>> {
    let rows = all!(h, NamedRow, "SELECT id, name FROM organisations ORDER BY name, id")?;
    Ok(rows.into_iter().map(|row| (row.id.0, row.name)).collect())
}

/// Makes this organisation the one that runs the bureau.
pub(super) async fn set_bureau(tx: &mut Tx, organisation: OrganisationId) -> Result<u64> {
    exec!(
        tx,
        "UPDATE organisations SET bureau = 1 WHERE id = $1 AND NOT EXISTS
           (SELECT 1 FROM organisations o WHERE o.bureau = 1)",
        organisation
    )
}

pub(super) async fn organisation_name(h: &mut impl Handle, id: OrganisationId) -> Result<String> {
    Ok(one!(h, (String,), "SELECT name FROM organisations WHERE id = $1", id)?.0)
}
