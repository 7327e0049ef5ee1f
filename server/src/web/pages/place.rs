//! Name, place, hours and hotline of a bank, corrected by its manager.

use app::lockers::documents::{self, PlacePage};
use app::portal::look::place_href;
use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::ids::BankId;
use domain::lockers::{LockersPort, PlaceChange, PlaceView};
use domain::{Error, Outcome, RefusalCode};
use serde::Deserialize;

use crate::web::here::{page, refused_status, see_other};
use crate::web::{Signed, Typed, Web};

/// All of them.
pub(super) fn routes() -> Router<Web> {
    Router::new().route("/{lang}/manager/banks/{id}/place", get(show).post(save))
}

fn port(signed: &Signed) -> &dyn LockersPort {
    signed.web.services.lockers.as_ref()
}

fn id_of(text: &str) -> Outcome<BankId> {
    Ok(text.parse().map_err(|_| RefusalCode::NotFound)?)
}

async fn kept(signed: &Signed, id: &str) -> Outcome<PlaceView> {
    port(signed).place(signed.actor(), id_of(id)?).await
}

/// What became of the last try, after a redirect.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Done {
    done: String,
}

async fn show(
    signed: Signed,
    Path((_, id)): Path<(String, String)>,
    done: Result<Query<Done>, QueryRejection>,
) -> Response {
    match kept(&signed, &id).await {
        Ok(view) => {
            let shown = PlacePage {
                view: &view,
                form: &PlaceChange::from(&view),
                refusal: None,
                saved: done.is_ok_and(|done| done.0.done == "saved"),
            };
            page(
                StatusCode::OK,
                documents::place(&signed.frame(), &signed.profile, shown),
            )
        }
        Err(error) => signed.failed(&error),
    }
}

async fn save(signed: Signed, Path((_, id)): Path<(String, String)>, Typed(sent): Typed<PlaceChange>) -> Response {
    let saved = async {
        let bank = id_of(&id)?;
        // A form that could not be read must not look as if all was left empty.
        if sent.version.is_empty() {
            return Err(RefusalCode::TooLong.into());
        }
        port(&signed).correct_place(signed.actor(), bank, sent.clone()).await?;
        Ok(bank)
    };
    match saved.await {
        Ok(bank) => see_other(&[&place_href(signed.seen.locale, bank), "?done=saved"].concat()),
        Err(error) => refused(&signed, &id, sent, &error).await,
    }
}

/// The page again with why nothing was saved; another page where the bank is none of theirs, or the house is out of order.
async fn refused(signed: &Signed, id: &str, mut form: PlaceChange, error: &Error) -> Response {
    let elsewhere = match error {
        Error::Refused(refusal) => matches!(
            refusal.code,
            RefusalCode::NotFound | RefusalCode::NotAllowed | RefusalCode::SignInFirst
        ),
        Error::Failed(_) => true,
    };
    if elsewhere {
        return signed.failed(error);
    }
    let view = match kept(signed, id).await {
        Ok(view) => view,
        Err(error) => return signed.failed(&error),
    };
    if form.version.is_empty() {
        form = PlaceChange::from(&view);
    } else if error.is(RefusalCode::Changed) {
        // The page shows what somebody else saved: whoever saves over it from here on knows it.
        form.version = view.version.to_string();
    }
    let shown = PlacePage {
        view: &view,
        form: &form,
        refusal: Some(error),
        saved: false,
    };
    page(
        refused_status(error),
        documents::place(&signed.frame(), &signed.profile, shown),
    )
}
