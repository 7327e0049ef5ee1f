//! Passkeys (WebAuthn): a key pair of a phone, a computer or a stick, which opens itself by finger, face or PIN. It stands where
//! the phone's six digits stand, or for password and digits at once. See docs/decisions/0036.
//!
//! What must not be here: keys and signatures (backend), and what a browser does (`public/passkey.js`).

use std::net::IpAddr;

use crate::accounts::{Password, Secret};
use crate::ids::{PasskeyId, PersonId};
use crate::{FormCheck, Moment, Refusal, RefusalCode, ShortText, Span};

use super::{FinishedSignIn, RecoveryCode};

/// So many passkeys one person may have.
pub const MOST_PASSKEYS: usize = 10;
/// So long a browser's answer is awaited when a passkey is added, or signs somebody in by itself.
pub const CEREMONY_LIFE: Span = Span::minutes(5);
/// So long after a sign-in with a passkey it needs no code to change the second step: the passkey was shown just now.
pub const FRESH: Span = Span::minutes(10);

/// For whom passkeys are made: browsers keep them under the name of a host, and use them under no other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// The name of the host.
    pub id: String,
    /// Scheme, host and port under which a page must have been loaded to use them, without a slash at the end.
    pub origin: String,
}

impl Party {
    /// By the public address of the house. None where browsers refuse: under an IP address, and without https. Only a house
    /// that answers to this machine alone has another name that they take: `localhost`.
    pub fn of(public_url: &str) -> Option<Self> {
        let (scheme, rest) = public_url.split_once("://")?;
        let scheme = scheme.to_ascii_lowercase();
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let authority = authority.to_ascii_lowercase();
        let is_port = |port: &str| !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit());
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if is_port(port) => (host, [":", port].concat()),
            _ => (authority.as_str(), String::new()),
        };
        let at = |host: &str| Self {
            id: host.to_owned(),
            origin: [scheme.as_str(), "://", host, port.as_str()].concat(),
        };
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        match bare.parse::<IpAddr>() {
            Ok(address) => (scheme == "http" && address.is_loopback()).then(|| at("localhost")),
            Err(_) if host.is_empty() => None,
            Err(_) => {
                let local = host == "localhost" || host.ends_with(".localhost");
                (scheme == "https" || (scheme == "http" && local)).then(|| at(host))
            }
        }
    }
}

/// A passkey, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyView {
    /// Which.
    pub id: PasskeyId,
    /// What its owner calls it.
    pub name: String,
    /// Since when it counts.
    pub added: Moment,
    /// When it last signed its owner in; none: never yet.
    pub used: Option<Moment>,
}

/// What must be typed beside the password to change one's passkeys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeAsked {
    /// Nothing: there is no second step yet, or a passkey signed in just now.
    No,
    /// Six digits or a recovery code.
    Digits,
    /// A recovery code; or one signs in anew with the passkey, and needs none for ten minutes.
    Recovery,
}

/// One's own passkeys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnPasskeys {
    /// All of them, the oldest first.
    pub passkeys: Vec<PasskeyView>,
    /// What a change asks for beside the password.
    pub asked: CodeAsked,
    /// Whether the last one stays, because one's organisation wants a second step and there is no other.
    pub last_stays: bool,
}

/// A form: I want a passkey.
#[derive(Clone)]
pub struct BeginPasskey {
    /// What it shall be called.
    pub name: String,
    /// The present password.
    pub password: Password,
    /// A code of the second step, as typed, where one is asked for.
    pub code: String,
}

impl BeginPasskey {
    /// Checks what can be checked without asking anybody.
    ///
    /// # Errors
    /// `Form` with the field `name`.
    pub fn check(&self) -> Result<ShortText, Refusal> {
        let mut form = FormCheck::default();
        let name = form.take("name", ShortText::parse(&self.name));
        form.finish()?;
        name.ok_or(Refusal::act(RefusalCode::Form))
    }
}

