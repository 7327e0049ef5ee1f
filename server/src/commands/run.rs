//! From the command line to what does it.

use std::process::ExitCode;

use backend::db::Db;
use tokio::runtime::{Builder, Runtime};

use super::{admin, audit, bank, copies, doctor, keys, person, serve, verify};
use crate::cli::{AdminCommand, AuditCommand, BankCommand, Cli, Command, Common};
use crate::config::{Config, LogConfig};
use crate::failure::{Doing, Failure};
use crate::{demo, logs};

/// Does what the command line says.
///
/// # Errors
/// What could not be done, in words for the operator.
pub fn run(cli: Cli) -> Result<ExitCode, Failure> {
    let Cli { command, common } = cli;
    match command {
        // These two also where nothing is set up yet, or wrongly.
        Command::Doctor => runtime()?.block_on(doctor::run(&common)),
        Command::Verify(args) => runtime()?.block_on(verify::run(&common, &args)),
        other => with_settings(other, &common),
    }
}

fn with_settings(command: Command, common: &Common) -> Result<ExitCode, Failure> {
    let config = common.load()?;
    match command {
        // A bank's program talks on standard output; its log is on standard error like every other.
        Command::Bank {
            command: BankCommand::Run { bank_config },
        } => {
            logs::start(&config.log)?;
            runtime()?.block_on(bank::run(&bank_config))
        }
        Command::Serve => {
            logs::start(&config.log)?;
            runtime()?.block_on(serve::run(&config))
        }
        Command::Demo(args) => {
            // The table of addresses shall not drown, unless somebody wants to read more.
            let level = common.log_level.clone().unwrap_or_else(|| "warn".to_owned());
            logs::start(&LogConfig {
                level,
                ..config.log.clone()
            })?;
            runtime()?.block_on(demo::run(args, config))
        }
        once => runtime()?.block_on(act(once, &config)),
    }
}

/// One act, and done.
async fn act(command: Command, config: &Config) -> Result<ExitCode, Failure> {
    match command {
        Command::Migrate => migrate(config).await,
        Command::Backup(args) => copies::backup(config, &args).await,
        Command::Restore(args) => copies::restore(config, &args).await,
        Command::MigrateTo(args) => copies::migrate_to(config, &args).await,
        Command::Admin {
            command: AdminCommand::Invite { email },
        } => admin::invite(config, &email).await,
        Command::Admin {
            command: AdminCommand::SecondStepOff { email, reason },
        } => admin::second_step_off(config, &email, &reason).await,
        Command::Admin {
            command: AdminCommand::Bureau { organisation },
        } => admin::bureau(config, organisation.as_deref()).await,
        Command::Person { command } => person::run(config, &command).await,
        Command::Bank {
            command: BankCommand::Provision(args),
        } => bank::provision(config, &args).await,
        Command::Keys { command } => keys::run(config, &command).await,
        Command::Audit {
            command: AuditCommand::Verify,
        } => audit::verify(config).await,
        Command::Serve | Command::Demo(_) | Command::Doctor | Command::Verify(_) | Command::Bank { .. } => {
            Err(Failure::new("this command is no single act"))
        }
    }
}

/// At least four workers: a page that waits for others must never be all there is.
fn runtime() -> Result<Runtime, Failure> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    Builder::new_multi_thread()
        .worker_threads(cores.max(4))
        .enable_all()
        .build()
        .doing("start the runtime")
}

async fn migrate(config: &Config) -> Result<ExitCode, Failure> {
    let db = Db::open(config.database.expose()).await?;
    db.migrate().await?;
    db.close().await;
    println!("The database's schema is up to date.");
    Ok(ExitCode::SUCCESS)
}
