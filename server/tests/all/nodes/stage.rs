//! What stands around two nodes: Mosquitto, a gateway for text messages; and the nodes. No test is in here.

use std::collections::{BTreeSet, HashMap};
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::routing::post;
use axum::{Json, Router};
use domain::ids::BankId;
use server::broker::Account;
use server::broker::mosquitto::Login;

use crate::broker::mosquitto;
use crate::stage::built_site;

/// The node that is killed, by its place in [`NODES`].
pub const DOOMED: usize = 0;
/// The node that goes on.
pub const SURVIVOR: usize = 1;
/// Their names at the broker.
pub const NODES: [&str; 2] = ["n1", "n2"];
/// The password of every account at the broker.
pub const PASSWORD: &str = "known-to-the-broker";

/// Mosquitto with an account for each node and each bank; ended with the value.
pub struct Broker {
    pub at: SocketAddr,
    child: Child,
}

impl Broker {
    pub async fn start(folder: &Path, banks: &[BankId]) -> Self {
        let login = |username: String, account| Login {
            username,
            password: PASSWORD.to_owned(),
            account,
        };
        let nodes = NODES.map(|node| login(format!("cloakroom-server-{node}"), Account::Server));
        let banks = banks.iter().map(|bank| login(bank.to_string(), Account::Bank(*bank)));
        let logins: Vec<Login> = nodes.into_iter().chain(banks).collect();
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let at = free.local_addr().unwrap();
        drop(free);
        let files = folder.join("mosquitto");
        std::fs::create_dir_all(&files).unwrap();
        mosquitto::write_files_for(&logins, &files, at, false);
        let child = mosquitto::spawn(&files);
        let answers = async {
            while tokio::net::TcpStream::connect(at).await.is_err() {
                tokio::time::sleep(super::PAUSE).await;
            }
        };
        let answers = tokio::time::timeout(super::PATIENCE, answers).await;
        answers.expect("Mosquitto answers");
        Self { at, child }
    }
}

impl Drop for Broker {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Takes text messages, as a gateway in the world outside does, and keeps the codes in them.
#[derive(Clone, Default)]
pub struct Gateway(Arc<Mutex<HashMap<String, BTreeSet<String>>>>);

impl Gateway {
    pub async fn start() -> (Self, SocketAddr) {
        let gateway = Self::default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = listener.local_addr().unwrap();
        let router = Router::new().route("/", post(take)).with_state(gateway.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        (gateway, at)
    }

    /// The codes that this number was told.
    pub fn codes(&self, to: &str) -> BTreeSet<String> {
        self.0.lock().unwrap().get(to).cloned().unwrap_or_default()
    }
}

async fn take(State(gateway): State<Gateway>, Json(message): Json<HashMap<String, String>>) {
    // The last line is there for telephones that fill codes in by themselves: `@host #code`.
    let code = message["text"].rsplit_once('#').map(|(_, code)| code.trim().to_owned());
    let mut told = gateway.0.lock().unwrap();
    told.entry(message["to"].clone()).or_default().extend(code);
}

/// What both nodes are given.
pub struct Given<'a> {
    pub folder: &'a Path,
    pub database: &'a str,
    pub broker: SocketAddr,
    pub gateway: SocketAddr,
}

/// The real program, serving; killed with the value.
pub struct Node {
    pub origin: String,
    child: Child,
    /// Held open: who writes to nobody would stumble.
    _said: BufReader<ChildStdout>,
}

impl Node {
    pub fn start(given: &Given<'_>, name: &str) -> Self {
        let folder = given.folder.join(name);
        std::fs::create_dir_all(&folder).unwrap();
        let keys = given.folder.join("data");
        let (broker, gateway) = (given.broker, given.gateway);
        let log = std::fs::File::create(folder.join("log")).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_cloakroom"))
            .arg("serve")
            .current_dir(&folder)
            .env_remove("DATABASE_URL")
            .env("CLOAKROOM_LISTEN", "127.0.0.1:0")
            .env("CLOAKROOM_DATA_DIR", folder.join("data"))
            .env("CLOAKROOM_SITE_DIR", built_site(&folder))
            .env("CLOAKROOM_DATABASE_URL", given.database)
            .env("CLOAKROOM_MASTER_KEY_FILE", keys.join("master.key"))
            .env("CLOAKROOM_SIGNING_KEY_FILE", keys.join("signing.key"))
            .env(
                "CLOAKROOM_BROKER_URL",
                format!("mqtt://cloakroom-server-{name}:{PASSWORD}@{broker}"),
            )
            .env("CLOAKROOM_BROKER_NODE", name)
            .env("CLOAKROOM_SMS_URL", format!("http://{gateway}/"))
            .env("CLOAKROOM_SMS_BODY", r#"{"to":"{to}","text":"{text}"}"#)
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        while !line.starts_with("Cloakroom answers at") {
            line.clear();
            let read = said.read_line(&mut line).unwrap();
            assert!(read > 0, "{name} does not start: {}", log_of(&folder));
        }
        let at = line.split("listening at ").nth(1).unwrap();
        Self {
            origin: format!("http://{}", at.trim_end().trim_end_matches(')')),
            child,
            _said: said,
        }
    }

    /// SIGKILL: no farewell to anybody.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn log_of(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("log")).unwrap_or_default()
}
