//! A bank as a process of its own, killed in the middle of a pulse, and after each step of a turn of keys.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use bank::LockBoard;
use bank::board::{BoardNews, Input, NoPulse, Reading, Signal};
use bank::commissioning::{Commissioning, Shown};
use domain::lockers::protocol::{Action, Fact, HeldKeys, KeyAct, Outcome, seal, seal_key_order};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::broker::{Heard, Mosquitto, PATIENCE, Server};
use crate::link::{config, wall};
use crate::stage::{directory, id, key, result, sealed, unlock};
use crate::turning::{about, public};

const DIR: &str = "BANK_TEST_CHILD_DIR";
const PORT: &str = "BANK_TEST_CHILD_PORT";

/// A board that writes each pulse down and never answers to it.
struct Scribe {
    file: PathBuf,
    _news: mpsc::UnboundedSender<BoardNews>,
    listener: std::sync::Mutex<Option<mpsc::UnboundedReceiver<BoardNews>>>,
}

impl LockBoard for Scribe {
    async fn pulse(&self, compartment: u16) -> Result<(), NoPulse> {
        let mut file = OpenOptions::new().append(true).create(true).open(&self.file).unwrap();
        writeln!(file, "{compartment}").unwrap();
        file.sync_all().unwrap();
        std::future::pending().await
    }

    async fn read_all(&self) -> Result<Vec<Reading>, NoPulse> {
        let readings = (1..=4).map(|compartment| Reading {
            compartment,
            input: Input::Switch,
            signal: Signal::Low,
        });
        Ok(readings.collect())
    }

    fn listen(&self) -> mpsc::UnboundedReceiver<BoardNews> {
        self.listener.lock().unwrap().take().unwrap()
    }

    fn identify(&self) {}

    fn show(&self, _text: &str) {}
}

/// Not a test by itself: the process that is started and killed below.
#[tokio::test(flavor = "multi_thread")]
async fn the_process_that_is_killed() {
    let (Ok(dir), Ok(port)) = (std::env::var(DIR), std::env::var(PORT)) else {
        return;
    };
    let dir = PathBuf::from(dir);
    let mut config = config(&dir, port.parse().unwrap());
    config.timings.opening_ms = 60_000;
    fs::create_dir_all(&config.state_dir).unwrap();
    let mut learned = Commissioning::default();
    for compartment in 1..=4 {
        let shown = Shown {
            shut: Signal::Low,
            open: Signal::High,
            empty_and_full: None,
        };
        learned.learn(compartment, shown).unwrap();
    }
    learned
        .save(&config.state_dir.join(bank::program::COMMISSIONING))
        .unwrap();
    let (news, listener) = mpsc::unbounded_channel();
    let board = Scribe {
        file: dir.join("pulses"),
        _news: news,
        listener: std::sync::Mutex::new(Some(listener)),
    };
    bank::run(config, Arc::new(board), CancellationToken::new())
        .await
        .unwrap();
}

fn start(dir: &Path, port: u16) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["process::the_process_that_is_killed", "--exact"])
        .env(DIR, dir)
        .env(PORT, port.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn pulses(dir: &Path) -> String {
    fs::read_to_string(dir.join("pulses")).unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_during_a_pulse_it_answers_unknown_and_does_not_pulse_again() {
    let dir = directory("killed");
    let mosquitto = Mosquitto::start(&dir);
    let mut server = Server::connect(mosquitto.port).await;
    let mut child = start(&dir, mosquitto.port);
    server.online(true).await;
    let command = sealed(&unlock(1, 3, wall()));
    server.send(command.clone(), false).await;
    let accepted = server.event().await;
    assert_eq!(accepted.fact, result(1, Outcome::Accepted));
    let pulsed = tokio::time::timeout(PATIENCE, async {
        while pulses(&dir) != "3\n" {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    });
    pulsed.await.unwrap();
    // SIGKILL: nothing is flushed, nobody says goodbye.
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(server.online(false).await.boot, accepted.boot);

    let mut child = start(&dir, mosquitto.port);
    let told = loop {
        // The broker may not have acknowledged before the end: then the answer of before comes once more.
        let event = server.event().await;
        if event.boot > accepted.boot {
            break event;
        }
        assert_eq!(event, accepted);
    };
    assert_eq!((told.boot, told.seq), (accepted.boot + 1, 1));
    assert_eq!(told.fact, result(1, Outcome::Unknown));
    server.send(command, false).await;
    let Fact::CommandResult { outcome, .. } = server.event().await.fact else {
        panic!("no answer");
    };
    assert_eq!(outcome, Outcome::Unknown);
    assert_eq!(pulses(&dir), "3\n");
    child.kill().unwrap();
    child.wait().unwrap();
}

/// The keys that a bank says it obeys in a boot after this one, and that boot. Who says so hears its commands, too.
async fn keys_after(server: &mut Server, boot: u64) -> (HeldKeys, u64) {
    let told = server.wait_for(|heard| match heard {
        Heard::State(state) if state.boot > boot => Some((state.keys.clone().unwrap(), state.boot)),
        _ => None,
    });
    told.await
}

/// What became of the first of these commands that is answered.
async fn first_answer(server: &mut Server, of: &[u128]) -> (u128, Outcome) {
    let told = server.wait_for(|heard| match heard {
        Heard::Event(event) => match event.fact {
            Fact::CommandResult { command, outcome } => {
                let one = of.iter().copied().find(|n| id(*n) == command)?;
                Some((one, outcome))
            }
            _ => None,
        },
        _ => None,
    });
    told.await
}

fn kill(mut child: Child) {
    child.kill().unwrap();
    child.wait().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_after_each_order_about_keys_it_obeys_the_new_one_and_not_the_old() {
    let dir = directory("turned");
    let mosquitto = Mosquitto::start(&dir);
    let mut server = Server::connect(mosquitto.port).await;
    let mut child = start(&dir, mosquitto.port);
    let (mut keys, mut boot) = keys_after(&mut server, 0).await;
    for (n, order, of, by) in [(1, KeyAct::Trust, 2, 1), (2, KeyAct::Distrust, 1, 2)] {
        let order = about(n, order, of, keys.generation + 1, wall());
        server.send(seal_key_order(&order, &key(by)).unwrap(), false).await;
        assert_eq!(first_answer(&mut server, &[n]).await, (n, Outcome::Done));
        // SIGKILL, as soon as it has said so.
        kill(child);
        child = start(&dir, mosquitto.port);
        (keys, boot) = keys_after(&mut server, boot).await;
        assert_eq!(keys.generation, order.generation);
    }
    assert_eq!(keys.held, vec![public(2)]);
    // By the old key nothing, by the new one everything. The second would be answered after the first.
    server.send(sealed(&unlock(3, 3, wall())), false).await;
    let mut identify = unlock(4, 3, wall());
    (identify.action, identify.compartment) = (Action::Identify, None);
    server.send(seal(&identify, &key(2)).unwrap(), false).await;
    assert_eq!(first_answer(&mut server, &[3, 4]).await, (4, Outcome::Done));
    assert_eq!(pulses(&dir), "");
    server.send(seal(&unlock(5, 3, wall()), &key(2)).unwrap(), false).await;
    assert_eq!(first_answer(&mut server, &[3, 5]).await, (5, Outcome::Accepted));
    kill(child);
}
