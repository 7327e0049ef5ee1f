//! What happens while a thing waits: reminders, ends that move, clocks that a fault stops, and what is taken back.

use domain::accounts::{Actor, OfficeForm, OfficesPort as _, Role};
use domain::custody::{CustodyPort as _, EventKind, KeepingForm, OpenPhase, PickupPass, Reminder};
use domain::delivery::{CarePort as _, DeliveryPort as _, DeliveryState, MoveDeadline};
use domain::ids::ConsignmentId;
use domain::lockers::protocol::{Fact, FaultKind};
use domain::{RefusalCode, Span, Timestamp};

use super::{received, state, visitor};
use crate::accounts::Offices;
use crate::both;
use crate::custody::LifeJobs;
use crate::house::end_of_day;
use crate::testing::Scene;

/// How many messages of this sort wait or went out.
pub(super) async fn messages(scene: &Scene, template: &str) -> i64 {
    let mut reader = scene.house.db.read().await.unwrap();
    let (count,) = crate::db::one!(
        reader,
        (i64,),
        "SELECT COUNT(*) FROM notices WHERE template = $1 AND channel = 'email'",
        template
    )
    .unwrap();
    count
}

/// What the newest message of this sort says.
pub(super) async fn said(scene: &Scene, template: &str) -> serde_json::Value {
    scene.message(template).await.expect("a message")
}

async fn deadline(scene: &Scene, id: ConsignmentId) -> Timestamp {
    let view = scene.delivery.delivery(&scene.employee, id).await.unwrap();
    view.deadline.unwrap().at
}

pub(super) async fn story(scene: &Scene, id: ConsignmentId) -> Vec<EventKind> {
    let view = scene.delivery.delivery(&scene.employee, id).await.unwrap();
    view.history.into_iter().map(|entry| entry.event).collect()
}

async fn forms(scene: &Scene, manager: &Actor, change: impl FnOnce(&mut KeepingForm)) {
    let mut form = KeepingForm::from(scene.delivery.keeping(manager).await.unwrap());
    change(&mut form);
    scene.delivery.set_keeping(manager, form).await.unwrap();
}

