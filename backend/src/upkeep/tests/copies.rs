//! A copy under load: what was acknowledged before it is in it, nothing is in it by half, and it comes back as it was.

use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use domain::custody::CustodyPort as _;
use futures::TryStreamExt as _;

use super::super::rows::{Row, rows};
use super::super::shape::shape;
use super::super::{Backup, Soundness, back_up, damage, last_backup, restore};
use super::all_of;
use super::load::{Work, nothing_by_half};
use crate::custody::Custody;
use crate::db::{Conn, Db, Handle as _, exec};
use crate::house::House;
use crate::proofs::check_chains;
use crate::testing::{Scene, World, on_sqlite};

/// Banks at which people are at work.
const BANKS: u32 = 3;
/// Copies that are made meanwhile.
const COPIES: usize = 3;
/// What makes the file large, so that copying takes a while.
const BALLAST: usize = 6_000;

async fn open(path: &Path) -> Db {
    let db = Db::open(&format!("sqlite://{}", path.display())).await.unwrap();
    db.migrate().await.unwrap();
    db
}

/// Every row of every table, of one moment.
async fn every_row(db: &Db) -> Vec<(String, Vec<Row>)> {
    let mut tx = db.begin().await.unwrap();
    let tables = {
        let Conn::Sqlite(conn) = tx.conn().unwrap() else {
            panic!("SQLite is asked here");
        };
        shape(conn).await.unwrap()
    };
    let mut all = Vec::new();
    for table in &tables {
        let found = rows(tx.conn().unwrap(), table).try_collect().await.unwrap();
        all.push((table.name.clone(), found));
    }
    all
}

/// One table's rows; a row of numbers and texts is compared as it prints.
fn set(table: &[Row]) -> BTreeSet<String> {
    table.iter().map(|row| format!("{row:?}")).collect()
}

async fn ballast(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    for n in 0..BALLAST {
        let (name, value) = (format!("ballast {n}"), "x".repeat(700));
        exec!(tx, "INSERT INTO house_facts (name, value) VALUES ($1, $2)", name, value).unwrap();
    }
    tx.commit().await.unwrap();
}

/// Brings a copy back, and holds it against what it says of itself.
async fn brought_back(copy: &Backup) -> Db {
    let place = copy.path.with_extension("db");
    let restored = restore(&copy.path, &place).await.unwrap();
    assert_eq!(restored.tallies, copy.tallies, "every table, by count and content");
    let db = open(&place).await;
    assert_eq!(all_of(&db).await, copy.tallies, "and so it is read in a running house");
    assert_eq!(damage(&db).await.unwrap(), Soundness::Sound);
    db
}

