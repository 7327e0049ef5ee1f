//! What the rest of the process knows of the operator's settings.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use backend::mqtt::BrokerAddress;
use backend::notices::{SmsConfig, SmtpConfig};
use backend::support::HelpTimes;
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
    /// Whether nobody misses the database when the machine stops: nothing waits for the disk. Only a demo is so.
    pub throwaway: bool,
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
    /// How often one address may try the ways in.
    pub limits: Limits,
    /// How people pay.
    pub payments: PaymentsConfig,
    /// When help is given.
    pub support: HelpTimes,
    /// The log.
    pub log: LogConfig,
    /// Who shows this may read `/metrics` from elsewhere; none: this machine only.
    pub metrics_token: Option<Secret>,
}

/// How often a minute one address may try the ways in; 0: as often as it likes. Many people may share an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Signing in, accepting invitations, pairing screens.
    pub entrance: u32,
    /// Following links with a secret in them.
    pub links: u32,
    /// The pages of finders, and ratings.
    pub found: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            entrance: 60,
            links: 300,
            found: 300,
        }
    }
}

/// How people pay.
#[derive(Clone)]
pub struct PaymentsConfig {
    /// Name, address and tax number on receipts, in lines; empty: the organisation's name.
    pub seller: String,
    /// The seller's calendar: an IANA time zone.
    pub time_zone: String,
    /// Whether the provider that only plays is allowed outside a demo.
    pub test: bool,
    /// Stripe; none: it is not used.
    pub stripe: Option<StripeSettings>,
}

/// Our account at Stripe.
#[derive(Clone)]
pub struct StripeSettings {
    /// The secret key.
    pub key: Secret,
    /// What its webhooks are signed with.
    pub webhook_secret: Secret,
    /// Where its API is; none: Stripe's own.
    pub url: Option<String>,
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

impl BrokerChoice {
    /// What banks are told about where it is; `listens` is where the one inside really listens. What listens everywhere is
    /// reached under the host of the public address. None: one outside, of which nobody said how banks reach it.
    pub fn for_banks(&self, listens: Option<SocketAddr>, public_url: &str) -> Option<String> {
        match self {
            Self::Embedded {
                public_url: Some(url), ..
            }
            | Self::External {
                public_url: Some(url), ..
            } => Some(url.clone()),
            Self::Embedded { listen, .. } => {
                let at = listens.unwrap_or(*listen);
                Some(if at.ip().is_unspecified() {
                    format!("mqtt://{}:{}", host(public_url), at.port())
                } else {
                    format!("mqtt://{at}")
                })
            }
            Self::External { .. } => None,
        }
    }
}

/// The host of `https://host:port`.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    match rest.rfind(':') {
        Some(colon) if !rest[colon..].contains(']') => &rest[..colon],
        _ => rest,
    }
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

/// Whether this database is a file that the first start makes; opening it would make it.
pub fn is_to_be_made(url: &str) -> bool {
    url.strip_prefix("sqlite://")
        .and_then(|path| path.split('?').next())
        .is_some_and(|path| !Path::new(path).exists())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn banks_are_told_where_the_broker_really_is() {
        let inside = |listen: &str, public_url: Option<&str>| BrokerChoice::Embedded {
            listen: listen.parse().unwrap(),
            public_url: public_url.map(str::to_owned),
        };
        let check = |broker: BrokerChoice, listens: &str, expected: &str| {
            let told = broker.for_banks(listens.parse().ok(), "https://locker.example.org:8443");
            assert_eq!(told.as_deref(), Some(expected));
        };
        check(inside("127.0.0.1:0", None), "127.0.0.1:41883", "mqtt://127.0.0.1:41883");
        check(
            inside("0.0.0.0:2883", None),
            "0.0.0.0:2883",
            "mqtt://locker.example.org:2883",
        );
        check(
            inside("0.0.0.0:1883", Some("mqtts://b.example:8883")),
            "0.0.0.0:1883",
            "mqtts://b.example:8883",
        );
        assert_eq!(host("http://[::1]:3000"), "[::1]");
        assert_eq!(host("http://[::1]"), "[::1]");
    }
}
