//! One connection to the broker, from CONNECT to its end. It is never mended: when anything is wrong it ends, and a new
//! one begins.

use std::collections::{HashMap, VecDeque};

use domain::lockers::protocol::{Stream, Topic};
use rumqttc::Outgoing;
use rumqttc::v5::mqttbytes::QoS;
use rumqttc::v5::mqttbytes::v5::{Packet, PubAck, PubAckReason, Publish, SubscribeReasonCode};
use rumqttc::v5::{AsyncClient, ClientError, Event, EventLoop};
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;

use super::options::{options, presence};
use super::{Link, LinkNews, Receipt};
use crate::config::Timings;
use crate::failpoint;

/// Requests that may wait for the event loop; more never are on their way at once.
const REQUESTS: usize = 64;
/// How long a goodbye may take.
const GOODBYE: Duration = Duration::from_secs(2);

/// How a connection ended.
#[derive(Debug)]
pub(super) enum End {
    /// It was told to.
    Stopped,
    /// Somebody pulled the cable.
    Unplugged,
    /// Broker, network or patience.
    Lost {
        /// Whether commands were heard meanwhile.
        was_up: bool,
        /// For the log.
        why: String,
    },
}

/// What ended a wait.
enum Woken {
    Stop,
    Unplugged,
    ProgramGone,
    Packet(Box<Event>),
    Failed(String),
    Receipt(Receipt),
    State,
    Look,
}

/// What a packet of ours carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cargo {
    Event { boot: u64, seq: u64 },
    State,
    Presence,
}

pub(super) struct Session<'a> {
    link: &'a mut Link,
    connection: u64,
    client: AsyncClient,
    incoming: mpsc::Receiver<Result<Event, String>>,
    /// Polls the client's event loop and does nothing else; dies with the session, and so does the socket.
    _poll: JoinSet<()>,
    /// Handed to the client, packet id not known yet; it numbers them in this order.
    unnumbered: VecDeque<Cargo>,
    on_the_way: HashMap<u16, (Cargo, Instant)>,
    up: bool,
    opened: Instant,
    state_is_news: bool,
    /// The event that the broker took last, until the program offers another.
    taken: Option<(u64, u64)>,
    /// No event is offered before this.
    not_before: Instant,
}

impl<'a> Session<'a> {
    pub(super) fn open(link: &'a mut Link, connection: u64) -> Self {
        let (client, event_loop) = AsyncClient::new(options(link, connection), REQUESTS);
        let (news, incoming) = mpsc::channel(REQUESTS);
        let mut poll = JoinSet::new();
        poll.spawn(poll_only(event_loop, news));
        // A receipt for an earlier connection means nothing to this one.
        while link.receipts.try_recv().is_ok() {}
        Self {
            link,
            connection,
            client,
            incoming,
            _poll: poll,
            unnumbered: VecDeque::new(),
            on_the_way: HashMap::new(),
            up: false,
            opened: Instant::now(),
            state_is_news: true,
            taken: None,
            not_before: Instant::now(),
        }
    }

    pub(super) async fn serve(mut self, stop: &CancellationToken) -> End {
        loop {
            if let Err(why) = self.send_what_is_missing() {
                return self.lost(why);
            }
            let woken = match self.wait(stop).await {
                Woken::Stop => {
                    self.goodbye().await;
                    return End::Stopped;
                }
                Woken::Unplugged => return End::Unplugged,
                Woken::ProgramGone => return End::Stopped,
                Woken::Packet(event) => self.hear(*event).await,
                Woken::Failed(why) => Err(why),
                Woken::Receipt(receipt) => self.acknowledge(&receipt),
                Woken::State => {
                    self.state_is_news = true;
                    Ok(())
                }
                Woken::Look => Ok(()),
            };
            if let Err(why) = woken.and_then(|()| self.overdue()) {
                return self.lost(why);
            }
        }
    }

