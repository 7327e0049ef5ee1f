//! The register on both databases: numbers, the whole way of a thing, searches, rights, and what is forgotten.

mod lost;
mod office;
mod people;
mod way;

use std::sync::Arc;

use domain::accounts::{Actor, Area, Office, Role};
use domain::ids::{OfficeId, OrganisationId, SessionId, ThingId};
use domain::register::{ClaimForm, RegisterPort as _, ThingForm, ThingView};
use domain::{Locale, Phone};

use super::Register;
use crate::accounts::{Accounts, Offices};
use crate::house::{House, LiveBus, PaymentSettings, Settings, Wakers};
use crate::testing::World;

/// A bureau with two offices: Bucharest keeps to the law of Romania, Shenzhen to that of China.
struct Bureau {
    house: House,
    accounts: Accounts,
    register: Register,
    organisation: OrganisationId,
    bucharest: OfficeId,
    shenzhen: OfficeId,
}

fn office(name: &str, zone: &str, area: &str) -> Office {
    Office {
        name: name.to_owned(),
        address: "Strada Lungă 1".to_owned(),
        city: name.to_owned(),
        phone: Phone::parse("+40 21 555 01 00").unwrap(),
        time_zone: zone.to_owned(),
        opening_hours: "9–18".to_owned(),
        latitude: 44.4,
        longitude: 26.1,
        areas: Area::parse_list(area).unwrap(),
    }
}

impl Bureau {
    async fn new(world: &World) -> Self {
        let house = House {
            db: world.db.clone(),
            outside: world.outside.clone(),
            key: world.master.clone(),
            live: LiveBus::default(),
            wake: Wakers::default(),
            settings: Arc::new(Settings {
                public_url: "https://locker.example.org".to_owned(),
                demo: false,
                payments: PaymentSettings::default(),
            }),
        };
        let accounts = Accounts::new(house.clone(), world.passwords.clone());
        let organisation = accounts.seed_organisation("Biroul").await.unwrap();
        let offices = Offices::new(house.clone());
        offices.found_bureau(organisation).await.unwrap();
        let bucharest = office("București", "Europe/Bucharest", "RO *");
        let shenzhen = office("深圳", "Asia/Shanghai", "CN *");
        Self {
            bucharest: offices.add_office(organisation, &bucharest).await.unwrap(),
            shenzhen: offices.add_office(organisation, &shenzhen).await.unwrap(),
            register: Register::new(house.clone()),
            accounts,
            organisation,
            house,
        }
    }

    async fn person(&self, office: Option<OfficeId>, roles: &[Role]) -> Actor {
        self.person_at(self.organisation, office, roles).await
    }

    async fn person_at(&self, organisation: OrganisationId, office: Option<OfficeId>, roles: &[Role]) -> Actor {
        let email = format!("{}@example.org", self.house.outside.uuid7());
        let seeded = self
            .accounts
            .seed_person(organisation, "Ana", &email, Locale::Ro, roles, None);
        Actor::Person {
            person: seeded.await.unwrap(),
            session: SessionId(self.house.outside.uuid7()),
            organisation,
            office,
            roles: roles.to_vec(),
        }
    }

    async fn dispatcher(&self) -> Actor {
        self.person(Some(self.bucharest), &[Role::Dispatcher]).await
    }

    /// A black wallet, found on the day before a test begins (2026-03-01, 11:00 in Bucharest).
    fn wallet(&self) -> ThingForm {
        ThingForm {
            category: "wallet".to_owned(),
            what: "Portofel negru".to_owned(),
            description: "Din piele, cu fermoar".to_owned(),
            details: "Poza unui câine pe nume Zorzon".to_owned(),
            question: "Ce poză este înăuntru?".to_owned(),
            area: "Piața Unirii".to_owned(),
            place: "Peronul spre Pipera, banca a treia".to_owned(),
            found_on: "2026-02-28".to_owned(),
            storage: "Raft 4".to_owned(),
            source: "counter".to_owned(),
            name: "Ion Aflătorescu".to_owned(),
            phone: "+40 799 111 222".to_owned(),
            email: "aflator@example.org".to_owned(),
            wants: "on".to_owned(),
            once: self.once(),
            ..ThingForm::default()
        }
    }

    fn once(&self) -> String {
        self.house.outside.uuid7().to_string()
    }

    /// Somebody's claim.
    fn mine(&self, name: &str, phone: &str) -> ClaimForm {
        ClaimForm {
            words: "Negru, cu o poză a lui Zorzon".to_owned(),
            answer_1: "Un câine".to_owned(),
            answer_2: "Trei carduri".to_owned(),
            lost_on: "2026-02-27".to_owned(),
            place: "Metrou".to_owned(),
            name: name.to_owned(),
            phone: phone.to_owned(),
            locale: "ro".to_owned(),
            once: self.once(),
            ..ClaimForm::default()
        }
    }

    async fn enter(&self, actor: &Actor) -> ThingId {
        self.register.enter(actor, self.wallet()).await.unwrap()
    }

    async fn thing(&self, actor: &Actor, id: ThingId) -> ThingView {
        self.register.thing(actor, id).await.unwrap()
    }
}

fn visitor(address: &str) -> Actor {
    Actor::Visitor {
        address: address.to_owned(),
    }
}
