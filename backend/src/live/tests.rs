//! Two nodes over one PostgreSQL: what is told at one is heard at the other. Over SQLite there is one.

use std::time::Duration;

use domain::ids::PersonId;
use domain::live::Nudge;
use tokio::sync::broadcast::Receiver;
use tokio_util::sync::CancellationToken;

use super::Relay;
use crate::db::{Db, exec};
use crate::house::House;
use crate::testing::{World, on_postgres, on_sqlite};

const PATIENCE: Duration = Duration::from_secs(10);

/// A process of its own over the same database, which hears the others.
async fn node(world: &World, stop: &CancellationToken) -> House {
    let db = Db::open(&world.url).await.unwrap();
    let house = World::beside(db, world.url.clone()).house();
    let mut misses = house.live.listen_for_misses();
    tokio::spawn(Relay::new(&house).run(stop.clone()));
    heard(&mut misses).await;
    house
}

async fn heard<T: Clone>(from: &mut Receiver<T>) -> T {
    let heard = tokio::time::timeout(PATIENCE, from.recv()).await;
    heard.expect("it is heard").unwrap()
}

fn id<T: std::str::FromStr>(n: u8) -> T {
    let text = format!("01920000-0000-7000-8000-00000000000{n}");
    text.parse().ok().expect("an id")
}

fn case(owner: Option<PersonId>) -> Nudge {
    Nudge::Case {
        organisation: id(1),
        office: Some(id(2)),
        case: id(3),
        owner,
    }
}

fn bank() -> Nudge {
    Nudge::Bank {
        organisation: id(1),
        bank: id(4),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_word_reaches_the_screens_of_the_other_node_and_none_twice() {
    on_postgres(|world: World| async move {
        let stop = CancellationToken::new();
        let (one, two) = (node(&world, &stop).await, node(&world, &stop).await);
        let (mut here, mut there) = (one.live.listen(), two.live.listen());
        let mut ends = two.live.listen_for_ends();
        one.live.tell(case(Some(id(5))));
        assert_eq!(heard(&mut there).await, case(Some(id(5))), "with whose thing it is");
        one.live.sessions_ended(id(6));
        assert_eq!(heard(&mut ends).await, id::<PersonId>(6));
        two.live.tell(bank());
        assert_eq!(heard(&mut here).await, case(Some(id(5))));
        assert_eq!(heard(&mut here).await, bank(), "and its own only once");
        assert!(here.try_recv().is_err());
        stop.cancel();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_lost_connection_screens_look_at_everything_and_hear_again() {
    on_postgres(|world: World| async move {
        let stop = CancellationToken::new();
        let (one, two) = (node(&world, &stop).await, node(&world, &stop).await);
        let mut misses = two.live.listen_for_misses();
        let mut tx = world.db.begin().await.unwrap();
        exec!(
            tx,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE datname = current_database() AND query LIKE 'LISTEN%'"
        )
        .unwrap();
        tx.commit().await.unwrap();
        heard(&mut misses).await;
        let mut there = two.live.listen();
        one.live.tell(bank());
        assert_eq!(heard(&mut there).await, bank());
        stop.cancel();
    })
    .await;
}

#[tokio::test]
async fn one_node_has_nobody_to_tell() {
    on_sqlite(|world: World| async move {
        let relay = Relay::new(&world.house());
        let over = tokio::time::timeout(PATIENCE, relay.run(CancellationToken::new()));
        over.await.expect("it ends at once");
    })
    .await;
}
