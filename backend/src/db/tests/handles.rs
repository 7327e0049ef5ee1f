//! Transactions and readers: what is lasting, what is undone, who may write.

use std::time::Duration;

use super::super::{Db, all, exec, one};
use super::{put, shelf};
use crate::both;
use crate::fault::FaultKind;

async fn ids(db: &Db) -> Vec<String> {
    let mut reader = db.read().await.unwrap();
    all!(reader, (String,), "SELECT id FROM shelf ORDER BY id")
        .unwrap()
        .into_iter()
        .map(|(id,)| id)
        .collect()
}

both! {
    async fn what_is_committed_lasts_and_what_is_dropped_does_not(world: World) {
        let mut tx = world.db.begin().await.unwrap();
        shelf(&mut tx).await;
        put(&mut tx, "kept", 1, None).await.unwrap();
        tx.commit().await.unwrap();

        let mut tx = world.db.begin().await.unwrap();
        put(&mut tx, "dropped", 2, None).await.unwrap();
        drop(tx);

        let second = Db::open(&world.url).await.unwrap();
        assert_eq!(ids(&second).await, ["kept"]);
        assert_eq!(ids(&world.db).await, ["kept"]);
    }

    async fn a_failed_statement_ends_the_transaction(world: World) {
        let mut tx = world.db.begin().await.unwrap();
        shelf(&mut tx).await;
        put(&mut tx, "a", 1, Some("ana")).await.unwrap();
        tx.commit().await.unwrap();

        let mut tx = world.db.begin().await.unwrap();
        put(&mut tx, "b", 2, None).await.unwrap();
        put(&mut tx, "a", 3, None).await.unwrap_err();
        let after = put(&mut tx, "c", 4, None).await.unwrap_err();
        assert_eq!(after.code(), "db.spoiled");
        assert_eq!(tx.commit().await.unwrap_err().code(), "db.spoiled");
        assert_eq!(ids(&world.db).await, ["a"]);
    }

    async fn two_writers_never_lose_an_update(world: World) {
        let mut tx = world.db.begin().await.unwrap();
        shelf(&mut tx).await;
        put(&mut tx, "a", 1, None).await.unwrap();
        tx.commit().await.unwrap();
        let add = |db: Db| async move {
            for _ in 0..20 {
                let mut tx = db.begin().await.unwrap();
                exec!(tx, "UPDATE shelf SET place = place + 1 WHERE id = $1", "a").unwrap();
                tx.commit().await.unwrap();
            }
        };
        let second = Db::open(&world.url).await.unwrap();
        let tasks = [
            tokio::spawn(add(world.db.clone())),
            tokio::spawn(add(world.db.clone())),
            tokio::spawn(add(second)),
        ];
        for task in tasks {
            task.await.unwrap();
        }
        let mut reader = world.db.read().await.unwrap();
        let (place,) = one!(reader, (i64,), "SELECT place FROM shelf").unwrap();
        assert_eq!(place, 61);
    }

    async fn a_healthy_database_says_so(world: World) {
        world.db.healthy(Duration::from_secs(3)).await.unwrap();
        world.db.close().await;
        let fault = world.db.healthy(Duration::from_secs(3)).await.unwrap_err();
        assert_eq!(fault.kind(), FaultKind::Unavailable);
    }
}

#[tokio::test]
async fn only_one_transaction_writes_sqlite_and_readers_go_on() {
    crate::testing::on_sqlite(|world| async move {
        let mut tx = world.db.begin().await.unwrap();
        shelf(&mut tx).await;
        tx.commit().await.unwrap();

        let mut first = world.db.begin().await.unwrap();
        // BEGIN IMMEDIATE: whoever reads in it holds the lock before the first write.
        one!(first, (i64,), "SELECT COUNT(*) FROM shelf").unwrap();
        let soon = Duration::from_millis(200);
        assert!(tokio::time::timeout(soon, world.db.begin()).await.is_err());
        let second = Db::open(&world.url).await.unwrap();
        let mut other = second.begin().await.unwrap();
        assert!(tokio::time::timeout(soon, other.hold()).await.is_err());
        drop(other);
        put(&mut first, "a", 1, None).await.unwrap();
        assert!(ids(&world.db).await.is_empty(), "readers see the past");
        first.commit().await.unwrap();

        let mut other = world.db.begin().await.unwrap();
        let (n,) = one!(other, (i64,), "SELECT COUNT(*) FROM shelf").unwrap();
        assert_eq!(n, 1);
    })
    .await;
}

