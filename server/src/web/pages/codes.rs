//! In which form the codes of a bank are made, for its manager.

use app::custody::documents::{self, CodesPage};
use app::portal::look::codes_href;
use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::custody::CustodyPort;
use domain::ids::BankId;
use domain::{Error, Outcome, RefusalCode};
use serde::Deserialize;

use crate::web::here::{page, refused_status, see_other};
use crate::web::{Signed, Typed, Web};

/// All of them.
pub(super) fn routes() -> Router<Web> {
    Router::new().route("/{lang}/manager/codes/{bank}", get(show).post(choose))
}

fn port(signed: &Signed) -> &dyn CustodyPort {
    signed.web.services.custody.as_ref()
}

fn id_of(text: &str) -> Outcome<BankId> {
    Ok(text.parse().map_err(|_| RefusalCode::NotFound)?)
}

/// What was done just now.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Done {
    done: String,
}

async fn show(
    signed: Signed,
    Path((_, bank)): Path<(String, String)>,
    done: Result<Query<Done>, QueryRejection>,
) -> Response {
    let saved = done.is_ok_and(|done| done.0.done == "saved");
    shown(&signed, &bank, None, saved).await
}

async fn shown(signed: &Signed, bank: &str, refusal: Option<&Error>, saved: bool) -> Response {
    let kept = async { port(signed).codes(signed.actor(), id_of(bank)?).await };
    match kept.await {
        Ok(view) => {
            let status = refusal.map_or(StatusCode::OK, refused_status);
            let view = &view;
            let shown = CodesPage { view, refusal, saved };
            page(status, documents::codes(&signed.frame(), &signed.profile, shown))
        }
        Err(error) => signed.failed(&error),
    }
}

/// The form, as chosen.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Chosen {
    form: String,
}

async fn choose(signed: Signed, Path((_, bank)): Path<(String, String)>, Typed(chosen): Typed<Chosen>) -> Response {
    let done = async {
        let id = id_of(&bank)?;
        port(&signed).set_codes(signed.actor(), id, &chosen.form).await?;
        Ok::<_, Error>(id)
    };
    match done.await {
        Ok(id) => see_other(&[codes_href(signed.seen.locale, id).as_str(), "?done=saved"].concat()),
        Err(error) if error.is(RefusalCode::Form) => shown(&signed, &bank, Some(&error), false).await,
        Err(error) => signed.failed(&error),
    }
}
