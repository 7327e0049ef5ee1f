//! A bank that obeys at once: it opens the door, and closes it on what the command was for. It keeps what a real one
//! keeps: which commands it had. No test is in here.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use domain::ids::{BankId, CommandId};
use domain::lockers::protocol::{Action, Event as BankEvent, Fact, Outcome, Presence, Stream, Topic, check};
use rumqttc::NetworkOptions;
use rumqttc::v5::mqttbytes::QoS;
use rumqttc::v5::mqttbytes::v5::Packet;
use rumqttc::v5::{AsyncClient, Event, EventLoop, MqttOptions};
use server::compose::Parts;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::PATIENCE;

/// A connected bank.
pub struct Locker {
    counts: Arc<Counts>,
    facts: mpsc::UnboundedSender<Fact>,
    tasks: [JoinHandle<()>; 2],
}

/// What it did.
#[derive(Default)]
struct Counts {
    told: AtomicU64,
    pulsed: Mutex<BTreeSet<CommandId>>,
}

impl Locker {
    /// Connects, listens to its commands, and says that it is there.
    pub async fn connect(at: SocketAddr, bank: BankId, password: &str, parts: Parts) -> Self {
        let mut network = NetworkOptions::new();
        network.set_tcp_nodelay(true);
        let mut options = MqttOptions::new(bank.to_string(), at.ip().to_string(), at.port());
        options
            .set_network_options(network)
            .set_credentials(bank.to_string(), password.to_owned())
            .set_keep_alive(Duration::from_secs(10));
        let (client, events) = AsyncClient::new(options, 100);
        let (heard, mut commands) = mpsc::unbounded_channel();
        let (subscribed, mut listening) = mpsc::channel(1);
        let polling = tokio::spawn(poll(events, heard, subscribed));
        let topic = Topic {
            bank,
            stream: Stream::Commands,
        };
        client.subscribe(topic.to_string(), QoS::AtLeastOnce).await.unwrap();
        let listens = tokio::time::timeout(PATIENCE, listening.recv()).await;
        listens.expect("the broker lets the bank listen");
        let counts = Arc::new(Counts::default());
        let mind = Mind {
            bank,
            client,
            parts,
            counts: Arc::clone(&counts),
        };
        mind.say_hello().await;
        let (facts, mut more) = mpsc::unbounded_channel();
        let thinking = tokio::spawn(async move {
            loop {
                tokio::select! {
                    Some(command) = commands.recv() => mind.obey(&command).await,
                    Some(fact) = more.recv() => mind.tell(fact).await,
                    else => return,
                }
            }
        });
        Self {
            counts,
            facts,
            tasks: [polling, thinking],
        }
    }

    /// Tells something that no command was the cause of.
    pub fn tell(&self, fact: Fact) {
        self.facts.send(fact).unwrap();
    }

    /// How many events it told.
    pub fn told(&self) -> u64 {
        self.counts.told.load(Ordering::SeqCst)
    }

    /// How many pulses its locks had.
    pub fn pulses(&self) -> usize {
        self.counts.pulsed.lock().unwrap().len()
    }
}

impl Drop for Locker {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

async fn poll(mut events: EventLoop, heard: mpsc::UnboundedSender<Vec<u8>>, subscribed: mpsc::Sender<()>) {
    loop {
        match events.poll().await.expect("the bank stays connected") {
            Event::Incoming(Packet::Publish(message)) => {
                let _ = heard.send(message.payload.to_vec());
            }
            Event::Incoming(Packet::SubAck(_)) => {
                let _ = subscribed.try_send(());
            }
            _ => {}
        }
    }
}

/// What a bank thinks with.
struct Mind {
    bank: BankId,
    client: AsyncClient,
    parts: Parts,
    counts: Arc<Counts>,
}

impl Mind {
    async fn say_hello(&self) {
        let presence = Presence {
            bank: self.bank,
            online: true,
            boot: 1,
            connection: 1,
        };
        self.publish(Stream::Presence, true, presence.to_bytes().unwrap()).await;
    }

    async fn obey(&self, payload: &[u8]) {
        let command = check(payload, &[self.parts.signing.public()]).expect("a command of this server");
        // One that comes again is never pulsed again.
        let new = self.counts.pulsed.lock().unwrap().insert(command.id);
        let (true, Action::Unlock, Some(compartment)) = (new, command.action, command.compartment) else {
            return;
        };
        let id = command.id;
        self.tell(Fact::CommandResult {
            command: id,
            outcome: Outcome::Accepted,
        })
        .await;
        self.tell(Fact::DoorOpened {
            compartment,
            command: id,
        })
        .await;
        self.tell(Fact::DoorClosed {
            compartment,
            command: Some(id),
            item: Some(command.reason == "deposit"),
        })
        .await;
    }

    async fn tell(&self, fact: Fact) {
        let event = BankEvent {
            bank: self.bank,
            boot: 1,
            seq: self.counts.told.fetch_add(1, Ordering::SeqCst) + 1,
            at: self.parts.house.now(),
            fact,
        };
        self.publish(Stream::Events, false, event.to_bytes().unwrap()).await;
    }

    async fn publish(&self, stream: Stream, retain: bool, payload: Vec<u8>) {
        let topic = Topic {
            bank: self.bank,
            stream,
        };
        let sent = self
            .client
            .publish(topic.to_string(), QoS::AtLeastOnce, retain, payload);
        sent.await.unwrap();
    }
}
