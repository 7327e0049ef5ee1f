//! The server dies, as by `kill -9`, at every durable step of a hand-over, and nothing that matters is lost.
//!
//! Everything is real: the program as it is started by an operator, its database file, its broker, a bank's program that outlives
//! the server and connects again, a gateway for text messages, and people who press again when they got no answer. Where the
//! server dies is not left to chance: `backend/src/failpoint.rs` counts its durable steps (before and after each commit of a write
//! transaction, before and after each publishing of a door command), and a run dies at the one that it was told.
//!
//! * `furnish.rs`: a house with a bank, an employee, a support colleague, a paired kiosk and two things in it; copied for each run.
//! * `scene.rs`: the program, the bank and the gateway of one run. `journey.rs`: what people do, and what must hold afterwards.
//!
//! | variable | says | usual | long |
//! | --- | --- | --- | --- |
//! | `CLOAKROOM_TEST_DEATHS` | at which steps the server dies | at every seventh | `all`: at every one |
//!
//! What is acknowledged is still there; each pulse of a lock is the opening of one command; every command ends; a thing is where
//! the house says that it is; the compartment is free or taken accordingly; the bank takes the next command; every message comes,
//! and at most one time more than it was due. A step that is not reached in a run (the bank put two readings into one message) is no failure.

mod furnish;
mod journey;
mod scene;

use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use furnish::{Furnished, furnish};
use journey::Journey;

/// Fewer steps than these cannot be all: something is not counted any more.
const FEWEST: usize = 60;
/// In the usual run the server dies at one step out of so many: an odd number, for before and after take turns.
const EACH: usize = 7;
/// Runs wait for most of their time.
const AT_ONCE: usize = 4;

/// What became of one run.
pub struct Ran {
    journey: Journey,
    /// How many durable steps were counted, if it did not die.
    steps: u32,
    /// Where it died, if it was reached.
    died: Option<String>,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_server_may_die_at_every_durable_step() {
    let base = Arc::new(furnish().await);
    // Nobody dies at step 0: the journeys as they are, and how many steps each has.
    let mut whole = together(&base, Journey::ALL.map(|journey| (journey, 0)).to_vec()).await;
    whole.sort_by_key(|ran| ran.journey);
    let points: Vec<(Journey, u32)> = whole
        .iter()
        .flat_map(|ran| (1..=ran.steps).map(|step| (ran.journey, step)))
        .collect();
    assert!(points.len() >= FEWEST, "{} steps are too few", points.len());
    let all = std::env::var("CLOAKROOM_TEST_DEATHS").is_ok_and(|text| text == "all");
    let chosen: Vec<(Journey, u32)> = points.iter().copied().step_by(if all { 1 } else { EACH }).collect();
    let runs = together(&base, chosen).await;
    let died: Vec<&Ran> = runs.iter().filter(|ran| ran.died.is_some()).collect();
    for ran in &died {
        println!("{:?}: died at {}", ran.journey, ran.died.as_deref().unwrap_or_default());
    }
    println!("{} steps in all, {} deaths", points.len(), died.len());
    // Some steps of the first time are none the second time; most are.
    let (deaths, tried) = (died.len(), runs.len());
    assert!(deaths * 4 >= tried * 3, "{deaths} of {tried} died");
    assert!(!all || deaths >= FEWEST, "{deaths} deaths are too few");
}

/// Runs them, some at once.
async fn together(base: &Arc<Furnished>, points: Vec<(Journey, u32)>) -> Vec<Ran> {
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let mut tasks = JoinSet::new();
    for (journey, step) in points {
        let (base, places) = (Arc::clone(base), Arc::clone(&places));
        tasks.spawn(async move {
            let _place = places.acquire_owned().await.unwrap();
            journey::run(&base, journey, step).await
        });
    }
    let mut all = Vec::new();
    while let Some(ran) = tasks.join_next().await {
        all.push(ran.unwrap());
    }
    all
}
