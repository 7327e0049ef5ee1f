//! The port of the second step: asks the table of rights, calls a step.

use async_trait::async_trait;
use domain::accounts::second_step::{
    BeginPasskey, BeginSecondStep, FinishSignIn, FinishedSignIn, OwnPasskeys, PasskeyAsked, PasskeyEntered,
    PasskeyKept, PasskeySetUp, PasskeySignIn, ProveSecondStep, RecoveryCode, RemovePasskey, SecondStepOf,
    SecondStepPort, SecondStepSetUp, SecondStepView, SignInRules, StepAwaited, SwitchedOn, TakeOff,
};
use domain::accounts::{Actor, Operation, Secret};
use domain::ids::PersonId;
use domain::{Outcome, RefusalCode};

use super::{half, passkeys, set_up, staff};
use crate::accounts::entry::fold;
use crate::accounts::service::Accounts;
use crate::accounts::sql as people;

/// The second step at sign-in.
#[derive(Clone)]
pub struct SecondSteps {
    accounts: Accounts,
}

impl SecondSteps {
    /// Beside the accounts.
    pub const fn new(accounts: Accounts) -> Self {
        Self { accounts }
    }

    /// At the machine itself: for the administrator who lost phone and paper. As the port's, for whoever has this address.
    ///
    /// # Errors
    /// `NotFound` for an address without account; as [`SecondStepPort::take_off`].
    pub async fn take_off_at_machine(&self, email: &str, reason: &str) -> Outcome<()> {
        let mut reader = self.accounts.house.db.read().await?;
        let person = people::person_by_email(&mut reader, &fold(email)).await?;
        drop(reader);
        let person = person.ok_or(RefusalCode::NotFound)?.id.0;
        let form = TakeOff {
            reason: reason.to_owned(),
        };
        self.take_off(&Actor::House, person, form).await
    }
}

#[async_trait]
impl SecondStepPort for SecondSteps {
    async fn awaited(&self, actor: &Actor, secret: &Secret) -> Outcome<StepAwaited> {
        actor.must(Operation::SignIn)?;
        half::awaited(&self.accounts.house, secret).await
    }

    async fn finish(&self, actor: &Actor, form: FinishSignIn) -> Outcome<FinishedSignIn> {
        actor.must(Operation::SignIn)?;
        half::finish(&self.accounts, &form).await
    }

    async fn finish_by_passkey(&self, actor: &Actor, form: PasskeySignIn) -> Outcome<PasskeyEntered> {
        actor.must(Operation::SignIn)?;
        passkeys::enter::finish(&self.accounts, &form).await
    }

    async fn ask_passkey(&self, actor: &Actor) -> Outcome<PasskeyAsked> {
        actor.must(Operation::SignIn)?;
        passkeys::enter::ask(&self.accounts.house).await
    }

    async fn passkey_asked(&self, actor: &Actor, secret: &Secret) -> Outcome<String> {
        actor.must(Operation::SignIn)?;
        passkeys::enter::asked(&self.accounts.house, secret).await
    }

    async fn enter_by_passkey(&self, actor: &Actor, form: PasskeySignIn) -> Outcome<PasskeyEntered> {
        actor.must(Operation::SignIn)?;
        passkeys::enter::enter(&self.accounts, &form).await
    }

    async fn passkeys(&self, actor: &Actor) -> Outcome<OwnPasskeys> {
        actor.must(Operation::SecondStep)?;
        passkeys::own::list(&self.accounts.house, actor).await
    }

    async fn begin_passkey(&self, actor: &Actor, form: BeginPasskey) -> Outcome<()> {
        actor.must(Operation::SecondStep)?;
        passkeys::own::begin(&self.accounts, actor, &form).await
    }

    async fn passkey_set_up(&self, actor: &Actor) -> Outcome<PasskeySetUp> {
        actor.must(Operation::SecondStep)?;
        passkeys::own::set_up(&self.accounts.house, actor).await
    }

    async fn keep_passkey(&self, actor: &Actor, answer: &str) -> Outcome<PasskeyKept> {
        actor.must(Operation::SecondStep)?;
        passkeys::own::keep(&self.accounts, actor, answer).await
    }

    async fn remove_passkey(&self, actor: &Actor, form: RemovePasskey) -> Outcome<()> {
        actor.must(Operation::SecondStep)?;
        passkeys::own::remove(&self.accounts, actor, &form).await
    }

    async fn own(&self, actor: &Actor) -> Outcome<SecondStepView> {
        actor.must(Operation::SecondStep)?;
        set_up::own(&self.accounts.house, actor.person()?).await
    }

    async fn begin(&self, actor: &Actor, form: BeginSecondStep) -> Outcome<()> {
        actor.must(Operation::SecondStep)?;
        set_up::begin(&self.accounts, actor, &form).await
    }

    async fn set_up(&self, actor: &Actor) -> Outcome<SecondStepSetUp> {
        actor.must(Operation::SecondStep)?;
        set_up::set_up(&self.accounts.house, actor.person()?).await
    }

    async fn confirm(&self, actor: &Actor, code: &str) -> Outcome<SwitchedOn> {
        actor.must(Operation::SecondStep)?;
        set_up::confirm(&self.accounts, actor, code).await
    }

    async fn new_codes(&self, actor: &Actor, form: ProveSecondStep) -> Outcome<Vec<RecoveryCode>> {
        actor.must(Operation::SecondStep)?;
        set_up::new_codes(&self.accounts, actor, &form).await
    }

    async fn turn_off(&self, actor: &Actor, form: ProveSecondStep) -> Outcome<()> {
        actor.must(Operation::SecondStep)?;
        set_up::turn_off(&self.accounts, actor, &form).await
    }

    async fn rules(&self, actor: &Actor) -> Outcome<SignInRules> {
        actor.must(Operation::SetSignInRules)?;
        staff::rules(&self.accounts.house, actor.organisation()?).await
    }

    async fn require(&self, actor: &Actor, required: bool) -> Outcome<()> {
        actor.must(Operation::SetSignInRules)?;
        staff::require(&self.accounts.house, actor, required).await
    }

    async fn of(&self, actor: &Actor, person: PersonId) -> Outcome<SecondStepOf> {
        actor.must(Operation::TakeOffSecondStep)?;
        staff::of(&self.accounts, actor, person).await
    }

    async fn take_off(&self, actor: &Actor, person: PersonId, form: TakeOff) -> Outcome<()> {
        actor.must(Operation::TakeOffSecondStep)?;
        staff::take_off(&self.accounts, actor, person, &form).await
    }
}
