//! What is under way on the present connection: publishes that wait for the broker's answer, and messages of the broker
//! that wait for ours. Shared by the link (callers) and the driver (the poll task); it never awaits while it is locked.
//!
//! Every connection has a number. A handle of an earlier connection does nothing: packet ids are reused, and an
//! acknowledgement sent late would confirm another message.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rumqttc::v5::AsyncClient;
use rumqttc::v5::mqttbytes::QoS;
use rumqttc::v5::mqttbytes::v5::{PubAckReason, Publish, PublishProperties};
use tokio::sync::{oneshot, watch};

use super::link::PublishError;

type Answer = Result<(), PublishError>;

/// What is under way on the present connection.
pub(super) struct Traffic {
    now: Mutex<Connection>,
    /// The number of the last connection that somebody gave up.
    given_up: watch::Sender<u64>,
}

#[derive(Default)]
struct Connection {
    number: u64,
    client: Option<AsyncClient>,
    ready: bool,
    // The client does not tell which packet id a publish got; it sends in order, so a queue finds out.
    unsent: VecDeque<oneshot::Sender<Answer>>,
    unanswered: HashMap<u16, oneshot::Sender<Answer>>,
}

/// A publish handed to the connection, to be answered.
pub(super) struct Submitted {
    pub(super) connection: u64,
    pub(super) answer: oneshot::Receiver<Answer>,
}

