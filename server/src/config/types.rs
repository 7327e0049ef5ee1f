//! What the rest of the process knows of the operator's settings.

use std::net::SocketAddr;
use std::path::PathBuf;

use backend::mqtt::BrokerAddress;
use backend::notices::{SmsConfig, SmtpConfig};
use domain::accounts::Secret;

use super::Proxies;

/// Everything that was set, checked. Holds secrets: it cannot be printed.
#[derive(Clone)]
pub struct Config {
    /// Where the web server listens. Port 0 takes a free one.
    pub listen: SocketAddr,
    /// The address under which people reach us, without a slash at the end; none: the address we listen at.
    pub public_url: Option<String>,
    /// Where database, keys and the broker's queues lie unless said otherwise.
    pub data_dir: PathBuf,
    /// Where the built site lies; none: it is looked for, or inside the program.
    pub site_dir: Option<PathBuf>,
    /// Where texts lie that take the place of ours in mails and text messages; none: ours.
    pub templates_dir: Option<PathBuf>,
    /// The database's address; it may hold a password.
    pub database: Secret,
    /// Which broker.
    pub broker: BrokerChoice,
    /// The keys.
    pub keys: Keys,
    /// How mails leave; none: they wait.
    pub mail: Option<SmtpConfig>,
    /// How text messages leave; none: they wait.
    pub sms: Option<SmsConfig>,
    /// Whose word about a visitor's address counts.
    pub proxies: Proxies,
    /// The log.
    pub log: LogConfig,
    /// Who shows this may read `/metrics` from elsewhere; none: this machine only.
    pub metrics_token: Option<Secret>,
}

/// Which broker.
#[derive(Clone)]
pub enum BrokerChoice {
    /// Inside this process.
    Embedded {
        /// Where it listens to banks.
        listen: SocketAddr,
        /// What banks are told: `mqtt://host:port`; none: where it listens.
        public_url: Option<String>,
    },
    /// One of its own.
    External {
        /// Where it is, and our account there.
        address: BrokerAddress,
        /// Certificates (PEM) that may sign its own; none: those of the machine.
        ca_file: Option<PathBuf>,
        /// This node's name there.
        node: String,
        /// Whether several nodes share the banks' messages.
        shared: bool,
        /// What banks are told: `mqtt://host:port`.
        public_url: Option<String>,
    },
}

/// Where a key comes from.
#[derive(Clone)]
pub enum KeySource {
    /// The environment, as base64.
    Text(Secret),
    /// A file that must be there.
    File(PathBuf),
    /// A file in the data directory, made at the first start.
    OwnFile(PathBuf),
}

/// The two keys.
#[derive(Clone)]
pub struct Keys {
    /// Hashes and seals what the database holds.
    pub master: KeySource,
    /// Signs commands to banks.
    pub signing: KeySource,
}

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// One JSON object per line.
    Json,
    /// For people.
    Pretty,
}

/// The log.
#[derive(Debug, Clone)]
pub struct LogConfig {
    /// How it is written.
    pub format: LogFormat,
    /// From which level on: `info`, or per part as in `info,backend=debug`.
    pub level: String,
}

/// What is wrong with the settings. Never repeats a value that may be a secret.
#[derive(Debug)]
pub enum ConfigError {
    /// A file cannot be read.
    Unreadable {
        /// What it was to hold.
        what: &'static str,
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is not as it should be.
    File {
        /// Which.
        path: PathBuf,
        /// The line, and what is wrong with it.
        why: String,
    },
    /// A value is not as it should be.
    Value {
        /// Of which setting.
        key: String,
        /// What it should be.
        why: String,
    },
}

impl std::fmt::Display for ConfigError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unreadable { what, path, source } => write!(f, "{what} {} cannot be read: {source}", path.display()),
            Self::File { path, why } => write!(f, "{}: {why}", path.display()),
            Self::Value { key, why } => write!(f, "{key}: {why}"),
        }
    }
}

impl std::error::Error for ConfigError {}
