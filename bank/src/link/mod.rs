//! MQTT, and nothing but MQTT: what comes from the broker goes to the program, what the program holds goes out.
//!
//! * [`Link`]: connects, and connects again.
//! * `session`: one connection, from CONNECT to its end.
//! * `options`: how to connect.
//! * [`pause`]: how long to wait in between.
//!
//! What the program wants known is held in two cells (the next event, the latest state); the link sends what the
//! broker does not have yet. So nothing piles up here, and a lost connection needs no bookkeeping.
//!
//! Pitfalls of the client that shape this code:
//! * It has no pause between attempts, and after a collision of packet ids it may never recover: each connection gets a
//!   new client and a new event loop.
//! * Its event loop must be polled without awaiting anything of ours: a task of its own does only that.
//! * Without `TCP_NODELAY` each answer waits for a delayed acknowledgement (some 40 ms).
//! * Subscriptions do not come back by themselves, and the session expires with the connection on purpose: a command
//!   that waited would be late.

mod options;
pub mod pause;
mod session;

use rumqttc::v5::mqttbytes::v5::Publish;
use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;

use crate::config::{BankConfig, Broker, Timings};
use domain::accounts::Secret;
use domain::ids::BankId;
use pause::Pause;
use session::{End, Session};

/// How many messages may wait between the link and the program.
const NEWS: usize = 64;

/// What the link tells the program.
#[derive(Debug)]
pub enum LinkNews {
    /// Connected, and commands are heard.
    Up,
    /// No longer.
    Down,
    /// Bytes on the topic of commands.
    Command {
        /// As they came.
        payload: Vec<u8>,
        /// To be given back once what follows is on disk.
        receipt: Receipt,
    },
    /// The broker has this event.
    Taken {
        /// Of which boot.
        boot: u64,
        /// Which.
        seq: u64,
    },
}

/// An acknowledgement that is owed to the broker; worth nothing after its connection.
#[derive(Debug)]
pub struct Receipt {
    connection: u64,
    publish: Box<Publish>,
}

/// An event as it goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Of which boot.
    pub boot: u64,
    /// Which.
    pub seq: u64,
    /// Its bytes.
    pub payload: Vec<u8>,
}

/// The program's end of the link.
#[derive(Debug)]
pub struct Line {
    /// What the link tells.
    pub news: mpsc::Receiver<LinkNews>,
    /// The next event, if there is one.
    pub offer: watch::Sender<Option<Offer>>,
    /// The latest state.
    pub state: watch::Sender<Vec<u8>>,
    /// Receipts for commands that are on disk.
    pub receipts: mpsc::UnboundedSender<Receipt>,
}

/// The link's end.
pub struct Link {
    bank: BankId,
    broker: Broker,
    password: Secret,
    timings: Timings,
    boot: u64,
    /// Whether the network cable is plugged in; simulated banks can pull it.
    network: watch::Receiver<bool>,
    news: mpsc::Sender<LinkNews>,
    offer: watch::Receiver<Option<Offer>>,
    state: watch::Receiver<Vec<u8>>,
    receipts: mpsc::UnboundedReceiver<Receipt>,
}

impl Link {
    /// A link that is not connected yet, and the program's end of it.
    pub fn new(config: &BankConfig, boot: u64, network: watch::Receiver<bool>) -> (Self, Line) {
        let (news_in, news) = mpsc::channel(NEWS);
        let (offer, offer_out) = watch::channel(None);
        let (state, state_out) = watch::channel(Vec::new());
        let (receipts, receipts_out) = mpsc::unbounded_channel();
        let link = Self {
            bank: config.bank,
            broker: config.broker.clone(),
            password: config.password.clone(),
            timings: config.timings,
            boot,
            network,
            news: news_in,
            offer: offer_out,
            state: state_out,
            receipts: receipts_out,
        };
        let end = Line {
            news,
            offer,
            state,
            receipts,
        };
        (link, end)
    }

    /// Keeps connected until told to stop; then says `offline` and goodbye.
    pub async fn run(mut self, stop: CancellationToken) {
        let mut pause = Pause::new(
            self.bank,
            Timings::wait(self.timings.pause_ms),
            Timings::wait(self.timings.longest_pause_ms),
        );
        let mut connection = 0;
        while !stop.is_cancelled() {
            tokio::select! {
                () = stop.cancelled() => return,
                plugged = self.network.wait_for(|plugged| *plugged) => if plugged.is_err() { return },
            }
            connection += 1;
            let end = Session::open(&mut self, connection).serve(&stop).await;
            match end {
                End::Stopped => return,
                End::Unplugged => tracing::warn!("the network cable is out"),
                End::Lost { was_up, why } => {
                    tracing::warn!(why, "no connection to the broker");
                    if was_up {
                        pause.begin_again();
                    }
                }
            }
            if self.news.send(LinkNews::Down).await.is_err() {
                return;
            }
            tokio::select! {
                () = stop.cancelled() => {}
                () = tokio::time::sleep(pause.draw()) => {}
            }
        }
    }
}
