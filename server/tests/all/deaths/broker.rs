//! Mosquitto as production sets it up. It is killed by SIGKILL and started again at the same port, over what it had kept. No test
//! is in here.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};

use domain::lockers::Provisioned;
use server::broker::Account;
use server::broker::mosquitto::Login;

use super::scene::{PATIENCE, PAUSE};
use crate::broker::mosquitto;

/// The server's name at the broker, and its password there.
pub const NODE: &str = "n1";
const PASSWORD: &str = "known-to-the-broker";

/// A running broker; killed when dropped.
pub struct Broker {
    files: PathBuf,
    at: SocketAddr,
    child: Child,
}

impl Broker {
    /// With an account for the server and one for the bank.
    pub async fn start(folder: &Path, port: u16, papers: &Provisioned) -> Self {
        let logins = [
            Login {
                username: format!("cloakroom-server-{NODE}"),
                password: PASSWORD.to_owned(),
                account: Account::Server,
            },
            Login {
                username: papers.bank.to_string(),
                password: papers.password.expose().to_owned(),
                account: Account::Bank(papers.bank),
            },
        ];
        let (files, at) = (folder.join("mosquitto"), SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
        std::fs::create_dir_all(&files).unwrap();
        mosquitto::write_files_kept(&logins, &files, at);
        let child = mosquitto::spawn(&files);
        let mut broker = Self { files, at, child };
        broker.answers().await;
        broker
    }

    /// What the server connects with.
    pub fn url(&self) -> String {
        format!("mqtt://cloakroom-server-{NODE}:{PASSWORD}@{}", self.at)
    }

    /// The number of its process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// It writes down now what it keeps, as it does by itself every half minute: so that it dies with sessions that it will know
    /// again, and with all that came since unwritten.
    pub fn save(&self) {
        let process = self.process().to_string();
        let saved = Command::new("kill").args(["-USR1", &process]).status().unwrap();
        assert!(saved.success(), "{saved}");
    }

    /// How it ended, if it did.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().unwrap()
    }

    /// Starts it again.
    pub async fn again(&mut self) {
        self.child = mosquitto::spawn(&self.files);
        self.answers().await;
    }

    async fn answers(&mut self) {
        let answers = async {
            while tokio::net::TcpStream::connect(self.at).await.is_err() {
                // The system may hold a dead process's port for a moment.
                if self.child.try_wait().unwrap().is_some() {
                    self.child = mosquitto::spawn(&self.files);
                }
                tokio::time::sleep(PAUSE).await;
            }
        };
        let answers = tokio::time::timeout(PATIENCE, answers).await;
        answers.expect("Mosquitto answers");
    }
}

impl Drop for Broker {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
