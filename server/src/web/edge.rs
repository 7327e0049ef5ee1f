//! Around every request: its id, its line in the log, its time limit; a panic becomes a page; headers are completed.

use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use domain::FaultKind;
use futures::FutureExt as _;
use tracing::Instrument as _;

use super::here::away;
use super::{PageKind, Seen, Web, headers};

/// From a request to the first byte of its answer.
const LIMIT: Duration = Duration::from_secs(30);

/// The outermost of what is ours.
pub(super) async fn edge(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let began = now();
    let seen = Seen::of(&web, &request);
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    // The pattern, never the path: a path may be a secret.
    let route = route.as_ref().map_or("(none)", MatchedPath::as_str);
    let span = tracing::info_span!("request", id = &*seen.id, %method, route);
    request.extensions_mut().insert(seen.clone());
    let answer = async {
        let answer = AssertUnwindSafe(tokio::time::timeout(LIMIT, next.run(request)))
            .catch_unwind()
            .await;
        let mut answer = answer.map_or_else(
            |_| {
                web.metrics.panicked();
                away(&web, &seen, FaultKind::Broken)
            },
            |in_time| in_time.unwrap_or_else(|_| slow(&web, &seen)),
        );
        let kind = answer.extensions_mut().remove::<PageKind>().unwrap_or_default();
        headers::complete(&web, &seen, kind, answer.headers_mut());
        note(&web, &method, route, answer.status(), began);
        answer
    };
    answer.instrument(span).await
}

fn slow(web: &Web, seen: &Seen) -> Response {
    tracing::warn!("no answer in time");
    away(web, seen, FaultKind::Unavailable)
}

fn note(web: &Web, method: &Method, route: &str, status: StatusCode, began: Instant) {
    let took = now() - began;
    web.metrics.answered(method_word(method), route, status.as_u16(), took);
    let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    let status = status.as_u16();
    match route {
        "/assets/{*name}" | "/healthz" | "/readyz" | "/metrics" => tracing::debug!(status, millis, "answered"),
        _ => tracing::info!(status, millis, "answered"),
    }
}

/// Methods that strangers invent are no labels.
fn method_word(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        _ => "other",
    }
}

/// How long an answer took is about this process and no rule of the house.
#[expect(
    clippy::disallowed_methods,
    reason = "the process's edge: measured, never decided upon"
)]
fn now() -> Instant {
    Instant::now()
}

/// What a request that another site made is told.
pub(super) fn cross_site() -> Response {
    tracing::warn!("a request from another site was refused");
    (
        StatusCode::FORBIDDEN,
        "This request came from another site and was refused.\n",
    )
        .into_response()
}
