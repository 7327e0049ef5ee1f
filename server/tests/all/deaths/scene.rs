//! The program, the bank, the broker and the gateway of one run, and everybody's browser. No test and no judgement is in here.

use std::net::TcpListener;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::extract::State;
use axum::{Json, Router};
use bank::simulated::{Act, DoorStatus};
use domain::ids::BankId;
use serde::Deserialize;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use tokio_util::sync::CancellationToken;

use super::broker::{Broker, NODE};
use super::doom::{Doom, Mortal, Steps};
use super::furnish::Furnished;
use super::locker::Locker;
use crate::browser::Browser;
use crate::stage::{Folder, built_site};

/// Between two looks.
pub const PAUSE: Duration = Duration::from_millis(60);
/// So many looks in which nothing happened are an end.
const QUIET: usize = 15;
/// How long any answer may take.
pub const PATIENCE: Duration = Duration::from_secs(20);
/// How often the program is started again if it cannot have its port yet.
const STARTS: usize = 40;
/// The signal of a process that ends itself, and of one that is killed.
const ABORTED: i32 = 6;
const KILLED: i32 = 9;

/// A text message as the gateway got it.
#[derive(Debug, Clone, Deserialize)]
pub struct Text {
    to: String,
    text: String,
}

type Inbox = Arc<Mutex<Vec<Text>>>;

/// Who asks.
#[derive(Debug, Clone, Copy)]
pub enum Who {
    Employee,
    Support,
    Kiosk,
}

/// Everything of one run.
pub struct Scene<'a> {
    base: &'a Furnished,
    folder: Folder,
    port: u16,
    gateway: String,
    inbox: Inbox,
    server: Child,
    client: Browser,
    locker: Locker,
    /// Without it the server has its own.
    broker: Option<Broker>,
    stop: CancellationToken,
    doom: Doom,
    /// The step at which somebody died.
    pub died: Option<String>,
}

impl<'a> Scene<'a> {
    /// Starts everything on a copy, with a server and a bank that can be armed; returns when the bank is there. If the server is to
    /// die, its own broker dies with it; else the broker is a process of its own, as where there are many nodes.
    pub async fn open(base: &'a Furnished, doom: Doom) -> Self {
        let folder = Folder::new();
        base.copy_to(&folder.path().join("data"));
        built_site(folder.path());
        let (port, stop) = (free_port(), CancellationToken::new());
        let (gateway, inbox) = gateway(&stop).await;
        let broker = if doom.who == Mortal::Server {
            None
        } else {
            Some(Broker::start(folder.path(), port, &base.papers).await)
        };
        let locker = Locker::start(base, folder.path(), port, &stop).await;
        let url = broker.as_ref().map(Broker::url);
        let (server, origin) = start(folder.path(), port, url.as_deref(), &gateway, true).await;
        let mut scene = Self {
            base,
            port,
            gateway,
            inbox,
            server,
            client: Browser::new(origin),
            locker,
            broker,
            stop,
            doom,
            died: None,
            folder,
        };
        scene.locker.connected().await;
        scene
    }

    /// The bank.
    pub fn bank_id(&self) -> BankId {
        self.base.papers.bank
    }

    fn steps_noted(&self) -> [Vec<String>; 2] {
        Steps::BOTH.map(|steps| steps.noted(self.folder.path()))
    }

    /// From now on steps are counted, and at one of them somebody dies, if the scene was opened so.
    pub fn arm(&self) {
        if let Some(broker) = &self.broker {
            broker.save();
        }
        self.doom
            .arm(self.folder.path(), self.broker.as_ref().map(Broker::process));
    }

    /// From now on nobody dies; gives the steps of the server and those of the bank.
    pub fn disarm(&self) -> [Vec<String>; 2] {
        Doom::disarm(self.folder.path());
        self.steps_noted()
    }

