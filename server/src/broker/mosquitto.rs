//! The rules of `rules` in the words of Mosquitto: configuration, password file and access file. Only texts are made here;
//! nothing is written or started.
//!
//! Every client id is its user name (`use_username_as_clientid`), so that no bank can push another one off: the account of
//! a bank is named like the bank, that of a node of the server like its client id. What Mosquitto cannot forbid per topic
//! is a retained command or event; banks and server throw those away themselves.

use std::fmt::{self, Write};

use domain::lockers::protocol::{MAX_BYTES, Stream, Topic};

use super::account::Account;
use super::rules::may_connect_as;

/// One line of the password file before it is hashed, and the rights that go with it.
#[derive(Clone)]
pub struct Login {
    /// User name, and so the client id: the bank's id, or the client id of a node of the server.
    pub username: String,
    /// The password in the clear; `mosquitto_passwd -U` hashes the file in place.
    pub password: String,
    /// What the account may do.
    pub account: Account,
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Login")
            .field("username", &self.username)
            .field("account", &self.account)
            .finish_non_exhaustive()
    }
}

/// A login that Mosquitto's files cannot hold or that would be refused to connect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnfitLogin {
    /// The user name, as given.
    pub username: String,
}

impl fmt::Display for UnfitLogin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:?} cannot be a login of Mosquitto with a client id of the same name",
            self.username
        )
    }
}

impl std::error::Error for UnfitLogin {}

/// Where things are, for [`configuration`].
#[derive(Debug, Clone)]
pub struct Settings<'a> {
    /// Address to listen at.
    pub address: &'a str,
    /// Port to listen at.
    pub port: u16,
    /// The hashed password file.
    pub password_file: &'a str,
    /// The access file.
    pub access_file: &'a str,
    /// Where sessions and retained messages are kept, ending in `/`; `None` keeps nothing over a restart.
    pub data_dir: Option<&'a str>,
    /// Serve TLS with this certificate; `None` is for the loopback or a closed network only.
    pub certificate: Option<Certificate<'a>>,
}

/// The files of a certificate.
#[derive(Debug, Clone, Copy)]
pub struct Certificate<'a> {
    /// The certificate and what vouches for it, PEM.
    pub chain: &'a str,
    /// Its private key, PEM.
    pub key: &'a str,
}

/// The configuration file: no anonymous access, client ids tied to user names, the limits of the protocol.
pub fn configuration(settings: &Settings<'_>) -> String {
    let Settings {
        address,
        port,
        password_file,
        access_file,
        data_dir,
        certificate,
    } = settings;
    let max_packet = MAX_BYTES + 1024;
    let persistence = match data_dir {
        Some(dir) => format!("persistence true\npersistence_location {dir}\nautosave_interval 30\n"),
        None => "persistence false\n".to_owned(),
    };
    let tls = certificate
        .map(|Certificate { chain, key }| format!("certfile {chain}\nkeyfile {key}\n"))
        .unwrap_or_default();
    format!(
        "per_listener_settings false\n\
         allow_anonymous false\n\
         password_file {password_file}\n\
         acl_file {access_file}\n\
         set_tcp_nodelay true\n\
         max_packet_size {max_packet}\n\
         message_size_limit {MAX_BYTES}\n\
         max_keepalive 30\n\
         max_inflight_messages 64\n\
         max_queued_messages 50000\n\
         max_queued_bytes 134217728\n\
         persistent_client_expiration 14d\n\
         {persistence}\
         listener {port} {address}\n\
         use_username_as_clientid true\n\
         {tls}"
    )
}

/// The password file, to be hashed in place with `mosquitto_passwd -U`.
pub fn password_file(logins: &[Login]) -> Result<String, UnfitLogin> {
    let mut text = String::new();
    for login in logins {
        check(login)?;
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}:{}", login.username, login.password);
    }
    Ok(text)
}

/// The access file: what each login may read and write.
pub fn access_file(logins: &[Login]) -> Result<String, UnfitLogin> {
    let mut text = String::new();
    for login in logins {
        check(login)?;
        let _ = writeln!(text, "user {}", login.username);
        for stream in Stream::ALL {
            let (topic, from_server) = match login.account {
                Account::Server => (Topic::filter(stream), true),
                Account::Bank(bank) => (Topic { bank, stream }.to_string(), false),
            };
            let right = if (stream == Stream::Commands) == from_server {
                "write"
            } else {
                "read"
            };
            let _ = writeln!(text, "topic {right} {topic}");
        }
        text.push('\n');
    }
    Ok(text)
}

