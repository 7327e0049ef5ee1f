//! Who asks: looked up anew for each request, never carried in a token. Also keeps the language that was chosen.

use app::asking::Asking;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use domain::accounts::{Actor, Secret};
use domain::{Error, FaultKind, RefusalCode};

use super::cookies::{Cookie, Cookies};
use super::here::{appended, away, not_found};
use super::{Seen, Web};

/// Puts [`Asking`] into the request. Answers by itself when nobody can be asked, or when the language is none of ours.
pub(super) async fn who(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let Some(seen) = request.extensions().get::<Seen>().cloned() else {
        return next.run(request).await;
    };
    let route = request.extensions().get::<MatchedPath>();
    if seen.spoken.is_none() && route.is_some_and(|route| route.as_str().starts_with("/{lang}")) {
        return not_found(&web, &seen);
    }
    let (asking, dead) = match look_up(&web, &seen, request.headers()).await {
        Ok(found) => found,
        Err(kind) => return away(&web, &seen, kind),
    };
    let language = language_to_keep(&web, &seen, &request);
    request.extensions_mut().insert(asking);
    let answer = next.run(request).await;
    let answer = appended(answer, language);
    dead.into_iter()
        .fold(answer, |answer, cookie| forget(&web, answer, cookie))
}

/// Who asks, and the cookies that open nothing any more.
async fn look_up(web: &Web, seen: &Seen, headers: &HeaderMap) -> Result<(Asking, Vec<Cookie>), FaultKind> {
    let cookies = Cookies::of(headers);
    let mut dead = Vec::new();
    let mut asking = Asking {
        actor: Actor::Visitor {
            address: seen.visitor.to_string(),
        },
        profile: None,
        setting_up: None,
        kiosk: None,
        locale: seen.locale,
        demo: web.house.settings.demo,
    };
    if let Some(secret) = cookies.get(&web.cookies, Cookie::Session) {
        match known(web.services.accounts.who(&Secret::new(secret)).await)? {
            Some((actor @ Actor::Confined { .. }, profile)) => asking.setting_up = Some((actor, profile)),
            Some((actor, profile)) => {
                asking.actor = actor;
                asking.profile = Some(profile);
            }
            None => dead.push(Cookie::Session),
        }
    }
    if let Some(secret) = cookies.get(&web.cookies, Cookie::Kiosk) {
        asking.kiosk = known(web.services.lockers.kiosk(&Secret::new(secret)).await)?;
        if asking.kiosk.is_none() {
            dead.push(Cookie::Kiosk);
        }
    }
    Ok((asking, dead))
}

/// The answer, or nothing if the secret opens nothing.
fn known<T>(answer: Result<T, Error>) -> Result<Option<T>, FaultKind> {
    match answer {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.is(RefusalCode::SignInFirst) => Ok(None),
        Err(Error::Failed(kind)) => Err(kind),
        Err(Error::Refused(_)) => Ok(None),
    }
}

/// A page was asked for in another language than the cookie's: from now on it is that one.
fn language_to_keep(web: &Web, seen: &Seen, request: &Request) -> Option<HeaderValue> {
    let spoken = seen.spoken.filter(|_| request.method() == Method::GET)?;
    let kept = Cookies::of(request.headers()).get(&web.cookies, Cookie::Language);
    if kept == Some(spoken.code()) {
        return None;
    }
    web.cookies.set(Cookie::Language, spoken.code())
}

/// Takes a dead cookie away unless the answer sets a new one.
fn forget(web: &Web, answer: Response, cookie: Cookie) -> Response {
    let name = web.cookies.name(cookie);
    let mut set = answer.headers().get_all(header::SET_COOKIE).iter();
    if set.any(|value| value.as_bytes().starts_with(name.as_bytes())) {
        return answer;
    }
    appended(answer, web.cookies.remove(cookie))
}
