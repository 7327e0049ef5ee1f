//! Jobs for couriers, as the desk makes and watches them.

use app::tickets::documents::{self, NewTicketPage, TicketPage};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use domain::accounts::{OfficeView, Operation};
use domain::found::CaseView;
use domain::ids::TicketId;
use domain::tickets::{HandOver, NewTicket, StopForm, StopKind, TicketFilter, TicketStage};
use domain::{Error, Moment, Outcome, RefusalCode, ShortText, Span};
use serde::Deserialize;

use super::super::photos;
use super::cases::case_of;
use super::{dispatch, found, once};
use crate::web::here::{page, refused_status, see_other};
use crate::web::{InAddress, Signed, Typed};

/// What the list is narrowed to.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Wish {
    stage: String,
}

/// The list.
pub(super) async fn list(signed: Signed, InAddress(wish): InAddress<Wish>) -> Response {
    let stage = TicketStage::from_wire(&wish.stage);
    let filter = TicketFilter {
        stage,
        ..TicketFilter::default()
    };
    match dispatch(&signed).tickets(signed.actor(), &filter).await {
        Ok(rows) => page(
            StatusCode::OK,
            documents::tickets(&signed.frame(), &signed.profile, &rows, stage),
        ),
        Err(error) => signed.failed(&error),
    }
}

/// A photo that the courier took.
pub(super) async fn photo(signed: Signed, Path((_, id, moment)): Path<(String, String, String)>) -> Response {
    let found = async {
        let moment = HandOver::from_wire(&moment).ok_or(RefusalCode::NotFound)?;
        dispatch(&signed).photo(signed.actor(), id_of(&id)?, moment).await
    };
    match found.await {
        Ok(photo) => photos::shown(photo),
        Err(error) => signed.failed(&error),
    }
}

async fn shown(signed: &Signed, id: TicketId, refusal: Option<&Error>) -> Response {
    match dispatch(signed).ticket(signed.actor(), id).await {
        Ok(view) => {
            let may_work = signed.actor().may(Operation::MakeTickets);
            let shown = TicketPage {
                view: &view,
                may_work,
                refusal,
            };
            let status = refusal.map_or(StatusCode::OK, refused_status);
            page(status, documents::ticket(&signed.frame(), &signed.profile, shown))
        }
        Err(error) => signed.failed(&error),
    }
}

fn id_of(text: &str) -> Outcome<TicketId> {
    Ok(text.parse().map_err(|_| RefusalCode::NotFound)?)
}

/// One ticket.
pub(super) async fn show(signed: Signed, Path((_, id)): Path<(String, String)>) -> Response {
    match id_of(&id) {
        Ok(id) => shown(&signed, id, None).await,
        Err(error) => signed.failed(&error),
    }
}

/// A form with a reason.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Reason {
    reason: String,
}

/// One of the buttons of a ticket's page.
pub(super) async fn act(
    signed: Signed,
    Path((_, id, act)): Path<(String, String, String)>,
    Typed(form): Typed<Reason>,
) -> Response {
    let ticket = match id_of(&id) {
        Ok(ticket) => ticket,
        Err(error) => return signed.failed(&error),
    };
    let done = async {
        let (actor, port) = (signed.actor(), dispatch(&signed));
        match act.as_str() {
            "cancel" => port.cancel(actor, ticket, ShortText::parse(&form.reason)?).await,
            "retry" => port.retry(actor, ticket).await,
            "code" => port.new_code(actor, ticket).await,
            _ => Err(RefusalCode::NotFound.into()),
        }
    };
    match done.await {
        Ok(()) => see_other(&signed.to(&format!("/desk/tickets/{id}"))),
        Err(error @ Error::Refused(_)) if !error.is(RefusalCode::NotFound) => {
            shown(&signed, ticket, Some(&error)).await
        }
        Err(error) => signed.failed(&error),
    }
}

/// The form, filled in from the case.
pub(super) async fn blank(signed: Signed, Path((_, number)): Path<(String, String)>) -> Response {
    let filled = async {
        signed.actor().must(Operation::MakeTickets)?;
        let id = case_of(&signed, &number).await?;
        let case = found(&signed).case(signed.actor(), id).await?;
        let offices = signed.web.services.offices.offices(signed.actor()).await?;
        Ok::<_, Error>((filled_in(&signed, &case, &offices), offices))
    };
    match filled.await {
        Ok((form, offices)) => answer(&signed, &number, &form, &offices, None),
        Err(error) => signed.failed(&error),
    }
}

fn answer(
    signed: &Signed,
    number: &str,
    form: &NewTicket,
    offices: &[OfficeView],
    refusal: Option<&Error>,
) -> Response {
    let place = signed.to(&format!("/desk/cases/{number}"));
    let shown = NewTicketPage {
        form,
        offices,
        place: &place,
        back: number,
        refusal,
    };
    let status = refusal.map_or(StatusCode::OK, refused_status);
    page(status, documents::new_ticket(&signed.frame(), &signed.profile, shown))
}

