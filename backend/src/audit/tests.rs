//! The audit is only ever added to, tells administrators of their own house, and shows whatever was changed.

use domain::accounts::{Actor, Office, Role};
use domain::audit::{Act, AuditFilter, AuditNote, AuditPort as _, AuditThing, AuditWho, Came};
use domain::ids::OfficeId;
use domain::register::{RegisterPort as _, ThingForm};
use domain::{Phone, RefusalCode, Span};

use super::{Audit, check_log};
use crate::accounts::Offices;
use crate::both;
use crate::db::exec;
use crate::register::Register;
use crate::testing::Scene;

fn note(act: Act, thing: Option<String>) -> AuditNote {
    AuditNote {
        act,
        thing,
        came: Came::Done,
        origin: Some("192.0.2.7".to_owned()),
    }
}

async fn run(scene: &Scene, sql: &'static str) {
    let mut tx = scene.house.db.begin().await.unwrap();
    assert!(exec!(tx, sql).unwrap() > 0, "{sql}");
    tx.commit().await.unwrap();
}

async fn office(scene: &Scene, name: &str, zone: &str) -> OfficeId {
    let office = Office {
        name: name.to_owned(),
        address: "1".to_owned(),
        city: name.to_owned(),
        phone: Phone::parse("+40 21 555 01 00").unwrap(),
        time_zone: zone.to_owned(),
        opening_hours: "9–18".to_owned(),
        latitude: 44.4,
        longitude: 26.1,
        areas: Vec::new(),
    };
    let offices = Offices::new(scene.house.clone());
    offices.add_office(scene.organisation, &office).await.unwrap()
}

/// The same colleague, of an office.
fn of(office: OfficeId, actor: &Actor) -> Actor {
    let mut placed = actor.clone();
    if let Actor::Person { office: own, .. } = &mut placed {
        *own = Some(office);
    }
    placed
}

