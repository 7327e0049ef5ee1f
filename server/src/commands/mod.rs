//! What each command does. A map.
//!
//! * `serve.rs`: runs the server until told to stop. `demo` has a module of its own.
//! * `admin.rs`, `person.rs`, `bank.rs`, `migrate` (here): one act each, on the same database as the server.
//! * `doctor.rs`: looks and tells, changes nothing.

mod admin;
mod bank;
mod doctor;
mod person;
mod serve;

use std::process::ExitCode;

use backend::db::Db;
use tokio::runtime::{Builder, Runtime};

use crate::cli::{AdminCommand, BankCommand, Cli, Command};
use crate::config::Config;
use crate::failure::{Doing, Failure};
use crate::{demo, logs};

pub(crate) use bank::write_papers;
pub use serve::{stop_signal, until_stopped};

/// Does what the command line says.
///
/// # Errors
/// What could not be done, in words for the operator.
pub fn run(cli: Cli) -> Result<ExitCode, Failure> {
    let Cli { command, common } = cli;
    if let Command::Doctor = command {
        return runtime()?.block_on(doctor::run(&common));
    }
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
            logs::start(&crate::config::LogConfig {
                level,
                ..config.log.clone()
            })?;
            runtime()?.block_on(demo::run(args, config))
        }
        Command::Migrate => runtime()?.block_on(migrate(&config)),
        Command::Admin {
            command: AdminCommand::Invite { email },
        } => runtime()?.block_on(admin::invite(&config, &email)),
        Command::Admin {
            command: AdminCommand::Bureau { organisation },
        } => runtime()?.block_on(admin::bureau(&config, organisation.as_deref())),
        Command::Person { command } => runtime()?.block_on(person::run(&config, &command)),
        Command::Bank {
            command: BankCommand::Provision(args),
        } => runtime()?.block_on(bank::provision(&config, &args)),
        Command::Doctor => Ok(ExitCode::SUCCESS),
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
