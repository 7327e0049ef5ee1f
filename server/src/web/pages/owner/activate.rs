//! A key becomes one's own in two steps. Numbers are looked up only by POST, where the limiter counts.

use app::tags::documents::owner::{self, ActivatePage};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Multipart, Query};
use axum::http::StatusCode;
use axum::response::Response;
use domain::tags::{ActivationForm, FreeKey};
use domain::{Error, FieldError, Refusal, RefusalCode};
use serde::Deserialize;

use super::super::photos::Sent;
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
        ..ActivationForm::default()
    };
    shown(&signed, &form, None, None)
}

fn shown(signed: &Signed, form: &ActivationForm, free: Option<&FreeKey>, refusal: Option<&Error>) -> Response {
    let what = ActivatePage { form, free, refusal };
    let status = refusal.map_or(StatusCode::OK, refused_status);
    page(status, owner::activate(&signed.frame(), &signed.profile, what))
}

/// Takes the first step, also when somebody comes back to it.
pub(super) async fn go_on(signed: Signed, Typed(form): Typed<ActivationForm>) -> Response {
    asks(&signed, &form, None).await
}

/// Takes the last step.
pub(super) async fn finish(signed: Signed, form: Multipart) -> Response {
    let sent = Sent::read(form).await;
    let mut form: ActivationForm = sent.words();
    form.photo = sent.photo;
    match port(&signed).activate(signed.actor(), form.clone()).await {
        Ok(id) => see_other(&signed.to(&format!("/owner/keys/{id}?done=active"))),
        // What is wrong with the number itself is asked anew at the first step.
        Err(error) if about_thing(&error) => asks(&signed, &form, Some(&error)).await,
        Err(error) => refused(&signed, &form, &error),
    }
}

/// Whoever loads the last step anew begins again.
pub(super) async fn again(signed: Signed) -> Response {
    see_other(&signed.to("/owner/activate"))
}

async fn asks(signed: &Signed, form: &ActivationForm, refusal: Option<&Error>) -> Response {
    match port(signed).free_key(signed.actor(), &form.key).await {
        Ok(free) => shown(signed, form, Some(&free), refusal),
        Err(error) => refused(signed, form, &at_key(error)),
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
