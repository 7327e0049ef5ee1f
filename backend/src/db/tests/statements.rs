//! The macros: one text on both databases, the types that travel, what errors mean.

use domain::ids::BankId;

use super::super::{Handle, Text, all, all_by, exec, exec_by, maybe, maybe_by, one, one_by};
use super::{put, shelf};
use crate::both;
use crate::fault::{FaultKind, Result};

#[derive(Debug, PartialEq, Eq, sqlx::FromRow)]
struct ShelfRow {
    id: String,
    place: i64,
    owner: Option<String>,
    taken_at: Option<i64>,
}

async fn count(handle: &mut impl Handle) -> Result<i64> {
    one!(handle, (i64,), "SELECT COUNT(*) FROM shelf").map(|(n,)| n)
}

both! {
    async fn rows_come_back_as_they_went(world: World) {
        let mut tx = world.db.begin().await.unwrap();
        shelf(&mut tx).await;
        put(&mut tx, "a", 1, Some("ana")).await.unwrap();
        put(&mut tx, "b", 2, None).await.unwrap();
        let now = world.outside.now();
        let text = "UPDATE shelf SET taken_at = $2 WHERE id = $1";
        assert_eq!(exec!(tx, text, "b", now).unwrap(), 1);
        assert_eq!(exec!(tx, text, "nobody", now).unwrap(), 0);
        let all = all!(tx, ShelfRow, "SELECT id, place, owner, taken_at FROM shelf ORDER BY id").unwrap();
        let expected = [
            ShelfRow { id: "a".into(), place: 1, owner: Some("ana".into()), taken_at: None },
            ShelfRow { id: "b".into(), place: 2, owner: None, taken_at: Some(now.0) },
        ];
        assert_eq!(all, expected);
        let one = "SELECT id, place, owner, taken_at FROM shelf WHERE id = $1";
        assert_eq!(maybe!(tx, ShelfRow, one, String::from("a")).unwrap().as_ref(), expected.first());
        assert_eq!(maybe!(tx, ShelfRow, one, &String::from("z")).unwrap(), None);
        assert_eq!(count(&mut tx).await.unwrap(), 2);
        tx.commit().await.unwrap();
        let mut reader = world.db.read().await.unwrap();
        assert_eq!(count(&mut reader).await.unwrap(), 2);
        assert_eq!(one!(reader, ShelfRow, one, "z").unwrap_err().code(), "db.no_row");
    }

    async fn optional_filters_need_no_text_of_their_own(world: World) {
        let mut tx = world.db.begin().await.unwrap();
        shelf(&mut tx).await;
        for (id, place) in [("a", 1), ("b", 2), ("c", 3)] {
            put(&mut tx, id, place, Some("ana")).await.unwrap();
        }
        for (place, owner, expected) in [
            (None, None, 3),
            (Some(2), None, 1),
            (None, Some("ana"), 3),
            (Some(2), Some("ion"), 0),
        ] {
            let rows = all!(
                tx,
                (String,),
                "SELECT id FROM shelf WHERE ($1 IS NULL OR place = $1) AND ($2 IS NULL OR owner = $2) \
                 ORDER BY id LIMIT $3",
                place,
                owner,
                10
            )
            .unwrap();
            assert_eq!(rows.len(), expected, "{place:?} {owner:?}");
        }
    }

    async fn returning_and_on_conflict_serve_both(world: World) {
        let mut tx = world.db.begin().await.unwrap();
        shelf(&mut tx).await;
        let claim = "INSERT INTO shelf (id, place, owner) VALUES ($1, $2, $3) \
                     ON CONFLICT DO NOTHING RETURNING id";
        assert!(maybe!(tx, (String,), claim, "a", 1, "ana").unwrap().is_some());
        assert!(maybe!(tx, (String,), claim, "b", 1, "ana").unwrap().is_none());
        tx.commit().await.unwrap();
    }

    async fn texts_become_ids_or_say_that_they_do_not(world: World) {
        let mut tx = world.db.begin().await.unwrap();
        shelf(&mut tx).await;
        let bank = BankId(world.outside.uuid7());
        let text = "INSERT INTO shelf (id, place, taken_at) VALUES ($1, $2, $3)";
        exec!(tx, text, bank, true, Some(world.outside.now())).unwrap();
        let found = one!(tx, (Text<BankId>, i64), "SELECT id, place FROM shelf").unwrap();
        assert_eq!(found, (Text(bank), 1));
        exec!(tx, "UPDATE shelf SET id = $1", "not an id").unwrap();
        let fault = one!(tx, (Text<BankId>,), "SELECT id FROM shelf").unwrap_err();
        assert_eq!((fault.kind(), fault.code()), (FaultKind::Broken, "db.unreadable"));
    }

    async fn a_unique_index_says_its_name(world: World) {
        let mut tx = world.db.begin().await.unwrap();
        shelf(&mut tx).await;
        put(&mut tx, "a", 1, Some("ana")).await.unwrap();
        tx.commit().await.unwrap();

        for (id, index) in [("b", "shelf_one_per_place"), ("a", "shelf_pkey")] {
            let mut tx = world.db.begin().await.unwrap();
            let place = if id == "a" { 2 } else { 1 };
            let fault = put(&mut tx, id, place, Some("ana")).await.unwrap_err();
            assert_eq!(fault.kind(), FaultKind::Conflict);
            assert!(fault.is_unique_violation() && !fault.is_retryable());
            assert!(fault.violates(index), "{}", fault.chain());
            assert!(!fault.chain().contains("ana"), "no data in the log: {}", fault.chain());
        }
        let mut tx = world.db.begin().await.unwrap();
        let fault = put(&mut tx, "c", 0, None).await.unwrap_err();
        assert_eq!((fault.kind(), fault.is_unique_violation()), (FaultKind::Broken, false));
    }

    async fn two_texts_stand_side_by_side(world: World) {
        let mut tx = world.db.begin().await.unwrap();
        shelf(&mut tx).await;
        put(&mut tx, "a", 1, None).await.unwrap();
        let next = maybe_by!(
            tx,
            (String,),
            sqlite: "SELECT id FROM shelf WHERE place >= $1 LIMIT 1",
            postgres: "SELECT id FROM shelf WHERE place >= $1 LIMIT 1 FOR UPDATE SKIP LOCKED",
            1
        )
        .unwrap();
        assert_eq!(next, Some(("a".to_owned(),)));
        let name = one_by!(tx, (String,), sqlite: "SELECT 'sqlite'", postgres: "SELECT 'postgres'").unwrap();
        assert!(world.url.starts_with(&name.0));
        let rows = all_by!(tx, (String,), sqlite: "SELECT id FROM shelf", postgres: "SELECT id FROM shelf");
        assert_eq!(rows.unwrap().len(), 1);
        let gone = exec_by!(tx, sqlite: "DELETE FROM shelf", postgres: "DELETE FROM ONLY shelf");
        assert_eq!(gone.unwrap(), 1);
    }
}
