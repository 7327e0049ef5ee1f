//! The road of one document, on both databases: in, out, and what goes wrong in between.

mod digits;
mod doubt;
mod forced;
mod left_open;
mod lent;
mod life;
mod moved;
mod nearest;
mod neighbours;
mod order;
mod visit;
mod whole;

use domain::accounts::Actor;
use domain::custody::CustodyPort;
use domain::custody::{ActPhase, EventKind, LinkSecret, OpenPhase, PickupPass, PresenceToken};
use domain::delivery::DeliveryPort;
use domain::delivery::{DeliveryState, DoorPhase};
use domain::lockers::protocol::{Fact, FaultKind, Outcome, RefuseReason};
use domain::lockers::{ClaimState, LockersPort, Purpose};
use domain::{RefusalCode, ShortText, Span};

use crate::both;
use crate::testing::Scene;

fn visitor() -> Actor {
    Actor::Visitor {
        address: "192.0.2.7".to_owned(),
    }
}

/// What the recipient got by mail: code, QR digits and the link's secret.
async fn received(scene: &Scene) -> (String, String, LinkSecret) {
    let data = scene.ready_message().await;
    let text = |field: &str| data[field].as_str().expect(field).to_owned();
    let link = text("link");
    let link = LinkSecret::parse(link.rsplit('/').next().expect("a secret")).expect("a link");
    (text("code"), text("qr"), link)
}

async fn state(scene: &Scene, id: domain::ids::ConsignmentId) -> DeliveryState {
    scene
        .delivery
        .delivery(&scene.employee, id)
        .await
        .expect("a view")
        .state
}

