//! What recipients are told about their things, by mail and text message.
//!
//! What must not be here: when. That follows from what happened.

use domain::Timestamp;
use domain::accounts::Actor;
use domain::custody::{AccessCode, CodeForm, EventKind, Kind, LinkSecret, ReturnedTo, by_day};
use domain::lockers::Place;
use domain::notices::Template;
use serde_json::{Value, json};

use super::sql::Consignment;
use super::sql_events;
use crate::db::{Handle, Tx};
use crate::fault::Result;
use crate::house::{House, end_of_day, moment};
use crate::{accounts, lockers, notices};

/// Tells the recipient something about their thing. We do not have the link any more, only its hash; they have it in the
/// first message.
pub(super) async fn tell(
    tx: &mut Tx,
    house: &House,
    consignment: &Consignment,
    template: Template,
    now: Timestamp,
) -> Result<()> {
    let mut data = data(tx, consignment, now).await?;
    data["link"] = page(house, consignment);
    send(tx, house, consignment, template, data, now).await
}

/// The pickup page without a secret: it shows what the cookie of the recipient's own device lets it show.
pub(super) fn page(house: &House, consignment: &Consignment) -> Value {
    let locale = consignment.locale();
    json!(format!("{}/{}/pickup", house.settings.public_url, locale.code()))
}

/// The pickup page with the secret in its address.
pub(super) fn link(house: &House, consignment: &Consignment, link: &LinkSecret) -> String {
    let locale = consignment.locale();
    format!("{}/{}/p/{}", house.settings.public_url, locale.code(), link.expose())
}

/// The code, and whether more than it will be asked.
pub(super) fn say_code(data: &mut Value, code: &AccessCode) {
    data["code"] = json!(code.grouped());
    data["digits"] = json!(code.form() == CodeForm::Digits);
}

/// It was taken back: where it is now.
pub(super) async fn taken_back(tx: &mut Tx, house: &House, consignment: &Consignment, now: Timestamp) -> Result<()> {
    let mut data = data(tx, consignment, now).await?;
    let office = returned_to(tx, house, consignment).await?;
    data["office"] = office.map_or(Value::Null, |office| {
        let grouped = domain::Phone::parse(&office.phone).map_or_else(|_| office.phone.clone(), |p| p.grouped());
        json!({
            "name": office.name,
            "address": office.address,
            "opening_hours": office.opening_hours,
            "phone": office.phone,
            "phone_grouped": grouped,
        })
    });
    send(tx, house, consignment, Template::TakenBack, data, now).await
}

/// The office that has what was taken back: of whoever took it, or where it was entered; else the only one there is.
pub(super) async fn returned_to(
    h: &mut impl Handle,
    house: &House,
    consignment: &Consignment,
) -> Result<Option<ReturnedTo>> {
    let office = match &consignment.office_id {
        Some(id) => accounts::office(h, id.0).await?,
        None => match <[_; 1]>::try_from(accounts::offices_of(h, house, consignment.organisation_id.0).await?) {
            Ok([only]) => Some(only.office),
            Err(_) => None,
        },
    };
    Ok(office.map(|office| ReturnedTo {
        address: format!("{}, {}", office.address, office.city),
        name: office.name,
        opening_hours: office.opening_hours,
        phone: office.phone.to_string(),
    }))
}

/// Reminds of the end. Mail comes at once, a text message by day.
pub(super) async fn remind(tx: &mut Tx, house: &House, consignment: &Consignment, now: Timestamp) -> Result<()> {
    let mut data = data(tx, consignment, now).await?;
    data["link"] = page(house, consignment);
    let end = consignment.deadline.map_or(now, Timestamp);
    let zone = lockers::place_of(tx, consignment.bank_id.0).await?.time_zone;
    // The rules may let it come earlier; only on the day itself it says so.
    data["last"] = json!(end_of_day(&zone, now, 0) >= end);
    let sms_from = by_day(moment(&zone, now), end);
    send_from(tx, house, consignment, (Template::Reminder, data), sms_from, now).await
}

