//! How somebody becomes a dealer: applications, and dealers made and changed by managers.

use domain::accounts::Role;
use domain::ids::{ApplicationId, DealerId, OrganisationId, PersonId};
use domain::tags::{ApplicationState, ApplicationView, CheckedApplication, CheckedDealer, DealerForm};
use domain::{Email, Locale, Outcome, Phone, RefusalCode, Span};
use serde::{Deserialize, Serialize};

use super::keys::{at, read_at};
use super::sql_partners::{self, ApplicationRow, NewApplication};
use super::{messages, sql, sql_dealers, sql_products};
use crate::accounts;
use crate::db::{Handle, Tx};
use crate::fault::{Fault, Result};
use crate::house::House;

const BODY: &str = "tags.application";
const EMAIL: &str = "tags.application.email";
const FROM: &str = "tags.application.from";
/// So many applications from one place within a day.
const MOST_A_DAY: i64 = 5;

/// What an application says, as it is sealed.
#[derive(Serialize, Deserialize)]
struct Body {
    firm: String,
    name: String,
    email: Email,
    phone: Option<Phone>,
    city: String,
    website: Option<String>,
    message: Option<String>,
}

fn damaged() -> Fault {
    Fault::broken("tags.application", "reading an application")
}

/// The keyed hash under which what is kept of an address is found.
pub(super) fn email_hash(house: &House, email: &Email) -> String {
    house.key.lookup_hash(EMAIL, email.folded().as_bytes())
}

/// Takes an application in.
pub(super) async fn apply(
    tx: &mut Tx,
    house: &House,
    organisation: OrganisationId,
    form: &CheckedApplication,
    locale: Locale,
    from: &str,
) -> Outcome<()> {
    let now = house.now();
    let from_hash = house.key.lookup_hash(FROM, from.as_bytes());
    if sql_partners::applications_from(tx, &from_hash, now - Span::days(1)).await? >= MOST_A_DAY {
        return Err(RefusalCode::SlowDown.into());
    }
    let id = ApplicationId(house.outside.uuid7());
    let body = Body {
        firm: form.firm.as_str().to_owned(),
        name: form.name.as_str().to_owned(),
        email: form.email.clone(),
        phone: form.phone.clone(),
        city: form.city.as_str().to_owned(),
        website: form.website.clone(),
        message: form.message.clone(),
    };
    let text = serde_json::to_vec(&body).map_err(|e| damaged().because(e))?;
    let sealed = house
        .key
        .seal(house.outside.chance.as_ref(), BODY, &id.to_string(), &text)?;
    let new = NewApplication {
        id,
        organisation,
        body_sealed: &sealed,
        email_hash: &email_hash(house, &form.email),
        from_hash: &from_hash,
        locale,
    };
    sql_partners::insert_application(tx, &new, now).await?;
    Ok(())
}

fn read(house: &House, row: &ApplicationRow) -> Result<Body> {
    let sealed = row.body_sealed.as_deref().ok_or_else(damaged)?;
    let text = house.key.open_text(BODY, &row.id.0.to_string(), sealed)?;
    serde_json::from_str(&text).map_err(|_| damaged())
}

/// All applications, the undecided first.
pub(super) async fn applications(
    h: &mut impl Handle,
    house: &House,
    organisation: OrganisationId,
    zone: &str,
) -> Result<Vec<ApplicationView>> {
    let rows = sql_partners::applications(h, organisation).await?;
    rows.iter()
        .map(|row| {
            let body = read(house, row)?;
            Ok(ApplicationView {
                id: row.id.0,
                firm: body.firm,
                name: body.name,
                email: body.email,
                phone: body.phone,
                city: body.city,
                website: body.website,
                message: body.message,
                locale: Locale::from_code(&row.locale).unwrap_or_default(),
                at: read_at(zone, row.created_at),
                state: ApplicationState::from_wire(&row.state).ok_or_else(damaged)?,
                dealer: row.dealer_id.map(|id| id.0),
            })
        })
        .collect()
}

