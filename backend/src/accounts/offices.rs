//! The port of offices, and what other slices ask of them inside their own transactions.
//!
//! What must not be here: whose cases they work on. Cases and tickets carry an office's id.

use std::collections::HashMap;

use async_trait::async_trait;
use domain::accounts::{
    Actor, Area, Office, OfficeDetail, OfficeForm, OfficeView, OfficesPort, Operation, PersonView, Role, postcode,
};
use domain::ids::{OfficeId, OrganisationId, PersonId};
use domain::{FieldError, Outcome, Refusal, RefusalCode};

use super::service::view as person_view;
use super::sql;
use super::sql_offices::{self, OfficeRow};
use crate::db::{Handle, Tx};
use crate::fault::Result;
use crate::house::{House, is_time_zone, moment};

/// Regional branches and who works in them.
#[derive(Clone)]
pub struct Offices {
    house: House,
}

/// The organisation that runs the lost-property bureau: those who have no organisation of their own belong to it.
///
/// # Errors
/// What the database says.
pub async fn bureau(h: &mut impl Handle) -> Result<Option<OrganisationId>> {
    sql_offices::bureau(h).await
}

/// Who answers for a postcode of a country (two letters): the office with the longest prefix that matches.
///
/// # Errors
/// What the database says.
pub async fn office_for_postcode(
    h: &mut impl Handle,
    organisation: OrganisationId,
    country: &str,
    code: &str,
) -> Result<Option<OfficeId>> {
    sql_offices::answering(h, organisation, &country.trim().to_ascii_uppercase(), &postcode(code)).await
}

/// Who answers for a country when nobody knows the postcode: whoever has all of it, or is alone in it.
///
/// # Errors
/// What the database says.
pub async fn office_for_country(
    h: &mut impl Handle,
    organisation: OrganisationId,
    country: &str,
) -> Result<Option<OfficeId>> {
    let country = country.trim().to_ascii_uppercase();
    match sql_offices::answering(h, organisation, &country, "").await? {
        Some(office) => Ok(Some(office)),
        None => sql_offices::alone_in(h, organisation, &country).await,
    }
}

/// The countries in which an organisation's offices answer for something.
///
/// # Errors
/// What the database says.
pub async fn countries(h: &mut impl Handle, organisation: OrganisationId) -> Result<Vec<String>> {
    sql_offices::countries(h, organisation).await
}

/// One office, without its areas.
///
/// # Errors
/// What the database says.
pub async fn office(h: &mut impl Handle, id: OfficeId) -> Result<Option<Office>> {
    sql_offices::office(h, id).await?.map(|row| row.office()).transpose()
}

/// Whether an office is of that organisation.
///
/// # Errors
/// What the database says.
pub async fn is_office_of(h: &mut impl Handle, organisation: OrganisationId, id: OfficeId) -> Result<bool> {
    let row = sql_offices::office(h, id).await?;
    Ok(row.is_some_and(|row| row.organisation_id.0 == organisation))
}

/// How an organisation is called.
///
/// # Errors
/// What the database says.
pub async fn organisation_name(h: &mut impl Handle, id: OrganisationId) -> Result<String> {
    sql_offices::organisation_name(h, id).await
}

/// The offices of an organisation, by name.
///
/// # Errors
/// What the database says.
pub async fn offices_of(h: &mut impl Handle, house: &House, organisation: OrganisationId) -> Result<Vec<OfficeView>> {
    let mut areas: HashMap<OfficeId, Vec<Area>> = HashMap::new();
    for (office, area) in sql_offices::areas(h, organisation).await? {
        areas.entry(office).or_default().push(area);
    }
    let rows = sql_offices::offices(h, organisation).await?;
    let view = |row: &OfficeRow| seen(house, row, areas.remove(&row.id.0).unwrap_or_default());
    rows.iter().map(view).collect()
}

fn seen(house: &House, row: &OfficeRow, areas: Vec<Area>) -> Result<OfficeView> {
    Ok(OfficeView {
        id: row.id.0,
        office: Office { areas, ..row.office()? },
        people: u32::try_from(row.people).unwrap_or(u32::MAX),
        now: moment(&row.time_zone, house.now()),
    })
}

fn refused(field: &str, code: RefusalCode) -> domain::Error {
    let field = FieldError {
        field: field.to_owned(),
        code,
    };
    Refusal::with_fields(RefusalCode::Form, vec![field]).into()
}

impl Offices {
    /// The service.
    pub fn new(house: House) -> Self {
        Self { house }
    }

    /// All organisations of the house, by name: for the command line.
    ///
    /// # Errors
    /// What the database says.
    pub async fn organisations(&self) -> Result<Vec<(OrganisationId, String)>> {
        let mut reader = self.house.db.read().await?;
        sql_offices::organisations(&mut reader).await
    }

