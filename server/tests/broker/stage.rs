//! A broker to test against, embedded or Mosquitto, with one server and two banks as accounts. No test is in here.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Child;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use backend::mqtt::{BrokerAddress, Incoming, LinkConfig, MqttLink, Share};
use backend::outside::SystemChance;
use domain::ids::BankId;
use domain::lockers::protocol::{Stream, Topic};
use server::broker::mosquitto::Login;
use server::broker::{Account, Accounts, Broker, BrokerConfig, Inbox};
use tokio::sync::mpsc::Receiver;
use tokio_util::sync::CancellationToken;

use super::mosquitto;

pub const SERVER_PASSWORD: &str = "the-server";
pub const BANK_PASSWORD: &str = "a-bank";
pub const NODES: [&str; 2] = ["n1", "n2"];

/// As the nodes of one server share: in a group that no bank can name.
pub fn together() -> Share {
    Share::WithOtherNodes {
        group: "known-to-the-server".to_owned(),
    }
}

/// The first and the second bank.
pub fn bank(number: u8) -> BankId {
    format!("01920000-0000-7000-8000-00000000000{number}").parse().unwrap()
}

pub fn topic(number: u8, stream: Stream) -> String {
    Topic {
        bank: bank(number),
        stream,
    }
    .to_string()
}

pub fn logins() -> Vec<Login> {
    let servers = NODES.map(|node| Login {
        username: format!("cloakroom-server-{node}"),
        password: SERVER_PASSWORD.to_owned(),
        account: Account::Server,
    });
    let banks = [1, 2].map(|number| Login {
        username: bank(number).to_string(),
        password: BANK_PASSWORD.to_owned(),
        account: Account::Bank(bank(number)),
    });
    servers.into_iter().chain(banks).collect()
}

/// The accounts of the embedded broker, in memory.
pub struct Book(Mutex<HashMap<String, Login>>);

impl Book {
    fn new() -> Arc<Self> {
        Arc::new(Self(Mutex::new(
            logins()
                .into_iter()
                .map(|login| (login.username.clone(), login))
                .collect(),
        )))
    }

    pub fn revoke(&self, username: &str) {
        self.0.lock().unwrap().remove(username);
    }
}

#[async_trait]
impl Accounts for Book {
    async fn check(&self, username: &str, password: &[u8]) -> Option<Account> {
        let book = self.0.lock().unwrap();
        let login = book.get(username)?;
        (login.password.as_bytes() == password).then_some(login.account)
    }
}

enum Kind {
    Embedded {
        config: BrokerConfig,
        inbox: Option<Arc<dyn Inbox>>,
        broker: Option<Broker>,
    },
    Mosquitto {
        child: Option<Child>,
    },
}

/// One broker with its folder; gone with the value.
pub struct Stage {
    kind: Kind,
    pub at: SocketAddr,
    pub book: Arc<Book>,
    pub folder: Folder,
}

impl Stage {
    pub async fn embedded() -> Self {
        Self::embedded_with(None, |_, _| {}).await
    }

    /// With an inbox, and a changed configuration.
    pub async fn embedded_with(inbox: Option<Arc<dyn Inbox>>, change: impl FnOnce(&mut BrokerConfig, &Path)) -> Self {
        let folder = Folder::new();
        let mut config = BrokerConfig::new(free_port());
        change(&mut config, &folder.0);
        let (at, broker) = (config.listen, None);
        Self::begin(Kind::Embedded { config, inbox, broker }, at, folder).await
    }

    pub async fn mosquitto() -> Self {
        let (at, folder) = (free_port(), Folder::new());
        mosquitto::write_files(&folder.0, at, false);
        Self::begin(Kind::Mosquitto { child: None }, at, folder).await
    }

    /// Mosquitto behind TLS, with a certificate of its own in `certificate.pem`.
    pub async fn mosquitto_with_tls() -> Self {
        let (at, folder) = (free_port(), Folder::new());
        mosquitto::write_files(&folder.0, at, true);
        Self::begin(Kind::Mosquitto { child: None }, at, folder).await
    }

    async fn begin(kind: Kind, at: SocketAddr, folder: Folder) -> Self {
        let mut stage = Self {
            kind,
            at,
            book: Book::new(),
            folder,
        };
        stage.start().await;
        stage
    }