both! {
    async fn each_reminder_goes_out_once_however_many_servers_ask(world: World) {
        let scene = Scene::new(world).await;
        let (id, _) = scene.stored("a").await;
        let (one, two) = (LifeJobs::new(scene.house.clone()), LifeJobs::new(scene.house.clone()));
        assert_eq!(one.reminder_round().await.unwrap(), 0, "too early");
        // It is eleven in the morning of a Sunday there, and the end is that of the next.
        scene.house_clock_advance(Span::hours(5 * 24 + 20));
        assert_eq!(one.reminder_round().await.unwrap(), 0, "nobody is up yet");
        scene.house_clock_advance(Span::hours(2));
        let (a, b) = tokio::join!(one.reminder_round(), two.reminder_round());
        assert_eq!(a.unwrap() + b.unwrap(), 1, "two days before its end, in the morning");
        assert_eq!(said(&scene, "reminder").await["last"], false);
        scene.house_clock_advance(Span::days(1));
        let (a, b) = tokio::join!(one.reminder_round(), two.reminder_round());
        assert_eq!(a.unwrap() + b.unwrap(), 1, "the morning of the last day");
        assert_eq!(said(&scene, "reminder").await["last"], true);
        assert_eq!(one.reminder_round().await.unwrap(), 0);
        assert_eq!(messages(&scene, "reminder").await, 2);
        let told = story(&scene, id).await;
        for which in Reminder::ALL {
            assert!(told.contains(&EventKind::Reminded { which }), "{told:?}");
        }
        // What is collected is reminded of no more, and a new end has reminders of its own.
        let pass = PickupPass::default().with(received(&scene).await.2);
        scene.custody.extend(&visitor(), &pass, id).await.unwrap();
        scene.house_clock_advance(Span::days(2));
        assert_eq!(one.reminder_round().await.unwrap(), 1);
    }

    async fn the_rules_of_the_house_are_data(world: World) {
        let scene = Scene::new(world).await;
        let manager = scene.person(true, &[Role::Manager]).await;
        let refused = scene.delivery.keeping(&scene.employee).await.unwrap_err();
        assert!(refused.is(RefusalCode::NotAllowed));
        forms(&scene, &manager, |form| {
            form.keep_days = "3".into();
            form.first_reminder_days = "0".into();
            form.extend_days = "0".into();
        })
        .await;
        let (id, _) = scene.stored("a").await;
        let view = scene.delivery.delivery(&scene.employee, id).await.unwrap();
        let end = view.deadline.unwrap().civil();
        assert_eq!((end.month, end.day, end.hour, end.minute, end.second), (3, 4, 23, 59, 59), "the third day after");
        let life = LifeJobs::new(scene.house.clone());
        scene.house_clock_advance(Span::days(2));
        assert_eq!(life.reminder_round().await.unwrap(), 0, "the first one is switched off");
        let pass = PickupPass::default().with(received(&scene).await.2);
        let page = scene.custody.pickup(&visitor(), &pass, None).await.unwrap();
        assert_eq!(page.items[0].may_extend, None);
        let refused = scene.custody.extend(&visitor(), &pass, id).await.unwrap_err();
        assert!(refused.is(RefusalCode::NotAllowed));
    }

    async fn a_recipient_may_ask_for_more_time_once(world: World) {
        let scene = Scene::new(world).await;
        let (id, _) = scene.stored("a").await;
        let before = deadline(&scene, id).await;
        let pass = PickupPass::default().with(received(&scene).await.2);
        let page = scene.custody.pickup(&visitor(), &pass, None).await.unwrap();
        assert_eq!(page.items[0].may_extend.unwrap().at, before + Span::days(3));
        let stranger = scene.custody.extend(&visitor(), &PickupPass::default(), id).await.unwrap_err();
        assert!(stranger.is(RefusalCode::NotFound));
        scene.custody.extend(&visitor(), &pass, id).await.unwrap();
        assert_eq!(deadline(&scene, id).await, before + Span::days(3));
        let page = scene.custody.pickup(&visitor(), &pass, None).await.unwrap();
        assert_eq!(page.items[0].may_extend, None);
        let again = scene.custody.extend(&visitor(), &pass, id).await.unwrap_err();
        assert!(again.is(RefusalCode::AlreadyExtended), "{again}");
        // A second one asks too late.
        let (late, _) = scene.stored("b").await;
        let pass = PickupPass::default().with(received(&scene).await.2);
        scene.house_clock_advance(Span::days(8));
        let refused = scene.custody.extend(&visitor(), &pass, late).await.unwrap_err();
        assert!(refused.is(RefusalCode::DeadlinePassed), "{refused}");
    }

    async fn staff_move_an_end_with_a_reason_and_the_recipient_is_told(world: World) {
        let scene = Scene::new(world).await;
        let (id, _) = scene.stored("a").await;
        let (code, ..) = received(&scene).await;
        scene.house_clock_advance(Span::days(8));
        assert_eq!(state(&scene, id).await, DeliveryState::Overdue);
        let form = MoveDeadline { days: "5".into(), reason: "In hospital".into() };
        let stranger = scene.person(false, &[Role::Employee]).await;
        let refused = scene.delivery.move_deadline(&stranger, id, form.clone()).await.unwrap_err();
        assert!(refused.is(RefusalCode::NotFound));
        let manager = scene.person(true, &[Role::Manager]).await;
        let refused = scene.delivery.move_deadline(&manager, id, form.clone()).await.unwrap_err();
        assert!(refused.is(RefusalCode::NotAllowed));
        scene.delivery.move_deadline(&scene.employee, id, form).await.unwrap();
        assert_eq!(state(&scene, id).await, DeliveryState::Stored);
        assert_eq!(deadline(&scene, id).await, end_of_day("Europe/Bucharest", scene.house.now(), 5));
        let told = said(&scene, "new_deadline").await;
        assert_eq!(told["by_fault"], false);
        assert!(!told.to_string().contains(&code));
        assert!(story(&scene, id).await.iter().any(|e| matches!(e, EventKind::DeadlineMoved { reason, .. } if reason == "In hospital")));
        // The code that it had opens it again.
        scene.custody.kiosk_enter(&scene.kiosk, &code).await.expect("the same code");
    }

    async fn what_nobody_came_for_is_taken_back_and_its_recipient_is_told_where_it_is(world: World) {
        let scene = Scene::new(world).await;
        let manager = scene.person(true, &[Role::Manager]).await;
        let form = OfficeForm {
            name: "Biroul 3".into(),
            address: "Calea Vitan 1".into(),
            city: "București".into(),
            phone: "+40 21 555 0133".into(),
            time_zone: "Europe/Bucharest".into(),
            opening_hours: "9-17".into(),
            latitude: "44.4".into(),
            longitude: "26.1".into(),
            areas: String::new(),
        };
        let offices = Offices::new(scene.house.clone());
        let office = offices.open_office(&manager, form.clone()).await.unwrap();
        let elsewhere = offices.open_office(&manager, OfficeForm { name: "Biroul 6".into(), ..form }).await.unwrap();
        let at = |office| match scene.employee.clone() {
            Actor::Person { person, session, organisation, roles, .. } =>
                Actor::Person { person, session, organisation, roles, office: Some(office) },
            other => other,
        };
        let (here, there) = (at(office), at(elsewhere));
        let (id, number) = {
            let id = scene.delivery.create(&here, scene.form("a")).await.unwrap();
            scene.delivery.open(&here, id).await.unwrap();
            let command = scene.obey().await;
            scene.shut(1, command, Some(true)).await;
            (id, 1)
        };
        let pass = PickupPass::default().with(received(&scene).await.2);
        assert_eq!(scene.delivery.count_to_take_back(&here).await.unwrap(), 0);
        scene.house_clock_advance(Span::minutes(7 * 24 * 60 + 12 * 60));
        assert_eq!(scene.delivery.count_to_take_back(&here).await.unwrap(), 0, "late in the evening of the last day");
        scene.house_clock_advance(Span::minutes(61));
        assert_eq!(scene.delivery.count_to_take_back(&here).await.unwrap(), 1, "the next day");
        assert_eq!(scene.delivery.count_to_take_back(&there).await.unwrap(), 0, "another office's");
        assert!(scene.delivery.to_take_back(&there).await.unwrap().rows.is_empty());
        let list = scene.delivery.to_take_back(&here).await.unwrap();
        assert!(list.rows.len() == 1 && list.rows[0].may_open && list.rows[0].online);
        scene.delivery.open(&here, id).await.unwrap();
        let command = scene.obey().await;
        let list = scene.delivery.to_take_back(&here).await.unwrap();
        assert_eq!(list.rows[0].phase, domain::delivery::DoorPhase::Open, "it stays on the list until it is done");
        scene.shut(number, command, Some(false)).await;
        assert_eq!(state(&scene, id).await, DeliveryState::Returned);
        assert!(scene.delivery.to_take_back(&here).await.unwrap().rows.is_empty());
        let told = said(&scene, "taken_back").await;
        assert_eq!(told["office"]["name"], "Biroul 3");
        assert_eq!(told["office"]["opening_hours"], "9-17");
        let page = scene.custody.pickup(&visitor(), &pass, None).await.unwrap();
        assert_eq!(page.items[0].returned_to.as_ref().unwrap().address, "Calea Vitan 1, București");
    }

    async fn a_bank_that_is_away_stops_the_clock(world: World) {
        let scene = Scene::new(world).await;
        let (id, number) = scene.stored("a").await;
        let (code, _, link) = received(&scene).await;
        let pass = PickupPass::default().with(link);
        let before = deadline(&scene, id).await;
        let (one, two) = (LifeJobs::new(scene.house.clone()), LifeJobs::new(scene.house.clone()));
        scene.online(false).await;
        scene.house_clock_advance(Span::minutes(10));
        assert_eq!(one.clock_round().await.unwrap(), (0, 0), "a short loss of network");
        scene.house_clock_advance(Span::minutes(10));
        let (a, b) = tokio::join!(one.clock_round(), two.clock_round());
        assert_eq!(a.unwrap().0 + b.unwrap().0, 1, "once, however many servers ask");
        let page = scene.custody.pickup(&visitor(), &pass, None).await.unwrap();
        assert!(page.items[0].paused);
        // For longer than the whole time: nobody is late, nothing is to be taken back, nobody is reminded.
        scene.house_clock_advance(Span::days(9));
        assert_eq!(state(&scene, id).await, DeliveryState::Stored);
        assert_eq!(scene.delivery.count_to_take_back(&scene.employee).await.unwrap(), 0);
        assert_eq!(one.reminder_round().await.unwrap(), 0);
        let page = scene.custody.pickup(&visitor(), &pass, None).await.unwrap();
        assert!(matches!(page.items[0].phase, OpenPhase::Waiting { .. }));
        scene.online(true).await;
        let (a, b) = tokio::join!(one.clock_round(), two.clock_round());
        assert_eq!(a.unwrap().1 + b.unwrap().1, 1);
        let lost = Span::minutes(9 * 24 * 60 + 20);
        assert_eq!(deadline(&scene, id).await, end_of_day("Europe/Bucharest", before + lost, 0));
        let told = said(&scene, "new_deadline").await;
        assert_eq!(told["by_fault"], true);
        assert_eq!(messages(&scene, "new_deadline").await, 1);
        scene.custody.kiosk_enter(&scene.kiosk, &code).await.expect("the same code");
        let command = scene.obey().await;
        scene.shut(number, command, Some(false)).await;
        assert_eq!(state(&scene, id).await, DeliveryState::Collected);
    }

    async fn a_broken_compartment_stops_its_own_clock_only(world: World) {
        let scene = Scene::new(world).await;
        let (broken, number) = scene.stored("a").await;
        let (sound, _) = scene.stored("b").await;
        let before = (deadline(&scene, broken).await, deadline(&scene, sound).await);
        let life = LifeJobs::new(scene.house.clone());
        for which in ["the first", "the second"] {
            scene.tell(Fact::Fault { fault: FaultKind::Jam, compartment: Some(number) }).await;
            assert_eq!(life.clock_round().await.unwrap(), (1, 0), "{which}");
            scene.house_clock_advance(Span::minutes(30));
            scene.tell(Fact::FaultCleared { fault: FaultKind::Jam, compartment: Some(number) }).await;
            assert_eq!(life.clock_round().await.unwrap(), (0, 1), "{which}");
            // Half an hour into the next day is all of it; and there is room for a second half-hour in it.
            assert_eq!(deadline(&scene, broken).await - before.0, Span::days(1), "{which}");
        }
        assert_eq!(deadline(&scene, sound).await, before.1);
        assert_eq!(messages(&scene, "new_deadline").await, 0, "half an hour is not worth a message");
        assert!(story(&scene, broken).await.iter().any(|e| matches!(e, EventKind::ClockGoesOn { .. })));
    }
}
