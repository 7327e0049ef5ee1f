//! A door that moved and nobody knows why: whose thing is behind it is told, once, and in words that promise nothing.

use domain::custody::{CustodyPort as _, EventKind, OpenPhase, PickupPass};
use domain::delivery::{DeliveryPort as _, DeliveryState};
use domain::lockers::protocol::{Fact, Outcome};

use super::life::{messages, said, story};
use super::{received, state, visitor};
use crate::both;
use crate::testing::Scene;

both! {
    async fn whose_thing_is_behind_a_forced_door_is_told(world: World) {
        let scene = Scene::new(world).await;
        let (id, number) = scene.stored("a").await;
        let (code, _, link) = received(&scene).await;
        scene.tell(Fact::DoorForced { compartment: number }).await;
        assert_eq!(messages(&scene, "in_doubt").await, 1);
        let told = said(&scene, "in_doubt").await;
        assert_eq!(told["compartment"], number);
        assert_eq!(told["name"], "Ion Popescu");
        assert!(!told.to_string().contains(&code), "a message about trouble holds no secret");
        assert!(!told["link"].as_str().unwrap().contains(&link.expose()));
        let page = scene.custody.pickup(&visitor(), &PickupPass::default().with(link), None).await.unwrap();
        assert_eq!(page.items[0].phase, OpenPhase::Unclear);
        assert!(page.items[0].code.is_none(), "nor does the page");
        let told = story(&scene, id).await;
        assert!(matches!(told.last(), Some(EventKind::Told { messages: 2 })), "{told:?}");

        // The same door once more, and a colleague's first try: the same doubt, and nobody is told again.
        scene.tell(Fact::DoorClosed { compartment: number, command: None, item: Some(true) }).await;
        scene.tell(Fact::DoorForced { compartment: number }).await;
        scene.tell(Fact::DoorClosed { compartment: number, command: None, item: Some(true) }).await;
        scene.delivery.open(&scene.employee, id).await.unwrap();
        scene.result(scene.last_command().await.id, Outcome::NotOpened).await;
        assert_eq!(state(&scene, id).await, DeliveryState::Unclear);
        assert_eq!(messages(&scene, "in_doubt").await, 1);
    }

    async fn nobody_is_told_of_a_doubt_about_what_was_never_here(world: World) {
        let scene = Scene::new(world).await;
        let id = scene.delivery.create(&scene.employee, scene.form("a")).await.unwrap();
        scene.delivery.open(&scene.employee, id).await.unwrap();
        let command = scene.last_command().await.id;
        scene.result(command, Outcome::Accepted).await;
        scene.result(command, Outcome::Unknown).await;
        assert_eq!(state(&scene, id).await, DeliveryState::Unclear);
        assert_eq!(messages(&scene, "in_doubt").await, 0, "they were never told that it comes");
    }

    async fn power_lost_around_the_pulse_is_told_to_whom_it_concerns(world: World) {
        let scene = Scene::new(world).await;
        let (id, _) = scene.stored("a").await;
        let (code, ..) = received(&scene).await;
        scene.custody.kiosk_enter(&scene.kiosk, &code).await.unwrap();
        let command = scene.last_command().await.id;
        scene.result(command, Outcome::Accepted).await;
        scene.result(command, Outcome::Unknown).await;
        assert_eq!(state(&scene, id).await, DeliveryState::Unclear);
        assert_eq!(messages(&scene, "in_doubt").await, 1);
    }
}
