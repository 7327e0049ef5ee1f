//! The port of this slice: asks the table of rights, opens a transaction, calls a step, commits.

use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;
use domain::accounts::{
    AcceptInvitation, AccountsPort, Actor, Entered, Invitation, Invite, OpenedSession, Operation, PersonState,
    PersonView, Profile, Role, Secret, SessionView, SignIn, StaffSessions,
};
use domain::ids::{PersonId, SessionId};
use domain::{Email, Error, FieldError, Locale, Moment, Outcome, Refusal, RefusalCode, Timestamp};

use super::entry::{self, Origin};
use super::invitations::{self, Invitee};
use super::ladder::Ladder;
use super::second_step;
use super::sql::{self, NewPerson, PersonRow};
use super::{sql_access, staff_sessions};
use crate::db::Handle;
use crate::house::House;
use crate::secrets::Passwords;

/// People, sessions, invitations.
#[derive(Clone)]
pub struct Accounts {
    pub(super) house: House,
    pub(super) passwords: Passwords,
    pub(super) strangers: Arc<Ladder>,
}

impl Accounts {
    /// With the process's one queue for password hashes.
    pub fn new(house: House, passwords: Passwords) -> Self {
        Self {
            house,
            passwords,
            strangers: Arc::default(),
        }
    }

    /// The person if they are of the actor's organisation; the same answer for foreign and unknown.
    pub(super) async fn own(&self, h: &mut impl Handle, actor: &Actor, person: PersonId) -> Outcome<PersonRow> {
        let row = sql::person(h, person).await?.ok_or(RefusalCode::NotFound)?;
        let own = match actor {
            _ if row.state()? == PersonState::Erased => false,
            Actor::House => true,
            _ => actor.organisation()? == row.organisation_id.0,
        };
        if own {
            Ok(row)
        } else {
            Err(RefusalCode::NotFound.into())
        }
    }
}

/// Only administrators make, call back and switch administrators.
fn must_match(actor: &Actor, roles: &[Role]) -> Outcome<()> {
    let equal = match actor {
        Actor::House => true,
        Actor::Person { roles, .. } => roles.contains(&Role::Administrator),
        _ => false,
    };
    if equal || !roles.contains(&Role::Administrator) {
        return Ok(());
    }
    tracing::warn!(actor = actor.label(), "somebody reached for an administrator's account");
    Err(RefusalCode::NotAllowed.into())
}

fn taken() -> Error {
    let field = FieldError {
        field: "email".to_owned(),
        code: RefusalCode::Taken,
    };
    Refusal::with_fields(RefusalCode::Taken, vec![field]).into()
}

pub(super) fn view(row: &PersonRow, roles: Vec<Role>) -> Outcome<PersonView> {
    Ok(PersonView {
        id: row.id.0,
        name: row.name.clone(),
        email: row.email.clone(),
        roles,
        state: row.state()?,
        last_seen: row.last_seen_at.map(|at| Moment::utc(Timestamp(at))),
    })
}

#[async_trait]
impl AccountsPort for Accounts {
    async fn sign_in(&self, actor: &Actor, request: SignIn) -> Outcome<Entered> {
        actor.must(Operation::SignIn)?;
        entry::sign_in(self, &request).await
    }

    async fn sign_in_demo(&self, actor: &Actor, role: Role, address: &str, device: &str) -> Outcome<OpenedSession> {
        if !self.house.settings.demo {
            return Err(RefusalCode::NotFound.into());
        }
        actor.must(Operation::SignIn)?;
        let mut tx = self.house.db.begin().await?;
        let person = sql::first_with_role(&mut tx, role)
            .await?
            .ok_or(RefusalCode::NotFound)?
            .id
            .0;
        sql::signed_in(&mut tx, person, self.house.now()).await?;
        let origin = Origin { address, device };
        let opened = entry::open_whole(&mut tx, self, person, &origin).await?;
        tx.commit().await?;
        tracing::info!(%person, "signed in to the demo");
        Ok(opened)
    }

