//! Our cookies: their names, how long they live, and how they are written. Secrets are in them and nowhere else.

use axum::http::{HeaderMap, HeaderValue, header};

/// Every cookie that we know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cookie {
    /// Whoever has it is signed in.
    Session,
    /// The password was right; the second step is awaited. It opens nothing else.
    HalfSession,
    /// The question that was put to this browser's passkeys at a sign-in.
    Passkey,
    /// The links of things that wait.
    Pickup,
    /// The private links of cases.
    Case,
    /// The phone stood before a bank lately.
    Presence,
    /// The phone of a colleague stood before a kiosk lately.
    Onsite,
    /// The secret of an invitation, while its form is being filled in.
    Invitation,
    /// The secret of a mailed link (sign-up, new password, new address), while its form is being filled in.
    Link,
    /// The secret of an offered key, until somebody has taken it over.
    Offer,
    /// The secret of a slip that is being printed.
    Slip,
    /// The screen is a bank's kiosk.
    Kiosk,
    /// The language chosen last; no secret.
    Language,
}

impl Cookie {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Session,
        Self::HalfSession,
        Self::Passkey,
        Self::Pickup,
        Self::Case,
        Self::Presence,
        Self::Onsite,
        Self::Invitation,
        Self::Link,
        Self::Offer,
        Self::Slip,
        Self::Kiosk,
        Self::Language,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Session => "cloakroom_session",
            Self::HalfSession => "cloakroom_half",
            Self::Passkey => "cloakroom_passkey",
            Self::Pickup => "cloakroom_pickup",
            Self::Case => "cloakroom_case",
            Self::Presence => "cloakroom_presence",
            Self::Onsite => "cloakroom_onsite",
            Self::Invitation => "cloakroom_invitation",
            Self::Link => "cloakroom_link",
            Self::Offer => "cloakroom_offer",
            Self::Slip => "cloakroom_slip",
            Self::Kiosk => "cloakroom_kiosk",
            Self::Language => "cloakroom_language",
        }
    }

    /// Seconds in the browser; none: until the browser is closed. What it opens ends by itself, by the server's clock.
    const fn max_age(self) -> Option<u32> {
        match self {
            Self::Session => None,
            Self::HalfSession | Self::Passkey => Some(300),
            Self::Pickup | Self::Case => Some(60 * 24 * 3600),
            Self::Presence | Self::Onsite => Some(180),
            Self::Slip => Some(900),
            Self::Invitation | Self::Link => Some(3600),
            Self::Offer => Some(7 * 24 * 3600),
            Self::Kiosk => Some(400 * 24 * 3600),
            Self::Language => Some(365 * 24 * 3600),
        }
    }
}

/// How cookies are written here: by https with a prefix that binds them to this very host, else plainly.
#[derive(Debug, Clone, Copy)]
pub struct CookieRules {
    https: bool,
}

impl CookieRules {
    /// By the scheme under which people reach us.
    pub const fn new(https: bool) -> Self {
        Self { https }
    }

    /// The name in the browser.
    pub fn name(self, cookie: Cookie) -> String {
        let prefix = if self.https { "__Host-" } else { "" };
        [prefix, cookie.name()].concat()
    }

    /// The header that sets it; none if the value cannot stand in one.
    pub fn set(self, cookie: Cookie, value: &str) -> Option<HeaderValue> {
        let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'~' | b':' | b'=');
        if !value.bytes().all(plain) {
            return None;
        }
        self.header(cookie, value, cookie.max_age())
    }

    /// The header that takes it away.
    pub fn remove(self, cookie: Cookie) -> Option<HeaderValue> {
        self.header(cookie, "", Some(0))
    }

    fn header(self, cookie: Cookie, value: &str, max_age: Option<u32>) -> Option<HeaderValue> {
        let life = max_age.map_or(String::new(), |seconds| format!("; Max-Age={seconds}"));
        let secure = if self.https { "; Secure" } else { "" };
        let name = self.name(cookie);
        let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{life}");
        let mut header = HeaderValue::try_from(text).ok()?;
        header.set_sensitive(true);
        Some(header)
    }
}

/// The cookies of one request.
pub struct Cookies<'a>(&'a HeaderMap);

impl<'a> Cookies<'a> {
    /// Reads them when asked.
    pub const fn of(headers: &'a HeaderMap) -> Self {
        Self(headers)
    }

    /// The value, if it came and is not empty.
    pub fn get(&self, rules: &CookieRules, cookie: Cookie) -> Option<&'a str> {
        let name = rules.name(cookie);
        let headers = self.0.get_all(header::COOKIE).iter();
        let pairs = headers
            .filter_map(|value| value.to_str().ok())
            .flat_map(|text| text.split(';'));
        pairs
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(found, value)| *found == name && !value.is_empty())
            .map(|(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(header: Option<HeaderValue>) -> String {
        header.unwrap().to_str().unwrap().to_owned()
    }

    #[test]
    fn by_https_a_cookie_is_bound_to_the_host() {
        let header = text(CookieRules::new(true).set(Cookie::Session, "abc"));
        assert_eq!(
            header,
            "__Host-cloakroom_session=abc; Path=/; HttpOnly; SameSite=Lax; Secure"
        );
        let header = text(CookieRules::new(false).set(Cookie::Presence, "abc"));
        assert_eq!(
            header,
            "cloakroom_presence=abc; Path=/; HttpOnly; SameSite=Lax; Max-Age=180"
        );
        let header = text(CookieRules::new(true).remove(Cookie::Kiosk));
        assert!(
            header.starts_with("__Host-cloakroom_kiosk=; ") && header.ends_with("; Max-Age=0"),
            "{header}"
        );
    }

    #[test]
    fn nothing_can_be_smuggled_into_the_header() {
        for value in ["a;b", "a b", "a\r\nb", "a,b", "a\"b"] {
            assert!(
                CookieRules::new(true).set(Cookie::Language, value).is_none(),
                "{value:?}"
            );
        }
    }

    #[test]
    fn a_cookie_is_read_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.append(
            header::COOKIE,
            HeaderValue::from_static("xcloakroom_session=no; cloakroom_session=yes"),
        );
        headers.append(header::COOKIE, HeaderValue::from_static("cloakroom_kiosk="));
        let get = |https, cookie| Cookies::of(&headers).get(&CookieRules::new(https), cookie);
        assert_eq!(get(false, Cookie::Session), Some("yes"));
        assert_eq!(get(false, Cookie::Kiosk), None);
        assert_eq!(get(true, Cookie::Session), None);
    }
}