both! {
    /// Power failed right after the pulse, and the bank came back when we had given up: somebody may have put the thing in.
    async fn a_bank_that_does_not_know_after_we_gave_up_is_believed(world: World) {
        let scene = Scene::new(world).await;
        let id = scene.delivery.create(&scene.employee, scene.form("a")).await.expect("created");
        scene.delivery.open(&scene.employee, id).await.expect("ordered");
        let command = scene.last_command().await.id;
        scene.house_clock_advance(Span::seconds(40));
        scene.jobs.clock_round().await.expect("the clock");
        assert_eq!(state(&scene, id).await, DeliveryState::Announced);
        scene.result(command, Outcome::Unknown).await;
        assert_eq!(state(&scene, id).await, DeliveryState::Unclear);
    }

    /// A lock so slow that its compartment has been given to somebody else: their thing stood open, and people must look.
    async fn a_door_that_opens_for_an_earlier_thing_puts_the_present_one_in_doubt(world: World) {
        let scene = Scene::new(world).await;
        let first = scene.delivery.create(&scene.employee, scene.form("first")).await.expect("created");
        scene.delivery.open(&scene.employee, first).await.expect("ordered");
        let slow = scene.last_command().await.id;
        scene.result(slow, Outcome::NotOpened).await;
        let reason = ShortText::parse("the door jams").expect("a reason");
        scene.delivery.cancel(&scene.employee, first, reason).await.expect("cancelled");
        let (second, door) = scene.stored("second").await;
        scene.tell(Fact::DoorOpened { compartment: door, command: slow }).await;
        assert_eq!(state(&scene, second).await, DeliveryState::Unclear);
        assert_eq!(state(&scene, first).await, DeliveryState::Cancelled);
    }

    async fn a_document_goes_in_and_comes_out_by_code(world: World) {
        let scene = Scene::new(world).await;
        let (id, number) = scene.stored("a").await;
        assert_eq!(state(&scene, id).await, DeliveryState::Stored);
        let (code, _, link) = received(&scene).await;

        scene.custody.kiosk_enter(&scene.kiosk, &code.to_lowercase()).await.expect("the right code");
        let kiosk = scene.custody.kiosk_state(&scene.kiosk).await.unwrap();
        assert_eq!(kiosk.act.unwrap().phase, ActPhase::Opening);
        let command = scene.obey().await;
        let kiosk = scene.custody.kiosk_state(&scene.kiosk).await.unwrap();
        assert_eq!(kiosk.act.unwrap().phase, ActPhase::Open);
        scene.shut(number, command, Some(false)).await;

        assert_eq!(state(&scene, id).await, DeliveryState::Collected);
        let act = scene.custody.kiosk_state(&scene.kiosk).await.unwrap().act.unwrap();
        assert_eq!((act.phase, act.collected), (ActPhase::Done, Some(id)));
        // The compartment is free, the code is dead, the link tells what became of it.
        let bank = scene.lockers.bank(&scene.employee, scene.bank).await.unwrap();
        assert!(bank.doors.iter().all(|d| d.claim == ClaimState::Free));
        let again = scene.custody.kiosk_enter(&scene.kiosk, &code).await.unwrap_err();
        assert!(again.is(RefusalCode::WrongCode));
        let pass = PickupPass::default().with(link);
        let view = scene.custody.pickup(&visitor(), &pass, None).await.unwrap();
        assert!(matches!(view.items[0].phase, OpenPhase::Collected { .. }));
        assert!(view.items[0].code.is_none() && view.items[0].qr.is_none());
        // The whole story is told, in order.
        let history = scene.delivery.delivery(&scene.employee, id).await.unwrap().history;
        let story: Vec<_> = history.into_iter().map(|h| h.event).collect();
        let expected = [
            EventKind::Announced,
            EventKind::Commanded { purpose: Purpose::Deposit },
            EventKind::Unlocked,
            EventKind::Opened,
            EventKind::Closed { item: Some(true) },
            EventKind::Stored,
            EventKind::Issued,
            EventKind::Told { messages: 2 },
            EventKind::Proved { means: domain::custody::Means::Code },
            EventKind::Commanded { purpose: Purpose::Pickup },
            EventKind::Unlocked,
            EventKind::Opened,
            EventKind::Closed { item: Some(false) },
            EventKind::Collected,
            EventKind::Told { messages: 2 },
        ];
        assert_eq!(story, expected);
    }

    async fn the_qr_opens_and_the_page_shows_the_same_secrets(world: World) {
        let scene = Scene::new(world).await;
        scene.stored("a").await;
        let (code, qr, link) = received(&scene).await;
        let view = scene.custody.pickup(&visitor(), &PickupPass::default().with(link), None).await.unwrap();
        assert_eq!(view.items[0].code.as_ref().unwrap().grouped(), code);
        assert_eq!(view.items[0].qr.as_ref().unwrap().digits(), qr);
        scene.custody.kiosk_enter(&scene.kiosk, &qr).await.expect("the QR");
        // Once is once: the door is on its way, a second scan meets the state.
        let again = scene.custody.kiosk_enter(&scene.kiosk, &qr).await.unwrap_err();
        assert!(again.is(RefusalCode::WrongState), "{again}");
    }

    async fn the_phone_opens_only_before_the_bank(world: World) {
        let scene = Scene::new(world).await;
        let (id, _) = scene.stored("a").await;
        let (_, _, link) = received(&scene).await;
        let pass = PickupPass::default().with(link);
        let far = scene.custody.open_by_phone(&visitor(), &pass, None, id).await.unwrap_err();
        assert!(far.is(RefusalCode::PresenceNeeded));

        let presence = scene.custody.kiosk_state(&scene.kiosk).await.unwrap().presence;
        let token = PresenceToken::parse(presence.url.rsplit('/').next().unwrap()).unwrap();
        scene.house_clock_advance(Span::seconds(30));
        let proof = scene.custody.prove_presence(&visitor(), scene.bank, &token).await.expect("the last half minute counts");
        scene.house_clock_advance(Span::seconds(61));
        let old = scene.custody.prove_presence(&visitor(), scene.bank, &token).await.map(|_| ()).unwrap_err();
        assert!(old.is(RefusalCode::PresenceNeeded));
        scene.custody.open_by_phone(&visitor(), &pass, Some(&proof), id).await.expect("present");

        // A stranger with presence and no link opens nothing.
        let stranger = PickupPass::default().with(LinkSecret::from_bytes([9; 16]));
        let refused = scene.custody.open_by_phone(&visitor(), &stranger, Some(&proof), id).await.unwrap_err();
        assert!(refused.is(RefusalCode::NotFound));
        scene.house_clock_advance(Span::minutes(4));
        let stale = scene.custody.open_by_phone(&visitor(), &pass, Some(&proof), id).await.unwrap_err();
        assert!(stale.is(RefusalCode::PresenceNeeded));
    }

    async fn three_wrong_codes_lock_the_keypad_and_the_qr_goes_on(world: World) {
        let scene = Scene::new(world).await;
        scene.stored("a").await;
        let (code, qr, _) = received(&scene).await;
        for wrong in ["222222", "nonsense"] {
            let refused = scene.custody.kiosk_enter(&scene.kiosk, wrong).await.unwrap_err();
            assert!(refused.is(RefusalCode::WrongCode));
        }
        let third = scene.custody.kiosk_enter(&scene.kiosk, "333333").await.unwrap_err();
        assert!(third.is(RefusalCode::KeypadLocked));
        let right = scene.custody.kiosk_enter(&scene.kiosk, &code).await.unwrap_err();
        assert!(right.is(RefusalCode::KeypadLocked));
        assert!(scene.custody.kiosk_state(&scene.kiosk).await.unwrap().keypad_locked_until.is_some());
        scene.custody.kiosk_enter(&scene.kiosk, &qr).await.expect("the QR goes on");
        scene.result(scene.last_command().await.id, Outcome::NotOpened).await;
        scene.house_clock_advance(Span::minutes(31));
        scene.custody.kiosk_enter(&scene.kiosk, &code).await.expect("after half an hour");
    }

    async fn a_jammed_door_may_be_tried_again(world: World) {
        let scene = Scene::new(world).await;
        let (_, number) = scene.stored("a").await;
        let (code, _, _) = received(&scene).await;
        scene.custody.kiosk_enter(&scene.kiosk, &code).await.unwrap();
        scene.result(scene.last_command().await.id, Outcome::NotOpened).await;
        let jam = Fact::Fault { fault: FaultKind::Jam, compartment: Some(number) };
        scene.tell(jam).await;
        scene.custody.kiosk_enter(&scene.kiosk, &code).await.expect("a second try");
        scene.result(scene.last_command().await.id, Outcome::NotOpened).await;
        scene.tell(Fact::Fault { fault: FaultKind::Sensor, compartment: Some(number) }).await;
        let refused = scene.custody.kiosk_enter(&scene.kiosk, &code).await.unwrap_err();
        assert!(refused.is(RefusalCode::OutOfService));
    }

    async fn a_bank_that_is_away_gets_nothing_and_keeps_nothing(world: World) {
        let scene = Scene::new(world).await;
        scene.stored("a").await;
        let (code, _, _) = received(&scene).await;
        let published = scene.fake.published().len();
        scene.online(false).await;
        let refused = scene.custody.kiosk_enter(&scene.kiosk, &code).await.unwrap_err();
        assert!(refused.is(RefusalCode::BankOffline));
        scene.online(true).await;
        scene.publish().await;
        assert_eq!(scene.fake.published().len(), published, "nothing was kept for later");
    }

    async fn a_command_the_broker_does_not_take_expires_and_the_code_lives(world: World) {
        let scene = Scene::new(world).await;
        let (id, _) = scene.stored("a").await;
        let (code, _, _) = received(&scene).await;
        let before = scene.fake.published().len();
        scene.fake.set_down(true);
        scene.custody.kiosk_enter(&scene.kiosk, &code).await.unwrap();
        assert_eq!(scene.publish().await, 0);
        scene.house_clock_advance(Span::seconds(24));
        assert_eq!(scene.jobs.clock_round().await.unwrap(), 1);
        scene.fake.set_down(false);
        scene.publish().await;
        assert_eq!(scene.fake.published().len(), before, "late is worse than never");
        assert_eq!(state(&scene, id).await, DeliveryState::Stored);
        scene.custody.kiosk_enter(&scene.kiosk, &code).await.expect("the code lives");
    }

    async fn a_door_that_opens_after_we_gave_up_is_for_humans(world: World) {
        let scene = Scene::new(world).await;
        let (id, number) = scene.stored("a").await;
        let (code, _, _) = received(&scene).await;
        scene.custody.kiosk_enter(&scene.kiosk, &code).await.unwrap();
        let command = scene.last_command().await;
        scene.house_clock_advance(Span::seconds(60));
        scene.jobs.clock_round().await.unwrap();
        scene.tell(Fact::DoorOpened { compartment: number, command: command.id }).await;
        assert_eq!(state(&scene, id).await, DeliveryState::Unclear);
        let refused = scene.custody.kiosk_enter(&scene.kiosk, &code).await.unwrap_err();
        assert!(refused.is(RefusalCode::InDoubt));
        // Staff go on from there.
        let view = scene.delivery.delivery(&scene.employee, id).await.unwrap();
        assert_eq!(view.open_for, Some(Purpose::Return));
    }

    async fn a_refusal_of_the_bank_is_told_and_changes_nothing(world: World) {
        let scene = Scene::new(world).await;
        let (id, _) = scene.stored("a").await;
        let (code, _, link) = received(&scene).await;
        scene.custody.kiosk_enter(&scene.kiosk, &code).await.unwrap();
        let command = scene.last_command().await;
        scene.result(command.id, Outcome::Refused { reason: RefuseReason::BoardFault }).await;
        assert_eq!(state(&scene, id).await, DeliveryState::Stored);
        let act = scene.custody.kiosk_state(&scene.kiosk).await.unwrap().act.unwrap();
        assert_eq!(act.phase, ActPhase::Failed { why: RefusalCode::OutOfService });
        let view = scene.custody.pickup(&visitor(), &PickupPass::default().with(link), None).await.unwrap();
        assert_eq!(view.items[0].phase, OpenPhase::Waiting { last: Some(RefusalCode::OutOfService) });
    }

    async fn events_apply_once_whatever_comes_twice(world: World) {
        let scene = Scene::new(world).await;
        let id = scene.delivery.create(&scene.employee, scene.form("a")).await.unwrap();
        scene.delivery.open(&scene.employee, id).await.unwrap();
        let command = scene.obey().await;
        let closed = scene
            .event(Fact::DoorClosed { compartment: 1, command: Some(command), item: Some(true) })
            .to_bytes()
            .unwrap();
        for _ in 0..3 {
            scene.say(domain::lockers::protocol::Stream::Events, &closed).await;
        }
        let history = scene.delivery.delivery(&scene.employee, id).await.unwrap().history;
        let stored = history.iter().filter(|h| h.event == EventKind::Stored).count();
        assert_eq!(stored, 1);
    }

    async fn left_inside_is_not_collected_and_closed_empty_is_not_stored(world: World) {
        let scene = Scene::new(world).await;
        let id = scene.delivery.create(&scene.employee, scene.form("a")).await.unwrap();
        scene.delivery.open(&scene.employee, id).await.unwrap();
        let command = scene.obey().await;
        scene.shut(1, command, Some(false)).await;
        let view = scene.delivery.delivery(&scene.employee, id).await.unwrap();
        assert_eq!((view.state, view.doing.phase), (DeliveryState::Announced, DoorPhase::NothingInside));
        scene.delivery.open(&scene.employee, id).await.unwrap();
        let command = scene.obey().await;
        scene.shut(1, command, Some(true)).await;
        let (code, _, _) = received(&scene).await;
        scene.custody.kiosk_enter(&scene.kiosk, &code).await.unwrap();
        let command = scene.obey().await;
        scene.shut(1, command, Some(true)).await;
        assert_eq!(state(&scene, id).await, DeliveryState::Stored);
        scene.custody.kiosk_enter(&scene.kiosk, &code).await.expect("the code goes on");
    }

    async fn a_forced_door_freezes_the_thing_and_the_compartment(world: World) {
        let scene = Scene::new(world).await;
        let (id, number) = scene.stored("a").await;
        let (code, _, _) = received(&scene).await;
        scene.tell(Fact::DoorForced { compartment: number }).await;
        assert_eq!(state(&scene, id).await, DeliveryState::Unclear);
        let told = scene.delivery.delivery(&scene.employee, id).await.unwrap().history;
        assert!(told.iter().any(|entry| entry.event == EventKind::Forced));
        let refused = scene.custody.kiosk_enter(&scene.kiosk, &code).await.unwrap_err();
        assert!(refused.is(RefusalCode::InDoubt));
    }

    async fn one_code_submitted_in_parallel_makes_one_command(world: World) {
        let scene = std::sync::Arc::new(Scene::new(world).await);
        scene.stored("a").await;
        let (_, qr, _) = received(&scene).await;
        let before = scene.fake.published().len();
        let tries: Vec<_> = (0..32)
            .map(|_| {
                let (scene, qr) = (std::sync::Arc::clone(&scene), qr.clone());
                tokio::spawn(async move { scene.custody.kiosk_enter(&scene.kiosk, &qr).await.is_ok() })
            })
            .collect();
        let mut opened = 0;
        for one in tries {
            opened += u32::from(one.await.unwrap());
        }
        assert_eq!(opened, 1);
        scene.publish().await;
        assert_eq!(scene.fake.published().len(), before + 1);
    }

    async fn cancelling_a_stored_document_opens_its_door_and_kills_its_code(world: World) {
        let scene = Scene::new(world).await;
        let (id, number) = scene.stored("a").await;
        let (code, _, _) = received(&scene).await;
        scene.delivery.cancel(&scene.employee, id, ShortText::parse("wrong name").unwrap()).await.unwrap();
        let command = scene.obey().await;
        scene.shut(number, command, Some(false)).await;
        assert_eq!(state(&scene, id).await, DeliveryState::Cancelled);
        let refused = scene.custody.kiosk_enter(&scene.kiosk, &code).await.unwrap_err();
        assert!(refused.is(RefusalCode::WrongCode));
    }

    async fn the_database_holds_no_secret(world: World) {
        let scene = Scene::new(world).await;
        scene.stored("a").await;
        let (code, qr, link) = received(&scene).await;
        let dump = scene.dump().await;
        for secret in [code.replace(' ', ""), code, qr, link.expose(), "ion@example.org".into(), "721555010".into(), "RO-77".into()] {
            assert!(!dump.contains(&secret), "the database holds {secret}");
        }
    }
}

