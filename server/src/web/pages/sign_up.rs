//! Owners sign up and get new passwords by mail. A link's secret leaves the address at once.

use app::site::{self, ConfirmPage};
use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::accounts::Secret;
use domain::accounts::owners::{ConfirmSignUp, Forgotten, OwnersPort, ResetPassword, SignUp};
use domain::{Error, Locale, Outcome, RefusalCode};
use serde::Deserialize;

use super::entrance::{begin, enter};
use crate::web::cookies::Cookie;
use crate::web::here::{AtBureau, page, refused_status, see_other};
use crate::web::{Here, Typed, Web, next};

/// All of them.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/{lang}/sign-up", get(show).post(ask))
        .route("/{lang}/sign-up/sent", get(sent))
        .route("/{lang}/confirm", get(confirm_form).post(confirm))
        .route("/{lang}/confirm/{secret}", get(follow_confirm))
        .route("/{lang}/forgotten", get(forgotten_form).post(forgotten))
        .route("/{lang}/forgotten/sent", get(forgotten_sent))
        .route("/{lang}/reset", get(reset_form).post(reset))
        .route("/{lang}/reset/{secret}", get(follow_reset))
        .route("/{lang}/new-address", get(address_form).post(address))
        .route("/{lang}/new-address/{secret}", get(follow_address))
}

fn port(here: &Here) -> &dyn OwnersPort {
    here.web.services.owners.as_ref()
}

/// Where to go afterwards.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Wish {
    next: String,
}

/// An address as typed.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Address {
    email: String,
    next: String,
}

/// Name, telephone and password as typed.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Beginning {
    name: String,
    phone: String,
    password: String,
}

async fn show(AtBureau(here): AtBureau, wish: Result<Query<Wish>, QueryRejection>) -> Response {
    let wish = wish.map(|query| query.0.next).unwrap_or_default();
    let next = next::local(&wish).unwrap_or_default();
    page(StatusCode::OK, site::sign_up(&here.frame(), "", next, None))
}

async fn ask(AtBureau(here): AtBureau, Typed(form): Typed<Address>) -> Response {
    let next = next::local(&form.next);
    let request = SignUp {
        email: form.email.clone(),
        locale: here.seen.locale,
        return_to: next.map(str::to_owned),
        address: here.seen.visitor.to_string(),
    };
    match port(&here).sign_up(&here.visitor(), request).await {
        Ok(()) => see_other(&here.to("/sign-up/sent")),
        Err(error @ Error::Refused(_)) => {
            let html = site::sign_up(&here.frame(), &form.email, next.unwrap_or_default(), Some(&error));
            page(refused_status(&error), html)
        }
        Err(error) => here.failed(&error),
    }
}

async fn sent(AtBureau(here): AtBureau) -> Response {
    page(StatusCode::OK, site::mail_sent(&here.frame(), "/sign-up"))
}

async fn forgotten_sent(here: Here) -> Response {
    page(StatusCode::OK, site::mail_sent(&here.frame(), "/forgotten"))
}

/// Keeps the secret in a cookie and leads to the clean address, if it opens something.
fn kept<T>(here: &Here, looked: Outcome<T>, secret: &str, path: &str) -> Response {
    match looked {
        Ok(_) => here.with_cookie(see_other(&here.to(path)), Cookie::Link, secret),
        Err(error) => here.failed(&error),
    }
}

fn secret(here: &Here) -> Result<Secret, Error> {
    let secret = here.cookie(Cookie::Link).map(Secret::new);
    Ok(secret.ok_or(RefusalCode::LinkExpired)?)
}

fn spent(here: &Here, error: &Error) -> Response {
    here.without_cookie(here.failed(error), Cookie::Link)
}

async fn follow_confirm(AtBureau(here): AtBureau, Path((_, secret)): Path<(String, String)>) -> Response {
    let looked = port(&here)
        .open_sign_up(&here.visitor(), &Secret::new(secret.as_str()))
        .await;
    kept(&here, looked, &secret, "/confirm")
}

async fn follow_reset(here: Here, Path((_, secret)): Path<(String, String)>) -> Response {
    let looked = port(&here)
        .open_reset(&here.visitor(), &Secret::new(secret.as_str()))
        .await;
    kept(&here, looked, &secret, "/reset")
}

async fn follow_address(here: Here, Path((_, secret)): Path<(String, String)>) -> Response {
    let looked = port(&here)
        .open_email(&here.visitor(), &Secret::new(secret.as_str()))
        .await;
    kept(&here, looked, &secret, "/new-address")
}

