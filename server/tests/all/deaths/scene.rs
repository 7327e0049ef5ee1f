//! The program, the bank and the gateway of one run, and everybody's browser. No test and no judgement is in here.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::extract::State;
use axum::{Json, Router};
use bank::simulated::{Act, DoorStatus, SimulatedBoard, SimulatedDoor, SimulatorHandle};
use bank::{BankConfig, BankFile, Edges, Running, Timings};
use domain::ids::BankId;
use serde::Deserialize;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::furnish::Furnished;
use crate::browser::Browser;
use crate::stage::{Folder, built_site};

/// Between two looks.
const PAUSE: Duration = Duration::from_millis(60);
/// So many looks in which nothing happened are an end.
const QUIET: usize = 15;
/// How long any answer may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often the program is started again if it cannot have its port yet.
const STARTS: usize = 40;
/// The signal of a process that ends itself.
const ABORTED: i32 = 6;

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
    board: SimulatorHandle,
    bank: watch::Receiver<Running>,
    stop: CancellationToken,
    /// The step at which the server died.
    pub died: Option<String>,
}

impl<'a> Scene<'a> {
    /// Starts everything on a copy, with a server that can be armed; returns when the bank is there.
    pub async fn open(base: &'a Furnished) -> Self {
        let folder = Folder::new();
        base.copy_to(&folder.path().join("data"));
        built_site(folder.path());
        let (port, stop) = (free_port(), CancellationToken::new());
        let (gateway, inbox) = gateway(&stop).await;
        let (board, running) = connect_bank(base, folder.path(), port, stop.clone());
        let (server, origin) = start(folder.path(), port, &gateway, true).await;
        let mut scene = Self {
            base,
            port,
            gateway,
            inbox,
            server,
            client: Browser::new(origin),
            board,
            bank: running,
            stop,
            died: None,
            folder,
        };
        let there = scene.bank.wait_for(|bank| bank.connected);
        tokio::time::timeout(PATIENCE, there).await.unwrap().unwrap();
        scene
    }

    /// The bank.
    pub fn bank_id(&self) -> BankId {
        self.base.papers.bank
    }

    fn order(&self) -> PathBuf {
        order_in(self.folder.path())
    }

    fn steps_noted(&self) -> Vec<String> {
        let notes = std::fs::read_to_string(self.order().with_extension("steps")).unwrap_or_default();
        notes.lines().map(str::to_owned).collect()
    }

    /// From now on durable steps are counted, and the server dies at this one.
    pub fn arm(&self, step: u32) {
        let draft = self.order().with_extension("draft");
        std::fs::write(&draft, step.to_string()).unwrap();
        // At once, and whole.
        std::fs::rename(&draft, self.order()).unwrap();
    }

    /// From now on nobody dies; gives how many steps were counted.
    pub fn disarm(&self) -> u32 {
        std::fs::remove_file(self.order()).unwrap();
        u32::try_from(self.steps_noted().len()).unwrap()
    }

    /// Starts the server again if it died, and now it cannot die.
    pub async fn revive(&mut self) {
        let Some(status) = self.server.try_wait().unwrap() else {
            return;
        };
        let log = std::fs::read_to_string(self.folder.path().join("server.log")).unwrap_or_default();
        assert_eq!(
            status.signal(),
            Some(ABORTED),
            "the server ended by itself: {status}\n{log}"
        );
        assert!(self.died.is_none(), "the server died twice\n{log}");
        self.died = self.steps_noted().pop();
        let (server, origin) = start(self.folder.path(), self.port, &self.gateway, false).await;
        self.server = server;
        self.client = Browser::new(origin);
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
        self.board.front().doors
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
                self.board.act(act).unwrap();
            }
            self.board.act(Act::PushShut { compartment }).unwrap();
        }
    }

    /// Lets everybody else go on for a moment.
    pub async fn pause(&self) {
        tokio::time::sleep(PAUSE).await;
    }

    /// Until the bank has told everything and no step is made any more; if the server dies over it, until it has caught up.
    pub async fn settle(&mut self) {
        let (mut quiet, mut seen) = (0, usize::MAX);
        while quiet < QUIET {
            self.revive().await;
            let steps = self.steps_noted().len();
            let told = {
                let bank = self.bank.borrow();
                bank.connected && bank.waiting == 0
            };
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

fn order_in(folder: &Path) -> PathBuf {
    folder.join("death.order")
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

/// The bank's program, over a board on which the furnished things lie. It outlives the server.
fn connect_bank(
    base: &Furnished,
    folder: &Path,
    port: u16,
    stop: CancellationToken,
) -> (SimulatorHandle, watch::Receiver<Running>) {
    let full = [base.overdue.door, base.waiting.door];
    let build = |number: &u16| {
        let door = SimulatedDoor::new(*number, true);
        let door = if full.contains(number) { door.with_item() } else { door };
        (*number, door)
    };
    let doors: BTreeMap<u16, SimulatedDoor> = base.papers.doors.iter().map(build).collect();
    let board = SimulatedBoard::new(doors);
    let state_dir = folder.join("bank");
    std::fs::create_dir_all(&state_dir).unwrap();
    let wiring = state_dir.join(bank::program::COMMISSIONING);
    board.commission().unwrap().save(&wiring).unwrap();
    let file = BankFile {
        bank: base.papers.bank,
        broker: format!("mqtt://127.0.0.1:{port}"),
        ca_file: None,
        password_file: None,
        verifying_keys: vec![base.papers.verifying_key.clone()],
        state_dir,
        doors: base.papers.doors.clone(),
        timings: Timings {
            pause_ms: 100,
            longest_pause_ms: 400,
            offer_again_ms: 300,
            ..Timings::default()
        },
    };
    let config = BankConfig::from_file(&file, Some(base.papers.password.expose().to_owned())).unwrap();
    let edges = Edges::of_this_machine(stop);
    let (running, handle) = (edges.running.subscribe(), board.handle());
    tokio::spawn(async move { bank::run_with(config, Arc::new(board), edges).await.unwrap() });
    (handle, running)
}

/// Starts the program; gives where it answers.
async fn start(folder: &Path, port: u16, gateway: &str, mortal: bool) -> (Child, String) {
    for _ in 0..STARTS {
        if let Some(started) = try_start(folder, port, gateway, mortal).await {
            return started;
        }
        // The system may hold a dead process's port for a moment.
        tokio::time::sleep(PAUSE).await;
    }
    let log = std::fs::read_to_string(folder.join("server.log")).unwrap_or_default();
    panic!("the server does not start\n{log}");
}

async fn try_start(folder: &Path, port: u16, gateway: &str, mortal: bool) -> Option<(Child, String)> {
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
        .env("CLOAKROOM_BROKER_LISTEN", format!("127.0.0.1:{port}"))
        .env("CLOAKROOM_DATA_DIR", folder.join("data"))
        .env("CLOAKROOM_SITE_DIR", folder.join("site"))
        .env("CLOAKROOM_SMS_URL", gateway)
        .env("CLOAKROOM_SMS_BODY", r#"{"to":"{to}","text":"{text}"}"#)
        .stdout(Stdio::piped())
        .stderr(Stdio::from(log))
        .kill_on_drop(true);
    if mortal {
        command.env("CLOAKROOM_TEST_DEATH", order_in(folder));
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
