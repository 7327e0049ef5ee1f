//! Passkeys: one's own, and signing in with one. Whoever must set up a second step before anything else gets in here, too.

use app::accounts::documents::{self, DoorPage, PasskeyMatter, PasskeysPage};
use axum::Router;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::accounts::second_step::{
    BeginPasskey, FinishedSignIn, PasskeyEntered, PasskeySignIn, RemovePasskey, SecondStepPort,
};
use domain::accounts::{Password, Secret};
use domain::audit::Act;
use domain::ids::{PasskeyId, PersonId};
use domain::{Error, Outcome, RefusalCode};
use serde::Deserialize;

use super::entrance::begin as begin_session;
use super::second_step::{Done, Seated, Wish, ask as code, half, over, show_code};
use crate::web::audit::{Noted, NotedThings};
use crate::web::cookies::Cookie;
use crate::web::here::{page, refused_status, see_other};
use crate::web::{Here, Typed, Web, next};

/// All of them.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/{lang}/sign-in/code/passkey", get(code).post(finish))
        .route("/{lang}/sign-in/passkey", get(door).post(enter))
        .route("/{lang}/sign-in/passkey/begin", get(door).post(ask))
        .route("/{lang}/account/passkeys", get(show))
        .route("/{lang}/account/passkeys/begin", get(show).post(begin))
        .route("/{lang}/account/passkeys/new", get(make).post(keep))
        .route("/{lang}/account/passkeys/remove", get(show).post(remove))
}

fn port(here: &Here) -> &dyn SecondStepPort {
    here.web.services.second_step.as_ref()
}

/// What the browser answered.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Answered {
    answer: String,
    next: String,
}

fn sign_in(here: &Here, secret: Secret, form: &Answered) -> PasskeySignIn {
    PasskeySignIn {
        secret,
        answer: form.answer.clone(),
        address: here.seen.visitor.to_string(),
        device: here.device(),
    }
}

/// Signed in, and the cookie of the way there is gone.
fn inside(here: &Here, finished: &FinishedSignIn, next: &str, cookie: Cookie) -> Response {
    here.without_cookie(begin_session(here, &finished.session, next), cookie)
}

/// A copy of a passkey was shown: the audit tells whose.
fn copied(mut answer: Response, of: PersonId) -> Response {
    let noted = answer.extensions_mut();
    noted.insert(Noted::Also(Act::PasskeyCopied));
    noted.insert(NotedThings(vec![of.to_string()]));
    answer
}

/// The second step by passkey.
async fn finish(here: Here, Typed(form): Typed<Answered>) -> Response {
    let next = next::local(&form.next).unwrap_or_default();
    let done = async {
        let secret = half(&here)?;
        port(&here)
            .finish_by_passkey(&here.visitor(), sign_in(&here, secret, &form))
            .await
    };
    match done.await {
        Ok(PasskeyEntered::In(finished)) => inside(&here, &finished, next, Cookie::HalfSession),
        Ok(PasskeyEntered::Copied(person)) => {
            let error = Error::from(RefusalCode::PasskeyCopied);
            let shown = show_code(&here, next, false, Some(&error)).await;
            // The last try: nothing is awaited any more.
            let answer = if shown.status().is_redirection() {
                over(&here, next, &error)
            } else {
                shown
            };
            copied(answer, person)
        }
        Err(error) if error.is(RefusalCode::SecondStepOver) => over(&here, next, &error),
        Err(error @ Error::Refused(_)) => show_code(&here, next, false, Some(&error)).await,
        Err(error) => here.failed(&error),
    }
}

/// The page of a sign-in by passkey alone: with the question, if this browser was asked one.
async fn door(here: Here, wish: Result<Query<Wish>, QueryRejection>) -> Response {
    let wish = wish.map(|query| query.0.next).unwrap_or_default();
    let next = next::local(&wish).unwrap_or_default();
    if here.asking.profile.is_some() || here.asking.setting_up.is_some() {
        return see_other(&here.to("/sign-in"));
    }
    let asked = match here.cookie(Cookie::Passkey).map(Secret::new) {
        Some(secret) => port(&here).passkey_asked(&here.visitor(), &secret).await.map(Some),
        None => Ok(None),
    };
    match asked {
        Ok(options) => show_door(&here, next, options.as_deref(), None),
        // Too old, or answered: it begins anew.
        Err(Error::Refused(_)) => here.without_cookie(show_door(&here, next, None, None), Cookie::Passkey),
        Err(error) => here.failed(&error),
    }
}

fn show_door(here: &Here, next: &str, options: Option<&str>, refusal: Option<&Error>) -> Response {
    let status = refusal.map_or(StatusCode::OK, refused_status);
    let what = DoorPage { next, options, refusal };
    page(status, documents::passkey_door(&here.frame(), what))
}

/// The button was pressed: the browser is asked. Nothing is done yet that the audit could tell of.
async fn ask(here: Here, Typed(form): Typed<Answered>) -> Response {
    let next = next::local(&form.next).unwrap_or_default();
    match port(&here).ask_passkey(&here.visitor()).await {
        Ok(asked) => {
            let door = here.to("/sign-in/passkey");
            let to = match next {
                "" => door,
                // It is plain: `next::local` let it through.
                next => [door.as_str(), "?next=", &next.replace('&', "%26")].concat(),
            };
            let mut answer = here.with_cookie(see_other(&to), Cookie::Passkey, asked.secret.expose());
            answer.extensions_mut().insert(Noted::NotYet);
            answer
        }
        // The page says what is in the way.
        Err(Error::Refused(_)) => show_door(&here, next, None, None),
        Err(error) => here.failed(&error),
    }
}

