//! The QR of a kiosk's screen: whoever follows it stands before the bank.

use axum::extract::Path;
use axum::response::Response;
use domain::custody::PresenceToken;
use domain::ids::BankId;
use domain::{Error, RefusalCode};

use super::pickup::with_notice;
use crate::web::Here;
use crate::web::cookies::Cookie;
use crate::web::here::see_other;

/// `/here/{bank}/{token}`: in the best language for the phone.
pub(super) async fn prove_any(here: Here, Path((bank, token)): Path<(String, String)>) -> Response {
    exchange(&here, &bank, &token).await
}

/// `/{lang}/here/{bank}/{token}`.
pub(super) async fn prove(here: Here, Path((_, bank, token)): Path<(String, String, String)>) -> Response {
    exchange(&here, &bank, &token).await
}

async fn exchange(here: &Here, bank: &str, token: &str) -> Response {
    let pickup = here.to("/pickup");
    let (Ok(bank), Some(token)) = (bank.parse::<BankId>(), PresenceToken::parse(token)) else {
        return here.failed(&RefusalCode::NotFound.into());
    };
    match here
        .web
        .services
        .custody
        .prove_presence(&here.asking.actor, bank, &token)
        .await
    {
        Ok(pass) => here.with_cookie(see_other(&pickup), Cookie::Presence, &pass.0),
        Err(Error::Refused(refusal)) => see_other(&with_notice(&pickup, &refusal)),
        Err(error) => here.failed(&error),
    }
}
