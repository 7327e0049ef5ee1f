//! Server, bank or broker dies, as by `kill -9`, at every step of a hand-over that lasts or that another hears, and nothing that
//! matters is lost.
//!
//! Everything is real: the program as it is started by an operator, its database file, its broker or Mosquitto, the bank's program
//! with its journal, a gateway for text messages, and people who press again when they see that nothing came of it. Only the
//! cabinet is simulated; its doors, its things and its lock board outlive the program in it. Where somebody dies is not left to
//! chance: `backend/src/failpoint.rs` and `bank/src/failpoint.rs` count the steps (before and after each commit of a write
//! transaction and each publishing of a door command; before and after each line of the journal, each pulse, each message and each
//! acknowledgement), and a run comes to the one that it was told: there the process ends, or kills the broker and goes on.
//!
//! * `furnish.rs`: a house with a bank, an employee, a support colleague, a paired kiosk and two things in it; copied for each run.
//! * `doom.rs`: who dies, and when. `scene.rs`: the program and the gateway of one run. `broker.rs`: Mosquitto.
//! * `locker.rs`: the cabinet and the program in it. `wire.rs`: what is between the two.
//! * `journey.rs`: what people do, and what must hold afterwards.
//!
//! | variable | says | usual | long |
//! | --- | --- | --- | --- |
//! | `CLOAKROOM_TEST_DEATHS` | at which steps somebody dies | at a few of them | `all`: at every one |
//!
//! What is acknowledged is still there; each pulse of a lock is the opening of one command; every command ends; a thing is where
//! the house says that it is; the compartment is free or taken accordingly; the bank takes the next command; every message comes,
//! and at most one time more than it was due. A bank that died over a pulse says that it does not know, and pulses nothing by
//! itself: a colleague has to look. A command that died with the broker opens nothing, and whoever stands there presses again. A
//! step that is not reached in a run (the bank put two readings into one message) is no failure.

mod broker;
mod doom;
mod furnish;
mod journey;
mod locker;
mod scene;
mod wire;

use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use doom::{Doom, Mortal, Steps};
use furnish::{Furnished, furnish};
use journey::Journey;

/// What became of one run.
pub struct Ran {
    journey: Journey,
    doom: Doom,
    /// What was counted of the server and of the bank.
    steps: [Vec<String>; 2],
    /// Where somebody died, if it was reached.
    died: Option<String>,
}

/// How often somebody dies.
struct Deaths {
    who: Mortal,
    /// Fewer steps than these cannot be all: something is not counted any more.
    fewest: usize,
    /// In the usual run somebody dies at one step out of so many: a prime, for the kinds of steps take turns.
    each: usize,
}

const SERVER: Deaths = Deaths {
    who: Mortal::Server,
    fewest: 60,
    each: 7,
};
const BANK: Deaths = Deaths {
    who: Mortal::Bank,
    fewest: 100,
    each: 47,
};
const BROKER: Deaths = Deaths {
    who: Mortal::Broker,
    fewest: 45,
    each: 37,
};
/// Runs wait for most of their time.
const AT_ONCE: usize = 4;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_server_may_die_at_every_durable_step() {
    somebody_dies(Mortal::Server, &[SERVER]).await;
}

/// The bank is at an external broker here: the journeys in which nobody dies are the same for both.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_bank_and_its_broker_may_die_at_every_step() {
    somebody_dies(Mortal::Broker, &[BANK, BROKER]).await;
}

/// First nobody does, in scenes like those of this one: the journeys as they are, and which steps each has.
async fn somebody_dies(like: Mortal, kinds: &[Deaths]) {
    let all = std::env::var("CLOAKROOM_TEST_DEATHS").is_ok_and(|text| text == "all");
    let base = Arc::new(furnish().await);
    let never = Doom {
        who: like,
        by: Steps::Server,
        step: 0,
    };
    let mut whole = together(&base, Journey::ALL.map(|journey| (journey, never)).to_vec()).await;
    whole.sort_by_key(|ran| ran.journey);
    let chosen = kinds.iter().flat_map(|deaths| deaths.choose(&whole, all)).collect();
    let runs = together(&base, chosen).await;
    for deaths in kinds {
        deaths.count(&runs, all);
    }
}

impl Deaths {
    /// At which steps it is tried.
    fn choose(&self, whole: &[Ran], all: bool) -> Vec<(Journey, Doom)> {
        let who = self.who;
        let points: Vec<(Journey, Doom)> = whole.iter().flat_map(|ran| steps_of(who, ran)).collect();
        let found = points.len();
        println!("{who:?}: {found} steps");
        assert!(found >= self.fewest, "{who:?}: {found} steps are too few");
        for journey in Journey::ALL {
            let some = points.iter().any(|(of, _)| *of == journey);
            assert!(some, "{who:?}: {journey:?} has no step");
        }
        // From the middle of the first few: a journey's very first step is seldom the one that hurts.
        let (first, every) = if all { (0, 1) } else { (self.each / 2, self.each) };
        points.into_iter().skip(first).step_by(every).collect()
    }

    /// Whether it was tried often enough.
    fn count(&self, runs: &[Ran], all: bool) {
        let who = self.who;
        let tried: Vec<&Ran> = runs.iter().filter(|ran| ran.doom.who == who).collect();
        let mut deaths = 0;
        for ran in &tried {
            if let Some(at) = &ran.died {
                println!("{who:?} in {:?}: died at {at} of the {:?}", ran.journey, ran.doom.by);
                deaths += 1;
            }
        }
        let tried = tried.len();
        println!("{who:?}: {deaths} deaths, {tried} tried");
        // Some steps of the first time are none the second time; most are.
        assert!(tried - deaths <= 1 + tried / 4, "{who:?}: {deaths} of {tried} died");
        assert!(
            deaths > 0 && (!all || deaths >= self.fewest),
            "{who:?}: {deaths} deaths are too few"
        );
    }
}

/// The steps of a journey at which this one may die.
fn steps_of(who: Mortal, ran: &Ran) -> Vec<(Journey, Doom)> {
    let mut found = Vec::new();
    for (by, notes) in Steps::BOTH.into_iter().zip(&ran.steps) {
        for (note, step) in notes.iter().zip(1..) {
            let meant = match who {
                Mortal::Server => by == Steps::Server,
                Mortal::Bank => by == Steps::Bank,
                // Whenever it was handed something, or is about to be.
                Mortal::Broker => note.ends_with("published") || note.ends_with("acknowledged"),
            };
            if meant {
                found.push((ran.journey, Doom { who, by, step }));
            }
        }
    }
    found
}

/// Runs them, some at once.
async fn together(base: &Arc<Furnished>, points: Vec<(Journey, Doom)>) -> Vec<Ran> {
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let mut tasks = JoinSet::new();
    for (journey, doom) in points {
        let (base, places) = (Arc::clone(base), Arc::clone(&places));
        tasks.spawn(async move {
            let _place = places.acquire_owned().await.unwrap();
            journey::run(&base, journey, doom).await
        });
    }
    let mut all = Vec::new();
    while let Some(ran) = tasks.join_next().await {
        all.push(ran.unwrap());
    }
    all
}
