//! What the other side of a way out said, made fit for the eyes of an administrator.
//!
//! What must not be here: anything that goes into a row or a log. This is for whoever waits for the answer.

use reqwest::Url;

/// The most characters that are shown.
const MOST: usize = 200;
/// Shorter words are no secrets, and stand in too many answers.
const SHORTEST: usize = 4;

/// One line, shortened; each of our secrets in it is three dots. Nothing if nothing was said.
pub(super) fn heard(text: &str, secrets: &[String]) -> Option<String> {
    let mut text = text.to_owned();
    for secret in secrets.iter().filter(|secret| secret.len() >= SHORTEST) {
        text = text.replace(secret.as_str(), "…");
    }
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let plain: String = text
        .chars()
        .filter(|c| !turns(*c))
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let line = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut shown: String = line.chars().take(MOST).collect();
    if shown.len() < line.len() {
        shown.push('…');
    }
    (!shown.is_empty()).then_some(shown)
}

/// The machine that an address leads to, with the port if one is written.
pub(super) fn host(url: &Url) -> String {
    let name = url.host_str().unwrap_or_default();
    match url.port() {
        Some(port) => format!("{name}:{port}"),
        None => name.to_owned(),
    }
}

/// The password in an address, as it is written there and as it is meant.
pub(super) fn password(url: &Url) -> Vec<String> {
    let Some(written) = url.password() else {
        return Vec::new();
    };
    let query = format!("http://x/?p={}", written.replace('+', "%2B").replace('&', "%26"));
    let read = Url::parse(&query).ok();
    let meant = read.and_then(|read| read.query_pairs().next().map(|(_, value)| value.into_owned()));
    std::iter::once(written.to_owned()).chain(meant).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_one_line_and_holds_no_secret_of_ours() {
        let secrets = ["s3cret/word".to_owned(), "ab".to_owned()];
        let check = |text: &str, expected| assert_eq!(heard(text, &secrets).as_deref(), expected, "{text}");
        check("550 no such\r\n user\u{202e} here", Some("550 no such user here"));
        check("token s3cret/word is wrong", Some("token … is wrong"));
        check("about", Some("about"));
        check(" \r\n", None);
        let long = heard(&"ж".repeat(300), &secrets).unwrap();
        assert_eq!(long.chars().count(), MOST + 1);
        assert!(long.ends_with('…'));
    }

    #[test]
    fn an_address_tells_its_machine_and_keeps_its_password() {
        let url = |text: &str| Url::parse(text).unwrap();
        assert_eq!(host(&url("smtps://me:pa%2Fss@mail.example.org")), "mail.example.org");
        assert_eq!(host(&url("smtp://mail.example.org:2525")), "mail.example.org:2525");
        assert_eq!(
            password(&url("smtps://me:pa%2Fs+s&x@mail.example.org")),
            ["pa%2Fs+s&x", "pa/s+s&x"]
        );
        assert!(password(&url("smtp://mail.example.org")).is_empty());
    }
}
