//! The task that polls the connection to the broker, and the only place that builds one.
//!
//! What it guards against, all seen in the client library:
//! - After *every* loss it drops client and event loop and builds new ones. The event loop would otherwise carry over
//!   packets read but not yet handed out (their packet ids mean other messages on the next connection), publishes it
//!   would send again by itself (a command is perishable), and a packet id collision that nothing resolves.
//! - It never awaits anything but the poll and signals. Consumers cannot block it: the broker may have at most
//!   `RECEIVE_WINDOW` messages unacknowledged with us (receive maximum), so a slow consumer makes the broker queue, not
//!   us. The channel holds two windows and is filled without waiting; for brokers that do not count well (Mosquitto
//!   2.0.11 oversteps the window) there is an overflow of limited length, emptied as the channel gets room. When that is
//!   full too the connection is dropped and the broker sends again. QoS 0 is never worth a place there and is dropped.
//! - The poll is not cancelled by a signal: it stays pinned until it is done or the whole connection is dropped, since
//!   a cancelled write loses a packet.
//! - It subscribes after each connect, whatever the broker says of its session, and counts as connected only then.
//!   With a kept session the broker is asked not to send again what it retained.
//! - `TCP_NODELAY` is set: without it a command takes 88 ms, with it under one.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use domain::lockers::protocol::MAX_BYTES;
use rumqttc::v5::mqttbytes::QoS;
use rumqttc::v5::mqttbytes::v5::{ConnAck, Filter, Packet, Publish, RetainForwardRule, SubAck, SubscribeReasonCode};
use rumqttc::v5::{AsyncClient, Event, EventLoop, MqttOptions};
use rumqttc::{NetworkOptions, Outgoing, Transport};
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::backoff::{share, wait_after};
use super::link::{Incoming, LinkConfig, PUBLISH_WINDOW};
use super::topics::listened_filters;
use super::traffic::{AckHandle, Traffic};

/// How many messages the broker may have unacknowledged with us.
const RECEIVE_WINDOW: u16 = 64;
/// Room for a whole receive window of QoS 1 and as much again.
pub(super) const INCOMING_ROOM: usize = 2 * RECEIVE_WINDOW as usize;
/// Messages of a broker that oversteps the window, at most 16 MiB.
const OVERFLOW_ROOM: usize = 1024;
/// Publishes, acknowledgements, one subscription and the farewell: the queue to the client is never full.
const REQUEST_ROOM: usize = PUBLISH_WINDOW as usize + INCOMING_ROOM + OVERFLOW_ROOM + 8;
/// Largest packet we take: the payload, the topic, and what brokers add.
const MAX_PACKET: u32 = 20 * 1024;
const _: () = assert!(MAX_PACKET as usize > MAX_BYTES);
/// Packet ids run in a circle of this size; a publish left unanswered is long given up before its id comes again.
const PACKET_IDS: u16 = 4096;

const KEEP_ALIVE: Duration = Duration::from_secs(20);
const SUBSCRIBE_LIMIT: Duration = Duration::from_secs(10);
const FAREWELL_LIMIT: Duration = Duration::from_secs(1);
/// A connection that lived this long was a good one: the next wait starts small again.
const STEADY: Duration = Duration::from_secs(10);

pub(super) struct Driver {
    pub(super) config: LinkConfig,
    pub(super) transport: Transport,
    pub(super) traffic: Arc<Traffic>,
    pub(super) incoming: mpsc::Sender<Incoming>,
    pub(super) connected: watch::Sender<bool>,
    pub(super) stop: CancellationToken,
}

/// How a connection ended.
enum End {
    Stopped,
    Lost(String),
}

impl Driver {
    pub(super) async fn run(self) {
        let mut failures = 0_u32;
        while !self.stop.is_cancelled() {
            let began = Instant::now();
            let end = self.connection().await;
            self.traffic.end();
            self.connected.send_replace(false);
            let End::Lost(reason) = end else { break };
            // What was received and not committed is given up with the house: that is no loss, it comes again.
            if self.stop.is_cancelled() {
                break;
            }
            failures = if began.elapsed() >= STEADY {
                1
            } else {
                failures.saturating_add(1)
            };
            let wait = wait_after(failures, share(&*self.config.chance));
            let wait_ms = wait.as_millis();
            tracing::warn!(broker = %self.config.address, reason, failures, %wait_ms, "connection to the broker lost");
            tokio::select! {
                () = self.stop.cancelled() => break,
                () = tokio::time::sleep(wait) => {}
            }
        }
        tracing::info!(broker = %self.config.address, "link to the broker stopped");
    }

    /// One connection from its beginning to its end.
    async fn connection(&self) -> End {
        let (client, mut event_loop) = AsyncClient::new(self.options(), REQUEST_ROOM);
        let number = self.traffic.begin(client.clone());
        let mut connection = Connection {
            driver: self,
            client,
            number,
            leaving: false,
            overflow: VecDeque::new(),
        };
        let mut deadline = Some(Instant::now() + SUBSCRIBE_LIMIT);
        loop {
            match connection.next(&mut event_loop, &mut deadline).await {
                Ok(Event::Outgoing(Outgoing::Disconnect)) => return End::Stopped,
                Ok(event) => {
                    if let Err(reason) = connection.handle(event, &mut deadline) {
                        return End::Lost(reason);
                    }
                }
                Err(_) if connection.leaving => return End::Stopped,
                Err(reason) => return End::Lost(reason),
            }
        }
    }