impl Traffic {
    pub(super) fn new() -> Self {
        Self {
            now: Mutex::default(),
            given_up: watch::Sender::new(0),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Connection> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A new connection begins; acknowledgements may be sent, publishes not yet.
    pub(super) fn begin(&self, client: AsyncClient) -> u64 {
        let mut now = self.lock();
        now.number += 1;
        now.client = Some(client);
        now.ready = false;
        now.number
    }

    /// The subscriptions stand: publishes may go out.
    pub(super) fn ready(&self) {
        self.lock().ready = true;
    }

    /// The connection is over; whoever waits is told. Nothing is sent again on the next one.
    pub(super) fn end(&self) {
        let mut now = self.lock();
        now.client = None;
        now.ready = false;
        let unsent = std::mem::take(&mut now.unsent);
        let unanswered = std::mem::take(&mut now.unanswered);
        drop(now);
        for waiting in unsent.into_iter().chain(unanswered.into_values()) {
            // A caller who stopped waiting needs no answer.
            let _ = waiting.send(Err(PublishError::ConnectionLost));
        }
    }

    /// Hands one publish to the connection.
    pub(super) fn submit(
        &self,
        topic: &str,
        payload: Vec<u8>,
        expires_in: Option<u32>,
    ) -> Result<Submitted, PublishError> {
        let mut now = self.lock();
        let client = now
            .client
            .clone()
            .filter(|_| now.ready)
            .ok_or(PublishError::NotConnected)?;
        let properties = PublishProperties {
            message_expiry_interval: expires_in,
            ..PublishProperties::default()
        };
        client
            .try_publish_with_properties(topic, QoS::AtLeastOnce, false, payload, properties)
            .map_err(|_| PublishError::Busy)?;
        let (sender, answer) = oneshot::channel();
        now.unsent.push_back(sender);
        Ok(Submitted {
            connection: now.number,
            answer,
        })
    }

    /// The oldest unsent publish went out under this packet id.
    pub(super) fn sent(&self, packet: u16) {
        let mut now = self.lock();
        if let Some(waiting) = now.unsent.pop_front() {
            now.unanswered.insert(packet, waiting);
        }
    }

    /// The broker answered the publish of this packet id.
    pub(super) fn answered(&self, packet: u16, reason: PubAckReason) {
        let waiting = self.lock().unanswered.remove(&packet);
        if let Some(waiting) = waiting {
            let _ = waiting.send(judge(reason));
        }
    }

    /// Asks the driver to drop this connection and build a new one. Does nothing for an earlier connection.
    pub(super) fn give_up(&self, connection: u64) {
        self.given_up.send_if_modified(|last| {
            let later = connection > *last;
            *last = connection.max(*last);
            later
        });
    }

    /// Waits until somebody gives up this connection.
    pub(super) async fn given_up(&self, connection: u64) {
        // Fails only when the sender is gone, and we hold it.
        let _ = self.given_up.subscribe().wait_for(|last| *last >= connection).await;
    }

    fn acknowledge(&self, connection: u64, packet: u16) {
        let now = self.lock();
        let Some(client) = now.client.clone().filter(|_| now.number == connection) else {
            return;
        };
        let mut received = Publish::new("", QoS::AtLeastOnce, Vec::new(), None);
        received.pkid = packet;
        if client.try_ack(&received).is_err() {
            // Cannot happen while the queue holds a whole receive window; if it does, the broker sends the message again.
            drop(now);
            self.give_up(connection);
        }
    }
}

fn judge(reason: PubAckReason) -> Answer {
    match reason {
        PubAckReason::Success => Ok(()),
        PubAckReason::NoMatchingSubscribers => Err(PublishError::NobodyListens),
        PubAckReason::NotAuthorized => Err(PublishError::NotAllowed),
        other => Err(PublishError::Refused(format!("{other:?}"))),
    }
}

/// The duty to acknowledge one incoming message.
///
/// [`AckHandle::done`] says that its effect is committed. Dropped without it, the message counts as not taken: the link
/// connects anew after a short wait and the broker sends again everything that was not acknowledged.
pub struct AckHandle {
    traffic: Arc<Traffic>,
    connection: u64,
    packet: Option<u16>,
}

impl AckHandle {
    pub(super) fn new(traffic: Arc<Traffic>, connection: u64, packet: Option<u16>) -> Self {
        Self {
            traffic,
            connection,
            packet,
        }
    }

    /// Acknowledges the message to the broker. Call it after the commit, never before.
    ///
    /// If the connection was lost in between this does nothing, and the message comes again.
    pub fn done(mut self) {
        if let Some(packet) = self.packet.take() {
            self.traffic.acknowledge(self.connection, packet);
        }
    }
}

impl Drop for AckHandle {
    fn drop(&mut self) {
        if self.packet.is_some() {
            self.traffic.give_up(self.connection);
        }
    }
}

impl std::fmt::Debug for AckHandle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AckHandle")
            .field("connection", &self.connection)
            .field("packet", &self.packet)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rumqttc::v5::MqttOptions;

    // The event loop keeps the channel open; it is never polled here.
    fn connected(room: usize) -> (Arc<Traffic>, u64, rumqttc::v5::EventLoop) {
        let (client, event_loop) = AsyncClient::new(MqttOptions::new("t", "localhost", 1), room);
        let traffic = Arc::new(Traffic::new());
        let number = traffic.begin(client);
        traffic.ready();
        (traffic, number, event_loop)
    }

    fn submit(traffic: &Traffic) -> oneshot::Receiver<Answer> {
        traffic.submit("t", vec![1], Some(5)).unwrap().answer
    }

    #[tokio::test]
    async fn answers_find_their_publish_though_they_come_out_of_order() {
        let (traffic, _, _event_loop) = connected(8);
        let (first, second) = (submit(&traffic), submit(&traffic));
        traffic.sent(1);
        traffic.sent(2);
        traffic.answered(2, PubAckReason::NotAuthorized);
        traffic.answered(1, PubAckReason::Success);
        assert_eq!(first.await.unwrap(), Ok(()));
        assert_eq!(second.await.unwrap(), Err(PublishError::NotAllowed));
    }

    #[tokio::test]
    async fn a_lost_connection_answers_everybody_and_refuses_the_next() {
        let (traffic, _, _event_loop) = connected(8);
        let (first, second) = (submit(&traffic), submit(&traffic));
        traffic.sent(1);
        traffic.end();
        assert_eq!(first.await.unwrap(), Err(PublishError::ConnectionLost));
        assert_eq!(second.await.unwrap(), Err(PublishError::ConnectionLost));
        assert_eq!(
            traffic.submit("t", vec![], None).err(),
            Some(PublishError::NotConnected)
        );
    }

    #[tokio::test]
    async fn a_full_connection_says_so_and_keeps_the_order() {
        let (traffic, _, _event_loop) = connected(1);
        let first = submit(&traffic);
        assert_eq!(traffic.submit("t", vec![], None).err(), Some(PublishError::Busy));
        traffic.sent(9);
        traffic.answered(9, PubAckReason::Success);
        assert_eq!(first.await.unwrap(), Ok(()));
    }

    #[tokio::test]
    async fn only_a_handle_of_this_connection_that_was_not_done_gives_it_up() {
        let quiet = std::time::Duration::from_millis(20);
        let (traffic, number, _event_loop) = connected(4);
        AckHandle::new(traffic.clone(), number, Some(3)).done();
        drop(AckHandle::new(traffic.clone(), number, None));
        drop(AckHandle::new(traffic.clone(), number - 1, Some(3)));
        assert!(tokio::time::timeout(quiet, traffic.given_up(number)).await.is_err());
        drop(AckHandle::new(traffic.clone(), number, Some(3)));
        assert!(tokio::time::timeout(quiet, traffic.given_up(number)).await.is_ok());
    }
}
