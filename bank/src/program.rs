//! Ties controller, journal, board and link together: one loop, one input at a time.
//!
//! The order of every step is the safety of the whole: changes to disk, then pulses, then the receipt for the broker.
//! Writing to disk blocks this loop on purpose: nothing may happen before it is done.
//! What to decide is not known here.

use std::sync::Arc;
use std::time::Duration;

use domain::lockers::protocol::Malformed;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::board::{self, BoardNews, LockBoard, NoPulse, Reading};
use crate::clock::{Clock, MachineClock};
use crate::commissioning::{Commissioning, Meaning};
use crate::config::{BankConfig, Timings};
use crate::controller::{Controller, Counts, Do, Input, Settings, Step};
use crate::failpoint;
use crate::journal::{Found, Journal, JournalError};
use crate::lately::Lately;
use crate::link::{Line, Link, LinkNews, Offer};
use crate::records::{NotOurs, Record, line};

/// The file that says how the compartments are wired, in the state directory.
pub const COMMISSIONING: &str = "commissioning.json";
/// How often time is looked at: deadlines are some seconds long.
const TICK: Duration = Duration::from_millis(200);
/// Below this a journal is usually never rewritten.
const SMALL: u64 = 256 * 1024;
/// How many times its size after the last rewriting a journal may usually reach.
const GROWTH: u64 = 4;
/// How long the link may take to say goodbye.
const GOODBYE: Duration = Duration::from_secs(4);

/// What can be seen of a running program.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Running {
    /// Its boot; 0 before it has one.
    pub boot: u64,
    /// Whether it hears commands.
    pub connected: bool,
    /// Events that the broker does not have yet, or may have lost.
    pub waiting: usize,
    /// What was refused or repeated.
    pub counts: Counts,
}

/// Where the program touches the world, besides board and broker.
#[derive(Clone)]
pub struct Edges {
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Whether the network cable is plugged in.
    pub network: watch::Sender<bool>,
    /// Told at each change.
    pub running: watch::Sender<Running>,
    /// Ends the program with a goodbye to the broker.
    pub stop: CancellationToken,
    /// The journal's size below which it is never rewritten.
    pub small_journal: u64,
    /// How many times its size after the last rewriting the journal may reach.
    pub journal_growth: u64,
}

impl Edges {
    /// The machine's clock, and a cable that nobody pulls.
    pub fn of_this_machine(stop: CancellationToken) -> Self {
        Self {
            clock: Arc::new(MachineClock::new()),
            network: watch::channel(true).0,
            running: watch::channel(Running::default()).0,
            stop,
            small_journal: SMALL,
            journal_growth: GROWTH,
        }
    }
}

