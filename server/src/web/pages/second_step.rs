//! The second step: of a sign-in, and one's own. Whoever must set it up before anything else gets in here and nowhere else.

use std::ops::Deref;

use app::accounts::documents::{self, CodePage, OwnStepPage, StepMatter, StepReader};
use app::documents::not_here;
use app::portal::look::{second_step_href, sign_in_href};
use app::site;
use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{FromRequestParts, Query};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::get;
use domain::accounts::second_step::{BeginSecondStep, FinishSignIn, ProveSecondStep, SecondStepPort};
use domain::accounts::{Actor, Password, Profile, Secret};
use domain::audit::Act;
use domain::{Error, Outcome, RefusalCode};
use serde::Deserialize;

use super::entrance::begin as begin_session;
use crate::web::audit::Noted;
use crate::web::cookies::Cookie;
use crate::web::here::{page, refused_status, see_other};
use crate::web::{Here, Typed, Web, next};

/// All of them.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/{lang}/sign-in/code", get(ask).post(finish))
        .route("/{lang}/account/second-step", get(show))
        .route("/{lang}/account/second-step/begin", get(show).post(begin))
        .route("/{lang}/account/second-step/set-up", get(set_up).post(confirm))
        .route("/{lang}/account/second-step/codes", get(show).post(codes))
        .route("/{lang}/account/second-step/off", get(show).post(turn_off))
}

fn port(here: &Here) -> &dyn SecondStepPort {
    here.web.services.second_step.as_ref()
}

/// Where to go after the sign-in.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Wish {
    pub(super) next: String,
}

/// The second step of a sign-in, as typed.
#[derive(Default, Deserialize)]
#[serde(default)]
struct CodeForm {
    code: String,
    recovery: String,
    next: String,
}

/// The half of a sign-in that this browser holds.
pub(super) fn half(here: &Here) -> Outcome<Secret> {
    Ok(here
        .cookie(Cookie::HalfSession)
        .map(Secret::new)
        .ok_or(RefusalCode::SecondStepOver)?)
}

/// Back to the password, saying why.
pub(super) fn over(here: &Here, next: &str, error: &Error) -> Response {
    let html = site::sign_in(&here.frame(), "", next, Some(error));
    here.without_cookie(page(refused_status(error), html), Cookie::HalfSession)
}

pub(super) async fn ask(here: Here, wish: Result<Query<Wish>, QueryRejection>) -> Response {
    let wish = wish.map(|query| query.0.next).unwrap_or_default();
    let next = next::local(&wish).unwrap_or_default();
    if here.asking.profile.is_some() || here.asking.setting_up.is_some() {
        return see_other(&here.to("/sign-in"));
    }
    show_code(&here, next, false, None).await
}

/// The page that asks for the second step, with all that counts for whoever gave the password.
pub(super) async fn show_code(here: &Here, next: &str, by_recovery: bool, refusal: Option<&Error>) -> Response {
    let waits = async { port(here).awaited(&here.visitor(), &half(here)?).await };
    match waits.await {
        Ok(awaited) => {
            let what = CodePage {
                next,
                digits: awaited.digits,
                passkey: awaited.passkey.as_deref(),
                by_recovery,
                refusal,
            };
            let status = refusal.map_or(StatusCode::OK, refused_status);
            page(status, documents::step_code(&here.frame(), what))
        }
        Err(Error::Refused(_)) => here.without_cookie(see_other(&here.to("/sign-in")), Cookie::HalfSession),
        Err(error) => here.failed(&error),
    }
}

async fn finish(here: Here, Typed(form): Typed<CodeForm>) -> Response {
    let next = next::local(&form.next).unwrap_or_default();
    let by_recovery = form.code.trim().is_empty() && !form.recovery.trim().is_empty();
    let code = if by_recovery { &form.recovery } else { &form.code };
    let done = async {
        let request = FinishSignIn {
            half: half(&here)?,
            code: code.clone(),
            address: here.seen.visitor.to_string(),
            device: here.device(),
        };
        port(&here).finish(&here.visitor(), request).await
    };
    match done.await {
        Ok(finished) => {
            let mut answer = begin_session(&here, &finished.session, next);
            if finished.recovery_left.is_some() {
                answer.extensions_mut().insert(Noted::Also(Act::RecoveryUsed));
            }
            here.without_cookie(answer, Cookie::HalfSession)
        }
        Err(error) if error.is(RefusalCode::SecondStepOver) => over(&here, next, &error),
        Err(error @ Error::Refused(_)) => show_code(&here, next, by_recovery, Some(&error)).await,
        Err(error) => here.failed(&error),
    }
}

/// Whoever may see to their own second step: signed in, or on the way there.
pub(super) struct Seated {
    here: Here,
    pub(super) actor: Actor,
    pub(super) profile: Profile,
    confined: bool,
}

