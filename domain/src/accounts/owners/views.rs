//! What is shown of owners: to themselves, and to the desk.

use serde::{Deserialize, Serialize};

use super::QuietHours;
use crate::accounts::OpenedSession;
use crate::ids::PersonId;
use crate::{Email, Locale, Moment, Phone, ShortText};

/// Somebody else who may be called when the owner cannot be reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrustedContact {
    /// Who.
    pub name: ShortText,
    /// Their telephone.
    pub phone: Option<Phone>,
    /// Their address. One of the two is there.
    pub email: Option<Email>,
}

/// What a sign-up link says to the one who follows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSignUp {
    /// The address that the link proves.
    pub email: String,
    /// The name that the desk entered, if the account waits to be claimed; else empty.
    pub name: String,
}

/// What a reset link says to the one who follows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenReset {
    /// Whose password it is.
    pub email: String,
}

/// A sign-up that was completed.
#[derive(Clone)]
pub struct Welcome {
    /// The session, already open.
    pub session: OpenedSession,
    /// Where they were going when they were asked to sign up: a path of ours.
    pub return_to: Option<String>,
}

/// One's own settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonSettings {
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// An address that waits to be confirmed.
    pub email_waiting: Option<String>,
    /// Their language.
    pub locale: Locale,
    /// Their telephones; text messages go to the first.
    pub phones: Vec<Phone>,
    /// Who else may be called.
    pub contacts: Vec<TrustedContact>,
    /// When no telephone shall ring.
    pub quiet: Option<QuietHours>,
    /// Their time zone, an IANA name.
    pub time_zone: String,
    /// Whether the account is theirs to delete; who works for the house asks a manager.
    pub may_erase: bool,
}

/// An owner in a list of the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnerCard {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their address, if they have one.
    pub email: Option<Email>,
    /// Their telephones, the first one first.
    pub phones: Vec<Phone>,
    /// Their language.
    pub locale: Locale,
    /// Whether they have a password of their own by now.
    pub claimed: bool,
    /// Since when they are known.
    pub since: Moment,
}

/// An owner as the desk sees one while on the telephone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnerSheet {
    /// Who and how to reach them.
    pub card: OwnerCard,
    /// Who else may be called.
    pub contacts: Vec<TrustedContact>,
    /// When no telephone shall ring.
    pub quiet: Option<QuietHours>,
    /// What the clock shows where they are.
    pub their_time: Moment,
    /// Whether it is a quiet hour there now.
    pub quiet_now: bool,
}
