//! A cabinet with its doors, its things and its lock board, which outlive the program in it; and that program, as a process at the
//! other end of a wire (`wire.rs`). No test and no judgement is in here.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};

use bank::board::BoardNews;
use bank::config::PASSWORD_VARIABLE;
use bank::simulated::{Act, DoorStatus, SimulatedBoard, SimulatedDoor, SimulatorHandle};
use bank::{BankFile, LockBoard as _, Timings};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::process::{Child, Command};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::doom::Steps;
use super::furnish::Furnished;
use super::scene::PATIENCE;
use super::wire::{self, Order, Word, line, seen};

/// What the program told of itself over the wire, and what was when it last fell silent.
#[derive(Debug, Clone, Copy, Default)]
struct Told {
    /// Whether it hears commands.
    connected: bool,
    /// Events that the broker has not.
    waiting: usize,
    /// How many programs have ended.
    ended: u32,
    /// Pulses of all locks when the last of them ended.
    pulses: u64,
}

/// A cabinet and the program in it.
pub struct Locker {
    handle: SimulatorHandle,
    told: watch::Receiver<Told>,
    folder: PathBuf,
    password: String,
    board: SocketAddr,
    program: Child,
    deaths: u32,
}

impl Locker {
    /// A cabinet in which the furnished things lie, and a program that can be armed.
    pub async fn start(base: &Furnished, folder: &Path, port: u16, stop: &CancellationToken) -> Self {
        let board = board_of(base);
        prepare(base, folder, port, &board);
        let wire = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (at, handle) = (wire.local_addr().unwrap(), board.handle());
        let (tells, told) = watch::channel(Told::default());
        let stopped = stop.clone();
        tokio::spawn(async move {
            tokio::select! {
                () = listen(wire, board, tells) => {}
                () = stopped.cancelled() => {}
            }
        });
        let password = base.papers.password.expose().to_owned();
        let program = spawn(folder, at, &password, true);
        Self {
            handle,
            told,
            folder: folder.to_owned(),
            password,
            board: at,
            program,
            deaths: 0,
        }
    }

    /// Until the program hears commands.
    pub async fn connected(&mut self) {
        let deaths = self.deaths;
        // What the dead one said last is read to its end before the next is heard.
        let there = self.told.wait_for(|told| told.connected && told.ended == deaths);
        tokio::time::timeout(PATIENCE, there).await.unwrap().unwrap();
    }

    /// Whether the broker has all events.
    pub fn has_told_all(&self) -> bool {
        let told = self.told.borrow();
        told.connected && told.waiting == 0 && told.ended == self.deaths
    }

    /// How the program ended, if it did.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.program.try_wait().unwrap()
    }

    /// Starts the program again, and now it cannot die; returns when it hears commands.
    pub async fn again(&mut self) {
        self.deaths += 1;
        self.program = spawn(&self.folder, self.board, &self.password, false);
        self.connected().await;
    }

    /// Whether a lock was pulsed since the program was started again.
    pub fn was_pulsed_since(&self) -> bool {
        pulses(&self.handle) != self.told.borrow().pulses
    }

    /// The doors as one sees them.
    pub fn doors(&self) -> Vec<DoorStatus> {
        self.handle.front().doors
    }

    /// Somebody does something in front of it.
    pub fn act(&self, act: Act) {
        self.handle.act(act).unwrap();
    }
}

fn pulses(handle: &SimulatorHandle) -> u64 {
    handle.front().doors.iter().map(|door| door.pulses).sum()
}

fn board_of(base: &Furnished) -> SimulatedBoard {
    let full = [base.overdue.door, base.waiting.door];
    let build = |number: &u16| {
        let door = SimulatedDoor::new(*number, true);
        let door = if full.contains(number) { door.with_item() } else { door };
        (*number, door)
    };
    let doors: BTreeMap<u16, SimulatedDoor> = base.papers.doors.iter().map(build).collect();
    SimulatedBoard::new(doors)
}

fn papers(folder: &Path) -> PathBuf {
    folder.join("bank.json")
}

/// What a fitter leaves behind: how the doors are wired, and what the program must know.
fn prepare(base: &Furnished, folder: &Path, port: u16, board: &SimulatedBoard) {
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
    std::fs::write(papers(folder), serde_json::to_vec(&file).unwrap()).unwrap();
}

fn spawn(folder: &Path, board: SocketAddr, password: &str, mortal: bool) -> Child {
    let log = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(folder.join("bank.log"))
        .unwrap();
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args([wire::PROGRAM, "--exact", "--nocapture"])
        .env(wire::PAPERS, papers(folder))
        .env(wire::BOARD, board.to_string())
        .env(PASSWORD_VARIABLE, password)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::from(log))
        .kill_on_drop(true);
    if mortal {
        command.env(Steps::Bank.variable(), Steps::Bank.order(folder));
    }
    command.spawn().unwrap()
}

/// One program after the other is at the wire.
async fn listen(wire: TcpListener, board: SimulatedBoard, tells: watch::Sender<Told>) {
    while let Ok((program, _)) = wire.accept().await {
        program.set_nodelay(true).unwrap();
        serve(program, &board, &tells).await;
        let pulses = pulses(&board.handle());
        tells.send_modify(|told| {
            *told = Told {
                ended: told.ended + 1,
                pulses,
                ..Told::default()
            };
        });
    }
}

/// Does what the program says, to its last word, and tells it what moves.
async fn serve(program: TcpStream, board: &SimulatedBoard, tells: &watch::Sender<Told>) {
    let (orders, mut words) = program.into_split();
    let mut orders = BufReader::new(orders).lines();
    let mut news = board.listen();
    loop {
        let word = tokio::select! {
            order = orders.next_line() => {
                let Some(order) = order.ok().flatten().and_then(|order| serde_json::from_str(&order).ok()) else {
                    return;
                };
                obey(order, board, tells).await
            }
            Some(change) = news.recv() => match change {
                BoardNews::Changed(reading) => Some(Word::Changed(seen(reading))),
                // Nothing but doors and things moves in these scenes.
                _ => None,
            },
        };
        if let Some(word) = word {
            // A program that is gone hears nothing; what it said before is done all the same.
            let _ = words.write_all(&line(&word)).await;
        }
    }
}

async fn obey(order: Order, board: &SimulatedBoard, tells: &watch::Sender<Told>) -> Option<Word> {
    match order {
        Order::Read => {
            let readings = board.read_all().await.unwrap();
            Some(Word::Read(readings.into_iter().map(seen).collect()))
        }
        Order::Pulse(door) => Some(Word::Pulsed(board.pulse(door).await.is_ok())),
        Order::Running { connected, waiting } => {
            tells.send_modify(|told| {
                told.connected = connected;
                told.waiting = waiting;
            });
            None
        }
    }
}
