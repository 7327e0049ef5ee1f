//! What is forgotten when a term has passed, what stays, and that it is done once, on both databases.

use domain::accounts::{Actor, Role};
use domain::custody::{CustodyPort as _, ForgettingForm};
use domain::delivery::{CarePort as _, DeliveryPort as _, MoveDeadline, NewDelivery};
use domain::ids::ConsignmentId;
use domain::proofs::{PaperForm, ProofsPort as _};
use domain::{Locale, RefusalCode, Span};
use tokio_util::sync::CancellationToken;

use super::Forgetting;
use crate::audit::check_log;
use crate::both;
use crate::db::{all, exec};
use crate::proofs::{Proofs, check_chains};
use crate::testing::{Scene, traces};

/// Somebody with a name that is nowhere else.
fn somebody(scene: &Scene, once: &str) -> NewDelivery {
    NewDelivery {
        name: "Zoltan Unicatescu".to_owned(),
        email: "unicatescu@example.org".to_owned(),
        phone: "+40799111222".to_owned(),
        reference: "UNICAT-1".to_owned(),
        ..scene.form(once)
    }
}

/// A document that was left, written about, and collected.
async fn collected(scene: &Scene, form: NewDelivery) -> ConsignmentId {
    let id = scene.delivery.create(&scene.employee, form).await.unwrap();
    scene.delivery.open(&scene.employee, id).await.unwrap();
    let command = scene.obey().await;
    let door = scene.delivery.delivery(&scene.employee, id).await.unwrap().compartment;
    scene.shut(door, command, Some(true)).await;
    let later = MoveDeadline {
        days: "3".into(),
        reason: "Mr Unicatescu is in Cluj until Friday".into(),
    };
    scene.delivery.move_deadline(&scene.employee, id, later).await.unwrap();
    let code = scene.ready_message().await["code"].as_str().unwrap().to_owned();
    scene.custody.kiosk_enter(&scene.kiosk, &code).await.unwrap();
    let command = scene.obey().await;
    scene.shut(door, command, Some(false)).await;
    id
}

async fn round(scene: &Scene) -> u64 {
    let job = Forgetting::new(scene.house.clone());
    job.round(&CancellationToken::new()).await.unwrap()
}

async fn link_all(scene: &Scene) {
    let proofs = Proofs::new(scene.house.clone());
    while proofs.link_waiting().await.unwrap() > 0 {}
}

/// What the audit says of runs of the job.
async fn noted(scene: &Scene) -> Vec<String> {
    let mut reader = scene.house.db.read().await.unwrap();
    let rows = all!(
        reader,
        (String, String),
        "SELECT thing, actor FROM audit_log WHERE act = 'forget_recipients' ORDER BY seq"
    )
    .unwrap();
    rows.into_iter()
        .map(|(thing, actor)| {
            assert_eq!(actor, Actor::House.label());
            thing
        })
        .collect()
}

async fn name_of(scene: &Scene, id: ConsignmentId) -> String {
    let view = scene.delivery.delivery(&scene.employee, id).await.unwrap();
    view.recipient.name.as_str().to_owned()
}

