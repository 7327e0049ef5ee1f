//! A key becomes one's own in two steps. Numbers are looked up only by POST, where the limiter counts.

use app::tags::documents::owner::{self, ActivatePage};
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::http::StatusCode;
use axum::response::Response;
use domain::tags::{ActivationForm, FreeKey, ThingForm};
use domain::{Error, FieldError, Refusal, RefusalCode};
use serde::Deserialize;

use super::{no_owner, port};
use crate::web::here::{page, refused_status, see_other};
use crate::web::{Signed, Typed};

/// A number that is known already, from a scan or a purchase.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Known {
    key: String,
}

/// The first step.
pub(super) async fn show(signed: Signed, known: Result<Query<Known>, QueryRejection>) -> Response {
    if let Some(instead) = no_owner(&signed) {
        return instead;
    }
    let form = ActivationForm {
        key: known.map(|query| query.0.key).unwrap_or_default(),
        thing: ThingForm::default(),
    };
    shown(&signed, &form, None, None)
}

fn shown(signed: &Signed, form: &ActivationForm, free: Option<&FreeKey>, refusal: Option<&Error>) -> Response {
    let what = ActivatePage { form, free, refusal };
    let status = refusal.map_or(StatusCode::OK, refused_status);
    page(status, owner::activate(&signed.frame(), &signed.profile, what))
}

/// Both steps: only `thing` at `step` makes the key one's own.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Step {
    step: String,
    #[serde(flatten)]
    form: ActivationForm,
}

/// Takes a step.
pub(super) async fn go_on(signed: Signed, Typed(typed): Typed<Step>) -> Response {
    let (port, actor, form) = (port(&signed), signed.actor(), &typed.form);
    let refusal = if typed.step == "thing" {
        match port.activate(actor, form.clone()).await {
            Ok(id) => return see_other(&signed.to(&format!("/owner/keys/{id}?done=active"))),
            Err(error) => Some(error),
        }
    } else {
        None
    };
    // What is wrong with the number itself is asked anew at the first step.
    if let Some(error) = &refusal
        && !about_thing(error)
    {
        return refused(&signed, form, error);
    }
    match port.free_key(actor, &form.key).await {
        Ok(free) => shown(&signed, form, Some(&free), refusal.as_ref()),
        Err(error) => refused(&signed, form, &at_key(error)),
    }
}

fn about_thing(error: &Error) -> bool {
    let refusal = error.refusal();
    refusal.is_some_and(|refusal| refusal.code == RefusalCode::Form && refusal.at("key").is_none())
}

fn refused(signed: &Signed, form: &ActivationForm, error: &Error) -> Response {
    match error {
        Error::Refused(refusal) if !matches!(refusal.code, RefusalCode::NotFound | RefusalCode::SignInFirst) => {
            shown(signed, form, None, Some(error))
        }
        _ => signed.failed(error),
    }
}

/// What is wrong with a number stands at its field.
fn at_key(error: Error) -> Error {
    match error.refusal().map(|refusal| refusal.code) {
        Some(code @ (RefusalCode::UnknownKey | RefusalCode::Taken | RefusalCode::NotAKey | RefusalCode::Missing)) => {
            let field = FieldError {
                field: "key".to_owned(),
                code,
            };
            Refusal::with_fields(RefusalCode::Form, vec![field]).into()
        }
        _ => error,
    }
}
