//! Lists on both databases: looked at, entered once, put in door after door, given up, forgotten.

mod deposits;
mod people;

use domain::accounts::{Actor, Operation, Role};
use domain::delivery::bulk::{BulkForm, BulkPort, Column, LineCheck, read};
use domain::delivery::{DeliveryFilter, DeliveryPort as _};
use domain::ids::{BankId, BatchId, ConsignmentId};
use domain::lockers::{NewBank, Place, Size};
use domain::{RefusalCode, ShortText, Span};

use crate::both;
use crate::testing::{Scene, traces};

const HEAD: &str = "nume;e-mail;telefon;limba;document;referință;mărime";

/// A list for the bank of the scene.
pub(super) fn form(scene: &Scene, once: &str, rows: &[&str]) -> BulkForm {
    form_for(scene.bank, once, rows)
}

pub(super) fn form_for(bank: BankId, once: &str, rows: &[&str]) -> BulkForm {
    let file = [&[HEAD][..], rows].concat().join("\n");
    BulkForm {
        bank: bank.to_string(),
        size: "S".to_owned(),
        once: format!("once-list-{once}"),
        lines: read(file.as_bytes()).unwrap().lines,
    }
}

/// A row of a list: somebody with an address of their own.
pub(super) fn row(reference: &str) -> String {
    format!("Ion Popescu;ion-{reference}@example.org;;ro;pașaport;{reference};")
}

/// Enters a list with these numbers.
pub(super) async fn entered(scene: &Scene, once: &str, references: &[&str]) -> BatchId {
    let rows: Vec<String> = references.iter().map(|reference| row(reference)).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    scene
        .delivery
        .enter_lines(&scene.employee, &form(scene, once, &rows))
        .await
        .unwrap()
}

/// How many documents wait on lists.
pub(super) async fn waiting(scene: &Scene) -> u32 {
    let desk = scene.delivery.desk(&scene.employee).await.unwrap();
    let by_bank: u32 = desk.banks.iter().map(|bank| bank.waiting).sum();
    assert_eq!(by_bank, desk.batches.iter().map(|batch| batch.waiting).sum::<u32>());
    by_bank
}

/// How many deliveries there are.
pub(super) async fn deliveries(scene: &Scene) -> usize {
    let all = DeliveryFilter::default();
    scene
        .delivery
        .deliveries(&scene.employee, &all)
        .await
        .unwrap()
        .rows
        .len()
}

/// A bank with one door beside the first.
pub(super) async fn another_bank(scene: &Scene, size: Size) -> BankId {
    let place = Place {
        name: "Biblioteca".to_owned(),
        address: "Strada Mare 1".to_owned(),
        city: "București".to_owned(),
        latitude: 44.4,
        longitude: 26.1,
        time_zone: "Europe/Bucharest".to_owned(),
        opening_hours: "24/7".to_owned(),
        hotline: "+40215550100".to_owned(),
    };
    let columns = vec![vec![size]];
    scene
        .lockers
        .add_bank(scene.organisation, &NewBank { place, columns })
        .await
        .unwrap()
}

