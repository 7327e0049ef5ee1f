//! Door after door: what a scanned number does, and what it leaves alone when it is refused.

use domain::delivery::bulk::{AtTheBank, BulkPort as _};
use domain::delivery::{DeliveryPort as _, DeliveryState, DoorPhase};
use domain::ids::ConsignmentId;
use domain::lockers::Size;
use domain::lockers::protocol::Outcome;
use domain::{RefusalCode, ShortText};

use super::{another_bank, deliveries, entered, form_for, row, waiting};
use crate::both;
use crate::testing::{Scene, traces};

async fn scan(scene: &Scene, reference: &str) -> domain::Outcome<ConsignmentId> {
    scene.delivery.deposit(&scene.employee, scene.bank, reference).await
}

async fn looks(scene: &Scene) -> AtTheBank {
    scene.delivery.at_the_bank(&scene.employee, scene.bank).await.unwrap()
}

async fn door(scene: &Scene, id: ConsignmentId) -> u16 {
    scene.delivery.delivery(&scene.employee, id).await.unwrap().compartment
}

/// Scans, and lays the document in.
async fn put_in(scene: &Scene, reference: &str) -> ConsignmentId {
    let id = scan(scene, reference).await.unwrap();
    let command = scene.obey().await;
    scene.shut(door(scene, id).await, command, Some(true)).await;
    id
}

