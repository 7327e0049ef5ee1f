//! A town of twenty banks on a virtual clock, under a network and machines that fail in every way they can, drawn from a
//! seed. The real services over a real database on one side, the real mind of a bank on the other; what lies between
//! (broker, cables, locks, people) is made up here.
//!
//! * [`dice`]: chance that a seed repeats.
//! * [`bank`]: a bank: its controller, its disk, its doors, its power.
//! * [`town`]: time, and what happens next; [`agenda`]: what may. [`cables`]: between banks and broker. [`server`]: the server, and somebody who listens in.
//! * [`people`]: who comes to a bank and presses something, and what hands do at open doors. [`moves`]: who carries things to
//!   another compartment. [`staff`]: who tries doors, and who opens from afar.
//! * [`turning`]: one signing key takes the place of another, in a town of its own.
//! * [`checks`]: what must hold whatever happened. [`counts`]: how much of it there was.
//!
//! What must never be: a pulse after a command's life, a second pulse for one command, a pulse that nobody ordered, a command
//! without an end, a thing that is somewhere else than custody says without a human being told, a compartment that is kept for
//! nothing, a code that opens the door behind which a thing lay before it was moved.
//!
//! `CLOAKROOM_TEST_SEEDS=2000` for the nightly form; `CLOAKROOM_TEST_SEED=17` runs one seed alone.

mod agenda;
mod bank;
mod cables;
mod checks;
mod counts;
mod dice;
mod moves;
mod people;
mod server;
mod staff;
mod town;
mod turning;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

pub(crate) use self::dice::Dice;

use self::counts::Counts;
use self::town::Town;
use crate::testing::on_sqlite;

/// How many towns `make test` lives through.
const SEEDS: u64 = 100;
/// How many at once: the machine's cores are shared with other tests.
const LANES: u64 = 2;

fn from_environment(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

async fn live_through(seed: u64) -> Counts {
    let (told, hear) = tokio::sync::oneshot::channel();
    let life = on_sqlite(move |world| async move {
        let mut town = Box::pin(Town::found(world, seed)).await;
        Box::pin(town.live()).await;
        Box::pin(town.check()).await;
        let _ = told.send(town.counts);
    });
    Box::pin(life).await;
    hear.await.expect("a town that was lived through")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_door_opens_wrongly_and_nothing_is_lost_in_any_town() {
    if let Some(seed) = from_environment("CLOAKROOM_TEST_SEED") {
        println!("seed {seed}: {:?}", live_through(seed).await);
        return;
    }
    let seeds = from_environment("CLOAKROOM_TEST_SEEDS").unwrap_or(SEEDS);
    let next = Arc::new(AtomicU64::new(0));
    let lanes = (0..LANES).map(|_| {
        let next = Arc::clone(&next);
        tokio::spawn(async move {
            let mut sum = Counts::default();
            loop {
                let seed = next.fetch_add(1, Ordering::SeqCst);
                if seed >= seeds {
                    return sum;
                }
                sum.add(live_through(seed).await);
            }
        })
    });
    let mut sum = Counts::default();
    for lane in lanes.collect::<Vec<_>>() {
        sum.add(lane.await.expect("a lane without a broken town"));
    }
    println!("{seeds} towns: {sum:?}");
    // A simulation in which nothing happens proves nothing.
    assert!(
        sum.pulses > seeds * 20 && sum.collected > seeds * 4 && sum.unclear > 0,
        "{sum:?}"
    );
    assert!(
        sum.cuts > seeds && sum.power_cuts > seeds && sum.server_deaths > seeds / 2,
        "{sum:?}"
    );
    assert!(
        sum.repeats > seeds && sum.forgeries > seeds && sum.refused > seeds,
        "{sum:?}"
    );
    assert!(
        sum.forced > seeds && sum.tried > seeds / 4 && sum.cleared > seeds / 10 && sum.from_afar > seeds / 10,
        "{sum:?}"
    );
    assert!(
        sum.moved > seeds / 2 && sum.unfit > seeds / 10 && sum.put_back > seeds / 10 && sum.stayed > seeds / 10,
        "{sum:?}"
    );
    // What is rarer: half of a move by each of two, and what became of things afterwards. Few are fetched before the town's end,
    // when the codes of all others are tried.
    assert!(
        sum.handed_on > seeds / 20 && sum.moved_and_collected > 0 && sum.moved_and_opened > seeds / 20,
        "{sum:?}"
    );
    // The page says what is wanted, but most of those who began a move end it.
    assert!(sum.unfinished < sum.moved, "{sum:?}");
}