both! {
    async fn whose_a_thing_was_is_forgotten_after_the_term_and_what_happened_stays(world: World) {
        let scene = Scene::new(world).await;
        let id = collected(&scene, somebody(&scene, "one")).await;
        let (waits, _) = scene.stored("two").await;
        link_all(&scene).await;
        let before = scene.delivery.delivery(&scene.employee, id).await.unwrap().history.len();

        scene.house_clock_advance(Span::days(364));
        assert_eq!(round(&scene).await, 0, "not before its time");
        assert_eq!(name_of(&scene, id).await, "Zoltan Unicatescu");
        scene.house_clock_advance(Span::days(2));
        assert_eq!(round(&scene).await, 1);

        let view = scene.delivery.delivery(&scene.employee, id).await.unwrap();
        assert_eq!((view.recipient.name.as_str(), view.reference.as_ref()), ("—", None));
        assert!(view.recipient.email.is_none() && view.recipient.phone.is_none());
        assert_eq!(view.history.len(), before, "that it was done stays");
        let left = traces(&scene.house.db, &["Unicatescu", "Cluj", "UNICAT-1", "+40799111222"], &[]).await;
        assert!(left.is_empty(), "{left:?}");
        assert_eq!(name_of(&scene, waits).await, "Ion Popescu", "who still waits is not forgotten");

        let chains = check_chains(&scene.house).await.unwrap();
        assert!(chains.wrong.is_empty(), "{:?}", chains.wrong);
        assert!(chains.erased > 6 && chains.erased < chains.links, "of the one, and not of the other");
        let proofs = Proofs::new(scene.house.clone());
        let paper = async |form| proofs.delivery_paper(&scene.employee, id, form, Locale::En).await;
        assert!(paper(PaperForm::Pdf).await.is_ok(), "that it was handed over can be read");
        let proof = paper(PaperForm::File).await.unwrap_err();
        assert!(proof.is(RefusalCode::NotFound), "what was forgotten cannot be proved any more: {proof}");

        // Once is enough: nothing is found, and nothing is noted.
        assert_eq!(round(&scene).await, 0);
        assert_eq!(noted(&scene).await, ["1"]);
        let log = check_log(&scene.house).await.unwrap();
        assert_eq!((log.rows, log.wrong), (1, None));
    }

    async fn many_are_forgotten_in_portions_and_each_by_one_node(world: World) {
        let scene = Scene::new(world).await;
        let id = collected(&scene, somebody(&scene, "one")).await;
        let mut tx = scene.house.db.begin().await.unwrap();
        for _ in 0..120 {
            let copied = exec!(
                tx,
                "INSERT INTO consignments (id, organisation_id, kind, item, state, state_body, bank_id, compartment_id,
                     compartment, recipient_name, recipient_locale, created_at, stored_at, ended_at)
                 SELECT CAST($1 AS TEXT), organisation_id, kind, item, state, state_body, bank_id, compartment_id,
                     compartment, recipient_name, recipient_locale, created_at, stored_at, ended_at
                 FROM consignments WHERE id = $2",
                ConsignmentId(scene.house.outside.uuid7()),
                id
            );
            assert_eq!(copied.unwrap(), 1);
        }
        tx.commit().await.unwrap();
        scene.house_clock_advance(Span::days(366));
        let (one, two) = tokio::join!(round(&scene), round(&scene));
        assert_eq!(one + two, 121);
        let noted: u64 = noted(&scene).await.iter().map(|many| many.parse::<u64>().unwrap()).sum();
        assert_eq!(noted, 121, "each once");
        assert!(traces(&scene.house.db, &["Unicatescu"], &[]).await.is_empty());
        assert_eq!(round(&scene).await, 0);
        assert_eq!(check_log(&scene.house).await.unwrap().wrong, None);
    }

    async fn the_term_is_the_organisations_own(world: World) {
        let scene = Scene::new(world).await;
        let form = |months: &str| ForgettingForm { forget_months: months.to_owned() };
        let refused = scene.delivery.set_forgetting(&scene.employee, form("6")).await.unwrap_err();
        assert!(refused.is(RefusalCode::NotAllowed));
        let manager = scene.person(true, &[Role::Manager]).await;
        assert_eq!(scene.delivery.forgetting(&manager).await.unwrap().months, 12);
        assert!(scene.delivery.set_forgetting(&manager, form("2")).await.unwrap_err().is(RefusalCode::Form));
        for months in ["36", "3"] {
            scene.delivery.set_forgetting(&manager, form(months)).await.unwrap();
        }
        assert_eq!(scene.delivery.forgetting(&manager).await.unwrap().months, 3);
        let stranger = scene.person(false, &[Role::Manager]).await;
        assert_eq!(scene.delivery.forgetting(&stranger).await.unwrap().months, 12, "theirs is another");
        let id = collected(&scene, somebody(&scene, "one")).await;
        scene.house_clock_advance(Span::days(91));
        assert_eq!(round(&scene).await, 0);
        scene.house_clock_advance(Span::days(1));
        assert_eq!(round(&scene).await, 1);
        assert_eq!(name_of(&scene, id).await, "—");
    }
}
