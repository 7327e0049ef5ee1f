//! One signing key takes the place of another in a running house: the embedded broker, the program of a bank, the command line.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use backend::lockers::key_standings;
use backend::mqtt::SERVER_CLIENT_PREFIX;
use backend::secrets::SigningKeyFile;
use bank::simulated::{SimulatedBoard, SimulatedDoor, SimulatorHandle};
use bank::{BankConfig, BankFile, Timings};
use domain::accounts::Actor;
use domain::ids::{BankId, CommandId};
use domain::lockers::protocol::{Action, Command, Stream, Topic, seal};
use domain::lockers::{KeyStanding, LockersPort as _, NewBank, Place, Provisioned, Size};
use domain::{ShortText, Span};
use rumqttc::v5::mqttbytes::QoS;
use rumqttc::v5::{AsyncClient, MqttOptions};
use server::broker::{Account, Accounts, Broker, BrokerConfig};
use server::compose::{Extras, Running, start};
use server::config::{BrokerChoice, Config};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::process::said;
use crate::stage::{Folder, config, prepare};

const PATIENCE: usize = 600;
const MOMENT: Duration = Duration::from_millis(100);

/// Banks are themselves, everybody else is the server: whoever has taken the server's account may send anything.
struct ByName;

#[async_trait]
impl Accounts for ByName {
    async fn check(&self, name: &str, _: &[u8]) -> Option<Account> {
        Some(name.parse::<BankId>().map_or(Account::Server, Account::Bank))
    }
}

fn settings(folder: &Path, broker: SocketAddr) -> Config {
    let mut config = config(folder);
    // The command line opens the same database.
    config.throwaway = false;
    config.broker = BrokerChoice::External {
        address: format!("mqtt://server:x@{broker}").parse().unwrap(),
        ca_file: None,
        node: "n1".to_owned(),
        shared: false,
        public_url: None,
    };
    config
}

fn a_bank() -> NewBank {
    NewBank {
        place: Place {
            name: "Primăria".to_owned(),
            address: "Strada Mare 1".to_owned(),
            city: "Cluj".to_owned(),
            latitude: 46.7,
            longitude: 23.6,
            time_zone: "Europe/Bucharest".to_owned(),
            opening_hours: "24/7".to_owned(),
            hotline: "+40215550100".to_owned(),
        },
        columns: vec![vec![Size::S; 3]],
    }
}

/// The cabinet and the program in it.
fn run_bank(papers: &Provisioned, folder: &Path, broker: SocketAddr, stop: &CancellationToken) -> SimulatorHandle {
    let doors = papers
        .doors
        .iter()
        .map(|number| (*number, SimulatedDoor::new(*number, true)));
    let board = SimulatedBoard::new(doors.collect());
    let state_dir = folder.join("bank");
    std::fs::create_dir_all(&state_dir).unwrap();
    let wiring = state_dir.join(bank::program::COMMISSIONING);
    board.commission().unwrap().save(&wiring).unwrap();
    let file = BankFile {
        bank: papers.bank,
        broker: format!("mqtt://{broker}"),
        ca_file: None,
        password_file: None,
        verifying_keys: vec![papers.verifying_key.clone()],
        state_dir,
        doors: papers.doors.clone(),
        timings: Timings {
            pause_ms: 100,
            longest_pause_ms: 400,
            ..Timings::default()
        },
    };
    let config = BankConfig::from_file(&file, Some(papers.password.expose().to_owned())).unwrap();
    let handle = board.handle();
    tokio::spawn(bank::run(config, Arc::new(board), stop.clone()));
    handle
}

/// Until the only bank says of itself that it stands like this.
async fn stands(running: &Running, standing: KeyStanding) {
    for _ in 0..PATIENCE {
        let keys = running.parts.lockers.key_ring().unwrap().public();
        let banks = key_standings(&running.parts.house.db, &keys).await.unwrap();
        if banks.iter().all(|(_, one)| *one == standing) {
            return;
        }
        tokio::time::sleep(MOMENT).await;
    }
    panic!("it never stood as {standing:?}");
}

fn pulses(handle: &SimulatorHandle) -> u64 {
    handle.front().doors.iter().map(|door| door.pulses).sum()
}

/// Somebody with the server's account at the broker, and a key.
struct Sender {
    client: AsyncClient,
    bank: BankId,
}

impl Sender {
    fn new(broker: SocketAddr, bank: BankId) -> Self {
        let name = [SERVER_CLIENT_PREFIX, "sender"].concat();
        let mut options = MqttOptions::new(name, broker.ip().to_string(), broker.port());
        options.set_credentials("sender", "x");
        let (client, mut events) = AsyncClient::new(options, 8);
        tokio::spawn(async move { while events.poll().await.is_ok() {} });
        Self { client, bank }
    }

