//! Files for browsers: those with hashed names may be kept for ever, those at the root are asked for again.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};

use super::{PageKind, Web};

const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("public, no-cache");

/// Compressed twins, the best first: what browsers call it, and its ending.
const TWINS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

/// What a kiosk's page starts as a worker: `public/scan.js`.
const READER: &str = "scan.js";

/// `/assets/<name with hash>`.
pub(super) async fn asset(State(web): State<Web>, Path(name): Path<String>, headers: HeaderMap) -> Response {
    for (encoding, ending) in wanted(&headers) {
        if let Some(bytes) = web.site.asset(&[name.as_str(), ending].concat()).await {
            return file(&name, encoding, bytes.into_owned(), FOR_EVER);
        }
    }
    match web.site.asset(&name).await {
        Some(bytes) => file(&name, "", bytes.into_owned(), FOR_EVER),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A file at the root, under its own name.
pub(super) async fn root(State(web): State<Web>, uri: Uri, headers: HeaderMap) -> Response {
    let name = uri.path().trim_start_matches('/');
    let mut answer = at_root(&web, name, &headers).await;
    if name == READER {
        // Also where nothing changed: a browser takes the policy from the last answer.
        answer.extensions_mut().insert(PageKind::Reader);
    }
    answer
}

async fn at_root(web: &Web, name: &str, headers: &HeaderMap) -> Response {
    let tag = format!("\"{}\"", web.site.version());
    let unchanged = headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let tag = (header::ETAG, tag);
    if unchanged {
        return (StatusCode::NOT_MODIFIED, [tag], [(header::CACHE_CONTROL, ASK_AGAIN)]).into_response();
    }
    for (encoding, ending) in wanted(headers) {
        if let Some(bytes) = web.site.root(name, ending).await {
            return ([tag], file(name, encoding, bytes.into_owned(), ASK_AGAIN)).into_response();
        }
    }
    match web.site.root(name, "").await {
        Some(bytes) => ([tag], file(name, "", bytes.into_owned(), ASK_AGAIN)).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn wanted(headers: &HeaderMap) -> impl Iterator<Item = (&'static str, &'static str)> {
    let accepted = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok());
    let accepted = accepted.unwrap_or_default().to_owned();
    TWINS
        .into_iter()
        .filter(move |(encoding, _)| accepts(&accepted, encoding))
}

fn accepts(header: &str, encoding: &str) -> bool {
    header.split(',').any(|wish| {
        let mut parts = wish.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        named && !parts.any(|part| matches!(part, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

fn file(name: &str, encoding: &'static str, bytes: Vec<u8>, caching: HeaderValue) -> Response {
    let mut answer = bytes.into_response();
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type(name)));
    headers.insert(header::CACHE_CONTROL, caching);
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if !encoding.is_empty() {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    answer
}

fn content_type(name: &str) -> &'static str {
    let ending = name.rsplit('.').next().unwrap_or_default();
    match ending {
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_is_wanted_unless_its_weight_is_nothing() {
        assert!(accepts("gzip, deflate, br", "br"));
        assert!(accepts("gzip;q=0.5", "gzip"));
        assert!(!accepts("gzip;q=0, br", "gzip"));
        assert!(!accepts("", "br"));
        assert!(!accepts("brotli", "br"));
    }
}
