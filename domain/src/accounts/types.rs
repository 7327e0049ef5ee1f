//! Requests and views of accounts.

use serde::{Deserialize, Serialize};

use super::Role;
use crate::ids::{OrganisationId, PersonId, SessionId};
use crate::{Email, FormCheck, Locale, Moment, Refusal, RefusalCode, ShortText};

/// A secret that somebody holds in a cookie or a link. It cannot be printed or serialised.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Wraps what came in or was made.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Hands the secret out, for a cookie, a link or a hash; never for a log.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// A password as typed. It cannot be printed or serialised.
#[derive(Clone)]
pub struct Password(String);

impl Password {
    /// The fewest characters of a new password.
    pub const MIN: usize = 12;
    /// The most, so that nobody makes the hash work on a book.
    pub const MAX: usize = 200;

    /// A password to be compared, whatever it is.
    pub fn typed(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// A password to be set. No rules of composition, only length (OWASP ASVS 5, 6.2).
    ///
    /// # Errors
    /// `Missing`, `TooShort`, `TooLong`.
    pub fn choose(text: &str) -> Result<Self, RefusalCode> {
        match text.chars().count() {
            0 => Err(RefusalCode::Missing),
            n if n < Self::MIN => Err(RefusalCode::TooShort),
            n if n > Self::MAX => Err(RefusalCode::TooLong),
            _ => Ok(Self(text.to_owned())),
        }
    }

    /// Hands the password to the hash.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// A sign-in as typed.
#[derive(Clone)]
pub struct SignIn {
    /// The account's e-mail address, as typed.
    pub email: String,
    /// The password, as typed.
    pub password: Password,
    /// Where from, for the slow-down and the list of sessions.
    pub address: String,
    /// What the browser calls itself, shortened, for the list of sessions.
    pub device: String,
}

/// A fresh session: the secret goes into the cookie and nowhere else.
#[derive(Clone)]
pub struct OpenedSession {
    /// 32 random bytes as base64url.
    pub secret: Secret,
    /// Whose it is.
    pub profile: Profile,
    /// Whether a second step must be set up before anything else.
    pub confined: bool,
}

/// What a right password opens.
#[derive(Clone)]
pub enum Entered {
    /// A session.
    Open(OpenedSession),
    /// Nothing yet: a second step is awaited from whoever holds this secret, for five minutes. It opens nothing else.
    Half(Secret),
}

/// Who is signed in, as their own screens show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// The language they chose.
    pub locale: Locale,
    /// What they are.
    pub roles: Vec<Role>,
    /// For whom they work.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
}

/// An open session: one's own, or for an administrator that of a colleague.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionView {
    /// Which, to end it.
    pub id: SessionId,
    /// Since when.
    pub since: Moment,
    /// When it was last used.
    pub last_used: Moment,
    /// What the browser called itself.
    pub device: String,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// A colleague who is signed in, as the administrator sees them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffSessions {
    /// Who.
    pub person: PersonView,
    /// Whether it is the reader: their own sessions are ended at their account.
    pub own: bool,
    /// Their open sessions, newest use first.
    pub sessions: Vec<SessionView>,
}

/// Whether a person can sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonState {
    /// The link was sent, no password chosen yet.
    Invited,
    /// Can sign in.
    Active,
    /// Switched off.
    Disabled,
    /// Asked to be forgotten: nothing personal is left.
    Erased,
}

/// A colleague, as the manager sees them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonView {
    /// Who.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// What they are.
    pub roles: Vec<Role>,
    /// Whether they can sign in.
    pub state: PersonState,
    /// When they last did.
    pub last_seen: Option<Moment>,
}

/// A form: invite a colleague.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Invite {
    /// Their name.
    pub name: String,
    /// Where the link goes.
    pub email: String,
    /// Their language.
    pub locale: Locale,
    /// What they shall be: [`Role::wire`] names.
    pub roles: Vec<String>,
}

impl Invite {
    /// Checks the form; the same in browser and server.
    ///
    /// # Errors
    /// `Form` with every field that must change.
    pub fn check(&self) -> Result<(ShortText, Email, Vec<Role>), Refusal> {
        let mut form = FormCheck::default();
        let name = form.take("name", ShortText::parse(&self.name));
        let email = form.take("email", Email::parse(&self.email));
        let mut roles: Vec<Role> = Vec::new();
        for wire in &self.roles {
            match Role::from_wire(wire) {
                Some(role) if !roles.contains(&role) => roles.push(role),
                Some(_) => {}
                None => form.refuse("roles", RefusalCode::NotAChoice),
            }
        }
        if self.roles.is_empty() {
            form.refuse("roles", RefusalCode::Missing);
        }
        roles.sort();
        form.finish()?;
        match (name, email) {
            (Some(name), Some(email)) => Ok((name, email, roles)),
            _ => Err(Refusal::act(RefusalCode::Form)),
        }
    }
}

/// What an open invitation says to the one who follows its link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// Their name, as the colleague typed it.
    pub name: String,
    /// Their address.
    pub email: String,
    /// For whom they will work.
    pub organisation_name: String,
}

/// A form: choose a password and begin.
#[derive(Clone)]
pub struct AcceptInvitation {
    /// The secret of the link.
    pub secret: Secret,
    /// The name, corrected if need be.
    pub name: String,
    /// The chosen password, as typed.
    pub password: String,
    /// Where from.
    pub address: String,
    /// What the browser calls itself.
    pub device: String,
}
