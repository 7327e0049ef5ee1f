//! Finders and owners: reporting a found thing, and the page of a case. Looking at a key alerts nobody and leaves nothing.

use app::site::{self, CasePage, ReportPage, Step};
use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use domain::custody::LinkSecret;
use domain::found::{CaseNumber, CasePass, NewProposal, NewReport, Way};
use domain::ids::{BankId, ProposalId};
use domain::tags::TagKey;
use domain::{Error, FieldError, Outcome, Refusal, RefusalCode};
use serde::Deserialize;

use crate::web::cookies::Cookie;
use crate::web::here::{AtBureau, page, refused_status, see_other};
use crate::web::{Here, Typed, Web};

/// All addresses of found things.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/f/{key}", get(scanned))
        .route("/{lang}/found", get(type_key))
        .route("/{lang}/found/known/{number}", get(known))
        .route("/{lang}/found/{key}", get(begin).post(answer))
        .route("/c/{link}", get(follow_any))
        .route("/{lang}/c/{link}", get(follow))
        .route("/{lang}/case", get(newest))
        .route("/case/{number}", get(any_case))
        .route("/{lang}/case/{number}", get(show))
        .route("/{lang}/case/{number}/{act}", post(act))
}

/// A key as typed, or why the last act did nothing.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    key: Option<String>,
    notice: String,
}

/// One answer of the report's form.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Answer {
    step: String,
    go: String,
    place: String,
    country: String,
    postcode: String,
    name: String,
    email: String,
    phone: String,
    wants: String,
    words: String,
    once: String,
    website: String,
}

/// Any form of a case's page.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Act {
    words: String,
    at: String,
    place: String,
    proposal: String,
    agree: String,
    way: String,
    bank: String,
}

/// `/f/{key}`: what the QR of a tag leads to.
async fn scanned(AtBureau(here): AtBureau, Path(key): Path<String>) -> Response {
    let key = TagKey::parse(&key).map_or_else(
        |_| "?key=".to_owned() + &plain(&key),
        |key| "/".to_owned() + &key.grouped(),
    );
    see_other(&here.to(&["/found", &key].concat()))
}

/// Only what a key may be made of: it goes into an address.
fn plain(key: &str) -> String {
    key.chars().filter(char::is_ascii_alphanumeric).take(20).collect()
}

async fn type_key(AtBureau(here): AtBureau, asked: Result<Query<Asked>, QueryRejection>) -> Response {
    let Some(typed) = asked.ok().and_then(|query| query.0.key) else {
        return page(StatusCode::OK, site::found_key(&here.frame(), "", None));
    };
    let refused = if typed.trim().is_empty() {
        RefusalCode::Missing
    } else {
        match TagKey::parse(&typed) {
            Ok(key) => return see_other(&here.to(&["/found/", &key.grouped()].concat())),
            Err(code) => code,
        }
    };
    let error = at_field("key", refused);
    page(
        StatusCode::UNPROCESSABLE_ENTITY,
        site::found_key(&here.frame(), &typed, Some(&error)),
    )
}

fn at_field(field: &str, code: RefusalCode) -> Error {
    let mut refusal = Refusal::act(RefusalCode::Form);
    refusal.fields.push(FieldError {
        field: field.to_owned(),
        code,
    });
    Error::Refused(refusal)
}

async fn begin(AtBureau(here): AtBureau, Path((_, key)): Path<(String, String)>) -> Response {
    let Ok(key) = TagKey::parse(&key) else {
        return see_other(&here.to(&["/found?key=", &plain(&key)].concat()));
    };
    let form = NewReport {
        key: key.grouped(),
        once: here.web.house.outside.uuid7().to_string(),
        ..NewReport::default()
    };
    asks(&here, &form, Step::Place, None).await
}

async fn asks(here: &Here, form: &NewReport, step: Step, refusal: Option<&Error>) -> Response {
    let status = refusal.map_or(StatusCode::OK, refused_status);
    let countries = match here.web.services.finders.countries(&here.asking.actor).await {
        Ok(countries) => countries,
        Err(error) => return here.failed(&error),
    };
    let what = ReportPage {
        form,
        countries: &countries,
        step,
        refusal,
    };
    page(status, site::found_report(&here.frame(), what))
}

