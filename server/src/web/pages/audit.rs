//! The administrator's page of who did what.

use app::audit::documents::{self, LogPage};
use axum::Router;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::Cursor;
use domain::audit::AuditFilter;
use serde::Deserialize;

use crate::web::here::page;
use crate::web::{Signed, Web};

pub(super) fn routes() -> Router<Web> {
    Router::new().route("/{lang}/manager/audit", get(list))
}

/// The search as it stands in the address.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Wanted {
    q: String,
    act: String,
    came: String,
    from: String,
}

async fn list(signed: Signed, wanted: Result<Query<Wanted>, QueryRejection>) -> Response {
    let wanted = wanted.map(|q| q.0).unwrap_or_default();
    let filter = AuditFilter {
        search: wanted.q,
        act: wanted.act,
        came: wanted.came,
        cursor: (!wanted.from.is_empty()).then_some(Cursor(wanted.from)),
    };
    match signed.web.services.audit.acts(signed.actor(), &filter).await {
        Ok(rows) => {
            let shown = LogPage {
                filter: &filter,
                page: &rows,
            };
            page(StatusCode::OK, documents::log(&signed.frame(), &signed.profile, shown))
        }
        Err(error) => signed.failed(&error),
    }
}
