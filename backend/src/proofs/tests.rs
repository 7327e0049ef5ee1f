//! Chains hold, on both databases: every event is linked once, what was changed is found, and an erased person stays erased.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::accounts::{Actor, Role};
use domain::custody::{CustodyPort as _, EventKind, LinkSecret, PickupPass, Sharing};
use domain::delivery::{CarePort as _, DeliveryPort as _, IssueByHand, MoveDeadline};
use domain::ids::ConsignmentId;
use domain::proofs::{Doubt, PaperForm, ProofsPort as _, verify};
use domain::{Error, Locale, RefusalCode, ShortText};

use super::{Proofs, Wrong, check_chains, signing_key};
use crate::accounts::{PersonalData as _, Subject};
use crate::both;
use crate::custody::CustodyData;
use crate::db::exec;
use crate::testing::Scene;

/// A document that was left and collected, and the pass of its recipient.
async fn collected(scene: &Scene, once: &str) -> (ConsignmentId, PickupPass) {
    let (id, number) = scene.stored(once).await;
    let message = scene.ready_message().await;
    let link = message["link"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    scene
        .custody
        .kiosk_enter(&scene.kiosk, message["code"].as_str().unwrap())
        .await
        .unwrap();
    let command = scene.obey().await;
    scene.shut(number, command, Some(false)).await;
    let pass = PickupPass {
        links: vec![LinkSecret::parse(&link).unwrap()],
    };
    (id, pass)
}

fn visitor() -> Actor {
    Actor::Visitor {
        address: "192.0.2.1".to_owned(),
    }
}

async fn run(scene: &Scene, sql: &'static str) {
    let mut tx = scene.house.db.begin().await.unwrap();
    assert!(exec!(tx, sql).unwrap() > 0, "{sql}");
    tx.commit().await.unwrap();
}

async fn link_all(proofs: &Proofs) {
    while proofs.link_waiting().await.unwrap() > 0 {}
}

async fn wrong(scene: &Scene) -> Vec<Wrong> {
    let checked = check_chains(&scene.house).await.unwrap();
    checked.wrong.into_iter().map(|(_, wrong)| wrong).collect()
}

/// What the events of a consignment say, as they are kept.
async fn custody_story(scene: &Scene, id: ConsignmentId) -> Vec<String> {
    let mut reader = scene.house.db.read().await.unwrap();
    let pairs = super::sql::of(&mut reader, id).await.unwrap();
    pairs.into_iter().filter_map(|pair| pair.body).collect()
}

fn subject(email: &str) -> Subject {
    Subject {
        person: None,
        name: None,
        email: Some(domain::Email::parse(email).unwrap()),
        phones: Vec::new(),
    }
}

both! {
    async fn a_receipt_is_given_and_believed_and_one_byte_later_it_is_not(world: World) {
        let scene = Scene::new(world).await;
        let proofs = Proofs::new(scene.house.clone());
        let (id, pass) = collected(&scene, "one").await;
        let key = [signing_key(&scene.house.key).verifying_key()];
        assert_eq!(proofs.key(), URL_SAFE_NO_PAD.encode(key[0].as_bytes()));

        let view = proofs.pickup_receipt(&visitor(), &pass, id).await.unwrap();
        assert!(view.history.len() >= 6 && !view.linked_late);
        assert!(view.history.iter().all(|entry| entry.by.is_none()), "no colleague's name");
        let file = proofs.pickup_paper(&visitor(), &pass, id, PaperForm::File, Locale::En).await.unwrap();
        let receipt = verify(&file, &key).unwrap();
        assert_eq!((receipt.consignment, receipt.recipient.as_str()), (id, "Ion Popescu"));
        assert!(receipt.events.iter().any(|link| link.says.is_none()), "what is among colleagues is withheld");
        let mut other = file.clone();
        let at = other.windows(3).position(|window| window == b"Ion").unwrap();
        other[at] = b'J';
        assert_eq!(verify(&other, &key), Err(Doubt::Signature));
        let pdf = proofs.pickup_paper(&visitor(), &pass, id, PaperForm::Pdf, Locale::Zh).await.unwrap();
        assert!(pdf.starts_with(b"%PDF-"));

        let theirs = proofs.delivery_paper(&scene.employee, id, PaperForm::File, Locale::Ro).await.unwrap();
        let theirs = verify(&theirs, &key).unwrap();
        assert_eq!(theirs.reference.as_deref(), Some("RO-77/2026"));
        assert!(theirs.events.iter().all(|link| link.says.is_some()));
        assert_eq!(theirs.events.last().unwrap().hash, receipt.events.last().unwrap().hash);
        assert!(wrong(&scene).await.is_empty());
    }

    async fn a_receipt_is_for_whose_it_is_and_only_of_what_is_over(world: World) {
        let scene = Scene::new(world).await;
        let proofs = Proofs::new(scene.house.clone());
        let (id, pass) = collected(&scene, "one").await;
        let is = |error: Error, code| assert!(error.is(code), "{error:?}");
        is(proofs.pickup_receipt(&visitor(), &PickupPass::default(), id).await.unwrap_err(), RefusalCode::LinkExpired);
        is(proofs.delivery_receipt(&visitor(), id).await.unwrap_err(), RefusalCode::SignInFirst);
        let stranger = scene.person(false, &[Role::Employee]).await;
        is(proofs.delivery_receipt(&stranger, id).await.unwrap_err(), RefusalCode::NotFound);
        let courier = scene.person(true, &[Role::Courier]).await;
        is(proofs.delivery_receipt(&courier, id).await.unwrap_err(), RefusalCode::NotAllowed);
        is(proofs.pickup_receipt(&scene.kiosk, &pass, id).await.unwrap_err(), RefusalCode::NotAllowed);
        let (waiting, _) = scene.stored("two").await;
        is(proofs.delivery_receipt(&scene.employee, waiting).await.unwrap_err(), RefusalCode::NotFound);
        let link = scene.ready_message().await["link"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        let theirs = PickupPass { links: vec![LinkSecret::parse(&link).unwrap()] };
        is(proofs.pickup_receipt(&visitor(), &theirs, waiting).await.unwrap_err(), RefusalCode::NotFound);
        is(proofs.pickup_receipt(&visitor(), &theirs, id).await.unwrap_err(), RefusalCode::LinkExpired);
    }

    async fn what_somebody_else_fetched_is_receipted_to_its_recipient(world: World) {
        let scene = Scene::new(world).await;
        let proofs = Proofs::new(scene.house.clone());
        let (id, number) = scene.stored("one").await;
        let link = scene.ready_message().await["link"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        let mine = PickupPass { links: vec![LinkSecret::parse(&link).unwrap()] };
        scene.custody.share(&visitor(), &mine, id).await.unwrap();
        let page = scene.custody.pickup(&visitor(), &mine, None).await.unwrap();
        let Sharing::Lent { link, .. } = &page.items[0].sharing else { panic!("it is lent") };
        let theirs = PickupPass { links: vec![LinkSecret::parse(link.rsplit('/').next().unwrap()).unwrap()] };
        let page = scene.custody.pickup(&visitor(), &theirs, None).await.unwrap();
        scene.custody.kiosk_enter(&scene.kiosk, page.items[0].code.as_ref().unwrap().expose()).await.unwrap();
        let command = scene.obey().await;
        scene.shut(number, command, Some(false)).await;

        let view = proofs.pickup_receipt(&visitor(), &mine, id).await.unwrap();
        assert!(view.history.iter().any(|entry| matches!(entry.event, EventKind::ProvedByShare { .. })));
        let refused = proofs.pickup_receipt(&visitor(), &theirs, id).await.unwrap_err();
        assert!(refused.is(RefusalCode::LinkExpired), "whoever fetched it gets none");
        assert!(wrong(&scene).await.is_empty());
    }

    async fn every_event_is_linked_once_however_many_nodes_are_at_it(world: World) {
        let scene = Scene::new(world).await;
        for once in ["one", "two"] {
            collected(&scene, once).await;
        }
        let nodes: Vec<_> = (0..4)
            .map(|_| {
                let proofs = Proofs::new(scene.house.clone());
                tokio::spawn(async move {
                    let mut left = 20;
                    while left > 0 {
                        left -= 1;
                        match proofs.link_waiting().await {
                            Ok(0) => return,
                            Ok(_) => {}
                            // The other node was faster.
                            Err(fault) => assert!(!matches!(fault.code(), "proofs.hole" | "db.refused"), "{}", fault.chain()),
                        }
                    }
                })
            })
            .collect();
        for node in nodes {
            node.await.unwrap();
        }
        link_all(&Proofs::new(scene.house.clone())).await;
        let checked = check_chains(&scene.house).await.unwrap();
        assert!(checked.wrong.is_empty(), "{:?}", checked.wrong);
        assert_eq!((checked.consignments, checked.fresh), (2, 0));
        assert!(checked.links > 16);
    }

    async fn whatever_is_changed_in_the_database_is_found(world: World) {
        let scene = Scene::new(world).await;
        let proofs = Proofs::new(scene.house.clone());
        collected(&scene, "one").await;
        let fresh = check_chains(&scene.house).await.unwrap();
        assert!(fresh.wrong.is_empty() && fresh.fresh == 1, "what is new is linked soon");
        scene.house_clock_advance(domain::Span::minutes(20));
        assert_eq!(wrong(&scene).await, [Wrong::NotLinked(1)]);
        link_all(&proofs).await;
        assert_eq!(wrong(&scene).await, []);

        run(&scene, "UPDATE custody_events SET body = '{\"kind\":\"returned\"}' WHERE body = '{\"kind\":\"opened\"}' AND seq < 6").await;
        assert!(matches!(wrong(&scene).await[..], [Wrong::Changed(_)]));
        run(&scene, "UPDATE custody_events SET body = '{\"kind\":\"opened\"}' WHERE body = '{\"kind\":\"returned\"}'").await;
        assert_eq!(wrong(&scene).await, []);
        run(&scene, "UPDATE custody_events SET at = at + 1 WHERE seq = 3").await;
        assert_eq!(wrong(&scene).await, [Wrong::Changed(3)]);
        run(&scene, "UPDATE custody_links SET at = at + 1 WHERE seq = 3").await;
        assert_eq!(wrong(&scene).await, [Wrong::Broken(3)], "even with the link changed alike");
        run(&scene, "UPDATE custody_events SET at = at - 1 WHERE seq = 3").await;
        run(&scene, "UPDATE custody_links SET at = at - 1 WHERE seq = 3").await;
        run(&scene, "UPDATE custody_links SET signature = 'AA' WHERE seq = 2").await;
        assert_eq!(wrong(&scene).await, [Wrong::NotSigned(2)]);
    }

    async fn a_history_that_was_cut_is_found(world: World) {
        let scene = Scene::new(world).await;
        collected(&scene, "one").await;
        link_all(&Proofs::new(scene.house.clone())).await;
        run(&scene, "DELETE FROM custody_links WHERE seq > 8").await;
        run(&scene, "DELETE FROM custody_events WHERE seq > 8").await;
        assert_eq!(wrong(&scene).await, [Wrong::NoEnd]);
        run(&scene, "DELETE FROM custody_events WHERE seq = 4").await;
        assert_eq!(wrong(&scene).await, [Wrong::EventGone(4)]);
    }

    async fn an_erased_person_leaves_hashes_that_say_nothing(world: World) {
        let scene = Scene::new(world).await;
        let (id, _) = scene.stored("one").await;
        let later = MoveDeadline { days: "3".into(), reason: "Mr Popescu is in Cluj until Friday".into() };
        scene.delivery.move_deadline(&scene.employee, id, later).await.unwrap();
        let slip = IssueByHand { by_hand_reason: "Popescu lost his phone".into() };
        scene.delivery.issue_by_hand(&scene.employee, id, slip).await.unwrap();
        let reason = ShortText::parse("Ion Popescu has moved to Cluj").unwrap();
        scene.delivery.cancel(&scene.employee, id, reason).await.unwrap();
        let command = scene.obey().await;
        scene.shut(1, command, Some(false)).await;
        link_all(&Proofs::new(scene.house.clone())).await;
        let mut tx = scene.house.db.begin().await.unwrap();
        for data in crate::personal_data() {
            data.erase(&mut tx, &scene.house, &subject("ion@example.org")).await.unwrap();
        }
        tx.commit().await.unwrap();
        let left = crate::testing::traces(&scene.house.db, &["Popescu", "Cluj", "ion@example.org"], &[]).await;
        assert!(left.is_empty(), "{left:?}");
        let checked = check_chains(&scene.house).await.unwrap();
        assert!(checked.wrong.is_empty(), "the chain holds: {:?}", checked.wrong);
        assert_eq!(checked.erased, checked.links);
        let mut reader = scene.house.db.read().await.unwrap();
        let told = custody_story(&scene, id).await;
        for kind in ["cancel_asked", "deadline_moved", "issued_by_hand"] {
            assert!(told.iter().any(|body| body.contains(kind)), "that it was done stays: {told:?}");
        }
        let again = CustodyData.export(&mut reader, &scene.house, &subject("ion@example.org")).await.unwrap();
        assert!(again.is_empty());
    }
}
