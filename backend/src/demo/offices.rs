//! The bureau of the demo: three offices in three time zones, each with a dispatcher and couriers.
//!
//! What must not be here: cases and tickets (`cases.rs`).

use domain::accounts::{Actor, Office, OfficeForm, Role};
use domain::ids::{OfficeId, OrganisationId, PersonId, SessionId};
use domain::{Locale, Span};

use super::people::{DemoPerson, person};
use super::story::StoryClock;
use crate::accounts::{Accounts, Offices};
use crate::fault::{Fault, Result};
use crate::house::House;

struct DemoOffice {
    name: &'static str,
    address: &'static str,
    city: &'static str,
    phone: &'static str,
    time_zone: &'static str,
    opening_hours: &'static str,
    latitude: &'static str,
    longitude: &'static str,
    areas: &'static str,
}

/// The offices, beside the banks of [`super::places::PLACES`]. The first is where the one-click people work.
const OFFICES: [DemoOffice; 3] = [
    DemoOffice {
        name: "Biroul București",
        address: "Bulevardul Unirii 61",
        city: "București",
        phone: "+40 21 318 03 30",
        time_zone: "Europe/Bucharest",
        opening_hours: "9:00–18:00",
        latitude: "44.42636",
        longitude: "26.11386",
        areas: "RO *, MD *",
    },
    DemoOffice {
        name: "Московское бюро",
        address: "Новинский бульвар, 8",
        city: "Москва",
        phone: "+7 495 777 77 80",
        time_zone: "Europe/Moscow",
        opening_hours: "9:00–20:00",
        latitude: "55.75022",
        longitude: "37.58311",
        areas: "RU *",
    },
    DemoOffice {
        name: "深圳办事处",
        address: "福华一路88号",
        city: "深圳",
        phone: "+86 755 8291 8340",
        time_zone: "Asia/Shanghai",
        opening_hours: "8:30–19:00",
        latitude: "22.53386",
        longitude: "114.05463",
        areas: "CN *",
    },
];

/// Who works in the offices besides those who sign in with one click; all have the demo's password.
const STAFF: [(usize, DemoPerson); 5] = [
    (
        0,
        person(Role::Courier, "Andrei Lupu", "andrei.lupu@demo.example", Locale::Ro),
    ),
    (
        1,
        person(
            Role::Dispatcher,
            "Татьяна Белова",
            "tatiana.belova@demo.example",
            Locale::Ru,
        ),
    ),
    (
        1,
        person(Role::Courier, "Олег Данилов", "oleg.danilov@demo.example", Locale::Ru),
    ),
    (2, person(Role::Dispatcher, "黄丽", "huang.li@demo.example", Locale::Zh)),
    (2, person(Role::Courier, "周强", "zhou.qiang@demo.example", Locale::Zh)),
];

impl DemoOffice {
    fn office(&self) -> Result<Office> {
        let form = OfficeForm {
            name: self.name.to_owned(),
            address: self.address.to_owned(),
            city: self.city.to_owned(),
            phone: self.phone.to_owned(),
            time_zone: self.time_zone.to_owned(),
            opening_hours: self.opening_hours.to_owned(),
            latitude: self.latitude.to_owned(),
            longitude: self.longitude.to_owned(),
            areas: self.areas.to_owned(),
        };
        form.check().map_err(|_| wrong())
    }
}

fn wrong() -> Fault {
    Fault::broken("demo.offices", "opening the demo's offices")
}

/// Who works in an office.
pub(super) struct Crew {
    /// Which.
    pub office: OfficeId,
    /// Takes the calls.
    pub dispatcher: Actor,
    /// Drive.
    pub couriers: Vec<Actor>,
}

/// Makes the organisation the bureau, opens its offices, and puts people into them: `central` into the first.
/// `hash` is that of their password.
pub(super) async fn open(
    house: &House,
    accounts: &Accounts,
    organisation: OrganisationId,
    clock: &StoryClock,
    (central, hash): (&[(Role, PersonId)], &str),
) -> Result<Vec<Crew>> {
    let offices = Offices::new(house.clone());
    offices.found_bureau(organisation).await?;
    let mut all = Vec::new();
    for office in &OFFICES {
        let opened = offices.add_office(organisation, &office.office()?).await;
        all.push(opened.map_err(|error| wrong().because(error))?);
        // One after the other: the first answers for what is nobody's.
        clock.pass(Span::minutes(5));
    }
    let mut people: Vec<(usize, Role, PersonId)> = central.iter().map(|(role, id)| (0, *role, *id)).collect();
    for (at, one) in &STAFF {
        let roles = [one.role];
        let seeded = accounts.seed_hashed(organisation, one.name, one.email, one.locale, &roles, Some(hash));
        people.push((*at, one.role, seeded.await?));
        clock.pass(Span::minutes(5));
    }
    for (at, _, id) in &people {
        let placed = offices.place(organisation, *id, all.get(*at).copied()).await;
        placed.map_err(|error| wrong().because(error))?;
    }
    let crew = |(at, office): (usize, &OfficeId)| {
        let of = |wanted: Role| {
            let here = people
                .iter()
                .filter(move |(own, role, _)| *own == at && *role == wanted);
            here.map(|(_, role, id)| Actor::Person {
                person: *id,
                session: SessionId(house.outside.uuid7()),
                organisation,
                office: Some(*office),
                roles: vec![*role],
            })
        };
        Ok(Crew {
            office: *office,
            dispatcher: of(Role::Dispatcher).next().ok_or_else(wrong)?,
            couriers: of(Role::Courier).collect(),
        })
    };
    all.iter().enumerate().map(crew).collect()
}
