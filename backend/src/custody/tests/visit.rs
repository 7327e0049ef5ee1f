//! One visit: several things of one person at one bank, door after door; and everybody whose visit it is not.

mod phone;

use domain::accounts::{Actor, Role};
use domain::custody::{ActPhase, CustodyPort as _, EventKind, KioskVisit, LinkSecret, NextDoor, PickupPass};
use domain::delivery::{DeliveryPort as _, DeliveryState, NewDelivery};
use domain::ids::{ConsignmentId, KioskId};
use domain::lockers::protocol::{Fact, FaultKind, Outcome};
use domain::{Error, RefusalCode, ShortText, Span};

use super::life::story;
use super::{received, state};
use crate::both;
use crate::testing::Scene;
use phone::{named, present, press};

/// A thing that waits, and what its recipient was told of it.
struct Waiting {
    id: ConsignmentId,
    door: u16,
    code: String,
    link: LinkSecret,
}

/// Puts in what is on this form.
async fn put_in(scene: &Scene, employee: &Actor, form: NewDelivery) -> Waiting {
    let id = scene.delivery.create(employee, form).await.expect("created");
    scene.delivery.open(employee, id).await.expect("opened");
    let command = scene.obey().await;
    let door = scene.delivery.delivery(employee, id).await.expect("a view").compartment;
    scene.shut(door, command, Some(true)).await;
    let (code, _, link) = received(scene).await;
    Waiting { id, door, code, link }
}

/// A form for the scene's usual recipient, changed.
fn form(scene: &Scene, once: &str, change: impl FnOnce(&mut NewDelivery)) -> NewDelivery {
    let mut form = scene.form(once);
    form.size = "S".to_owned();
    change(&mut form);
    form
}

async fn two(scene: &Scene) -> (Waiting, Waiting) {
    let first = put_in(scene, &scene.employee, form(scene, "first", |_| ())).await;
    let second = put_in(scene, &scene.employee, form(scene, "second", |_| ())).await;
    (first, second)
}

/// Types the code of a thing, takes it out and shuts the door.
async fn collect(scene: &Scene, thing: &Waiting) {
    scene
        .custody
        .kiosk_enter(&scene.kiosk, &thing.code)
        .await
        .expect("the right code");
    take_out(scene, thing).await;
}

/// The door that was ordered opens; what lies inside is taken, and the door is shut.
async fn take_out(scene: &Scene, thing: &Waiting) {
    let command = scene.obey().await;
    scene.shut(thing.door, command, Some(false)).await;
    assert_eq!(state(scene, thing.id).await, DeliveryState::Collected);
}

async fn shown(scene: &Scene) -> Option<KioskVisit> {
    scene.custody.kiosk_state(&scene.kiosk).await.expect("a state").visit
}

/// The door that the kiosk offers.
async fn offered(scene: &Scene) -> Option<ConsignmentId> {
    shown(scene).await.and_then(|visit| visit.next).map(|next| next.thing)
}

async fn next(scene: &Scene, thing: &Waiting) -> Result<(), Error> {
    scene.custody.kiosk_next(&scene.kiosk, thing.id).await
}

/// The visit does not go to this thing: nothing is offered, and pressing anyway opens nothing.
async fn stays_shut(scene: &Scene, thing: &Waiting, why: &str) {
    let visit = shown(scene).await;
    assert!(
        visit.and_then(|v| v.next).is_none_or(|next| next.thing != thing.id),
        "{why}: {visit:?}"
    );
    scene.publish().await;
    let before = scene.fake.published().len();
    let refused = next(scene, thing).await.expect_err(why);
    assert!(matches!(refused, Error::Refused(_)), "{why}: {refused}");
    scene.publish().await;
    assert_eq!(scene.fake.published().len(), before, "{why}");
}

