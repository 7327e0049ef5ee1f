//! The administrator's page of who did what.

use app::audit::documents::{self, LogPage};
use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::Cursor;
use domain::audit::AuditFilter;
use serde::Deserialize;

use crate::web::here::page;
use crate::web::{InAddress, Signed, Web};

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

async fn list(signed: Signed, InAddress(wanted): InAddress<Wanted>) -> Response {
    let filter = AuditFilter {
        search: wanted.q,
        act: wanted.act,
        came: wanted.came,
        cursor: Cursor::said(&wanted.from),
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