async fn chains_hold(house: &House) -> u64 {
    let checked = check_chains(house).await.unwrap();
    assert!(checked.wrong.is_empty(), "{:?}", checked.wrong);
    checked.links
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_under_load_is_of_one_moment_and_comes_back_row_by_row() {
    Box::pin(on_sqlite(|world| async move { Box::pin(under_load(world)).await })).await;
}

async fn under_load(world: World) {
    ballast(&world.db).await;
    let scene = Box::pin(Scene::new(world.clone())).await;
    // It waits all the time.
    scene.stored("waits").await;
    let code = scene.ready_message().await["code"].as_str().unwrap().to_owned();
    let work = Work::begin(&world, BANKS).await;
    // As the command does it: another process with connections of its own.
    let beside = Db::open(&world.url).await.unwrap();
    let mut busy = 0;
    for number in 0..COPIES {
        work.goes_on(work.book.done_before(u64::MAX) + 12).await;
        let before = every_row(&world.db).await;
        let from = work.book.tick();
        let file = world.folder.path().join(format!("{number}.backup"));
        let copy = back_up(&beside, &world.outside, &file).await.unwrap();
        let to = work.book.tick();
        busy += work.book.done_before(to) - work.book.done_before(from);
        let after = every_row(&world.db).await;
        assert!(copy.noted, "nobody kept it from saying so");
        let db = brought_back(&copy).await;
        work.book.holds(&db, (from, to)).await;
        nothing_by_half(&db).await;
        between(&before, &every_row(&db).await, &after);
        let there = House {
            db: db.clone(),
            ..scene.house.clone()
        };
        assert!(chains_hold(&there).await > 20, "what was linked is linked there");
        // What waited is handed out there, with the code that its recipient has.
        let custody = Custody::new(there);
        custody.kiosk_enter(&scene.kiosk, &code).await.unwrap();
        db.close().await;
    }
    assert!(
        busy >= COPIES,
        "nobody waited for the copies: {busy} things were done meanwhile"
    );
    let book = work.stop().await;
    assert!(book.done_before(u64::MAX) > 50);
    quiet(&world, &beside).await;
}

/// What was there before and after, unchanged, is in the copy; what is only ever added to has nothing in the copy that is not
/// there afterwards; and nothing goes that was there.
fn between(before: &[(String, Vec<Row>)], copy: &[(String, Vec<Row>)], after: &[(String, Vec<Row>)]) {
    let mut untouched = 0;
    for (((table, before), (_, copy)), (_, after)) in before.iter().zip(copy).zip(after) {
        let (before, copy, after) = (set(before), set(copy), set(after));
        // A compartment is free, taken and free again: the same row, and not the same all the time.
        if table != "compartments" {
            let lost: Vec<_> = before.intersection(&after).filter(|row| !copy.contains(*row)).collect();
            assert!(lost.is_empty(), "{table}: {lost:?}");
            untouched += before.intersection(&after).count();
        }
        if ["deliveries", "bank_events", "custody_links"].contains(&table.as_str()) {
            assert!(before.is_subset(&copy) && copy.is_subset(&after), "{table}");
        }
    }
    assert!(untouched > BALLAST + 50, "{untouched} rows");
}

/// Nobody writes any more: a copy is equal to the last row.
async fn quiet(world: &World, beside: &Db) {
    let here = every_row(&world.db).await;
    let file = world.folder.path().join("quiet.backup");
    let copy = back_up(beside, &world.outside, &file).await.unwrap();
    assert_eq!(
        std::fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o600,
        "nobody else reads it"
    );
    assert_eq!(std::fs::metadata(&file).unwrap().len(), copy.bytes);
    let mut reader = world.db.read().await.unwrap();
    assert_eq!(last_backup(&mut reader).await.unwrap(), Some(world.outside.now()));
    drop(reader);
    let db = brought_back(&copy).await;
    for ((table, here), (same, there)) in here.iter().zip(&every_row(&db).await) {
        assert_eq!(table, same);
        assert!(here == there, "{table} is not as it was");
    }
    let written = [
        "consignments",
        "custody_events",
        "custody_links",
        "notices",
        "commands",
        "bank_events",
    ];
    for (table, rows) in &here {
        assert!(
            !written.contains(&table.as_str()) || rows.len() > 10,
            "{table}: nothing happened"
        );
    }
    nothing_by_half(&db).await;
    let there = House { db, ..world.house() };
    chains_hold(&there).await;
}

/// The command may be killed, and the disk may be full: what is left where a copy was to be is none, and in nobody's way.
#[tokio::test]
async fn a_copy_that_was_cut_off_is_none() {
    on_sqlite(|world| async move {
        Box::pin(Scene::new(world.clone())).await.stored("one").await;
        let file = world.folder.path().join("a.backup");
        let place = world.folder.path().join("b.db");
        back_up(&world.db, &world.outside, &file).await.unwrap();
        let bytes = std::fs::read(&file).unwrap();
        let cut = world.folder.path().join("cut");
        // At pages, which is how it is written, and beside them.
        let ends = (0..bytes.len())
            .step_by(4096 * 7)
            .chain([1, 5_000, bytes.len() - 4096, bytes.len() - 1]);
        for end in ends {
            std::fs::write(&cut, &bytes[..end]).unwrap();
            assert!(restore(&cut, &place).await.is_err(), "cut off after {end} bytes");
            // As long as it was to be, and the rest was not written yet.
            let mut hollow = bytes[..end].to_vec();
            hollow.resize(bytes.len(), 0);
            if hollow != bytes {
                std::fs::write(&cut, &hollow).unwrap();
                assert!(restore(&cut, &place).await.is_err(), "hollow from byte {end} on");
            }
        }
        assert!(!place.exists(), "nothing was put there");

        // The next try finds what a killed one left: a draft, and the journal of its note.
        let next = world.folder.path().join("next.backup");
        std::fs::write(world.folder.path().join("next.backup.draft"), &bytes[..bytes.len() / 2]).unwrap();
        std::fs::write(world.folder.path().join("next.backup.draft-journal"), &bytes[..8192]).unwrap();
        let made = back_up(&world.db, &world.outside, &next).await.unwrap();
        assert_eq!(restore(&next, &place).await.unwrap().tallies, made.tallies);
        let left: Vec<_> = std::fs::read_dir(world.folder.path()).unwrap().collect();
        assert!(
            left.iter()
                .flatten()
                .all(|one| !one.file_name().to_string_lossy().contains("draft")),
            "{left:?}"
        );
    })
    .await;
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