both! {
    async fn one_code_opens_two_doors_one_after_the_other(world: World) {
        let scene = Scene::new(world).await;
        let (first, second) = two(&scene).await;
        assert_eq!(scene.ready_message().await["beside"], 1, "the second message says that there is another");
        scene.custody.kiosk_enter(&scene.kiosk, &first.code).await.unwrap();
        assert_eq!(shown(&scene).await, Some(KioskVisit { waiting: 2, next: None }), "from the beginning");
        let early = next(&scene, &second).await.unwrap_err();
        assert!(early.is(RefusalCode::VisitOver), "one door at a time: {early}");
        take_out(&scene, &first).await;
        let offer = NextDoor { thing: second.id, compartment: second.door };
        assert_eq!(shown(&scene).await, Some(KioskVisit { waiting: 1, next: Some(offer) }));
        assert_eq!(state(&scene, second.id).await, DeliveryState::Stored, "by a press, not by itself");
        // A child stands before it, and its mother comes slowly: the picture stays as long as the offer.
        scene.house_clock_advance(Span::seconds(110));
        assert_eq!(scene.custody.kiosk_state(&scene.kiosk).await.unwrap().act.unwrap().phase, ActPhase::Done);
        next(&scene, &second).await.expect("the next door");
        take_out(&scene, &second).await;
        assert_eq!(shown(&scene).await, None);
        // Each opening is its own, with its own history.
        let told = story(&scene, second.id).await;
        assert!(told.contains(&EventKind::ProvedInVisit { after: first.door }), "{told:?}");
        assert!(!told.iter().any(|event| matches!(event, EventKind::Proved { .. })), "{told:?}");
        assert!(!story(&scene, first.id).await.iter().any(|event| matches!(event, EventKind::ProvedInVisit { .. })));
    }

    async fn three_things_are_one_visit_and_each_door_gives_two_minutes_more(world: World) {
        let scene = Scene::new(world).await;
        let (first, second) = two(&scene).await;
        // The third was told by mail and telephone, as the others; and is the largest.
        let third = put_in(&scene, &scene.employee, form(&scene, "third", |f| f.size = "M".to_owned())).await;
        assert_eq!(scene.ready_message().await["beside"], 2);
        collect(&scene, &first).await;
        scene.house_clock_advance(Span::seconds(100));
        next(&scene, &second).await.unwrap();
        take_out(&scene, &second).await;
        scene.house_clock_advance(Span::seconds(100));
        assert_eq!(offered(&scene).await, Some(third.id));
        next(&scene, &third).await.unwrap();
        take_out(&scene, &third).await;
        assert!(story(&scene, third.id).await.contains(&EventKind::ProvedInVisit { after: first.door }));
    }

    async fn a_visit_ends_with_time_with_no_and_with_anybody_else(world: World) {
        let scene = Scene::new(world).await;
        let (first, second) = two(&scene).await;
        collect(&scene, &first).await;
        scene.house_clock_advance(Span::seconds(121));
        stays_shut(&scene, &second, "after two minutes").await;
        // Its own code is as good as ever.
        collect(&scene, &second).await;
        let third = put_in(&scene, &scene.employee, form(&scene, "third", |_| ())).await;
        let fourth = put_in(&scene, &scene.employee, form(&scene, "fourth", |_| ())).await;
        collect(&scene, &third).await;
        assert_eq!(offered(&scene).await, Some(fourth.id));
        // That somebody left after another thing means nothing for this one.
        scene.custody.kiosk_leave(&scene.kiosk, second.id).await.unwrap();
        assert_eq!(offered(&scene).await, Some(fourth.id));
        scene.custody.kiosk_leave(&scene.kiosk, third.id).await.unwrap();
        stays_shut(&scene, &fourth, "after 'No, later'").await;
        collect(&scene, &fourth).await;
    }

    async fn another_opening_at_the_bank_ends_a_visit(world: World) {
        let scene = Scene::new(world).await;
        let (first, second) = two(&scene).await;
        let stranger = |f: &mut NewDelivery| {
            (f.name, f.email, f.phone) = ("Ana Marin".into(), "ana@example.org".into(), String::new());
            f.size = "M".to_owned();
        };
        let other = put_in(&scene, &scene.employee, form(&scene, "other", stranger)).await;
        collect(&scene, &first).await;
        collect(&scene, &other).await;
        stays_shut(&scene, &second, "somebody else stands there now").await;
    }

    async fn a_visit_is_bound_to_the_kiosk_where_it_began(world: World) {
        let scene = Scene::new(world).await;
        let (first, second) = two(&scene).await;
        let beside = Actor::Kiosk { kiosk: KioskId(scene.house.outside.uuid7()), bank: scene.bank };
        collect(&scene, &first).await;
        assert_eq!(scene.custody.kiosk_state(&beside).await.unwrap().visit, None);
        let refused = scene.custody.kiosk_next(&beside, second.id).await.unwrap_err();
        assert!(refused.is(RefusalCode::VisitOver));
        scene.custody.kiosk_leave(&beside, first.id).await.unwrap();
        assert_eq!(offered(&scene).await, Some(second.id), "another screen ends nothing here");
        for role in Role::ALL {
            let person = scene.person(true, &[role]).await;
            assert!(scene.custody.kiosk_next(&person, second.id).await.is_err(), "{role:?}");
            assert!(scene.custody.kiosk_leave(&person, first.id).await.is_err(), "{role:?}");
        }
        next(&scene, &second).await.expect("here it goes on");
    }

    async fn who_is_not_surely_the_same_person_is_somebody_else(world: World) {
        type Change = fn(&mut NewDelivery);
        let scene = Scene::new(world).await;
        let first = put_in(&scene, &scene.employee, form(&scene, "first", |_| ())).await;
        let others: [(&str, Change); 4] = [
            ("another address", |f| f.email = "ion.popescu@example.org".to_owned()),
            ("another telephone", |f| f.phone = "+40 721 555 011".to_owned()),
            ("a name that is nearly the same", |f| f.name = "Ion Popescu-Ene".to_owned()),
            // Whoever reads only that telephone was told of the first thing, and not of this one.
            ("not told by telephone", |f| f.phone = String::new()),
        ];
        collect(&scene, &first).await;
        for (turn, (why, change)) in others.into_iter().enumerate() {
            let before = put_in(&scene, &scene.employee, form(&scene, &format!("before-{turn}"), |_| ())).await;
            let other = put_in(&scene, &scene.employee, form(&scene, &format!("other-{turn}"), change)).await;
            assert_eq!(scene.ready_message().await["beside"] == 0, turn < 3, "{why}");
            collect(&scene, &before).await;
            stays_shut(&scene, &other, why).await;
            collect(&scene, &other).await;
        }
    }

    /// By mail alone leads to by mail and telephone: both messages went to that mailbox. See `not told by telephone` above.
    async fn what_was_told_at_fewer_places_leads_to_what_was_told_at_more(world: World) {
        let scene = Scene::new(world).await;
        let by_mail = form(&scene, "mail", |f| f.phone = String::new());
        let by_mail = put_in(&scene, &scene.employee, by_mail).await;
        let by_both = put_in(&scene, &scene.employee, form(&scene, "both", |_| ())).await;
        collect(&scene, &by_mail).await;
        assert_eq!(offered(&scene).await, Some(by_both.id));
        next(&scene, &by_both).await.unwrap();
        take_out(&scene, &by_both).await;
    }

    async fn never_across_houses(world: World) {
        let scene = Scene::new(world).await;
        let (first, second) = two(&scene).await;
        // As another house's thing: banks are shared, people are not.
        let theirs = scene.person(false, &[Role::Employee]).await;
        let Actor::Person { organisation, .. } = theirs else { panic!("a person") };
        let mut tx = scene.house.db.begin().await.unwrap();
        crate::db::exec!(tx, "UPDATE consignments SET organisation_id = $2 WHERE id = $1", second.id, organisation).unwrap();
        tx.commit().await.unwrap();
        collect(&scene, &first).await;
        assert_eq!(shown(&scene).await, None);
        let refused = next(&scene, &second).await.unwrap_err();
        assert!(refused.is(RefusalCode::VisitOver));
        let pass = PickupPass::default().with(first.link);
        assert!(named(&scene, &pass, None).await.is_empty());
        let here = present(&scene).await;
        let refused = press(&scene, &pass, Some(&here), &second).await.unwrap_err();
        assert!(refused.is(RefusalCode::NotFound), "{refused}");
    }

    async fn what_cannot_be_opened_is_not_offered(world: World) {
        let scene = Scene::new(world).await;
        let (first, second) = two(&scene).await;
        collect(&scene, &first).await;
        assert_eq!(offered(&scene).await, Some(second.id));
        // Its lock is broken meanwhile.
        scene.tell(Fact::Fault { fault: FaultKind::Sensor, compartment: Some(second.door) }).await;
        stays_shut(&scene, &second, "out of service").await;
        scene.tell(Fact::FaultCleared { fault: FaultKind::Sensor, compartment: Some(second.door) }).await;
        assert_eq!(offered(&scene).await, Some(second.id));
        // Nobody knows whether it was opened by force.
        scene.tell(Fact::DoorForced { compartment: second.door }).await;
        assert_eq!(state(&scene, second.id).await, DeliveryState::Unclear);
        stays_shut(&scene, &second, "in doubt").await;
    }

    async fn what_is_overdue_or_taken_back_meanwhile_is_not_offered(world: World) {
        let scene = Scene::new(world).await;
        let late = put_in(&scene, &scene.employee, form(&scene, "late", |_| ())).await;
        scene.house_clock_advance(Span::days(5));
        let first = put_in(&scene, &scene.employee, form(&scene, "first", |_| ())).await;
        assert_eq!(scene.ready_message().await["beside"], 1);
        scene.house_clock_advance(Span::days(4));
        collect(&scene, &first).await;
        stays_shut(&scene, &late, "overdue").await;
        let refused = next(&scene, &late).await.unwrap_err();
        assert!(refused.is(RefusalCode::DeadlinePassed), "{refused}");
        // Taken back while somebody reads the offer.
        let second = put_in(&scene, &scene.employee, form(&scene, "second", |_| ())).await;
        let third = put_in(&scene, &scene.employee, form(&scene, "third", |f| f.size = "M".to_owned())).await;
        collect(&scene, &second).await;
        assert_eq!(offered(&scene).await, Some(third.id));
        let reason = ShortText::parse("wrong name").unwrap();
        scene.delivery.cancel(&scene.employee, third.id, reason).await.unwrap();
        stays_shut(&scene, &third, "being taken back").await;
    }

    async fn what_goes_wrong_ends_a_visit(world: World) {
        let scene = Scene::new(world).await;
        let (first, second) = two(&scene).await;
        // Shut with the thing inside: nothing was collected.
        scene.custody.kiosk_enter(&scene.kiosk, &first.code).await.unwrap();
        let command = scene.obey().await;
        scene.shut(first.door, command, Some(true)).await;
        stays_shut(&scene, &second, "left inside").await;
        // The next door does not open: what is behind it has its own code.
        collect(&scene, &first).await;
        next(&scene, &second).await.unwrap();
        scene.result(scene.last_command().await.id, Outcome::NotOpened).await;
        stays_shut(&scene, &second, "did not open").await;
        collect(&scene, &second).await;
        let told = story(&scene, second.id).await;
        assert!(told.contains(&EventKind::Proved { means: domain::custody::Means::Code }), "{told:?}");
    }

    async fn a_wrong_code_touches_nothing_of_the_others(world: World) {
        let scene = Scene::new(world).await;
        let (first, second) = two(&scene).await;
        for wrong in ["222222", "333333"] {
            assert!(scene.custody.kiosk_enter(&scene.kiosk, wrong).await.is_err());
        }
        collect(&scene, &first).await;
        next(&scene, &second).await.unwrap();
        take_out(&scene, &second).await;
        let again = scene.custody.kiosk_enter(&scene.kiosk, &second.code).await.unwrap_err();
        assert!(again.is(RefusalCode::WrongCode), "dead with its thing, as always");
    }

    async fn one_offer_pressed_by_many_fingers_is_one_opening(world: World) {
        let scene = std::sync::Arc::new(Scene::new(world).await);
        let (first, second) = two(&scene).await;
        collect(&scene, &first).await;
        let before = scene.fake.published().len();
        let presses: Vec<_> = (0..8)
            .map(|_| {
                let (scene, thing) = (std::sync::Arc::clone(&scene), second.id);
                tokio::spawn(async move { scene.custody.kiosk_next(&scene.kiosk, thing).await.is_ok() })
            })
            .collect();
        let mut opened = 0;
        for one in presses {
            opened += u32::from(one.await.unwrap());
        }
        assert_eq!(opened, 1);
        scene.publish().await;
        assert_eq!(scene.fake.published().len(), before + 1);
    }
}