    async fn wait(&mut self, stop: &CancellationToken) -> Woken {
        let patience = self.patience();
        let link = &mut *self.link;
        tokio::select! {
            () = stop.cancelled() => Woken::Stop,
            changed = link.network.changed() => match changed {
                Ok(()) if *link.network.borrow() => Woken::Look,
                Ok(()) => Woken::Unplugged,
                // Nobody can pull the cable any more: the program is gone.
                Err(_) => Woken::ProgramGone,
            },
            event = self.incoming.recv() => match event {
                Some(Ok(event)) => Woken::Packet(Box::new(event)),
                Some(Err(why)) => Woken::Failed(why),
                None => Woken::Failed("the client is gone".to_owned()),
            },
            changed = link.state.changed() => changed.map_or(Woken::ProgramGone, |()| Woken::State),
            changed = link.offer.changed() => changed.map_or(Woken::ProgramGone, |()| Woken::Look),
            receipt = link.receipts.recv() => receipt.map_or(Woken::ProgramGone, Woken::Receipt),
            () = tokio::time::sleep_until(patience) => Woken::Look,
        }
    }

    fn lost(&self, why: String) -> End {
        let was_up = self.up;
        End::Lost { was_up, why }
    }

    /// When to look again although nothing happened.
    fn patience(&self) -> Instant {
        let broker = Timings::wait(self.link.timings.broker_ms);
        let oldest = self.on_the_way.values().map(|(_, since)| *since).min();
        let deadline = oldest.unwrap_or_else(|| if self.up { Instant::now() } else { self.opened }) + broker;
        if self.not_before > Instant::now() {
            deadline.min(self.not_before)
        } else {
            deadline
        }
    }

    fn overdue(&self) -> Result<(), String> {
        let broker = Timings::wait(self.link.timings.broker_ms);
        let waits = self.on_the_way.values().any(|(_, since)| since.elapsed() >= broker);
        if waits || (!self.up && self.opened.elapsed() >= broker) {
            return Err("the broker does not acknowledge".to_owned());
        }
        Ok(())
    }

    /// Offers what the broker does not have: the state if it is news, and one event at a time, so that none can
    /// overtake another.
    fn send_what_is_missing(&mut self) -> Result<(), String> {
        if !self.up {
            return Ok(());
        }
        if self.state_is_news && !self.carries(|cargo| cargo == Cargo::State) {
            let payload = self.link.state.borrow_and_update().clone();
            self.state_is_news = false;
            if !payload.is_empty() {
                self.publish(Stream::State, true, payload, Cargo::State)?;
            }
        }
        if self.not_before <= Instant::now() && !self.carries(|cargo| matches!(cargo, Cargo::Event { .. })) {
            let offer = self.link.offer.borrow_and_update().clone();
            if let Some(offer) = offer.filter(|offer| self.taken != Some((offer.boot, offer.seq))) {
                let (boot, seq) = (offer.boot, offer.seq);
                self.publish(Stream::Events, false, offer.payload, Cargo::Event { boot, seq })?;
            }
        }
        Ok(())
    }

    fn carries(&self, is: impl Fn(Cargo) -> bool) -> bool {
        self.unnumbered.iter().any(|cargo| is(*cargo)) || self.on_the_way.values().any(|(cargo, _)| is(*cargo))
    }

    fn publish(&mut self, stream: Stream, retain: bool, payload: Vec<u8>, cargo: Cargo) -> Result<(), String> {
        let topic = self.topic(stream);
        failpoint::reached("before a message is published");
        self.client
            .try_publish(topic, QoS::AtLeastOnce, retain, payload)
            .map_err(|error| refused(&error))?;
        self.unnumbered.push_back(cargo);
        Ok(())
    }

    fn topic(&self, stream: Stream) -> String {
        let bank = self.link.bank;
        Topic { bank, stream }.to_string()
    }

    async fn hear(&mut self, event: Event) -> Result<(), String> {
        match event {
            Event::Incoming(Packet::ConnAck(_)) => self
                .client
                .try_subscribe(self.topic(Stream::Commands), QoS::AtLeastOnce)
                .map_err(|error| refused(&error)),
            Event::Incoming(Packet::SubAck(answer)) => {
                if !answer
                    .return_codes
                    .iter()
                    .all(|code| matches!(code, SubscribeReasonCode::Success(_)))
                {
                    return Err("the broker does not let this bank hear its commands".to_owned());
                }
                // Only now: who reads `online` may send a command.
                let presence = presence(self.link, self.connection, true);
                self.publish(Stream::Presence, true, presence, Cargo::Presence)?;
                self.up = true;
                self.tell(LinkNews::Up).await
            }
            Event::Incoming(Packet::Publish(publish)) => self.command(publish).await,
            Event::Incoming(Packet::PubAck(ack)) => self.acknowledged(&ack).await,
            Event::Outgoing(Outgoing::Publish(packet)) => {
                // Only now the socket has it.
                failpoint::reached("after a message is published");
                if let Some(cargo) = self.unnumbered.pop_front() {
                    self.on_the_way.insert(packet, (cargo, Instant::now()));
                }
                Ok(())
            }
            Event::Outgoing(Outgoing::AwaitAck(_)) => Err("two packets of one number".to_owned()),
            Event::Incoming(_) | Event::Outgoing(_) => Ok(()),
        }
    }

