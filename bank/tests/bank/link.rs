//! A whole simulated bank against a real broker.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bank::simulated::{Act, ActRefused, SimulatedDoor, Status, run_with_lines};
use bank::{BankConfig, Timings};
use domain::accounts::Secret;
use domain::lockers::protocol::{Fact, Level, Outcome, RefuseReason, seal};
use domain::{Span, Timestamp};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::broker::{Heard, Mosquitto, PATIENCE, Server};
use crate::stage::{BANK, directory, id, key, refused, result, sealed, unlock};

pub fn config(dir: &std::path::Path, port: u16) -> BankConfig {
    BankConfig {
        bank: BANK,
        broker: bank::config::Broker::parse(&format!("mqtt://127.0.0.1:{port}"), None).unwrap(),
        password: Secret::new("x"),
        keys: vec![key(1).verifying_key()],
        state_dir: dir.join("state"),
        doors: (1..=4).collect(),
        timings: Timings {
            opening_ms: 800,
            pause_ms: 50,
            longest_pause_ms: 400,
            offer_again_ms: 100,
            ..Timings::default()
        },
    }
}

#[expect(clippy::disallowed_methods, reason = "the bank under test reads the machine's clock")]
pub fn wall() -> Timestamp {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    Timestamp(i64::try_from(now.as_micros()).unwrap())
}

/// A simulated bank, as the demo runs it: lines in, lines out.
struct Bank {
    input: std::io::PipeWriter,
    statuses: mpsc::UnboundedReceiver<Status>,
    stop: CancellationToken,
    program: tokio::task::JoinHandle<Result<(), bank::simulated::stdio::SimulatedError>>,
}

impl Bank {
    fn start(config: BankConfig) -> Self {
        let (input_out, input) = std::io::pipe().unwrap();
        let (output_out, output) = std::io::pipe().unwrap();
        let (told, statuses) = mpsc::unbounded_channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output_out).lines() {
                let status = serde_json::from_str(&line.unwrap()).unwrap();
                if told.send(status).is_err() {
                    return;
                }
            }
        });
        let doors: BTreeMap<u16, SimulatedDoor> = config
            .doors
            .iter()
            .map(|number| (*number, SimulatedDoor::new(*number, true)))
            .collect();
        let stop = CancellationToken::new();
        let program = run_with_lines(config, doors, BufReader::new(input_out), output, stop.clone());
        Self {
            input,
            statuses,
            stop,
            program: tokio::spawn(program),
        }
    }

    fn act(&mut self, act: Act) {
        writeln!(self.input, "{}", serde_json::to_string(&act).unwrap()).unwrap();
    }

    async fn sees(&mut self, fits: impl Fn(&Status) -> bool) -> Status {
        let found = tokio::time::timeout(PATIENCE, async {
            loop {
                let status = self.statuses.recv().await.expect("the bank is gone");
                if fits(&status) {
                    return status;
                }
            }
        });
        found.await.expect("no such status in time")
    }

    fn pulses(status: &Status) -> u64 {
        status.doors.iter().map(|door| door.pulses).sum()
    }
}

struct Scene {
    mosquitto: Mosquitto,
    server: Server,
    bank: Bank,
    _dir: std::path::PathBuf,
}

