//! How long it takes from a typed code to the unlock command at the bank, beside the least that this could take on the
//! same machine in the same run: the check of the code (its keyed hash, looked up), one durable commit, one hop through
//! the broker. Both begin in a house at rest: whoever walks up to a kiosk finds it so.
//!
//! A map: `house` (a whole server in a folder), `bank` (a bank that obeys at once and says when it heard), `floor` (the
//! least), `figures` (percentiles and the table). Prints ratios; decides nothing. Called by `scripts/bench`.

#![expect(clippy::disallowed_methods, reason = "a benchmark measures the time that passes")]

mod bank;
mod figures;
mod floor;
mod house;

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use figures::Figures;
use floor::Floor;
use house::House;

/// Whatever went wrong ends the benchmark.
type Fallible<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// Rounds that only warm up.
const WARM: usize = 20;
/// Rounds that count.
const ROUNDS: usize = 200;
/// After this the house has done what follows from the step before.
const REST: Duration = Duration::from_millis(20);

fn main() -> ExitCode {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("bench: {error}");
            return ExitCode::FAILURE;
        }
    };
    // As a task among others, as every request is one: the thread that waits for the end of all is a guest among the workers,
    // and whatever it wakes costs a change of threads.
    let measured = runtime.block_on(async { tokio::spawn(run()).await.map_err(Into::into).flatten() });
    match measured {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Fallible<()> {
    // Under target: a disk like the one that a server has, not a file system in memory.
    let folder = PathBuf::from("target").join(format!("bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let measured = Box::pin(measure(&folder)).await;
    std::fs::remove_dir_all(&folder)?;
    let (typed, floor) = measured?;
    print!("{}", figures::table(&typed, &floor));
    Ok(())
}

/// Both in turns, so that what else the machine does meets both.
async fn measure(folder: &std::path::Path) -> Fallible<(Figures, Figures)> {
    let mut house = Box::pin(House::start(&folder.join("house"))).await?;
    let mut floor = Floor::start(&folder.join("floor"), &house).await?;
    let (mut typed, mut least) = (Figures::default(), Figures::default());
    for round in 0..WARM + ROUNDS {
        let code = house.stored_document(round).await?;
        tokio::time::sleep(REST).await;
        let began = Instant::now();
        house.type_code(&code).await?;
        let heard = house.heard_unlock().await?;
        let took = heard.duration_since(began);
        house.collected().await?;
        floor.store(&code).await?;
        tokio::time::sleep(REST).await;
        let bare = floor.once(&code).await?;
        if round >= WARM {
            typed.add(took);
            least.add(bare);
        }
    }
    floor.stop().await;
    house.stop().await;
    Ok((typed, least))
}