    /// Starts the broker, at the same address as before.
    pub async fn start(&mut self) {
        match &mut self.kind {
            Kind::Embedded { config, inbox, broker } => {
                let (config, book) = (config.clone(), self.book.clone());
                let started = match inbox.clone() {
                    Some(inbox) => Broker::start_with_inbox(config, book, inbox).await,
                    None => Broker::start(config, book).await,
                };
                *broker = Some(started.unwrap());
            }
            Kind::Mosquitto { child } => {
                *child = Some(mosquitto::spawn(&self.folder.0));
                wait_for_port(self.at).await;
            }
        }
    }

    pub async fn stop(&mut self) {
        match &mut self.kind {
            Kind::Embedded { broker, .. } => broker.take().unwrap().stop().await,
            Kind::Mosquitto { child } => end(child.take()),
        }
    }

    pub fn is_embedded(&self) -> bool {
        matches!(self.kind, Kind::Embedded { .. })
    }

    /// The embedded broker; panics with Mosquitto.
    pub fn broker(&self) -> &Broker {
        match &self.kind {
            Kind::Embedded {
                broker: Some(broker), ..
            } => broker,
            _ => panic!("no embedded broker runs"),
        }
    }

    /// A link of the server's first node, connected.
    pub async fn link(&self) -> Link {
        let link = self.start_link(NODES[0], Share::Alone, SERVER_PASSWORD);
        link.wait_connected(true).await;
        link
    }

    pub fn start_link(&self, node: &str, share: Share, password: &str) -> Link {
        let address = BrokerAddress::plain(self.at, &format!("cloakroom-server-{node}"), password);
        start_link_to(address, node, share, None)
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if let Kind::Mosquitto { child } = &mut self.kind {
            end(child.take());
        }
    }
}

/// A link of the server to any address; `trusted_roots` as PEM.
pub fn start_link_to(address: BrokerAddress, node: &str, share: Share, trusted_roots: Option<Vec<u8>>) -> Link {
    let mut config = LinkConfig::new(address, node, Arc::new(SystemChance::new().unwrap()));
    config.share = share;
    config.trusted_roots = trusted_roots;
    config.publish_timeout = Duration::from_secs(3);
    let stop = CancellationToken::new();
    let (link, incoming) = MqttLink::start(config, stop.clone()).unwrap();
    Link {
        publisher: link,
        incoming,
        stop,
    }
}

/// A link of the server with its stream.
pub struct Link {
    pub publisher: MqttLink,
    pub incoming: Receiver<Incoming>,
    pub stop: CancellationToken,
}

impl Link {
    pub async fn wait_connected(&self, expected: bool) {
        let mut connected = self.publisher.connected();
        let wait = connected.wait_for(|now| *now == expected);
        tokio::time::timeout(Duration::from_secs(15), wait)
            .await
            .expect("the link changes its state")
            .unwrap();
    }

    /// The next message, or a panic after five seconds.
    pub async fn next(&mut self) -> Incoming {
        let next = tokio::time::timeout(Duration::from_secs(5), self.incoming.recv()).await;
        next.expect("a message arrives").expect("the link runs")
    }

    /// The payload of the next message, which is acknowledged.
    pub async fn take(&mut self) -> Vec<u8> {
        let Incoming { payload, ack, .. } = self.next().await;
        ack.done();
        payload
    }

    /// Checks that nothing arrives for a while.
    pub async fn assert_quiet(&mut self) {
        if let Ok(Some(incoming)) = tokio::time::timeout(Duration::from_millis(400), self.incoming.recv()).await {
            panic!("nothing should arrive, but {incoming:?} did");
        }
    }

    /// Stops the link; what was received and not acknowledged is not acknowledged.
    pub async fn leave(mut self) {
        self.stop.cancel();
        while self.incoming.recv().await.is_some() {}
    }
}

/// A folder in the temporary directory, removed with the value.
pub struct Folder(pub PathBuf);

impl Folder {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "cloakroom-broker-{}-{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn free_port() -> SocketAddr {
    // RUST_LOG=debug shows both sides of what went wrong.
    let log = tracing_subscriber::fmt().with_env_filter(tracing_subscriber::EnvFilter::from_default_env());
    let _ = log.with_test_writer().try_init();
    std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
}

async fn wait_for_port(at: SocketAddr) {
    for _ in 0..100 {
        if tokio::net::TcpStream::connect(at).await.is_ok() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("no broker answers at {at}");
}

fn end(child: Option<Child>) {
    if let Some(mut child) = child {
        let _ = child.kill();
        let _ = child.wait();
    }
}