both! {
    async fn a_scanned_number_opens_a_door_and_the_next_one_the_next(world: World) {
        let scene = Scene::new(world).await;
        entered(&scene, "a", &["R-1", "R-2"]).await;
        let first = scan(&scene, " r-1 ").await.unwrap();
        let now = looks(&scene).await;
        assert_eq!((now.waiting, now.bank.free), (1, 2));
        assert_eq!((now.last[0].id, now.last[0].doing.phase), (first, DoorPhase::Opening));
        assert_eq!(now.last[0].reference.as_deref(), Some("R-1"));
        let command = scene.obey().await;
        let now = looks(&scene).await;
        assert_eq!((now.open.as_slice(), now.last[0].doing.phase), ([1].as_slice(), DoorPhase::Open));
        // A scanner that reads twice changes nothing.
        assert_eq!(scan(&scene, "R-1").await, Ok(first));
        // Another document waits for the open door.
        let refused = scan(&scene, "R-2").await.unwrap_err();
        assert!(refused.is(RefusalCode::AnotherDoorOpen));
        assert_eq!(refused.refusal().unwrap().door, Some(1));
        assert_eq!((deliveries(&scene).await, waiting(&scene).await), (1, 1), "nothing is left of a refusal");
        scene.shut(1, command, Some(true)).await;
        let now = looks(&scene).await;
        assert_eq!((now.open.len(), now.last[0].state), (0, DeliveryState::Stored));
        assert!(scene.message("ready").await.is_some(), "the recipient is told");
        assert!(scan(&scene, "R-1").await.unwrap_err().is(RefusalCode::InLockerAlready));
        let second = put_in(&scene, "R-2").await;
        assert_eq!(door(&scene, second).await, 2);
        assert_eq!((deliveries(&scene).await, waiting(&scene).await), (2, 0));
        let last: Vec<_> = looks(&scene).await.last.iter().map(|row| row.id).collect();
        assert_eq!(last, [second, first], "the last one first");
    }

    async fn two_scans_at_once_make_one_delivery(world: World) {
        let scene = std::sync::Arc::new(Scene::new(world).await);
        entered(&scene, "a", &["R-1"]).await;
        let scans: Vec<_> = (0..6)
            .map(|_| {
                let scene = std::sync::Arc::clone(&scene);
                tokio::spawn(async move { scan(&scene, "R-1").await })
            })
            .collect();
        let mut made = std::collections::BTreeSet::new();
        for one in scans {
            if let Ok(id) = one.await.unwrap() {
                made.insert(id);
            }
        }
        assert_eq!(made.len(), 1);
        assert_eq!((deliveries(&scene).await, waiting(&scene).await), (1, 0));
        assert_eq!(scene.publish().await, 1, "one command");
    }

    async fn what_is_refused_leaves_everything_as_it_was(world: World) {
        let scene = Scene::new(world).await;
        let batch = entered(&scene, "a", &["R-1", "R-2", "R-3", "R-4"]).await;
        assert!(scan(&scene, "R-9").await.unwrap_err().is(RefusalCode::NotOnList));
        assert!(scan(&scene, "  ").await.unwrap_err().is(RefusalCode::Missing));
        let other = another_bank(&scene, Size::S).await;
        let list = form_for(other, "b", &[&row("B-1")]);
        scene.delivery.enter_lines(&scene.employee, &list).await.unwrap();
        assert!(scan(&scene, "B-1").await.unwrap_err().is(RefusalCode::ListedElsewhere));
        scene.online(false).await;
        assert!(scan(&scene, "R-1").await.unwrap_err().is(RefusalCode::BankOffline));
        assert_eq!(looks(&scene).await.bank.free, 3, "no compartment is taken");
        scene.online(true).await;
        for reference in ["R-1", "R-2", "R-3"] {
            put_in(&scene, reference).await;
        }
        assert!(scan(&scene, "R-4").await.unwrap_err().is(RefusalCode::BankFull));
        assert_eq!((deliveries(&scene).await, looks(&scene).await.waiting), (3, 1));
        let view = scene.delivery.batch(&scene.employee, batch).await.unwrap();
        assert_eq!((view.row.waiting, view.row.deposited, view.lines.len()), (1, 3, 1));
    }

    async fn closed_with_nothing_inside_the_same_number_opens_the_same_door(world: World) {
        let scene = Scene::new(world).await;
        entered(&scene, "a", &["R-1"]).await;
        let id = scan(&scene, "R-1").await.unwrap();
        let command = scene.obey().await;
        scene.shut(1, command, Some(false)).await;
        assert_eq!(looks(&scene).await.last[0].doing.phase, DoorPhase::NothingInside);
        assert_eq!(scan(&scene, "R-1").await, Ok(id));
        let command = scene.obey().await;
        scene.shut(1, command, Some(true)).await;
        assert_eq!(looks(&scene).await.last[0].state, DeliveryState::Stored);
    }

    async fn what_was_entered_by_itself_is_opened_by_its_number_too(world: World) {
        let scene = Scene::new(world).await;
        let id = scene.delivery.create(&scene.employee, scene.form("one")).await.unwrap();
        assert_eq!(scan(&scene, "RO-77/2026").await, Ok(id));
        let other = another_bank(&scene, Size::S).await;
        let there = scene.delivery.deposit(&scene.employee, other, "RO-77/2026").await.unwrap_err();
        assert!(there.is(RefusalCode::InLockerAlready), "a door of another bank must not open");
        let command = scene.obey().await;
        scene.shut(1, command, Some(true)).await;
        assert_eq!(looks(&scene).await.last[0].id, id);
    }

    async fn a_door_that_does_not_open_is_left_for_another(world: World) {
        let scene = Scene::new(world).await;
        entered(&scene, "a", &["R-1"]).await;
        let stuck = scan(&scene, "R-1").await.unwrap();
        let reason = ShortText::parse("The door does not open").unwrap();
        let port = &scene.delivery;
        let early = port.other_door(&scene.employee, scene.bank, stuck, reason.clone()).await.unwrap_err();
        assert!(early.is(RefusalCode::WrongState), "it may still open");
        let command = scene.last_command().await;
        scene.result(command.id, Outcome::NotOpened).await;
        let failed = looks(&scene).await.last.remove(0);
        assert!(matches!(failed.doing.phase, DoorPhase::Failed { why: RefusalCode::DoorDidNotOpen }));
        let other = another_bank(&scene, Size::S).await;
        let wrong = port.other_door(&scene.employee, other, stuck, reason.clone()).await.unwrap_err();
        assert!(wrong.is(RefusalCode::WrongState));
        let id = port.other_door(&scene.employee, scene.bank, stuck, reason.clone()).await.unwrap();
        assert_eq!((door(&scene, stuck).await, door(&scene, id).await), (1, 2));
        let first = port.delivery(&scene.employee, stuck).await.unwrap();
        assert_eq!(first.state, DeliveryState::Cancelled);
        let again = port.other_door(&scene.employee, scene.bank, stuck, reason).await.unwrap_err();
        assert!(again.is(RefusalCode::WrongState), "pressed twice");
        let command = scene.obey().await;
        scene.shut(2, command, Some(true)).await;
        let second = port.delivery(&scene.employee, id).await.unwrap();
        assert_eq!(second.recipient, first.recipient);
        assert_eq!((second.reference.as_deref(), second.state), (Some("R-1"), DeliveryState::Stored));
        assert_eq!(looks(&scene).await.bank.free, 2, "the first compartment is free again");
        assert!(scan(&scene, "R-1").await.unwrap_err().is(RefusalCode::InLockerAlready));
    }

    async fn what_is_put_in_is_kept_once(world: World) {
        let scene = Scene::new(world).await;
        let batch = entered(&scene, "a", &["R-1"]).await;
        put_in(&scene, "R-1").await;
        let left = traces(&scene.house.db, &["Popescu"], &["consignments", "delivery_names"]).await;
        assert_eq!(left, Vec::<String>::new());
        let sealed: Vec<String> = crate::testing::sealed(&scene.house.db).await.into_iter().map(|(at, _)| at).collect();
        assert!(!sealed.contains(&"bulk_lines.line_sealed".to_owned()), "{sealed:?}");
        assert_eq!(scene.delivery.drop_batch(&scene.employee, batch).await, Ok(0), "what was put in stays");
        assert_eq!(deliveries(&scene).await, 1);
    }
}
