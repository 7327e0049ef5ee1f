//! What the outside may ask of the second step.

use async_trait::async_trait;

use super::{
    BeginSecondStep, FinishSignIn, FinishedSignIn, ProveSecondStep, RecoveryCode, SecondStepOf, SecondStepSetUp,
    SecondStepView, SignInRules, SwitchedOn, TakeOff,
};
use crate::Outcome;
use crate::accounts::{Actor, Secret};
use crate::ids::PersonId;

/// The second step: of a sign-in, of one's own account, of an organisation.
#[async_trait]
pub trait SecondStepPort: Send + Sync {
    /// Whether a half sign-in still waits for its second step; changes nothing. `SecondStepOver` when it does not.
    async fn awaited(&self, actor: &Actor, half: &Secret) -> Outcome<()>;

    /// The second step of a sign-in. `WrongSecondStep` for every code that does not count, whatever is wrong with it;
    /// `SecondStepOver` when it came too late or was the fifth wrong one: the password is asked for again;
    /// `SecondStepRests` while only recovery codes count for this account.
    async fn finish(&self, actor: &Actor, form: FinishSignIn) -> Outcome<FinishedSignIn>;

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

    /// Signs in without it from now on. `Form` with `password` or `code`; `WrongState` when there is none, or when one's
    /// organisation wants it.
    async fn turn_off(&self, actor: &Actor, form: ProveSecondStep) -> Outcome<()>;

    /// How one's organisation signs in.
    async fn rules(&self, actor: &Actor) -> Outcome<SignInRules>;

    /// Whether the staff of one's organisation must have a second step. Whoever has none sets it up after their next
    /// sign-in, and can do nothing else until then; sessions that are open go on.
    async fn require(&self, actor: &Actor, required: bool) -> Outcome<()>;

    /// A colleague's second step.
    async fn of(&self, actor: &Actor, person: PersonId) -> Outcome<SecondStepOf>;

    /// Takes it off for a colleague who lost the phone, and tells them. Never one's own. `Form` with `reason`;
    /// `WrongState` when they have none.
    async fn take_off(&self, actor: &Actor, person: PersonId, form: TakeOff) -> Outcome<()>;
}