/// From the finder to the owner: fetched within the next hours, brought the same day or the next.
fn filled_in(signed: &Signed, case: &CaseView, offices: &[OfficeView]) -> NewTicket {
    let contact = &case.finder.contact;
    let office = offices
        .iter()
        .find(|office| Some(office.id) == case.office.as_ref().map(|o| o.id));
    let city = office.map(|office| office.office.city.clone()).unwrap_or_default();
    let country = office
        .and_then(|office| office.office.areas.first())
        .map(|area| area.country.clone());
    let now = case.now;
    let (pick, drop) = (plan(now, 1), plan(now, 4));
    NewTicket {
        case: case.id.to_string(),
        what: case.key.thing.clone().unwrap_or_else(|| case.key.key.clone()),
        from: StopForm {
            kind: StopKind::Finder.wire().to_owned(),
            name: contact.name.as_ref().map(ToString::to_string).unwrap_or_default(),
            phone: contact.phone.as_ref().map(domain::Phone::grouped).unwrap_or_default(),
            email: contact.email.as_ref().map(ToString::to_string).unwrap_or_default(),
            locale: case.finder.locale.code().to_owned(),
            address: case.place.clone().unwrap_or_default(),
            city: city.clone(),
            postcode: case.postcode.clone().unwrap_or_default(),
        },
        to: owner_stop(case, city),
        pick_day: pick.0,
        pick_from: pick.1,
        pick_until: pick.2,
        drop_day: drop.0,
        drop_from: drop.1,
        drop_until: drop.2,
        currency: "RON".to_owned(),
        office: case
            .office
            .as_ref()
            .map(|office| office.id.to_string())
            .unwrap_or_default(),
        country: country.unwrap_or_else(|| "RO".to_owned()),
        once: once(signed),
        ..NewTicket::default()
    }
}

fn owner_stop(case: &CaseView, city: String) -> StopForm {
    let Some(owner) = &case.owner else {
        return StopForm {
            kind: StopKind::Office.wire().to_owned(),
            city,
            ..StopForm::default()
        };
    };
    StopForm {
        kind: StopKind::Owner.wire().to_owned(),
        name: owner.name.clone(),
        phone: owner.phones.first().map(domain::Phone::grouped).unwrap_or_default(),
        email: owner.email.as_ref().map(ToString::to_string).unwrap_or_default(),
        locale: owner.locale.code().to_owned(),
        city,
        ..StopForm::default()
    }
}

/// Two hours, beginning so many full hours from now, within 8 and 20 o'clock: day, from, until.
fn plan(now: Moment, hours: i64) -> (String, String, String) {
    let mut begin = now;
    begin.at = now.at + Span::hours(hours);
    let late = begin.civil().hour >= 18;
    if late || begin.civil().day != now.civil().day {
        // Tomorrow: what would come first today comes first tomorrow.
        let midnight = Span::hours(24 - i64::from(now.civil().hour));
        begin.at = now.at + midnight + Span::hours(8 + hours);
    }
    let civil = begin.civil();
    let day = format!("{:04}-{:02}-{:02}", civil.year, civil.month, civil.day);
    let from = civil.hour.max(8);
    (day, format!("{from:02}:00"), format!("{:02}:00", (from + 2).min(22)))
}

/// The form of a new ticket as a browser sends it: the stops' fields stand flat, named `from.name` and so on.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Flat {
    #[serde(flatten)]
    ticket: FlatTicket,
    #[serde(flatten)]
    stops: std::collections::BTreeMap<String, String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct FlatTicket {
    what: String,
    pick_day: String,
    pick_from: String,
    pick_until: String,
    drop_day: String,
    drop_from: String,
    drop_until: String,
    reward: String,
    currency: String,
    office: String,
    country: String,
    once: String,
}

impl Flat {
    fn stop(&self, side: &str) -> StopForm {
        let field = |name: &str| {
            let found = self.stops.get(&[side, ".", name].concat());
            found.cloned().unwrap_or_default()
        };
        StopForm {
            kind: field("kind"),
            name: field("name"),
            phone: field("phone"),
            email: field("email"),
            locale: field("locale"),
            address: field("address"),
            city: field("city"),
            postcode: field("postcode"),
        }
    }

    fn form(self, case: String) -> NewTicket {
        let (from, to) = (self.stop("from"), self.stop("to"));
        let ticket = self.ticket;
        NewTicket {
            case,
            what: ticket.what,
            from,
            to,
            pick_day: ticket.pick_day,
            pick_from: ticket.pick_from,
            pick_until: ticket.pick_until,
            drop_day: ticket.drop_day,
            drop_from: ticket.drop_from,
            drop_until: ticket.drop_until,
            reward: ticket.reward,
            currency: ticket.currency,
            office: ticket.office,
            country: ticket.country,
            once: ticket.once,
        }
    }
}

/// Makes the ticket and shows it; one that went to another office is seen from the case.
pub(super) async fn make(
    signed: Signed,
    Path((_, number)): Path<(String, String)>,
    Typed(flat): Typed<Flat>,
) -> Response {
    let case = match case_of(&signed, &number).await {
        Ok(case) => case,
        Err(error) => return signed.failed(&error),
    };
    let form = flat.form(case.to_string());
    let refusal = match dispatch(&signed).make(signed.actor(), form.clone()).await {
        Ok(id) if dispatch(&signed).ticket(signed.actor(), id).await.is_ok() => {
            return see_other(&signed.to(&format!("/desk/tickets/{id}")));
        }
        Ok(_) => return see_other(&signed.to(&format!("/desk/cases/{number}"))),
        Err(error @ Error::Refused(_)) if !error.is(RefusalCode::NotAllowed) => error,
        Err(error) => return signed.failed(&error),
    };
    match signed.web.services.offices.offices(signed.actor()).await {
        Ok(offices) => answer(&signed, &number, &form, &offices, Some(&refusal)),
        Err(error) => signed.failed(&error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Timestamp;

    #[test]
    fn a_plan_stays_within_the_day() {
        let at = |hour: i64| Moment::utc(Timestamp((1_795_305_600 + hour * 3600) * 1_000_000));
        assert_eq!(plan(at(9), 1), ("2026-11-22".into(), "10:00".into(), "12:00".into()));
        assert_eq!(plan(at(3), 1), ("2026-11-22".into(), "08:00".into(), "10:00".into()));
        let (day, from, _) = plan(at(21), 1);
        assert_eq!((day.as_str(), from.as_str()), ("2026-11-23", "09:00"));
    }
}