async fn scene(name: &str) -> Scene {
    let dir = directory(name);
    let mosquitto = Mosquitto::start(&dir);
    let mut server = Server::connect(mosquitto.port).await;
    let bank = Bank::start(config(&dir, mosquitto.port));
    assert_eq!(server.online(true).await.connection, 1);
    let state = server
        .wait_for(|heard| match heard {
            Heard::State(state) if state.doors.iter().all(|door| door.door == Level::Closed) => Some(state.clone()),
            _ => None,
        })
        .await;
    assert_eq!(state.doors.len(), 4);
    Scene {
        mosquitto,
        server,
        bank,
        _dir: dir,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_door_opens_by_command_a_thing_goes_in_and_the_door_is_shut() {
    let mut scene = scene("road").await;
    let compartment = 3;
    scene.server.send(sealed(&unlock(1, compartment, wall())), false).await;
    assert_eq!(scene.server.event().await.fact, result(1, Outcome::Accepted));
    let opened = scene.server.event().await;
    let command = id(1);
    assert_eq!(opened.fact, Fact::DoorOpened { compartment, command });
    scene.bank.act(Act::PutItem { compartment });
    let present = true;
    assert_eq!(
        scene.server.event().await.fact,
        Fact::ItemSensed { compartment, present }
    );
    scene.bank.act(Act::PushShut { compartment });
    let closed = scene.server.event().await;
    let (command, item) = (Some(command), Some(true));
    assert_eq!(
        closed.fact,
        Fact::DoorClosed {
            compartment,
            command,
            item
        }
    );
    assert_eq!(closed.seq, 4);
    scene
        .bank
        .sees(|status| status.connected && status.waiting == 0 && status.doors[2].item)
        .await;
    // A proper end is told by the bank itself.
    scene.bank.stop.cancel();
    assert_eq!(scene.server.online(false).await.connection, 1);
    scene.bank.program.await.unwrap().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn late_repeated_altered_forged_foreign_and_retained_commands_open_nothing() {
    let mut scene = scene("refusals").await;
    let server = &mut scene.server;
    let late = unlock(1, 1, wall() - Span::seconds(51));
    server.send(sealed(&late), false).await;
    assert_eq!(vec![server.event().await.fact], refused(1, RefuseReason::Stale));
    let mut foreign = unlock(2, 1, wall());
    foreign.bank = domain::ids::BankId(uuid::Uuid::from_u128(99));
    server.send(sealed(&foreign), false).await;
    assert_eq!(vec![server.event().await.fact], refused(2, RefuseReason::WrongBank));
    // These three are not answered: the next answer is that of the fourth.
    server.send(seal(&unlock(3, 1, wall()), &key(2)).unwrap(), false).await;
    let mut altered = sealed(&unlock(4, 1, wall()));
    altered[7] ^= 1;
    server.send(altered, false).await;
    server.send(vec![b'x'; 16 * 1024 + 1], false).await;
    let good = unlock(5, 1, wall());
    server.send(sealed(&good), false).await;
    assert_eq!(server.event().await.fact, result(5, Outcome::Accepted));
    assert!(matches!(server.event().await.fact, Fact::DoorOpened { .. }));
    server.send(sealed(&good), false).await;
    assert_eq!(server.event().await.fact, result(5, Outcome::Accepted));
    scene.bank.act(Act::Status);
    let status = scene
        .bank
        .sees(|status| status.doors[0].open && status.waiting == 0)
        .await;
    assert_eq!(Bank::pulses(&status), 1);
    // A command that the broker kept is nobody's order of now.
    scene.bank.act(Act::PushShut { compartment: 1 });
    assert!(matches!(scene.server.event().await.fact, Fact::DoorClosed { .. }));
    scene.bank.act(Act::CutNetwork);
    scene.server.online(false).await;
    scene.server.send(sealed(&unlock(6, 1, wall())), true).await;
    scene.bank.act(Act::RestoreNetwork);
    assert_eq!(scene.server.online(true).await.connection, 2);
    tokio::time::sleep(Duration::from_millis(300)).await;
    scene.bank.act(Act::Status);
    let status = scene.bank.sees(|status| status.connected).await;
    assert_eq!(Bank::pulses(&status), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_jam_a_forced_door_and_a_silent_board_are_told() {
    let mut scene = scene("trouble").await;
    scene.bank.act(Act::Jam { compartment: 2 });
    scene.bank.sees(|status| status.doors[1].jammed).await;
    scene.server.send(sealed(&unlock(1, 2, wall())), false).await;
    assert_eq!(scene.server.event().await.fact, result(1, Outcome::Accepted));
    assert_eq!(scene.server.event().await.fact, result(1, Outcome::NotOpened));
    assert!(matches!(
        scene.server.event().await.fact,
        Fact::Fault {
            compartment: Some(2),
            ..
        }
    ));
    scene.bank.act(Act::ForceOpen { compartment: 4 });
    assert_eq!(scene.server.event().await.fact, Fact::DoorForced { compartment: 4 });
    scene.bank.act(Act::PushShut { compartment: 4 });
    assert!(matches!(
        scene.server.event().await.fact,
        Fact::DoorClosed { command: None, .. }
    ));
    scene.bank.act(Act::SilenceBoard);
    assert!(matches!(
        scene.server.event().await.fact,
        Fact::Fault { compartment: None, .. }
    ));
    scene.server.send(sealed(&unlock(2, 3, wall())), false).await;
    assert_eq!(
        vec![scene.server.event().await.fact],
        refused(2, RefuseReason::BoardFault)
    );
    scene.bank.act(Act::WakeBoard);
    assert!(matches!(
        scene.server.event().await.fact,
        Fact::FaultCleared { compartment: None, .. }
    ));
    scene.server.send(sealed(&unlock(3, 3, wall())), false).await;
    assert_eq!(scene.server.event().await.fact, result(3, Outcome::Accepted));
    writeln!(scene.bank.input, "{{\"act\":\"open_all\"}}").unwrap();
    scene.bank.sees(|status| status.refused.is_some()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lost_mains_and_an_opened_housing_are_told_and_the_doors_work_on() {
    let mut scene = scene("mains").await;
    scene.bank.act(Act::LoseMains);
    assert_eq!(scene.server.event().await.fact, Fact::Power { on: false });
    scene.bank.sees(|status| status.power && !status.mains).await;
    scene.bank.act(Act::LoseMains);
    let refused = scene.bank.sees(|status| status.refused.is_some()).await;
    assert_eq!(refused.refused, Some(ActRefused::AlreadySo));
    scene.bank.act(Act::Tamper);
    assert_eq!(scene.server.event().await.fact, Fact::Tamper);
    // On its battery: whoever stands there with a code gets their thing.
    scene.server.send(sealed(&unlock(1, 2, wall())), false).await;
    assert_eq!(scene.server.event().await.fact, result(1, Outcome::Accepted));
    assert!(matches!(scene.server.event().await.fact, Fact::DoorOpened { .. }));
    scene.bank.act(Act::MainsBack);
    assert_eq!(scene.server.event().await.fact, Fact::Power { on: true });
    scene.bank.sees(|status| status.mains).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happens_while_the_broker_is_away_is_told_later_in_order() {
    let Scene {
        mosquitto,
        server,
        mut bank,
        _dir,
    } = scene("away").await;
    let stopped = mosquitto.stop();
    drop(server);
    bank.sees(|status| !status.connected).await;
    for compartment in 1..=4 {
        bank.act(Act::ForceOpen { compartment });
        bank.act(Act::PushShut { compartment });
    }
    bank.sees(|status| status.waiting == 8).await;
    let mosquitto = stopped.start();
    // The bank is there first: a broker that has nobody to give an event to does not get rid of it.
    bank.sees(|status| status.connected).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    let mut server = Server::connect(mosquitto.port).await;
    for seq in 1..=8 {
        assert_eq!(server.event().await.seq, seq);
    }
    bank.sees(|status| status.waiting == 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_broker_took_just_before_its_death_is_told_again() {
    let Scene {
        mosquitto,
        mut server,
        mut bank,
        _dir,
    } = scene("taken").await;
    bank.act(Act::ForceOpen { compartment: 3 });
    let told = server.event().await;
    // Long enough for the broker's acknowledgement.
    tokio::time::sleep(Duration::from_millis(300)).await;
    let stopped = mosquitto.stop();
    drop(server);
    bank.sees(|status| !status.connected && status.waiting == 1).await;
    let mosquitto = stopped.start();
    let mut server = Server::connect(mosquitto.port).await;
    assert_eq!(server.event().await, told);
    bank.sees(|status| status.connected && status.waiting == 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_power_cut_is_told_by_the_last_will_and_nothing_is_lost() {
    let mut scene = scene("power").await;
    scene.server.send(sealed(&unlock(1, 2, wall())), false).await;
    assert_eq!(scene.server.event().await.fact, result(1, Outcome::Accepted));
    let opened = scene.server.event().await;
    scene.bank.act(Act::CutPower);
    let gone = scene.server.online(false).await;
    assert_eq!(gone.boot, opened.boot);
    scene.bank.sees(|status| !status.power && status.doors[1].open).await;
    // In the dark somebody shuts the door.
    scene.bank.act(Act::PushShut { compartment: 2 });
    scene.bank.act(Act::RestorePower);
    let closed = loop {
        // What the broker acknowledged too late for the journal comes once more, as it was.
        let event = scene.server.event().await;
        if event.boot > opened.boot {
            break event;
        }
        assert!(event.seq <= opened.seq);
    };
    let (compartment, command, item) = (2, Some(id(1)), Some(false));
    assert_eq!(
        closed.fact,
        Fact::DoorClosed {
            compartment,
            command,
            item
        }
    );
    assert_eq!((closed.boot, closed.seq), (opened.boot + 1, 1));
}
