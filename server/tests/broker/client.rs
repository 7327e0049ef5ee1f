//! A client as a bank has one, and one that keeps to no rule. No test is in here.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::time::Duration;

use domain::lockers::protocol::Stream;
use rumqttc::NetworkOptions;
use rumqttc::v5::mqttbytes::QoS;
use rumqttc::v5::mqttbytes::v5::{ConnectReturnCode, LastWill, Packet, PubAckReason, Publish, SubscribeReasonCode};
use rumqttc::v5::{AsyncClient, ConnectionError, Event, MqttOptions};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc;

use super::stage::{BANK_PASSWORD, Stage, bank, topic};

const LIMIT: Duration = Duration::from_secs(5);
const AGAIN: Duration = Duration::from_millis(10);

/// A client that acknowledges by itself and hands out everything it hears.
pub struct Client {
    requests: AsyncClient,
    events: mpsc::UnboundedReceiver<Result<Packet, ConnectionError>>,
    /// What arrived while something else was waited for.
    aside: VecDeque<Publish>,
    task: tokio::task::JoinHandle<()>,
}

pub fn options(at: SocketAddr, client_id: &str, login: Option<(&str, &str)>) -> MqttOptions {
    let mut network = NetworkOptions::new();
    network.set_tcp_nodelay(true);
    let mut options = MqttOptions::new(client_id, at.ip().to_string(), at.port());
    options
        .set_network_options(network)
        .set_session_expiry_interval(Some(60))
        .set_max_packet_size(Some(64 * 1024));
    if let Some((user, password)) = login {
        options.set_credentials(user, password);
    }
    options
}

impl Client {
    /// The bank of this number, with its own name and password.
    pub async fn bank(stage: &Stage, number: u8) -> Self {
        let id = bank(number).to_string();
        Self::admitted(options(stage.at, &id, Some((&id, BANK_PASSWORD)))).await
    }

    /// Comes again, as banks do, while the broker does not let them in: its gate opens a moment after the server was told that
    /// it listens.
    pub async fn admitted(options: MqttOptions) -> Self {
        let admitted = async {
            loop {
                match Self::connect(options.clone()).await {
                    Err(ConnectReturnCode::ServerUnavailable) => tokio::time::sleep(AGAIN).await,
                    answer => return answer.expect("the bank may connect"),
                }
            }
        };
        tokio::time::timeout(LIMIT, admitted).await.expect("the broker opens")
    }

    /// The bank of this number, listening to its commands.
    pub async fn listening_bank(stage: &Stage, number: u8) -> Self {
        let mut client = Self::bank(stage, number).await;
        assert_eq!(
            client.subscribe(&topic(number, Stream::Commands)).await,
            SubscribeReasonCode::Success(QoS::AtLeastOnce)
        );
        client
    }

    pub fn with_will(mut options: MqttOptions, topic: &str, payload: &str, retain: bool) -> MqttOptions {
        options.set_last_will(LastWill::new(topic, payload.to_owned(), QoS::AtLeastOnce, retain, None));
        options
    }

    pub async fn connect(options: MqttOptions) -> Result<Self, ConnectReturnCode> {
        let (client, mut event_loop) = AsyncClient::new(options, 1000);
        let (sender, events) = mpsc::unbounded_channel();
        let task = tokio::spawn(async move {
            loop {
                let event = match event_loop.poll().await {
                    Ok(Event::Incoming(packet)) => Ok(packet),
                    Ok(Event::Outgoing(_)) => continue,
                    Err(error) => Err(error),
                };
                let last = event.is_err();
                if sender.send(event).is_err() || last {
                    return;
                }
            }
        });
        let mut client = Self {
            requests: client,
            events,
            aside: VecDeque::new(),
            task,
        };
        match client.hear().await {
            Ok(Packet::ConnAck(_)) => Ok(client),
            Err(ConnectionError::ConnectionRefused(code)) => Err(code),
            other => panic!("neither admitted nor refused: {other:?}"),
        }
    }

    async fn hear(&mut self) -> Result<Packet, ConnectionError> {
        tokio::time::timeout(LIMIT, self.events.recv())
            .await
            .expect("something is heard")
            .expect("the client runs")
    }

