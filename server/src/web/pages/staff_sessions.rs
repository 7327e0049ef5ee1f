//! Who of the staff is signed in, and signing a colleague out.

use app::accounts::documents::{self, SessionsPage};
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use domain::ids::{PersonId, SessionId};
use domain::{Error, Outcome, RefusalCode};
use serde::Deserialize;

use crate::web::here::{page, see_other};
use crate::web::{InAddress, Signed, Typed, Web};

/// All of them.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/{lang}/manager/sessions", get(list))
        .route("/{lang}/manager/sessions/{person}", post(end))
}

/// What the address says.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Wanted {
    q: String,
    done: String,
}

async fn list(signed: Signed, InAddress(wanted): InAddress<Wanted>) -> Response {
    let people = signed.web.services.accounts.staff_sessions(signed.actor(), &wanted.q);
    match people.await {
        Ok(people) => {
            let shown = SessionsPage {
                search: &wanted.q,
                people: &people,
                done: &wanted.done,
            };
            let html = documents::staff_sessions(&signed.frame(), &signed.profile, shown);
            page(StatusCode::OK, html)
        }
        Err(error) => signed.failed(&error),
    }
}

/// Which session; all of them if none is named.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Which {
    session: String,
}

async fn end(signed: Signed, Path((_, person)): Path<(String, String)>, Typed(which): Typed<Which>) -> Response {
    match ended(&signed, &person, &which.session).await {
        Ok(done) => see_other(&signed.to(&["/manager/sessions?done=", done].concat())),
        Err(error) => signed.failed(&error),
    }
}

/// What was done, as the page is told.
async fn ended(signed: &Signed, person: &str, session: &str) -> Result<&'static str, Error> {
    let accounts = &signed.web.services.accounts;
    let person: PersonId = read(person)?;
    let (done, ended) = if session.is_empty() {
        ("all", accounts.end_staff_sessions(signed.actor(), person).await?)
    } else {
        let session: SessionId = read(session)?;
        (
            "one",
            accounts.end_staff_session(signed.actor(), person, session).await?,
        )
    };
    // Else somebody was faster, or it ended by itself.
    Ok(if ended { done } else { "over" })
}

fn read<T: std::str::FromStr>(text: &str) -> Outcome<T> {
    text.parse().map_err(|_| RefusalCode::NotFound.into())
}
