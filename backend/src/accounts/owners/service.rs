//! The ports of owners: asks the table of rights, calls a step.

use std::sync::Arc;

use async_trait::async_trait;
use domain::accounts::owners::{
    ChangeEmail, ChangePassword, ConfirmSignUp, ContactForm, DeskOwnersPort, Forgotten, NewOwner, OpenReset,
    OpenSignUp, OwnerCard, OwnerSheet, OwnersPort, PersonSettings, ProfileForm, QuietForm, ResetPassword, SignUp,
    Welcome,
};
use domain::accounts::{Actor, Entered, Operation, Password, Role, Secret};
use domain::ids::PersonId;
use domain::{Email, Outcome, RefusalCode};

use super::personal::{self, OwnRows, PersonalData, Subject};
use super::{desk, password, settings, sign_up, sql};
use crate::accounts::entry::fold;
use crate::accounts::service::Accounts;
use crate::accounts::sql as people;
use crate::db::Handle;

/// Owners' accounts.
#[derive(Clone)]
pub struct Owners {
    accounts: Accounts,
    /// Every slice that keeps something about people; this one comes last, because it empties the row.
    slices: Arc<[Arc<dyn PersonalData>]>,
}

impl Owners {
    /// With every other slice that keeps something about people.
    pub fn new(accounts: Accounts, mut slices: Vec<Arc<dyn PersonalData>>) -> Self {
        slices.push(Arc::new(OwnRows));
        Self {
            accounts,
            slices: slices.into(),
        }
    }

    async fn own_subject(&self, person: PersonId) -> Outcome<Subject> {
        let house = &self.accounts.house;
        let mut reader = house.db.read().await?;
        Ok(personal::subject(&mut reader, house, person)
            .await?
            .ok_or(RefusalCode::SignInFirst)?)
    }

    /// Whoever has this address: with an account, or only in what slices keep.
    async fn subject_with(&self, typed: &str) -> Outcome<Subject> {
        let house = &self.accounts.house;
        let email = Email::parse(typed).map_err(|code| password::at("email", code))?;
        let mut reader = house.db.read().await?;
        if let Some(row) = people::person_by_email(&mut reader, &fold(typed)).await?
            && let Some(subject) = personal::subject(&mut reader, house, row.id.0).await?
        {
            return Ok(subject);
        }
        Ok(Subject {
            person: None,
            name: None,
            email: Some(email),
            phones: Vec::new(),
        })
    }

    async fn export(&self, subject: &Subject) -> Outcome<String> {
        let house = &self.accounts.house;
        let mut reader = house.db.read().await?;
        let mut all = serde_json::Map::new();
        for slice in self.slices.iter() {
            for (heading, value) in slice.export(&mut reader, house, subject).await? {
                all.insert(heading.to_owned(), value);
            }
        }
        if all.is_empty() {
            return Err(RefusalCode::NotFound.into());
        }
        all.insert("exported_at".to_owned(), personal::instant(house.now().0).into());
        Ok(format!("{:#}", serde_json::Value::Object(all)))
    }

    async fn erase(&self, subject: &Subject) -> Outcome<()> {
        let house = &self.accounts.house;
        let mut tx = house.db.begin().await?;
        let mut met = 0;
        for slice in self.slices.iter() {
            met += slice.erase(&mut tx, house, subject).await?;
        }
        if met == 0 {
            return Err(RefusalCode::NotFound.into());
        }
        tx.commit().await?;
        // What is deleted still stands in the file until it is written over.
        house.db.forget().await?;
        if let Some(person) = subject.person {
            house.live.sessions_ended(person);
        }
        tracing::info!(rows = met, "a person was erased");
        Ok(())
    }

    /// The desk's owners are the bureau's: nobody else's dispatcher sees them.
    async fn must_be_bureau(&self, h: &mut impl Handle, actor: &Actor) -> Outcome<()> {
        actor.must(Operation::ServeOwners)?;
        if *actor == Actor::House {
            return Ok(());
        }
        let bureau = sql::bureau(h).await?.ok_or(RefusalCode::NotFound)?;
        if actor.organisation()? == bureau.id.0 {
            Ok(())
        } else {
            Err(RefusalCode::NotFound.into())
        }
    }
}

#[async_trait]
impl OwnersPort for Owners {
    async fn sign_up(&self, actor: &Actor, form: SignUp) -> Outcome<()> {
        actor.must(Operation::SignIn)?;
        sign_up::ask(&self.accounts, &form).await
    }

    async fn open_sign_up(&self, actor: &Actor, secret: &Secret) -> Outcome<OpenSignUp> {
        actor.must(Operation::SignIn)?;
        sign_up::look(&self.accounts, secret).await
    }

    async fn confirm_sign_up(&self, actor: &Actor, form: ConfirmSignUp) -> Outcome<Welcome> {
        actor.must(Operation::SignIn)?;
        sign_up::confirm(&self.accounts, &form).await
    }

    async fn forgotten(&self, actor: &Actor, form: Forgotten) -> Outcome<()> {
        actor.must(Operation::SignIn)?;
        password::forgotten(&self.accounts, &form).await
    }

