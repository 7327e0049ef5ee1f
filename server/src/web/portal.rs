//! Portals, kiosk and their server functions: Leptos renders, we give it the ports and the nonce.

use std::sync::Arc;

use any_spawner::Executor;
use app::portal::rendering::{Loads, render};
use app::portal::root::ProgramFiles;
use app::portal::routes::{PROGRAMS, Route};
use app::wire::ApiError;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{Html, IntoResponse as _, Response};
use axum::routing::{MethodRouter, get, post};
use leptos::context::{provide_context, use_context};
use leptos::nonce::Nonce;
use leptos::reactive::computed::ScopedFuture;
use leptos::reactive::owner::Owner;
use leptos_axum::{ResponseOptions, handle_server_fns_with_context};

use super::here::refused_status;
use super::{Seen, Web};

/// A refusal with all its fields.
const LARGEST_ERROR: usize = 64 * 1024;

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
    let main_css: Arc<str> = web.files.main_css.as_str().into();
    let files = Arc::new(files);
    get(move |State(web): State<Web>, request: Request| {
        let (css, program) = (Arc::clone(&main_css), Arc::clone(&files));
        async move {
            let loads = Loads {
                css: &css,
                program: &program,
            };
            show(&web, loads, route, request.into_parts().0).await
        }
    })
}

/// A page as a whole: it is drawn when everything on it is known, so a defect is an answer of its own and no torn page.
async fn show(web: &Web, loads: Loads<'_>, route: &'static Route, asked: Parts) -> Response {
    let options = ResponseOptions::default();
    let more = context(web);
    let html = {
        let options = options.clone();
        render(loads, route, move || {
            provide_context(asked.clone());
            provide_context(options.clone());
            more();
        })
        .await
    };
    let mut answer = Html(html).into_response();
    let wished = options.0.read().map(|wished| wished.clone()).unwrap_or_default();
    if let Some(status) = wished.status {
        *answer.status_mut() = status;
    }
    answer.headers_mut().extend(wished.headers);
    answer
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
