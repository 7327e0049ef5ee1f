//! What the outside may ask of the second step.

use async_trait::async_trait;

use super::{
    BeginPasskey, BeginSecondStep, FinishSignIn, FinishedSignIn, OwnPasskeys, PasskeyAsked, PasskeyEntered,
    PasskeyKept, PasskeySetUp, PasskeySignIn, ProveSecondStep, RecoveryCode, RemovePasskey, SecondStepOf,
    SecondStepSetUp, SecondStepView, SignInRules, StepAwaited, SwitchedOn, TakeOff,
};
use crate::Outcome;
use crate::accounts::{Actor, Secret};
use crate::ids::PersonId;

/// The second step: of a sign-in, of one's own account, of an organisation.
#[async_trait]
pub trait SecondStepPort: Send + Sync {
    /// What a half sign-in still waits for; changes nothing. `SecondStepOver` when it does not.
    async fn awaited(&self, actor: &Actor, half: &Secret) -> Outcome<StepAwaited>;

    /// The second step of a sign-in. `WrongSecondStep` for every code that does not count, whatever is wrong with it;
    /// `SecondStepOver` when it came too late or was the fifth wrong one: the password is asked for again;
    /// `SecondStepRests` while only recovery codes count for this account.
    async fn finish(&self, actor: &Actor, form: FinishSignIn) -> Outcome<FinishedSignIn>;

    /// The second step of a sign-in, by passkey. `WrongPasskey` for every answer that does not count; `SecondStepOver` as in
    /// [`Self::finish`], and the tries are counted together.
    async fn finish_by_passkey(&self, actor: &Actor, form: PasskeySignIn) -> Outcome<PasskeyEntered>;

    /// Begins a whole sign-in by passkey, of nobody in particular. `WrongState` where passkeys cannot be used.
    async fn ask_passkey(&self, actor: &Actor) -> Outcome<PasskeyAsked>;

    /// What the browser is asked by it: JSON. `WrongPasskey` when it came too late or was answered; changes nothing.
    async fn passkey_asked(&self, actor: &Actor, secret: &Secret) -> Outcome<String>;

    /// A whole sign-in by passkey. `WrongPasskey` for every answer that opens nothing, whoever's it is.
    async fn enter_by_passkey(&self, actor: &Actor, form: PasskeySignIn) -> Outcome<PasskeyEntered>;

    /// One's own passkeys.
    async fn passkeys(&self, actor: &Actor) -> Outcome<OwnPasskeys>;

    /// Begins to make a passkey; the browser has five minutes. `Form` with `name`, `password` or `code`; `WrongState` where
    /// passkeys cannot be used, or with too many of them.
    async fn begin_passkey(&self, actor: &Actor, form: BeginPasskey) -> Outcome<()>;

    /// The passkey that is about to be made. `WrongState` when none is.
    async fn passkey_set_up(&self, actor: &Actor) -> Outcome<PasskeySetUp>;

    /// What the browser made: it counts from now on, for sign-ins too. Every other session ends, and this one gets a new
    /// secret. `WrongPasskey` for what is none of ours, and then one begins again; `WrongState` when none was asked for.
    async fn keep_passkey(&self, actor: &Actor, answer: &str) -> Outcome<PasskeyKept>;

    /// Forgets a passkey. With the last one the second step is off, if there is no phone. `Form` with `password` or `code`;
    /// `WrongState` for one that is not there, and for the last where one's organisation wants a second step.
    async fn remove_passkey(&self, actor: &Actor, form: RemovePasskey) -> Outcome<()>;

    /// One's own second step.
    async fn own(&self, actor: &Actor) -> Outcome<SecondStepView>;

    /// Makes a secret for a phone; it counts when its first code was right. `Form` with `password`, and with `code` where
    /// there is a second step already.
    async fn begin(&self, actor: &Actor, form: BeginSecondStep) -> Outcome<()>;

    /// The secret that waits for its first code. `WrongState` when none does.
    async fn set_up(&self, actor: &Actor) -> Outcome<SecondStepSetUp>;

    /// The first code: from now on the second step counts, with new recovery codes. Every other session ends, and this one
    /// gets a new secret. `Form` with `code`; `WrongState` when no secret waits.
    async fn confirm(&self, actor: &Actor, code: &str) -> Outcome<SwitchedOn>;

    /// Ten new recovery codes; the old ones are dead. `Form` with `password` or `code`.
    async fn new_codes(&self, actor: &Actor, form: ProveSecondStep) -> Outcome<Vec<RecoveryCode>>;

    /// Signs in without the phone from now on; passkeys stay, and so do the recovery codes then. `Form` with `password` or
    /// `code`; `WrongState` when there is no phone, or when one's organisation wants a second step and there is no other.
    async fn turn_off(&self, actor: &Actor, form: ProveSecondStep) -> Outcome<()>;

    /// How one's organisation signs in.
    async fn rules(&self, actor: &Actor) -> Outcome<SignInRules>;

    /// Whether the staff of one's organisation must have a second step. Whoever has none sets it up after their next
    /// sign-in, and can do nothing else until then; sessions that are open go on.
    async fn require(&self, actor: &Actor, required: bool) -> Outcome<()>;

    /// A colleague's second step.
    async fn of(&self, actor: &Actor, person: PersonId) -> Outcome<SecondStepOf>;

    /// Takes it off for a colleague who lost the phone, passkeys too, and tells them. Never one's own. `Form` with `reason`;
    /// `WrongState` when they have none.
    async fn take_off(&self, actor: &Actor, person: PersonId, form: TakeOff) -> Outcome<()>;
}
