//! Lists of recipients: a file is read and looked at, entered, and its documents are put in door after door. A map.
//!
//! * `sent.rs`: a list as a form sends it. `preview.rs`: looked at, and entered. `lists.rs`: what waits, and each list.
//! * `doors.rs`: before the bank.
//!
//! Until a list is entered it is nowhere but in the page: the page sends it back with what was corrected.

mod doors;
mod lists;
mod preview;
mod sent;

use axum::Router;
use axum::routing::{get, post};
use domain::delivery::bulk::BulkPort;
use domain::ids::{BankId, BatchId};
use domain::{Outcome, RefusalCode};

use crate::web::{Signed, Web};

/// All pages whose forms are small.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/{lang}/employee/bulk", get(lists::desk))
        .route("/{lang}/employee/bulk/new", get(preview::new))
        .route("/{lang}/employee/bulk/example.csv", get(preview::example))
        .route("/{lang}/employee/bulk/{id}", get(lists::one))
        .route(
            "/{lang}/employee/bulk/{id}/elsewhere",
            get(lists::anew).post(lists::elsewhere),
        )
        .route("/{lang}/employee/bulk/{id}/drop", post(lists::give_up))
        .route(
            "/{lang}/employee/bulk/at/{bank}",
            get(doors::at_the_bank).post(doors::deposit),
        )
        .route("/{lang}/employee/bulk/at/{bank}/other-door", post(doors::other_door))
}

/// The forms that carry a whole list.
pub(super) fn uploads() -> Router<Web> {
    Router::new()
        .route(
            "/{lang}/employee/bulk/preview",
            get(preview::again).post(preview::preview),
        )
        .route("/{lang}/employee/bulk/enter", get(preview::again).post(preview::enter))
}

fn port(signed: &Signed) -> &dyn BulkPort {
    signed.web.services.bulk.as_ref()
}

fn batch_id(text: &str) -> Outcome<BatchId> {
    Ok(text.parse().map_err(|_| RefusalCode::NotFound)?)
}

fn bank_id(text: &str) -> Outcome<BankId> {
    Ok(text.parse().map_err(|_| RefusalCode::NotFound)?)
}
