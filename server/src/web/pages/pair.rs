//! A screen becomes a bank's kiosk with the eight digits that a manager reads out.

use app::site;
use axum::http::StatusCode;
use axum::response::Response;
use domain::Error;
use serde::Deserialize;

use crate::web::cookies::Cookie;
use crate::web::here::{page, refused_status, see_other};
use crate::web::{Here, Typed};

/// The form as typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Pairing {
    code: String,
}

/// The form.
pub(super) async fn show(here: Here) -> Response {
    page(StatusCode::OK, site::pair(&here.frame(), None))
}

/// Pairs this screen.
pub(super) async fn pair(here: Here, Typed(form): Typed<Pairing>) -> Response {
    match here.web.services.lockers.pair_kiosk(&here.visitor(), &form.code).await {
        Ok((bank, secret)) => {
            let answer = see_other(&format!("/kiosk/{bank}"));
            here.with_cookie(answer, Cookie::Kiosk, secret.expose())
        }
        Err(error @ Error::Refused(_)) => page(refused_status(&error), site::pair(&here.frame(), Some(&error))),
        Err(error) => here.failed(&error),
    }
}