/// The rights of any number of banks, each named like its account: an access file that need not change when one is added.
pub fn bank_patterns() -> String {
    let mut text = String::new();
    for stream in Stream::ALL {
        let right = if stream == Stream::Commands { "read" } else { "write" };
        let topic = Topic::filter(stream).replace('+', "%u");
        let _ = writeln!(text, "pattern {right} {topic}");
    }
    text
}

fn check(login: &Login) -> Result<(), UnfitLogin> {
    let name_fits = login
        .username
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    let password_fits = !login.password.is_empty() && !login.password.contains(['\n', '\r', '\0', ':']);
    if name_fits && password_fits && may_connect_as(login.account, &login.username) {
        Ok(())
    } else {
        Err(UnfitLogin {
            username: login.username.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn login(username: &str, password: &str, account: Account) -> Login {
        Login {
            username: username.to_owned(),
            password: password.to_owned(),
            account,
        }
    }

    const B1: &str = "01920000-0000-7000-8000-000000000001";
    const B2: &str = "01920000-0000-7000-8000-000000000002";

    fn bank(id: &str) -> Account {
        Account::Bank(id.parse().unwrap())
    }

    #[test]
    fn each_login_reads_and_writes_its_own() {
        let logins = [
            login("cloakroom-server-1", "s", Account::Server),
            login(B1, "p", bank(B1)),
        ];
        assert_eq!(
            password_file(&logins).unwrap(),
            format!("cloakroom-server-1:s\n{B1}:p\n")
        );
        let expected = format!(
            "user cloakroom-server-1\n\
             topic write cloakroom/v1/banks/+/commands\n\
             topic read cloakroom/v1/banks/+/events\n\
             topic read cloakroom/v1/banks/+/state\n\
             topic read cloakroom/v1/banks/+/presence\n\
             \n\
             user {B1}\n\
             topic read cloakroom/v1/banks/{B1}/commands\n\
             topic write cloakroom/v1/banks/{B1}/events\n\
             topic write cloakroom/v1/banks/{B1}/state\n\
             topic write cloakroom/v1/banks/{B1}/presence\n\
             \n"
        );
        assert_eq!(access_file(&logins).unwrap(), expected);
    }

    #[test]
    fn a_name_cannot_smuggle_in_rights() {
        for unfit in [
            login(B1, "p\nadmin:x", bank(B1)),
            login(&format!("{B1}\ntopic #"), "p", bank(B1)),
            login(B1, "", bank(B1)),
            login(B1, "p", bank(B2)),
            login("+", "p", bank(B1)),
            login("server", "p", Account::Server),
            login("cloakroom-server-1\ntopic #", "p", Account::Server),
        ] {
            assert!(password_file(std::slice::from_ref(&unfit)).is_err(), "{unfit:?}");
            assert!(access_file(std::slice::from_ref(&unfit)).is_err(), "{unfit:?}");
        }
    }

    #[test]
    fn the_configuration_lets_nobody_in_unnamed() {
        let text = configuration(&Settings {
            address: "127.0.0.1",
            port: 1883,
            password_file: "p",
            access_file: "a",
            data_dir: Some("d/"),
            certificate: Some(Certificate {
                chain: "c.pem",
                key: "k.pem",
            }),
        });
        for line in [
            "allow_anonymous false",
            "use_username_as_clientid true",
            "acl_file a",
            "persistence_location d/",
            "certfile c.pem",
            "keyfile k.pem",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} in {text}");
        }
    }

    /// `deploy/docker` has these texts as files.
    #[test]
    fn what_is_deployed_are_these_rules() {
        let nodes = ["cloakroom-server-node-1", "cloakroom-server-node-2"];
        let logins = nodes.map(|name| login(name, "x", Account::Server));
        let head = "# Made from server/src/broker/mosquitto.rs; a test compares the two.\n";
        let access = [head, &bank_patterns(), "\n", &access_file(&logins).unwrap()].concat();
        let conf = configuration(&Settings {
            address: "0.0.0.0",
            port: 1883,
            password_file: "/mosquitto/config/passwords",
            access_file: "/mosquitto/config/mosquitto.access",
            data_dir: Some("/mosquitto/data/"),
            certificate: None,
        });
        let conf = [head, &conf].concat();
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../deploy/docker");
        for (name, text) in [("mosquitto.access", access), ("mosquitto.conf", conf)] {
            let kept = std::fs::read_to_string(folder.join(name)).unwrap_or_default();
            assert_eq!(kept, text, "{name}");
        }
    }
}
