//! What is shown of the second step: to its owner, to whoever sets the rule, to the administrator.

use super::{RecoveryCode, TotpSecret};
use crate::Moment;
use crate::accounts::{OpenedSession, PersonView, Secret};

/// One's own second step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecondStepView {
    /// Since when the phone's digits are asked for; none: they are not.
    pub since: Option<Moment>,
    /// How many passkeys there are.
    pub passkeys: u32,
    /// How many recovery codes were not used yet.
    pub codes_left: u32,
    /// Whether one's organisation wants it, so that it cannot be turned off.
    pub required: bool,
}

/// A secret on its way to a phone.
#[derive(Clone)]
pub struct SecondStepSetUp {
    /// The secret: drawn as a QR, written as text.
    pub secret: TotpSecret,
    /// Under which address the phone lists it.
    pub email: String,
    /// Under whose name the phone lists it.
    pub organisation_name: String,
}

/// The second step counts from now on.
#[derive(Clone)]
pub struct SwitchedOn {
    /// Shown once, and never again.
    pub codes: Vec<RecoveryCode>,
    /// The session goes on under this secret: its rights changed.
    pub session: Secret,
}

/// A sign-in whose second step was right.
#[derive(Clone)]
pub struct FinishedSignIn {
    /// The session, open.
    pub session: OpenedSession,
    /// How many recovery codes are left, if it was one of them that opened it.
    pub recovery_left: Option<u32>,
}

/// A colleague, and whether they have a second step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColleagueStep {
    /// Who.
    pub person: PersonView,
    /// Since when it is asked for; none: it is not.
    pub since: Option<Moment>,
}

/// How an organisation's staff sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInRules {
    /// Whether everybody on the staff must have a second step.
    pub required: bool,
    /// Everybody on the staff who can sign in, by name.
    pub people: Vec<ColleagueStep>,
}

/// A second step that was taken off for somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removal {
    /// When.
    pub at: Moment,
    /// By whom; none: at the machine itself.
    pub by: Option<String>,
    /// Why.
    pub reason: String,
}

/// A colleague's second step, as the administrator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecondStepOf {
    /// Who, and since when.
    pub colleague: ColleagueStep,
    /// Whether it is the reader's own: that is turned off on one's own page.
    pub own: bool,
    /// When it was taken off before, newest first.
    pub removals: Vec<Removal>,
}
