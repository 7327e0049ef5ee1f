//! What the handler of a portal's document gets: as [`Here`], and somebody is signed in.
//!
//! What must not be here: who may do what; the ports decide that.

use std::ops::Deref;

use app::documents;
use app::portal::look::{second_step_href, sign_in_href};
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use domain::accounts::{Actor, Profile};
use domain::{Error, RefusalCode};

use super::here::{page, see_other};
use super::{Here, Web};

/// What the handler of a portal's document gets. Whoever is not signed in is sent to the sign-in and comes back; whoever must
/// set up a second step first is sent there.
pub struct Signed {
    here: Here,
    /// Who is signed in.
    pub profile: Profile,
}

impl FromRequestParts<Web> for Signed {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        let path = parts.uri.path().to_owned();
        let here = Here::from_request_parts(parts, web).await?;
        match here.asking.profile.clone() {
            Some(profile) => Ok(Self { here, profile }),
            None if here.asking.setting_up.is_some() => Err(see_other(&second_step_href(here.seen.locale))),
            None => Err(see_other(&sign_in_href(here.seen.locale, &path))),
        }
    }
}

impl Deref for Signed {
    type Target = Here;

    fn deref(&self) -> &Here {
        &self.here
    }
}

impl Signed {
    /// Who asks.
    pub fn actor(&self) -> &Actor {
        &self.asking.actor
    }

    /// The page for an error that is no matter of a form: what is not there for this reader, what is away.
    pub fn failed(&self, error: &Error) -> Response {
        match error {
            Error::Refused(refusal) if refusal.code != RefusalCode::SignInFirst => {
                page(StatusCode::NOT_FOUND, documents::not_here(&self.frame(), &self.profile))
            }
            _ => self.here.failed(error),
        }
    }
}
