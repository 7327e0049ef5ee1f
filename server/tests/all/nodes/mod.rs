//! Two nodes of one server, each a process of the real program, over one PostgreSQL and one Mosquitto. Hand-overs are split
//! over both, and in the middle one of them is killed (SIGKILL): nothing is lost, nothing is done twice, and an open screen
//! at the other hears of everything, before and after. (Why each hears all banks and none shares: decision 0031.)
//!
//! In a short form that `make test` runs, and the whole one that an environment variable asks for:
//!
//! | variable | says | usual | whole |
//! | --- | --- | --- | --- |
//! | `CLOAKROOM_TEST_NODES` | how much the two nodes do | 2 banks, 20 hand-overs, 300 events | `whole`: 10 banks, 500 hand-overs, 10,000 events |
//!
//! * `stage.rs`: Mosquitto, the two processes, and a gateway that takes text messages. `database.rs`: what they leave in theirs.
//! * `locker.rs`: a bank that obeys at once. `screen.rs`: an open screen. `people.rs`: who leaves things and fetches them.

pub mod database;
mod locker;
mod people;
mod screen;
mod stage;

use std::sync::Arc;
use std::time::Duration;

use people::Town;
use stage::{DOOMED, SURVIVOR};

/// How long anything may take that is waited for: longer than the lease on a message that the dead node had in hand.
const PATIENCE: Duration = Duration::from_mins(4);
/// How long a node may take for an answer.
const ANSWER: Duration = Duration::from_secs(15);
/// Between two looks at what is waited for.
const PAUSE: Duration = Duration::from_millis(20);
/// What a bank tells of one hand-over: two times accepted, opened, closed.
const FACTS: usize = 6;

/// How much is done.
#[derive(Clone, Copy)]
pub struct Plan {
    banks: usize,
    /// Split evenly over the banks.
    hand_overs: usize,
    events: usize,
}

impl Plan {
    fn asked() -> Self {
        match std::env::var("CLOAKROOM_TEST_NODES").as_deref() {
            Ok("whole") => Self {
                banks: 10,
                hand_overs: 500,
                events: 10_000,
            },
            _ => Self {
                banks: 2,
                hand_overs: 20,
                events: 300,
            },
        }
    }

    /// What a bank tells besides, with each hand-over.
    const fn more_events(self) -> usize {
        self.events / self.hand_overs - FACTS
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_nodes_work_as_one_and_one_of_them_may_die() {
    crate::stage::prepare();
    let plan = Plan::asked();
    let town = Arc::new(Box::pin(Town::open(plan)).await);
    let screen = town.screen(SURVIVOR).await;

    // Only the node that will die knows of it: no bank has said a word.
    screen.hears_of(town.announced(DOOMED).await).await;
    let mut people = tokio::task::JoinSet::new();
    for bank in 0..plan.banks {
        people.spawn(Arc::clone(&town).hand_over_all_at(bank));
    }
    town.half_is_done().await;
    town.kill();
    while let Some(done) = people.join_next().await {
        done.unwrap();
    }
    screen.hears_of(town.announced(SURVIVOR).await).await;
    assert!(screen.is_open(), "the screen stayed live");

    town.every_event_was_taken_once().await;
    town.every_door_was_ordered_once().await;
    for id in town.handed_over() {
        town.is_complete(id).await;
        screen.hears_of(id).await;
    }
    drop(screen);
    if let Ok(town) = Arc::try_unwrap(town) {
        town.close().await;
    }
}
