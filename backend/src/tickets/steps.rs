//! Making and moving a ticket, each within the caller's transaction: state, event, and what the case and the people
//! behind it are told.
//!
//! What must not be here: who may. The two ports decide that first.

use domain::accounts::Actor;
use domain::ids::{OfficeId, OrganisationId, TicketId};
use domain::live::Nudge;
use domain::notices::Template;
use domain::photos::CleanPhoto;
use domain::tickets::{
    CheckedTicket, HistoryKind, LocalWindow, Offered, Proof, Stop, StopKind, TicketEvent, TicketState,
};
use domain::{FieldError, Outcome, Refusal, RefusalCode, Timestamp};
use serde_json::json;

use super::cases;
use super::codes::{self, Leg};
use super::sql::{self, NewRecord, TicketRecord};
use crate::accounts;
use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::house::{House, moment};
use crate::{notices, photos};

/// What the two ends are sealed as.
pub(super) const FROM: &str = "tickets.from";
/// See [`FROM`].
pub(super) const TO: &str = "tickets.to";
/// So many wrong codes in the life of one; then only a new code helps, which the desk makes.
const MOST_TRIES: i64 = 5;

/// A form's refusal at one field.
pub(super) fn refused(field: &str, code: RefusalCode) -> domain::Error {
    let field = FieldError {
        field: field.to_owned(),
        code,
    };
    Refusal::with_fields(RefusalCode::Form, vec![field]).into()
}

/// The instants of a window in a time zone.
fn instants(zone: &str, leg: &str, window: LocalWindow) -> Outcome<(Timestamp, Timestamp)> {
    let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let at = |minutes: i16| {
        let hour = i8::try_from(minutes / 60).ok()?;
        let minute = i8::try_from(minutes % 60).ok()?;
        let civil = jiff::civil::DateTime::new(window.year, window.month, window.day, hour, minute, 0, 0).ok()?;
        let zoned = civil.to_zoned(zone.clone()).ok()?;
        Some(Timestamp(zoned.timestamp().as_microsecond()))
    };
    let both = at(window.from).zip(at(window.until));
    both.ok_or_else(|| refused(&[leg, "_day"].concat(), RefusalCode::OutOfRange))
}

/// Makes a ticket; gives its id.
///
/// # Errors
/// `Form` with what the form alone could not know; `CaseServed` when the case is served already.
pub(super) async fn make(
    tx: &mut Tx,
    house: &House,
    actor: &Actor,
    form: &CheckedTicket,
    once: &str,
) -> Outcome<(TicketId, Option<OfficeId>)> {
    let organisation = actor.organisation()?;
    let office = route(tx, organisation, form).await?;
    let zone = zone(tx, office).await?;
    let now = house.now();
    let pick = instants(&zone, "pick", form.pick)?;
    let drop = instants(&zone, "drop", form.drop)?;
    if pick.1 <= now {
        return Err(refused("pick_until", RefusalCode::OutOfRange));
    }
    if drop.1 <= pick.0 {
        return Err(refused("drop_until", RefusalCode::OutOfRange));
    }
    if let Some(case) = form.case {
        if sql::case_is_served(tx, case).await? {
            return Err(RefusalCode::CaseServed.into());
        }
        cases::courier_comes(tx, house, actor, case).await?;
    }
    let id = TicketId(house.outside.uuid7());
    let new = NewRecord {
        id,
        organisation,
        office,
        case: form.case,
        what: form.what.as_str(),
        from_sealed: seal(house, FROM, id, &form.from)?,
        to_sealed: seal(house, TO, id, &form.to)?,
        pick,
        drop,
        reward: form.reward,
        made_by: actor.person()?,
        once,
    };
    sql::insert(tx, new, now).await?;
    note(tx, house, actor, id, &HistoryKind::Made).await?;
    let record = sql::get(tx, id).await?.ok_or(RefusalCode::NotFound)?;
    tell(tx, house, &record, Leg::Pickup).await?;
    Ok((id, office))
}

/// Whose couriers go: who was chosen, else who answers for the postcode.
async fn route(tx: &mut Tx, organisation: OrganisationId, form: &CheckedTicket) -> Outcome<Option<OfficeId>> {
    match form.office {
        Some(office) if accounts::is_office_of(tx, organisation, office).await? => Ok(Some(office)),
        Some(_) => Err(refused("office", RefusalCode::NotAChoice)),
        None => Ok(accounts::office_for_postcode(tx, organisation, &form.country, &form.postcode).await?),
    }
}

async fn zone(tx: &mut Tx, office: Option<OfficeId>) -> Result<String> {
    let office = match office {
        Some(id) => accounts::office(tx, id).await?,
        None => None,
    };
    Ok(office.map_or_else(|| "UTC".to_owned(), |office| office.time_zone))
}

fn seal(house: &House, label: &str, id: TicketId, stop: &Stop) -> Result<String> {
    let plain = serde_json::to_vec(stop).map_err(|e| Fault::broken("tickets.stop", "sealing a stop").because(e))?;
    house
        .key
        .seal(house.outside.chance.as_ref(), label, &id.to_string(), &plain)
}

/// One end of the way; none once it was forgotten.
pub(super) fn open_stop(house: &House, label: &str, id: TicketId, sealed: Option<&String>) -> Result<Option<Stop>> {
    let Some(sealed) = sealed else { return Ok(None) };
    let plain = house.key.open_text(label, &id.to_string(), sealed)?;
    let stop = serde_json::from_str(&plain).map_err(|e| Fault::broken("tickets.stop", "reading a stop").because(e))?;
    Ok(Some(stop))
}

