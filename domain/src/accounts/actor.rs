//! Who stands behind a call.

use crate::ids::{BankId, KioskId, OfficeId, OrganisationId, PersonId, SessionId};
use crate::{Error, RefusalCode};

use super::{Operation, Role};

/// Who asks. Made at the edge from a cookie, a key or a command line, looked up anew for each request,
/// never carried in a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// A person who signed in.
    Person {
        /// Who.
        person: PersonId,
        /// Through which session.
        session: SessionId,
        /// For whom they work; every list they see is narrowed to it.
        organisation: OrganisationId,
        /// In which branch, if they belong to one.
        office: Option<OfficeId>,
        /// What they are.
        roles: Vec<Role>,
    },
    /// A person whose organisation wants a second step at sign-in, and who has none yet: they may set it up, and sign
    /// out, and nothing else.
    Confined {
        /// Who.
        person: PersonId,
        /// Through which session.
        session: SessionId,
        /// For whom they work.
        organisation: OrganisationId,
    },
    /// A screen that was paired with its bank.
    Kiosk {
        /// Which screen.
        kiosk: KioskId,
        /// At which bank; it can touch no other.
        bank: BankId,
    },
    /// Somebody without an account: the citizen on the pickup page.
    Visitor {
        /// Where the request came from, for limits; never shown.
        address: String,
    },
    /// The house itself: jobs and the command line of the machine.
    House,
}

impl Actor {
    /// Whether the table of rights lets this actor do that at all. Whose thing it is comes on top: ports
    /// narrow every query to the actor's organisation, bank or secret.
    pub fn may(&self, operation: Operation) -> bool {
        match self {
            Self::Person { roles, .. } => roles.iter().any(|role| role.may(operation)),
            Self::Confined { .. } => operation.open_to_confined(),
            Self::Kiosk { .. } => operation.open_to_kiosks(),
            Self::Visitor { .. } => operation.open_to_visitors(),
            Self::House => true,
        }
    }

    /// As [`Self::may`], as the refusal that a port gives back.
    ///
    /// # Errors
    /// `SignInFirst` for a visitor, `NotAllowed` for everybody else.
    pub fn must(&self, operation: Operation) -> Result<(), Error> {
        if self.may(operation) {
            return Ok(());
        }
        Err(match self {
            Self::Visitor { .. } => RefusalCode::SignInFirst.into(),
            _ => RefusalCode::NotAllowed.into(),
        })
    }

    /// The organisation that a person works for.
    ///
    /// # Errors
    /// `SignInFirst` for everybody who is not a person.
    pub fn organisation(&self) -> Result<OrganisationId, Error> {
        match self {
            Self::Person { organisation, .. } | Self::Confined { organisation, .. } => Ok(*organisation),
            _ => Err(RefusalCode::SignInFirst.into()),
        }
    }

    /// The person behind the call.
    ///
    /// # Errors
    /// `SignInFirst` for everybody who is not a person.
    pub fn person(&self) -> Result<PersonId, Error> {
        match self {
            Self::Person { person, .. } | Self::Confined { person, .. } => Ok(*person),
            _ => Err(RefusalCode::SignInFirst.into()),
        }
    }

    /// The session through which a person asks.
    ///
    /// # Errors
    /// `SignInFirst` for everybody who is not a person.
    pub fn session(&self) -> Result<SessionId, Error> {
        match self {
            Self::Person { session, .. } | Self::Confined { session, .. } => Ok(*session),
            _ => Err(RefusalCode::SignInFirst.into()),
        }
    }

    /// The bank of a kiosk.
    ///
    /// # Errors
    /// `NotAllowed` for everybody who is not a kiosk.
    pub fn kiosk_bank(&self) -> Result<BankId, Error> {
        match self {
            Self::Kiosk { bank, .. } => Ok(*bank),
            _ => Err(RefusalCode::NotAllowed.into()),
        }
    }

    /// What stands in the audit and in a command as `actor`: a kind and an id, no name.
    pub fn label(&self) -> String {
        match self {
            Self::Person { person, .. } | Self::Confined { person, .. } => format!("person:{person}"),
            Self::Kiosk { kiosk, .. } => format!("kiosk:{kiosk}"),
            Self::Visitor { .. } => "visitor".to_owned(),
            Self::House => "house".to_owned(),
        }
    }
}
