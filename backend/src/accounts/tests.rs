//! Sign-in, sessions, invitations, people and rights, on both databases.

mod authenticator;
mod entry;
mod invitations;
mod offices;
mod owners;
mod passkeys;
mod passkeys_own;
mod people;
mod rights;
mod second_step;
mod second_step_own;
mod second_step_staff;
mod staff_sessions;

use std::sync::Arc;

use domain::accounts::{AccountsPort as _, Actor, Entered, Invite, OpenedSession, Password, Role, SignIn};
use domain::ids::OrganisationId;
use domain::notices::{CapturedView, NoticesPort as _};
use domain::{Locale, Outcome};

use super::Accounts;
use crate::house::{House, LiveBus, PaymentSettings, Settings, Wakers};
use crate::notices::{Captured, NoticeJobs, Notices, Texts, Transport, Transports};
use crate::testing::World;

const GOOD: &str = "correct horse battery";

/// A house with one organisation and its administrator.
struct Hall {
    accounts: Accounts,
    house: House,
    organisation: OrganisationId,
    visitor: Actor,
}

impl Hall {
    async fn new(world: &World, demo: bool) -> Self {
        let house = House {
            db: world.db.clone(),
            outside: world.outside.clone(),
            key: world.master.clone(),
            live: LiveBus::default(),
            wake: Wakers::default(),
            settings: Arc::new(Settings {
                public_url: "https://locker.example.org".to_owned(),
                demo,
                payments: PaymentSettings::default(),
            }),
        };
        let accounts = Accounts::new(house.clone(), world.passwords.clone());
        let organisation = accounts.seed_organisation("Primăria Exemplu").await.unwrap();
        Self {
            accounts,
            house,
            organisation,
            visitor: Actor::Visitor {
                address: "192.0.2.1".to_owned(),
            },
        }
    }

    /// Seeds a person with [`GOOD`] as password and opens a session.
    async fn enter(&self, email: &str, roles: &[Role]) -> (Actor, OpenedSession) {
        self.enter_at(self.organisation, email, roles).await
    }

    async fn enter_at(&self, organisation: OrganisationId, email: &str, roles: &[Role]) -> (Actor, OpenedSession) {
        self.accounts
            .seed_person(organisation, email, email, Locale::Ro, roles, Some(GOOD))
            .await
            .unwrap();
        let opened = self.sign_in(email, GOOD).await.unwrap();
        let (actor, _) = self.accounts.who(&opened.secret).await.unwrap();
        (actor, opened)
    }

    /// Signs in where the password is enough.
    async fn sign_in(&self, email: &str, password: &str) -> Outcome<OpenedSession> {
        self.enter_door(email, password).await.map(|entered| match entered {
            Entered::Open(opened) => opened,
            Entered::Half(_) => panic!("a second step is asked for"),
        })
    }

    async fn enter_door(&self, email: &str, password: &str) -> Outcome<Entered> {
        let request = SignIn {
            email: email.to_owned(),
            password: Password::typed(password),
            address: "192.0.2.1".to_owned(),
            device: "Firefox\non Linux".to_owned(),
        };
        self.accounts.sign_in(&self.visitor, request).await
    }

    /// Everything that was mailed so far.
    async fn mails(&self) -> Vec<CapturedView> {
        let way: Arc<dyn Transport> = Arc::new(Captured::new(self.house.clone()));
        let transports = Transports {
            email: Arc::clone(&way),
            sms: way,
        };
        let job = NoticeJobs::new(self.house.clone(), Texts::load(None).unwrap(), transports);
        while job.round().await.unwrap() > 0 {}
        Notices::new(self.house.clone())
            .captured(&Actor::House, 0)
            .await
            .unwrap()
    }
}

fn invite(email: &str, roles: &[&str]) -> Invite {
    Invite {
        name: "Maria Ionescu".to_owned(),
        email: email.to_owned(),
        locale: Locale::Ru,
        roles: roles.iter().map(|role| (*role).to_owned()).collect(),
    }
}
