//! A door that was forced: frozen until two people have said that it is in order.

use domain::accounts::{Actor, Role};
use domain::ids::CompartmentId;
use domain::lockers::protocol::{Fact, FaultKind};
use domain::lockers::{Clearing, DoorView, LockersPort as _, Service};
use domain::{RefusalCode, ShortText};

use crate::both;
use crate::testing::Scene;

/// An empty compartment whose door was forced, and two managers.
struct Forced {
    scene: Scene,
    first: Actor,
    second: Actor,
    door: CompartmentId,
}

impl Forced {
    /// Door 3, out of service by now.
    async fn new(world: crate::testing::World) -> Self {
        let scene = Box::pin(Scene::new(world)).await;
        let first = scene.person(true, &[Role::Manager]).await;
        let second = scene.person(true, &[Role::Manager]).await;
        let door = scene.lockers.bank(&first, scene.bank).await.unwrap().doors[2].id;
        let t = Self {
            scene,
            first,
            second,
            door,
        };
        t.force().await;
        let reason = ShortText::parse("Somebody looks at it").unwrap();
        t.scene
            .lockers
            .set_service(&t.first, t.door, Some(reason))
            .await
            .unwrap();
        t
    }

    async fn force(&self) {
        self.scene.tell(Fact::DoorForced { compartment: 3 }).await;
        self.scene
            .tell(Fact::DoorClosed {
                compartment: 3,
                command: None,
                item: Some(false),
            })
            .await;
    }

    async fn back(&self, by: &Actor) -> Result<(), domain::Error> {
        self.scene.lockers.set_service(by, self.door, None).await
    }

    async fn seen(&self) -> DoorView {
        let bank = self.scene.lockers.bank(&self.first, self.scene.bank).await.unwrap();
        bank.doors.into_iter().find(|door| door.id == self.door).unwrap()
    }
}

both! {
    async fn two_people_clear_a_forced_door_and_one_alone_does_not(world: World) {
        let t = Forced::new(world).await;
        assert_eq!(t.seen().await.clearing, Clearing::Two);
        t.back(&t.first).await.unwrap();
        let half = t.seen().await;
        assert_eq!(half.clearing, Clearing::Second);
        assert!(matches!(half.service, Service::Out { .. }) && half.faults == [FaultKind::Forced], "still frozen");
        assert!(t.back(&t.first).await.unwrap_err().is(RefusalCode::SecondPerson), "the same person twice is one");
        assert!(matches!(t.seen().await.service, Service::Out { .. }));
        t.back(&t.second).await.unwrap();
        let seen = t.seen().await;
        assert_eq!((seen.service, seen.clearing), (Service::In, Clearing::One));
        assert!(seen.faults.is_empty());
    }

    async fn what_was_looked_at_before_it_was_forced_again_does_not_count(world: World) {
        let t = Forced::new(world).await;
        t.back(&t.first).await.unwrap();
        t.force().await;
        assert_eq!(t.seen().await.clearing, Clearing::Two);
        t.back(&t.second).await.unwrap();
        assert_eq!(t.seen().await.clearing, Clearing::Second, "begun anew");
        t.back(&t.first).await.unwrap();
        assert_eq!(t.seen().await.service, Service::In);
    }

    async fn any_other_fault_needs_one_person(world: World) {
        let t = Forced::new(world).await;
        t.back(&t.first).await.unwrap();
        t.back(&t.second).await.unwrap();
        t.scene.tell(Fact::Fault { fault: FaultKind::Sensor, compartment: Some(3) }).await;
        assert_eq!(t.seen().await.clearing, Clearing::One);
        t.back(&t.first).await.unwrap();
        assert!(t.seen().await.faults.is_empty());
    }
}
