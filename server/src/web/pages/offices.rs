//! The manager's pages of offices.

use app::accounts::documents::{self, OfficePage};
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use domain::accounts::{OfficeForm, OfficesPort};
use domain::ids::{OfficeId, PersonId};
use domain::{Error, Outcome, RefusalCode};
use serde::Deserialize;

use crate::web::here::{page, refused_status, see_other};
use crate::web::{Signed, Typed, Web};

/// All of them.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/{lang}/manager/offices", get(list))
        .route("/{lang}/manager/offices/new", get(blank).post(open))
        .route("/{lang}/manager/offices/{id}", get(one).post(change))
        .route("/{lang}/manager/offices/{id}/people", post(people))
}

fn port(signed: &Signed) -> &dyn OfficesPort {
    signed.web.services.offices.as_ref()
}

async fn list(signed: Signed) -> Response {
    match port(&signed).offices(signed.actor()).await {
        Ok(offices) => page(
            StatusCode::OK,
            documents::offices(&signed.frame(), &signed.profile, &offices),
        ),
        Err(error) => signed.failed(&error),
    }
}

/// The form, as typed and refused or new.
fn form(signed: &Signed, shown: OfficePage<'_>) -> Response {
    let status = shown.refusal.map_or(StatusCode::OK, refused_status);
    page(status, documents::office(&signed.frame(), &signed.profile, shown))
}

/// Whether it is a refusal that belongs on the form.
fn of_the_form(error: &Error) -> bool {
    error.is(RefusalCode::Form)
}

async fn blank(signed: Signed) -> Response {
    // Asked first, so that the form is shown to nobody who may not use it.
    if let Err(error) = signed.actor().must(domain::accounts::Operation::ManageOffices) {
        return signed.failed(&error);
    }
    let shown = OfficePage {
        detail: None,
        form: &OfficeForm::default(),
        refusal: None,
    };
    form(&signed, shown)
}

async fn open(signed: Signed, Typed(typed): Typed<OfficeForm>) -> Response {
    match port(&signed).open_office(signed.actor(), typed.clone()).await {
        Ok(id) => see_other(&signed.to(&format!("/manager/offices/{id}"))),
        Err(error) if of_the_form(&error) => {
            let shown = OfficePage {
                detail: None,
                form: &typed,
                refusal: Some(&error),
            };
            form(&signed, shown)
        }
        Err(error) => signed.failed(&error),
    }
}

fn id_of(text: &str) -> Outcome<OfficeId> {
    Ok(text.parse().map_err(|_| RefusalCode::NotFound)?)
}

async fn one(signed: Signed, Path((_, id)): Path<(String, String)>) -> Response {
    let detail = async { port(&signed).office(signed.actor(), id_of(&id)?).await };
    match detail.await {
        Ok(detail) => {
            let shown = OfficePage {
                detail: Some(&detail),
                form: &OfficeForm::from(&detail.office.office),
                refusal: None,
            };
            form(&signed, shown)
        }
        Err(error) => signed.failed(&error),
    }
}

async fn change(signed: Signed, Path((_, id)): Path<(String, String)>, Typed(typed): Typed<OfficeForm>) -> Response {
    let changed = async {
        port(&signed)
            .change_office(signed.actor(), id_of(&id)?, typed.clone())
            .await
    };
    let refusal = match changed.await {
        Ok(()) => return see_other(&signed.to(&format!("/manager/offices/{id}"))),
        Err(error) if of_the_form(&error) => error,
        Err(error) => return signed.failed(&error),
    };
    let detail = async { port(&signed).office(signed.actor(), id_of(&id)?).await };
    match detail.await {
        Ok(detail) => {
            let shown = OfficePage {
                detail: Some(&detail),
                form: &typed,
                refusal: Some(&refusal),
            };
            form(&signed, shown)
        }
        Err(error) => signed.failed(&error),
    }
}

/// A form with one of two buttons.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Move {
    add: String,
    remove: String,
}

async fn people(signed: Signed, Path((_, id)): Path<(String, String)>, Typed(typed): Typed<Move>) -> Response {
    let moved = async {
        let office = id_of(&id)?;
        let (who, to) = if typed.add.is_empty() {
            (&typed.remove, None)
        } else {
            (&typed.add, Some(office))
        };
        let person: PersonId = who.parse().map_err(|_| RefusalCode::NotFound)?;
        port(&signed).move_person(signed.actor(), person, to).await
    };
    match moved.await {
        Ok(()) => see_other(&signed.to(&format!("/manager/offices/{id}"))),
        Err(error) => signed.failed(&error),
    }
}
