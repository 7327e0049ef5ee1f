//! What lists keep about people: handed out, erased, forgotten in time.

use domain::Span;
use domain::delivery::bulk::BulkPort as _;

use super::{entered, form, row, waiting};
use crate::accounts::{PersonalData as _, Subject};
use crate::both;
use crate::delivery::DeliveryData;
use crate::testing::{Scene, sealed};

fn subject(email: Option<&str>, phone: Option<&str>) -> Subject {
    Subject {
        person: None,
        name: None,
        email: email.map(|email| domain::Email::parse(email).unwrap()),
        phones: phone.iter().map(|phone| domain::Phone::parse(phone).unwrap()).collect(),
    }
}

async fn export(scene: &Scene, subject: &Subject) -> String {
    let mut reader = scene.house.db.read().await.unwrap();
    let rows = DeliveryData.export(&mut reader, &scene.house, subject).await.unwrap();
    serde_json::to_string(&rows).unwrap()
}

both! {
    async fn whoever_waits_on_a_list_is_told_and_can_be_taken_off(world: World) {
        let scene = Scene::new(world).await;
        let third = row("R-3");
        let rows = [
            "Maria Dinu;Maria@Example.org;+40 721 555 011;ro;pașaport;R-1;",
            "Maria Dinu;;+40 721 555 011;ro;permis de conducere;R-2;",
            third.as_str(),
        ];
        let list = form(&scene, "a", &rows);
        scene.delivery.enter_lines(&scene.employee, &list).await.unwrap();
        let both = subject(Some("maria@example.ORG"), Some("+40721555011"));
        let told = export(&scene, &both).await;
        for needle in ["waiting_on_lists", "Maria Dinu", "R-1", "R-2", "driving_licence", "2026-03-01"] {
            assert!(told.contains(needle), "{needle} in {told}");
        }
        assert!(!told.contains("R-3"), "{told}");
        assert_eq!(export(&scene, &subject(Some("nobody@example.org"), None)).await, "[]");
        let mut tx = scene.house.db.begin().await.unwrap();
        let met = DeliveryData.erase(&mut tx, &scene.house, &both).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!((met, waiting(&scene).await), (2, 1));
        assert_eq!(export(&scene, &both).await, "[]");
    }

    async fn a_number_of_somebody_who_is_erased_is_found_no_more(world: World) {
        let scene = Scene::new(world).await;
        entered(&scene, "a", &["R-1"]).await;
        scene.delivery.deposit(&scene.employee, scene.bank, "R-1").await.unwrap();
        let command = scene.obey().await;
        scene.shut(1, command, Some(true)).await;
        let person = subject(Some("ion-R-1@example.org"), None);
        let hashes = async || {
            let mut reader = scene.house.db.read().await.unwrap();
            let (lines, deliveries) = crate::db::one!(
                reader,
                (i64, i64),
                "SELECT (SELECT COUNT(reference_hash) FROM bulk_lines), (SELECT COUNT(reference_hash) FROM deliveries)"
            )
            .unwrap();
            (lines, deliveries)
        };
        assert_eq!(hashes().await, (1, 1));
        let mut tx = scene.house.db.begin().await.unwrap();
        assert_eq!(DeliveryData.erase(&mut tx, &scene.house, &person).await.unwrap(), 2);
        tx.commit().await.unwrap();
        assert_eq!(hashes().await, (0, 0));
    }

    async fn a_list_is_forgotten_after_thirty_days(world: World) {
        let scene = Scene::new(world).await;
        let batch = entered(&scene, "a", &["R-1", "R-2"]).await;
        scene.delivery.deposit(&scene.employee, scene.bank, "R-1").await.unwrap();
        scene.house_clock_advance(Span::days(30));
        assert_eq!(scene.delivery.forget_lists().await.unwrap(), 0, "not a moment too early");
        assert_eq!(waiting(&scene).await, 1);
        scene.house_clock_advance(Span::seconds(1));
        let late = entered(&scene, "b", &["R-3"]).await;
        assert_eq!(scene.delivery.forget_lists().await.unwrap(), 1);
        assert!(scene.delivery.batch(&scene.employee, batch).await.is_err());
        assert!(scene.delivery.batch(&scene.employee, late).await.is_ok());
        let kept = sealed(&scene.house.db).await;
        let lines = kept.iter().find(|(at, _)| at == "bulk_lines.line_sealed").map(|(_, rows)| *rows);
        assert_eq!(lines, Some(1));
    }
}
