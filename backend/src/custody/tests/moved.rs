//! A thing that is moved to another compartment, on both databases.

use domain::accounts::{Actor, Role};
use domain::custody::{ActPhase, CustodyPort as _, EventKind, OpenPhase, PickupPass};
use domain::delivery::{CarePort as _, DeliveryPort as _, DeliveryState, DeliveryView, MoveNow, MoveThing};
use domain::ids::ConsignmentId;
use domain::lockers::protocol::{Fact, FaultKind, Outcome};
use domain::lockers::{ClaimState, DoorView, LockersPort as _, Purpose, Service};
use domain::{RefusalCode, ShortText, Span};

use super::life::{messages, said, story};
use super::{received, state, visitor};
use crate::both;
use crate::custody::LifeJobs;
use crate::testing::Scene;

fn because(reason: &str) -> MoveThing {
    MoveThing {
        thing_reason: reason.to_owned(),
        lower: String::new(),
    }
}

async fn seen(scene: &Scene, id: ConsignmentId) -> DeliveryView {
    scene.delivery.delivery(&scene.employee, id).await.unwrap()
}

async fn claims(scene: &Scene) -> Vec<ClaimState> {
    let bank = scene.lockers.bank(&scene.employee, scene.bank).await.unwrap();
    bank.doors.iter().map(|door| door.claim).collect()
}

/// Opens what is to be opened next, and shuts it; gives the number of the door.
async fn next_door(scene: &Scene, id: ConsignmentId, item: bool) -> u16 {
    scene.delivery.open(&scene.employee, id).await.unwrap();
    let number = scene.last_command().await.compartment.unwrap();
    let command = scene.obey().await;
    scene.shut(number, command, Some(item)).await;
    number
}

async fn door(scene: &Scene, number: usize) -> DoorView {
    let bank = scene.lockers.bank(&scene.employee, scene.bank).await.unwrap();
    bank.doors[number - 1].clone()
}

fn out(reason: &str) -> Service {
    Service::Out {
        reason: reason.to_owned(),
    }
}

/// Which compartment the next thing gets.
async fn offered(scene: &Scene, once: &str) -> u16 {
    let id = scene.delivery.create(&scene.employee, scene.form(once)).await.unwrap();
    let number = seen(scene, id).await.compartment;
    let reason = ShortText::parse("only looking").unwrap();
    scene.delivery.cancel(&scene.employee, id, reason).await.unwrap();
    number
}

/// Somebody opens a door that is out of service for a test, and takes it back into service.
async fn tried(scene: &Scene, manager: &Actor, number: u16) {
    let id = door(scene, number.into()).await.id;
    scene.lockers.test_door(manager, id).await.unwrap();
    let command = scene.obey().await;
    scene.shut(number, command, Some(false)).await;
    scene.lockers.set_service(manager, id, None).await.unwrap();
}

async fn phase(scene: &Scene) -> OpenPhase {
    let pass = PickupPass::default().with(received(scene).await.2);
    scene.custody.pickup(&visitor(), &pass, None).await.unwrap().items[0].phase
}