/// Tells the new end, and why there is one.
pub(super) async fn new_deadline(
    tx: &mut Tx,
    house: &House,
    consignment: &Consignment,
    by_fault: bool,
    now: Timestamp,
) -> Result<()> {
    let mut data = data(tx, consignment, now).await?;
    data["link"] = page(house, consignment);
    data["by_fault"] = json!(by_fault);
    let zone = lockers::place_of(tx, consignment.bank_id.0).await?.time_zone;
    let sms_from = by_day(moment(&zone, now), consignment.deadline.map_or(now, Timestamp));
    send_from(tx, house, consignment, (Template::NewDeadline, data), sms_from, now).await
}

/// Sends one message on every channel, and notes it.
pub(super) async fn send(
    tx: &mut Tx,
    house: &House,
    consignment: &Consignment,
    template: Template,
    data: Value,
    now: Timestamp,
) -> Result<()> {
    send_from(tx, house, consignment, (template, data), now, now).await
}

async fn send_from(
    tx: &mut Tx,
    house: &House,
    consignment: &Consignment,
    (template, mut data): (Template, Value),
    sms_from: Timestamp,
    now: Timestamp,
) -> Result<()> {
    let (email, phone) = consignment.contact(house)?;
    // A lost thing's owner is told by the bureau, in its words alone.
    if consignment.kind()? == Kind::Document {
        let organisation = consignment.organisation_id.0;
        notices::add_own(tx, organisation, template, consignment.locale(), &mut data).await?;
    }
    let draft = notices::Draft {
        template,
        locale: consignment.locale(),
        email: email.as_ref(),
        phone: phone.as_ref(),
        data,
    };
    let messages = notices::enqueue_quietly(tx, house, draft, sms_from).await?;
    sql_events::add(tx, consignment.id.0, &EventKind::Told { messages }, &Actor::House, now).await
}

/// What every message about a thing says.
pub(super) async fn data(tx: &mut Tx, consignment: &Consignment, now: Timestamp) -> Result<Value> {
    let place = lockers::place_of(tx, consignment.bank_id.0).await?;
    let way = lockers::directions(tx, consignment.bank_id.0).await?;
    let about = About {
        name: &consignment.recipient_name,
        item: &consignment.item,
        organisation: &consignment.organisation_name,
        compartment: consignment.number(),
        deadline: consignment.deadline.map_or(now, Timestamp),
    };
    let mut data = facts(&place, &about, now);
    // By lines: a line break inside of a text does not come through to a template.
    data["way"] = way.shown(consignment.locale()).map_or(Value::Null, |(language, words)| {
        json!({ "lang": language.tag(), "lines": words.lines().map(str::trim_end).collect::<Vec<_>>() })
    });
    Ok(data)
}

/// Whom a message is for, and what about.
pub(super) struct About<'a> {
    pub name: &'a str,
    /// By its wire name.
    pub item: &'a str,
    pub organisation: &'a str,
    pub compartment: u16,
    pub deadline: Timestamp,
}

/// As [`data`], of a thing that need not be there.
pub(super) fn facts(place: &Place, about: &About<'_>, now: Timestamp) -> Value {
    let hotline_grouped = domain::Phone::parse(&place.hotline).map_or_else(|_| place.hotline.clone(), |p| p.grouped());
    json!({
        "name": about.name,
        "item": about.item,
        "organisation": about.organisation,
        "bank": place.name,
        "address": place.address,
        "city": place.city,
        "map_url": format!("https://www.openstreetmap.org/?mlat={0}&mlon={1}#map=18/{0}/{1}", place.latitude, place.longitude),
        "opening_hours": place.opening_hours,
        "compartment": about.compartment,
        "deadline": moment(&place.time_zone, about.deadline),
        "at": moment(&place.time_zone, now),
        "hotline": place.hotline,
        "hotline_grouped": hotline_grouped,
    })
}
