//! The wire between a lock board and the program in its bank: the board stays where the test is, and the program is a process of
//! its own, which may die as it does in the field while doors and things stay where they are. Here is the program's end.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use bank::board::{BoardNews, Input, NoPulse, Reading, Signal};
use bank::config::PASSWORD_VARIABLE;
use bank::{BankConfig, BankFile, Edges, LockBoard, Running};
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;

/// The program's name among the tests of this program.
pub const PROGRAM: &str = "deaths::wire::the_program_in_the_bank";
/// Names the file with the program's configuration.
pub const PAPERS: &str = "CLOAKROOM_TEST_BANK_PAPERS";
/// Where its board is.
pub const BOARD: &str = "CLOAKROOM_TEST_BANK_BOARD";

/// An input of the board and what it reads.
pub type Seen = (u16, Input, Signal);

/// From the program to its board.
#[derive(Debug, Serialize, Deserialize)]
pub enum Order {
    /// Say how all inputs stand.
    Read,
    /// Pulse a lock.
    Pulse(u16),
    /// Not for a board, but for whoever watches the program: whether it hears commands, and how many events the broker has not.
    Running { connected: bool, waiting: usize },
}

/// From the board to the program.
#[derive(Debug, Serialize, Deserialize)]
pub enum Word {
    /// How all inputs stand.
    Read(Vec<Seen>),
    /// Whether the pulse went out.
    Pulsed(bool),
    /// An input changed.
    Changed(Seen),
}

/// As it goes over the wire.
pub fn line(message: &impl Serialize) -> Vec<u8> {
    let mut line = serde_json::to_vec(message).unwrap();
    line.push(b'\n');
    line
}

/// A reading as it goes over the wire.
pub const fn seen(reading: Reading) -> Seen {
    (reading.compartment, reading.input, reading.signal)
}

const fn reading((compartment, input, signal): Seen) -> Reading {
    Reading {
        compartment,
        input,
        signal,
    }
}

/// Not a test by itself: the process that dies in the scenes of the others. It rewrites its journal far more often than a real one,
/// so that it may die over that, too.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_program_in_the_bank() {
    let Some(papers) = std::env::var_os(PAPERS).map(PathBuf::from) else {
        return;
    };
    let file: BankFile = serde_json::from_slice(&std::fs::read(papers).unwrap()).unwrap();
    let config = BankConfig::from_file(&file, std::env::var(PASSWORD_VARIABLE).ok()).unwrap();
    let board = WiredBoard::connect(&std::env::var(BOARD).unwrap()).await;
    let edges = Edges {
        small_journal: 0,
        journal_growth: 2,
        ..Edges::of_this_machine(CancellationToken::new())
    };
    let board = Arc::new(board);
    tokio::spawn(Arc::clone(&board).report(edges.running.subscribe()));
    bank::run_with(config, board, edges).await.unwrap();
}

/// The board at the other end of the wire.
struct WiredBoard {
    orders: tokio::sync::Mutex<OwnedWriteHalf>,
    readings: tokio::sync::Mutex<mpsc::UnboundedReceiver<Vec<Seen>>>,
    pulsed: tokio::sync::Mutex<mpsc::UnboundedReceiver<bool>>,
    news: Mutex<Option<mpsc::UnboundedReceiver<BoardNews>>>,
}

impl WiredBoard {
    async fn connect(at: &str) -> Self {
        let wire = TcpStream::connect(at).await.unwrap();
        wire.set_nodelay(true).unwrap();
        let (words, orders) = wire.into_split();
        let (readings_in, readings) = mpsc::unbounded_channel();
        let (pulsed_in, pulsed) = mpsc::unbounded_channel();
        let (news_in, news) = mpsc::unbounded_channel();
        tokio::spawn(hear(words, readings_in, pulsed_in, news_in));
        Self {
            orders: tokio::sync::Mutex::new(orders),
            readings: tokio::sync::Mutex::new(readings),
            pulsed: tokio::sync::Mutex::new(pulsed),
            news: Mutex::new(Some(news)),
        }
    }

    async fn order(&self, order: &Order) -> std::io::Result<()> {
        self.orders.lock().await.write_all(&line(order)).await
    }

    /// Tells whoever watches how the program runs.
    async fn report(self: Arc<Self>, mut running: watch::Receiver<Running>) {
        loop {
            let now = *running.borrow_and_update();
            let order = Order::Running {
                connected: now.connected,
                waiting: now.waiting,
            };
            if self.order(&order).await.is_err() || running.changed().await.is_err() {
                return;
            }
        }
    }
}

/// Deals out what the board says; without a board there is no use in going on.
async fn hear(
    words: OwnedReadHalf,
    readings: mpsc::UnboundedSender<Vec<Seen>>,
    pulsed: mpsc::UnboundedSender<bool>,
    news: mpsc::UnboundedSender<BoardNews>,
) {
    let mut lines = BufReader::new(words).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        let word: Word = serde_json::from_str(&line).unwrap();
        let heard = match word {
            Word::Read(all) => readings.send(all).is_ok(),
            Word::Pulsed(sent) => pulsed.send(sent).is_ok(),
            Word::Changed(seen) => news.send(BoardNews::Changed(reading(seen))).is_ok(),
        };
        assert!(heard, "nobody listens to the board");
    }
    std::process::exit(0);
}

impl LockBoard for WiredBoard {
    async fn pulse(&self, compartment: u16) -> Result<(), NoPulse> {
        let mut answers = self.pulsed.lock().await;
        self.order(&Order::Pulse(compartment))
            .await
            .map_err(|_| NoPulse::NoAnswer)?;
        match answers.recv().await {
            Some(true) => Ok(()),
            Some(false) => Err(NoPulse::NotSent),
            None => Err(NoPulse::NoAnswer),
        }
    }

    async fn read_all(&self) -> Result<Vec<Reading>, NoPulse> {
        let mut answers = self.readings.lock().await;
        self.order(&Order::Read).await.map_err(|_| NoPulse::NoAnswer)?;
        let all = answers.recv().await.ok_or(NoPulse::NoAnswer)?;
        Ok(all.into_iter().map(reading).collect())
    }

    fn listen(&self) -> mpsc::UnboundedReceiver<BoardNews> {
        self.news.lock().unwrap().take().unwrap()
    }

    fn identify(&self) {}

    fn show(&self, _text: &str) {}
}
