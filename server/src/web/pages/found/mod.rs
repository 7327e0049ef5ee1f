//! Finders and owners: reporting a found thing, and the page of a case. Looking at a key alerts nobody and leaves nothing.
//! A map.
//!
//! * `report.rs`: a key typed or scanned, and the report, one question at a time. `case.rs`: a case as both sides see it.

mod case;
mod report;

use axum::Router;
use axum::routing::{get, post};
use domain::found::CasePass;
use serde::Deserialize;

use crate::web::cookies::Cookie;
use crate::web::{Here, Web};

/// All addresses of found things.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/f/{key}", get(report::scanned))
        .route("/{lang}/found", get(report::type_key))
        .route("/{lang}/found/known/{number}", get(report::known))
        .route("/{lang}/found/{key}", get(report::begin).post(report::answer))
        .route("/c/{link}", get(case::follow_any))
        .route("/{lang}/c/{link}", get(case::follow))
        .route("/{lang}/case", get(case::newest))
        .route("/case/{number}", get(case::any_case))
        .route("/{lang}/case/{number}", get(case::show))
        .route("/{lang}/case/{number}/photo", get(case::photo))
        .route("/{lang}/case/{number}/{act}", post(case::act))
}

/// The last question, which may carry a photo.
pub(super) fn uploads() -> Router<Web> {
    Router::new().route("/{lang}/found/{key}/report", get(report::anew).post(report::finish))
}

/// A key as typed, or why the last act did nothing.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    key: Option<String>,
    notice: String,
}

/// Only what a key may be made of: it goes into an address.
fn plain(key: &str) -> String {
    key.chars().filter(char::is_ascii_alphanumeric).take(20).collect()
}

fn pass(here: &Here) -> CasePass {
    here.cookie(Cookie::Case).map(CasePass::parse).unwrap_or_default()
}