    async fn who(&self, secret: &Secret) -> Outcome<(Actor, Profile)> {
        entry::who(self, secret).await
    }

    async fn sign_out(&self, actor: &Actor) -> Outcome<()> {
        actor.must(Operation::SignOut)?;
        let (person, session) = (actor.person()?, actor.session()?);
        let mut tx = self.house.db.begin().await?;
        sql_access::end_session(&mut tx, session, person).await?;
        tx.commit().await?;
        self.house.live.sessions_ended(person);
        tracing::info!(%person, "signed out");
        Ok(())
    }

    async fn sessions(&self, actor: &Actor) -> Outcome<Vec<SessionView>> {
        actor.must(Operation::OwnAccount)?;
        let Actor::Person { person, session, .. } = actor else {
            return Err(RefusalCode::SignInFirst.into());
        };
        let mut reader = self.house.db.read().await?;
        let rows = sql_access::sessions(&mut reader, *person, self.house.now()).await?;
        let views = rows.into_iter().map(|row| staff_sessions::seen(row, *session));
        Ok(views.collect())
    }

    async fn end_session(&self, actor: &Actor, session: SessionId) -> Outcome<()> {
        actor.must(Operation::OwnAccount)?;
        let person = actor.person()?;
        let mut tx = self.house.db.begin().await?;
        if sql_access::end_session(&mut tx, session, person).await? == 0 {
            return Err(RefusalCode::NotFound.into());
        }
        tx.commit().await?;
        self.house.live.sessions_ended(person);
        tracing::info!(%person, %session, "a session was ended by its owner");
        Ok(())
    }

    async fn staff_sessions(&self, actor: &Actor, search: &str) -> Outcome<Vec<StaffSessions>> {
        actor.must(Operation::SeeSessions)?;
        staff_sessions::list(self, actor, search).await
    }

    async fn end_staff_session(&self, actor: &Actor, person: PersonId, session: SessionId) -> Outcome<bool> {
        actor.must(Operation::EndSessions)?;
        staff_sessions::end(self, actor, person, session).await
    }

    async fn end_staff_sessions(&self, actor: &Actor, person: PersonId) -> Outcome<bool> {
        actor.must(Operation::EndSessions)?;
        staff_sessions::end_all(self, actor, person).await
    }

    async fn choose_locale(&self, actor: &Actor, locale: Locale) -> Outcome<()> {
        actor.must(Operation::OwnAccount)?;
        let person = actor.person()?;
        let mut tx = self.house.db.begin().await?;
        sql::set_locale(&mut tx, person, locale).await?;
        Ok(tx.commit().await?)
    }

    async fn people(&self, actor: &Actor, search: &str) -> Outcome<Vec<PersonView>> {
        actor.must(Operation::SeePeople)?;
        let organisation = actor.organisation()?;
        let mut reader = self.house.db.read().await?;
        let rows = sql::people(&mut reader, organisation).await?;
        let mut roles: HashMap<PersonId, Vec<Role>> = HashMap::new();
        for (person, role) in sql::roles_of(&mut reader, organisation).await? {
            roles.entry(person).or_default().push(role);
        }
        drop(reader);
        // Not by LIKE: the databases fold letters differently, and SQLite folds none but Latin ones.
        let search = search.trim().to_lowercase();
        let found =
            |row: &&PersonRow| row.name.to_lowercase().contains(&search) || row.email.to_lowercase().contains(&search);
        rows.iter()
            .filter(found)
            .map(|row| {
                let mut roles = roles.remove(&row.id.0).unwrap_or_default();
                roles.sort();
                view(row, roles)
            })
            .collect()
    }

