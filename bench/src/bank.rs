//! A bank that only listens and answers: it stamps each message when it arrives and says what it is told to say.
//! No lock board and no journal: what is measured is the server.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use domain::Timestamp;
use domain::ids::BankId;
use domain::lockers::protocol::{Event as BankEvent, Fact, Presence, Stream, Topic};
use rumqttc::NetworkOptions;
use rumqttc::v5::mqttbytes::QoS;
use rumqttc::v5::mqttbytes::v5::Packet;
use rumqttc::v5::{AsyncClient, Event, MqttOptions};
use tokio::sync::mpsc;

use crate::Fallible;

const PATIENCE: Duration = Duration::from_secs(10);

/// A connected bank.
pub struct Bank {
    id: BankId,
    client: AsyncClient,
    heard: mpsc::UnboundedReceiver<(Instant, Vec<u8>)>,
    seq: u64,
    task: tokio::task::JoinHandle<()>,
}

impl Bank {
    /// Connects, listens to its commands, and says that it is there.
    pub async fn connect(at: SocketAddr, bank: BankId, password: &str) -> Fallible<Self> {
        let mut network = NetworkOptions::new();
        network.set_tcp_nodelay(true);
        let mut options = MqttOptions::new(bank.to_string(), at.ip().to_string(), at.port());
        options
            .set_network_options(network)
            .set_credentials(bank.to_string(), password.to_owned())
            .set_keep_alive(Duration::from_secs(10));
        let (client, mut events) = AsyncClient::new(options, 100);
        let (send, heard) = mpsc::unbounded_channel();
        let (ready, mut listening) = mpsc::channel(1);
        let task = tokio::spawn(async move {
            while let Ok(event) = events.poll().await {
                match event {
                    Event::Incoming(Packet::Publish(message)) => {
                        let _ = send.send((Instant::now(), message.payload.to_vec()));
                    }
                    Event::Incoming(Packet::SubAck(_)) => {
                        let _ = ready.send(()).await;
                    }
                    _ => {}
                }
            }
        });
        let commands = Topic {
            bank,
            stream: Stream::Commands,
        };
        client.subscribe(commands.to_string(), QoS::AtLeastOnce).await?;
        tokio::time::timeout(PATIENCE, listening.recv()).await?;
        let bank = Self {
            id: bank,
            client,
            heard,
            seq: 0,
            task,
        };
        let presence = Presence {
            bank: bank.id,
            online: true,
            boot: 1,
            connection: 1,
        };
        bank.publish(Stream::Presence, true, presence.to_bytes()?).await?;
        Ok(bank)
    }

    /// The next message to this bank, and when it came.
    pub async fn next(&mut self) -> Fallible<(Instant, Vec<u8>)> {
        let heard = tokio::time::timeout(PATIENCE, self.heard.recv()).await?;
        heard.ok_or_else(|| "the bank lost its connection".into())
    }

    /// Tells a fact.
    pub async fn tell(&mut self, at: Timestamp, fact: Fact) -> Fallible<()> {
        self.seq += 1;
        let event = BankEvent {
            bank: self.id,
            boot: 1,
            seq: self.seq,
            at,
            fact,
        };
        self.publish(Stream::Events, false, event.to_bytes()?).await
    }

    async fn publish(&self, stream: Stream, retain: bool, payload: Vec<u8>) -> Fallible<()> {
        let topic = Topic { bank: self.id, stream };
        Ok(self
            .client
            .publish(topic.to_string(), QoS::AtLeastOnce, retain, payload)
            .await?)
    }
}

impl Drop for Bank {
    fn drop(&mut self) {
        self.task.abort();
    }
}