    /// Starts again whoever died, and now nobody can die any more.
    pub async fn revive(&mut self) {
        if let Some(status) = self.server.try_wait().unwrap() {
            self.mourn(Mortal::Server, status, "server.log");
            let url = self.broker.as_ref().map(Broker::url);
            let (server, origin) = start(self.folder.path(), self.port, url.as_deref(), &self.gateway, false).await;
            self.server = server;
            self.client = Browser::new(origin);
        }
        if let Some(status) = self.locker.ended() {
            self.mourn(Mortal::Bank, status, "bank.log");
            self.locker.again().await;
        }
        if let Some(status) = self.broker.as_mut().and_then(Broker::ended) {
            self.mourn(Mortal::Broker, status, "mosquitto/log");
            if let Some(broker) = &mut self.broker {
                broker.again().await;
            }
        }
    }

    /// Notes a death, if it is the one that was ordered.
    fn mourn(&mut self, who: Mortal, status: ExitStatus, log: &str) {
        let log = std::fs::read_to_string(self.folder.path().join(log)).unwrap_or_default();
        let signal = if who == Mortal::Broker { KILLED } else { ABORTED };
        assert_eq!(
            status.signal(),
            Some(signal),
            "{who:?} ended by itself: {status}\n{log}"
        );
        assert!(
            who == self.doom.who && self.died.is_none(),
            "{who:?} died unasked, or twice\n{log}"
        );
        self.died = self.doom.reached(self.folder.path());
        assert!(self.died.is_some(), "{who:?} died at no step\n{log}");
    }

    /// Whether the bank's program died and may not know what became of a pulse.
    pub fn bank_died(&self) -> bool {
        self.doom.who == Mortal::Bank && self.died.is_some()
    }

    /// Whether a lock was pulsed since the bank's program was started again.
    pub fn was_pulsed_since(&self) -> bool {
        self.locker.was_pulsed_since()
    }

    /// A request of somebody's browser.
    pub fn request(&self, who: Who, method: &str, path: &str) -> reqwest::RequestBuilder {
        let (name, secret) = match who {
            Who::Employee => ("cloakroom_session", &self.base.employee),
            Who::Support => ("cloakroom_session", &self.base.support),
            Who::Kiosk => ("cloakroom_kiosk", &self.base.kiosk),
        };
        let cookie = [name, "=", secret.expose()].concat();
        self.client
            .request(method, path)
            .header("cookie", cookie)
            .timeout(PATIENCE)
    }

    /// Status, where to go, and what was said; none if the server died over it.
    pub async fn send(&self, request: reqwest::RequestBuilder) -> Option<(u16, String, String)> {
        let answer = request.send().await.ok()?;
        let status = answer.status().as_u16();
        let location = answer.headers().get("location");
        let location = location.map_or_else(String::new, |to| to.to_str().unwrap().to_owned());
        Some((status, location, answer.text().await.ok()?))
    }

    /// What came to a telephone and says so.
    pub fn texts(&self, phone: &str, says: &str) -> Vec<String> {
        let inbox = self.inbox.lock().unwrap();
        let meant = inbox.iter().filter(|text| text.to == phone && text.text.contains(says));
        meant.map(|text| text.text.clone()).collect()
    }

    /// The doors as one sees them.
    pub fn doors(&self) -> Vec<DoorStatus> {
        self.locker.doors()
    }

    /// How often a lock was pulsed.
    pub fn pulses(&self, door: u16) -> u64 {
        let doors = self.doors();
        doors
            .iter()
            .find(|one| one.compartment == door)
            .map_or(0, |one| one.pulses)
    }

    /// Whoever stands there puts the thing in, or takes it out, and pushes the door shut.
    pub fn hands(&self, puts_in: bool) {
        for door in self.doors().into_iter().filter(|door| door.open) {
            let compartment = door.compartment;
            if door.item != puts_in {
                let act = if puts_in {
                    Act::PutItem { compartment }
                } else {
                    Act::TakeItem { compartment }
                };
                self.locker.act(act);
            }
            self.locker.act(Act::PushShut { compartment });
        }
    }

