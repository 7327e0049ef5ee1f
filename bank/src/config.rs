//! What the program must know: which bank it is, its broker, whose commands it obeys, its doors, its timings.
//!
//! Read once, at the start. The password comes from a file or the environment, never from an argument or the
//! configuration file itself; nothing here prints it.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::Span;
use domain::accounts::Secret;
use domain::ids::BankId;
use domain::lockers::protocol::MAX_KEYS;
use ed25519_dalek::VerifyingKey;
use serde::{Deserialize, Serialize};

/// The variable that may hold the password of the bank's account.
pub const PASSWORD_VARIABLE: &str = "CLOAKROOM_BANK_PASSWORD";

/// The most doors of one bank: the state of all of them, whatever is wrong with each, must fit into one message.
pub const MAX_DOORS: usize = domain::lockers::BankForm::MAX_DOORS;

/// The configuration file (TOML), as `cloakroom bank provision` writes it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BankFile {
    /// Which bank; also its account and its client id at the broker.
    pub bank: BankId,
    /// `mqtt://host:port` or `mqtts://host:port`.
    pub broker: String,
    /// Certificates (PEM) that the broker's must lead to; needed with `mqtts`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ca_file: Option<PathBuf>,
    /// Holds the password of its account. Without it the environment must: [`PASSWORD_VARIABLE`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_file: Option<PathBuf>,
    /// The server's verifying keys, base64url; from the first start on, orders about keys count before them (`keys`).
    pub verifying_keys: Vec<String>,
    /// Where the journal lies.
    pub state_dir: PathBuf,
    /// The numbers of its doors.
    pub doors: Vec<u16>,
    /// How long it waits for what.
    #[serde(default)]
    pub timings: Timings,
}

/// How long the program waits for what, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Timings {
    /// For a switch to say open after a pulse. A lock that is slower counts as jammed.
    pub opening_ms: u32,
    /// How much later such a lock may still open without being called forced.
    pub late_opening_ms: u32,
    /// Before a door that stands open is told.
    pub left_open_ms: u32,
    /// How long after its death a command is remembered.
    pub remember_ms: u32,
    /// For the board to answer to a pulse.
    pub board_ms: u32,
    /// Between signs of life to the broker; the broker may ask for another.
    pub keep_alive_ms: u32,
    /// The first pause before connecting again; it doubles.
    pub pause_ms: u32,
    /// The longest such pause.
    pub longest_pause_ms: u32,
    /// For the broker to acknowledge, before the connection is given up.
    pub broker_ms: u32,
    /// Before an event is offered again that the broker did not want, or had nobody to give to.
    pub offer_again_ms: u32,
}

impl Default for Timings {
    fn default() -> Self {
        Self {
            opening_ms: 5_000,
            late_opening_ms: 60_000,
            left_open_ms: 60_000,
            remember_ms: 24 * 3_600_000,
            board_ms: 2_000,
            keep_alive_ms: 10_000,
            pause_ms: 300,
            longest_pause_ms: 30_000,
            broker_ms: 20_000,
            offer_again_ms: 2_000,
        }
    }
}

/// Everything the program must know, checked.
#[derive(Clone)]
pub struct BankConfig {
    /// Which bank.
    pub bank: BankId,
    /// Where its broker is.
    pub broker: Broker,
    /// The password of its account.
    pub password: Secret,
    /// Whose commands it obeys.
    pub keys: Vec<VerifyingKey>,
    /// Where the journal lies.
    pub state_dir: PathBuf,
    /// The numbers of its doors.
    pub doors: BTreeSet<u16>,
    /// How long it waits for what.
    pub timings: Timings,
}

/// Where a broker is and how to reach it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broker {
    /// Name or address.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Certificates (PEM) to trust; with them the connection is TLS.
    pub ca: Option<Vec<u8>>,
}

