//! What every page's handler gets: who asks, in which language, and the ways to answer.

use app::asking::Asking;
use app::site::{self, Frame};
use axum::Form;
use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};
use domain::accounts::Actor;
use domain::{Error, FaultKind, RefusalCode};
use serde::de::DeserializeOwned;

use super::cookies::{Cookie, Cookies};
use super::{Seen, Web};

/// What every page's handler gets.
pub struct Here {
    /// What all handlers share.
    pub web: Web,
    /// What is known of the request by itself.
    pub seen: Seen,
    /// Who asks.
    pub asking: Asking,
    headers: HeaderMap,
}

impl FromRequestParts<Web> for Here {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        let seen = parts.extensions.get::<Seen>().cloned();
        let asking = parts.extensions.get::<Asking>().cloned();
        match (seen, asking) {
            (Some(seen), Some(asking)) => {
                web.look_for_bureau().await;
                Ok(Self {
                    web: web.clone(),
                    seen,
                    asking,
                    headers: parts.headers.clone(),
                })
            }
            // A route outside of the layers that every page needs: a defect of the router.
            _ => Err(StatusCode::INTERNAL_SERVER_ERROR.into_response()),
        }
    }
}

impl Here {
    /// The frame of a public page.
    pub fn frame(&self) -> Frame<'_> {
        Frame {
            signed_in: self.asking.profile.as_ref(),
            ..frame(&self.web, &self.seen)
        }
    }

    /// An address in the reader's language: `to("/pickup")` is `/ro/pickup`.
    pub fn to(&self, path: &str) -> String {
        ["/", self.seen.locale.code(), path].concat()
    }

    /// A visitor, whoever is signed in: for the ways in.
    pub fn visitor(&self) -> Actor {
        Actor::Visitor {
            address: self.seen.visitor.to_string(),
        }
    }

    /// What the browser calls itself, for the list of sessions.
    pub fn device(&self) -> String {
        let name = self
            .headers
            .get(header::USER_AGENT)
            .and_then(|value| value.to_str().ok());
        name.unwrap_or_default().chars().take(200).collect()
    }

    /// What a cookie holds.
    pub fn cookie(&self, cookie: Cookie) -> Option<&str> {
        Cookies::of(&self.headers).get(&self.web.cookies, cookie)
    }

    /// The answer with a cookie set.
    pub fn with_cookie(&self, answer: Response, cookie: Cookie, value: &str) -> Response {
        appended(answer, self.web.cookies.set(cookie, value))
    }

    /// The answer with a cookie taken away.
    pub fn without_cookie(&self, answer: Response, cookie: Cookie) -> Response {
        appended(answer, self.web.cookies.remove(cookie))
    }

    /// The page for an error that is no matter of a form.
    pub fn failed(&self, error: &Error) -> Response {
        let frame = self.frame();
        match error {
            Error::Failed(kind) => away(&self.web, &self.seen, *kind),
            Error::Refused(refusal) => match refusal.code {
                RefusalCode::LinkExpired => page(StatusCode::GONE, site::link_expired(&frame)),
                RefusalCode::SignInFirst => see_other(&self.to("/sign-in")),
                _ => page(StatusCode::NOT_FOUND, site::not_found(&frame)),
            },
        }
    }
}

/// As [`Here`], where the house runs a lost-property bureau; elsewhere there is nothing at the address.
pub struct AtBureau(pub Here);

impl FromRequestParts<Web> for AtBureau {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        let here = Here::from_request_parts(parts, web).await?;
        if web.has_bureau() {
            Ok(Self(here))
        } else {
            Err(not_found(web, &here.seen))
        }
    }
}

/// The frame of a public page for whoever it is.
pub(super) fn frame<'a>(web: &'a Web, seen: &'a Seen) -> Frame<'a> {
    Frame {
        locale: seen.locale,
        path: &seen.path,
        files: &web.files,
        signed_in: None,
        demo: web.house.settings.demo,
        bureau: web.has_bureau(),
        origin: web.origin(),
        nonce: &seen.nonce,
    }
}

/// A whole page.
pub(super) fn page(status: StatusCode, html: String) -> Response {
    (status, Html(html)).into_response()
}

/// Go there now, with GET.
pub(super) fn see_other(to: &str) -> Response {
    // Our own paths always fit; anything else leads home instead of into a header.
    let to = HeaderValue::try_from(to).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response()
}

/// The status that fits a form's refusal.
pub(super) fn refused_status(error: &Error) -> StatusCode {
    match error {
        Error::Refused(refusal) if refusal.code == RefusalCode::SlowDown => StatusCode::TOO_MANY_REQUESTS,
        Error::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Error::Failed(FaultKind::Broken) => StatusCode::INTERNAL_SERVER_ERROR,
        Error::Failed(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// Something inside is away or broken: a page for people, JSON for programs.
pub(super) fn away(web: &Web, seen: &Seen, kind: FaultKind) -> Response {
    let status = refused_status(&Error::Failed(kind));
    if seen.for_program {
        let body = app::wire::ApiError::Port(Error::Failed(kind));
        return (status, axum::Json(body)).into_response();
    }
    let frame = frame(web, seen);
    let html = if kind == FaultKind::Broken {
        site::broken(&frame)
    } else {
        site::unavailable(&frame)
    };
    let mut answer = page(status, html);
    if status == StatusCode::SERVICE_UNAVAILABLE {
        answer
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from_static("10"));
    }
    answer
}

/// There is nothing at this address.
pub(super) fn not_found(web: &Web, seen: &Seen) -> Response {
    if seen.for_program {
        let body = app::wire::ApiError::from(RefusalCode::NotFound);
        return (StatusCode::NOT_FOUND, axum::Json(body)).into_response();
    }
    page(StatusCode::NOT_FOUND, site::not_found(&frame(web, seen)))
}

pub(super) fn appended(mut answer: Response, cookie: Option<HeaderValue>) -> Response {
    if let Some(cookie) = cookie {
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
    answer
}

/// What an address says after its question mark. What cannot be read counts as left out.
pub struct InAddress<T>(pub T);

impl<T: DeserializeOwned + Default> FromRequestParts<Web> for InAddress<T> {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Self::Rejection> {
        let read = Query::<T>::from_request_parts(parts, web).await;
        Ok(Self(read.map(|query| query.0).unwrap_or_default()))
    }
}

/// A form as it was typed. What cannot be read counts as left empty: the form says then what is missing.
pub struct Typed<T>(pub T);

impl<T: DeserializeOwned + Default> FromRequest<Web> for Typed<T> {
    type Rejection = std::convert::Infallible;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Self::Rejection> {
        let read = Form::<T>::from_request(request, web).await;
        Ok(Self(read.map(|form| form.0).unwrap_or_default()))
    }
}