/// A passkey that is about to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeySetUp {
    /// What it will be called.
    pub name: String,
    /// What the browser is asked: the JSON of `PublicKeyCredentialCreationOptions`.
    pub options: String,
}

/// A passkey counts from now on.
#[derive(Clone)]
pub struct PasskeyKept {
    /// Shown once, and never again; none where there was a second step already, whose codes stay.
    pub codes: Option<Vec<RecoveryCode>>,
    /// The session goes on under this secret: its rights changed.
    pub session: Secret,
}

/// A form: this passkey is to go.
#[derive(Clone)]
pub struct RemovePasskey {
    /// Which.
    pub id: PasskeyId,
    /// The present password.
    pub password: Password,
    /// A code of the second step, as typed, where one is asked for.
    pub code: String,
}

/// What a half sign-in waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepAwaited {
    /// Whether a phone's digits count.
    pub digits: bool,
    /// What the browser is asked where a passkey counts: the JSON of `PublicKeyCredentialRequestOptions`.
    pub passkey: Option<String>,
}

/// A form: the second step of a sign-in, or the whole of it, by passkey.
#[derive(Clone)]
pub struct PasskeySignIn {
    /// The secret of the half sign-in, or of the question that was put to the browser; from its cookie.
    pub secret: Secret,
    /// What the browser answered: JSON.
    pub answer: String,
    /// Where from, for the list of sessions.
    pub address: String,
    /// What the browser calls itself.
    pub device: String,
}

/// A question to a browser that has not said who sits before it.
#[derive(Clone)]
pub struct PasskeyAsked {
    /// By which its answer is known; for a cookie.
    pub secret: Secret,
}

/// What became of a sign-in by passkey.
#[derive(Clone)]
pub enum PasskeyEntered {
    /// It was right.
    In(FinishedSignIn),
    /// The signature was right, but the passkey counts its uses, and this one's count was not new: there is a copy of it. Nobody
    /// is let in by it, and its owner is told.
    Copied(PersonId),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_need_a_name_and_https_or_this_machine() {
        for (public, at) in [
            (
                "https://locker.example.org",
                Some(("locker.example.org", "https://locker.example.org")),
            ),
            (
                "https://Locker.Example.org:8443/",
                Some(("locker.example.org", "https://locker.example.org:8443")),
            ),
            ("http://localhost:3000", Some(("localhost", "http://localhost:3000"))),
            ("http://a.localhost", Some(("a.localhost", "http://a.localhost"))),
            ("http://127.0.0.1:40123", Some(("localhost", "http://localhost:40123"))),
            ("http://[::1]:40123", Some(("localhost", "http://localhost:40123"))),
            ("http://[::1]", Some(("localhost", "http://localhost"))),
            ("https://127.0.0.1", None),
            ("http://192.168.0.7:3000", None),
            ("https://192.0.2.1", None),
            ("https://[2001:db8::1]:443", None),
            ("http://locker.example.org", None),
            ("http://notlocalhost", None),
            ("https://", None),
            ("locker.example.org", None),
        ] {
            let party = Party::of(public);
            let found = party.as_ref().map(|party| (party.id.as_str(), party.origin.as_str()));
            assert_eq!(found, at, "{public}");
        }
    }

    #[test]
    fn a_passkey_has_a_name_that_people_can_read() {
        let form = |name: &str| BeginPasskey {
            name: name.to_owned(),
            password: Password::typed("x"),
            code: String::new(),
        };
        assert_eq!(form("  Telefonul meu ").check().unwrap().as_str(), "Telefonul meu");
        for (name, code) in [
            ("  ", RefusalCode::Missing),
            ("a\u{202e}b", RefusalCode::OddCharacters),
            ("x".repeat(121).as_str(), RefusalCode::TooLong),
        ] {
            assert_eq!(form(name).check().unwrap_err().at("name"), Some(code), "{name:?}");
        }
    }
}