/// What is wrong with a configuration.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A file cannot be read.
    #[error("cannot read {path}")]
    Read {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is not as it should be.
    #[error("the configuration is not understood: {0}")]
    NotUnderstood(#[from] toml::de::Error),
    /// The address of the broker is none.
    #[error("the broker must be given as mqtt://host:port or mqtts://host:port, without a password")]
    Broker,
    /// `mqtts` without certificates to trust.
    #[error("mqtts needs ca_file: certificates that the broker's must lead to")]
    NoCertificates,
    /// A verifying key is none, or there is none, or there are too many.
    #[error("verifying_keys must hold the server's key, base64url, 32 bytes, and at most {MAX_KEYS} keys")]
    Key,
    /// No password.
    #[error("the password is missing: give password_file, or set {PASSWORD_VARIABLE}")]
    Password,
    /// No doors, a door twice, or more than [`MAX_DOORS`].
    #[error("doors must be given, each once, at most {MAX_DOORS}")]
    Doors,
}

impl BankConfig {
    /// Reads the configuration file and what it points to. `password` is what the environment has, if anything.
    ///
    /// # Errors
    /// [`ConfigError`].
    pub fn load(path: &Path, password: Option<String>) -> Result<Self, ConfigError> {
        let text = String::from_utf8_lossy(&read(path)?).into_owned();
        Self::from_file(&toml::from_str(&text)?, password)
    }

    /// Checks what the file says and reads what it points to.
    ///
    /// # Errors
    /// [`ConfigError`].
    pub fn from_file(file: &BankFile, password: Option<String>) -> Result<Self, ConfigError> {
        let password = match &file.password_file {
            Some(path) => Some(String::from_utf8_lossy(&read(path)?).into_owned()),
            None => password,
        };
        let password = password.map(|text| text.trim_end_matches(['\r', '\n']).to_owned());
        let doors: BTreeSet<u16> = file.doors.iter().copied().collect();
        if doors.is_empty() || doors.len() != file.doors.len() || doors.len() > MAX_DOORS {
            return Err(ConfigError::Doors);
        }
        Ok(Self {
            bank: file.bank,
            broker: Broker::parse(&file.broker, file.ca_file.as_deref())?,
            password: Secret::new(password.filter(|text| !text.is_empty()).ok_or(ConfigError::Password)?),
            keys: parse_keys(&file.verifying_keys)?,
            state_dir: file.state_dir.clone(),
            doors,
            timings: file.timings,
        })
    }
}

impl fmt::Debug for BankConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BankConfig")
            .field("bank", &self.bank)
            .field("broker", &self.broker.host)
            .field("port", &self.broker.port)
            .field("doors", &self.doors.len())
            .finish_non_exhaustive()
    }
}

impl Broker {
    /// Reads the address, and the certificates if there is a file of them.
    ///
    /// # Errors
    /// [`ConfigError`].
    pub fn parse(url: &str, ca_file: Option<&Path>) -> Result<Self, ConfigError> {
        let (tls, rest) = match url.split_once("://") {
            Some(("mqtt", rest)) => (false, rest),
            Some(("mqtts", rest)) => (true, rest),
            _ => return Err(ConfigError::Broker),
        };
        let rest = rest.trim_end_matches('/');
        if rest.is_empty() || rest.contains(['@', '/', '?', '#', ' ']) {
            return Err(ConfigError::Broker);
        }
        let usual = if tls { 8883 } else { 1883 };
        // The colons of an IPv6 address stand in brackets.
        let (host, port) = match rest.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => (host, port.parse().map_err(|_| ConfigError::Broker)?),
            _ => (rest, usual),
        };
        let ca = match (tls, ca_file) {
            (false, _) => None,
            (true, Some(path)) => Some(read(path)?),
            (true, None) => return Err(ConfigError::NoCertificates),
        };
        Ok(Self {
            host: host.to_owned(),
            port,
            ca,
        })
    }
}

/// Reads the server's verifying keys.
///
/// # Errors
/// [`ConfigError::Key`] for no key, for more than [`MAX_KEYS`], or for one that is none.
pub fn parse_keys(keys: &[String]) -> Result<Vec<VerifyingKey>, ConfigError> {
    let parsed = keys.iter().map(|text| {
        let bytes = URL_SAFE_NO_PAD.decode(text.trim()).ok()?;
        VerifyingKey::from_bytes(&bytes.try_into().ok()?).ok()
    });
    let parsed: Vec<_> = parsed.collect::<Option<_>>().ok_or(ConfigError::Key)?;
    if parsed.is_empty() || parsed.len() > MAX_KEYS {
        Err(ConfigError::Key)
    } else {
        Ok(parsed)
    }
}

