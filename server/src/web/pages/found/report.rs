//! Reporting: a key typed or scanned, then one question at a time. The last one may bring a photo.

use app::site::{self, ReportPage, Step};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Multipart, Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use domain::found::{CaseNumber, NewReport};
use domain::photos::Upload;
use domain::tags::TagKey;
use domain::{Error, FieldError, Refusal, RefusalCode};
use serde::Deserialize;

use super::super::photos::Sent;
use super::{Asked, pass, plain};
use crate::web::cookies::Cookie;
use crate::web::here::{AtBureau, page, refused_status, see_other};
use crate::web::{Here, Typed};

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

/// `/f/{key}`: what the QR of a tag leads to.
pub(super) async fn scanned(AtBureau(here): AtBureau, Path(key): Path<String>) -> Response {
    let key = TagKey::parse(&key).map_or_else(
        |_| "?key=".to_owned() + &plain(&key),
        |key| "/".to_owned() + &key.grouped(),
    );
    see_other(&here.to(&["/found", &key].concat()))
}

pub(super) async fn type_key(AtBureau(here): AtBureau, asked: Result<Query<Asked>, QueryRejection>) -> Response {
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

pub(super) async fn begin(AtBureau(here): AtBureau, Path((_, key)): Path<(String, String)>) -> Response {
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

/// The answers so far.
fn answers(here: &Here, key: TagKey, typed: Answer, photo: Upload) -> NewReport {
    NewReport {
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
        photo,
    }
}

/// One answer more.
pub(super) async fn answer(
    AtBureau(here): AtBureau,
    Path((_, key)): Path<(String, String)>,
    Typed(typed): Typed<Answer>,
) -> Response {
    let Ok(key) = TagKey::parse(&key) else {
        return see_other(&here.to("/found"));
    };
    let (step, back) = (Step::from_wire(&typed.step), typed.go == "back");
    let form = answers(&here, key, typed, Upload::default());
    if back {
        return asks(&here, &form, step.before(), None).await;
    }
    // Only what was asked by now can be wrong.
    let wrong = form.check().err().map(Error::Refused);
    let refusal = wrong.and_then(|error| only(error, step));
    let next = if refusal.is_some() { step } else { step.after() };
    asks(&here, &form, next, refusal.as_ref()).await
}

/// The last answer takes the report.
pub(super) async fn finish(
    AtBureau(here): AtBureau,
    Path((_, key)): Path<(String, String)>,
    form: Multipart,
) -> Response {
    let sent = Sent::read(form).await;
    let Ok(key) = TagKey::parse(&key) else {
        return see_other(&here.to("/found"));
    };
    let typed: Answer = sent.words();
    let go = typed.go.clone();
    let photo = if go == "on" { sent.photo } else { Upload::default() };
    let form = answers(&here, key, typed, photo);
    if go == "back" {
        return asks(&here, &form, Step::Photo.before(), None).await;
    }
    send(&here, form).await
}

/// Whoever loads the last question anew begins again.
pub(super) async fn anew(AtBureau(here): AtBureau, Path((_, key)): Path<(String, String)>) -> Response {
    see_other(&here.to(&["/found/", &plain(&key)].concat()))
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
            asks(here, &form, wrong.unwrap_or(Step::Photo), Some(&error)).await
        }
        Err(error) => here.failed(&error),
    }
}

/// Who reports: limits count by where a report comes from, whoever is signed in.
fn actor(here: &Here) -> domain::accounts::Actor {
    here.visitor()
}

pub(super) async fn known(AtBureau(here): AtBureau, Path((_, number)): Path<(String, String)>) -> Response {
    match number.parse::<CaseNumber>() {
        Ok(number) => page(StatusCode::OK, site::found_known(&here.frame(), number)),
        Err(_) => here.failed(&RefusalCode::NotFound.into()),
    }
}
