//! Intake, commands, kiosks and rights, on both databases.

use domain::accounts::{Actor, Operation, Role};
use domain::ids::{BankId, CommandId};
use domain::lockers::protocol::{
    Action, DoorSnapshot, Fact, FaultKind, Level, Outcome, Presence, RefuseReason, Snapshot, Stream, Topic,
};
use domain::lockers::{BankTrouble, DoorState, LayoutForm, LockersPort, PlaceChange, Service};
use domain::{Refusal, RefusalCode, ShortText, Span};
use uuid::Uuid;

mod arranging;
mod clearing;
mod key;
mod nodes;
mod place;
mod trying;
mod turning;
mod way;

use self::place::form;
use super::{Taken, Tries, set_aside};
use crate::both;
use crate::db::exec;
use crate::testing::Scene;

both! {
    async fn what_is_no_message_of_its_bank_is_refused_and_does_nothing(world: World) {
        let scene = Scene::new(world).await;
        let id = {
            use domain::delivery::DeliveryPort as _;
            let id = scene.delivery.create(&scene.employee, scene.form("a")).await.unwrap();
            scene.delivery.open(&scene.employee, id).await.unwrap();
            id
        };
        let command = scene.last_command().await.id;
        let before = scene.dump().await;
        let good = scene.event(Fact::DoorOpened { compartment: 1, command });
        let bytes = good.to_bytes().unwrap();
        let json = String::from_utf8(bytes.clone()).unwrap();
        let other = BankId(Uuid::from_u128(5));
        let mut foreign = good.clone();
        foreign.bank = other;
        let big = format!("{json}{}", " ".repeat(20_000));
        for (payload, why) in [
            (foreign.to_bytes().unwrap(), "foreign_bank"),
            (json.replace("\"seq\"", "\"open\":1,\"seq\"").into_bytes(), "malformed"),
            (b"{}".to_vec(), "malformed"),
            (vec![0xff; 40], "malformed"),
            (big.into_bytes(), "malformed"),
        ] {
            assert_eq!(scene.say(Stream::Events, &payload).await, Taken::Refused(why));
        }
        let topic = Topic { bank: other, stream: Stream::Events }.to_string();
        let unknown = scene.intake.take(&topic, &foreign.to_bytes().unwrap()).await.unwrap();
        assert_eq!(unknown, Taken::Refused("unknown_bank"));
        assert_eq!(scene.intake.take("cloakroom/v1/banks/x/events", &bytes).await.unwrap(), Taken::Refused("topic"));
        assert_eq!(scene.dump().await, before, "nothing changed");
        assert_eq!(scene.say(Stream::Events, &bytes).await, Taken::Applied);
        assert_eq!(scene.say(Stream::Events, &bytes).await, Taken::Repeat);
        let _ = id;
    }

    async fn a_word_about_a_command_of_another_bank_moves_nothing(world: World) {
        let scene = Scene::new(world).await;
        let told = scene.tell(Fact::DoorOpened { compartment: 1, command: CommandId(Uuid::from_u128(7)) }).await;
        assert_eq!(told, Taken::Applied);
        let bank = scene.lockers.bank(&scene.employee, scene.bank).await.unwrap();
        assert_eq!(bank.doors[0].door, DoorState::Open, "the switch is believed all the same");
    }

    async fn the_will_of_an_older_connection_hides_no_newer_one(world: World) {
        let scene = Scene::new(world).await;
        let say = async |online, boot, connection| {
            let presence = Presence { bank: scene.bank, online, boot, connection };
            scene.say(Stream::Presence, &presence.to_bytes().unwrap()).await
        };
        assert_eq!(say(true, 1, 2).await, Taken::Applied);
        assert_eq!(say(false, 1, 1).await, Taken::Repeat);
        assert!(scene.lockers.bank(&scene.employee, scene.bank).await.unwrap().connection.is_online());
        assert_eq!(say(true, 2, 1).await, Taken::Applied);
        assert_eq!(say(false, 2, 1).await, Taken::Applied);
        assert!(!scene.lockers.bank(&scene.employee, scene.bank).await.unwrap().connection.is_online());
    }

    async fn what_is_wrong_with_a_bank_as_a_whole_is_told_by_its_newest_word(world: World) {
        let scene = Scene::new(world).await;
        let broken = async || {
            let one = scene.lockers.bank(&scene.employee, scene.bank).await.unwrap();
            let listed = scene.lockers.banks(&scene.employee).await.unwrap();
            assert_eq!(listed[0].out_of_order, !one.troubles.is_empty(), "the list says so, too");
            listed[0].out_of_order
        };
        let board = |there| {
            let (fault, compartment) = (FaultKind::Board, None);
            if there { Fact::Fault { fault, compartment } } else { Fact::FaultCleared { fault, compartment } }
        };
        assert!(!broken().await);
        for (first, then) in [
            (Fact::Power { on: false }, Fact::Power { on: true }),
            (board(true), board(false)),
        ] {
            scene.tell(first.clone()).await;
            assert!(broken().await, "{first:?}");
            scene.tell(then.clone()).await;
            assert!(!broken().await, "{then:?}");
        }
        // An older word that comes late changes nothing.
        let late = scene.event(Fact::Power { on: false });
        scene.tell(Fact::Power { on: true }).await;
        scene.say(Stream::Events, &late.to_bytes().unwrap()).await;
        assert!(!broken().await);
        // A jam of one door is no trouble of the bank.
        scene.tell(Fact::Fault { fault: FaultKind::Jam, compartment: Some(1) }).await;
        assert!(!broken().await);
        // Whoever looked after an opened housing starts the program anew. What it remembers by itself, it takes back by itself.
        scene.tell(board(true)).await;
        scene.tell(Fact::Tamper).await;
        scene.tell(board(false)).await;
        assert!(broken().await, "tampered with");
        let troubles = scene.lockers.bank(&scene.employee, scene.bank).await.unwrap().troubles;
        assert_eq!(troubles, [BankTrouble::Tamper]);
        let presence = Presence { bank: scene.bank, online: true, boot: 2, connection: 1 };
        scene.say(Stream::Presence, &presence.to_bytes().unwrap()).await;
        assert!(!broken().await, "started anew");
        scene.tell(board(true)).await;
        assert!(broken().await, "told in the boot before");
    }

    async fn a_snapshot_tells_all_doors_and_keeps_what_only_people_clear(world: World) {
        let scene = Scene::new(world).await;
        scene.tell(Fact::DoorForced { compartment: 2 }).await;
        let snapshot = |seq, door, faults| Snapshot {
            bank: scene.bank, boot: 1, seq, at: scene.house.now(), firmware: "1.0".into(),
            doors: [1, 2, 3].map(|compartment| DoorSnapshot {
                compartment, door, item: Some(false), faults: Vec::clone(&faults), out_of_service: false,
            }).to_vec(),
            keys: None,
        };
        let new = snapshot(9, Level::Closed, vec![FaultKind::Jam]).to_bytes().unwrap();
        assert_eq!(scene.say(Stream::State, &new).await, Taken::Applied);
        let old = snapshot(3, Level::Open, vec![]).to_bytes().unwrap();
        assert_eq!(scene.say(Stream::State, &old).await, Taken::Repeat);
        let bank = scene.lockers.bank(&scene.employee, scene.bank).await.unwrap();
        assert!(bank.doors.iter().all(|d| d.door == DoorState::Closed && d.faults.contains(&FaultKind::Jam)));
        assert!(bank.doors[1].faults.contains(&FaultKind::Forced));
        let all = scene.lockers.public_banks().await.unwrap();
        assert_eq!((all[0].free, all[0].trouble), (0, 3));
    }

    async fn no_door_is_ordered_while_one_stands_open_whatever_opened_it(world: World) {
        use domain::delivery::DeliveryPort as _;
        let scene = Scene::new(world).await;
        let id = scene.delivery.create(&scene.employee, scene.form("a")).await.unwrap();
        scene.tell(Fact::DoorForced { compartment: 3 }).await;
        let refused = scene.delivery.open(&scene.employee, id).await.unwrap_err();
        assert_eq!(refused.refusal(), Some(&Refusal::still_open(3)));
        scene.tell(Fact::DoorClosed { compartment: 3, command: None, item: None }).await;
        // A snapshot says it as well as an event.
        let door = |compartment, door| DoorSnapshot {
            compartment, door, item: None, faults: vec![], out_of_service: false,
        };
        let mut snapshot = Snapshot {
            bank: scene.bank, boot: 1, seq: 50, at: scene.house.now(), firmware: "1.0".into(),
            doors: vec![door(1, Level::Closed), door(2, Level::Open), door(3, Level::Closed)],
            keys: None,
        };
        scene.say(Stream::State, &snapshot.to_bytes().unwrap()).await;
        let refused = scene.delivery.open(&scene.employee, id).await.unwrap_err();
        assert_eq!(refused.refusal(), Some(&Refusal::still_open(2)));
        assert_eq!(scene.publish().await, 0, "no order was made");
        snapshot.seq += 1;
        snapshot.doors[1].door = Level::Closed;
        scene.say(Stream::State, &snapshot.to_bytes().unwrap()).await;
        scene.delivery.open(&scene.employee, id).await.unwrap();
    }

    async fn what_can_never_be_applied_is_set_aside_and_holds_nobody_up(world: World) {
        use domain::delivery::DeliveryPort as _;
        let scene = Scene::new(world).await;
        let id = scene.delivery.create(&scene.employee, scene.form("a")).await.unwrap();
        scene.delivery.open(&scene.employee, id).await.unwrap();
        let command = scene.last_command().await.id;
        let mut tx = scene.house.db.begin().await.unwrap();
        exec!(tx, "UPDATE commands SET state = 'damaged' WHERE id = $1", command).unwrap();
        tx.commit().await.unwrap();

        let payload = scene.event(Fact::DoorOpened { compartment: 1, command }).to_bytes().unwrap();
        let topic = Topic { bank: scene.bank, stream: Stream::Events }.to_string();
        let mut tries = Tries::default();
        for _ in 0..4 {
            let fault = scene.intake.settle(&topic, &payload, &mut tries).await.unwrap_err();
            assert!(fault.may_never_pass(), "{fault:?}");
        }
        assert_eq!(set_aside(&mut scene.house.db.read().await.unwrap()).await.unwrap().count, 0);
        assert_eq!(scene.intake.settle(&topic, &payload, &mut tries).await.unwrap(), Taken::SetAside);
        let aside = set_aside(&mut scene.house.db.read().await.unwrap()).await.unwrap();
        assert_eq!(aside.count, 1);
        let newest = aside.newest.unwrap();
        assert_eq!((newest.bank.as_str(), newest.at.at), ("Primăria Sector 3", scene.house.now()));
        assert!(newest.why.contains("reading a command's state"), "{}", newest.why);
        // Nothing of it was done, a repeat does nothing, and the next one comes through.
        let door = async || scene.lockers.bank(&scene.employee, scene.bank).await.unwrap().doors[0].door;
        assert_eq!(door().await, DoorState::Unknown);
        assert_eq!(scene.say(Stream::Events, &payload).await, Taken::Repeat);
        scene.tell(Fact::DoorClosed { compartment: 1, command: None, item: None }).await;
        assert_eq!(door().await, DoorState::Closed);
    }

    async fn a_database_that_is_away_is_waited_for(world: World) {
        let scene = Scene::new(world).await;
        let payload = scene.event(Fact::Tamper).to_bytes().unwrap();
        let topic = Topic { bank: scene.bank, stream: Stream::Events }.to_string();
        scene.house.db.close().await;
        let mut tries = Tries::default();
        for _ in 0..20 {
            assert!(scene.intake.settle(&topic, &payload, &mut tries).await.is_err());
        }
    }

    async fn a_bank_is_set_up_provisioned_and_known_at_the_broker(world: World) {
        let scene = Scene::new(world).await;
        let manager = scene.person(true, &[Role::Manager]).await;
        let mut wrong = form();
        wrong.place.time_zone = "Mars/Olympus".into();
        let refused = scene.lockers.create_bank(&manager, wrong).await.unwrap_err();
        assert_eq!(refused.refusal().unwrap().at("time_zone"), Some(RefusalCode::NotAChoice));
        let bank = scene.lockers.create_bank(&manager, form()).await.unwrap();
        let view = scene.lockers.bank(&manager, bank).await.unwrap();
        let layout: Vec<_> = view.doors.iter().map(|d| (d.number, d.column, d.row)).collect();
        assert_eq!(layout, [(1, 1, 1), (2, 1, 2), (3, 1, 3), (4, 2, 1)]);
        let first = scene.lockers.provision(&manager, bank).await.unwrap();
        assert!(scene.lockers.bank_account(bank, &first.password).await.unwrap());
        assert!(!scene.lockers.bank_account(scene.bank, &first.password).await.unwrap());
        let second = scene.lockers.provision(&manager, bank).await.unwrap();
        assert!(!scene.lockers.bank_account(bank, &first.password).await.unwrap(), "the old one dies at once");
        assert!(scene.lockers.bank_account(bank, &second.password).await.unwrap());
    }

    async fn a_pairing_code_pairs_one_screen_within_its_time(world: World) {
        let scene = Scene::new(world).await;
        let manager = scene.person(true, &[Role::Manager]).await;
        let visitor = Actor::Visitor { address: String::new() };
        let old = scene.lockers.pairing_code(&manager, scene.bank).await.unwrap();
        scene.house_clock_advance(Span::minutes(16));
        assert!(scene.lockers.pair_kiosk(&visitor, &old).await.map(|_| ()).unwrap_err().is(RefusalCode::WrongPairingCode));
        let code = scene.lockers.pairing_code(&manager, scene.bank).await.unwrap();
        let typed = format!("{} {}", &code[..4], &code[4..]);
        let (bank, secret) = scene.lockers.pair_kiosk(&visitor, &typed).await.unwrap();
        assert_eq!(bank, scene.bank);
        assert!(scene.lockers.pair_kiosk(&visitor, &code).await.is_err(), "once");
        let kiosk = scene.lockers.kiosk(&secret).await.unwrap();
        assert_eq!(kiosk.kiosk_bank().unwrap(), scene.bank);
        scene.lockers.unpair_kiosks(&manager, scene.bank).await.unwrap();
        assert!(scene.lockers.kiosk(&secret).await.unwrap_err().is(RefusalCode::SignInFirst));
    }

    async fn a_compartment_in_use_stays_in_service(world: World) {
        let scene = Scene::new(world).await;
        let (_, number) = scene.stored("a").await;
        let manager = scene.person(true, &[Role::Manager]).await;
        let doors = scene.lockers.bank(&manager, scene.bank).await.unwrap().doors;
        let door = |n| doors.iter().find(|d| d.number == n).unwrap().id;
        let why = ShortText::parse("cleaning").unwrap();
        let refused = scene.lockers.set_service(&manager, door(number), Some(why.clone())).await.unwrap_err();
        assert!(refused.is(RefusalCode::CompartmentInUse));
        scene.lockers.set_service(&manager, door(3), Some(why)).await.unwrap();
        let view = scene.lockers.bank(&manager, scene.bank).await.unwrap();
        assert_eq!(view.doors[2].service, Service::Out { reason: "cleaning".into() });
        scene.lockers.set_service(&manager, door(3), None).await.unwrap();
        assert_eq!(scene.lockers.bank(&manager, scene.bank).await.unwrap().doors[2].service, Service::In);
    }

    async fn what_somebody_left_behind_is_nobody_elses_to_find(world: World) {
        use domain::delivery::DeliveryPort as _;
        let scene = Scene::new(world).await;
        let before = scene.lockers.banks(&scene.employee).await.unwrap();
        scene.tell(Fact::ItemSensed { compartment: 1, present: true }).await;
        let after = scene.lockers.banks(&scene.employee).await.unwrap();
        assert_eq!(after[0].free, before[0].free - 1);
        assert_eq!(after[0].trouble, before[0].trouble + 1);
        let id = scene.delivery.create(&scene.employee, scene.form("a")).await.unwrap();
        assert_eq!(scene.delivery.delivery(&scene.employee, id).await.unwrap().compartment, 2);
        scene.tell(Fact::ItemSensed { compartment: 1, present: false }).await;
        let id = scene.delivery.create(&scene.employee, scene.form("b")).await.unwrap();
        assert_eq!(scene.delivery.delivery(&scene.employee, id).await.unwrap().compartment, 1);
    }

    async fn a_door_out_of_service_is_out_of_service_at_its_bank_too(world: World) {
        let scene = Scene::new(world).await;
        let manager = scene.person(true, &[Role::Manager]).await;
        let door = scene.lockers.bank(&manager, scene.bank).await.unwrap().doors[2].id;
        let why = ShortText::parse("cleaning").unwrap();
        let set = async |out: bool| {
            scene.lockers.set_service(&manager, door, out.then(|| why.clone())).await.unwrap();
            scene.jobs.reconcile_round().await.unwrap()
        };
        let says = async |seq, out| {
            let doors = [1, 2, 3].map(|compartment| DoorSnapshot {
                compartment, door: Level::Closed, item: None, faults: vec![], out_of_service: out && compartment == 3,
            });
            let snapshot = Snapshot {
                bank: scene.bank, boot: 1, seq, at: scene.house.now(), firmware: "1".into(), doors: doors.to_vec(),
                keys: None,
            };
            scene.say(Stream::State, &snapshot.to_bytes().unwrap()).await;
            scene.jobs.reconcile_round().await.unwrap()
        };
        // Before the bank has told how it is, nothing is ordered.
        assert_eq!(set(true).await, 0);
        assert_eq!(says(1, false).await, 1);
        assert_eq!(scene.jobs.reconcile_round().await.unwrap(), 0, "it is under way");
        let command = scene.last_command().await;
        assert_eq!((command.action, command.compartment), (Action::OutOfService, Some(3)));
        scene.result(command.id, Outcome::Done).await;
        assert_eq!(says(2, true).await, 0, "in step");
        assert_eq!(set(false).await, 1);
        let command = scene.last_command().await;
        assert_eq!((command.action, command.compartment), (Action::InService, Some(3)));
        // Refused: not at once again, and not never.
        scene.result(command.id, Outcome::Refused { reason: RefuseReason::Stale }).await;
        assert_eq!(says(3, true).await, 0);
        scene.house_clock_advance(Span::minutes(3));
        assert_eq!(scene.jobs.reconcile_round().await.unwrap(), 1);
    }

    async fn a_bank_that_was_away_is_brought_into_step_when_it_is_back(world: World) {
        let scene = Scene::new(world).await;
        let manager = scene.person(true, &[Role::Manager]).await;
        let door = scene.lockers.bank(&manager, scene.bank).await.unwrap().doors[0].id;
        let doors = [1, 2, 3].map(|compartment| DoorSnapshot {
            compartment, door: Level::Closed, item: None, faults: vec![], out_of_service: false,
        });
        let snapshot = Snapshot {
            bank: scene.bank, boot: 1, seq: 1, at: scene.house.now(), firmware: "1".into(), doors: doors.to_vec(),
            keys: None,
        };
        scene.say(Stream::State, &snapshot.to_bytes().unwrap()).await;
        scene.online(false).await;
        scene.lockers.set_service(&manager, door, Some(ShortText::parse("wet").unwrap())).await.unwrap();
        assert_eq!(scene.jobs.reconcile_round().await.unwrap(), 0, "nothing is kept for a bank that is away");
        scene.online(true).await;
        assert_eq!(scene.jobs.reconcile_round().await.unwrap(), 1);
        // It dies with its time, and is given again.
        scene.fake.set_down(true);
        scene.publish().await;
        scene.house_clock_advance(Span::seconds(30));
        assert_eq!(scene.jobs.clock_round().await.unwrap(), 1);
        scene.fake.set_down(false);
        scene.house_clock_advance(Span::minutes(2));
        assert_eq!(scene.jobs.reconcile_round().await.unwrap(), 1);
        assert_eq!(scene.last_command().await.action, Action::OutOfService);
    }

    async fn role_by_operation(world: World) {
        let scene = Scene::new(world).await;
        let refused = |error: Option<domain::Error>| error.is_some_and(|e| e.is(RefusalCode::NotAllowed));
        for role in Role::ALL {
            let actor = scene.person(true, &[role]).await;
            let door = scene.lockers.bank(&scene.employee, scene.bank).await.unwrap().doors[2].id;
            let sees = actor.may(Operation::SeeBanks);
            let manages = actor.may(Operation::ManageBanks);
            assert_eq!(sees, !refused(scene.lockers.banks(&actor).await.err()), "{role:?}");
            assert_eq!(sees, !refused(scene.lockers.bank(&actor, scene.bank).await.err()), "{role:?}");
            assert_eq!(manages, !refused(scene.lockers.create_bank(&actor, form()).await.err()), "{role:?}");
            assert_eq!(manages, !refused(scene.lockers.provision(&actor, scene.bank).await.err()), "{role:?}");
            assert_eq!(manages, !refused(scene.lockers.layout(&actor, scene.bank).await.err()), "{role:?}");
            assert_eq!(manages, !refused(scene.lockers.place(&actor, scene.bank).await.err()), "{role:?}");
            let corrected = scene.lockers.correct_place(&actor, scene.bank, PlaceChange::default());
            assert_eq!(manages, !refused(corrected.await.err()), "{role:?}");
            let saved = scene.lockers.save_layout(&actor, scene.bank, LayoutForm::default(), ShortText::parse("x").unwrap());
            assert_eq!(manages, !refused(saved.await.err()), "{role:?}");
            assert_eq!(manages, !refused(scene.lockers.set_service(&actor, door, None).await.err()), "{role:?}");
            let tests = actor.may(Operation::TestDoors);
            assert_eq!(tests, !refused(scene.lockers.test_door(&actor, door).await.err()), "{role:?}");
            assert_eq!(manages, !refused(scene.lockers.pairing_code(&actor, scene.bank).await.err()), "{role:?}");
            assert_eq!(manages, !refused(scene.lockers.unpair_kiosks(&actor, scene.bank).await.err()), "{role:?}");
        }
        // Whose it is comes on top: a foreign manager meets the same answer as for what does not exist.
        let stranger = scene.person(false, &[Role::Manager]).await;
        assert!(scene.lockers.bank(&stranger, scene.bank).await.unwrap_err().is(RefusalCode::NotFound));
        assert!(scene.lockers.layout(&stranger, scene.bank).await.unwrap_err().is(RefusalCode::NotFound));
        assert!(scene.lockers.provision(&stranger, scene.bank).await.err().unwrap().is(RefusalCode::NotFound));
        assert!(scene.lockers.pairing_code(&stranger, scene.bank).await.unwrap_err().is(RefusalCode::NotFound));
        let door = scene.lockers.bank(&scene.employee, scene.bank).await.unwrap().doors[2].id;
        assert!(scene.lockers.test_door(&stranger, door).await.unwrap_err().is(RefusalCode::NotFound));
        assert!(scene.lockers.banks(&stranger).await.unwrap().is_empty());
        assert!(scene.lockers.bank(&scene.kiosk, scene.bank).await.is_err());
    }
}
