//! What banks say that a human must look at: support gets it without anybody's asking, once, and two people clear a forced door.

use std::sync::Arc;

use domain::accounts::Role;
use domain::custody::CustodyPort as _;
use domain::delivery::{DeliveryPort as _, DeliveryState};
use domain::lockers::protocol::{Fact, FaultKind, Outcome};
use domain::support::{HelpAct, HelpFact, HelpPort as _, Origin, Problem, RequestStage, SupportPort as _};
use domain::{RefusalCode, Span};

use super::{Trouble, because, visitor};
use crate::both;
use crate::custody::CustodyListener;
use crate::lockers::Intake;

/// A thing that waits at a bank that support watches over.
async fn watched(world: crate::testing::World) -> Trouble {
    let mut t = Box::pin(Trouble::new(world)).await;
    let house = t.scene.house.clone();
    let custody = CustodyListener::new(house.clone());
    t.scene.intake = Intake::new(house, vec![Arc::new(custody), Arc::new(t.support.clone())]);
    t
}

/// How often the house said this in the request.
async fn said(t: &Trouble, id: domain::ids::RequestId, problem: Problem) -> usize {
    let fact = HelpFact::Asked { problem, words: None };
    let lines = t.view(id).await.lines;
    lines.iter().filter(|line| line.fact == fact).count()
}

async fn force(t: &Trouble, compartment: u16, item: bool) {
    t.scene.tell(Fact::DoorForced { compartment }).await;
    let closed = Fact::DoorClosed {
        compartment,
        command: None,
        item: Some(item),
    };
    t.scene.tell(closed).await;
}

