//! Starts the demo, waits for its end, and clears up.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use backend::demo::{DemoHouse, Past, furnish};
use backend::outside::Outside;
use clap::Args;
use domain::accounts::{Actor, Secret};
use domain::lockers::LockersPort as _;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::folder::Folder;
use super::pages;
use super::sims::{Cabinet, Sim};
use super::stage::{Curtain, Stage};
use super::table::table;
use crate::commands::stop_signal;
use crate::compose::{Extras, Running, start};
use crate::config::{BrokerChoice, Config, KeySource};
use crate::failure::{Doing, Failure};

/// How long the banks may take to connect.
const PATIENCE: Duration = Duration::from_secs(30);
const LOOK_AGAIN: Duration = Duration::from_millis(40);

/// Arguments of the demo.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// The port; 0 takes a free one [default: 3000]
    #[arg(long)]
    pub port: Option<u16>,
    /// Let others on the network in: whoever reaches the demo may be anybody in it and open every door
    #[arg(long)]
    pub i_know_it_is_a_demo: bool,
    /// How many things were found in the bureau's past year; with fewer it starts faster
    #[arg(long, value_name = "NUMBER", default_value_t = Past::default().cases, value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(..=5_000))]
    pub cases: usize,
}

/// Runs the demo until told to stop. Its folder is removed at the end.
///
/// # Errors
/// What cannot be had; an address that others can reach, unless they were invited.
pub async fn run(args: DemoArgs, config: Config) -> Result<ExitCode, Failure> {
    if !config.listen.ip().is_loopback() && !args.i_know_it_is_a_demo {
        return Err(Failure::new(format!(
            "the demo has no locks: it does not listen at {} unless you say --i-know-it-is-a-demo",
            config.listen
        )));
    }
    let folder = Folder::new(Outside::real()?.chance.as_ref())?;
    let config = settings(config, args.port, folder.path());
    let curtain = Curtain::default();
    let extras = Extras {
        demo: Some(pages::routes(Arc::clone(&curtain))),
    };
    let stop = stop_signal();
    tokio::pin!(stop);
    let running = tokio::select! {
        running = start(&config, extras) => running?,
        name = &mut stop => return name.map(|_| ExitCode::SUCCESS),
    };
    let banks = Banks::default();
    let ready = async {
        let house = open(&running, &curtain, &banks, folder.path(), args.cases).await?;
        println!("{}", table(&house, &running.public_url, running.broker_address));
        println!("CLOAKROOM_READY {}", running.public_url);
        Ok::<(), Failure>(())
    };
    let outcome = tokio::select! {
        ready = ready => match ready {
            Ok(()) => stop.await.map(drop),
            Err(failure) => Err(failure),
        },
        name = &mut stop => name.map(drop),
    };
    banks.stop().await;
    running.stop().await;
    outcome?;
    Ok(ExitCode::SUCCESS)
}

/// What was set for a house that is to last is not for this one.
fn settings(mut config: Config, port: Option<u16>, folder: &Path) -> Config {
    if let Some(port) = port {
        config.listen.set_port(port);
    }
    if config.listen.ip().is_loopback() {
        config.public_url = None;
    }
    config.database = Secret::new(format!("sqlite://{}", folder.join("cloakroom.db").display()));
    config.throwaway = true;
    config.broker = BrokerChoice::Embedded {
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        public_url: None,
    };
    config.keys.master = KeySource::OwnFile(folder.join("master.key"));
    config.keys.signing = KeySource::OwnFile(folder.join("signing.key"));
    config.mail = None;
    config.sms = None;
    config.payments.stripe = None;
    folder.clone_into(&mut config.data_dir);
    config
}

/// The processes of the banks.
#[derive(Default)]
struct Banks {
    tasks: TaskTracker,
    stop: CancellationToken,
}

impl Banks {
    async fn stop(&self) {
        self.stop.cancel();
        self.tasks.close();
        self.tasks.wait().await;
    }
}

/// Furnishes the house, starts its banks, raises the curtain, and waits until all banks are there.
async fn open(
    running: &Running,
    curtain: &Curtain,
    banks: &Banks,
    folder: &Path,
    cases: usize,
) -> Result<DemoHouse, Failure> {
    let parts = &running.parts;
    let past = Past {
        cases,
        ..Past::default()
    };
    let house = furnish(&parts.house, &parts.signing, past).await?;
    let broker = running
        .broker_address
        .ok_or_else(|| Failure::new("the demo has no broker"))?;
    let mut sims = BTreeMap::new();
    for bank in &house.banks {
        let papers = parts.lockers.provision(&Actor::House, bank.id).await?;
        let cabinet = Cabinet::build(&folder.join("banks"), bank, &papers, format!("mqtt://{broker}"))?;
        sims.insert(bank.id, Sim::start(cabinet, &banks.tasks, banks.stop.clone()));
    }
    let stage = Stage {
        people: house.people.clone(),
        sims,
    };
    if curtain.set(stage).is_err() {
        return Err(Failure::new("the demo was opened twice"));
    }
    tokio::time::timeout(PATIENCE, all_there(running))
        .await
        .doing("connect the demo's banks in time")??;
    Ok(house)
}

async fn all_there(running: &Running) -> Result<(), Failure> {
    loop {
        let banks = running.parts.lockers.public_banks().await?;
        if banks.iter().all(|bank| bank.connection.is_online()) {
            return Ok(());
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}