both! {
    async fn a_command_whose_process_died_is_published_by_another(world: World) {
        let scene = Scene::new(world).await;
        let id = scene.delivery.create(&scene.employee, scene.form("a")).await.unwrap();
        scene.delivery.open(&scene.employee, id).await.unwrap();
        // The hint is lost with the process; while the lease lasts nobody else touches it.
        let _ = scene.house.wake.commands.next().await;
        assert_eq!(scene.jobs.publish_round().await.unwrap(), 0);
        scene.house_clock_advance(Span::seconds(3));
        assert_eq!(scene.jobs.publish_round().await.unwrap(), 1);
        assert_eq!(scene.jobs.publish_round().await.unwrap(), 0, "once");
    }
}

both! {
    async fn role_by_operation(world: World) {
        use domain::accounts::{Operation, Role};
        let scene = Scene::new(world).await;
        let (id, _) = scene.stored("a").await;
        let (code, _, link) = received(&scene).await;
        let pass = PickupPass::default().with(link.clone());
        let mut actors = vec![scene.kiosk.clone(), visitor()];
        for role in Role::ALL {
            actors.push(scene.person(true, &[role]).await);
        }
        for actor in actors {
            // The secret of a link is the right to collect: of anybody who is not a kiosk.
            let collects = !matches!(actor, Actor::Kiosk { .. });
            assert_eq!(scene.custody.follow_link(&actor, &link).await.is_ok(), collects, "{actor:?}");
            assert_eq!(scene.custody.pickup(&actor, &pass, None).await.is_ok(), collects, "{actor:?}");
            let opened = scene.custody.open_by_phone(&actor, &pass, None, id).await.unwrap_err();
            assert_eq!(opened.is(RefusalCode::PresenceNeeded), collects, "{actor:?}");
            // What a kiosk does is for paired screens alone, whatever somebody's role.
            let acts = actor.may(Operation::KioskAct);
            assert_eq!(acts, !collects);
            assert_eq!(scene.custody.kiosk_state(&actor).await.is_ok(), acts, "{actor:?}");
            if !acts {
                assert!(scene.custody.kiosk_enter(&actor, &code).await.is_err(), "{actor:?}");
            }
        }
        assert_eq!(state(&scene, id).await, DeliveryState::Stored);
    }
}
