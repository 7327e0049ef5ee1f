//! Keeps one bank's process running: `cloakroom bank run` with JSON acts on its input and statuses on its output.
//! A process that dies by itself is started again; one whose plug was pulled stays dead until it is plugged in.

use std::process::Stdio;
use std::time::Duration;

use bank::simulated::{Act, Status};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::{mpsc, oneshot, watch};
use tokio_util::sync::CancellationToken;

use super::sims::{Cabinet, Deed, Order, Seen};
use crate::failure::{Doing, Failure};

/// Before a process that died is started again.
const PAUSE: Duration = Duration::from_millis(700);
/// How long a bank may take to say goodbye.
const GOODBYE: Duration = Duration::from_secs(2);
/// A bank's own log, unless the operator wants to read more.
const LOG_LEVEL: &str = "CLOAKROOM_LOG_LEVEL";

/// Has one bank's process.
pub(super) struct Keeper {
    cabinet: Cabinet,
    show: watch::Sender<Seen>,
    process: Option<Process>,
    /// Whether there shall be one.
    plugged: bool,
    /// Who waits for the next status.
    waiting: Vec<oneshot::Sender<()>>,
}

struct Process {
    child: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
}

enum News {
    Said(String),
    Died,
}

impl Process {
    fn start(cabinet: &Cabinet) -> Result<Self, Failure> {
        let program = std::env::current_exe().doing("find my own program")?;
        let mut command = Command::new(program);
        command
            .args(["bank", "run", "--bank-config"])
            .arg(&cabinet.papers)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // A key press that stops the demo must not reach its banks first: they would be started again.
            .process_group(0)
            .kill_on_drop(true);
        if std::env::var_os(LOG_LEVEL).is_none() {
            command.env(LOG_LEVEL, "warn");
        }
        let mut child = command.spawn().doing("start a bank's program")?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(input), Some(output)) => Ok(Self {
                child,
                input,
                output: BufReader::new(output).lines(),
            }),
            _ => Err(Failure::new("a bank's program has no input or output")),
        }
    }

    async fn say(&mut self, act: Act) -> Result<(), Failure> {
        let mut line = serde_json::to_vec(&act).doing("write an act")?;
        line.push(b'\n');
        self.input.write_all(&line).await.doing("tell a bank's program")
    }

    async fn news(&mut self) -> News {
        match self.output.next_line().await {
            Ok(Some(line)) => News::Said(line),
            Ok(None) | Err(_) => News::Died,
        }
    }

    /// No goodbye to anybody: SIGKILL.
    async fn kill(mut self) {
        if let Err(error) = self.child.kill().await {
            tracing::warn!(%error, "a bank's program could not be killed");
        }
    }

    /// Its input ends, and so does it.
    async fn end(self) {
        let Self {
            mut child,
            input,
            output,
        } = self;
        drop(input);
        if tokio::time::timeout(GOODBYE, child.wait()).await.is_err() {
            tracing::warn!("a bank's program did not end by itself");
        }
        drop(output);
    }
}

impl Keeper {
    pub(super) fn new(cabinet: Cabinet, show: watch::Sender<Seen>) -> Self {
        Self {
            cabinet,
            show,
            process: None,
            plugged: true,
            waiting: Vec::new(),
        }
    }

    /// Runs until told to stop.
    pub(super) async fn run(mut self, mut orders: mpsc::Receiver<Order>, stop: CancellationToken) {
        self.switch_on();
        loop {
            tokio::select! {
                () = stop.cancelled() => break,
                Some(order) = orders.recv() => self.take(order).await,
                news = news(self.process.as_mut()) => match news {
                    News::Said(line) => self.said(&line),
                    News::Died => self.died().await,
                },
            }
        }
        if let Some(process) = self.process.take() {
            process.end().await;
        }
    }

    async fn take(&mut self, (deed, done): Order) {
        match deed {
            Deed::Unplug => {
                self.plugged = false;
                if let Some(process) = self.process.take() {
                    process.kill().await;
                }
                self.reach_in(Act::Status);
            }
            Deed::Plug if !self.plugged => {
                self.plugged = true;
                self.switch_on();
                // Done when the new process has said its first word.
                return self.waiting.push(done);
            }
            Deed::Plug => {}
            Deed::Act(act) => match &mut self.process {
                Some(process) => match process.say(act).await {
                    Ok(()) => return self.waiting.push(done),
                    Err(error) => tracing::warn!(%error, "an act was lost"),
                },
                None => self.reach_in(act),
            },
        }
        // Nobody may wait any more.
        let _ = done.send(());
    }

    fn switch_on(&mut self) {
        match Process::start(&self.cabinet) {
            Ok(process) => self.process = Some(process),
            Err(error) => tracing::error!(%error, "a bank without a program"),
        }
    }

    /// Hands work without power too: a door can be pushed shut.
    fn reach_in(&mut self, act: Act) {
        match self.cabinet.touch(act) {
            Ok(doors) => self.show.send_modify(|seen| {
                seen.plugged = false;
                if let Some(status) = &mut seen.status {
                    status.doors = doors;
                    status.connected = false;
                }
            }),
            Err(error) => tracing::warn!(%error, "a hand could not reach into a bank"),
        }
    }

    fn said(&mut self, line: &str) {
        match serde_json::from_str::<Status>(line) {
            Ok(status) => self.show.send_modify(|seen| {
                seen.plugged = true;
                seen.status = Some(status);
            }),
            Err(error) => tracing::warn!(%error, "a bank's program said something else than its status"),
        }
        for done in self.waiting.drain(..) {
            // Nobody may wait any more.
            let _ = done.send(());
        }
    }

    async fn died(&mut self) {
        if let Some(process) = self.process.take() {
            process.kill().await;
        }
        if self.plugged {
            tracing::warn!("a bank's program died; it is started again");
            tokio::time::sleep(PAUSE).await;
            self.switch_on();
        }
    }
}

/// What a process says next; a process that is not there says nothing.
async fn news(process: Option<&mut Process>) -> News {
    match process {
        Some(process) => process.news().await,
        None => std::future::pending().await,
    }
}
