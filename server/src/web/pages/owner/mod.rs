//! The portal of owners. A map.
//!
//! * `things.rs`: all of one's things, and one of them with its forms. `activate.rs`: a key becomes one's own.
//! * `take.rs`: what the link of a transfer opens. `shop.rs`: buying a tag, what was paid.
//!
//! Mails and payments lead to `/owner/keys/{id}`, `/owner/purchases` and `/offered/{secret}`.
//! What must not be here: who may do what; the ports decide that.

mod activate;
mod shop;
mod take;
mod things;

use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use domain::Outcome;
use domain::accounts::Operation;
use domain::tags::OwnerTagsPort;

use app::tags::documents::owner::{Report, for_owners_only};

use crate::web::here::page;
use crate::web::{Here, Signed, Web};

/// All of it.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/{lang}/owner", get(things::all))
        .route("/{lang}/owner/activate", get(activate::show).post(activate::go_on))
        .route("/{lang}/owner/keys/{id}", get(things::one))
        .route("/{lang}/owner/keys/{id}/{act}", post(things::act))
        .route("/{lang}/owner/buy/{slug}", get(shop::show).post(shop::buy))
        .route("/{lang}/owner/purchases", get(shop::purchases))
        .route("/{lang}/offered", get(take::show).post(take::accept))
        .route("/{lang}/offered/{secret}", get(take::follow))
}

/// The forms that carry a photo, and the photo at the same address.
pub(super) fn uploads() -> Router<Web> {
    Router::new()
        .route(
            "/{lang}/owner/activate/thing",
            get(activate::again).post(activate::finish),
        )
        .route(
            "/{lang}/owner/keys/{id}/photo",
            get(things::photo).post(things::set_photo),
        )
}

/// Buying and activating need an owner's account; `None` for whoever has one.
fn no_owner(signed: &Signed) -> Option<Response> {
    signed.actor().must(Operation::OwnKeys).err()?;
    let html = for_owners_only(&signed.frame(), &signed.profile, &signed.seen.path);
    Some(page(StatusCode::FORBIDDEN, html))
}

fn port(here: &Here) -> &dyn OwnerTagsPort {
    here.web.services.owner_tags.as_ref()
}

/// What finders reported of one's things, newest first.
async fn reports(signed: &Signed) -> Outcome<Vec<Report>> {
    let cases = signed.web.services.finders.mine(signed.actor()).await?;
    let report = |case: domain::found::CaseRow| Report {
        number: case.number.to_string(),
        key: case.key,
        open: !case.stage.is_over(),
        at: case.created,
    };
    Ok(cases.into_iter().map(report).collect())
}