/// Decides an application: its firm becomes a dealer, paused until the terms are set, or hears that it does not.
pub(super) async fn decide(
    tx: &mut Tx,
    house: &House,
    organisation: OrganisationId,
    by: PersonId,
    id: ApplicationId,
    accept: bool,
) -> Outcome<Option<DealerId>> {
    let row = sql_partners::application(tx, organisation, id).await?;
    let row = row
        .filter(|row| row.body_sealed.is_some())
        .ok_or(RefusalCode::NotFound)?;
    let body = read(house, &row)?;
    let locale = Locale::from_code(&row.locale).unwrap_or_default();
    let dealer = if accept {
        let form = DealerForm {
            name: body.firm.clone(),
            email: body.email.as_str().to_owned(),
            phone: body
                .phone
                .as_ref()
                .map(|phone| phone.as_str().to_owned())
                .unwrap_or_default(),
            city: body.city.clone(),
            website: body.website.clone().unwrap_or_default(),
            locale: locale.code().to_owned(),
            commission: "0".to_owned(),
            currency: "EUR".to_owned(),
            most_keys: "1000".to_owned(),
            ..DealerForm::default()
        };
        let (_, checked) = form.check()?;
        let dealer = insert(tx, house, organisation, &checked, &body.name).await?;
        Some(dealer)
    } else {
        None
    };
    let state = if accept {
        ApplicationState::Accepted
    } else {
        ApplicationState::Refused
    };
    if sql_partners::decide(tx, id, state.wire(), dealer, Some(by), house.now()).await? == 0 {
        return Err(RefusalCode::WrongState.into());
    }
    if !accept {
        let name = sql::organisation_name(tx, organisation).await?;
        messages::application_refused(tx, house, &name, &body.firm, &body.email, locale).await?;
    }
    Ok(dealer)
}

/// Makes or changes a dealer.
pub(super) async fn save(
    tx: &mut Tx,
    house: &House,
    organisation: OrganisationId,
    known: Option<DealerId>,
    dealer: &CheckedDealer,
) -> Outcome<DealerId> {
    if let Some(office) = dealer.office {
        let own = accounts::offices_of(tx, house, organisation).await?;
        if !own.iter().any(|own| own.id == office) {
            return Err(at("office", RefusalCode::NotAChoice));
        }
    }
    let products = sql_products::products(tx, organisation).await?;
    for (place, price) in dealer.prices.iter().enumerate() {
        if !products.iter().any(|product| product.id == price.product) {
            return Err(at(&format!("price{place}"), RefusalCode::NotAChoice));
        }
    }
    let Some(id) = known else {
        return insert(tx, house, organisation, dealer, dealer.name.as_str()).await;
    };
    if sql_dealers::update_dealer(tx, id, organisation, dealer).await? == 0 {
        return Err(RefusalCode::NotFound.into());
    }
    sql_dealers::put_prices(tx, id, &dealer.prices).await?;
    Ok(id)
}

/// A new dealer, whose first person is invited to the firm's address.
async fn insert(
    tx: &mut Tx,
    house: &House,
    organisation: OrganisationId,
    dealer: &CheckedDealer,
    first: &str,
) -> Outcome<DealerId> {
    let id = DealerId(house.outside.uuid7());
    sql_dealers::insert_dealer(tx, id, organisation, dealer, house.now()).await?;
    sql_dealers::put_prices(tx, id, &dealer.prices).await?;
    let guest = accounts::Guest {
        organisation,
        name: first,
        email: &dealer.email,
        locale: dealer.locale,
        role: Role::Dealer,
    };
    let person = accounts::invite_guest(tx, house, &guest).await.map_err(|error| {
        if error.is(RefusalCode::Taken) {
            at("email", RefusalCode::Taken)
        } else {
            error
        }
    })?;
    sql_dealers::add_person(tx, id, person).await?;
    Ok(id)
}

/// What is kept of an address, for an export.
pub(super) async fn export(h: &mut impl Handle, house: &House, email_hash: &str) -> Result<Vec<serde_json::Value>> {
    let rows = super::sql_personal::applications(h, email_hash).await?;
    rows.iter()
        .map(|row| serde_json::to_value(read(house, row)?).map_err(|e| damaged().because(e)))
        .collect()
}
