//! A whole simulated bank as a process: one JSON act per line comes in, one JSON status per change goes out.
//! When the input ends, so does the bank: whoever holds the other end is gone.

use std::collections::BTreeMap;
use std::io::{BufRead, Write};
use std::sync::Arc;

use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::acts::{Act, ActRefused, Status};
use super::board::{SimulatedBoard, SimulatorHandle};
use super::world::SimulatedDoor;
use crate::config::BankConfig;
use crate::program::{BankError, COMMISSIONING, Edges, Running, run_with};

/// Why a simulated bank ended.
#[derive(Debug, thiserror::Error)]
pub enum SimulatedError {
    /// As a real one does.
    #[error(transparent)]
    Bank(#[from] BankError),
    /// Its world could not be kept.
    #[error("the simulated world could not be kept")]
    World(#[from] std::io::Error),
    /// A fitter could not learn its wiring: a switch is broken from the start.
    #[error(transparent)]
    NotLearned(#[from] crate::commissioning::NotLearned),
}

/// Runs a simulated bank over the process's own input and output until `stop`, or until the input ends.
///
/// # Errors
/// [`SimulatedError`].
pub async fn run_with_stdio(
    config: BankConfig,
    doors: BTreeMap<u16, SimulatedDoor>,
    stop: CancellationToken,
) -> Result<(), SimulatedError> {
    let input = std::io::BufReader::new(std::io::stdin());
    run_with_lines(config, doors, input, std::io::stdout(), stop).await
}

/// The same over any lines. Reading and writing have threads of their own: a slow reader on the other side delays no
/// door.
///
/// # Errors
/// [`SimulatedError`].
pub async fn run_with_lines(
    config: BankConfig,
    doors: BTreeMap<u16, SimulatedDoor>,
    input: impl BufRead + Send + 'static,
    output: impl Write + Send + 'static,
    stop: CancellationToken,
) -> Result<(), SimulatedError> {
    let board = SimulatedBoard::kept_in(&config.state_dir, &doors)?;
    let wiring = config.state_dir.join(COMMISSIONING);
    if !wiring.exists() {
        board.commission()?.save(&wiring)?;
    }
    let acts = read_acts(input);
    let statuses = write_statuses(output);
    let mut bank = Bank {
        handle: board.handle(),
        board: Arc::new(board),
        config,
        running: watch::channel(Running::default()).0,
        network: watch::channel(true).0,
        program: JoinSet::new(),
        stop,
    };
    bank.power_on();
    bank.serve(acts, statuses).await
}

type Acts = mpsc::UnboundedReceiver<Result<Act, ActRefused>>;

struct Bank {
    config: BankConfig,
    board: Arc<SimulatedBoard>,
    handle: SimulatorHandle,
    running: watch::Sender<Running>,
    network: watch::Sender<bool>,
    /// The program, while there is power.
    program: JoinSet<Result<(), BankError>>,
    stop: CancellationToken,
}

impl Bank {
    async fn serve(mut self, mut acts: Acts, statuses: std::sync::mpsc::Sender<String>) -> Result<(), SimulatedError> {
        let mut world = self.handle.changes();
        let mut running = self.running.subscribe();
        let mut refused = None;
        let mut last = String::new();
        loop {
            let status = self.status(refused.take());
            if status != last {
                // A reader that is gone is noticed at the input.
                let _ = statuses.send(status.clone());
                last = status;
            }
            tokio::select! {
                () = self.stop.cancelled() => break,
                act = acts.recv() => match act {
                    Some(act) => {
                        refused = self.take(act).await.err();
                        // Each act is answered with a status, even if nothing moved.
                        last.clear();
                    }
                    None => break,
                },
                _ = world.changed() => {}
                _ = running.changed() => {}
                Some(ended) = self.program.join_next() => {
                    // An error is a power cut: the task was ended from here.
                    if let Ok(end) = ended {
                        return Ok(end?);
                    }
                }
            }
        }
        self.stop.cancel();
        while let Some(ended) = self.program.join_next().await {
            if let Ok(end) = ended {
                end?;
            }
        }
        Ok(())
    }

    async fn take(&mut self, act: Result<Act, ActRefused>) -> Result<(), ActRefused> {
        let act = act?;
        match act {
            Act::CutNetwork | Act::RestoreNetwork => {
                self.network.send_replace(act == Act::RestoreNetwork);
                Ok(())
            }
            Act::CutPower if self.program.is_empty() => Err(ActRefused::AlreadySo),
            Act::RestorePower if !self.program.is_empty() => Err(ActRefused::AlreadySo),
            Act::CutPower => {
                self.handle.act(act)?;
                // No goodbye: the program is gone between two of its steps, its socket with it.
                self.program.shutdown().await;
                self.running.send_replace(Running::default());
                Ok(())
            }
            Act::RestorePower => {
                self.handle.act(act)?;
                self.power_on();
                Ok(())
            }
            Act::Status => Ok(()),
            act => self.handle.act(act),
        }
    }

    fn power_on(&mut self) {
        let edges = Edges {
            network: self.network.clone(),
            running: self.running.clone(),
            ..Edges::of_this_machine(self.stop.clone())
        };
        self.program
            .spawn(run_with(self.config.clone(), Arc::clone(&self.board), edges));
    }

    fn status(&self, refused: Option<ActRefused>) -> String {
        let front = self.handle.front();
        let running = *self.running.borrow();
        let status = Status {
            boot: running.boot,
            connected: running.connected,
            power: !self.program.is_empty(),
            mains: front.mains,
            network: *self.network.borrow(),
            board: front.answers,
            waiting: running.waiting,
            message: front.message,
            identified: front.identified,
            doors: front.doors,
            refused,
        };
        // Plain fields and string keys can always be written.
        serde_json::to_string(&status).unwrap_or_default()
    }
}

fn read_acts(input: impl BufRead + Send + 'static) -> Acts {
    let (acts, read) = mpsc::unbounded_channel();
    std::thread::spawn(move || {
        for line in input.lines() {
            let Ok(line) = line else { return };
            if line.trim().is_empty() {
                continue;
            }
            let act = serde_json::from_str(&line).map_err(|_| ActRefused::NotAnAct);
            if acts.send(act).is_err() {
                return;
            }
        }
    });
    read
}

fn write_statuses(mut output: impl Write + Send + 'static) -> std::sync::mpsc::Sender<String> {
    let (statuses, written) = std::sync::mpsc::channel::<String>();
    std::thread::spawn(move || {
        while let Ok(status) = written.recv() {
            if writeln!(output, "{status}").and_then(|()| output.flush()).is_err() {
                return;
            }
        }
    });
    statuses
}
