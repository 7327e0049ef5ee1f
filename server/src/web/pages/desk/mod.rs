//! The telephone desk. A map.
//!
//! * `search.rs`: the one box and the queue. `keys.rs`: a key, and activation by telephone. `reports.rs`: taking a report.
//! * `cases.rs`: one case and what is done about it. `tickets.rs`: jobs for couriers.

mod cases;
mod keys;
mod reports;
mod search;
mod tickets;

use axum::Router;
use axum::routing::{get, post};
use domain::found::FoundDeskPort;
use domain::tags::DeskTagsPort;
use domain::tickets::DispatchPort;

use crate::web::{Signed, Web};

/// All of them.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/{lang}/desk", get(search::show))
        .route("/{lang}/desk/activate", get(keys::blank).post(keys::activate))
        .route("/{lang}/desk/report", get(reports::blank).post(reports::take))
        .route("/{lang}/desk/keys/{id}", get(keys::show))
        .route("/{lang}/desk/keys/{id}/photo", get(keys::photo))
        .route("/{lang}/desk/keys/{id}/{act}", post(keys::act))
        .route("/{lang}/desk/cases/{number}", get(cases::show))
        .route(
            "/{lang}/desk/cases/{number}/ticket",
            get(tickets::blank).post(tickets::make),
        )
        .route("/{lang}/desk/cases/{number}/photo", get(cases::report_photo))
        .route("/{lang}/desk/cases/{number}/thing-photo", get(cases::thing_photo))
        .route("/{lang}/desk/cases/{number}/{act}", post(cases::act))
        .route("/{lang}/desk/tickets", get(tickets::list))
        .route("/{lang}/desk/tickets/{id}", get(tickets::show))
        .route("/{lang}/desk/tickets/{id}/photo/{moment}", get(tickets::photo))
        .route("/{lang}/desk/tickets/{id}/{act}", post(tickets::act))
}

fn found(signed: &Signed) -> &dyn FoundDeskPort {
    signed.web.services.found_desk.as_ref()
}

fn tags(signed: &Signed) -> &dyn DeskTagsPort {
    signed.web.services.desk_tags.as_ref()
}

fn dispatch(signed: &Signed) -> &dyn DispatchPort {
    signed.web.services.dispatch.as_ref()
}

/// Made when a form is first shown, so that a second click makes no second thing.
fn once(signed: &Signed) -> String {
    signed.web.house.outside.uuid7().to_string()
}