    async fn command(&mut self, publish: Publish) -> Result<(), String> {
        let receipt = Receipt {
            connection: self.connection,
            publish: Box::new(Publish {
                payload: Vec::new().into(),
                ..publish.clone()
            }),
        };
        // Commands are never retained; one that is was put there by somebody else, or is old.
        if publish.retain || publish.topic != self.topic(Stream::Commands).as_bytes() {
            tracing::warn!(retained = publish.retain, "a message that is no command: ignored");
            return self.acknowledge(&receipt);
        }
        let payload = publish.payload.to_vec();
        self.tell(LinkNews::Command { payload, receipt }).await
    }

    async fn acknowledged(&mut self, ack: &PubAck) -> Result<(), String> {
        let Some((cargo, _)) = self.on_the_way.remove(&ack.pkid) else {
            return Ok(());
        };
        failpoint::reached("after a message is acknowledged");
        let Cargo::Event { boot, seq } = cargo else {
            return match ack.reason {
                PubAckReason::Success | PubAckReason::NoMatchingSubscribers => Ok(()),
                reason => Err(format!("the broker refuses {cargo:?}: {reason:?}")),
            };
        };
        if ack.reason == PubAckReason::Success {
            self.taken = Some((boot, seq));
            return self.tell(LinkNews::Taken { boot, seq }).await;
        }
        // A broker that has nobody to give it to has thrown it away: it is offered again.
        tracing::warn!(boot, seq, reason = ?ack.reason, "the broker did not keep an event");
        self.not_before = Instant::now() + Timings::wait(self.link.timings.offer_again_ms);
        Ok(())
    }

    fn acknowledge(&self, receipt: &Receipt) -> Result<(), String> {
        if receipt.connection != self.connection {
            return Ok(());
        }
        failpoint::reached("before a command is acknowledged");
        let acknowledged = self.client.try_ack(&receipt.publish);
        failpoint::reached("after a command is acknowledged");
        acknowledged.map_err(|error| refused(&error))
    }

    async fn tell(&self, news: LinkNews) -> Result<(), String> {
        self.link
            .news
            .send(news)
            .await
            .map_err(|_| "the program is gone".to_owned())
    }

    /// Says `offline` and waits until the broker has it, but not for long: then its last will says the same.
    async fn goodbye(&mut self) {
        if !self.up {
            return;
        }
        let said = tokio::time::timeout(GOODBYE, async {
            let presence = presence(self.link, self.connection, false);
            self.publish(Stream::Presence, true, presence, Cargo::Presence)?;
            while self.carries(|cargo| cargo == Cargo::Presence) {
                match self.incoming.recv().await {
                    Some(Ok(Event::Incoming(Packet::PubAck(ack)))) => {
                        self.on_the_way.remove(&ack.pkid);
                    }
                    Some(Ok(Event::Outgoing(outgoing))) => self.hear(Event::Outgoing(outgoing)).await?,
                    Some(Ok(Event::Incoming(_))) => {}
                    Some(Err(why)) => return Err(why),
                    None => return Ok(()),
                }
            }
            self.client.try_disconnect().map_err(|error| refused(&error))?;
            while let Some(Ok(_)) = self.incoming.recv().await {}
            Ok(())
        });
        if let Ok(Err(why)) = said.await {
            tracing::debug!(why, "no proper goodbye");
        }
    }
}

async fn poll_only(mut event_loop: EventLoop, news: mpsc::Sender<Result<Event, String>>) {
    loop {
        let event = event_loop.poll().await.map_err(|error| error.to_string());
        let over = event.is_err();
        // The session never awaits this task, so a full channel only slows the broker down.
        if news.send(event).await.is_err() || over {
            return;
        }
    }
}

fn refused(error: &ClientError) -> String {
    // The error carries the request, and so the payload: not for the log.
    match error {
        ClientError::Request(_) => "the client takes no request".to_owned(),
        ClientError::TryRequest(_) => "the client is overrun".to_owned(),
    }
}
