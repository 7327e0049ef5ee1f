//! Tickets on both databases: the whole way, codes, races, and whose tickets are whose.

mod office;
mod photos;
mod way;

use std::sync::Arc;

use domain::accounts::{Actor, Office, Role};
use domain::found::{FoundDeskPort as _, NewReport};
use domain::ids::{CaseId, OfficeId, OrganisationId, SessionId, TicketId};
use domain::tickets::{DispatchPort as _, Handing, NewTicket, StopForm};
use domain::{Locale, Phone};

use super::Tickets;
use crate::accounts::{Accounts, Offices};
use crate::found::FoundDesk;
use crate::house::{House, LiveBus, Settings, Wakers};
use crate::testing::World;

/// A bureau with two offices: Bucharest answers for RO 0, Cluj for RO 4.
pub(crate) struct Bureau {
    pub(crate) house: House,
    pub(crate) accounts: Accounts,
    pub(crate) tickets: Tickets,
    pub(crate) desk: FoundDesk,
    pub(crate) organisation: OrganisationId,
    pub(crate) bucharest: OfficeId,
    pub(crate) cluj: OfficeId,
}

fn office(name: &str, area: &str) -> Office {
    Office {
        name: name.to_owned(),
        address: "Strada Lungă 1".to_owned(),
        city: name.to_owned(),
        phone: Phone::parse("+40 21 555 01 00").unwrap(),
        time_zone: "Europe/Bucharest".to_owned(),
        opening_hours: "9–18".to_owned(),
        latitude: 44.4,
        longitude: 26.1,
        areas: domain::accounts::Area::parse_list(area).unwrap(),
    }
}

impl Bureau {
    pub(crate) async fn new(world: &World) -> Self {
        let house = House {
            db: world.db.clone(),
            outside: world.outside.clone(),
            key: world.master.clone(),
            live: LiveBus::default(),
            wake: Wakers::default(),
            settings: Arc::new(Settings {
                public_url: "https://locker.example.org".to_owned(),
                demo: false,
                payments: crate::house::PaymentSettings::default(),
            }),
        };
        let accounts = Accounts::new(house.clone(), world.passwords.clone());
        let organisation = accounts.seed_organisation("Biroul").await.unwrap();
        let offices = Offices::new(house.clone());
        offices.found_bureau(organisation).await.unwrap();
        let bucharest = offices.add_office(organisation, &office("București", "RO 0")).await;
        let cluj = offices.add_office(organisation, &office("Cluj", "RO 4")).await;
        Self {
            tickets: Tickets::new(house.clone()),
            desk: FoundDesk::new(house.clone()),
            accounts,
            organisation,
            bucharest: bucharest.unwrap(),
            cluj: cluj.unwrap(),
            house,
        }
    }

    /// Somebody of an office of the bureau.
    pub(crate) async fn person(&self, office: Option<OfficeId>, roles: &[Role]) -> Actor {
        self.person_at(self.organisation, office, roles).await
    }

    pub(crate) async fn person_at(
        &self,
        organisation: OrganisationId,
        office: Option<OfficeId>,
        roles: &[Role],
    ) -> Actor {
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

    /// A case that was reported by telephone somewhere with this postcode.
    pub(crate) async fn case(&self, dispatcher: &Actor, postcode: &str) -> CaseId {
        let report = NewReport {
            key: domain::tags::TagKey::nth(7).grouped(),
            place: "Strada Lungă 2".to_owned(),
            postcode: postcode.to_owned(),
            country: "RO".to_owned(),
            phone: "+40 721 555 010".to_owned(),
            locale: "ro".to_owned(),
            once: self.house.outside.uuid7().to_string(),
            ..NewReport::default()
        };
        self.desk.take_report(dispatcher, report).await.unwrap()
    }

    /// A ticket within Bucharest, from a finder to an owner.
    pub(crate) async fn ticket(&self, dispatcher: &Actor, case: Option<CaseId>) -> TicketId {
        let form = self.form(case);
        self.tickets.make(dispatcher, form).await.unwrap()
    }

    /// It is 2026-03-01 11:00 in Bucharest when a test begins.
    fn form(&self, case: Option<CaseId>) -> NewTicket {
        let stop = |kind: &str, name: &str| StopForm {
            kind: kind.to_owned(),
            name: name.to_owned(),
            phone: "+40 721 555 010".to_owned(),
            email: format!("{kind}@example.org"),
            locale: "ro".to_owned(),
            address: "Calea Victoriei 12".to_owned(),
            city: "București".to_owned(),
            postcode: "010061".to_owned(),
        };
        NewTicket {
            case: case.map(|case| case.to_string()).unwrap_or_default(),
            what: "O legătură de chei".to_owned(),
            from: stop("finder", "Ion Popescu"),
            to: stop("owner", "Maria Pop"),
            pick_day: "2026-03-01".to_owned(),
            pick_from: "12:00".to_owned(),
            pick_until: "14:00".to_owned(),
            drop_day: "2026-03-01".to_owned(),
            drop_from: "15:00".to_owned(),
            drop_until: "17:00".to_owned(),
            currency: "RON".to_owned(),
            country: "RO".to_owned(),
            once: self.house.outside.uuid7().to_string(),
            ..NewTicket::default()
        }
    }

    /// The code that was last told by this text.
    pub(crate) async fn told(&self, template: &str) -> String {
        let mut reader = self.house.db.read().await.unwrap();
        let (id, sealed) = crate::db::maybe!(
            reader,
            (String, String),
            "SELECT id, data_sealed FROM notices WHERE template = $1 ORDER BY id DESC LIMIT 1",
            template
        )
        .unwrap()
        .expect("a message");
        let data = self.house.key.open_text("notices.data", &id, &sealed).unwrap();
        let data: serde_json::Value = serde_json::from_str(&data).unwrap();
        data["code"].as_str().unwrap().to_owned()
    }
}

pub(crate) fn code(text: &str) -> Handing {
    Handing {
        code: text.to_owned(),
        ..Handing::default()
    }
}

pub(crate) fn signature(name: &str) -> Handing {
    Handing {
        signed: name.to_owned(),
        ..Handing::default()
    }
}
