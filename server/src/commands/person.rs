//! What is kept of one person, from the command line of the machine: handed out, or erased.

use std::process::ExitCode;

use backend::house::{PaymentSettings, Settings};
use domain::accounts::Actor;
use domain::audit::Act;
use domain::{Error, RefusalCode};

use crate::cli::PersonCommand;
use crate::compose::Parts;
use crate::config::Config;
use crate::failure::Failure;

/// `cloakroom person …`.
pub(super) async fn run(config: &Config, command: &PersonCommand) -> Result<ExitCode, Failure> {
    match command {
        PersonCommand::Export { email } => export(config, email).await,
        PersonCommand::Erase { email } => erase(config, email).await,
    }
}

/// `cloakroom person export`: prints JSON.
async fn export(config: &Config, email: &str) -> Result<ExitCode, Failure> {
    let parts = open(config).await?;
    let done = parts.services.owners.export_person(&Actor::House, email).await;
    if done.is_ok() {
        super::audit::note(&parts, Act::ExportPerson).await;
    }
    parts.house.db.close().await;
    println!("{}", done.map_err(in_words)?);
    Ok(ExitCode::SUCCESS)
}

/// `cloakroom person erase`.
async fn erase(config: &Config, email: &str) -> Result<ExitCode, Failure> {
    let parts = open(config).await?;
    let done = parts.services.owners.erase_person(&Actor::House, email).await;
    if done.is_ok() {
        super::audit::note(&parts, Act::ErasePerson).await;
    }
    parts.house.db.close().await;
    done.map_err(in_words)?;
    println!("Nothing personal of them is left here. Copies of the database that were made before still have it.");
    Ok(ExitCode::SUCCESS)
}

async fn open(config: &Config) -> Result<Parts, Failure> {
    let settings = Settings {
        public_url: config
            .public_url
            .clone()
            .unwrap_or_else(|| format!("http://{}", config.listen)),
        demo: false,
        payments: PaymentSettings::default(),
    };
    Parts::open(config, settings).await
}

fn in_words(error: Error) -> Failure {
    match error.refusal().map(|refusal| refusal.code) {
        Some(RefusalCode::NotFound) => Failure::new("nothing is kept of somebody with this address"),
        Some(RefusalCode::StillInHand) => {
            Failure::new("a thing of theirs is still on its way; erase them when it has arrived")
        }
        Some(RefusalCode::Form) => Failure::new("this is no e-mail address"),
        _ => error.into(),
    }
}
