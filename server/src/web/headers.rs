//! Headers that every answer carries. One place, so that none can be forgotten.

use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue};

use super::{Seen, Web};

/// Which policy an answer needs. A handler puts it into the answer's extensions; without it, it is a public page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PageKind {
    /// A page that needs no wasm.
    #[default]
    Public,
    /// A page that hydrates.
    Portal,
    /// The screen at a locker: it hydrates, and may use a camera.
    Kiosk,
    /// The script beside that screen which looks for a QR in what the camera sees.
    Reader,
    /// A page whose form leads to a provider of payments.
    Pay,
}

/// All but the camera.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(self), display-capture=(), fullscreen=(self), geolocation=(), \
    gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");
const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// The content security policy of a page. Nothing inline but scripts with this page's own nonce.
pub(super) fn content_policy(kind: PageKind, nonce: &str, https: bool) -> String {
    let upgrade = if https { "; upgrade-insecure-requests" } else { "" };
    if kind == PageKind::Reader {
        // A worker knows no nonce. It loads its program and nothing else.
        return format!(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; base-uri 'none'; \
             form-action 'none'; frame-ancestors 'none'{upgrade}"
        );
    }
    let wasm = if matches!(kind, PageKind::Portal | PageKind::Kiosk) {
        " 'wasm-unsafe-eval'"
    } else {
        ""
    };
    // A form's target is checked again where it redirects to.
    let provider = if kind == PageKind::Pay {
        " https://checkout.stripe.com"
    } else {
        ""
    };
    // Said for every page: where nothing is said of workers, scripts may start them.
    let worker = if kind == PageKind::Kiosk { "'self'" } else { "'none'" };
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic'{wasm}; style-src 'self'; \
         img-src 'self' data:; font-src 'self'; media-src 'self'; connect-src 'self'; manifest-src 'self'; \
         worker-src {worker}; frame-src 'self'; base-uri 'none'; form-action 'self'{provider}; frame-ancestors 'none'{upgrade}"
    )
}

/// What a page may ask the browser for. Only a kiosk has anything to look at with a camera.
pub(super) fn permissions(kind: PageKind) -> String {
    let camera = if kind == PageKind::Kiosk { "(self)" } else { "()" };
    format!("{PERMISSIONS}, camera={camera}")
}

/// Adds what is missing; a handler that said something else meant it.
pub(super) fn complete(web: &Web, seen: &Seen, kind: PageKind, headers: &mut HeaderMap) {
    let mut add = |name: HeaderName, value: HeaderValue| {
        headers.entry(name).or_insert(value);
    };
    if let Ok(policy) = HeaderValue::try_from(content_policy(kind, &seen.nonce, web.is_https())) {
        add(header::CONTENT_SECURITY_POLICY, policy);
    }
    if let Ok(id) = HeaderValue::try_from(&*seen.id) {
        add(HeaderName::from_static("x-request-id"), id);
    }
    if web.is_https() {
        add(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=63072000"),
        );
    }
    add(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    add(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    // For browsers that do not know frame-ancestors.
    add(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    add(OPENER_POLICY, HeaderValue::from_static("same-origin"));
    add(RESOURCE_POLICY, HeaderValue::from_static("same-origin"));
    if let Ok(policy) = HeaderValue::try_from(permissions(kind)) {
        add(PERMISSIONS_POLICY, policy);
    }
    // Whatever is not said to be for everybody is for one reader.
    add(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_portals_may_run_wasm_and_nobody_may_run_what_is_inline() {
        let public = content_policy(PageKind::Public, "abc", true);
        let portal = content_policy(PageKind::Portal, "abc", false);
        assert!(!public.contains("wasm") && portal.contains("'wasm-unsafe-eval'"));
        assert!(public.contains("upgrade-insecure-requests") && !portal.contains("upgrade"));
        let kiosk = content_policy(PageKind::Kiosk, "abc", false);
        assert_eq!(kiosk.replace("worker-src 'self'", "worker-src 'none'"), portal);
        assert_ne!(kiosk, portal, "only a kiosk starts a worker");
        for policy in [public, portal] {
            assert!(policy.contains("script-src 'nonce-abc' 'strict-dynamic'"), "{policy}");
            assert!(
                !policy.contains("unsafe-inline") && policy.contains("frame-ancestors 'none'"),
                "{policy}"
            );
        }
    }

    #[test]
    fn the_reader_beside_a_kiosk_loads_its_program_and_nothing_else() {
        let policy = content_policy(PageKind::Reader, "abc", true);
        let loads = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self';";
        assert!(policy.starts_with(loads), "{policy}");
        assert!(policy.ends_with("; upgrade-insecure-requests"));
        for other in ["nonce", "strict-dynamic", "unsafe-inline", "worker-src", "img-src"] {
            assert!(!policy.contains(other), "{policy}");
        }
    }

    #[test]
    fn only_a_kiosk_may_use_the_camera_and_none_the_microphone() {
        for kind in [
            PageKind::Public,
            PageKind::Portal,
            PageKind::Pay,
            PageKind::Reader,
            PageKind::Kiosk,
        ] {
            let policy = permissions(kind);
            let camera = if kind == PageKind::Kiosk {
                "camera=(self)"
            } else {
                "camera=()"
            };
            assert!(policy.contains(camera), "{kind:?}: {policy}");
            assert!(policy.contains("microphone=()"), "{kind:?}: {policy}");
        }
    }
}