/// One answer more; the last one takes the report.
async fn answer(
    AtBureau(here): AtBureau,
    Path((_, key)): Path<(String, String)>,
    Typed(typed): Typed<Answer>,
) -> Response {
    let Ok(key) = TagKey::parse(&key) else {
        return see_other(&here.to("/found"));
    };
    let (step, back) = (Step::from_wire(&typed.step), typed.go == "back");
    let form = NewReport {
        key: key.grouped(),
        place: typed.place,
        postcode: typed.postcode,
        country: typed.country,
        name: typed.name,
        email: typed.email,
        phone: typed.phone,
        wants: typed.wants,
        words: typed.words,
        locale: here.seen.locale.code().to_owned(),
        once: typed.once,
        website: typed.website,
    };
    let wrong = form.check().err().map(Error::Refused);
    match (step, back) {
        (Step::Contact, true) => asks(&here, &form, Step::Place, None).await,
        (Step::Wants, true) => asks(&here, &form, Step::Contact, None).await,
        (Step::Place | Step::Contact, _) => {
            // Only what was asked by now can be wrong.
            let refusal = wrong.and_then(|error| only(error, step));
            let next = match (step, &refusal) {
                (step, Some(_)) => step,
                (Step::Place, None) => Step::Contact,
                (_, None) => Step::Wants,
            };
            asks(&here, &form, next, refusal.as_ref()).await
        }
        (Step::Wants, false) => send(&here, form).await,
    }
}

/// The part of a refusal that belongs to this question.
fn only(error: Error, step: Step) -> Option<Error> {
    let Error::Refused(mut refusal) = error else {
        return Some(error);
    };
    refusal
        .fields
        .retain(|field| Step::of_field(&field.field) == Some(step));
    (!refusal.fields.is_empty()).then_some(Error::Refused(refusal))
}

async fn send(here: &Here, form: NewReport) -> Response {
    let held = pass(here);
    let found = &here.web.services.finders;
    match found.report(&actor(here), &held, form.clone()).await {
        Ok(taken) => match taken.link {
            Some(link) => {
                let to = here.to(&["/case/", &taken.number.digits()].concat());
                here.with_cookie(see_other(&to), Cookie::Case, &held.with(link).expose())
            }
            None => see_other(&here.to(&["/found/known/", &taken.number.digits()].concat())),
        },
        Err(Error::Refused(refusal)) => {
            let wrong = refusal.fields.first().and_then(|field| Step::of_field(&field.field));
            let error = Error::Refused(refusal);
            asks(here, &form, wrong.unwrap_or(Step::Wants), Some(&error)).await
        }
        Err(error) => here.failed(&error),
    }
}

/// Who reports: limits count by where a report comes from, whoever is signed in.
fn actor(here: &Here) -> domain::accounts::Actor {
    here.visitor()
}

async fn known(AtBureau(here): AtBureau, Path((_, number)): Path<(String, String)>) -> Response {
    match number.parse::<CaseNumber>() {
        Ok(number) => page(StatusCode::OK, site::found_known(&here.frame(), number)),
        Err(_) => here.failed(&RefusalCode::NotFound.into()),
    }
}

fn pass(here: &Here) -> CasePass {
    here.cookie(Cookie::Case).map(CasePass::parse).unwrap_or_default()
}

/// `/c/{link}`: in the language of whom it is for.
async fn follow_any(AtBureau(here): AtBureau, Path(link): Path<String>) -> Response {
    exchange(&here, &link, false).await
}

/// `/{lang}/c/{link}`: in the language of the address.
async fn follow(AtBureau(here): AtBureau, Path((_, link)): Path<(String, String)>) -> Response {
    exchange(&here, &link, true).await
}

/// The secret of a private link leaves the address at once.
async fn exchange(here: &Here, link: &str, spoken: bool) -> Response {
    let Some(link) = LinkSecret::parse(link) else {
        return here.failed(&RefusalCode::LinkExpired.into());
    };
    match here.web.services.finders.follow_link(&here.asking.actor, &link).await {
        Ok((number, _, own)) => {
            let locale = if spoken { here.seen.locale } else { own };
            let to = ["/", locale.code(), "/case/", &number.digits()].concat();
            here.with_cookie(see_other(&to), Cookie::Case, &pass(here).with(link).expose())
        }
        Err(error) => here.failed(&error),
    }
}

