//! What the outside may ask of owners' accounts.

use async_trait::async_trait;

use super::{
    ChangeEmail, ChangePassword, ConfirmSignUp, ContactForm, Forgotten, NewOwner, OpenReset, OpenSignUp, OwnerCard,
    OwnerSheet, PersonSettings, ProfileForm, QuietForm, ResetPassword, SignUp, Welcome,
};
use crate::Outcome;
use crate::accounts::{Actor, Entered, Password, Secret};
use crate::ids::PersonId;

/// Signing up, forgotten passwords, and everything that people settle about themselves.
#[async_trait]
pub trait OwnersPort: Send + Sync {
    /// Sends a mail with a one-time link that lives for a day. The same answer whether the address is known or not: only
    /// the mail says which. `Form` for what is no address; nothing is said of one that had enough mail this hour.
    async fn sign_up(&self, actor: &Actor, form: SignUp) -> Outcome<()>;

    /// What a sign-up link says; changes nothing. `LinkExpired` when it was used, replaced or is too old.
    async fn open_sign_up(&self, actor: &Actor, secret: &Secret) -> Outcome<OpenSignUp>;

    /// Makes the account, or claims the one that the desk made, and signs in.
    async fn confirm_sign_up(&self, actor: &Actor, form: ConfirmSignUp) -> Outcome<Welcome>;

    /// Sends a mail with a one-time link for a new password, which lives for an hour; the same answer for every address.
    async fn forgotten(&self, actor: &Actor, form: Forgotten) -> Outcome<()>;

    /// What a reset link says; changes nothing. `LinkExpired` as above.
    async fn open_reset(&self, actor: &Actor, secret: &Secret) -> Outcome<OpenReset>;

    /// Sets the new password, ends every session of the account, and signs in as far as a password does.
    async fn reset_password(&self, actor: &Actor, form: ResetPassword) -> Outcome<Entered>;

    /// The address that a link would confirm; changes nothing. `LinkExpired` as above.
    async fn open_email(&self, actor: &Actor, secret: &Secret) -> Outcome<String>;

    /// The new address counts from now on. `Taken` when somebody else got it meanwhile.
    async fn confirm_email(&self, actor: &Actor, secret: &Secret) -> Outcome<()>;

    /// One's own settings.
    async fn settings(&self, actor: &Actor) -> Outcome<PersonSettings>;

    /// Changes one's own name, language and telephones.
    async fn change_profile(&self, actor: &Actor, form: ProfileForm) -> Outcome<()>;

    /// Changes who else may be called.
    async fn change_contacts(&self, actor: &Actor, contacts: Vec<ContactForm>) -> Outcome<()>;

    /// Changes the hours in which no telephone shall ring.
    async fn change_quiet_hours(&self, actor: &Actor, form: QuietForm) -> Outcome<()>;

    /// Changes one's own password; every other session of the account ends. `WrongPassword` at `current`.
    async fn change_password(&self, actor: &Actor, form: ChangePassword) -> Outcome<()>;

    /// Sends a mail with a link to the new address, and word of it to the present one. `WrongPassword` at `password`.
    /// An address that somebody has is not told apart here: its mail says so.
    async fn change_email(&self, actor: &Actor, form: ChangeEmail) -> Outcome<()>;

    /// Everything that the house keeps about the one who asks, as a JSON document. `WrongPassword` at `password`.
    async fn export_own(&self, actor: &Actor, password: &Password) -> Outcome<String>;

    /// Erases the one who asks: nothing personal stays except what the law wants kept. `WrongPassword` at `password`;
    /// `StillInHand` while a thing of theirs is on its way; `NotAllowed` for who works for the house.
    async fn erase_own(&self, actor: &Actor, password: &Password) -> Outcome<()>;

    /// As [`Self::export_own`] for the person with this address, account or not. The house and administrators.
    async fn export_person(&self, actor: &Actor, email: &str) -> Outcome<String>;

    /// As [`Self::erase_own`] for the person with this address, account or not. `NotFound` when nothing is kept of them.
    async fn erase_person(&self, actor: &Actor, email: &str) -> Outcome<()>;
}

/// What the telephone desk may ask about owners. Dispatchers of the bureau only.
#[async_trait]
pub trait DeskOwnersPort: Send + Sync {
    /// Owners whose name begins so (its words in any order) or whose telephone it is, at most 20.
    async fn find_owners(&self, actor: &Actor, text: &str) -> Outcome<Vec<OwnerCard>>;

    /// One owner, with everything that a call needs.
    async fn owner(&self, actor: &Actor, person: PersonId) -> Outcome<OwnerSheet>;

    /// The owner with this address, or with this name and telephone; a new one, without password, if there is none.
    /// `Taken` at `email` when the address belongs to somebody who is no owner.
    async fn register_owner(&self, actor: &Actor, form: NewOwner) -> Outcome<PersonId>;
}
