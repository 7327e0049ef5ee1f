//! The second step of the staff: the rule, and the colleague who lost the phone.

use app::accounts::documents::{self, RulesPage, StepOfPage};
use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::accounts::Operation;
use domain::accounts::second_step::{SecondStepPort, TakeOff};
use domain::ids::PersonId;
use domain::{Error, Outcome, RefusalCode};
use serde::Deserialize;

use crate::web::here::{page, refused_status, see_other};
use crate::web::{Signed, Typed, Web};

/// All of them.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/{lang}/manager/second-step", get(rules).post(require))
        .route("/{lang}/manager/second-step/{person}", get(one).post(take_off))
}

fn port(signed: &Signed) -> &dyn SecondStepPort {
    signed.web.services.second_step.as_ref()
}

/// What was done just now.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Done {
    done: String,
}

async fn rules(signed: Signed, done: Result<Query<Done>, QueryRejection>) -> Response {
    let done = done.map(|query| query.0.done).unwrap_or_default();
    match port(&signed).rules(signed.actor()).await {
        Ok(rules) => {
            let shown = RulesPage {
                rules: &rules,
                may_take_off: signed.actor().may(Operation::TakeOffSecondStep),
                done: &done,
            };
            let html = documents::sign_in_rules(&signed.frame(), &signed.profile, shown);
            page(StatusCode::OK, html)
        }
        Err(error) => signed.failed(&error),
    }
}

/// `yes` or `no`, by which button was pressed.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Rule {
    required: String,
}

async fn require(signed: Signed, Typed(rule): Typed<Rule>) -> Response {
    let required = match rule.required.as_str() {
        "yes" => true,
        "no" => false,
        // Neither button: nothing is settled.
        _ => return see_other(&signed.to("/manager/second-step")),
    };
    match port(&signed).require(signed.actor(), required).await {
        Ok(()) => see_other(&signed.to("/manager/second-step?done=saved")),
        Err(error) => signed.failed(&error),
    }
}

fn id_of(text: &str) -> Outcome<PersonId> {
    Ok(text.parse().map_err(|_| RefusalCode::NotFound)?)
}

async fn one(signed: Signed, Path((_, person)): Path<(String, String)>) -> Response {
    shown(&signed, &person, &TakeOff::default(), None).await
}

/// The page of a colleague, with what was typed and refused.
async fn shown(signed: &Signed, person: &str, form: &TakeOff, refusal: Option<&Error>) -> Response {
    let of = async { port(signed).of(signed.actor(), id_of(person)?).await };
    match of.await {
        Ok(of) => {
            let status = refusal.map_or(StatusCode::OK, refused_status);
            let shown = StepOfPage { of: &of, form, refusal };
            page(status, documents::step_of(&signed.frame(), &signed.profile, shown))
        }
        Err(error) => signed.failed(&error),
    }
}

async fn take_off(signed: Signed, Path((_, person)): Path<(String, String)>, Typed(form): Typed<TakeOff>) -> Response {
    let done = async {
        port(&signed)
            .take_off(signed.actor(), id_of(&person)?, form.clone())
            .await
    };
    match done.await {
        Ok(()) => see_other(&signed.to("/manager/second-step?done=taken_off")),
        Err(error) if error.is(RefusalCode::Form) => shown(&signed, &person, &form, Some(&error)).await,
        // Somebody was faster: the page says that there is none.
        Err(error) if error.is(RefusalCode::WrongState) => shown(&signed, &person, &form, None).await,
        Err(error) => signed.failed(&error),
    }
}