    /// Makes an organisation the bureau, unless there is one already. The command line and the demo ask for it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn found_bureau(&self, organisation: OrganisationId) -> Result<()> {
        let mut tx = self.house.db.begin().await?;
        sql_offices::set_bureau(&mut tx, organisation).await?;
        tx.commit().await
    }

    /// Opens an office for an organisation; what the port and the demo share.
    ///
    /// # Errors
    /// As [`OfficesPort::open_office`].
    pub async fn add_office(&self, organisation: OrganisationId, office: &Office) -> Outcome<OfficeId> {
        let id = OfficeId(self.house.outside.uuid7());
        let mut tx = self.house.db.begin().await?;
        put(&mut tx, id, organisation, office).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Puts a person into an office of their organisation; what the port and the demo share.
    ///
    /// # Errors
    /// `NotFound` when one of them is of another organisation.
    pub async fn place(&self, organisation: OrganisationId, person: PersonId, office: Option<OfficeId>) -> Outcome<()> {
        let mut tx = self.house.db.begin().await?;
        let row = sql::person(&mut tx, person).await?.ok_or(RefusalCode::NotFound)?;
        if row.organisation_id.0 != organisation {
            return Err(RefusalCode::NotFound.into());
        }
        if let Some(office) = office {
            own(&mut tx, organisation, office).await?;
        }
        sql_offices::move_person(&mut tx, person, office).await?;
        Ok(tx.commit().await?)
    }
}

/// The office if it is of that organisation; the same answer for foreign and unknown.
async fn own(h: &mut impl Handle, organisation: OrganisationId, id: OfficeId) -> Outcome<OfficeRow> {
    let row = sql_offices::office(h, id).await?;
    Ok(row
        .filter(|row| row.organisation_id.0 == organisation)
        .ok_or(RefusalCode::NotFound)?)
}

async fn put(tx: &mut Tx, id: OfficeId, organisation: OrganisationId, office: &Office) -> Outcome<()> {
    if !is_time_zone(&office.time_zone) {
        return Err(refused("time_zone", RefusalCode::NotAChoice));
    }
    sql_offices::put(tx, id, organisation, office).await?;
    sql_offices::clear_areas(tx, id).await?;
    for area in &office.areas {
        if sql_offices::add_area(tx, organisation, id, area).await? == 0 {
            return Err(refused("areas", RefusalCode::Taken));
        }
    }
    Ok(())
}

#[async_trait]
impl OfficesPort for Offices {
    async fn has_bureau(&self) -> Outcome<bool> {
        let mut reader = self.house.db.read().await?;
        Ok(bureau(&mut reader).await?.is_some())
    }

    async fn offices(&self, actor: &Actor) -> Outcome<Vec<OfficeView>> {
        actor.must(Operation::SeeOffices)?;
        let organisation = actor.organisation()?;
        let mut reader = self.house.db.read().await?;
        Ok(offices_of(&mut reader, &self.house, organisation).await?)
    }

    async fn office(&self, actor: &Actor, id: OfficeId) -> Outcome<OfficeDetail> {
        actor.must(Operation::ManageOffices)?;
        let organisation = actor.organisation()?;
        let mut reader = self.house.db.read().await?;
        let row = own(&mut reader, organisation, id).await?;
        let areas = sql_offices::areas(&mut reader, organisation).await?;
        let areas = areas.into_iter().filter(|(office, _)| *office == id);
        let office = seen(&self.house, &row, areas.map(|(_, area)| area).collect())?;
        let mut roles: HashMap<PersonId, Vec<Role>> = HashMap::new();
        for (person, role) in sql::roles_of(&mut reader, organisation).await? {
            roles.entry(person).or_default().push(role);
        }
        let (mut people, mut elsewhere): (Vec<PersonView>, Vec<PersonView>) = (Vec::new(), Vec::new());
        for row in sql_offices::colleagues(&mut reader, organisation).await? {
            let mut roles = roles.remove(&row.id.0).unwrap_or_default();
            roles.sort();
            let here = row.office_id.is_some_and(|office| office.0 == id);
            let side = if here { &mut people } else { &mut elsewhere };
            side.push(person_view(&row, roles)?);
        }
        Ok(OfficeDetail {
            office,
            people,
            elsewhere,
        })
    }

    async fn open_office(&self, actor: &Actor, form: OfficeForm) -> Outcome<OfficeId> {
        actor.must(Operation::ManageOffices)?;
        let id = self.add_office(actor.organisation()?, &form.check()?).await?;
        tracing::info!(actor = actor.label(), office = %id, "opened an office");
        Ok(id)
    }

    async fn change_office(&self, actor: &Actor, id: OfficeId, form: OfficeForm) -> Outcome<()> {
        actor.must(Operation::ManageOffices)?;
        let organisation = actor.organisation()?;
        let mut tx = self.house.db.begin().await?;
        own(&mut tx, organisation, id).await?;
        put(&mut tx, id, organisation, &form.check()?).await?;
        tx.commit().await?;
        tracing::info!(actor = actor.label(), office = %id, "changed an office");
        Ok(())
    }

    async fn move_person(&self, actor: &Actor, person: PersonId, office: Option<OfficeId>) -> Outcome<()> {
        actor.must(Operation::ManageOffices)?;
        self.place(actor.organisation()?, person, office).await?;
        tracing::info!(actor = actor.label(), %person, "moved a colleague to another office");
        Ok(())
    }
}
