//! Where to go after the sign-in: a place of ours or nowhere.

/// The path if it is one of ours and plain; what is in it stands in a header and in a page.
pub(super) fn local(path: &str) -> Option<&str> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.' | '~' | '?' | '=' | '&');
    let ours = path.starts_with('/') && !path.starts_with("//") && path.len() <= 500 && path.chars().all(plain);
    // Otherwise signing in would lead to signing in.
    let way_in = path.contains("/sign-in") || path.contains("/sign-out");
    (ours && !way_in).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_paths_of_ours_are_followed() {
        for path in ["/ro/employee/deliveries", "/en/manager/banks?search=x&page=2", "/"] {
            assert_eq!(local(path), Some(path));
        }
        for path in [
            "",
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "/%2Fevil.example",
            "/a\r\nSet-Cookie: x=y",
            "javascript:alert(1)",
            "/en/sign-in",
        ] {
            assert_eq!(local(path), None, "{path:?}");
        }
    }
}
