//! A door forced open while a thing there is on its way in or out, on both databases.

use domain::RefusalCode;
use domain::custody::{ActPhase, CustodyPort as _, EventKind, OpenPhase, PickupPass};
use domain::delivery::{CarePort as _, DeliveryPort as _, DeliveryState, MoveThing};
use domain::lockers::protocol::{Fact, FaultKind, Outcome, RefuseReason};
use domain::lockers::{ClaimState, LockersPort as _, Purpose};

use super::life::story;
use super::{received, state, visitor};
use crate::both;
use crate::testing::Scene;

/// What the bank answers while a door stands open that it did not open itself.
const OPEN_ALREADY: Outcome = Outcome::Refused {
    reason: RefuseReason::AnotherDoorOpen,
};

/// Whether a compartment is out of use until somebody looked, and who counts on it.
async fn frozen(scene: &Scene, number: usize) -> (bool, ClaimState) {
    let bank = scene.lockers.bank(&scene.employee, scene.bank).await.unwrap();
    let door = &bank.doors[number - 1];
    (door.faults.contains(&FaultKind::Forced), door.claim)
}

async fn forced(scene: &Scene, compartment: u16) {
    scene.tell(Fact::DoorForced { compartment }).await;
}

async fn pushed_shut(scene: &Scene, compartment: u16, item: bool) {
    let (command, item) = (None, Some(item));
    scene
        .tell(Fact::DoorClosed {
            compartment,
            command,
            item,
        })
        .await;
}