async fn confirm_form(AtBureau(here): AtBureau) -> Response {
    let open = async { port(&here).open_sign_up(&here.visitor(), &secret(&here)?).await };
    match open.await {
        Ok(open) => {
            let what = ConfirmPage {
                open: &open,
                name: &open.name,
                phone: "",
                refusal: None,
            };
            page(StatusCode::OK, site::confirm_sign_up(&here.frame(), what))
        }
        Err(error) => spent(&here, &error),
    }
}

/// Where the speakers of a language mostly live; the settings have the true one.
const fn likely_time_zone(locale: Locale) -> &'static str {
    match locale {
        Locale::En => "UTC",
        Locale::Ro => "Europe/Bucharest",
        Locale::Ru => "Europe/Moscow",
        Locale::Zh => "Asia/Shanghai",
    }
}

async fn confirm(AtBureau(here): AtBureau, Typed(form): Typed<Beginning>) -> Response {
    let open = async {
        let secret = secret(&here)?;
        let open = port(&here).open_sign_up(&here.visitor(), &secret).await?;
        Ok::<_, Error>((secret, open))
    };
    let (secret, open) = match open.await {
        Ok(found) => found,
        Err(error) => return spent(&here, &error),
    };
    let request = ConfirmSignUp {
        secret,
        name: form.name.clone(),
        phone: form.phone.clone(),
        time_zone: likely_time_zone(here.seen.locale).to_owned(),
        password: form.password,
        address: here.seen.visitor.to_string(),
        device: here.device(),
    };
    match port(&here).confirm_sign_up(&here.visitor(), request).await {
        Ok(welcome) => {
            let to = welcome.return_to.as_deref().and_then(next::local).unwrap_or_default();
            here.without_cookie(begin(&here, &welcome.session, to), Cookie::Link)
        }
        Err(error) if error.is(RefusalCode::Form) => {
            let what = ConfirmPage {
                open: &open,
                name: &form.name,
                phone: &form.phone,
                refusal: Some(&error),
            };
            page(refused_status(&error), site::confirm_sign_up(&here.frame(), what))
        }
        Err(error) => spent(&here, &error),
    }
}

async fn forgotten_form(here: Here) -> Response {
    page(StatusCode::OK, site::forgotten(&here.frame(), "", None))
}

async fn forgotten(here: Here, Typed(form): Typed<Address>) -> Response {
    let request = Forgotten {
        email: form.email.clone(),
        locale: here.seen.locale,
        address: here.seen.visitor.to_string(),
    };
    match port(&here).forgotten(&here.visitor(), request).await {
        Ok(()) => see_other(&here.to("/forgotten/sent")),
        Err(error @ Error::Refused(_)) => page(
            refused_status(&error),
            site::forgotten(&here.frame(), &form.email, Some(&error)),
        ),
        Err(error) => here.failed(&error),
    }
}

async fn reset_form(here: Here) -> Response {
    let open = async { port(&here).open_reset(&here.visitor(), &secret(&here)?).await };
    match open.await {
        Ok(open) => page(StatusCode::OK, site::reset_password(&here.frame(), &open.email, None)),
        Err(error) => spent(&here, &error),
    }
}

async fn reset(here: Here, Typed(form): Typed<Beginning>) -> Response {
    let open = async {
        let secret = secret(&here)?;
        let open = port(&here).open_reset(&here.visitor(), &secret).await?;
        Ok::<_, Error>((secret, open))
    };
    let (secret, open) = match open.await {
        Ok(found) => found,
        Err(error) => return spent(&here, &error),
    };
    let request = ResetPassword {
        secret,
        password: form.password,
        address: here.seen.visitor.to_string(),
        device: here.device(),
    };
    match port(&here).reset_password(&here.visitor(), request).await {
        Ok(entered) => here.without_cookie(enter(&here, &entered, ""), Cookie::Link),
        Err(error) if error.is(RefusalCode::Form) => page(
            refused_status(&error),
            site::reset_password(&here.frame(), &open.email, Some(&error)),
        ),
        Err(error) => spent(&here, &error),
    }
}

async fn address_form(here: Here) -> Response {
    let open = async { port(&here).open_email(&here.visitor(), &secret(&here)?).await };
    match open.await {
        Ok(email) => page(StatusCode::OK, site::new_address(&here.frame(), &email, None)),
        Err(error) => spent(&here, &error),
    }
}

async fn address(here: Here) -> Response {
    let done = async { port(&here).confirm_email(&here.visitor(), &secret(&here)?).await };
    match done.await {
        Ok(()) => here.without_cookie(page(StatusCode::OK, site::address_done(&here.frame())), Cookie::Link),
        Err(error) => spent(&here, &error),
    }
}