/// Writes a line of the history.
pub(super) async fn note(tx: &mut Tx, house: &House, actor: &Actor, id: TicketId, what: &HistoryKind) -> Result<()> {
    let event = house.outside.uuid7();
    sql::add_event(tx, event, id, house.now(), actor.person().ok(), what).await?;
    Ok(())
}

/// Moves a ticket on and writes the line of its history.
///
/// # Errors
/// `WrongState` when it does not fit.
pub(super) async fn step(
    tx: &mut Tx,
    house: &House,
    actor: &Actor,
    record: &TicketRecord,
    event: TicketEvent,
    line: HistoryKind,
) -> Outcome<TicketState> {
    let now = house.now();
    let next = record.state()?.apply(event, now).map_err(|_| RefusalCode::WrongState)?;
    sql::set_state(tx, record, &next, now).await?;
    note(tx, house, actor, record.id.0, &line).await?;
    Ok(next)
}

/// What became of an offered proof.
pub(super) enum Tried {
    /// It is one.
    Right(Proof),
    /// It is not; this was counted, so commit before telling.
    Wrong,
}

/// Tries the proof of one side. A wrong code is counted in the caller's transaction.
///
/// # Errors
/// `HandingCodeSpent` after too many wrong codes: only the desk helps then.
pub(super) async fn try_proof(
    tx: &mut Tx,
    house: &House,
    actor: &Actor,
    record: &TicketRecord,
    leg: Leg,
    offered: &Offered,
) -> Outcome<Tried> {
    let (round, tries) = match leg {
        Leg::Pickup => (record.pickup_round, record.pickup_tries),
        Leg::Delivery => (record.delivery_round, record.delivery_tries),
    };
    match offered {
        Offered::Signature(name) => Ok(Tried::Right(Proof::Signature {
            name: name.as_str().to_owned(),
        })),
        Offered::Code(_) if tries >= MOST_TRIES => Err(RefusalCode::HandingCodeSpent.into()),
        Offered::Code(typed) if codes::is_right(&house.key, record.id.0, leg, round, typed) => {
            Ok(Tried::Right(Proof::Code))
        }
        Offered::Code(_) => {
            sql::count_try(tx, record.id.0, leg).await?;
            note(tx, house, actor, record.id.0, &HistoryKind::WrongCode).await?;
            Ok(Tried::Wrong)
        }
    }
}

/// What a photo of one side is kept as.
pub(super) const fn photo_of(id: TicketId, leg: Leg) -> photos::Of {
    match leg {
        Leg::Pickup => photos::Of::PickUp(id),
        Leg::Delivery => photos::Of::Delivery(id),
    }
}

/// Keeps the photo that proves a hand-over, if one was taken.
pub(super) async fn keep_photo(
    tx: &mut Tx,
    house: &House,
    id: TicketId,
    leg: Leg,
    photo: Option<&CleanPhoto>,
) -> Result<()> {
    match photo {
        Some(photo) => photos::keep(tx, house, photo_of(id, leg), photo).await,
        None => Ok(()),
    }
}

/// The name that was signed, for the history.
pub(super) fn signed(proof: &Proof) -> Option<String> {
    match proof {
        Proof::Code => None,
        Proof::Signature { name } => Some(name.clone()),
    }
}

/// Tells one side that the courier comes, with the code that only they say. Offices need none: their people sign.
pub(super) async fn tell(tx: &mut Tx, house: &House, record: &TicketRecord, leg: Leg) -> Result<()> {
    let id = record.id.0;
    let (label, sealed, template) = match leg {
        Leg::Pickup => (FROM, record.from_sealed.as_ref(), Template::CourierFetches),
        Leg::Delivery => (TO, record.to_sealed.as_ref(), Template::CourierBrings),
    };
    let Some(stop) = open_stop(house, label, id, sealed)? else {
        return Ok(());
    };
    if stop.kind == StopKind::Office || (stop.phone.is_none() && stop.email.is_none()) {
        return Ok(());
    }
    let (round, window) = match leg {
        Leg::Pickup => (record.pickup_round, (record.pick_from, record.pick_until)),
        Leg::Delivery => (record.delivery_round, (record.drop_from, record.drop_until)),
    };
    let code = codes::code(&house.key, id, leg, round);
    let hotline = record.office_phone.clone().unwrap_or_default();
    let grouped = domain::Phone::parse(&hotline)
        .map(|phone| phone.grouped())
        .unwrap_or_default();
    let data = json!({
        "name": stop.name,
        "what": record.what,
        "code": code.grouped(),
        "organisation": accounts::organisation_name(tx, record.organisation_id.0).await?,
        "address": stop.line(),
        "begins": moment(record.zone(), Timestamp(window.0)),
        "ends": moment(record.zone(), Timestamp(window.1)),
        "hotline": hotline,
        "hotline_grouped": grouped,
    });
    let draft = notices::Draft {
        template,
        locale: stop.locale,
        email: stop.email.as_ref(),
        phone: stop.phone.as_ref(),
        data,
    };
    notices::enqueue(tx, house, draft).await?;
    Ok(())
}

/// After the commit: open screens look again, messages go out.
pub(super) fn nudge(house: &House, organisation: OrganisationId, office: Option<OfficeId>, ticket: TicketId) {
    house.live.tell(Nudge::Ticket {
        organisation,
        office,
        ticket,
    });
    house.wake.notices.notify_one();
}

/// As [`nudge`], for a ticket that was moved on, and for its case.
pub(super) async fn committed(house: &House, record: &TicketRecord) -> Result<()> {
    nudge(
        house,
        record.organisation_id.0,
        record.office_id.map(|office| office.0),
        record.id.0,
    );
    match record.case_id {
        Some(case) => cases::committed(house, case.0).await,
        None => Ok(()),
    }
}
