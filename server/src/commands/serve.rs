//! Runs the server until it is told to stop.

use std::process::ExitCode;

use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::compose::{Extras, start};
use crate::config::{Config, strangers};
use crate::failure::{Doing, Failure};

/// `cloakroom serve`.
pub(super) async fn run(config: &Config) -> Result<ExitCode, Failure> {
    let names: Vec<String> = std::env::vars_os()
        .filter_map(|(name, _)| name.into_string().ok())
        .collect();
    for name in strangers(names.iter().map(String::as_str)) {
        tracing::warn!(
            name,
            "this variable of the environment is none of ours; is it misspelt?"
        );
    }
    // Before anybody can know that it runs: an order to stop that comes early must not kill it.
    let stop = StopSignals::listen()?;
    let running = start(config, Extras::default()).await?;
    println!(
        "Cloakroom answers at {} (listening at {})",
        running.public_url, running.address
    );
    tracing::info!(address = %running.address, version = env!("CARGO_PKG_VERSION"), "ready");
    let name = stop.told().await;
    tracing::info!(name, "told to stop");
    running.stop().await;
    Ok(ExitCode::SUCCESS)
}

/// Waits for SIGTERM or SIGINT; gives its name.
///
/// # Errors
/// When the system gives no signals.
pub async fn stop_signal() -> Result<&'static str, Failure> {
    Ok(StopSignals::listen()?.told().await)
}

/// SIGTERM and SIGINT; whichever comes after [`Self::listen`] is kept until somebody asks.
struct StopSignals {
    terminate: Signal,
    interrupt: Signal,
}

impl StopSignals {
    fn listen() -> Result<Self, Failure> {
        Ok(Self {
            terminate: signal(SignalKind::terminate()).doing("listen to SIGTERM")?,
            interrupt: signal(SignalKind::interrupt()).doing("listen to SIGINT")?,
        })
    }

    /// Waits for one of them; gives its name.
    async fn told(mut self) -> &'static str {
        tokio::select! {
            _ = self.terminate.recv() => "SIGTERM",
            _ = self.interrupt.recv() => "SIGINT",
        }
    }
}
