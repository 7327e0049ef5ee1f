//! The home page, and the way to it.

use app::site;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use crate::web::Here;
use crate::web::here::{page, see_other};

/// `/`: to the best language.
pub(super) async fn choose_language(here: Here) -> Response {
    let mut answer = see_other(&here.to("/"));
    let headers = answer.headers_mut();
    headers.insert(
        header::VARY,
        header::HeaderValue::from_static("accept-language, cookie"),
    );
    answer
}

/// `/ro` is `/ro/`.
pub(super) async fn add_slash(here: Here) -> Response {
    see_other(&here.to("/"))
}

/// `/{lang}/`.
pub(super) async fn show(here: Here) -> Response {
    match here.web.services.lockers.public_banks().await {
        Ok(banks) => page(StatusCode::OK, site::home(&here.frame(), &banks)),
        Err(error) => here.failed(&error),
    }
}

/// What searching machines may read: the public pages, by their map. The rest says so by itself too.
pub(super) async fn robots(here: Here) -> Response {
    let mut text = String::from(
        "User-agent: *\nDisallow: /p/\nDisallow: /pay/\nDisallow: /here/\nDisallow: /kiosk/\nDisallow: /api/\n",
    );
    for locale in domain::Locale::ALL {
        let code = locale.code();
        for place in [
            "p/",
            "pickup",
            "invitation",
            "pair",
            "employee/",
            "manager/",
            "account",
            "support",
            "demo",
            "owner",
            "offered",
            "dealer",
            "desk",
            "register",
            "courier",
            "pay/",
            "test-pay/",
        ] {
            text.push_str(&["Disallow: /", code, "/", place, "\n"].concat());
        }
    }
    let kind = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=86400"),
    ];
    text.push_str(&["Sitemap: ", here.web.origin(), "/sitemap.xml\n"].concat());
    (kind, text).into_response()
}