    fn options(&self) -> MqttOptions {
        let address = &self.config.address;
        let mut options = MqttOptions::new(self.config.client_id(), address.host.clone(), address.port);
        if let Some((user, password)) = &address.account {
            options.set_credentials(user, password);
        }
        let mut network = NetworkOptions::new();
        network.set_tcp_nodelay(true);
        let expiry = u32::try_from(self.config.session_expiry.as_secs()).unwrap_or(u32::MAX);
        options
            .set_network_options(network)
            .set_transport(self.transport.clone())
            .set_keep_alive(KEEP_ALIVE)
            .set_clean_start(false)
            .set_session_expiry_interval(Some(expiry))
            .set_receive_maximum(Some(RECEIVE_WINDOW))
            .set_max_packet_size(Some(MAX_PACKET))
            .set_manual_acks(true)
            .set_outgoing_inflight_upper_limit(PACKET_IDS);
        options
    }
}

struct Connection<'a> {
    driver: &'a Driver,
    client: AsyncClient,
    number: u64,
    leaving: bool,
    overflow: VecDeque<Incoming>,
}

impl Connection<'_> {
    /// The next event, or why there is none. `deadline` bounds the wait for subscriptions and for the farewell.
    async fn next(&mut self, event_loop: &mut EventLoop, deadline: &mut Option<Instant>) -> Result<Event, String> {
        let poll = event_loop.poll();
        tokio::pin!(poll);
        let given_up = self.driver.traffic.given_up(self.number);
        tokio::pin!(given_up);
        loop {
            let until = *deadline;
            tokio::select! {
                event = &mut poll => return event.map_err(|error| error.to_string()),
                () = &mut given_up => return Err("given up: a message was not taken or not answered".to_owned()),
                () = self.driver.incoming.closed() => {
                    self.driver.stop.cancel();
                    return Err("nobody takes the messages any more".to_owned());
                }
                () = self.driver.stop.cancelled(), if !self.leaving => {
                    self.leaving = true;
                    *deadline = Some(Instant::now() + FAREWELL_LIMIT);
                    if self.client.try_disconnect().is_err() {
                        return Err("stopped".to_owned());
                    }
                }
                place = self.driver.incoming.reserve(), if !self.overflow.is_empty() => {
                    if let (Ok(place), Some(message)) = (place, self.overflow.pop_front()) {
                        place.send(message);
                    }
                }
                () = reached(until) => return Err("the broker did not answer in time".to_owned()),
            }
        }
    }

    fn handle(&mut self, event: Event, deadline: &mut Option<Instant>) -> Result<(), String> {
        match event {
            Event::Incoming(Packet::ConnAck(answer)) => self.subscribe(&answer),
            Event::Incoming(Packet::SubAck(answer)) => self.subscribed(&answer, deadline),
            Event::Incoming(Packet::Publish(message)) => self.hand_over(&message),
            Event::Incoming(Packet::PubAck(answer)) => {
                self.driver.traffic.answered(answer.pkid, answer.reason);
                Ok(())
            }
            Event::Outgoing(Outgoing::Publish(packet)) => {
                self.driver.traffic.sent(packet);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn subscribe(&self, answer: &ConnAck) -> Result<(), String> {
        // A kept session has what changed meanwhile in its queue; a new one knows nothing and wants all that is retained.
        let retained = if answer.session_present {
            RetainForwardRule::OnNewSubscribe
        } else {
            RetainForwardRule::OnEverySubscribe
        };
        let filters = listened_filters(&self.driver.config.share).map(|path| {
            let mut filter = Filter::new(path, QoS::AtLeastOnce);
            filter.retain_forward_rule = retained.clone();
            filter
        });
        self.client
            .try_subscribe_many(filters)
            .map_err(|error| error.to_string())
    }

    fn subscribed(&self, answer: &SubAck, deadline: &mut Option<Instant>) -> Result<(), String> {
        let granted = |code: &SubscribeReasonCode| matches!(code, SubscribeReasonCode::Success(QoS::AtLeastOnce));
        if !answer.return_codes.iter().all(granted) {
            return Err(format!(
                "the broker does not grant the subscriptions: {:?}",
                answer.return_codes
            ));
        }
        if !self.leaving {
            *deadline = None;
        }
        self.driver.traffic.ready();
        self.driver.connected.send_replace(true);
        tracing::info!(broker = %self.driver.config.address, "connected to the broker");
        Ok(())
    }

    fn hand_over(&mut self, message: &Publish) -> Result<(), String> {
        let packet = (message.qos != QoS::AtMostOnce).then_some(message.pkid);
        if packet.is_none() && self.driver.incoming.capacity() <= usize::from(RECEIVE_WINDOW) {
            tracing::warn!("a message of QoS 0 was dropped: the server is behind");
            return Ok(());
        }
        let ack = AckHandle::new(self.driver.traffic.clone(), self.number, packet);
        let Ok(topic) = String::from_utf8(message.topic.to_vec()) else {
            ack.done();
            return Ok(());
        };
        let incoming = Incoming {
            topic,
            payload: message.payload.to_vec(),
            retained: message.retain,
            ack,
        };
        self.overflow.push_back(incoming);
        while let Ok(place) = self.driver.incoming.try_reserve() {
            let Some(message) = self.overflow.pop_front() else {
                break;
            };
            place.send(message);
        }
        if self.overflow.len() > OVERFLOW_ROOM {
            return Err("the broker sends more than was agreed".to_owned());
        }
        Ok(())
    }
}

async fn reached(deadline: Option<Instant>) {
    match deadline {
        Some(deadline) => tokio::time::sleep_until(deadline).await,
        None => std::future::pending().await,
    }
}
