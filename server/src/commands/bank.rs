//! Banks, from the command line: a bank's papers, and the program inside a (simulated) bank.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use backend::house::Settings;
use bank::simulated::{SimulatedDoor, run_with_stdio};
use bank::{BankConfig, BankFile, Timings};
use domain::accounts::Actor;
use domain::audit::Act;
use domain::ids::BankId;
use domain::lockers::{BankForm, LockersPort as _, PlaceForm, Provisioned};
use tokio_util::sync::CancellationToken;

use super::serve::stop_signal;
use crate::cli::ProvisionArgs;
use crate::compose::Parts;
use crate::config::Config;
use crate::failure::{Doing, Failure};

/// `cloakroom bank provision`: a new password for a bank, and the file with which its program connects.
pub(super) async fn provision(config: &Config, args: &ProvisionArgs) -> Result<ExitCode, Failure> {
    let public_url = config
        .public_url
        .clone()
        .unwrap_or_else(|| format!("http://{}", config.listen));
    let parts = Parts::open(
        config,
        Settings {
            public_url,
            demo: false,
            payments: crate::compose::payment_settings(config),
        },
    )
    .await?;
    parts.refuse_dead_key().await?;
    let bank = match &args.bank {
        Some(id) => id.parse().map_err(|_| Failure::new("this is no bank's id"))?,
        None => new_bank(&parts, args).await?,
    };
    let papers = parts.lockers.provision(&Actor::House, bank).await?;
    let file = write_papers(&papers, broker_for_banks(config), &args.out)?;
    super::audit::note(&parts, Act::BankPapers).await;
    parts.house.db.close().await;
    println!("Bank {bank}: its old password, if it had one, is dead.");
    println!("  {}", file.display());
    println!(
        "Bring the folder to the bank, then: cloakroom bank run --bank-config {}",
        file.display()
    );
    Ok(ExitCode::SUCCESS)
}

async fn new_bank(parts: &Parts, args: &ProvisionArgs) -> Result<BankId, Failure> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let form = BankForm {
        place: PlaceForm {
            name: text(&args.name),
            address: text(&args.address),
            city: text(&args.city),
            latitude: text(&args.latitude),
            longitude: text(&args.longitude),
            time_zone: text(&args.time_zone),
            opening_hours: args.opening_hours.clone(),
            hotline: text(&args.hotline),
        },
        layout: text(&args.layout),
    };
    let bank = form.check().map_err(domain::Error::from)?;
    let organisation = parts.accounts.own_organisation().await?;
    Ok(parts.lockers.add_bank(organisation, &bank).await?)
}

/// What banks are told about where the broker is; something to fill in, where nobody knows.
fn broker_for_banks(config: &Config) -> String {
    let public_url = config.public_url.as_deref().unwrap_or("http://127.0.0.1");
    let told = config.broker.for_banks(None, public_url);
    told.unwrap_or_else(|| "mqtt://broker.example:1883".to_owned())
}

/// Writes what a bank needs to connect into a folder: `bank.toml`, and the password in a file of its own.
///
/// # Errors
/// The disk's.
pub(crate) fn write_papers(papers: &Provisioned, broker: String, out: &Path) -> Result<PathBuf, Failure> {
    std::fs::create_dir_all(out).doing(format!("make the folder {}", out.display()))?;
    // Absolute, so that the program can be started from anywhere.
    let out = out.canonicalize().doing(format!("find the folder {}", out.display()))?;
    let password_file = out.join("bank.password");
    let file = BankFile {
        bank: papers.bank,
        broker,
        ca_file: None,
        password_file: Some(password_file.clone()),
        verifying_keys: vec![papers.verifying_key.clone()],
        state_dir: out.join("state"),
        doors: papers.doors.clone(),
        timings: Timings::default(),
    };
    write_private(&password_file, papers.password.expose())?;
    let path = out.join("bank.toml");
    let text = toml::to_string(&file).doing("write the bank's configuration")?;
    std::fs::write(&path, text).doing(format!("write {}", path.display()))?;
    Ok(path)
}

fn write_private(path: &Path, line: &str) -> Result<(), Failure> {
    let doing = || format!("write {}", path.display());
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).doing(doing())?;
    writeln!(file, "{line}").doing(doing())
}

/// `cloakroom bank run`: the program inside a bank, over a simulated lock board that is kept in its state directory.
pub(super) async fn run(path: &Path) -> Result<ExitCode, Failure> {
    let password = std::env::var(bank::config::PASSWORD_VARIABLE).ok();
    let config = BankConfig::load(path, password).doing(format!("use {}", path.display()))?;
    let doors: BTreeMap<u16, SimulatedDoor> = config
        .doors
        .iter()
        .map(|number| (*number, SimulatedDoor::new(*number, true)))
        .collect();
    let stop = CancellationToken::new();
    let ordered = stop.clone();
    tokio::spawn(async move {
        if stop_signal().await.is_ok() {
            ordered.cancel();
        }
    });
    run_with_stdio(config, doors, stop).await.doing("run the bank")?;
    Ok(ExitCode::SUCCESS)
}