both! {
    async fn a_list_is_entered_once_and_reserves_nothing(world: World) {
        let scene = Scene::new(world).await;
        let rows = [row("R-1"), row("R-2"), row("R-3"), row("R-4"), row("R-5")];
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let list = form(&scene, "a", &rows);
        let preview = scene.delivery.preview(&scene.employee, &list).await.unwrap();
        assert_eq!((preview.fine(), preview.wrong(), preview.out()), (5, 0, 0));
        assert_eq!((preview.room, preview.bank.free), (3, 3), "more lines than doors");
        assert_eq!(waiting(&scene).await, 0, "nothing is kept by looking");
        let first = scene.delivery.enter_lines(&scene.employee, &list).await.unwrap();
        let second = scene.delivery.enter_lines(&scene.employee, &list).await.unwrap();
        assert_eq!(first, second);
        assert_eq!((waiting(&scene).await, deliveries(&scene).await), (5, 0));
        let view = scene.delivery.batch(&scene.employee, first).await.unwrap();
        assert_eq!((view.row.waiting, view.row.deposited), (5, 0));
        assert_eq!(view.row.until.at - view.row.made.at, Span::days(30));
        let numbers: Vec<_> = view.lines.iter().map(|line| (line.number, line.reference.as_str())).collect();
        assert_eq!(numbers, [(2, "R-1"), (3, "R-2"), (4, "R-3"), (5, "R-4"), (6, "R-5")]);
        let left = traces(&scene.house.db, &["Popescu", "ion-R-1@example"], &[]).await;
        assert_eq!(left, Vec::<String>::new(), "whatever is personal is sealed");
    }

    async fn two_presses_at_once_enter_once(world: World) {
        let scene = std::sync::Arc::new(Scene::new(world).await);
        let list = form(&scene, "a", &[&row("R-1"), &row("R-2")]);
        let presses: Vec<_> = (0..4)
            .map(|_| {
                let (scene, list) = (std::sync::Arc::clone(&scene), list.clone());
                tokio::spawn(async move { scene.delivery.enter_lines(&scene.employee, &list).await })
            })
            .collect();
        for press in presses {
            press.await.unwrap().unwrap();
        }
        assert_eq!(waiting(&scene).await, 2);
        assert_eq!(scene.delivery.desk(&scene.employee).await.unwrap().batches.len(), 1);
    }

    async fn a_line_that_is_wrong_stops_the_list_and_says_why(world: World) {
        let scene = Scene::new(world).await;
        scene.stored("in").await; // RO-77/2026
        entered(&scene, "other", &["W-1"]).await;
        let rows = [
            row("A-1"),
            row("a-1"),
            row("ro-77/2026"),
            row("W-1"),
            "Ana;;0721;ro;Lampă;A-2;XL".to_owned(),
        ];
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let mut list = form(&scene, "a", &rows);
        let preview = scene.delivery.preview(&scene.employee, &list).await.unwrap();
        let wrong: Vec<Vec<(&str, RefusalCode)>> = preview
            .lines
            .iter()
            .map(|line| match &line.check {
                LineCheck::Wrong(errors) => errors.iter().map(|e| (e.field.as_str(), e.code)).collect(),
                LineCheck::Fine(_) | LineCheck::Out => Vec::new(),
            })
            .collect();
        assert!(wrong[0].is_empty());
        assert_eq!(wrong[1], [("reference", RefusalCode::TwiceOnList)]);
        assert_eq!(wrong[2], [("reference", RefusalCode::InLockerAlready)]);
        assert_eq!(wrong[3], [("reference", RefusalCode::OnListAlready)]);
        let all = [
            ("phone", RefusalCode::NotAPhone),
            ("item", RefusalCode::NotAChoice),
            ("size", RefusalCode::NoSuchSize),
        ];
        assert_eq!(wrong[4], all);
        assert!(scene.delivery.enter_lines(&scene.employee, &list).await.unwrap_err().is(RefusalCode::Form));
        assert_eq!(waiting(&scene).await, 1, "only the other list");
        // Left out or corrected, the rest goes in.
        for at in [1, 2, 3] {
            list.lines[at].out = true;
        }
        for (column, text) in [(Column::Phone, "+40 721 555 010"), (Column::Item, "permit"), (Column::Size, "m")] {
            column.put(&mut list.lines[4].words, text.to_owned());
        }
        scene.delivery.enter_lines(&scene.employee, &list).await.unwrap();
        assert_eq!(waiting(&scene).await, 3);
        for line in &mut list.lines {
            line.out = true;
        }
        list.once = "once-list-none".to_owned();
        assert!(scene.delivery.enter_lines(&scene.employee, &list).await.unwrap_err().is(RefusalCode::Form), "nothing is left");
    }

    async fn a_list_must_say_where_it_goes(world: World) {
        let scene = Scene::new(world).await;
        let rows = row("R-1");
        let refused = async |form: BulkForm| {
            let error = scene.delivery.preview(&scene.employee, &form).await.unwrap_err();
            let entered = scene.delivery.enter_lines(&scene.employee, &form).await.unwrap_err();
            assert_eq!(error, entered);
            error.refusal().unwrap().fields.iter().map(|f| (f.field.clone(), f.code)).collect::<Vec<_>>()
        };
        let list = form(&scene, "a", &[&rows]);
        let nowhere = BulkForm { bank: "01890a5d-ac96-774b-bcce-b302099a8057".to_owned(), ..list.clone() };
        assert_eq!(refused(nowhere).await, [("bank".to_owned(), RefusalCode::NotAChoice)]);
        let huge = BulkForm { size: "XL".to_owned(), ..list.clone() };
        assert_eq!(refused(huge).await, [("size".to_owned(), RefusalCode::NoSuchSize)]);
        let empty = BulkForm { lines: Vec::new(), ..list };
        assert_eq!(refused(empty).await, [("lines".to_owned(), RefusalCode::Missing)]);
    }

    async fn what_waits_on_a_list_can_go_elsewhere_or_be_given_up(world: World) {
        let scene = Scene::new(world).await;
        let (small, other) = (another_bank(&scene, Size::S).await, another_bank(&scene, Size::M).await);
        let big = "Ana Pop;ana@example.org;;ro;pașaport;R-2;M";
        let list = form(&scene, "a", &[&row("R-1"), big]);
        let id = scene.delivery.enter_lines(&scene.employee, &list).await.unwrap();
        let moved = scene.delivery.send_elsewhere(&scene.employee, id, &small.to_string()).await.unwrap_err();
        assert_eq!(moved.refusal().unwrap().at("bank"), Some(RefusalCode::NoSuchSize));
        let moved = scene.delivery.send_elsewhere(&scene.employee, id, "x").await.unwrap_err();
        assert_eq!(moved.refusal().unwrap().at("bank"), Some(RefusalCode::NotAChoice));
        scene.delivery.send_elsewhere(&scene.employee, id, &other.to_string()).await.unwrap();
        assert_eq!(scene.delivery.batch(&scene.employee, id).await.unwrap().row.bank, other);
        let elsewhere = scene.delivery.deposit(&scene.employee, scene.bank, "R-1").await.unwrap_err();
        assert!(elsewhere.is(RefusalCode::ListedElsewhere));
        assert_eq!(scene.delivery.drop_batch(&scene.employee, id).await, Ok(2));
        assert_eq!(scene.delivery.drop_batch(&scene.employee, id).await, Ok(0));
        assert_eq!(waiting(&scene).await, 0);
        let gone = scene.delivery.deposit(&scene.employee, other, "R-1").await.unwrap_err();
        assert!(gone.is(RefusalCode::NotOnList));
        // An old page that is sent once more enters nothing, and the numbers are free again.
        assert_eq!(scene.delivery.enter_lines(&scene.employee, &list).await, Ok(id));
        assert_eq!(waiting(&scene).await, 0);
        entered(&scene, "b", &["R-1"]).await;
        assert_eq!(waiting(&scene).await, 1);
    }

    async fn another_organisation_sees_and_touches_nothing_of_a_list(world: World) {
        let scene = Scene::new(world).await;
        let id = entered(&scene, "a", &["R-1"]).await;
        let stranger = scene.person(false, &[Role::Employee]).await;
        let port = &scene.delivery;
        let desk = port.desk(&stranger).await.unwrap();
        assert!(desk.banks.is_empty() && desk.batches.is_empty());
        assert!(port.batch(&stranger, id).await.unwrap_err().is(RefusalCode::NotFound));
        assert!(port.drop_batch(&stranger, id).await.unwrap_err().is(RefusalCode::NotFound));
        assert!(port.at_the_bank(&stranger, scene.bank).await.unwrap_err().is(RefusalCode::NotFound));
        let moved = port.send_elsewhere(&stranger, id, &scene.bank.to_string()).await.unwrap_err();
        assert!(moved.is(RefusalCode::NotFound));
        assert!(port.deposit(&stranger, scene.bank, "R-1").await.unwrap_err().is(RefusalCode::NotOnList));
        // The same number is theirs to use, too: what waits here is none of their business.
        let list = form(&scene, "x", &[&row("R-1")]);
        let foreign = port.preview(&stranger, &list).await.unwrap_err();
        assert_eq!(foreign.refusal().unwrap().at("bank"), Some(RefusalCode::NotAChoice));
        assert_eq!(waiting(&scene).await, 1);
    }

    async fn role_by_operation_on_lists(world: World) {
        let scene = Scene::new(world).await;
        let id = entered(&scene, "a", &["R-1"]).await;
        let port = &scene.delivery;
        let list = form(&scene, "b", &[&row("R-2")]);
        let none: ConsignmentId = "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap();
        let reason = ShortText::parse("x").unwrap();
        let mut actors: Vec<Actor> = Vec::new();
        for role in Role::ALL {
            actors.push(scene.person(true, &[role]).await);
        }
        actors.extend([scene.kiosk.clone(), Actor::Visitor { address: String::new() }]);
        for actor in actors {
            let may = actor.may(Operation::CreateDelivery);
            let check = |what: &str, error: Option<domain::Error>| {
                let refused = error.is_some_and(|e| e.is(RefusalCode::NotAllowed) || e.is(RefusalCode::SignInFirst));
                assert_eq!(refused, !may, "{actor:?} {what}");
            };
            let elsewhere = scene.bank.to_string();
            check("desk", port.desk(&actor).await.err());
            check("preview", port.preview(&actor, &list).await.err());
            check("enter", port.enter_lines(&actor, &list).await.err());
            check("batch", port.batch(&actor, id).await.err());
            check("elsewhere", port.send_elsewhere(&actor, id, &elsewhere).await.err());
            check("bank", port.at_the_bank(&actor, scene.bank).await.err());
            check("deposit", port.deposit(&actor, scene.bank, "none").await.err());
            check("other door", port.other_door(&actor, scene.bank, none, reason.clone()).await.err());
            check("drop", port.drop_batch(&actor, id).await.err());
        }
    }
}