#[tokio::test]
async fn what_was_left_without_an_end_is_undone_before_the_next_has_the_writer() {
    crate::testing::on_sqlite(|world| async move {
        let mut tx = world.db.begin().await.unwrap();
        shelf(&mut tx).await;
        put(&mut tx, "a", 1, None).await.unwrap();
        tx.commit().await.unwrap();
        // Nothing asked, only read, written and dropped, refused and dropped, refused at once.
        world.db.begin().await.unwrap().commit().await.unwrap();
        drop(world.db.begin().await.unwrap());
        let mut read = world.db.begin().await.unwrap();
        one!(read, (i64,), "SELECT place FROM shelf").unwrap();
        drop(read);
        let mut written = world.db.begin().await.unwrap();
        one!(written, (i64,), "SELECT place FROM shelf").unwrap();
        put(&mut written, "b", 1, None).await.unwrap();
        drop(written);
        let mut refused = world.db.begin().await.unwrap();
        put(&mut refused, "a", 1, None).await.unwrap_err();
        refused.commit().await.unwrap_err();
        // The end that nobody waits for: it counts or it does not, and the writer is free either way.
        let mut cut = world.db.begin().await.unwrap();
        put(&mut cut, "c", 1, None).await.unwrap();
        let _ = tokio::time::timeout(Duration::ZERO, cut.commit()).await;

        let mut next = world.db.begin().await.unwrap();
        put(&mut next, "d", 1, None).await.unwrap();
        next.commit().await.unwrap();
        let seen = ids(&world.db).await;
        assert!(seen == ["a", "d"] || seen == ["a", "c", "d"], "{seen:?}");
        let second = Db::open(&world.url).await.unwrap();
        let mut other = second.begin().await.unwrap();
        put(&mut other, "e", 1, None).await.unwrap();
        other.commit().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_reader_of_sqlite_cannot_write() {
    crate::testing::on_sqlite(|world| async move {
        let mut tx = world.db.begin().await.unwrap();
        shelf(&mut tx).await;
        tx.commit().await.unwrap();
        let mut reader = world.db.read().await.unwrap();
        exec!(reader, "DELETE FROM shelf").unwrap_err();
    })
    .await;
}

#[tokio::test]
async fn postgres_that_went_away_is_found_again() {
    crate::testing::on_postgres(|world| async move {
        let mut tx = world.db.begin().await.unwrap();
        let kill = "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity \
                    WHERE datname = current_database() AND pid <> pg_backend_pid()";
        let second = Db::open(&world.url).await.unwrap();
        let mut reader = second.read().await.unwrap();
        one!(reader, (i64,), kill).unwrap();
        let cut = one!(tx, (i64,), "SELECT CAST(1 AS BIGINT)").unwrap_err();
        assert_eq!(cut.kind(), FaultKind::Unavailable, "{}", cut.chain());
        drop(tx);
        world.db.healthy(Duration::from_secs(3)).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn addresses_that_cannot_work_are_refused() {
    for url in [
        "sqlite::memory:",
        "sqlite://",
        "sqlite://a?mode=memory",
        "mysql://a/b",
        "",
    ] {
        let fault = Db::open(url).await.err().unwrap();
        assert_eq!(fault.kind(), FaultKind::Broken, "{url}");
    }
    let nobody = Db::open("postgres://cloakroom:hidden@127.0.0.1:1/x")
        .await
        .err()
        .unwrap();
    assert_eq!(nobody.kind(), FaultKind::Unavailable);
    assert!(!nobody.chain().contains("hidden"));
}