    pub async fn subscribe(&mut self, filter: &str) -> SubscribeReasonCode {
        self.requests.subscribe(filter, QoS::AtLeastOnce).await.unwrap();
        loop {
            match self.hear().await.unwrap() {
                Packet::SubAck(answer) => return answer.return_codes[0],
                Packet::Publish(publish) => self.aside.push_back(publish),
                _ => {}
            }
        }
    }

    pub async fn publish(&mut self, topic: &str, retain: bool, payload: impl Into<Vec<u8>>) -> PubAckReason {
        self.requests
            .publish(topic, QoS::AtLeastOnce, retain, payload.into())
            .await
            .unwrap();
        loop {
            match self.hear().await.unwrap() {
                Packet::PubAck(answer) => return answer.reason,
                Packet::Publish(publish) => self.aside.push_back(publish),
                _ => {}
            }
        }
    }

    /// Publishes and does not wait for an answer.
    pub async fn publish_unheard(&mut self, topic: &str, retain: bool, payload: &str) {
        self.requests
            .publish(topic, QoS::AtLeastOnce, retain, payload.to_owned())
            .await
            .unwrap();
    }

    /// The next message, or `None` if none comes for a while.
    pub async fn next(&mut self, limit: Duration) -> Option<Publish> {
        if let Some(publish) = self.aside.pop_front() {
            return Some(publish);
        }
        let deadline = tokio::time::Instant::now() + limit;
        while let Ok(Some(Ok(packet))) = tokio::time::timeout_at(deadline, self.events.recv()).await {
            if let Packet::Publish(publish) = packet {
                return Some(publish);
            }
        }
        None
    }

    /// Waits until the broker ends the connection.
    pub async fn wait_closed(&mut self) {
        while self.hear().await.is_ok() {}
    }

    /// Goes without a word, as in a power cut.
    pub async fn die(self) {
        self.task.abort();
        let _ = self.task.await;
    }
}

/// A client that sends what it likes, byte by byte.
pub struct Raw(TcpStream);

impl Raw {
    /// Connects with this protocol level (5 is MQTT 5, 4 is MQTT 3.1.1) and returns the broker's reason code.
    pub async fn connect(at: SocketAddr, level: u8, client_id: &str, password: &str) -> (Self, u8) {
        let mut body = string("MQTT");
        body.extend([level, 0b1100_0010, 0, 60]);
        if level == 5 {
            body.push(0);
        }
        for part in [client_id, client_id, password] {
            body.extend(string(part));
        }
        let mut stream = TcpStream::connect(at).await.unwrap();
        stream.write_all(&packet(0x10, &body)).await.unwrap();
        let mut answer = [0; 4];
        tokio::time::timeout(LIMIT, stream.read_exact(&mut answer))
            .await
            .expect("an answer")
            .unwrap();
        assert_eq!(answer[0], 0x20, "a CONNACK");
        let rest = usize::from(answer[1]) - 2;
        stream.read_exact(&mut vec![0; rest]).await.unwrap();
        (Self(stream), answer[3])
    }

    /// Publishes with `QoS` 1 and returns the packet type the broker answers with; `None` if it closes the connection.
    pub async fn publish(&mut self, topic: &str, payload: &[u8]) -> Option<u8> {
        let mut body = string(topic);
        body.extend([0, 7, 0]);
        body.extend(payload);
        let _ = self.0.write_all(&packet(0x32, &body)).await;
        let mut first = [0];
        let read = tokio::time::timeout(LIMIT, self.0.read(&mut first))
            .await
            .expect("an answer or an end");
        matches!(read, Ok(1)).then_some(first[0] >> 4)
    }
}

fn string(text: &str) -> Vec<u8> {
    let mut bytes = u16::try_from(text.len()).unwrap().to_be_bytes().to_vec();
    bytes.extend(text.as_bytes());
    bytes
}

fn packet(first: u8, body: &[u8]) -> Vec<u8> {
    let mut bytes = vec![first];
    let mut rest = body.len();
    loop {
        let low = u8::try_from(rest % 128).unwrap();
        rest /= 128;
        if rest == 0 {
            bytes.push(low);
            break;
        }
        bytes.push(low | 0x80);
    }
    bytes.extend(body);
    bytes
}