both! {
    async fn a_forced_door_is_support_s_until_two_people_cleared_it(world: World) {
        let t = watched(world).await;
        force(&t, 1, true).await;
        let id = t.only().await;
        let seen = t.view(id).await;
        assert_eq!((seen.row.problem, seen.row.origin, seen.row.compartment), (Problem::Forced, Origin::House, Some(1)));
        assert!(seen.row.promised.unwrap().at <= seen.row.opened.at + Span::minutes(15));
        assert_eq!(seen.thing.unwrap().state, DeliveryState::Unclear);
        assert!(!seen.door.unwrap().may_change, "something lies in it");
        force(&t, 1, true).await;
        assert_eq!((t.only().await, said(&t, id, Problem::Forced).await), (id, 1), "nobody is told twice");
        let thread = t.support.threads(&visitor(), &t.pass).await.unwrap().remove(0);
        assert!(thread.lines.iter().all(|line| line.fact.is_for_both()), "its recipient reads it");

        // Staff take the thing out; then the door is looked at.
        t.scene.delivery.open(&t.scene.employee, t.thing).await.unwrap();
        let command = t.scene.obey().await;
        t.scene.shut(1, command, Some(false)).await;
        t.support.set_service(&t.helper, id, true, because("Forced")).await.unwrap();
        t.support.set_service(&t.helper, id, false, because("The bolt is straight")).await.unwrap();
        let did = HelpFact::Did { what: HelpAct::DoorCleared, reason: "The bolt is straight".into() };
        let half = t.view(id).await;
        assert!(half.lines.iter().any(|line| line.fact == did) && half.door.unwrap().out);
        let alone = t.support.set_service(&t.helper, id, false, because("Really")).await.unwrap_err();
        assert!(alone.is(RefusalCode::SecondPerson));
        let other = t.scene.person(true, &[Role::Support]).await;
        t.support.take(&other, id, true).await.unwrap();
        t.support.set_service(&other, id, false, because("I looked, too")).await.unwrap();
        assert!(!t.view(id).await.door.unwrap().out);
    }

    async fn what_is_about_no_thing_comes_once_while_it_is_open(world: World) {
        let t = watched(world).await;
        force(&t, 3, false).await;
        let id = t.only().await;
        let seen = t.view(id).await;
        assert!(seen.thing.is_none());
        let door = seen.door.unwrap();
        assert_eq!((seen.row.compartment, door.number, door.may_change), (Some(3), 3, true));
        force(&t, 3, false).await;
        assert_eq!(t.only().await, id, "the same door");
        t.support.set_service(&t.helper, id, true, because("Somebody looks at it")).await.unwrap();
        assert!(t.view(id).await.door.unwrap().out, "it can be seen to from the request");

        for fact in [Fact::Tamper, Fact::Tamper, Fact::Power { on: false }, Fact::Power { on: true }] {
            t.scene.tell(fact).await;
        }
        t.scene.tell(Fact::Fault { fault: FaultKind::Board, compartment: None }).await;
        t.scene.tell(Fact::Fault { fault: FaultKind::Jam, compartment: Some(2) }).await;
        assert_eq!(t.open().await.len(), 4, "forced, tampered, no mains, broken");
        for one in t.open().await {
            t.support.take(&t.helper, one, false).await.unwrap();
            t.support.close(&t.helper, one).await.unwrap();
        }
        t.scene.tell(Fact::Tamper).await;
        let anew = t.only().await;
        assert_eq!(t.view(anew).await.row.problem, Problem::Tampered);
    }

    async fn a_door_that_stays_shut_is_tried_again_by_a_press_and_then_it_is_support_s(world: World) {
        let t = watched(world).await;
        let code = t.scene.ready_message().await["code"].as_str().unwrap().to_owned();
        for open in [0, 1, 1] {
            t.scene.custody.kiosk_enter(&t.scene.kiosk, &code).await.unwrap();
            t.scene.result(t.scene.last_command().await.id, Outcome::NotOpened).await;
            assert_eq!(t.open().await.len(), open);
        }
        let id = t.only().await;
        assert_eq!(t.view(id).await.row.problem, Problem::TwiceShut);
        assert_eq!(said(&t, id, Problem::TwiceShut).await, 1);
        // Once it opened, the presses are counted anew.
        t.scene.custody.kiosk_enter(&t.scene.kiosk, &code).await.unwrap();
        let command = t.scene.obey().await;
        t.scene.shut(1, command, Some(true)).await;
        t.support.take(&t.helper, id, false).await.unwrap();
        t.support.close(&t.helper, id).await.unwrap();
        t.scene.custody.kiosk_enter(&t.scene.kiosk, &code).await.unwrap();
        t.scene.result(t.scene.last_command().await.id, Outcome::NotOpened).await;
        assert!(t.open().await.is_empty());
    }

    async fn a_doubt_joins_what_its_recipient_asked_already(world: World) {
        let t = watched(world).await;
        t.asks(Problem::LostCode, "").await.unwrap();
        let id = t.only().await;
        t.support.take(&t.helper, id, false).await.unwrap();
        let code = t.scene.ready_message().await["code"].as_str().unwrap().to_owned();
        t.scene.custody.kiosk_enter(&t.scene.kiosk, &code).await.unwrap();
        let command = t.scene.last_command().await.id;
        t.scene.result(command, Outcome::Accepted).await;
        t.scene.result(command, Outcome::Unknown).await;
        assert_eq!((t.only().await, said(&t, id, Problem::Doubt).await), (id, 1));
        assert_eq!(t.view(id).await.row.stage, RequestStage::InHand, "whoever has it, has it still");
        let refused = t.support.ask_at_kiosk(&t.scene.kiosk, Problem::Forced).await.unwrap_err();
        assert!(refused.is(RefusalCode::NotAChoice), "banks say that, not people");
    }
}

both! {
    async fn whoever_watches_the_machines_counts_what_nobody_looks_after(world: World) {
        use crate::lockers::standing;
        use crate::support::late;
        let t = watched(world).await;
        let seen = async || {
            let mut reader = t.scene.house.db.read().await.unwrap();
            let banks = standing(&mut reader).await.unwrap();
            (banks.away, banks.in_trouble, late(&mut reader, t.scene.house.now()).await.unwrap())
        };
        assert_eq!(seen().await, (0, 0, 0));
        force(&t, 3, false).await;
        t.scene.online(false).await;
        assert_eq!(seen().await, (1, 1, 0), "there is time to answer still");
        t.scene.house_clock_advance(Span::minutes(16));
        assert_eq!(seen().await, (1, 1, 1));
        let id = t.only().await;
        t.support.set_service(&t.helper, id, true, because("Somebody looks at it")).await.unwrap();
        assert_eq!(seen().await, (1, 1, 0), "answered; the door is still what it is");
    }
}