impl Timings {
    /// As the domain's length of time.
    pub(crate) fn span(millis: u32) -> Span {
        Span::millis(i64::from(millis))
    }

    /// As the runtime's.
    pub(crate) fn wait(millis: u32) -> Duration {
        Duration::from_millis(u64::from(millis))
    }
}

fn read(path: &Path) -> Result<Vec<u8>, ConfigError> {
    std::fs::read(path).map_err(|source| ConfigError::Read {
        path: path.to_owned(),
        source,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use ed25519_dalek::SigningKey;
    use uuid::Uuid;

    fn file() -> BankFile {
        BankFile {
            bank: BankId(Uuid::from_u128(7)),
            broker: "mqtt://127.0.0.1:1884".to_owned(),
            ca_file: None,
            password_file: None,
            verifying_keys: vec![URL_SAFE_NO_PAD.encode(SigningKey::from_bytes(&[1; 32]).verifying_key().as_bytes())],
            state_dir: PathBuf::from("state"),
            doors: vec![1, 2],
            timings: Timings::default(),
        }
    }

    #[test]
    fn what_is_provisioned_is_read_and_its_password_is_not_printed() {
        let text = toml::to_string(&file()).unwrap();
        let config = BankConfig::from_file(&toml::from_str(&text).unwrap(), Some("hidden-thing\n".into())).unwrap();
        assert_eq!((config.broker.host.as_str(), config.broker.port), ("127.0.0.1", 1884));
        assert_eq!(config.password.expose(), "hidden-thing");
        assert!(!format!("{config:?}").contains("hidden"));
    }

    #[test]
    fn what_is_wrong_is_said() {
        let from = |change: fn(&mut BankFile)| {
            let mut file = file();
            change(&mut file);
            BankConfig::from_file(&file, Some("x".into()))
        };
        assert!(matches!(
            from(|f| f.broker = "http://x".into()),
            Err(ConfigError::Broker)
        ));
        assert!(matches!(
            from(|f| f.broker = "mqtt://u:p@x".into()),
            Err(ConfigError::Broker)
        ));
        assert!(matches!(
            from(|f| f.broker = "mqtts://x".into()),
            Err(ConfigError::NoCertificates)
        ));
        assert!(matches!(from(|f| f.verifying_keys.clear()), Err(ConfigError::Key)));
        assert!(matches!(
            from(|f| f.verifying_keys = vec!["AA".into()]),
            Err(ConfigError::Key)
        ));
        assert!(matches!(
            from(|f| f.verifying_keys = vec![f.verifying_keys[0].clone(); MAX_KEYS + 1]),
            Err(ConfigError::Key)
        ));
        assert!(matches!(from(|f| f.doors = vec![1, 1]), Err(ConfigError::Doors)));
        assert!(matches!(
            BankConfig::from_file(&file(), None),
            Err(ConfigError::Password)
        ));
        assert!(toml::from_str::<BankFile>("open_all = true").is_err());
    }

    #[test]
    fn the_state_of_the_largest_bank_fits_into_one_message() {
        use domain::Timestamp;
        use domain::lockers::protocol::{DoorSnapshot, FaultKind, HeldKeys, Level, PublicKey, Snapshot};
        let door = DoorSnapshot {
            compartment: u16::MAX,
            door: Level::Unknown,
            item: Some(false),
            faults: vec![FaultKind::Jam, FaultKind::Sensor],
            out_of_service: true,
        };
        let worst = Snapshot {
            bank: BankId(Uuid::max()),
            boot: u64::MAX,
            seq: u64::MAX,
            at: Timestamp(i64::MIN),
            firmware: "100.100.100-rc.100".to_owned(),
            doors: vec![door; MAX_DOORS],
            keys: Some(HeldKeys {
                generation: u64::MAX,
                held: vec![PublicKey::from_bytes([0xFF; 32]); MAX_KEYS],
            }),
        };
        assert!(worst.to_bytes().is_ok());
    }

    #[test]
    fn an_ipv6_address_keeps_its_colons() {
        let broker = Broker::parse("mqtt://[::1]", None).unwrap();
        assert_eq!((broker.host.as_str(), broker.port), ("[::1]", 1883));
        assert_eq!(Broker::parse("mqtt://[::1]:99", None).unwrap().port, 99);
    }
}
