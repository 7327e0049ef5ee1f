//! Portals, kiosk and their server functions: Leptos renders, we give it the ports and the nonce.

use any_spawner::Executor;
use app::portal::root::{ProgramFiles, shell};
use app::portal::routes::{PROGRAMS, Route};
use app::wire::ApiError;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{MethodRouter, get, post};
use axum::{Extension, Router};
use domain::FaultKind;
use leptos::context::{provide_context, use_context};
use leptos::nonce::Nonce;
use leptos::reactive::computed::ScopedFuture;
use leptos::reactive::owner::Owner;
use leptos_axum::{handle_server_fns_with_context, render_app_async_with_context};

use super::here::{away, refused_status};
use super::{Seen, Web};

/// The largest page; a list has fifty rows.
const LARGEST_PAGE: usize = 4 * 1024 * 1024;
/// A refusal with all its fields.
const LARGEST_ERROR: usize = 64 * 1024;
const END: &str = "</body></html>";

/// Every page of the portals and the kiosk.
pub(super) fn routes(web: &Web) -> Router<Web> {
    // What pages start besides runs where the server runs; a second call changes nothing.
    let _ = Executor::init_tokio();
    let pages = PROGRAMS.iter().flat_map(|program| {
        let files = web.files.programs.get(program.name).cloned().unwrap_or_default();
        program.routes.iter().map(move |route| (route, files.clone()))
    });
    pages.fold(Router::new(), |router, (route, files)| {
        router.route(route.path, page(web, files, route))
    })
}

fn page(web: &Web, files: ProgramFiles, route: &'static Route) -> MethodRouter<Web> {
    let main_css = web.files.main_css.clone();
    let render = render_app_async_with_context(context(web), move || shell(&main_css, &files, route));
    get(
        move |State(web): State<Web>, Extension(seen): Extension<Seen>, request: Request| {
            let rendering = render(request);
            async move { finished(&web, &seen, rendering.await).await }
        },
    )
}

/// The page as a whole: pages wait for their data anyway, and so a defect on the way to the last byte is an answer of
/// its own and no torn page. Leptos writes its data behind the document's end; it is moved in front of it.
async fn finished(web: &Web, seen: &Seen, rendered: Response) -> Response {
    let (mut parts, body) = rendered.into_parts();
    let Ok(bytes) = to_bytes(body, LARGEST_PAGE).await else {
        tracing::error!("a page was not rendered to its end");
        return away(web, seen, FaultKind::Broken);
    };
    parts.headers.remove(header::CONTENT_LENGTH);
    let whole = String::from_utf8_lossy(&bytes);
    match whole.split_once(END) {
        Some((document, data)) => Response::from_parts(parts, Body::from([document, data, END].concat())),
        None => Response::from_parts(parts, Body::from(bytes)),
    }
}

/// What browsers ask after they have the page.
pub(super) fn functions() -> Router<Web> {
    Router::new().route("/api/fn/{*name}", post(function))
}

async fn function(State(web): State<Web>, request: Request) -> Response {
    // A root of its own, or it would become a child of whatever page was rendered last on this thread, and end with it.
    let root = Owner::new_root(None);
    let asked = root.with(|| ScopedFuture::new(handle_server_fns_with_context(context(&web), request)));
    let answer = asked.await.into_response();
    root.unset_with_forced_cleanup();
    with_its_status(answer).await
}

/// For Leptos everything but success is a defect (500); what a person did wrong is none of ours.
async fn with_its_status(answer: Response) -> Response {
    if answer.status() != StatusCode::INTERNAL_SERVER_ERROR {
        return answer;
    }
    let (mut parts, body) = answer.into_parts();
    let Ok(bytes) = to_bytes(body, LARGEST_ERROR).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    if let Ok(ApiError::Port(error)) = serde_json::from_slice(&bytes) {
        parts.status = refused_status(&error);
    }
    Response::from_parts(parts, Body::from(bytes))
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
