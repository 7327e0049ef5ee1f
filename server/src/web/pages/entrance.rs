//! Sign-in and sign-out of staff.

use app::portal::look::second_step_href;
use app::site;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::http::StatusCode;
use axum::response::Response;
use domain::Error;
use domain::accounts::{Entered, OpenedSession, Password, Secret, SignIn};
use serde::Deserialize;

use crate::web::audit::Noted;
use crate::web::cookies::Cookie;
use crate::web::here::{page, refused_status, see_other};
use crate::web::{Here, Typed, next};

/// Where to go afterwards.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Wish {
    next: String,
}

/// The form as typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct SignInForm {
    email: String,
    password: String,
    next: String,
}

/// The form; whoever is signed in goes on at once.
pub(super) async fn show(here: Here, wish: Result<Query<Wish>, QueryRejection>) -> Response {
    let wish = wish.map(|query| query.0.next).unwrap_or_default();
    let next = next::local(&wish).unwrap_or_default();
    if here.asking.setting_up.is_some() {
        return see_other(&second_step_href(here.seen.locale));
    }
    match &here.asking.profile {
        Some(profile) if next.is_empty() => see_other(&site::workplace(here.seen.locale, profile)),
        Some(_) => see_other(next),
        None => page(StatusCode::OK, site::sign_in(&here.frame(), "", next, None)),
    }
}

/// Opens a session.
pub(super) async fn sign_in(here: Here, Typed(form): Typed<SignInForm>) -> Response {
    let next = next::local(&form.next).unwrap_or_default();
    let request = SignIn {
        email: form.email.clone(),
        password: Password::typed(form.password),
        address: here.seen.visitor.to_string(),
        device: here.device(),
    };
    match here.web.services.accounts.sign_in(&here.visitor(), request).await {
        Ok(entered) => enter(&here, &entered, next),
        Err(error @ Error::Refused(_)) => {
            let html = site::sign_in(&here.frame(), &form.email, next, Some(&error));
            page(refused_status(&error), html)
        }
        Err(error) => here.failed(&error),
    }
}

/// The password was right: signed in, or on to the second step.
pub(super) fn enter(here: &Here, entered: &Entered, next: &str) -> Response {
    match entered {
        Entered::Open(opened) => begin(here, opened, next),
        Entered::Half(half) => half_way(here, half, next),
    }
}

/// On to the second step. Nothing is done yet that the audit could tell of.
fn half_way(here: &Here, half: &Secret, next: &str) -> Response {
    let code = here.to("/sign-in/code");
    let to = match next {
        "" => code,
        // It is plain: `next::local` let it through.
        next => [code.as_str(), "?next=", &next.replace('&', "%26")].concat(),
    };
    let mut answer = here.with_cookie(see_other(&to), Cookie::HalfSession, half.expose());
    answer.extensions_mut().insert(Noted::NotYet);
    answer
}

/// Signed in: the cookie, and on to `next` or to where this person works; or first to the set-up of a second step.
pub(super) fn begin(here: &Here, opened: &OpenedSession, next: &str) -> Response {
    let locale = here.seen.locale;
    let to = if opened.confined {
        second_step_href(locale)
    } else if next.is_empty() {
        site::workplace(locale, &opened.profile)
    } else {
        next.to_owned()
    };
    here.with_cookie(see_other(&to), Cookie::Session, opened.secret.expose())
}

/// Ends the session that asks, and goes on to `next` if there is one. Nobody signed in is as good as signed out.
pub(super) async fn sign_out(here: Here, Typed(wish): Typed<Wish>) -> Response {
    let asking = &here.asking;
    let confined = asking.setting_up.as_ref().map(|(actor, _)| actor);
    if let Some(actor) = confined.or(asking.profile.as_ref().map(|_| &asking.actor))
        && let Err(error @ Error::Failed(_)) = here.web.services.accounts.sign_out(actor).await
    {
        return here.failed(&error);
    }
    let home = here.to("/");
    let to = next::local(&wish.next).unwrap_or(&home);
    here.without_cookie(see_other(to), Cookie::Session)
}
