//! What the outside may ask of accounts.

use async_trait::async_trait;

use super::{
    AcceptInvitation, Actor, Entered, Invitation, Invite, OpenedSession, PersonView, Profile, Role, Secret,
    SessionView, SignIn, StaffSessions,
};
use crate::ids::{PersonId, SessionId};
use crate::{Locale, Outcome};

/// Sign-in, sessions and people.
#[async_trait]
pub trait AccountsPort: Send + Sync {
    /// Opens a session, or half of one where a second step is asked for. The same answer and the same time for unknown
    /// people and wrong passwords; each failure in a row makes the next try wait 1, 3, 5, then 10 s (`SlowDown`).
    async fn sign_in(&self, actor: &Actor, request: SignIn) -> Outcome<Entered>;

    /// Opens a session for a demo person without a password, and without a second step; from where and with what, as in
    /// [`SignIn`]. Refused with `NotFound` outside demo mode.
    async fn sign_in_demo(&self, actor: &Actor, role: Role, address: &str, device: &str) -> Outcome<OpenedSession>;

    /// Who holds this session secret, with rights as they are now: [`Actor::Confined`] while a second step must be set up
    /// first. `SignInFirst` if the session is over. Slides the idle end forward.
    async fn who(&self, secret: &Secret) -> Outcome<(Actor, Profile)>;

    /// Ends the asking session.
    async fn sign_out(&self, actor: &Actor) -> Outcome<()>;

    /// One's own open sessions, newest use first.
    async fn sessions(&self, actor: &Actor) -> Outcome<Vec<SessionView>>;

    /// Ends one of one's own sessions.
    async fn end_session(&self, actor: &Actor, session: SessionId) -> Outcome<()>;

    /// Who of the staff of one's organisation is signed in, by name, one's own sessions among them; `search` matches parts of
    /// name and address.
    async fn staff_sessions(&self, actor: &Actor, search: &str) -> Outcome<Vec<StaffSessions>>;

    /// Ends one session of a colleague: it opens nothing from the next request on. Says whether there was one to end.
    /// `NotFound` for whoever is not of one's staff; `NotAllowed` for one's own, which are ended at one's account.
    async fn end_staff_session(&self, actor: &Actor, person: PersonId, session: SessionId) -> Outcome<bool>;

    /// Ends all sessions of a colleague, and a sign-in that waits for its second step. As [`Self::end_staff_session`].
    async fn end_staff_sessions(&self, actor: &Actor, person: PersonId) -> Outcome<bool>;

    /// Changes one's own language.
    async fn choose_locale(&self, actor: &Actor, locale: Locale) -> Outcome<()>;

    /// The people of one's organisation, by name; `search` matches parts of name and address.
    async fn people(&self, actor: &Actor, search: &str) -> Outcome<Vec<PersonView>>;

    /// Invites a colleague: makes the account and mails a one-time link that lives for 72 hours.
    /// Only an administrator can make administrators. `Taken` when the address has an account.
    async fn invite(&self, actor: &Actor, form: Invite) -> Outcome<PersonId>;

    /// Sends the invitation again with a new link; the old one dies.
    async fn invite_again(&self, actor: &Actor, person: PersonId) -> Outcome<()>;

    /// Switches an account off (ends its sessions) or on again. Never one's own, never the last administrator's.
    async fn set_enabled(&self, actor: &Actor, person: PersonId, enabled: bool) -> Outcome<()>;

    /// What an invitation link says. `LinkExpired` when it was used, replaced or is too old.
    async fn invitation(&self, actor: &Actor, secret: &Secret) -> Outcome<Invitation>;

    /// Sets the password through an invitation and signs in.
    async fn accept_invitation(&self, actor: &Actor, form: AcceptInvitation) -> Outcome<OpenedSession>;

    /// Makes a one-time link secret for a (first) administrator. The house only.
    async fn invite_administrator(&self, actor: &Actor, email: &str) -> Outcome<Secret>;
}
