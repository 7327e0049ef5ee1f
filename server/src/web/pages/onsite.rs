//! A colleague before a kiosk: the QR that its screen shows to staff, and the page on the phone that signs in there.
//!
//! The token leaves the address at once: what is left of it is a sealed pass in a cookie, for three minutes.

use app::onsite::documents;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use domain::custody::PresenceToken;
use domain::ids::{BankId, KioskId};
use domain::onsite::{OnPhone, OnsitePass, OnsitePort};
use domain::{Error, RefusalCode};
use serde::Deserialize;

use crate::web::audit::NotedThings;
use crate::web::cookies::Cookie;
use crate::web::here::{page, refused_status, see_other};
use crate::web::{Here, InAddress, Signed, Web};

/// All of them.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/here/staff/{kiosk}/{token}", get(scan_any))
        .route("/{lang}/here/staff/{kiosk}/{token}", get(scan))
        .route("/{lang}/here/staff", get(show).post(sign_in))
        .route("/{lang}/here/staff/end", post(sign_out))
}

/// What the address says.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Said {
    /// A scan that was not, or no longer, good.
    stale: String,
}

/// `/here/staff/{kiosk}/{token}`: in the best language for the phone.
async fn scan_any(here: Here, Path((kiosk, token)): Path<(String, String)>) -> Response {
    exchange(&here, &kiosk, &token).await
}

/// `/{lang}/here/staff/{kiosk}/{token}`.
async fn scan(here: Here, Path((_, kiosk, token)): Path<(String, String, String)>) -> Response {
    exchange(&here, &kiosk, &token).await
}

/// The token for a pass. Whoever is not signed in is sent to the sign-in by the next page, and comes back to it.
async fn exchange(here: &Here, kiosk: &str, token: &str) -> Response {
    let next = here.to("/here/staff");
    let (Ok(kiosk), Some(token)) = (kiosk.parse::<KioskId>(), PresenceToken::parse(token)) else {
        return here.failed(&RefusalCode::NotFound.into());
    };
    let scanned = here.web.services.onsite.scanned(&here.asking.actor, kiosk, &token);
    match scanned.await {
        Ok(pass) => here.with_cookie(see_other(&next), Cookie::Onsite, &pass.0),
        Err(Error::Refused(_)) => {
            let answer = see_other(&[next.as_str(), "?stale=1"].concat());
            here.without_cookie(answer, Cookie::Onsite)
        }
        Err(error) => here.failed(&error),
    }
}

fn port(signed: &Signed) -> &dyn OnsitePort {
    signed.web.services.onsite.as_ref()
}

fn pass(signed: &Signed) -> Option<OnsitePass> {
    signed.cookie(Cookie::Onsite).map(|value| OnsitePass(value.to_owned()))
}

async fn show(signed: Signed, InAddress(said): InAddress<Said>) -> Response {
    let stale = !said.stale.is_empty();
    match port(&signed).on_phone(signed.actor(), pass(&signed).as_ref()).await {
        Ok(OnPhone::Nowhere { refused }) => {
            let refused = refused || stale;
            drawn(&signed, StatusCode::OK, &OnPhone::Nowhere { refused }, None)
        }
        Ok(view) => drawn(&signed, StatusCode::OK, &view, None),
        Err(error) => failed(&signed, &error),
    }
}

fn drawn(signed: &Signed, status: StatusCode, view: &OnPhone, refusal: Option<RefusalCode>) -> Response {
    let html = documents::at_kiosk(&signed.frame(), &signed.profile, view, refusal);
    page(status, html)
}

/// Whatever was refused, and to whomever: the same page. What is away is said as everywhere.
fn failed(signed: &Signed, error: &Error) -> Response {
    match error {
        Error::Refused(refusal) if refusal.code != RefusalCode::SignInFirst => {
            let nowhere = OnPhone::Nowhere { refused: false };
            drawn(signed, refused_status(error), &nowhere, Some(refusal.code))
        }
        _ => signed.failed(error),
    }
}

async fn sign_in(signed: Signed) -> Response {
    match port(&signed).sign_in(signed.actor(), pass(&signed).as_ref()).await {
        Ok(bank) => back(&signed, Some(bank)),
        Err(error) => failed(&signed, &error),
    }
}

async fn sign_out(signed: Signed) -> Response {
    match port(&signed).sign_out(signed.actor()).await {
        Ok(bank) => back(&signed, bank),
        Err(error) => failed(&signed, &error),
    }
}

/// To the page, without the pass: each signs in once. The audit is told at which bank.
fn back(signed: &Signed, bank: Option<BankId>) -> Response {
    let answer = see_other(&signed.to("/here/staff"));
    let mut answer = signed.without_cookie(answer, Cookie::Onsite);
    let things = bank.iter().map(BankId::to_string).collect();
    answer.extensions_mut().insert(NotedThings(things));
    answer
}
