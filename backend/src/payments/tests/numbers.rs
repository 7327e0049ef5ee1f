//! Receipts have no gaps: after fifty payments at once, after a listener that failed, after a kill -9 in the middle.

use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use domain::payments::{PaymentsPort, Play};

use super::{PRICE, Stage, visitor};
use crate::both;
use crate::db::Db;
use crate::testing::World;

/// How many receipts there are; each organisation's are numbered from one without a gap.
async fn gapless(db: &Db) -> usize {
    let mut reader = db.read().await.unwrap();
    let rows = crate::db::all!(
        reader,
        (String, i64),
        "SELECT organisation_id, number FROM receipts ORDER BY organisation_id, number"
    )
    .unwrap();
    let mut last = (String::new(), 0);
    for (organisation, number) in &rows {
        let expected = if last.0 == *organisation { last.1 + 1 } else { 1 };
        assert_eq!(*number, expected, "{rows:?}");
        last = (organisation.clone(), *number);
    }
    rows.len()
}

/// The numbers of all receipts, in order.
async fn numbers(db: &Db) -> Vec<i64> {
    let mut reader = db.read().await.unwrap();
    let rows = crate::db::all!(reader, (i64,), "SELECT number FROM receipts ORDER BY number").unwrap();
    rows.into_iter().map(|(n,)| n).collect()
}

async fn paid_intents(db: &Db) -> i64 {
    let mut reader = db.read().await.unwrap();
    let (n,) = crate::db::one!(
        reader,
        (i64,),
        "SELECT COUNT(*) FROM payment_intents WHERE phase = 'paid'"
    )
    .unwrap();
    n
}

both! {
    async fn fifty_at_once_leave_no_gap(world: World) {
        let stage = Arc::new(Stage::new(world).await);
        let mut links = Vec::new();
        for _ in 0..50 {
            let (_, link) = stage.open().await;
            let reference = stage.go(&link).await;
            stage.play(&reference, Play::Accept).await;
            links.push(link);
        }
        let tasks = links.into_iter().map(|link| {
            let stage = stage.clone();
            tokio::spawn(async move { stage.payments.came_back(&visitor(), &link).await.unwrap() })
        });
        for task in tasks.collect::<Vec<_>>() {
            task.await.unwrap();
        }
        // Who lost its third try is asked about once more, as the words that come anyway do.
        while stage.words().await > 0 {}
        assert_eq!(numbers(&stage.house.db).await, (1..=50).collect::<Vec<_>>());
    }

    async fn a_listener_that_fails_takes_no_number(world: World) {
        let stage = Stage::new(world).await;
        stage.paid().await;
        let (id, link) = stage.open().await;
        let reference = stage.go(&link).await;
        stage.play(&reference, Play::Accept).await;
        stage.ear.refuse_next();
        let page = stage.payments.came_back(&visitor(), &link).await.unwrap();
        assert!(page.receipt.is_none() && stage.ear.of(id).is_empty());
        assert_eq!(numbers(&stage.house.db).await, [1]);
        stage.words().await;
        assert_eq!(stage.ear.of(id), [PRICE.minor]);
        assert_eq!(numbers(&stage.house.db).await, [1, 2]);
    }

    /// A process of its own pays without end and is killed without warning, three times; what it leaves is whole.
    async fn a_kill_in_the_middle_leaves_no_gap(world: World) {
        let (db, url, folder) = (world.db.clone(), world.url.clone(), world.folder.clone());
        let stage = Stage::new(world).await;
        stage.paid().await;
        let mut before = 1;
        for _ in 0..3 {
            let mut child = std::process::Command::new(std::env::current_exe().unwrap())
                .args(["--exact", "payments::tests::numbers::child_that_pays", "--ignored", "--nocapture"])
                .env("CLOAKROOM_TEST_PAY_INTO", &url)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            for _ in 0..600 {
                tokio::time::sleep(Duration::from_millis(20)).await;
                if gapless(&db).await >= before + 7 {
                    break;
                }
            }
            child.kill().unwrap();
            child.wait().unwrap();
            // PostgreSQL ends the dead client's transaction by itself, a moment later.
            tokio::time::sleep(Duration::from_millis(200)).await;
            let all = gapless(&db).await;
            assert!(all >= before + 7, "the child did not pay: {all}");
            assert_eq!(paid_intents(&db).await, i64::try_from(all).unwrap(), "paid without a receipt");
            before = all;
        }
        stage.paid().await;
        assert_eq!(gapless(&db).await, before + 1);
        drop(folder);
    }
}

/// Not a test: the process that is killed. Without an address it does nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "started and killed by another test"]
async fn child_that_pays() {
    let Ok(url) = std::env::var("CLOAKROOM_TEST_PAY_INTO") else {
        return;
    };
    let db = Db::open(&url).await.unwrap();
    let stage = Arc::new(Stage::new(World::beside(db, url)).await);
    let payers = (0..4).map(|_| {
        let stage = stage.clone();
        tokio::spawn(async move {
            loop {
                let (_, link) = stage.open().await;
                let reference = stage.go(&link).await;
                stage.play(&reference, Play::Accept).await;
                let _ = stage.payments.came_back(&visitor(), &link).await;
            }
        })
    });
    for payer in payers.collect::<Vec<_>>() {
        let _ = payer.await;
    }
}