    async fn open_reset(&self, actor: &Actor, secret: &Secret) -> Outcome<OpenReset> {
        actor.must(Operation::SignIn)?;
        password::look(&self.accounts, secret).await
    }

    async fn reset_password(&self, actor: &Actor, form: ResetPassword) -> Outcome<Entered> {
        actor.must(Operation::SignIn)?;
        password::reset(&self.accounts, &form).await
    }

    async fn open_email(&self, actor: &Actor, secret: &Secret) -> Outcome<String> {
        actor.must(Operation::SignIn)?;
        settings::open_email(&self.accounts.house, secret).await
    }

    async fn confirm_email(&self, actor: &Actor, secret: &Secret) -> Outcome<()> {
        actor.must(Operation::SignIn)?;
        settings::confirm_email(&self.accounts.house, secret).await
    }

    async fn settings(&self, actor: &Actor) -> Outcome<PersonSettings> {
        actor.must(Operation::OwnAccount)?;
        let house = &self.accounts.house;
        let mut reader = house.db.read().await?;
        settings::read(&mut reader, house, actor.person()?).await
    }

    async fn change_profile(&self, actor: &Actor, form: ProfileForm) -> Outcome<()> {
        actor.must(Operation::OwnAccount)?;
        settings::profile(&self.accounts.house, actor.person()?, &form).await
    }

    async fn change_contacts(&self, actor: &Actor, contacts: Vec<ContactForm>) -> Outcome<()> {
        actor.must(Operation::OwnAccount)?;
        let contacts = ContactForm::check_all(&contacts)?;
        settings::contacts(&self.accounts.house, actor.person()?, &contacts).await
    }

    async fn change_quiet_hours(&self, actor: &Actor, form: QuietForm) -> Outcome<()> {
        actor.must(Operation::OwnAccount)?;
        settings::quiet(&self.accounts.house, actor.person()?, &form).await
    }

    async fn change_password(&self, actor: &Actor, form: ChangePassword) -> Outcome<()> {
        actor.must(Operation::OwnAccount)?;
        password::change(&self.accounts, actor, &form).await
    }

    async fn change_email(&self, actor: &Actor, form: ChangeEmail) -> Outcome<()> {
        actor.must(Operation::OwnAccount)?;
        settings::email(&self.accounts, actor.person()?, &form).await
    }

    async fn export_own(&self, actor: &Actor, typed: &Password) -> Outcome<String> {
        actor.must(Operation::OwnAccount)?;
        let person = actor.person()?;
        password::prove(&self.accounts, person, typed, "password").await?;
        self.export(&self.own_subject(person).await?).await
    }

    async fn erase_own(&self, actor: &Actor, typed: &Password) -> Outcome<()> {
        actor.must(Operation::EraseOwn)?;
        let person = actor.person()?;
        // Whoever works for the house is part of its records; a manager decides.
        if matches!(actor, Actor::Person { roles, .. } if roles.as_slice() != [Role::Owner]) {
            return Err(RefusalCode::NotAllowed.into());
        }
        password::prove(&self.accounts, person, typed, "password").await?;
        self.erase(&self.own_subject(person).await?).await
    }

    async fn export_person(&self, actor: &Actor, email: &str) -> Outcome<String> {
        actor.must(Operation::AnswerForPeople)?;
        tracing::info!(actor = actor.label(), "exports what is kept of a person");
        self.export(&self.subject_with(email).await?).await
    }

    async fn erase_person(&self, actor: &Actor, email: &str) -> Outcome<()> {
        actor.must(Operation::AnswerForPeople)?;
        tracing::info!(actor = actor.label(), "erases a person");
        self.erase(&self.subject_with(email).await?).await
    }
}

#[async_trait]
impl DeskOwnersPort for Owners {
    async fn find_owners(&self, actor: &Actor, text: &str) -> Outcome<Vec<OwnerCard>> {
        let house = &self.accounts.house;
        let mut reader = house.db.read().await?;
        self.must_be_bureau(&mut reader, actor).await?;
        Ok(desk::find_owners(&mut reader, house, text).await?)
    }

    async fn owner(&self, actor: &Actor, person: PersonId) -> Outcome<OwnerSheet> {
        let house = &self.accounts.house;
        let mut reader = house.db.read().await?;
        self.must_be_bureau(&mut reader, actor).await?;
        if !people::roles(&mut reader, person).await?.contains(&Role::Owner) {
            return Err(RefusalCode::NotFound.into());
        }
        desk::owner_sheet(&mut reader, house, person).await
    }

    async fn register_owner(&self, actor: &Actor, form: NewOwner) -> Outcome<PersonId> {
        let house = &self.accounts.house;
        let mut tx = house.db.begin().await?;
        self.must_be_bureau(&mut tx, actor).await?;
        let details = form.check()?;
        let person = desk::owner_for(&mut tx, house, &details).await?;
        tx.commit().await?;
        tracing::info!(actor = actor.label(), %person, "entered an owner");
        Ok(person)
    }
}