    async fn send(&self, running: &Running, action: Action, key: &SigningKeyFile) {
        let house = &running.parts.house;
        let now = house.now();
        let command = Command {
            id: CommandId(house.outside.uuid7()),
            bank: self.bank,
            action,
            compartment: (action == Action::Unlock).then_some(2),
            text: None,
            issued_at: now,
            not_after: now + Span::seconds(20),
            reason: "pickup".to_owned(),
            actor: "person:x".to_owned(),
        };
        let topic = Topic {
            bank: self.bank,
            stream: Stream::Commands,
        };
        let sealed = seal(&command, key.key()).unwrap();
        let sent = self.client.publish(topic.to_string(), QoS::AtLeastOnce, false, sealed);
        sent.await.unwrap();
    }
}

/// The house opens a door for a test, over all of its own road.
async fn opens_a_door(running: &Running, handle: &SimulatorHandle, bank: BankId) {
    let lockers = &running.parts.lockers;
    let door = lockers.bank(&Actor::House, bank).await.unwrap().doors[0].id;
    let why = ShortText::parse("wet").unwrap();
    lockers.set_service(&Actor::House, door, Some(why)).await.unwrap();
    for _ in 0..PATIENCE {
        if lockers.test_door(&Actor::House, door).await.is_ok() {
            break;
        }
        tokio::time::sleep(MOMENT).await;
    }
    for _ in 0..PATIENCE {
        if handle.front().doors.iter().any(|door| door.open) {
            return;
        }
        tokio::time::sleep(MOMENT).await;
    }
    panic!("no door opened");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_key_is_turned_over_and_the_old_one_opens_nothing() {
    prepare();
    let folder = Folder::new();
    let at = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let broker = Broker::start(BrokerConfig::new(at), Arc::new(ByName)).await.unwrap();
    let settings = settings(folder.path(), at);
    let running = start(&settings, Extras::default()).await.unwrap();
    let organisation = running.parts.accounts.seed_organisation("Test house").await.unwrap();
    let bank = running.parts.lockers.add_bank(organisation, &a_bank()).await.unwrap();
    let papers = running.parts.lockers.provision(&Actor::House, bank).await.unwrap();
    let (signing, kept) = (folder.path().join("data/signing.key"), folder.path().join("kept"));
    std::fs::copy(&signing, &kept).unwrap();
    let old = running.parts.signing.clone();
    let stop = CancellationToken::new();
    let handle = run_bank(&papers, folder.path(), at, &stop);
    stands(&running, KeyStanding::Fine).await;

    let (fine, text) = said(folder.path(), &["keys", "turn"]);
    assert!(!fine && text.contains("there is no next key"), "{text}");
    let (fine, text) = said(folder.path(), &["keys", "next"]);
    assert!(fine, "{text}");
    // The running server finds it and tells the bank.
    stands(&running, KeyStanding::Ready).await;
    let next = SigningKeyFile::from_file(&folder.path().join("data/signing.next.key")).unwrap();
    assert!(text.contains(&next.fingerprint()), "{text}");
    running.stop().await;
    let (fine, text) = said(folder.path(), &["keys", "turn"]);
    assert!(fine, "{text}");

    let running = start(&settings, Extras::default()).await.unwrap();
    assert_eq!(running.parts.signing.fingerprint(), next.fingerprint());
    stands(&running, KeyStanding::Fine).await;
    let sender = Sender::new(at, bank);
    sender.send(&running, Action::Unlock, &old).await;
    // What came after it is done: so it was heard, and nothing opened.
    sender.send(&running, Action::Identify, &next).await;
    for _ in 0..PATIENCE {
        if handle.front().identified == 1 {
            break;
        }
        tokio::time::sleep(MOMENT).await;
    }
    assert_eq!((handle.front().identified, pulses(&handle)), (1, 0));
    opens_a_door(&running, &handle, bank).await;
    assert_eq!(pulses(&handle), 1);
    running.stop().await;

    let (fine, text) = said(folder.path(), &["keys", "end"]);
    assert!(fine, "{text}");
    assert!(!folder.path().join("data/signing.old.key").exists());
    // Brought back by mistake the old key starts no server.
    std::fs::copy(&kept, &signing).unwrap();
    let (fine, text) = said(folder.path(), &["doctor"]);
    assert!(!fine && text.contains("was replaced"), "{text}");
    let refused = start(&settings, Extras::default()).await;
    assert!(refused.is_err_and(|failure| failure.to_string().contains("was replaced")));
    stop.cancel();
    broker.stop().await;
}