both! {
    async fn it_is_told_by_the_clock_of_whoever_reads_it(world: World) {
        let scene = Scene::new(world).await;
        let audit = Audit::new(scene.house.clone());
        let boss = scene.person(true, &[Role::Administrator]).await;
        audit.note(&boss, note(Act::Backup, None)).await.unwrap();
        let clock = async |reader: &Actor| {
            let told = audit.acts(reader, &AuditFilter::default()).await.unwrap();
            (told.time_zone, told.acts.rows.first().map(|row| row.at.offset_seconds / 3600))
        };
        assert_eq!(clock(&boss).await, ("Europe/Bucharest".to_owned(), Some(2)), "of the only bank");
        let shanghai = office(&scene, "B", "Asia/Shanghai").await;
        office(&scene, "A", "Europe/Moscow").await;
        office(&scene, "C", "Asia/Shanghai").await;
        assert_eq!(clock(&boss).await, ("Europe/Moscow".to_owned(), Some(3)), "of the first office, by name");
        assert_eq!(clock(&of(shanghai, &boss)).await, ("Asia/Shanghai".to_owned(), Some(8)), "of one's own");
        let stranger = scene.person(false, &[Role::Administrator]).await;
        assert_eq!(clock(&stranger).await, ("UTC".to_owned(), None), "of nowhere");
    }

    async fn a_thing_of_the_register_has_its_number(world: World) {
        let scene = Scene::new(world).await;
        let audit = Audit::new(scene.house.clone());
        let boss = scene.person(true, &[Role::Administrator]).await;
        let desk = scene.person(true, &[Role::Dispatcher]).await;
        let desk = of(office(&scene, "A", "Europe/Bucharest").await, &desk);
        let umbrella = ThingForm {
            category: "umbrella".to_owned(),
            what: "Umbrelă".to_owned(),
            area: "Piața Unirii".to_owned(),
            found_on: "2026-02-28".to_owned(),
            storage: "Raft 4".to_owned(),
            source: "counter".to_owned(),
            once: scene.house.outside.uuid7().to_string(),
            ..ThingForm::default()
        };
        let id = Register::new(scene.house.clone()).enter(&desk, umbrella).await.unwrap();
        audit.note(&desk, note(Act::Register, Some(id.to_string()))).await.unwrap();
        let told = audit.acts(&boss, &AuditFilter::default()).await.unwrap().acts;
        assert_eq!(told.rows[0].thing, AuditThing::Named("2026/0001".to_owned()));
    }

    async fn what_was_done_is_told_with_the_names_that_people_know(world: World) {
        let scene = Scene::new(world).await;
        let audit = Audit::new(scene.house.clone());
        let boss = scene.person(true, &[Role::Administrator]).await;
        let (id, _) = scene.stored("one").await;
        let acts = [
            (&scene.employee, note(Act::OpenDoor, Some(id.to_string()))),
            (&boss, note(Act::DoorService, Some(scene.bank.to_string()))),
            (&Actor::House, AuditNote { origin: None, ..note(Act::Backup, None) }),
            (&boss, note(Act::Case, Some("26-000123".to_owned()))),
        ];
        for (actor, note) in acts {
            audit.note(actor, note).await.unwrap();
        }
        let rows = audit.acts(&boss, &AuditFilter::default()).await.unwrap().acts.rows;
        let told: Vec<_> = rows.iter().map(|row| (row.act, row.thing.clone())).collect();
        assert_eq!(told, [
            (Act::Case, AuditThing::Named("26-000123".to_owned())),
            (Act::Backup, AuditThing::Nameless),
            (Act::DoorService, AuditThing::Named("Primăria Sector 3".to_owned())),
            (Act::OpenDoor, AuditThing::Door("Primăria Sector 3".to_owned(), 1)),
        ]);
        assert_eq!(rows[0].who, AuditWho::Person("Ana Ionescu".to_owned()));
        assert_eq!((rows[1].who.clone(), rows[1].origin.clone()), (AuditWho::House, None));
        assert_eq!(rows[3].origin.as_deref(), Some("192.0.2.7"));

        let found = async |search: &str, act: &str, came: &str| {
            let filter = AuditFilter { search: search.into(), act: act.into(), came: came.into(), cursor: None };
            audit.acts(&boss, &filter).await.unwrap().acts.rows.len()
        };
        assert_eq!(found("ionescu", "", "").await, 3);
        assert_eq!(found("26-000123", "", "").await, 1);
        assert_eq!(found("%", "", "").await, 0, "a pattern is no pattern");
        assert_eq!(found("", "backup", "").await, 1);
        assert_eq!(found("", "", "refused").await, 0);
    }

    async fn it_is_for_administrators_of_that_organisation(world: World) {
        let scene = Scene::new(world).await;
        let audit = Audit::new(scene.house.clone());
        audit.note(&scene.employee, note(Act::OpenDoor, None)).await.unwrap();
        let filter = AuditFilter::default();
        for role in Role::ALL {
            let person = scene.person(true, &[role]).await;
            let asked = audit.acts(&person, &filter).await;
            assert_eq!(asked.is_ok(), role == Role::Administrator, "{role:?}");
        }
        let visitor = Actor::Visitor { address: "192.0.2.1".to_owned() };
        assert!(audit.acts(&visitor, &filter).await.unwrap_err().is(RefusalCode::SignInFirst));
        let stranger = scene.person(false, &[Role::Administrator]).await;
        assert!(audit.acts(&stranger, &filter).await.unwrap().acts.rows.is_empty());
    }

    async fn many_at_once_stand_in_one_line_and_whatever_is_changed_shows(world: World) {
        let scene = Scene::new(world).await;
        let audit = Audit::new(scene.house.clone());
        let noting: Vec<_> = (0..24)
            .map(|_| {
                let (audit, actor) = (audit.clone(), scene.employee.clone());
                tokio::spawn(async move { audit.note(&actor, note(Act::OpenDoor, None)).await })
            })
            .collect();
        for one in noting {
            one.await.unwrap().unwrap();
        }
        scene.house_clock_advance(Span::minutes(1));
        let whole = check_log(&scene.house).await.unwrap();
        assert_eq!((whole.rows, whole.wrong), (24, None));
        assert_eq!(whole.head.len(), 43);

        run(&scene, "UPDATE audit_log SET origin_sealed = NULL WHERE seq = 5").await;
        assert_eq!(check_log(&scene.house).await.unwrap().wrong, None, "an address may be erased");
        run(&scene, "UPDATE audit_log SET outcome = 'refused' WHERE seq = 7").await;
        assert_eq!(check_log(&scene.house).await.unwrap().wrong, Some(7));
        run(&scene, "UPDATE audit_log SET outcome = 'done' WHERE seq = 7").await;
        run(&scene, "DELETE FROM audit_log WHERE seq = 12").await;
        assert_eq!(check_log(&scene.house).await.unwrap().wrong, Some(12));
    }
}
