//! The demo's own pages: roles, addresses, the captured inbox, and the way to a kiosk.

use app::site::{self, DemoLogin};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use backend::demo::PASSWORD;
use backend::house::moment;
use domain::accounts::{Actor, Role};
use domain::ids::{BankId, NoticeId};
use domain::{Error, FaultKind, Outcome, RefusalCode};
use serde::Deserialize;

use super::bank_pages;
use super::stage::{Curtain, Stage};
use crate::web::cookies::Cookie;
use crate::web::{DemoRoutes, Here, Typed};

/// A mail may do nothing but be read: it stands in a frame of ours, and only its pictures and its style count.
const MAIL_POLICY: &str = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'; \
    sandbox allow-popups allow-popups-to-escape-sandbox";

/// Whoever came before the demo was furnished is shown in again after so many seconds: the page says so, too.
const ASK_AGAIN: &str = "3";

/// All of them.
pub(super) fn routes(curtain: Curtain) -> DemoRoutes {
    Router::new()
        .route("/{lang}/demo", get(show).post(sign_in))
        .route("/{lang}/demo/sign-in", post(sign_in))
        .route("/{lang}/demo/kiosk", post(kiosk))
        .route("/{lang}/demo/inbox", get(inbox))
        .route("/{lang}/demo/inbox/{id}", get(message))
        .route("/{lang}/demo/inbox/{id}/html", get(mail))
        .merge(bank_pages::routes())
        .layer(Extension(curtain))
}

/// The stage, once the curtain is up.
pub(super) fn stage(curtain: &Curtain) -> Outcome<&Stage> {
    curtain.get().ok_or(Error::Failed(FaultKind::Unavailable))
}

/// The page, or the page for what went wrong.
pub(super) fn answer(here: &Here, html: Outcome<String>) -> Response {
    match html {
        Ok(html) => Html(html).into_response(),
        Err(error) => here.failed(&error),
    }
}

async fn show(here: Here, Extension(curtain): Extension<Curtain>) -> Response {
    let Some(stage) = curtain.get() else {
        return being_set_up(&here);
    };
    let html = async {
        let logins: Vec<DemoLogin<'_>> = stage
            .people
            .iter()
            .map(|person| DemoLogin {
                role: person.role,
                name: person.name,
                email: person.email,
                password: PASSWORD,
            })
            .collect();
        let banks = here.web.services.lockers.public_banks().await?;
        Ok(site::demo(&here.frame(), &logins, &banks))
    };
    let html = html.await;
    answer(&here, html)
}

/// The demo answers from its first moment on; until it is furnished, whoever waits need not press anything.
fn being_set_up(here: &Here) -> Response {
    let soon = HeaderValue::from_static(ASK_AGAIN);
    let headers = [
        (header::RETRY_AFTER, soon.clone()),
        (header::REFRESH, soon),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    let html = site::being_set_up(&here.frame());
    (StatusCode::SERVICE_UNAVAILABLE, headers, Html(html)).into_response()
}

/// A form with a role.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Chosen {
    role: String,
}

async fn sign_in(here: Here, Typed(form): Typed<Chosen>) -> Response {
    let opened = async {
        let role = Role::from_wire(&form.role).ok_or(RefusalCode::NotFound)?;
        let address = here.seen.visitor.to_string();
        here.web
            .services
            .accounts
            .sign_in_demo(&here.visitor(), role, &address, &here.device())
            .await
    };
    match opened.await {
        Ok(opened) => {
            let work = site::workplace(here.seen.locale, &opened.profile);
            here.with_cookie(
                Redirect::to(&work).into_response(),
                Cookie::Session,
                opened.secret.expose(),
            )
        }
        Err(error) => here.failed(&error),
    }
}

/// A form with a bank.
#[derive(Default, Deserialize)]
#[serde(default)]
struct AtBank {
    bank: String,
}

/// This browser becomes the kiosk of a bank: a manager's part and the screen's part in one click.
async fn kiosk(here: Here, Typed(form): Typed<AtBank>) -> Response {
    let paired = async {
        let bank: BankId = form.bank.parse().map_err(|_| RefusalCode::NotFound)?;
        let lockers = &here.web.services.lockers;
        let code = lockers.pairing_code(&Actor::House, bank).await?;
        lockers.pair_kiosk(&here.visitor(), &code).await
    };
    match paired.await {
        Ok((bank, secret)) => {
            let to = Redirect::to(&format!("/kiosk/{bank}")).into_response();
            here.with_cookie(to, Cookie::Kiosk, secret.expose())
        }
        Err(error) => here.failed(&error),
    }
}

/// How far back.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Back {
    page: u16,
}

async fn inbox(here: Here, back: Result<Query<Back>, QueryRejection>) -> Response {
    let now = moment("UTC", here.web.house.now());
    let page = back.map_or(0, |back| back.0.page);
    let html = here.web.services.notices.captured(&Actor::House, page).await;
    let html = html.map(|messages| site::demo_inbox(&here.frame(), &messages, page, now));
    answer(&here, html)
}

async fn message(here: Here, Path((_, id)): Path<(String, String)>) -> Response {
    let html = captured(&here, &id)
        .await
        .map(|message| site::demo_message(&here.frame(), &message));
    answer(&here, html)
}

async fn mail(here: Here, Path((_, id)): Path<(String, String)>) -> Response {
    let html = captured(&here, &id)
        .await
        .and_then(|message| Ok(message.html.ok_or(RefusalCode::NotFound)?));
    match html {
        Ok(html) => {
            let headers = [
                (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(MAIL_POLICY)),
                (
                    HeaderName::from_static("x-frame-options"),
                    HeaderValue::from_static("SAMEORIGIN"),
                ),
            ];
            (StatusCode::OK, headers, Html(html)).into_response()
        }
        Err(error) => here.failed(&error),
    }
}

async fn captured(here: &Here, id: &str) -> Outcome<domain::notices::CapturedView> {
    let id: NoticeId = id.parse().map_err(|_| RefusalCode::NotFound)?;
    here.web.services.notices.captured_one(&Actor::House, id).await
}