async fn newest(AtBureau(here): AtBureau) -> Response {
    match here.web.services.finders.newest(&here.asking.actor, &pass(&here)).await {
        Ok(number) => see_other(&here.to(&["/case/", &number.digits()].concat())),
        Err(error) => here.failed(&error),
    }
}

/// Without a language: after paying.
async fn any_case(AtBureau(here): AtBureau, Path(number): Path<String>) -> Response {
    see_other(&here.to(&["/case/", &plain(&number)].concat()))
}

async fn show(
    AtBureau(here): AtBureau,
    Path((_, number)): Path<(String, String)>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let notice = asked.map(|query| query.0.notice).unwrap_or_default();
    let notice = RefusalCode::ALL.iter().copied().find(|code| code.wire() == notice);
    shows(&here, &number, &Act::default(), notice, None).await
}

async fn shows(
    here: &Here,
    number: &str,
    typed: &Act,
    notice: Option<RefusalCode>,
    refusal: Option<&Error>,
) -> Response {
    let Ok(number) = number.parse::<CaseNumber>() else {
        return here.failed(&RefusalCode::NotFound.into());
    };
    let (finders, actor, pass) = (&here.web.services.finders, &here.asking.actor, pass(here));
    let case = match finders.case(actor, &pass, number).await {
        Ok(case) => case,
        Err(error) => return here.failed(&error),
    };
    let offered = case.ways.contains(&Way::Locker) && case.way.is_none();
    let banks = match finders.drop_banks(actor, &pass, number).await {
        Ok(banks) if offered => banks,
        Ok(_) => Vec::new(),
        Err(error) => return here.failed(&error),
    };
    let what = CasePage {
        case: &case,
        banks: &banks,
        notice,
        words: &typed.words,
        at: &typed.at,
        place: &typed.place,
        refusal,
    };
    let status = refusal.map_or(StatusCode::OK, refused_status);
    page(status, site::found_case(&here.frame(), what))
}

/// Something is done about a case; the page says why it was not.
async fn act(
    AtBureau(here): AtBureau,
    Path((_, number, act)): Path<(String, String, String)>,
    Typed(typed): Typed<Act>,
) -> Response {
    let Ok(parsed) = number.parse::<CaseNumber>() else {
        return here.failed(&RefusalCode::NotFound.into());
    };
    let back = here.to(&["/case/", &parsed.digits()].concat());
    if act == "pay" {
        let held = pass(&here);
        return match here
            .web
            .services
            .finders
            .pay_fee(&here.asking.actor, &held, parsed)
            .await
        {
            Ok(path) => see_other(&path),
            Err(error) => refused(&here, &back, &error),
        };
    }
    match done(&here, parsed, &act, &typed).await {
        Ok(()) => see_other(&back),
        Err(error) if error.is(RefusalCode::Form) => shows(&here, &number, &typed, None, Some(&error)).await,
        Err(error) => refused(&here, &back, &error),
    }
}

fn refused(here: &Here, back: &str, error: &Error) -> Response {
    match error {
        Error::Refused(refusal) if refusal.code != RefusalCode::NotFound => {
            see_other(&[back, "?notice=", refusal.code.wire()].concat())
        }
        error => here.failed(error),
    }
}

async fn done(here: &Here, number: CaseNumber, act: &str, typed: &Act) -> Outcome<()> {
    let (finders, actor, pass) = (&here.web.services.finders, &here.asking.actor, &pass(here));
    let gone = || Error::from(RefusalCode::NotFound);
    match act {
        "write" => finders.write(actor, pass, number, &typed.words).await,
        "propose" => {
            let form = NewProposal {
                at: typed.at.clone(),
                place: typed.place.clone(),
            };
            finders.propose(actor, pass, number, form).await
        }
        "answer" => {
            let id: ProposalId = typed.proposal.parse().map_err(|_| gone())?;
            finders.answer(actor, pass, number, id, typed.agree == "yes").await
        }
        "choose" => {
            let way = Way::from_wire(&typed.way).ok_or_else(gone)?;
            finders.choose(actor, pass, number, way).await
        }
        "drop" => {
            let bank: BankId = typed.bank.parse().map_err(|_| gone())?;
            finders.drop_at(actor, pass, number, bank).await
        }
        "call-off" => finders.call_off(actor, pass, number).await,
        "confirm" => finders.confirm(actor, pass, number).await,
        "withdraw" => finders.withdraw(actor, pass, number).await,
        _ => Err(gone()),
    }
}