impl FromRequestParts<Web> for Seated {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        let path = parts.uri.path().to_owned();
        let here = Here::from_request_parts(parts, web).await?;
        let asking = here.asking.clone();
        let confined = asking.setting_up.is_some();
        let signed_in = asking.profile.map(|profile| (asking.actor, profile));
        match asking.setting_up.or(signed_in) {
            Some((actor, profile)) => Ok(Self {
                here,
                actor,
                profile,
                confined,
            }),
            None => Err(see_other(&sign_in_href(here.seen.locale, &path))),
        }
    }
}

impl Deref for Seated {
    type Target = Here;

    fn deref(&self) -> &Here {
        &self.here
    }
}

impl Seated {
    pub(super) const fn reader(&self) -> StepReader<'_> {
        StepReader {
            profile: &self.profile,
            confined: self.confined,
        }
    }

    /// The page for an error that is no matter of a form.
    pub(super) fn failed(&self, error: &Error) -> Response {
        match error {
            Error::Refused(refusal) if refusal.code == RefusalCode::WrongState => {
                see_other(&second_step_href(self.seen.locale))
            }
            Error::Refused(refusal) if refusal.code == RefusalCode::NotAllowed => {
                page(StatusCode::NOT_FOUND, not_here(&self.frame(), &self.profile))
            }
            _ => self.here.failed(error),
        }
    }
}

/// What was done just now.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Done {
    pub(super) done: String,
}

async fn show(seated: Seated, done: Result<Query<Done>, QueryRejection>) -> Response {
    let done = done.map(|query| query.0.done).unwrap_or_default();
    own(&seated, None, done == "off").await
}

/// The page of one's own second step, with what was refused.
async fn own(seated: &Seated, refusal: Option<(StepMatter, &Error)>, turned_off: bool) -> Response {
    match port(seated).own(&seated.actor).await {
        Ok(view) => {
            let status = refusal.map_or(StatusCode::OK, |(_, error)| refused_status(error));
            let what = OwnStepPage {
                view: &view,
                refusal,
                turned_off,
            };
            page(status, documents::own_step(&seated.frame(), seated.reader(), what))
        }
        Err(error) => seated.failed(&error),
    }
}

/// Shows a refused form again; everything else has a page of its own.
async fn refused(seated: &Seated, matter: StepMatter, error: Error) -> Response {
    if error.is(RefusalCode::Form) {
        return own(seated, Some((matter, &error)), false).await;
    }
    seated.failed(&error)
}

/// Password and code as typed.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Proof {
    password: String,
    code: String,
}

impl From<Proof> for ProveSecondStep {
    fn from(typed: Proof) -> Self {
        Self {
            password: Password::typed(typed.password),
            code: typed.code,
        }
    }
}

async fn begin(seated: Seated, Typed(typed): Typed<Proof>) -> Response {
    let form = BeginSecondStep {
        password: Password::typed(typed.password),
        code: typed.code,
    };
    match port(&seated).begin(&seated.actor, form).await {
        Ok(()) => {
            let mut answer = see_other(&seated.to("/account/second-step/set-up"));
            // It counts with its first code.
            answer.extensions_mut().insert(Noted::NotYet);
            answer
        }
        Err(error) => refused(&seated, StepMatter::Begin, error).await,
    }
}

async fn set_up(seated: Seated) -> Response {
    secret(&seated, None).await
}

/// The page with the secret that waits for its first code.
async fn secret(seated: &Seated, refusal: Option<&Error>) -> Response {
    match port(seated).set_up(&seated.actor).await {
        Ok(set_up) => {
            let status = refusal.map_or(StatusCode::OK, refused_status);
            let html = documents::step_set_up(&seated.frame(), seated.reader(), &set_up, refusal);
            page(status, html)
        }
        Err(error) => seated.failed(&error),
    }
}

/// The recovery codes are shown in this very answer: nothing keeps them for a second one.
async fn confirm(seated: Seated, Typed(typed): Typed<Proof>) -> Response {
    match port(&seated).confirm(&seated.actor, &typed.code).await {
        Ok(on) => {
            let html = documents::step_codes(&seated.frame(), &seated.profile, &on.codes, true);
            seated.with_cookie(page(StatusCode::OK, html), Cookie::Session, on.session.expose())
        }
        Err(error) if error.is(RefusalCode::Form) => secret(&seated, Some(&error)).await,
        Err(error) => seated.failed(&error),
    }
}

async fn codes(seated: Seated, Typed(typed): Typed<Proof>) -> Response {
    match port(&seated).new_codes(&seated.actor, typed.into()).await {
        Ok(codes) => {
            let html = documents::step_codes(&seated.frame(), &seated.profile, &codes, false);
            page(StatusCode::OK, html)
        }
        Err(error) => refused(&seated, StepMatter::Codes, error).await,
    }
}

async fn turn_off(seated: Seated, Typed(typed): Typed<Proof>) -> Response {
    match port(&seated).turn_off(&seated.actor, typed.into()).await {
        Ok(()) => see_other(&[&second_step_href(seated.seen.locale), "?done=off"].concat()),
        Err(error) => refused(&seated, StepMatter::Off, error).await,
    }
}
