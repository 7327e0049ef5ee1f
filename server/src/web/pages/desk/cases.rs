//! One case, and what is done about it.

use app::tickets::documents::{self, CasePage};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use domain::found::{CaseEnd, CaseNumber, CaseView, FeeSettled, NewCall, Side, Way};
use domain::ids::{BankId, CaseId, OfficeId};
use domain::tickets::TicketFilter;
use domain::{Error, Outcome, RefusalCode, ShortText};
use serde::Deserialize;

use super::super::photos;
use super::{dispatch, found};
use crate::web::here::{page, refused_status, see_other};
use crate::web::{Signed, Typed};

/// The case with this number, if it lies within reach.
pub(super) async fn case_of(signed: &Signed, number: &str) -> Outcome<CaseId> {
    let number = CaseNumber::parse(number).ok_or(RefusalCode::NotFound)?;
    found(signed).by_number(signed.actor(), number).await
}

/// One case.
pub(super) async fn show(signed: Signed, Path((_, number)): Path<(String, String)>) -> Response {
    let view = async {
        let id = case_of(&signed, &number).await?;
        found(&signed).case(signed.actor(), id).await
    };
    match view.await {
        Ok(view) => shown(&signed, &view, None, None).await,
        Err(error) => signed.failed(&error),
    }
}

/// The photo that the finder sent.
pub(super) async fn report_photo(signed: Signed, Path((_, number)): Path<(String, String)>) -> Response {
    let found = async {
        let id = case_of(&signed, &number).await?;
        found(&signed).report_photo(signed.actor(), id).await
    };
    match found.await {
        Ok(photo) => photos::shown(photo),
        Err(error) => signed.failed(&error),
    }
}

/// The photo that the owner keeps of the thing.
pub(super) async fn thing_photo(signed: Signed, Path((_, number)): Path<(String, String)>) -> Response {
    let found = async {
        let id = case_of(&signed, &number).await?;
        found(&signed).thing_photo(signed.actor(), id).await
    };
    match found.await {
        Ok(photo) => photos::shown(photo),
        Err(error) => signed.failed(&error),
    }
}

async fn shown(signed: &Signed, view: &CaseView, drop_code: Option<&str>, refusal: Option<&Error>) -> Response {
    let rest = async {
        let actor = signed.actor();
        let filter = TicketFilter {
            case: Some(view.id),
            ..TicketFilter::default()
        };
        let tickets = dispatch(signed).tickets(actor, &filter).await?;
        let offices = signed.web.services.offices.offices(actor).await?;
        let banks = signed.web.services.lockers.public_banks().await?;
        Ok::<_, Error>((tickets, offices, banks))
    };
    match rest.await {
        Ok((tickets, offices, banks)) => {
            let shown = CasePage {
                view,
                tickets: &tickets,
                offices: &offices,
                banks: &banks,
                drop_code,
                refusal,
            };
            let status = refusal.map_or(StatusCode::OK, refused_status);
            page(status, documents::case(&signed.frame(), &signed.profile, shown))
        }
        Err(error) => signed.failed(&error),
    }
}

/// All fields of all forms of the page.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Act {
    whom: String,
    outcome: String,
    note: String,
    way: String,
    bank: String,
    to: String,
    words: String,
    how: String,
    end: String,
    office: String,
}

/// Done, perhaps with a drop code to read out.
async fn done(signed: &Signed, case: CaseId, act: &str, form: &Act) -> Outcome<Option<String>> {
    let (actor, port) = (signed.actor(), found(signed));
    let choice = RefusalCode::NotAChoice;
    let way = || Way::from_wire(&form.way).ok_or(Error::from(choice));
    match act {
        "claim" => port.claim(actor, case, false).await?,
        "take-over" => port.claim(actor, case, true).await?,
        "release" => port.release(actor, case).await?,
        "call" => {
            let call = NewCall {
                whom: form.whom.clone(),
                outcome: form.outcome.clone(),
                note: form.note.clone(),
            };
            port.note_call(actor, case, call).await?;
        }
        "arrange" => port.arrange(actor, case, way()?).await?,
        "handed-over" => port.handed_over(actor, case, way()?).await?,
        "drop" => {
            let bank: BankId = form.bank.parse().map_err(|_| choice)?;
            return port.drop_at(actor, case, bank).await.map(Some);
        }
        "write" => {
            let to = Side::from_wire(&form.to).ok_or(choice)?;
            port.relay(actor, case, to, &form.words).await?;
        }
        "fee" => {
            let how = FeeSettled::from_wire(&form.how).ok_or(choice)?;
            port.settle_fee(actor, case, how, None).await?;
        }
        "close" => {
            let end = CaseEnd::from_wire(&form.end).ok_or(choice)?;
            port.close(actor, case, end, ShortText::parse(&form.note)?).await?;
        }
        "move" => {
            let office = match form.office.as_str() {
                "" => None,
                id => Some(id.parse::<OfficeId>().map_err(|_| choice)?),
            };
            port.move_to(actor, case, office).await?;
        }
        _ => return Err(RefusalCode::NotFound.into()),
    }
    Ok(None)
}

/// One of the forms of the page.
pub(super) async fn act(
    signed: Signed,
    Path((_, number, act)): Path<(String, String, String)>,
    Typed(form): Typed<Act>,
) -> Response {
    let case = match case_of(&signed, &number).await {
        Ok(case) => case,
        Err(error) => return signed.failed(&error),
    };
    let back = signed.to(&format!("/desk/cases/{number}"));
    let outcome = done(&signed, case, &act, &form).await;
    let (code, refusal) = match outcome {
        Ok(None) if act == "move" => return moved(&signed, case, &back).await,
        Ok(None) => return see_other(&back),
        Ok(Some(code)) => (Some(code), None),
        Err(error @ Error::Refused(_)) if !error.is(RefusalCode::NotFound) => (None, Some(error)),
        Err(error) => return signed.failed(&error),
    };
    match found(&signed).case(signed.actor(), case).await {
        Ok(view) => shown(&signed, &view, code.as_deref(), refusal.as_ref()).await,
        Err(error) => signed.failed(&error),
    }
}

/// What was given to another office may be out of reach now.
async fn moved(signed: &Signed, case: CaseId, back: &str) -> Response {
    match found(signed).case(signed.actor(), case).await {
        Ok(_) => see_other(back),
        Err(_) => see_other(&signed.to("/desk")),
    }
}
