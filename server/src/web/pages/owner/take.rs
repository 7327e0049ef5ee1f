//! What the link of a transfer opens. Its secret goes into a cookie of its own at once: whoever must sign up first
//! follows another mailed link on the way, and that one must not drive it out.

use app::tags::documents::owner::{self, TakePage};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use domain::accounts::Secret;
use domain::{Error, RefusalCode};

use super::port;
use crate::web::cookies::Cookie;
use crate::web::here::{AtBureau, page, refused_status, see_other};
use crate::web::{Here, Signed};

/// `/offered/{secret}`: to the clean address, if it offers something.
pub(super) async fn follow(AtBureau(here): AtBureau, Path((_, secret)): Path<(String, String)>) -> Response {
    let looked = port(&here)
        .offered_key(&here.asking.actor, &Secret::new(secret.as_str()))
        .await;
    match looked {
        Ok(_) => here.with_cookie(see_other(&here.to("/offered")), Cookie::Offer, &secret),
        Err(error) => here.failed(&error),
    }
}

fn secret(here: &Here) -> Result<Secret, Error> {
    let secret = here.cookie(Cookie::Offer).map(Secret::new);
    Ok(secret.ok_or(RefusalCode::LinkExpired)?)
}

/// What is offered.
pub(super) async fn show(AtBureau(here): AtBureau) -> Response {
    shown(&here, None).await
}

async fn shown(here: &Here, refusal: Option<&Error>) -> Response {
    let html = async {
        let offered = port(here).offered_key(&here.asking.actor, &secret(here)?).await?;
        let what = TakePage {
            offered: &offered,
            refusal,
        };
        Ok::<_, Error>(owner::take_over(&here.frame(), what))
    };
    match html.await {
        Ok(html) => page(refusal.map_or(StatusCode::OK, refused_status), html),
        Err(error) if error.is(RefusalCode::LinkExpired) => here.without_cookie(here.failed(&error), Cookie::Offer),
        Err(error) => here.failed(&error),
    }
}

/// Takes it over.
pub(super) async fn accept(signed: Signed) -> Response {
    let taken = async {
        let secret = secret(&signed)?;
        port(&signed).accept_transfer(signed.actor(), &secret).await
    };
    match taken.await {
        Ok(id) => {
            let to = signed.to(&format!("/owner/keys/{id}?done=taken"));
            signed.without_cookie(see_other(&to), Cookie::Offer)
        }
        Err(error @ Error::Refused(_)) if !error.is(RefusalCode::LinkExpired) => shown(&signed, Some(&error)).await,
        Err(error) => Here::failed(&signed, &error),
    }
}
