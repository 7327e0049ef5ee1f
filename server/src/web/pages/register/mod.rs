//! The register of found things. A map.
//!
//! * `things.rs`: the list, and a thing that comes in or is changed. `one.rs`: one thing and what is done about it.
//! * `rules.rs`: how long things are kept. `lost.rs`: the public search and claims.
//!
//! What must not be here: who may do what; the ports decide that.

mod lost;
mod one;
mod rules;
mod things;

use axum::Router;
use axum::routing::{get, post};
use domain::register::RegisterPort;

use crate::web::{Signed, Web};

/// All pages whose forms are small.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/{lang}/register", get(things::list))
        .route("/{lang}/register/new", get(things::blank).post(things::enter))
        .route("/{lang}/register/rules", get(rules::show).post(rules::set))
        .route("/{lang}/register/rules/remove", post(rules::remove))
        .route("/{lang}/register/{id}", get(one::show))
        .route("/{lang}/register/{id}/change", get(things::filled).post(things::change))
        .route("/{lang}/register/{id}/claim", get(one::counter).post(one::take_claim))
        .route("/{lang}/register/{id}/print", get(one::sheet))
        .route("/{lang}/register/{id}/accept/{claim}", post(one::accept))
        .route("/{lang}/register/{id}/decline/{claim}", post(one::decline))
        .route("/{lang}/register/{id}/lapse", post(one::lapse))
        .route("/{lang}/register/{id}/hand-out", post(one::hand_out))
        .route("/{lang}/register/{id}/end", post(one::end))
        .route("/{lang}/register/{id}/photo-remove", post(one::remove_photo))
        .route("/{lang}/lost", get(lost::search))
        .route("/{lang}/lost/claimed/{number}", get(lost::claimed))
        .route("/{lang}/lost/{id}", get(lost::begin).post(lost::claim))
}

/// The form that carries a picture, and the picture at the same address.
pub(super) fn uploads() -> Router<Web> {
    Router::new().route("/{lang}/register/{id}/photo", get(one::photo).post(one::set_photo))
}

fn port(signed: &Signed) -> &dyn RegisterPort {
    signed.web.services.register.as_ref()
}

/// Made when a form is first shown, so that a second click makes no second thing.
fn once(signed: &Signed) -> String {
    signed.web.house.outside.uuid7().to_string()
}
