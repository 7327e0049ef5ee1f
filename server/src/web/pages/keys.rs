//! The administrator's page of the key that signs commands to banks.

use app::lockers::documents;
use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;

use crate::web::here::page;
use crate::web::{Signed, Web};

pub(super) fn routes() -> Router<Web> {
    Router::new().route("/{lang}/manager/keys", get(show))
}

async fn show(signed: Signed) -> Response {
    match signed.web.services.lockers.signing_key(signed.actor()).await {
        Ok(key) => page(
            StatusCode::OK,
            documents::signing_key(&signed.frame(), &signed.profile, &key),
        ),
        Err(error) => signed.failed(&error),
    }
}
