//! The administrator's page of how messages leave the house, and the message sent for a test.

use app::notices::documents::{self, WaysPage};
use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::notices::{TestMessage, Tested, WaysOutPort};
use domain::{Error, RefusalCode};

use crate::web::here::{page, refused_status};
use crate::web::{Signed, Typed, Web};

pub(super) fn routes() -> Router<Web> {
    Router::new().route("/{lang}/manager/notices", get(show).post(test))
}

fn port(signed: &Signed) -> &dyn WaysOutPort {
    signed.web.services.ways_out.as_ref()
}

async fn show(signed: Signed) -> Response {
    shown(&signed, &TestMessage::default(), None, None).await
}

/// The page, with what was typed, and why it was refused or what came of it.
async fn shown(signed: &Signed, form: &TestMessage, refusal: Option<&Error>, tested: Option<&Tested>) -> Response {
    match port(signed).ways(signed.actor()).await {
        Ok(ways) => {
            let status = refusal.map_or(StatusCode::OK, refused_status);
            let shown = WaysPage {
                ways: &ways,
                form,
                refusal,
                tested,
            };
            page(status, documents::ways_out(&signed.frame(), &signed.profile, shown))
        }
        Err(error) => signed.failed(&error),
    }
}

/// The page itself is the answer: what the other side said is kept nowhere.
async fn test(signed: Signed, Typed(form): Typed<TestMessage>) -> Response {
    match port(&signed).test(signed.actor(), &form).await {
        Ok(tested) => shown(&signed, &form, None, Some(&tested)).await,
        Err(error) if error.is(RefusalCode::Form) || error.is(RefusalCode::SlowDown) => {
            shown(&signed, &form, Some(&error), None).await
        }
        Err(error) => signed.failed(&error),
    }
}
