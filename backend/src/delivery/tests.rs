//! The employee's side, on both databases: entering, limits of a bank, lists, and whose things are whose.

mod texts;

use domain::accounts::{Actor, Operation, Role};
use domain::custody::{KeepingForm, LinkSecret};
use domain::delivery::{
    CarePort, DeliveryFilter, DeliveryPort, DeliveryState, IssueByHand, MoveDeadline, MoveThing, NewDelivery,
};
use domain::lockers::{BankForm, PlaceForm};
use domain::{RefusalCode, ShortText};

use crate::both;
use crate::db::exec;
use crate::testing::Scene;

fn search(text: &str) -> DeliveryFilter {
    DeliveryFilter {
        search: text.to_owned(),
        ..DeliveryFilter::default()
    }
}

both! {
    async fn a_second_click_makes_no_second_delivery(world: World) {
        let scene = Scene::new(world).await;
        let first = scene.delivery.create(&scene.employee, scene.form("x")).await.unwrap();
        let second = scene.delivery.create(&scene.employee, scene.form("x")).await.unwrap();
        assert_eq!(first, second);
        assert_eq!(scene.delivery.deliveries(&scene.employee, &search("")).await.unwrap().rows.len(), 1);
    }

    async fn a_full_bank_says_so_and_a_bigger_door_serves_before_that(world: World) {
        let scene = Scene::new(world).await;
        let mut doors = Vec::new();
        for n in ["1", "2", "3"] {
            let id = scene.delivery.create(&scene.employee, scene.form(n)).await.unwrap();
            doors.push(scene.delivery.delivery(&scene.employee, id).await.unwrap().compartment);
        }
        assert_eq!(doors, [1, 2, 3]);
        let full = scene.delivery.create(&scene.employee, scene.form("4")).await.unwrap_err();
        assert!(full.is(RefusalCode::BankFull));
    }

    async fn who_needs_a_low_door_gets_one_or_is_told_that_only_higher_ones_are_free(world: World) {
        let scene = Scene::new(world).await;
        let tower = BankForm {
            place: PlaceForm {
                name: "Turn".into(),
                address: "Piața Gării 1".into(),
                city: "București".into(),
                latitude: "44.4467".into(),
                longitude: "26.0733".into(),
                time_zone: "Europe/Bucharest".into(),
                opening_hours: "24/7".into(),
                hotline: "+40 21 555 01 00".into(),
            },
            layout: "S S S S".into(),
        };
        let bank = scene.lockers.add_bank(scene.organisation, &tower.check().unwrap()).await.unwrap();
        let enter = async |once: &str, low_door: &str| {
            let form = NewDelivery { bank: bank.to_string(), low_door: low_door.to_owned(), ..scene.form(once) };
            let id = scene.delivery.create(&scene.employee, form).await?;
            let view = scene.delivery.delivery(&scene.employee, id).await?;
            Ok::<_, domain::Error>((view.compartment, view.low_door))
        };
        // Of four rows in two metres only the third is between 40 and 110 cm.
        assert_eq!(enter("low", "on").await, Ok((3, true)));
        assert!(enter("too-late", "on").await.unwrap_err().is(RefusalCode::OnlyHigherDoors));
        // The refusal took nothing: whoever does without gets the first door, as ever.
        assert_eq!(enter("any", "").await, Ok((1, false)));
        assert_eq!(enter("again", "").await, Ok((2, false)));
        assert_eq!(enter("last", "").await, Ok((4, false)));
        assert!(enter("full", "on").await.unwrap_err().is(RefusalCode::BankFull));
    }

    async fn one_compartment_is_never_promised_twice(world: World) {
        let scene = std::sync::Arc::new(Scene::new(world).await);
        let tries: Vec<_> = (0..12)
            .map(|n| {
                let scene = std::sync::Arc::clone(&scene);
                tokio::spawn(async move {
                    scene.delivery.create(&scene.employee, scene.form(&format!("p{n}"))).await.is_ok()
                })
            })
            .collect();
        let mut made = 0;
        for one in tries {
            made += usize::from(one.await.unwrap());
        }
        assert_eq!(made, 3, "a bank of three doors");
        let rows = scene.delivery.deliveries(&scene.employee, &search("")).await.unwrap().rows;
        let mut doors: Vec<_> = rows.iter().map(|r| r.compartment).collect();
        doors.sort_unstable();
        assert_eq!(doors, [1, 2, 3]);
    }

    async fn one_door_at_a_time(world: World) {
        let scene = Scene::new(world).await;
        let a = scene.delivery.create(&scene.employee, scene.form("a")).await.unwrap();
        let b = scene.delivery.create(&scene.employee, scene.form("b")).await.unwrap();
        scene.delivery.open(&scene.employee, a).await.unwrap();
        let refused = scene.delivery.open(&scene.employee, b).await.unwrap_err();
        assert!(refused.is(RefusalCode::AnotherDoorOpen));
        let command = scene.obey().await;
        let refused = scene.delivery.open(&scene.employee, b).await.unwrap_err();
        assert!(refused.is(RefusalCode::AnotherDoorOpen));
        scene.shut(1, command, Some(true)).await;
        scene.delivery.open(&scene.employee, b).await.unwrap();
    }

    async fn a_list_is_found_by_name_and_by_the_whole_reference(world: World) {
        let scene = Scene::new(world).await;
        let (id, _) = scene.stored("a").await;
        let found = async |filter: DeliveryFilter| {
            scene.delivery.deliveries(&scene.employee, &filter).await.unwrap().rows.iter().map(|r| r.id).collect::<Vec<_>>()
        };
        for name in ["popes", "ION", "Popescu Ion", "ion  popescu", "Íon"] {
            assert_eq!(found(search(name)).await, [id], "{name}");
        }
        assert!(found(search("opescu")).await.is_empty(), "a name is found from the beginning of a word");
        assert_eq!(found(search("ro-77/2026")).await, [id]);
        assert!(found(search("RO-77")).await.is_empty());
        assert!(found(search("%")).await.is_empty());
        for state in DeliveryState::ALL {
            let filter = DeliveryFilter { state: Some(state), ..search("") };
            assert_eq!(found(filter).await.len(), usize::from(state == DeliveryState::Stored), "{state:?}");
        }
        for state in DeliveryState::ALL {
            let filter = DeliveryFilter { state: Some(state), ..search("popes") };
            assert_eq!(found(filter).await.len(), usize::from(state == DeliveryState::Stored), "{state:?}");
        }
        let stranger = scene.person(false, &[Role::Employee]).await;
        for typed in ["popes", "ro-77/2026"] {
            assert!(scene.delivery.deliveries(&stranger, &search(typed)).await.unwrap().rows.is_empty(), "{typed}");
        }
        let row = scene.delivery.deliveries(&scene.employee, &search("")).await.unwrap().rows.remove(0);
        assert_eq!(row.reference.as_deref(), Some("RO-77/2026"));
    }

    async fn deliveries_of_an_older_version_are_found_once_they_are_named(world: World) {
        let scene = Scene::new(world).await;
        let (id, _) = scene.stored("a").await;
        let mut tx = scene.house.db.begin().await.unwrap();
        exec!(tx, "DELETE FROM delivery_names").unwrap();
        exec!(tx, "UPDATE deliveries SET named = 0").unwrap();
        tx.commit().await.unwrap();
        let found = async || scene.delivery.deliveries(&scene.employee, &search("popescu")).await.unwrap().rows;
        assert!(found().await.is_empty());
        assert_eq!(scene.delivery.name_waiting().await.unwrap(), 1);
        assert_eq!(found().await[0].id, id);
        assert_eq!(scene.delivery.name_waiting().await.unwrap(), 0, "each is named once");
    }

    async fn a_name_that_many_have_is_found_and_each_delivery_once(world: World) {
        let scene = Scene::new(world).await;
        let (id, _) = scene.stored("a").await;
        let mut tx = scene.house.db.begin().await.unwrap();
        for n in 0..300 {
            exec!(
                tx,
                "INSERT INTO delivery_names (consignment_id, organisation_id, turned) VALUES ($1, $2, $3)",
                id,
                scene.organisation,
                format!("popescu {n}")
            )
            .unwrap();
        }
        tx.commit().await.unwrap();
        for state in [None, Some(DeliveryState::Stored), Some(DeliveryState::Collected)] {
            let filter = DeliveryFilter { state, ..search("popescu") };
            let rows = scene.delivery.deliveries(&scene.employee, &filter).await.unwrap().rows;
            assert_eq!(rows.len(), usize::from(state != Some(DeliveryState::Collected)), "{state:?}");
            assert!(rows.iter().all(|row| row.id == id));
        }
    }

    async fn another_organisation_sees_and_touches_nothing(world: World) {
        let scene = Scene::new(world).await;
        let (id, _) = scene.stored("a").await;
        let stranger = scene.person(false, &[Role::Employee]).await;
        assert!(scene.delivery.deliveries(&stranger, &search("")).await.unwrap().rows.is_empty());
        assert!(scene.delivery.delivery(&stranger, id).await.unwrap_err().is(RefusalCode::NotFound));
        assert!(scene.delivery.open(&stranger, id).await.unwrap_err().is(RefusalCode::NotFound));
        let away = MoveThing { thing_reason: "x".into(), ..MoveThing::default() };
        assert!(scene.delivery.move_thing(&stranger, id, away).await.unwrap_err().is(RefusalCode::NotFound));
        assert!(scene.delivery.stay(&stranger, id).await.unwrap_err().is(RefusalCode::NotFound));
        assert!(scene.delivery.put_back(&stranger, id).await.unwrap_err().is(RefusalCode::NotFound));
        let reason = ShortText::parse("x").unwrap();
        assert!(scene.delivery.cancel(&stranger, id, reason).await.unwrap_err().is(RefusalCode::NotFound));
        let form = scene.form("foreign");
        let refused = scene.delivery.create(&stranger, form).await.unwrap_err();
        assert_eq!(refused.refusal().unwrap().at("bank"), Some(RefusalCode::NotAChoice));
    }

    async fn role_by_operation(world: World) {
        let scene = Scene::new(world).await;
        let (id, _) = scene.stored("a").await;
        for role in Role::ALL {
            let actor = scene.person(true, &[role]).await;
            let check = |operation, allowed: bool| {
                assert_eq!(actor.may(operation), allowed, "{role:?} {operation:?}");
            };
            let refused = |error: Option<domain::Error>| error.is_some_and(|e| e.is(RefusalCode::NotAllowed));
            check(Operation::SeeDeliveries, !refused(scene.delivery.deliveries(&actor, &search("")).await.err()));
            check(Operation::SeeDeliveries, !refused(scene.delivery.delivery(&actor, id).await.err()));
            check(Operation::CreateDelivery, !refused(scene.delivery.create(&actor, scene.form(role.wire())).await.err()));
            check(Operation::OpenForDeposit, !refused(scene.delivery.open(&actor, id).await.err()));
            let (hand, move_it, rules) = (IssueByHand::default(), MoveDeadline::default(), KeepingForm::default());
            let link = LinkSecret::from_bytes([9; 16]);
            check(Operation::SeeDeliveries, !refused(scene.delivery.to_take_back(&actor).await.err()));
            check(Operation::SeeDeliveries, !refused(scene.delivery.count_to_take_back(&actor).await.err()));
            check(Operation::MoveDeadline, !refused(scene.delivery.care(&actor, id).await.err()));
            check(Operation::MoveDeadline, !refused(scene.delivery.move_deadline(&actor, id, move_it).await.err()));
            check(Operation::MoveThing, !refused(scene.delivery.move_thing(&actor, id, MoveThing::default()).await.err()));
            check(Operation::MoveThing, !refused(scene.delivery.stay(&actor, id).await.err()));
            check(Operation::OpenForDeposit, !refused(scene.delivery.put_back(&actor, id).await.err()));
            check(Operation::IssueByHand, !refused(scene.delivery.issue_by_hand(&actor, id, hand).await.err()));
            check(Operation::IssueByHand, !refused(scene.delivery.slip(&actor, id, &link).await.err()));
            check(Operation::SetKeeping, !refused(scene.delivery.keeping(&actor).await.err()));
            check(Operation::SetKeeping, !refused(scene.delivery.set_keeping(&actor, rules).await.err()));
            let reason = ShortText::parse("x").unwrap();
            if role != Role::Employee {
                check(Operation::CancelDelivery, !refused(scene.delivery.cancel(&actor, id, reason).await.err()));
            }
        }
        for actor in [scene.kiosk.clone(), Actor::Visitor { address: String::new() }] {
            assert!(scene.delivery.deliveries(&actor, &search("")).await.is_err());
            assert!(scene.delivery.open(&actor, id).await.is_err());
        }
    }
}