/// The whole sign-in.
async fn enter(here: Here, Typed(form): Typed<Answered>) -> Response {
    let next = next::local(&form.next).unwrap_or_default();
    let done: Outcome<PasskeyEntered> = async {
        let secret = here.cookie(Cookie::Passkey).map(Secret::new);
        let secret = secret.ok_or(RefusalCode::WrongPasskey)?;
        port(&here)
            .enter_by_passkey(&here.visitor(), sign_in(&here, secret, &form))
            .await
    }
    .await;
    let again = |error: &Error| here.without_cookie(show_door(&here, next, None, Some(error)), Cookie::Passkey);
    match done {
        Ok(PasskeyEntered::In(finished)) => inside(&here, &finished, next, Cookie::Passkey),
        Ok(PasskeyEntered::Copied(person)) => copied(again(&RefusalCode::PasskeyCopied.into()), person),
        Err(error @ Error::Refused(_)) => again(&error),
        Err(error) => here.failed(&error),
    }
}

async fn show(seated: Seated, done: Result<Query<Done>, QueryRejection>) -> Response {
    let done = done.map(|query| query.0.done).unwrap_or_default();
    own(&seated, None, &Typing::default(), &done).await
}

/// A form as typed.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typing {
    id: String,
    name: String,
    password: String,
    code: String,
}

/// The page of one's own passkeys, with what was refused.
async fn own(seated: &Seated, refusal: Option<(PasskeyMatter, &Error)>, typed: &Typing, done: &str) -> Response {
    match port(seated).passkeys(&seated.actor).await {
        Ok(own) => {
            let status = refusal.map_or(StatusCode::OK, |(_, error)| refused_status(error));
            let what = PasskeysPage {
                own: &own,
                refusal,
                name: &typed.name,
                chosen: &typed.id,
                done,
            };
            page(status, documents::own_passkeys(&seated.frame(), seated.reader(), what))
        }
        Err(error) => seated.failed(&error),
    }
}

/// Shows a refused form again; everything else has a page of its own.
async fn refused(seated: &Seated, matter: PasskeyMatter, typed: &Typing, error: Error) -> Response {
    let shown = [RefusalCode::Form, RefusalCode::WrongPasskey];
    if shown.iter().any(|code| error.is(*code)) {
        return own(seated, Some((matter, &error)), typed, "").await;
    }
    if error.is(RefusalCode::WrongState) {
        // What it was about is not there any more.
        return see_other(&seated.to("/account/passkeys"));
    }
    seated.failed(&error)
}

async fn begin(seated: Seated, Typed(typed): Typed<Typing>) -> Response {
    let form = BeginPasskey {
        name: typed.name.clone(),
        password: Password::typed(typed.password.clone()),
        code: typed.code.clone(),
    };
    match port(&seated).begin_passkey(&seated.actor, form).await {
        Ok(()) => {
            let mut answer = see_other(&seated.to("/account/passkeys/new"));
            // It counts when the browser has made it.
            answer.extensions_mut().insert(Noted::NotYet);
            answer
        }
        Err(error) => refused(&seated, PasskeyMatter::Begin, &typed, error).await,
    }
}

async fn make(seated: Seated) -> Response {
    match port(&seated).passkey_set_up(&seated.actor).await {
        Ok(set_up) => {
            let html = documents::passkey_set_up(&seated.frame(), seated.reader(), &set_up);
            page(StatusCode::OK, html)
        }
        Err(error) => refused(&seated, PasskeyMatter::Begin, &Typing::default(), error).await,
    }
}

/// With the first second step the recovery codes are shown in this very answer: nothing keeps them for a second one.
async fn keep(seated: Seated, Typed(form): Typed<Answered>) -> Response {
    match port(&seated).keep_passkey(&seated.actor, &form.answer).await {
        Ok(kept) => {
            let answer = match &kept.codes {
                Some(codes) => page(
                    StatusCode::OK,
                    documents::step_codes(&seated.frame(), &seated.profile, codes, true),
                ),
                None => see_other(&[seated.to("/account/passkeys").as_str(), "?done=added"].concat()),
            };
            seated.with_cookie(answer, Cookie::Session, kept.session.expose())
        }
        Err(error) => refused(&seated, PasskeyMatter::Begin, &Typing::default(), error).await,
    }
}

async fn remove(seated: Seated, Typed(typed): Typed<Typing>) -> Response {
    let Ok(id) = typed.id.parse::<PasskeyId>() else {
        return see_other(&seated.to("/account/passkeys"));
    };
    let form = RemovePasskey {
        id,
        password: Password::typed(typed.password.clone()),
        code: typed.code.clone(),
    };
    match port(&seated).remove_passkey(&seated.actor, form).await {
        Ok(()) => {
            let to = [seated.to("/account/passkeys").as_str(), "?done=removed"].concat();
            see_other(&to)
        }
        Err(error) => refused(&seated, PasskeyMatter::Remove, &typed, error).await,
    }
}
