//! Portals, kiosk and their server functions: Leptos renders, we give it the ports and the nonce.

use app::portal::{App, shell};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use leptos::context::{provide_context, use_context};
use leptos::nonce::Nonce;
use leptos_axum::{LeptosRoutes as _, generate_route_list, handle_server_fns_with_context, render_route_with_context};

use super::{Seen, Web};

/// Every page of the portals' router. (Leptos's own way of adding routes would add the server functions too, behind the
/// guard of the pages.)
pub(super) fn routes(web: &Web) -> Router<Web> {
    let files = web.files.clone();
    let listed = generate_route_list(App);
    let render = render_route_with_context::<Web, _>(listed.clone(), context(web), move || shell(&files));
    Router::new().leptos_routes_with_handler(listed, render)
}

/// What browsers ask after they have the page.
pub(super) fn functions() -> Router<Web> {
    Router::new().route("/api/fn/{*name}", post(function))
}

async fn function(State(web): State<Web>, request: Request) -> Response {
    handle_server_fns_with_context(context(&web), request)
        .await
        .into_response()
}

/// What a page and a server function find in their context.
fn context(web: &Web) -> impl Fn() + Clone + Send + Sync + 'static {
    let services = web.services.clone();
    move || {
        provide_context(services.clone());
        let nonce =
            use_context::<Parts>().and_then(|parts| parts.extensions.get::<Seen>().map(|seen| seen.nonce.clone()));
        if let Some(nonce) = nonce {
            provide_context(Nonce::from_value(nonce));
        }
    }
}