/// Why the program ended. All of it needs a new start at least: without its journal a bank opens nothing.
#[derive(Debug, thiserror::Error)]
pub enum BankError {
    /// The journal.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The journal is not ours.
    #[error(transparent)]
    NotOurs(#[from] NotOurs),
    /// The file of the wiring.
    #[error("cannot read {COMMISSIONING}")]
    Commissioning(#[source] std::io::Error),
    /// Doors that were never commissioned.
    #[error("these doors were never commissioned: {0:?}")]
    NotCommissioned(Vec<u16>),
    /// A message that cannot be written.
    #[error(transparent)]
    Message(#[from] Malformed),
    /// The link ended by itself.
    #[error("the link to the broker ended")]
    Link,
}

/// Runs a bank until told to stop.
///
/// # Errors
/// [`BankError`].
pub async fn run<B: LockBoard>(config: BankConfig, board: Arc<B>, stop: CancellationToken) -> Result<(), BankError> {
    run_with(config, board, Edges::of_this_machine(stop)).await
}

/// Runs a bank with given edges. Dropping the future is a power cut: nothing is said to anybody.
///
/// # Errors
/// [`BankError`].
pub async fn run_with<B: LockBoard>(config: BankConfig, board: Arc<B>, edges: Edges) -> Result<(), BankError> {
    let commissioning = commissioned(&config)?;
    let Found { journal, lines, gap } = Journal::open(&config.state_dir)?;
    let record = Record::read(&lines)?;
    let now = edges.clock.now();
    let (controller, first) = Controller::start(settings(&config), record, gap, now);
    let boot = controller.record().boot;
    tracing::info!(bank = %config.bank, boot, doors = config.doors.len(), "the bank starts");
    let (link, ours) = Link::new(&config, boot, edges.network.subscribe());
    let mut tasks = JoinSet::new();
    let hang_up = CancellationToken::new();
    tasks.spawn(link.run(hang_up.clone()));
    let mut program = Program {
        config,
        commissioning,
        controller,
        lately: Lately::default(),
        journal,
        small: edges.small_journal,
        board,
        line: ours,
        edges,
        connected: false,
        pulses: mpsc::unbounded_channel(),
        pulsing: JoinSet::new(),
    };
    program.carry_out(&first)?;
    let end = program.serve(&mut tasks).await;
    hang_up.cancel();
    let goodbye = async { while tasks.join_next().await.is_some() {} };
    tokio::select! {
        () = goodbye => {}
        // The link's last news must not find a full channel.
        () = async { while program.line.news.recv().await.is_some() {} std::future::pending().await } => {}
        () = tokio::time::sleep(GOODBYE) => {}
    }
    tracing::info!(boot, "the bank stops");
    end
}

fn commissioned(config: &BankConfig) -> Result<Commissioning, BankError> {
    let commissioning = Commissioning::load(&config.state_dir.join(COMMISSIONING))
        .map_err(BankError::Commissioning)?
        .unwrap_or_default();
    let missing: Vec<u16> = config
        .doors
        .iter()
        .copied()
        .filter(|number| !commissioning.compartments.contains_key(number))
        .collect();
    if missing.is_empty() {
        Ok(commissioning)
    } else {
        Err(BankError::NotCommissioned(missing))
    }
}

fn settings(config: &BankConfig) -> Settings {
    let timings = config.timings;
    Settings {
        bank: config.bank,
        keys: config.keys.clone(),
        doors: config.doors.clone(),
        opening: Timings::span(timings.opening_ms),
        late_opening: Timings::span(timings.late_opening_ms),
        left_open: Timings::span(timings.left_open_ms),
        remember: Timings::span(timings.remember_ms),
        firmware: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

type PulseAnswer = (u16, Result<(), NoPulse>);

struct Program<B> {
    config: BankConfig,
    commissioning: Commissioning,
    controller: Controller,
    lately: Lately,
    journal: Journal,
    /// The journal's size below which it is not rewritten.
    small: u64,
    board: Arc<B>,
    line: Line,
    edges: Edges,
    connected: bool,
    pulses: (mpsc::UnboundedSender<PulseAnswer>, mpsc::UnboundedReceiver<PulseAnswer>),
    pulsing: JoinSet<()>,
}

impl<B: LockBoard> Program<B> {
    async fn serve(&mut self, tasks: &mut JoinSet<()>) -> Result<(), BankError> {
        let mut board_news = self.board.listen();
        self.read_board().await?;
        let mut tick = tokio::time::interval(TICK);
        tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                // A switch is read before a command is obeyed: the door may just have opened.
                biased;
                () = self.edges.stop.cancelled() => return Ok(()),
                Some(news) = board_news.recv() => self.board_says(news).await?,
                Some((compartment, answer)) = self.pulses.1.recv() => {
                    self.take(Input::PulseAnswered { compartment, answer })?;
                }
                Some(news) = self.line.news.recv() => self.link_says(news)?,
                _ = tick.tick() => self.take(Input::Tick)?,
                _ = tasks.join_next() => return Err(BankError::Link),
                Some(_) = self.pulsing.join_next() => {}
            }
        }
    }

    async fn board_says(&mut self, news: BoardNews) -> Result<(), BankError> {
        match news {
            BoardNews::Changed(reading) => self.reading(reading),
            BoardNews::Lost => self.take(Input::BoardSilent),
            BoardNews::Back => self.read_board().await,
            BoardNews::Pressed(button) => self.take(Input::Button(button)),
            BoardNews::Power { on } => self.take(Input::Power { on }),
            BoardNews::Tamper => self.take(Input::Tamper),
        }
    }

    async fn read_board(&mut self) -> Result<(), BankError> {
        let limit = Timings::wait(self.config.timings.board_ms);
        match tokio::time::timeout(limit, self.board.read_all()).await {
            Ok(Ok(mut readings)) => {
                self.take(Input::BoardAnswers)?;
                // A door that was shut in the dark is told with what lies behind it.
                readings.sort_by_key(|reading| reading.input == board::Input::Switch);
                for reading in readings {
                    self.reading(reading)?;
                }
                self.publish()
            }
            Ok(Err(_)) | Err(_) => self.take(Input::BoardSilent),
        }
    }

    fn reading(&mut self, reading: Reading) -> Result<(), BankError> {
        let compartment = reading.compartment;
        match self.commissioning.meaning(reading) {
            Some(Meaning::Door(level)) => self.take(Input::Door { compartment, level }),
            Some(Meaning::Item(present)) => self.take(Input::Item { compartment, present }),
            None => {
                tracing::debug!(compartment, "an input that was never commissioned: ignored");
                Ok(())
            }
        }
    }

    fn link_says(&mut self, news: LinkNews) -> Result<(), BankError> {
        match news {
            LinkNews::Up => self.connected = true,
            LinkNews::Down => {
                self.connected = false;
                self.lately.lost(self.edges.clock.now().uptime);
            }
            LinkNews::Command { payload, receipt } => {
                self.take(Input::Command(&payload))?;
                // The link may have ended; then the receipt is worth nothing anyway.
                let _ = self.line.receipts.send(receipt);
                return Ok(());
            }
            LinkNews::Taken { boot, seq } => return self.taken(boot, seq),
        }
        tracing::info!(connected = self.connected, "the link to the broker");
        self.publish()
    }

    /// The broker has an event. Until it has surely written it down we keep it, too.
    fn taken(&mut self, boot: u64, seq: u64) -> Result<(), BankError> {
        let uptime = self.edges.clock.now().uptime;
        if self.lately.took_again(boot, seq, uptime) {
            return self.offer();
        }
        let waiting = self.controller.record().queue.iter();
        let told = waiting.take_while(|event| (event.boot, event.seq) <= (boot, seq));
        self.lately.took(told.cloned(), uptime);
        self.take(Input::Taken { boot, seq })
    }

    fn take(&mut self, input: Input<'_>) -> Result<(), BankError> {
        let reading = matches!(input, Input::Door { .. } | Input::Item { .. } | Input::BoardAnswers);
        let step = self.controller.handle(input, self.edges.clock.now());
        if step == Step::default() && !reading {
            return Ok(());
        }
        self.carry_out(&step)
    }

    /// Changes to disk first. If that fails the program ends: without a memory nothing may be pulsed.
    fn carry_out(&mut self, step: &Step) -> Result<(), BankError> {
        if !step.changes.is_empty() {
            self.journal.append(&line(&step.changes), step.is_durable())?;
        }
        for what in &step.then {
            match what {
                Do::Pulse { compartment } => self.pulse(*compartment),
                Do::Identify => self.board.identify(),
                Do::Show { text } => self.board.show(text),
            }
        }
        // That the broker has an event is no news of the doors.
        if step.changes.is_empty() || step.is_durable() {
            self.publish()?;
        } else {
            self.offer()?;
        }
        self.rewrite_journal()
    }

    fn pulse(&mut self, compartment: u16) {
        let board = Arc::clone(&self.board);
        let answers = self.pulses.0.clone();
        let limit = Timings::wait(self.config.timings.board_ms);
        self.pulsing.spawn(async move {
            failpoint::reached("before a lock is pulsed");
            let answer = tokio::time::timeout(limit, board.pulse(compartment)).await;
            failpoint::reached("after a lock is pulsed");
            let _ = answers.send((compartment, answer.unwrap_or(Err(NoPulse::NoAnswer))));
        });
    }

    /// Puts the latest state and the next event where the link finds them.
    fn publish(&self) -> Result<(), BankError> {
        let snapshot = self.controller.snapshot(self.edges.clock.now()).to_bytes()?;
        self.line.state.send_replace(snapshot);
        self.offer()
    }

    /// Puts the next event where the link finds it.
    fn offer(&self) -> Result<(), BankError> {
        let record = self.controller.record();
        let next = self.lately.first().or_else(|| record.queue.front());
        let offer = next
            .map(|event| {
                let (boot, seq) = (event.boot, event.seq);
                event.to_bytes().map(|payload| Offer { boot, seq, payload })
            })
            .transpose()?;
        self.line.offer.send_if_modified(|now| {
            let changed = *now != offer;
            *now = offer;
            changed
        });
        let running = Running {
            boot: record.boot,
            connected: self.connected,
            waiting: record.queue.len() + self.lately.len(),
            counts: self.controller.counts(),
        };
        self.edges.running.send_if_modified(|now| {
            let changed = *now != running;
            *now = running;
            changed
        });
        Ok(())
    }

    fn rewrite_journal(&mut self) -> Result<(), BankError> {
        if self.journal.len() <= self.small {
            return Ok(());
        }
        self.journal.replace(&self.controller.record().to_lines())?;
        let grown = self.journal.len().saturating_mul(self.edges.journal_growth);
        self.small = self.edges.small_journal.max(grown);
        Ok(())
    }
}
