//! The log: JSON or for people, on standard error. What must not be here, nor in any log line: names, addresses, codes,
//! tokens, or an address that was asked for (it may hold a secret; the route's pattern is logged instead).

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::{LogConfig, LogFormat};
use crate::failure::{Doing, Failure};

/// Quiet parts whose chatter at `info` helps nobody, unless the operator asks for them.
const QUIET: &[&str] = &["mqtt5=warn", "rumqttc=warn", "sqlx=warn", "hyper=warn", "lettre=warn"];

/// Starts the log of this process.
///
/// # Errors
/// When the level is none, or a log was started before.
pub fn start(config: &LogConfig) -> Result<(), Failure> {
    start_into(config, std::io::stderr)?;
    log_panics();
    Ok(())
}

/// Starts the log of this process into a writer of the caller's. Panics are reported as ever.
///
/// # Errors
/// As [`start`].
pub fn start_into<W>(config: &LogConfig, writer: W) -> Result<(), Failure>
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let mut filter = EnvFilter::try_new(&config.level).doing("read log.level; say info, or info,backend=debug")?;
    for quiet in QUIET {
        let part = quiet.split('=').next().unwrap_or_default();
        if !config.level.contains(part) {
            filter = filter.add_directive(quiet.parse().doing("read a directive of the log")?);
        }
    }
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(writer);
    match config.format {
        LogFormat::Json => builder.json().flatten_event(true).finish().try_init(),
        LogFormat::Pretty => builder
            .with_ansi(false)
            .with_target(false)
            .compact()
            .finish()
            .try_init(),
    }
    .doing("start the log")
}

/// A panic is a line of the log like any other, on one line, so that its text cannot forge others.
fn log_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let said = panic.payload_as_str().unwrap_or_default();
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, said = ?said, "a thread panicked: a defect");
    }));
}
