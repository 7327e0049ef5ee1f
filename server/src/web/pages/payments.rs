//! The payer's pages, the playing provider's page, and what providers tell on their own.

use app::payments::documents;
use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use domain::accounts::{Actor, Secret};
use domain::payments::{PayPage, PaymentsPort, Play};
use domain::{Error, RefusalCode};
use serde::Deserialize;

use crate::web::here::{page, refused_status, see_other};
use crate::web::{Here, PageKind, Typed, Web};

/// The payer's pages.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/pay/{link}", get(any))
        .route("/{lang}/pay/{link}", get(show).post(go))
        .route("/{lang}/pay/{link}/back", get(back))
        .route("/{lang}/pay/{link}/receipt", get(receipts))
        .route("/{lang}/pay/{link}/receipt/{number}", get(paper))
        .route("/{lang}/test-pay/{reference}", get(test_page).post(play))
}

/// Where providers speak. They are no people: no cookie, no language, no check of where the request came from.
pub(in crate::web) fn webhooks() -> Router<Web> {
    Router::new().route("/webhooks/{provider}", post(told))
}

fn port(here: &Here) -> &dyn PaymentsPort {
    here.web.services.payments.as_ref()
}

/// `/pay/{link}`: in the payer's own language.
async fn any(here: Here, Path(link): Path<String>) -> Response {
    match port(&here)
        .payer_locale(&here.asking.actor, &Secret::new(link.as_str()))
        .await
    {
        Ok(locale) => see_other(&["/", locale.code(), "/pay/", &link].concat()),
        Err(error) => here.failed(&error),
    }
}

fn shown(here: &Here, view: &PayPage, link: &str, refusal: Option<&Error>) -> Response {
    let status = refusal.map_or(StatusCode::OK, refused_status);
    let mut answer = page(status, documents::pay(&here.frame(), view, link, refusal));
    answer.extensions_mut().insert(PageKind::Pay);
    answer
}

async fn show(here: Here, Path((_, link)): Path<(String, String)>) -> Response {
    match port(&here)
        .pay_page(&here.asking.actor, &Secret::new(link.as_str()))
        .await
    {
        Ok(view) => shown(&here, &view, &link, None),
        Err(error) => here.failed(&error),
    }
}

/// To the provider's page. If there is nothing to pay any more, the page says so.
async fn go(here: Here, Path((_, link)): Path<(String, String)>) -> Response {
    let (actor, secret) = (&here.asking.actor, Secret::new(link.as_str()));
    let error = match port(&here).go_and_pay(actor, &secret, here.seen.locale).await {
        Ok(url) => return see_other(&url),
        Err(error) if error.is(RefusalCode::WrongState) => {
            return see_other(&here.to(&["/pay/", &link].concat()));
        }
        Err(error) => error,
    };
    match port(&here).pay_page(actor, &secret).await {
        Ok(view) => shown(&here, &view, &link, Some(&error)),
        Err(error) => here.failed(&error),
    }
}

/// The payer comes back from the provider's page: asked once, then on the clean page, which may be loaded again.
async fn back(here: Here, Path((_, link)): Path<(String, String)>) -> Response {
    match port(&here)
        .came_back(&here.asking.actor, &Secret::new(link.as_str()))
        .await
    {
        Ok(_) => see_other(&here.to(&["/pay/", &link].concat())),
        Err(error) => here.failed(&error),
    }
}

async fn receipts(here: Here, Path((_, link)): Path<(String, String)>) -> Response {
    match port(&here)
        .receipts(&here.asking.actor, &Secret::new(link.as_str()))
        .await
    {
        Ok(all) => page(StatusCode::OK, documents::receipts(&here.frame(), &all, &link)),
        Err(error) => here.failed(&error),
    }
}

async fn paper(here: Here, Path((_, link, file)): Path<(String, String, String)>) -> Response {
    let Some(number) = file.strip_suffix(".pdf") else {
        return here.failed(&RefusalCode::NotFound.into());
    };
    let (actor, secret) = (&here.asking.actor, Secret::new(link.as_str()));
    match port(&here)
        .receipt_paper(actor, &secret, number, here.seen.locale)
        .await
    {
        Ok(paper) => pdf(paper, number),
        Err(error) => here.failed(&error),
    }
}

/// A paper, shown by the browser, with a name for whoever keeps it.
pub(super) fn pdf(paper: Vec<u8>, name: &str) -> Response {
    // Numbers of receipts are digits and a dash: nothing in them can end the header.
    let name = ["inline; filename=\"", name, ".pdf\""].concat();
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    (headers, paper).into_response()
}

async fn test_page(here: Here, Path((_, reference)): Path<(String, String)>) -> Response {
    let Some(test) = &here.web.services.test_pay else {
        return here.failed(&RefusalCode::NotFound.into());
    };
    match test.page(&here.asking.actor, &reference).await {
        Ok(view) => page(StatusCode::OK, documents::test_pay(&here.frame(), &view, &reference)),
        Err(error) => here.failed(&error),
    }
}

/// Which button was pressed.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Pressed {
    play: String,
}

async fn play(here: Here, Path((_, reference)): Path<(String, String)>, Typed(pressed): Typed<Pressed>) -> Response {
    let Some(test) = &here.web.services.test_pay else {
        return here.failed(&RefusalCode::NotFound.into());
    };
    let again = here.to(&["/test-pay/", &reference].concat());
    let Some(what) = Play::from_wire(&pressed.play) else {
        return see_other(&again);
    };
    match test.play(&here.asking.actor, &reference, what).await {
        Ok(back) => see_other(&back),
        Err(error) => here.failed(&error),
    }
}

/// A provider's word. 200: taken, known, or of no interest. 400: forged. 503: say it again.
async fn told(
    State(web): State<Web>,
    provider: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let Ok(Path(provider)) = provider else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let signature = ["stripe-signature", "cloakroom-signature"]
        .iter()
        .find_map(|name| headers.get(*name).and_then(|value| value.to_str().ok()))
        .unwrap_or_default();
    let actor = Actor::Visitor { address: String::new() };
    match web
        .services
        .payments
        .provider_says(&actor, &provider, &body, signature)
        .await
    {
        Ok(true) => StatusCode::OK.into_response(),
        Ok(false) => StatusCode::BAD_REQUEST.into_response(),
        Err(Error::Refused(_)) => StatusCode::NOT_FOUND.into_response(),
        Err(Error::Failed(_)) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}
