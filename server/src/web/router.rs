//! All addresses, and what every request passes on its way to them.

use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::Method;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::{CsrfLayer, ProtectionError};
use tower_http::limit::RequestBodyLimitLayer;

use super::here::{not_found, see_other};
use super::{Seen, Web, assets, audit, edge, guard, health, limit, live, pages, portal, who};

/// Pages that only a demo has.
pub type DemoRoutes = Router<Web>;

/// Forms and server functions are small.
const LARGEST_BODY: usize = 64 * 1024;
/// A form with a picture. How large the picture itself may be is said where it is read: there the form can be shown again.
const LARGEST_UPLOAD: usize = 64 * 1024 * 1024;
/// Pages are compressed while somebody waits.
const QUALITY: i32 = 4;

/// All addresses.
pub fn router(web: &Web, demo: Option<DemoRoutes>) -> Router {
    let portals = portal::routes(web).route_layer(from_fn(guard::guard));
    let for_people = pages::routes()
        .merge(demo.unwrap_or_default())
        .merge(portals)
        .merge(portal::functions())
        .route("/live", get(live::person))
        .route("/live/kiosk", get(live::kiosk))
        .route_layer(from_fn_with_state(web.clone(), audit::audit))
        .route_layer(from_fn_with_state(web.clone(), who::who))
        .route_layer(from_fn_with_state(web.clone(), limit::limit));
    let for_machines = Router::new()
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .route("/.well-known/cloakroom-proofs.json", get(pages::proof_keys))
        .route("/assets/{*name}", get(assets::asset));
    let for_machines = web
        .site
        .root_names()
        .filter(|name| *name != "robots.txt")
        .fold(for_machines, |routes, name| {
            routes.route(&["/", name].concat(), get(assets::root))
        });
    let uploads = pages::uploads()
        .route_layer(from_fn_with_state(web.clone(), audit::audit))
        .route_layer(from_fn_with_state(web.clone(), who::who))
        .route_layer(from_fn_with_state(web.clone(), limit::limit))
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(LARGEST_UPLOAD));
    let compression = CompressionLayer::new().quality(CompressionLevel::Precise(QUALITY));
    for_people
        .merge(for_machines)
        .merge(pages::webhooks())
        .fallback(elsewhere)
        .layer(RequestBodyLimitLayer::new(LARGEST_BODY))
        .merge(uploads)
        .layer(csrf(web).with_rejection_response(|_: ProtectionError| edge::cross_site()))
        .layer(from_fn_with_state(web.clone(), edge::edge))
        .layer(compression)
        .with_state(web.clone())
}

/// Refuses what another site makes a browser do: by `Sec-Fetch-Site` and `Origin`.
fn csrf(web: &Web) -> CsrfLayer {
    CsrfLayer::new()
        .add_trusted_origin(web.origin())
        .unwrap_or_else(|error| {
            tracing::warn!(%error, "the public address is no origin; only the request's own host counts");
            CsrfLayer::new()
        })
}

/// Addresses with a slash too many, and everything that is not there.
async fn elsewhere(State(web): State<Web>, Extension(seen): Extension<Seen>, request: Request) -> Response {
    let path = request.uri().path();
    let reading = matches!(*request.method(), Method::GET | Method::HEAD);
    // Only below a language: `//host/` must not become an address elsewhere.
    if reading && seen.spoken.is_some() && seen.path.len() > 1 && path.ends_with('/') {
        return see_other(path.trim_end_matches('/'));
    }
    not_found(&web, &seen)
}
