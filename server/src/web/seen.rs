//! What is known of a request by itself, before anybody is asked: its language, where it comes from, its nonce.

use std::fmt::Write as _;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request};
use axum::http::{HeaderMap, header};
use domain::Locale;

use super::Web;
use super::cookies::{Cookie, Cookies};

/// What is known of a request by itself.
#[derive(Debug, Clone)]
pub struct Seen {
    /// For the log and for the visitor who reports a problem.
    pub id: Arc<str>,
    /// For the scripts of the page that answers it.
    pub nonce: Arc<str>,
    /// The language in the address, if there is one.
    pub spoken: Option<Locale>,
    /// The language to answer in: of the address, else the cookie's, else the browser's wish, else English.
    pub locale: Locale,
    /// The path without its language: `/pickup`; `/` for a home page.
    pub path: Arc<str>,
    /// Where it comes from; behind our proxies, what they say.
    pub visitor: IpAddr,
    /// Whether a program asks, not a person: it is answered in JSON.
    pub for_program: bool,
}

impl Seen {
    /// Looks at a request.
    pub(super) fn of(web: &Web, request: &Request) -> Self {
        let path = request.uri().path();
        let (spoken, rest) = split_language(path);
        let headers = request.headers();
        let chance = web.house.outside.chance.as_ref();
        Self {
            id: hex(&chance.bytes::<8>()).into(),
            nonce: hex(&chance.bytes::<16>()).into(),
            spoken,
            locale: spoken.or_else(|| wished(web, headers)).unwrap_or_default(),
            path: rest.into(),
            visitor: visitor(web, request),
            for_program: path.starts_with("/api/") || path.starts_with("/live"),
        }
    }
}

/// `/ro/pickup` is Romanian and `/pickup`.
fn split_language(path: &str) -> (Option<Locale>, &str) {
    let inner = path.strip_prefix('/').unwrap_or(path);
    let end = inner.find('/').unwrap_or(inner.len());
    match Locale::from_code(&inner[..end]) {
        Some(locale) => (Some(locale), if inner[end..].is_empty() { "/" } else { &inner[end..] }),
        None => (None, path),
    }
}

fn wished(web: &Web, headers: &HeaderMap) -> Option<Locale> {
    let cookies = Cookies::of(headers);
    let chosen = cookies.get(&web.cookies, Cookie::Language).and_then(Locale::from_code);
    chosen.or_else(|| {
        let wish = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
        Locale::from_accept_language(wish)
    })
}

fn visitor(web: &Web, request: &Request) -> IpAddr {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |info| info.0.ip());
    let chain: Vec<&str> = request
        .headers()
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .collect();
    web.proxies.visitor(peer, Some(&chain.join(",")))
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing into a string cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_part_of_a_path_may_be_a_language() {
        let check = |path, expected| assert_eq!(split_language(path), expected, "{path}");
        check("/ro/pickup", (Some(Locale::Ro), "/pickup"));
        check("/zh/", (Some(Locale::Zh), "/"));
        check("/zh", (Some(Locale::Zh), "/"));
        check("/de/pickup", (None, "/de/pickup"));
        check("/", (None, "/"));
        check("/engine", (None, "/engine"));
    }

    #[test]
    fn hexadecimal_is_plain_in_every_header() {
        assert_eq!(hex(&[0, 15, 255]), "000fff");
    }
}
