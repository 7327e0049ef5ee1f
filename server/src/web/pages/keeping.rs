//! The terms of an organisation: for how long things wait, and for how long it is remembered whose they were.

use app::delivery::documents::{self, ForgettingPart, KeepingPage};
use axum::Router;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use domain::custody::{ForgettingForm, KeepingForm};
use domain::delivery::CarePort;
use domain::{Error, Outcome, RefusalCode};
use serde::Deserialize;

use crate::web::here::{page, refused_status, see_other};
use crate::web::{Signed, Typed, Web};

/// All of them.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/{lang}/manager/keeping", get(keeping).post(set_keeping))
        .route("/{lang}/manager/keeping/forgetting", post(set_forgetting).get(again))
}

fn port(signed: &Signed) -> &dyn CarePort {
    signed.web.services.care.as_ref()
}

/// What became of the last try, after a redirect.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Done {
    done: String,
}

/// Both forms as they are kept.
async fn kept(signed: &Signed) -> Outcome<(KeepingForm, ForgettingForm)> {
    let rules = port(signed).keeping(signed.actor()).await?;
    let term = port(signed).forgetting(signed.actor()).await?;
    Ok((rules.into(), term.into()))
}

fn shown(signed: &Signed, shown: KeepingPage<'_>) -> Response {
    let refusal = shown.refusal.or(shown.forgetting.refusal);
    let status = refusal.map_or(StatusCode::OK, refused_status);
    page(status, documents::keeping(&signed.frame(), &signed.profile, shown))
}

async fn keeping(signed: Signed, done: Query<Done>) -> Response {
    match kept(&signed).await {
        Ok((rules, term)) => {
            let form = &term;
            let whole = KeepingPage {
                form: &rules,
                refusal: None,
                forgetting: ForgettingPart { form, refusal: None },
                saved: done.0.done == "saved",
            };
            shown(&signed, whole)
        }
        Err(error) => signed.failed(&error),
    }
}

/// Whoever loads the address of the second form anew gets the page with both.
async fn again(signed: Signed) -> Response {
    see_other(&signed.to("/manager/keeping"))
}

async fn set_keeping(signed: Signed, Typed(typed): Typed<KeepingForm>) -> Response {
    match port(&signed).set_keeping(signed.actor(), typed.clone()).await {
        Ok(()) => see_other(&signed.to("/manager/keeping?done=saved")),
        Err(error) if error.is(RefusalCode::Form) => refused(&signed, Some(&typed), None, &error).await,
        Err(error) => signed.failed(&error),
    }
}

async fn set_forgetting(signed: Signed, Typed(typed): Typed<ForgettingForm>) -> Response {
    match port(&signed).set_forgetting(signed.actor(), typed.clone()).await {
        Ok(()) => see_other(&signed.to("/manager/keeping?done=saved")),
        Err(error) if error.is(RefusalCode::Form) => refused(&signed, None, Some(&typed), &error).await,
        Err(error) => signed.failed(&error),
    }
}

/// The page with what was typed in the one form, and the other as it is kept.
async fn refused(
    signed: &Signed,
    rules: Option<&KeepingForm>,
    term: Option<&ForgettingForm>,
    error: &Error,
) -> Response {
    match kept(signed).await {
        Ok((kept_rules, kept_term)) => {
            let forgetting = ForgettingPart {
                form: term.unwrap_or(&kept_term),
                refusal: term.map(|_| error),
            };
            let whole = KeepingPage {
                form: rules.unwrap_or(&kept_rules),
                refusal: rules.map(|_| error),
                forgetting,
                saved: false,
            };
            shown(signed, whole)
        }
        Err(error) => signed.failed(&error),
    }
}
