//! A colleague follows their invitation, chooses a password and begins. The link's secret leaves the address at once.

use app::site::{self, InvitationPage};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use domain::accounts::{AcceptInvitation, Invitation, Secret};
use domain::{Error, RefusalCode};
use serde::Deserialize;

use super::entrance::begin;
use crate::web::cookies::Cookie;
use crate::web::here::{page, refused_status, see_other};
use crate::web::{Here, Typed};

/// The form as typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Beginning {
    name: String,
    password: String,
}

/// `/{lang}/invitation/{secret}`: the secret goes into a cookie, the visitor to a clean address.
pub(super) async fn follow(here: Here, Path((_, secret)): Path<(String, String)>) -> Response {
    let known = here
        .web
        .services
        .accounts
        .invitation(&here.visitor(), &Secret::new(secret.as_str()))
        .await;
    match known {
        Ok(_) => here.with_cookie(see_other(&here.to("/invitation")), Cookie::Invitation, &secret),
        Err(error) => here.failed(&error),
    }
}

/// The form.
pub(super) async fn show(here: Here) -> Response {
    match invitation(&here).await {
        Ok((_, invitation)) => {
            let what = InvitationPage {
                invitation: &invitation,
                name: &invitation.name,
                secret: None,
                refusal: None,
            };
            page(StatusCode::OK, site::invitation(&here.frame(), what))
        }
        Err(error) => here.without_cookie(here.failed(&error), Cookie::Invitation),
    }
}

/// Takes the password and signs in.
pub(super) async fn accept(here: Here, Typed(form): Typed<Beginning>) -> Response {
    let (secret, invitation) = match invitation(&here).await {
        Ok(found) => found,
        Err(error) => return here.without_cookie(here.failed(&error), Cookie::Invitation),
    };
    let request = AcceptInvitation {
        secret,
        name: form.name.clone(),
        password: form.password,
        address: here.seen.visitor.to_string(),
        device: here.device(),
    };
    match here
        .web
        .services
        .accounts
        .accept_invitation(&here.visitor(), request)
        .await
    {
        Ok(opened) => here.without_cookie(begin(&here, &opened, ""), Cookie::Invitation),
        Err(error @ Error::Refused(_)) if !error.is(RefusalCode::LinkExpired) => {
            let what = InvitationPage {
                invitation: &invitation,
                name: &form.name,
                secret: None,
                refusal: Some(&error),
            };
            page(refused_status(&error), site::invitation(&here.frame(), what))
        }
        Err(error) => here.failed(&error),
    }
}

/// The secret in the cookie and what it says.
async fn invitation(here: &Here) -> Result<(Secret, Invitation), Error> {
    let secret = here.cookie(Cookie::Invitation).map(Secret::new);
    let secret = secret.ok_or(RefusalCode::LinkExpired)?;
    let invitation = here.web.services.accounts.invitation(&here.visitor(), &secret).await?;
    Ok((secret, invitation))
}
