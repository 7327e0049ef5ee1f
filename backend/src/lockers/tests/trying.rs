//! Test openings of doors that are out of service, on both databases.

use domain::accounts::{Actor, Role};
use domain::delivery::DeliveryPort as _;
use domain::ids::CompartmentId;
use domain::lockers::protocol::{Action, Fact, Outcome, RefuseReason};
use domain::lockers::{DoorView, Inside, LockersPort as _, Service, TestResult};
use domain::{Refusal, RefusalCode, ShortText, Span};

use crate::both;
use crate::testing::Scene;

/// A door that is out of service, and a manager.
struct Shut {
    scene: Scene,
    manager: Actor,
    door: CompartmentId,
}

impl Shut {
    /// Door 3.
    async fn new(world: crate::testing::World) -> Self {
        let scene = Scene::new(world).await;
        let manager = scene.person(true, &[Role::Manager]).await;
        let door = scene.lockers.bank(&manager, scene.bank).await.unwrap().doors[2].id;
        let t = Self { scene, manager, door };
        t.serve(Some("It sticks")).await.unwrap();
        t
    }

    async fn serve(&self, out: Option<&str>) -> Result<(), domain::Error> {
        let out = out.map(|why| ShortText::parse(why).unwrap());
        self.scene.lockers.set_service(&self.manager, self.door, out).await
    }

    async fn tries(&self) -> Result<(), domain::Error> {
        self.scene.lockers.test_door(&self.manager, self.door).await
    }

    async fn seen(&self) -> DoorView {
        let bank = self.scene.lockers.bank(&self.manager, self.scene.bank).await.unwrap();
        bank.doors.into_iter().find(|door| door.id == self.door).unwrap()
    }

    async fn result(&self) -> Option<TestResult> {
        self.seen().await.test.map(|test| test.result)
    }
}

both! {
    async fn a_door_is_tried_and_put_back(world: World) {
        let t = Shut::new(world).await;
        assert!(t.seen().await.may_be_tested());
        assert_eq!(t.result().await, None);
        t.tries().await.unwrap();
        let command = t.scene.last_command().await;
        assert_eq!((command.action, command.compartment, command.is_test()), (Action::Unlock, Some(3), true));
        assert!(command.not_after - command.issued_at <= Span::seconds(30));
        assert_eq!(t.result().await, Some(TestResult::Ordered));
        assert!(t.tries().await.unwrap_err().is(RefusalCode::AnotherDoorOpen), "one at a time");
        // Whoever put it back now would offer a door that is about to open.
        assert!(t.serve(None).await.unwrap_err().is(RefusalCode::CompartmentInUse));
        t.scene.obey().await;
        assert_eq!(t.result().await, Some(TestResult::Opened));
        assert!(t.serve(None).await.unwrap_err().is(RefusalCode::CompartmentInUse));
        t.scene.house_clock_advance(Span::minutes(2));
        t.scene.shut(3, command.id, Some(false)).await;
        let seen = t.seen().await;
        let test = seen.test.unwrap();
        assert_eq!(test.result, TestResult::Closed { inside: Inside::Nothing });
        assert!(test.result.is_good() && test.at.at > command.issued_at + Span::minutes(1));
        assert_eq!(seen.service, Service::Out { reason: "It sticks".into() }, "until somebody says so");
        t.serve(None).await.unwrap();
        assert_eq!((t.seen().await.service, t.result().await), (Service::In, None));
    }

    async fn only_an_empty_door_that_is_out_of_service_is_tried(world: World) {
        let t = Shut::new(world).await;
        t.scene.tell(Fact::ItemSensed { compartment: 3, present: true }).await;
        assert!(t.tries().await.unwrap_err().is(RefusalCode::CompartmentInUse), "something lies inside");
        t.scene.tell(Fact::ItemSensed { compartment: 3, present: false }).await;
        t.scene.tell(Fact::DoorForced { compartment: 1 }).await;
        assert_eq!(t.tries().await.unwrap_err().refusal(), Some(&Refusal::still_open(1)));
        t.scene.tell(Fact::DoorClosed { compartment: 1, command: None, item: None }).await;
        t.scene.online(false).await;
        assert!(t.tries().await.unwrap_err().is(RefusalCode::BankOffline));
        t.scene.online(true).await;
        t.serve(None).await.unwrap();
        assert!(t.tries().await.unwrap_err().is(RefusalCode::WrongState), "it is in service");
        assert_eq!(t.scene.publish().await, 0, "nothing was ordered");
    }

    async fn a_test_that_fails_says_why_and_can_be_tried_again(world: World) {
        let t = Shut::new(world).await;
        t.tries().await.unwrap();
        let command = t.scene.last_command().await;
        t.scene.result(command.id, Outcome::Refused { reason: RefuseReason::BoardFault }).await;
        assert_eq!(t.result().await, Some(TestResult::NotOpened { why: RefusalCode::OutOfService }));
        t.tries().await.unwrap();
        let command = t.scene.last_command().await;
        t.scene.result(command.id, Outcome::Accepted).await;
        t.scene.result(command.id, Outcome::Unknown).await;
        assert_eq!(t.result().await, Some(TestResult::Unclear));
        t.tries().await.unwrap();
        t.scene.last_command().await;
        t.scene.house_clock_advance(Span::minutes(2));
        t.scene.jobs.clock_round().await.unwrap();
        assert!(matches!(t.result().await, Some(TestResult::NotOpened { .. })), "a bank that says nothing");
        t.serve(None).await.expect("nobody tries it any more");
    }

    async fn no_thing_hears_of_a_test(world: World) {
        let t = Shut::new(world).await;
        let (thing, _) = t.scene.stored("a").await;
        let before = t.scene.delivery.delivery(&t.scene.employee, thing).await.unwrap();
        t.tries().await.unwrap();
        let command = t.scene.obey().await;
        let busy = t.scene.delivery.create(&t.scene.employee, t.scene.form("b")).await.unwrap();
        assert!(t.scene.delivery.open(&t.scene.employee, busy).await.is_err(), "another door is open");
        t.scene.shut(3, command, Some(false)).await;
        let after = t.scene.delivery.delivery(&t.scene.employee, thing).await.unwrap();
        assert_eq!((after.state, after.history.len()), (before.state, before.history.len()));
        t.scene.delivery.open(&t.scene.employee, busy).await.expect("all doors are shut again");
    }
}
