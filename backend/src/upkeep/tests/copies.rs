//! A copy under load: what was acknowledged before it is in it, nothing is in it by half, and it comes back as it was.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use super::super::{Soundness, back_up, damage, last_backup, restore};
use super::all_of;
use crate::db::{Db, exec, one};
use crate::testing::{Scene, World, on_sqlite};

async fn open(path: &Path) -> Db {
    let db = Db::open(&format!("sqlite://{}", path.display())).await.unwrap();
    db.migrate().await.unwrap();
    db
}

/// Writes pairs that belong together, as fast as it can, until told to stop.
async fn write_pairs(db: Db, writer: u64, stop: Arc<AtomicBool>, acknowledged: Arc<AtomicU64>) {
    let mut n = 0;
    while !stop.load(Ordering::SeqCst) {
        let mut tx = db.begin().await.unwrap();
        for half in ["one", "other"] {
            exec!(
                tx,
                "INSERT INTO house_facts (name, value) VALUES ($1, $2)",
                format!("pair {writer} {n} {half}"),
                "x".repeat(700)
            )
            .unwrap();
        }
        tx.commit().await.unwrap();
        n += 1;
        acknowledged.fetch_add(1, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

async fn facts(db: &Db, like: &str) -> u64 {
    let mut reader = db.read().await.unwrap();
    let (count,) = one!(
        reader,
        (i64,),
        "SELECT COUNT(*) FROM house_facts WHERE name LIKE $1",
        like
    )
    .unwrap();
    u64::try_from(count).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_under_load_is_of_one_moment_and_comes_back_row_by_row() {
    Box::pin(on_sqlite(|world| async move { Box::pin(under_load(world)).await })).await;
}

async fn under_load(world: World) {
    let scene = Scene::new(world.clone()).await;
    for once in ["one", "two"] {
        scene.stored(once).await;
    }
    let (stop, acknowledged) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
    let writers: Vec<_> = (0..4)
        .map(|writer| {
            tokio::spawn(write_pairs(
                world.db.clone(),
                writer,
                Arc::clone(&stop),
                Arc::clone(&acknowledged),
            ))
        })
        .collect();
    // As the command does it: another process with connections of its own.
    let beside = Db::open(&world.url).await.unwrap();
    while acknowledged.load(Ordering::SeqCst) < 200 {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    let before = acknowledged.load(Ordering::SeqCst);
    let file = world.folder.path().join("a.backup");
    let copy = back_up(&beside, &world.outside, &file).await.unwrap();
    let after = acknowledged.load(Ordering::SeqCst);
    stop.store(true, Ordering::SeqCst);
    for writer in writers {
        writer.await.unwrap();
    }
    assert!(after > before && copy.noted, "nobody waited for the copy");
    assert_eq!(
        std::fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o600,
        "nobody else reads it"
    );
    assert_eq!(std::fs::metadata(&file).unwrap().len(), copy.bytes);
    let mut reader = world.db.read().await.unwrap();
    assert_eq!(last_backup(&mut reader).await.unwrap(), Some(world.outside.now()));
    drop(reader);

    let place = world.folder.path().join("restored.db");
    let restored = restore(&file, &place).await.unwrap();
    assert_eq!(restored.tallies, copy.tallies, "every table, by count and content");
    let db = open(&place).await;
    assert_eq!(all_of(&db).await, copy.tallies, "and so it is read in a running house");
    assert_eq!(damage(&db).await.unwrap(), Soundness::Sound);
    assert_eq!(
        facts(&db, "pair % one").await,
        facts(&db, "pair % other").await,
        "nothing by half"
    );
    let pairs = facts(&db, "pair % one").await;
    assert!(pairs >= before, "{pairs} of at least {before} that were acknowledged");
    assert_same_as_the_source(&copy.tallies, &world.db).await;
}

/// What nobody wrote to meanwhile is equal to this day.
async fn assert_same_as_the_source(copied: &[super::Tally], source: &Db) {
    for tally in all_of(source).await {
        if tally.table != "house_facts" {
            assert!(copied.contains(&tally), "{tally:?}");
        }
    }
    let rows = |table: &str| copied.iter().find(|tally| tally.table == table).unwrap().rows;
    assert_eq!(rows("consignments"), 2);
    assert!(rows("custody_events") > 8);
}

#[tokio::test]
async fn a_copy_says_what_it_is_and_a_changed_one_is_refused() {
    on_sqlite(|world| async move {
        Box::pin(Scene::new(world.clone())).await.stored("one").await;
        let file = world.folder.path().join("a.backup");
        back_up(&world.db, &world.outside, &file).await.unwrap();
        let bytes = std::fs::read(&file).unwrap();
        let has = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
        assert!(
            has("It does NOT hold the keys"),
            "anybody who opens it reads what it is"
        );

        let again = back_up(&world.db, &world.outside, &file).await.unwrap_err();
        assert_eq!(again.code(), "upkeep.file", "a copy is never written over");
        assert_eq!(std::fs::read(&file).unwrap(), bytes);

        let place = world.folder.path().join("b.db");
        let changed = world.folder.path().join("changed");
        let at = bytes.windows(11).position(|window| window == b"Ana Ionescu").unwrap();
        let mut other = bytes.clone();
        other[at] = b'E';
        std::fs::write(&changed, &other).unwrap();
        let refused = restore(&changed, &place).await.unwrap_err();
        assert_eq!(refused.code(), "upkeep.damaged", "{}", refused.chain());
        std::fs::write(&changed, &bytes[..bytes.len() / 2]).unwrap();
        assert!(restore(&changed, &place).await.is_err(), "half a copy");
        std::fs::write(&changed, "not at all").unwrap();
        let refused = restore(&changed, &place).await.unwrap_err();
        assert_eq!(refused.code(), "upkeep.no_copy", "{}", refused.chain());
        let plain = std::path::PathBuf::from(world.url.trim_start_matches("sqlite://"));
        world.db.close().await;
        let refused = restore(&plain, &place).await.unwrap_err();
        assert_eq!(refused.code(), "upkeep.no_copy", "a database is no copy");
        assert!(!place.exists(), "nothing was put there");
    })
    .await;
}