    async fn invite(&self, actor: &Actor, form: Invite) -> Outcome<PersonId> {
        actor.must(Operation::ManagePeople)?;
        let (name, email, roles) = form.check()?;
        must_match(actor, &roles)?;
        let inviter = actor.person()?;
        let id = PersonId(self.house.outside.uuid7());
        let new = NewPerson {
            id,
            organisation: actor.organisation()?,
            name: name.as_str(),
            email: email.as_str(),
            folded: &email.folded(),
            locale: form.locale,
            password_hash: None,
            state: "invited",
        };
        let mut tx = self.house.db.begin().await?;
        let organisation_name = sql::person(&mut tx, inviter)
            .await?
            .ok_or(RefusalCode::SignInFirst)?
            .organisation_name;
        if sql::insert_person(&mut tx, &new, self.house.now()).await? == 0 {
            return Err(taken());
        }
        for role in &roles {
            sql::add_role(&mut tx, id, *role).await?;
        }
        let guest = Invitee {
            person: id,
            name: name.as_str(),
            email: &email,
            locale: form.locale,
            organisation_name: &organisation_name,
        };
        invitations::send(&mut tx, &self.house, &guest).await?;
        tx.commit().await?;
        self.house.wake.notices.notify_one();
        tracing::info!(actor = actor.label(), person = %id, "invited a colleague");
        Ok(id)
    }

    async fn invite_again(&self, actor: &Actor, person: PersonId) -> Outcome<()> {
        actor.must(Operation::ManagePeople)?;
        let mut tx = self.house.db.begin().await?;
        let row = self.own(&mut tx, actor, person).await?;
        must_match(actor, &sql::roles(&mut tx, person).await?)?;
        if row.state()? != PersonState::Invited {
            return Err(RefusalCode::WrongState.into());
        }
        let email = Email::parse(&row.email)?;
        let guest = Invitee {
            person,
            name: &row.name,
            email: &email,
            locale: row.locale()?,
            organisation_name: &row.organisation_name,
        };
        invitations::send(&mut tx, &self.house, &guest).await?;
        tx.commit().await?;
        self.house.wake.notices.notify_one();
        tracing::info!(actor = actor.label(), %person, "invited a colleague again");
        Ok(())
    }

    async fn set_enabled(&self, actor: &Actor, person: PersonId, enabled: bool) -> Outcome<()> {
        actor.must(Operation::ManagePeople)?;
        let mut tx = self.house.db.begin().await?;
        let row = self.own(&mut tx, actor, person).await?;
        if matches!(actor, Actor::Person { person: own, .. } if *own == person) {
            return Err(RefusalCode::NotAllowed.into());
        }
        sql::lock_organisation(&mut tx, row.organisation_id.0).await?;
        must_match(actor, &sql::roles(&mut tx, person).await?)?;
        if enabled {
            sql::enable(&mut tx, person).await?;
        } else {
            let off = sql::disable(&mut tx, person).await?;
            let now = sql::person(&mut tx, person).await?.ok_or(RefusalCode::NotFound)?;
            if off == 0 && now.state()? != PersonState::Disabled {
                return Err(RefusalCode::LastAdministrator.into());
            }
            sql_access::end_sessions(&mut tx, person).await?;
            second_step::drop_halves(&mut tx, person).await?;
            sql_access::kill_links(&mut tx, person, self.house.now()).await?;
        }
        tx.commit().await?;
        self.house.live.sessions_ended(person);
        tracing::info!(actor = actor.label(), %person, enabled, "switched an account");
        Ok(())
    }

    async fn invitation(&self, actor: &Actor, secret: &Secret) -> Outcome<Invitation> {
        actor.must(Operation::SignIn)?;
        invitations::read(self, secret).await
    }

    async fn accept_invitation(&self, actor: &Actor, form: AcceptInvitation) -> Outcome<OpenedSession> {
        actor.must(Operation::SignIn)?;
        invitations::accept(self, &form).await
    }

    async fn invite_administrator(&self, actor: &Actor, email: &str) -> Outcome<Secret> {
        if *actor != Actor::House {
            return Err(RefusalCode::NotAllowed.into());
        }
        self.link_for_administrator(email).await
    }
}
