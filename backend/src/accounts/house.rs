//! What the house itself does with accounts: the first administrator, the demo's people, the purge.
//!
//! Called by the command line and by jobs, never by a request. What must not be here: anything that asks who asks.

use std::time::Duration;

use domain::accounts::{Role, Secret};
use domain::ids::{OrganisationId, PersonId};
use domain::{Locale, Outcome, RefusalCode, Span};
use tokio_util::sync::CancellationToken;

use super::entry::fold;
use super::invitations;
use super::owners;
use super::second_step;
use super::service::Accounts;
use super::sql::{self, NewPerson};
use super::sql_access;
use crate::db::Tx;
use crate::fault::Result;

/// How long a dead link's row stays, for questions.
const DEAD_LINKS_STAY: Span = Span::days(30);
const PURGE_EVERY: Duration = Duration::from_mins(10);

impl Accounts {
    /// At the start: a one-time link secret when nobody can run the house yet, for the address `email`, or
    /// `administrator@` the house's own host. `None` when there is an active administrator. Each start makes a new
    /// link until one is used; the old one dies.
    ///
    /// # Errors
    /// What the database says; `Taken` when the address belongs to somebody else's account.
    pub async fn ensure_first_administrator(&self, email: Option<&str>) -> Outcome<Option<Secret>> {
        let mut reader = self.house.db.read().await?;
        let there = sql::active_administrators(&mut reader).await?;
        drop(reader);
        if there > 0 {
            return Ok(None);
        }
        let own = format!("administrator@{}", host(&self.house.settings.public_url));
        self.link_for_administrator(email.unwrap_or(&own)).await.map(Some)
    }

    /// The oldest organisation: the one that the command line works for.
    ///
    /// # Errors
    /// `NotFound` before there is any; what the database says.
    pub async fn own_organisation(&self) -> Outcome<OrganisationId> {
        let mut reader = self.house.db.read().await?;
        Ok(sql::first_organisation(&mut reader)
            .await?
            .ok_or(RefusalCode::NotFound)?)
    }

    /// Makes the account if there is none, in the oldest organisation, which is made if there is none either.
    pub(super) async fn link_for_administrator(&self, email: &str) -> Outcome<Secret> {
        let email = email.trim();
        let folded = fold(email);
        let (local, at_host) = email.rsplit_once('@').ok_or(RefusalCode::NotAnEmail)?;
        if local.is_empty() || at_host.is_empty() || email.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return Err(RefusalCode::NotAnEmail.into());
        }
        let now = self.house.now();
        let mut tx = self.house.db.begin().await?;
        let organisation = match sql::first_organisation(&mut tx).await? {
            Some(organisation) => organisation,
            None => self.new_organisation(&mut tx, at_host).await?,
        };
        let new = NewPerson {
            id: PersonId(self.house.outside.uuid7()),
            organisation,
            name: local,
            email,
            folded: &folded,
            locale: Locale::default(),
            password_hash: None,
            state: "invited",
        };
        let person = if sql::insert_person(&mut tx, &new, now).await? == 1 {
            new.id
        } else {
            let known = sql::person_by_email(&mut tx, &folded)
                .await?
                .ok_or(RefusalCode::Taken)?;
            if known.state()? != domain::accounts::PersonState::Invited {
                return Err(RefusalCode::Taken.into());
            }
            known.id.0
        };
        sql::add_role(&mut tx, person, Role::Administrator).await?;
        let secret = invitations::new_link(&mut tx, &self.house, person).await?;
        tx.commit().await?;
        tracing::info!(%person, "the house made a link for an administrator");
        Ok(Secret::new(secret.expose()))
    }

    async fn new_organisation(&self, tx: &mut Tx, name: &str) -> Result<OrganisationId> {
        let id = OrganisationId(self.house.outside.uuid7());
        sql::insert_organisation(tx, id, name, self.house.now()).await?;
        Ok(id)
    }

    /// For seeds: the organisation of this name, made if there is none.
    ///
    /// # Errors
    /// What the database says.
    pub async fn seed_organisation(&self, name: &str) -> Result<OrganisationId> {
        let mut tx = self.house.db.begin().await?;
        let id = match sql::organisation_named(&mut tx, name).await? {
            Some(id) => id,
            None => self.new_organisation(&mut tx, name).await?,
        };
        tx.commit().await?;
        Ok(id)
    }

    /// For seeds: the active person with this address, made if there is none; an existing one gains the roles and
    /// stays as they are otherwise. Without a password only the demo's own sign-in opens a session for them.
    ///
    /// # Errors
    /// What the database says.
    pub async fn seed_person(
        &self,
        organisation: OrganisationId,
        name: &str,
        email: &str,
        locale: Locale,
        roles: &[Role],
        password: Option<&str>,
    ) -> Result<PersonId> {
        let hash = match password {
            Some(password) => Some(self.passwords.hash(password).await?),
            None => None,
        };
        self.seed_hashed(organisation, name, email, locale, roles, hash.as_deref())
            .await
    }

    /// As [`Self::seed_person`], with the hash of a password that several have: hashing takes long.
    ///
    /// # Errors
    /// What the database says.
    pub(crate) async fn seed_hashed(
        &self,
        organisation: OrganisationId,
        name: &str,
        email: &str,
        locale: Locale,
        roles: &[Role],
        hash: Option<&str>,
    ) -> Result<PersonId> {
        let folded = fold(email);
        let new = NewPerson {
            id: PersonId(self.house.outside.uuid7()),
            organisation,
            name,
            email,
            folded: &folded,
            locale,
            password_hash: hash,
            state: "active",
        };
        let mut tx = self.house.db.begin().await?;
        sql::insert_person(&mut tx, &new, self.house.now()).await?;
        let person = sql::person_by_email(&mut tx, &folded)
            .await?
            .map_or(new.id, |row| row.id.0);
        for role in roles {
            sql::add_role(&mut tx, person, *role).await?;
        }
        if roles.contains(&Role::Owner) {
            owners::index_name(&mut tx, person, name).await?;
        }
        tx.commit().await?;
        Ok(person)
    }

    /// Deletes sessions that are over and links that died long ago; gives how many.
    ///
    /// # Errors
    /// What the database says.
    pub async fn purge(&self) -> Result<u64> {
        let now = self.house.now();
        let mut tx = self.house.db.begin().await?;
        let gone = sql_access::purge(&mut tx, now, now - DEAD_LINKS_STAY).await?
            + owners::purge(&mut tx, now, now - Span::days(1)).await?
            + second_step::purge(&mut tx, now).await?;
        tx.commit().await?;
        Ok(gone)
    }

    /// Purges as long as the house stands. Any number of nodes may do it.
    pub async fn run_purge(self, stop: CancellationToken) {
        loop {
            if let Err(fault) = self.purge().await {
                fault.log();
            }
            tokio::select! {
                () = tokio::time::sleep(PURGE_EVERY) => {}
                () = stop.cancelled() => return,
            }
        }
    }
}

/// The host of the house's own address, without port.
fn host(public_url: &str) -> String {
    reqwest::Url::parse(public_url)
        .ok()
        .and_then(|url| url.host_str().map(str::to_owned))
        .unwrap_or_else(|| "localhost".to_owned())
}