both! {
    async fn it_goes_from_door_to_door_and_the_code_stays(world: World) {
        let scene = Scene::new(world).await;
        let (id, own) = scene.stored("a").await;
        let code = received(&scene).await.0;
        let refused = scene.delivery.move_thing(&scene.employee, id, MoveThing::default()).await.unwrap_err();
        assert_eq!(refused.refusal().unwrap().at("thing_reason"), Some(RefusalCode::Missing));
        assert_eq!(seen(&scene, id).await.moving, MoveNow::Possible);
        scene.delivery.move_thing(&scene.employee, id, because("It jams")).await.unwrap();
        let ordered = seen(&scene, id).await;
        assert_eq!((own, ordered.state, ordered.moving), (1, DeliveryState::Moving, MoveNow::Ordered { to: 2 }));
        assert_eq!(ordered.open_for, Some(Purpose::MoveOut));
        assert!(!ordered.may_cancel);
        assert_eq!(claims(&scene).await, [ClaimState::Occupied, ClaimState::Reserved, ClaimState::Free]);

        // Its recipient opens nothing meanwhile, and is told so.
        let kept_out = scene.custody.kiosk_enter(&scene.kiosk, &code).await.unwrap_err();
        assert!(kept_out.is(RefusalCode::BeingMoved));
        assert_eq!(phase(&scene).await, OpenPhase::Moving);
        let reason = ShortText::parse("x").unwrap();
        assert!(scene.delivery.cancel(&scene.employee, id, reason).await.is_err());

        assert_eq!(next_door(&scene, id, true).await, 1, "it was not taken out");
        assert_eq!(seen(&scene, id).await.moving, MoveNow::Ordered { to: 2 });
        assert_eq!(next_door(&scene, id, false).await, 1);
        assert_eq!(seen(&scene, id).await.moving, MoveNow::OnTheWay { to: 2 });
        assert!(scene.delivery.stay(&scene.employee, id).await.unwrap_err().is(RefusalCode::WrongState), "it is out");
        assert_eq!(next_door(&scene, id, false).await, 2, "closed on nothing");
        assert_eq!(seen(&scene, id).await.moving, MoveNow::OnTheWay { to: 2 });
        assert_eq!(messages(&scene, "moved").await, 0);
        assert_eq!(next_door(&scene, id, true).await, 2);

        let there = seen(&scene, id).await;
        assert_eq!((there.state, there.compartment), (DeliveryState::Stored, 2));
        assert_eq!(claims(&scene).await, [ClaimState::Free, ClaimState::Occupied, ClaimState::Free]);
        assert_eq!((messages(&scene, "moved").await, messages(&scene, "ready").await), (1, 1));
        assert_eq!(said(&scene, "moved").await["compartment"], 2);
        let story = story(&scene, id).await;
        for event in [
            EventKind::MoveOrdered { to: 2, reason: "It jams".into() },
            EventKind::TakenOut,
            EventKind::Moved { from: 1, to: 2 },
        ] {
            assert!(story.contains(&event), "{event:?}: {story:?}");
        }
        scene.custody.kiosk_enter(&scene.kiosk, &code).await.expect("the code opens the thing, not a door");
        let command = scene.obey().await;
        scene.shut(2, command, Some(false)).await;
        assert_eq!(state(&scene, id).await, DeliveryState::Collected);
        assert_eq!(claims(&scene).await, [ClaimState::Free; 3]);
    }

    async fn it_stays_or_is_put_back(world: World) {
        let scene = Scene::new(world).await;
        let (id, _) = scene.stored("a").await;
        scene.delivery.move_thing(&scene.employee, id, because("Dark")).await.unwrap();
        scene.delivery.stay(&scene.employee, id).await.unwrap();
        assert_eq!(state(&scene, id).await, DeliveryState::Stored);
        assert_eq!(claims(&scene).await, [ClaimState::Occupied, ClaimState::Free, ClaimState::Free]);
        scene.delivery.move_thing(&scene.employee, id, because("Dark")).await.unwrap();
        assert!(scene.delivery.put_back(&scene.employee, id).await.unwrap_err().is(RefusalCode::WrongState));
        next_door(&scene, id, false).await;
        scene.delivery.put_back(&scene.employee, id).await.unwrap();
        let command = scene.last_command().await;
        assert_eq!(command.compartment, Some(1));
        scene.obey().await;
        scene.shut(1, command.id, Some(true)).await;
        let back = seen(&scene, id).await;
        assert_eq!((back.state, back.compartment), (DeliveryState::Stored, 1));
        assert_eq!(claims(&scene).await, [ClaimState::Occupied, ClaimState::Free, ClaimState::Free]);
        assert_eq!(messages(&scene, "moved").await, 0, "for its recipient nothing has changed");
        let story = story(&scene, id).await;
        assert!(story.contains(&EventKind::MoveAbandoned) && story.contains(&EventKind::PutBack), "{story:?}");
    }

    async fn the_clock_stands_still_on_the_way(world: World) {
        let scene = Scene::new(world).await;
        let (id, _) = scene.stored("a").await;
        let before = seen(&scene, id).await.deadline.unwrap().at;
        let life = LifeJobs::new(scene.house.clone());
        scene.delivery.move_thing(&scene.employee, id, because("Wet")).await.unwrap();
        scene.house_clock_advance(Span::days(9));
        assert_eq!(life.clock_round().await.unwrap(), (0, 0), "it is on the way");
        assert_eq!(state(&scene, id).await, DeliveryState::Moving, "nobody is late meanwhile");
        next_door(&scene, id, false).await;
        next_door(&scene, id, true).await;
        assert_eq!(life.clock_round().await.unwrap(), (0, 1));
        let after = seen(&scene, id).await;
        assert!(after.deadline.unwrap().at >= before + Span::days(9) && !after.paused);
    }

    async fn a_broken_door_lets_it_out_and_none_is_kept_where_there_is_none(world: World) {
        let scene = Scene::new(world).await;
        let (id, _) = scene.stored("a").await;
        scene.tell(Fact::Fault { fault: FaultKind::Sensor, compartment: Some(1) }).await;
        // Two more things: the bank is full.
        let second = scene.delivery.create(&scene.employee, scene.form("b")).await.unwrap();
        scene.delivery.create(&scene.employee, scene.form("c")).await.unwrap();
        let full = scene.delivery.move_thing(&scene.employee, id, because("Broken")).await.unwrap_err();
        assert!(full.is(RefusalCode::BankFull));
        assert_eq!(state(&scene, id).await, DeliveryState::Stored, "nothing is half done");
        let reason = ShortText::parse("x").unwrap();
        scene.delivery.cancel(&scene.employee, second, reason).await.unwrap();
        scene.delivery.move_thing(&scene.employee, id, because("Broken")).await.unwrap();
        assert_eq!(next_door(&scene, id, false).await, 1);
        assert_eq!(next_door(&scene, id, true).await, 2);
        assert_eq!(state(&scene, id).await, DeliveryState::Stored);
    }

    async fn what_was_unfit_is_offered_to_nobody_until_somebody_looked(world: World) {
        let scene = Scene::new(world).await;
        let manager = scene.person(true, &[Role::Manager]).await;
        let (id, _) = scene.stored("a").await;
        let jam = |on| {
            let (fault, compartment) = (FaultKind::Jam, Some(1));
            if on { Fact::Fault { fault, compartment } } else { Fact::FaultCleared { fault, compartment } }
        };
        scene.tell(jam(true)).await;
        scene.delivery.move_thing(&scene.employee, id, because("It sticks")).await.unwrap();
        assert_eq!(door(&scene, 1).await.service, Service::In, "or nobody could take the thing out");
        assert_eq!(next_door(&scene, id, false).await, 1);
        // That the lock worked once more proves nothing.
        scene.tell(jam(false)).await;
        assert_eq!(next_door(&scene, id, true).await, 2);
        let old = door(&scene, 1).await;
        assert_eq!((old.service, old.claim, old.faults.len()), (out("It sticks"), ClaimState::Free, 0));
        assert_eq!(offered(&scene, "b").await, 3);
        tried(&scene, &manager, 1).await;
        assert_eq!(offered(&scene, "c").await, 1);
        // And nothing is left behind that would take it out once more.
        let (again, own) = scene.stored("d").await;
        let reason = ShortText::parse("wrong bank").unwrap();
        scene.delivery.cancel(&scene.employee, again, reason).await.unwrap();
        let command = scene.obey().await;
        scene.shut(1, command, Some(false)).await;
        assert_eq!((own, door(&scene, 1).await.service), (1, Service::In));
    }

    async fn what_was_merely_too_high_is_free_at_once(world: World) {
        let scene = Scene::new(world).await;
        let (id, _) = scene.stored("a").await;
        let form = MoveThing { lower: "1".to_owned(), ..because("Too high") };
        scene.delivery.move_thing(&scene.employee, id, form).await.unwrap();
        next_door(&scene, id, false).await;
        assert_eq!(next_door(&scene, id, true).await, 2, "the one below");
        assert_eq!(door(&scene, 1).await.service, Service::In);
        assert_eq!(offered(&scene, "b").await, 1);
    }

    async fn what_is_unfit_is_remembered_however_the_move_ends(world: World) {
        let scene = Scene::new(world).await;
        let (id, _) = scene.stored("a").await;
        let collect = async |code: String, number: u16| {
            scene.custody.kiosk_enter(&scene.kiosk, &code).await.unwrap();
            let command = scene.obey().await;
            scene.shut(number, command, Some(false)).await;
        };
        // Not after all: an order given by mistake leaves nothing behind.
        scene.delivery.move_thing(&scene.employee, id, because("Wet")).await.unwrap();
        scene.delivery.stay(&scene.employee, id).await.unwrap();
        collect(received(&scene).await.0, 1).await;
        assert_eq!(door(&scene, 1).await.service, Service::In);
        // Put back: it was unfit before and is so still, once the thing is gone.
        let (id, _) = scene.stored("b").await;
        scene.delivery.move_thing(&scene.employee, id, because("Wet")).await.unwrap();
        next_door(&scene, id, false).await;
        scene.delivery.put_back(&scene.employee, id).await.unwrap();
        let command = scene.obey().await;
        scene.shut(1, command, Some(true)).await;
        assert_eq!(door(&scene, 1).await.service, Service::In, "its recipient opens it");
        assert_eq!(door(&scene, 2).await.service, Service::In, "nothing is wrong with that one");
        collect(received(&scene).await.0, 1).await;
        assert_eq!(door(&scene, 1).await.service, out("Wet"));
        // Taken back after a doubt on the way.
        let (id, own) = scene.stored("c").await;
        scene.delivery.move_thing(&scene.employee, id, because("Dark")).await.unwrap();
        scene.delivery.open(&scene.employee, id).await.unwrap();
        let command = scene.last_command().await.id;
        scene.result(command, Outcome::Accepted).await;
        scene.result(command, Outcome::Unknown).await;
        assert_eq!((own, next_door(&scene, id, false).await), (2, 2));
        assert_eq!(state(&scene, id).await, DeliveryState::Returned);
        assert_eq!((door(&scene, 2).await.service, door(&scene, 3).await.service), (out("Dark"), Service::In));
    }

    async fn the_kiosk_says_that_it_was_not_taken_out(world: World) {
        let scene = Scene::new(world).await;
        let (id, _) = scene.stored("a").await;
        let shown = async || {
            let act = scene.custody.kiosk_state(&scene.kiosk).await.unwrap().act.unwrap();
            (act.compartment, act.purpose, act.phase)
        };
        scene.delivery.move_thing(&scene.employee, id, because("Dark")).await.unwrap();
        next_door(&scene, id, true).await;
        assert_eq!(shown().await, (1, Purpose::MoveOut, ActPhase::LeftInside));
        // Nor is it to go anywhere when it stays.
        scene.delivery.stay(&scene.employee, id).await.unwrap();
        assert_eq!(shown().await, (1, Purpose::MoveOut, ActPhase::LeftInside));
        scene.delivery.move_thing(&scene.employee, id, because("Dark")).await.unwrap();
        next_door(&scene, id, false).await;
        assert_eq!(shown().await, (1, Purpose::MoveOut, ActPhase::Done));
        next_door(&scene, id, true).await;
        assert_eq!(shown().await, (2, Purpose::MoveIn, ActPhase::Done));
    }

    async fn a_doubt_at_the_new_door_is_looked_at_there(world: World) {
        let scene = Scene::new(world).await;
        let (id, _) = scene.stored("a").await;
        scene.delivery.move_thing(&scene.employee, id, because("Dark")).await.unwrap();
        next_door(&scene, id, false).await;
        scene.delivery.open(&scene.employee, id).await.unwrap();
        let command = scene.last_command().await.id;
        scene.result(command, Outcome::Accepted).await;
        scene.result(command, Outcome::Unknown).await;
        let doubt = seen(&scene, id).await;
        assert_eq!((doubt.state, doubt.compartment), (DeliveryState::Unclear, 2));
        assert_eq!(next_door(&scene, id, false).await, 2);
        assert_eq!(state(&scene, id).await, DeliveryState::Returned);
        assert_eq!(claims(&scene).await, [ClaimState::Free; 3]);
    }
}