    /// Lets everybody else go on for a moment.
    pub async fn pause(&self) {
        tokio::time::sleep(PAUSE).await;
    }

    /// Until the bank has told everything and no step is made any more; if somebody dies over it, until all have caught up.
    pub async fn settle(&mut self) {
        let (mut quiet, mut seen) = (0, usize::MAX);
        while quiet < QUIET {
            self.revive().await;
            let steps: usize = self.steps_noted().iter().map(Vec::len).sum();
            let told = self.locker.has_told_all();
            quiet = if told && steps == seen { quiet + 1 } else { 0 };
            seen = steps;
            self.pause().await;
        }
    }

    /// Stops everything.
    pub async fn end(mut self) {
        self.stop.cancel();
        self.server.kill().await.unwrap();
    }
}

impl Drop for Scene<'_> {
    fn drop(&mut self) {
        // The process is killed by its own handle.
        self.stop.cancel();
    }
}

/// A port that the system gives to nobody by itself, so that it is still ours after a death.
fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let block = u16::try_from(std::process::id() % 100).unwrap();
    loop {
        let port = 20_000 + block * 100 + NEXT.fetch_add(1, Ordering::Relaxed) % 100;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

/// A gateway for text messages that forgets nothing.
async fn gateway(stop: &CancellationToken) -> (String, Inbox) {
    let inbox = Inbox::default();
    let router = Router::new()
        .route("/", axum::routing::post(take))
        .with_state(Arc::clone(&inbox));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let stopped = stop.clone().cancelled_owned();
    tokio::spawn(async move {
        let serving = axum::serve(listener, router).with_graceful_shutdown(stopped);
        serving.await.unwrap();
    });
    (url, inbox)
}

async fn take(State(inbox): State<Inbox>, Json(text): Json<Text>) {
    inbox.lock().unwrap().push(text);
}

/// Starts the program; gives where it answers.
async fn start(folder: &Path, port: u16, broker: Option<&str>, gateway: &str, mortal: bool) -> (Child, String) {
    for _ in 0..STARTS {
        if let Some(started) = try_start(folder, port, broker, gateway, mortal).await {
            return started;
        }
        // The system may hold a dead process's port for a moment.
        tokio::time::sleep(PAUSE).await;
    }
    let log = std::fs::read_to_string(folder.join("server.log")).unwrap_or_default();
    panic!("the server does not start\n{log}");
}

async fn try_start(
    folder: &Path,
    port: u16,
    broker: Option<&str>,
    gateway: &str,
    mortal: bool,
) -> Option<(Child, String)> {
    let log = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(folder.join("server.log"))
        .unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_cloakroom"));
    command
        .arg("serve")
        .current_dir(folder)
        .env_remove("DATABASE_URL")
        .env("CLOAKROOM_LISTEN", "127.0.0.1:0")
        .env("CLOAKROOM_DATA_DIR", folder.join("data"))
        .env("CLOAKROOM_SITE_DIR", folder.join("site"))
        .env("CLOAKROOM_SMS_URL", gateway)
        .env("CLOAKROOM_SMS_BODY", r#"{"to":"{to}","text":"{text}"}"#)
        .stdout(Stdio::piped())
        .stderr(Stdio::from(log))
        .kill_on_drop(true);
    match broker {
        Some(url) => command
            .env("CLOAKROOM_BROKER_URL", url)
            .env("CLOAKROOM_BROKER_NODE", NODE),
        None => command.env("CLOAKROOM_BROKER_LISTEN", format!("127.0.0.1:{port}")),
    };
    if mortal {
        command.env(Steps::Server.variable(), Steps::Server.order(folder));
    }
    let mut child = command.spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    while let Some(line) = lines.next_line().await.unwrap() {
        if let Some((_, at)) = line.split_once("(listening at ") {
            let origin = format!("http://{}", at.trim_end_matches(')'));
            // Whoever writes must find somebody who reads.
            tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
            return Some((child, origin));
        }
    }
    child.wait().await.unwrap();
    None
}