both! {
    async fn an_order_that_meets_a_forced_door_leaves_a_doubt_and_a_frozen_compartment(world: World) {
        let scene = Scene::new(world).await;
        let (id, number) = scene.stored("a").await;
        let (code, _, link) = received(&scene).await;
        scene.custody.kiosk_enter(&scene.kiosk, &code).await.unwrap();
        let command = scene.last_command().await.id;
        forced(&scene, number).await;
        assert_eq!(state(&scene, id).await, DeliveryState::AtTheDoor, "the bank may still obey");
        assert!(frozen(&scene, number.into()).await.0, "the compartment is frozen at once");
        scene.result(command, OPEN_ALREADY).await;
        assert_eq!(state(&scene, id).await, DeliveryState::Unclear);

        // Whoever stands there is told, on both screens, that a colleague is needed; not to close a door and try again.
        let act = scene.custody.kiosk_state(&scene.kiosk).await.unwrap().act.unwrap();
        assert_eq!(act.phase, ActPhase::Failed { why: RefusalCode::OutOfService });
        let pass = PickupPass::default().with(link);
        let page = scene.custody.pickup(&visitor(), &pass, None).await.unwrap();
        assert_eq!(page.items[0].phase, OpenPhase::Unclear);
        let told = story(&scene, id).await;
        let refused = EventKind::NotOpened { why: RefusalCode::AnotherDoorOpen };
        assert_eq!(told[told.len() - 3..], [EventKind::Forced, refused, EventKind::Unclear]);

        // The code opens nothing any more; a colleague does, and looks.
        pushed_shut(&scene, number, true).await;
        let again = scene.custody.kiosk_enter(&scene.kiosk, &code).await.unwrap_err();
        assert!(again.is(RefusalCode::InDoubt));
        scene.delivery.open(&scene.employee, id).await.unwrap();
        let command = scene.obey().await;
        scene.shut(number, command, Some(false)).await;
        assert_eq!(state(&scene, id).await, DeliveryState::Returned);
        assert_eq!(frozen(&scene, number.into()).await, (true, ClaimState::Free), "until somebody looked at the lock");
    }

    async fn a_rightful_pickup_goes_on_after_somebody_forced_the_door_and_shut_it(world: World) {
        let scene = Scene::new(world).await;
        let (id, number) = scene.stored("a").await;
        let (code, _, _) = received(&scene).await;
        scene.custody.kiosk_enter(&scene.kiosk, &code).await.unwrap();
        forced(&scene, number).await;
        pushed_shut(&scene, number, true).await;
        let command = scene.obey().await;
        let act = scene.custody.kiosk_state(&scene.kiosk).await.unwrap().act.unwrap();
        assert_eq!(act.phase, ActPhase::Open, "nobody who may have it is kept from it");
        scene.shut(number, command, Some(false)).await;
        assert_eq!(state(&scene, id).await, DeliveryState::Collected);
        let told = story(&scene, id).await;
        assert!(told.contains(&EventKind::Forced) && !told.contains(&EventKind::Unclear), "{told:?}");
        assert_eq!(frozen(&scene, number.into()).await, (true, ClaimState::Free));
        let next = scene.delivery.create(&scene.employee, scene.form("b")).await.unwrap();
        let view = scene.delivery.delivery(&scene.employee, next).await.unwrap();
        assert_ne!(view.compartment, number, "offered to nobody until somebody looked");
    }

    /// The door was jerked open before the bank heard of the order: the thing may have been put in.
    async fn a_deposit_that_meets_a_forced_door_is_looked_at(world: World) {
        let scene = Scene::new(world).await;
        let id = scene.delivery.create(&scene.employee, scene.form("a")).await.unwrap();
        scene.delivery.open(&scene.employee, id).await.unwrap();
        let command = scene.last_command().await.id;
        forced(&scene, 1).await;
        scene.result(command, OPEN_ALREADY).await;
        let view = scene.delivery.delivery(&scene.employee, id).await.unwrap();
        assert_eq!((view.state, view.open_for), (DeliveryState::Unclear, Some(Purpose::Withdraw)));
        assert_eq!(frozen(&scene, 1).await, (true, ClaimState::Reserved), "kept from others");
        pushed_shut(&scene, 1, true).await;
        scene.delivery.open(&scene.employee, id).await.unwrap();
        let command = scene.obey().await;
        scene.shut(1, command, Some(false)).await;
        assert_eq!(state(&scene, id).await, DeliveryState::Cancelled);
    }

    async fn an_empty_compartment_that_is_merely_reserved_puts_nothing_in_doubt(world: World) {
        let scene = Scene::new(world).await;
        let id = scene.delivery.create(&scene.employee, scene.form("a")).await.unwrap();
        forced(&scene, 1).await;
        assert_eq!(state(&scene, id).await, DeliveryState::Announced);
        assert!(frozen(&scene, 1).await.0);
        assert!(!story(&scene, id).await.contains(&EventKind::Forced));
    }

    async fn of_two_compartments_only_the_one_with_the_thing_is_in_question(world: World) {
        let scene = Scene::new(world).await;
        let (id, own) = scene.stored("a").await;
        let reason = MoveThing { thing_reason: "It sticks".to_owned(), lower: String::new() };
        scene.delivery.move_thing(&scene.employee, id, reason).await.unwrap();
        forced(&scene, 2).await;
        pushed_shut(&scene, 2, false).await;
        assert_eq!(state(&scene, id).await, DeliveryState::Moving, "that one is empty");
        assert!(frozen(&scene, 2).await.0);
        // The thing is taken out, and the frozen door does not open to take it in.
        scene.delivery.open(&scene.employee, id).await.unwrap();
        let command = scene.obey().await;
        scene.shut(own, command, Some(false)).await;
        let refused = scene.delivery.open(&scene.employee, id).await.unwrap_err();
        assert!(refused.is(RefusalCode::OutOfService), "{refused}");
        // Back in its own, which is forced while it is ordered open: there it matters.
        scene.delivery.put_back(&scene.employee, id).await.unwrap();
        let command = scene.last_command().await.id;
        forced(&scene, own).await;
        scene.result(command, OPEN_ALREADY).await;
        assert_eq!(state(&scene, id).await, DeliveryState::Unclear);
    }

    /// A switch that flutters after the rightful closing is told as force, for the bank cannot know better.
    async fn a_door_that_flutters_after_its_pickup_takes_nothing_back(world: World) {
        let scene = Scene::new(world).await;
        let (id, number) = scene.stored("a").await;
        let (code, _, _) = received(&scene).await;
        scene.custody.kiosk_enter(&scene.kiosk, &code).await.unwrap();
        let command = scene.obey().await;
        scene.shut(number, command, Some(false)).await;
        forced(&scene, number).await;
        pushed_shut(&scene, number, false).await;
        assert_eq!(state(&scene, id).await, DeliveryState::Collected);
        assert_eq!(frozen(&scene, number.into()).await, (true, ClaimState::Free));
    }
}
