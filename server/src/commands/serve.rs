//! Runs the server until it is told to stop.

use std::process::ExitCode;

use tokio::signal::unix::{SignalKind, signal};

use crate::compose::{Extras, Running, start};
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
    let running = start(config, Extras::default()).await?;
    println!(
        "Cloakroom answers at {} (listening at {})",
        running.public_url, running.address
    );
    tracing::info!(address = %running.address, version = env!("CARGO_PKG_VERSION"), "ready");
    until_stopped(running).await?;
    Ok(ExitCode::SUCCESS)
}

/// Waits for the order to stop and stops.
///
/// # Errors
/// When the system gives no signals.
pub async fn until_stopped(running: Running) -> Result<(), Failure> {
    let name = stop_signal().await?;
    tracing::info!(name, "told to stop");
    running.stop().await;
    Ok(())
}

/// Waits for SIGTERM or SIGINT; gives its name.
///
/// # Errors
/// When the system gives no signals.
pub async fn stop_signal() -> Result<&'static str, Failure> {
    let mut terminate = signal(SignalKind::terminate()).doing("listen to SIGTERM")?;
    let mut interrupt = signal(SignalKind::interrupt()).doing("listen to SIGINT")?;
    Ok(tokio::select! {
        _ = terminate.recv() => "SIGTERM",
        _ = interrupt.recv() => "SIGINT",
    })
}
