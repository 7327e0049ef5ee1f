//! Offices on both databases: areas by the longest prefix, people, and whose offices are whose.

use domain::accounts::{AccountsPort as _, Actor, OfficeForm, OfficesPort as _, Operation, Role};
use domain::ids::OfficeId;
use domain::{Locale, RefusalCode};

use super::Hall;
use crate::accounts::{self, Offices};
use crate::both;

fn form(name: &str, areas: &str) -> OfficeForm {
    OfficeForm {
        name: name.to_owned(),
        address: "Calea Dudești 191".to_owned(),
        city: "București".to_owned(),
        phone: "+40 21 555 01 00".to_owned(),
        time_zone: "Europe/Bucharest".to_owned(),
        opening_hours: "9–18".to_owned(),
        latitude: "44,42".to_owned(),
        longitude: "26.13".to_owned(),
        areas: areas.to_owned(),
    }
}

both! {
    async fn the_longest_prefix_answers(world: World) {
        let hall = Hall::new(&world, false).await;
        let offices = Offices::new(hall.house.clone());
        let (manager, _) = hall.enter("m@example.org", &[Role::Manager]).await;
        let whole = offices.open_office(&manager, form("Nord", "RO *, MD 20")).await.unwrap();
        let capital = offices.open_office(&manager, form("Sud", "RO 0")).await.unwrap();
        let sector = offices.open_office(&manager, form("Est", "RO 03")).await.unwrap();
        let mut reader = hall.house.db.read().await.unwrap();
        for (country, code, office) in [
            ("RO", "400001", Some(whole)),
            ("ro", "01-0001", Some(capital)),
            ("RO", "030 167", Some(sector)),
            ("MD", "2001", Some(whole)),
            ("MD", "3001", None),
            ("CN", "518000", None),
        ] {
            let found = accounts::office_for_postcode(&mut reader, hall.organisation, country, code).await.unwrap();
            assert_eq!(found, office, "{country} {code}");
        }
        offices.open_office(&manager, form("Vest", "HU 1, HU 2")).await.unwrap();
        let alone = offices.open_office(&manager, form("Est 2", "UA 58, UA 59")).await.unwrap();
        offices.open_office(&manager, form("Vest 2", "HU 3")).await.unwrap();
        // Without a postcode: who has the whole country, or is alone in it.
        for (country, office) in [("ro", Some(whole)), ("UA", Some(alone)), ("HU", None), ("CN", None)] {
            let found = accounts::office_for_country(&mut reader, hall.organisation, country).await.unwrap();
            assert_eq!(found, office, "{country}");
        }
        let countries = accounts::countries(&mut reader, hall.organisation).await.unwrap();
        assert_eq!(countries, ["HU", "MD", "RO", "UA"]);
        drop(reader);
        let names: Vec<String> = offices.offices(&manager).await.unwrap().into_iter().map(|o| o.office.name).collect();
        assert_eq!(names, ["Est", "Est 2", "Nord", "Sud", "Vest", "Vest 2"]);
        let seen = offices.office(&manager, whole).await.unwrap().office;
        assert_eq!(OfficeForm::from(&seen.office).areas, "MD 20, RO *");
        assert_eq!(seen.now.offset_seconds, 7200);
    }

    async fn an_area_has_one_office(world: World) {
        let hall = Hall::new(&world, false).await;
        let offices = Offices::new(hall.house.clone());
        let (manager, _) = hall.enter("m@example.org", &[Role::Manager]).await;
        offices.open_office(&manager, form("Nord", "RO 1")).await.unwrap();
        let refused = offices.open_office(&manager, form("Sud", "RO 2, RO 1")).await.unwrap_err();
        assert_eq!(refused.refusal().unwrap().at("areas"), Some(RefusalCode::Taken));
        assert_eq!(offices.offices(&manager).await.unwrap().len(), 1, "nothing half made stays");
        let south = offices.open_office(&manager, form("Sud", "RO 2")).await.unwrap();
        offices.change_office(&manager, south, form("Sud-Est", "RO 3")).await.unwrap();
        let seen = offices.office(&manager, south).await.unwrap().office.office;
        assert_eq!((seen.name.as_str(), seen.areas[0].prefix.as_str()), ("Sud-Est", "3"));
        let zone = OfficeForm { time_zone: "Mars/Olympus".to_owned(), ..form("X", "") };
        let refused = offices.change_office(&manager, south, zone).await.unwrap_err();
        assert_eq!(refused.refusal().unwrap().at("time_zone"), Some(RefusalCode::NotAChoice));
    }

    async fn who_is_moved_works_there_at_once(world: World) {
        let hall = Hall::new(&world, false).await;
        let offices = Offices::new(hall.house.clone());
        let (manager, _) = hall.enter("m@example.org", &[Role::Manager]).await;
        let (courier, opened) = hall.enter("c@example.org", &[Role::Courier]).await;
        hall.enter("owner@example.org", &[Role::Owner]).await;
        let north = offices.open_office(&manager, form("Nord", "")).await.unwrap();
        let detail = offices.office(&manager, north).await.unwrap();
        assert_eq!((detail.people.len(), detail.elsewhere.len()), (0, 2), "owners are no colleagues");
        offices.move_person(&manager, courier.person().unwrap(), Some(north)).await.unwrap();
        let (now, _) = hall.accounts.who(&opened.secret).await.unwrap();
        assert!(matches!(now, Actor::Person { office: Some(office), .. } if office == north));
        let detail = offices.office(&manager, north).await.unwrap();
        assert_eq!((detail.people.len(), detail.office.people), (1, 1));
        offices.move_person(&manager, courier.person().unwrap(), None).await.unwrap();
        assert_eq!(offices.office(&manager, north).await.unwrap().people.len(), 0);
    }

    async fn offices_of_others_do_not_exist(world: World) {
        let hall = Hall::new(&world, false).await;
        let offices = Offices::new(hall.house.clone());
        let (manager, _) = hall.enter("m@example.org", &[Role::Manager]).await;
        let north = offices.open_office(&manager, form("Nord", "RO 1")).await.unwrap();
        let elsewhere = hall.accounts.seed_organisation("Elsewhere").await.unwrap();
        let (far, _) = hall.enter_at(elsewhere, "far@example.org", &[Role::Manager]).await;
        let gone = |error: domain::Error| error.is(RefusalCode::NotFound);
        assert!(offices.offices(&far).await.unwrap().is_empty());
        assert!(gone(offices.office(&far, north).await.unwrap_err()));
        assert!(gone(offices.change_office(&far, north, form("X", "")).await.unwrap_err()));
        let own = far.person().unwrap();
        assert!(gone(offices.move_person(&far, own, Some(north)).await.unwrap_err()));
        assert!(gone(offices.move_person(&manager, own, None).await.unwrap_err()));
        // The same area again: two organisations do not meet.
        offices.open_office(&far, form("Nord", "RO 1")).await.unwrap();
    }

    async fn one_organisation_runs_the_bureau(world: World) {
        let hall = Hall::new(&world, false).await;
        let offices = Offices::new(hall.house.clone());
        let elsewhere = hall.accounts.seed_organisation("Elsewhere").await.unwrap();
        offices.found_bureau(elsewhere).await.unwrap();
        offices.found_bureau(hall.organisation).await.unwrap();
        let mut reader = hall.house.db.read().await.unwrap();
        assert_eq!(accounts::bureau(&mut reader).await.unwrap(), Some(elsewhere));
    }

    async fn every_method_asks_the_table(world: World) {
        let hall = Hall::new(&world, false).await;
        let offices = Offices::new(hall.house.clone());
        let unknown = OfficeId(world.outside.uuid7());
        for role in Role::ALL {
            let (actor, _) = hall.enter(&format!("{}@example.org", role.wire()), &[role]).await;
            let other = hall.accounts.seed_person(hall.organisation, "O", "o@example.org", Locale::En, &[], None);
            let other = other.await.unwrap();
            let name = role.wire();
            for (method, operation, refused) in [
                ("offices", Operation::SeeOffices, offices.offices(&actor).await.err()),
                ("office", Operation::ManageOffices, offices.office(&actor, unknown).await.err()),
                ("open_office", Operation::ManageOffices, offices.open_office(&actor, form(name, "")).await.err()),
                ("change_office", Operation::ManageOffices,
                 offices.change_office(&actor, unknown, form(name, "")).await.err()),
                ("move_person", Operation::ManageOffices, offices.move_person(&actor, other, None).await.err()),
            ] {
                let allowed = !refused.is_some_and(|error| error.is(RefusalCode::NotAllowed));
                assert_eq!(allowed, role.may(operation), "{role:?} {method}");
            }
        }
        assert!(offices.offices(&hall.visitor).await.unwrap_err().is(RefusalCode::SignInFirst));
    }
}
