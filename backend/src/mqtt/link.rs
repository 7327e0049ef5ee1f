//! The link to the broker as the rest of the server sees it: publish with an answer, receive with a duty to acknowledge,
//! and a signal whether it stands. No client library shows through.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use domain::lockers::protocol::MAX_BYTES;
use rumqttc::tokio_rustls::rustls::crypto::CryptoProvider;
use rumqttc::{TlsConfiguration, Transport};
use tokio::sync::{Semaphore, mpsc, watch};
use tokio_util::sync::CancellationToken;

use crate::outside::Chance;

use super::address::BrokerAddress;
use super::driver::{self, Driver};
use super::topics::SERVER_CLIENT_PREFIX;
use super::traffic::{AckHandle, Traffic};

/// How many publishes may wait for the broker's answer at once.
pub(super) const PUBLISH_WINDOW: u16 = 32;

/// Do the nodes of this server share the banks' messages, or does this node get them all?
#[derive(Clone, PartialEq, Eq)]
pub enum Share {
    /// This node gets all messages, and what the broker retained; so does every other node (decision 0031).
    Alone,
    /// Each message goes to one of several nodes (`$share/{group}/…`); retained messages are not sent. Only for a broker
    /// that gives what a dead node had in hand to the others.
    WithOtherNodes {
        /// Which nodes belong together. A secret of theirs: some brokers let any account join a group that it can name,
        /// and then lose what falls to one that may not read it (decision 0023).
        group: String,
    },
}

/// What the link needs to know.
#[derive(Clone)]
pub struct LinkConfig {
    /// Where the broker is, and the server's account there.
    pub address: BrokerAddress,
    /// This node's name, the same at each start; the broker keeps the session under it. Letters, digits, `-`, `_`.
    pub node: String,
    /// Whether other nodes read the same messages.
    pub share: Share,
    /// How long the broker keeps events for this node while it is away.
    pub session_expiry: Duration,
    /// How long a publish waits for the broker's answer. After it the connection counts as broken.
    pub publish_timeout: Duration,
    /// The certificates (PEM) that may sign the broker's own; `None` trusts what the machine trusts. Only for `mqtts://`.
    pub trusted_roots: Option<Vec<u8>>,
    /// Spreads the waits before new attempts.
    pub chance: Arc<dyn Chance>,
}

impl LinkConfig {
    /// The usual: alone, events kept for seven days, ten seconds for an answer.
    pub fn new(address: BrokerAddress, node: &str, chance: Arc<dyn Chance>) -> Self {
        Self {
            address,
            node: node.to_owned(),
            share: Share::Alone,
            session_expiry: Duration::from_hours(7 * 24),
            publish_timeout: Duration::from_secs(10),
            trusted_roots: None,
            chance,
        }
    }

    /// The client id of this node.
    pub fn client_id(&self) -> String {
        format!("{SERVER_CLIENT_PREFIX}{}", self.node)
    }
}

impl fmt::Debug for LinkConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LinkConfig")
            .field("address", &self.address)
            .field("node", &self.node)
            .field("shared", &(self.share != Share::Alone))
            .finish_non_exhaustive()
    }
}

/// Why a link could not be started. A broker that is not there is no reason: the link goes on trying.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StartError {
    /// The node's name is empty, too long or holds other signs than letters, digits, `-` and `_`.
    #[error("a node's name is 1 to 40 letters, digits, '-' or '_'")]
    Node,
    /// The machine's certificates could not be read, or no TLS provider was installed at the start of the program.
    #[error("TLS to the broker could not be prepared: {0}")]
    Tls(String),
}

/// Why a publish has no success. Except for [`PublishError::NobodyListens`], `NotAllowed`, `TooLarge` and `NotConnected`
/// the message may have arrived all the same: whoever tries again sends the same id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PublishError {
    /// There is no connection at the moment; nothing was sent.
    #[error("not connected to the broker")]
    NotConnected,
    /// The connection was lost before the broker's answer. The link does not send it again by itself.
    #[error("the connection to the broker was lost before its answer")]
    ConnectionLost,
    /// No answer within the time limit.
    #[error("the broker did not answer in time")]
    NoAnswer,
    /// Too many publishes wait already; nothing was sent.
    #[error("too many messages wait for the broker")]
    Busy,
    /// Larger than the protocol allows; nothing was sent.
    #[error("the message is larger than 16 KiB")]
    TooLarge,
    /// The broker took it and knows nobody to give it to (only some brokers say so).
    #[error("nobody listens to this topic")]
    NobodyListens,
    /// The server's account may not publish there.
    #[error("the broker does not allow the server to publish there")]
    NotAllowed,
    /// Refused for another reason, in the broker's words.
    #[error("the broker refused the message: {0}")]
    Refused(String),
}

/// One message from a bank. Its `Debug` shows how long it is, not what it says.
pub struct Incoming {
    /// The topic it was published on.
    pub topic: String,
    /// Its bytes, unread.
    pub payload: Vec<u8>,
    /// True if the broker had kept it: what was last said, not what happens now.
    pub retained: bool,
    /// The duty to acknowledge it after the commit.
    pub ack: AckHandle,
}

impl fmt::Debug for Incoming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Incoming")
            .field("topic", &self.topic)
            .field("bytes", &self.payload.len())
            .field("retained", &self.retained)
            .field("ack", &self.ack)
            .finish()
    }
}

/// The link to the broker. Clones share one connection.
#[derive(Clone)]
pub struct MqttLink {
    traffic: Arc<Traffic>,
    window: Arc<Semaphore>,
    connected: watch::Receiver<bool>,
    publish_timeout: Duration,
}

impl MqttLink {
    /// Starts the link and returns it with the stream of incoming messages.
    ///
    /// It connects in the background and goes on doing so until `stop` is cancelled; then it takes leave of the broker,
    /// which keeps the session. Dropping the receiver ends the link too, and the stream ends when the link does, for
    /// whatever reason. Must be called inside a tokio runtime.
    pub fn start(
        config: LinkConfig,
        stop: CancellationToken,
    ) -> Result<(MqttLink, mpsc::Receiver<Incoming>), StartError> {
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if config.node.is_empty() || config.node.len() > 40 || !config.node.chars().all(fits) {
            return Err(StartError::Node);
        }
        let transport = transport(&config, CryptoProvider::get_default().is_some())?;
        let traffic = Arc::new(Traffic::new());
        let (incoming, received) = mpsc::channel(driver::INCOMING_ROOM);
        let (connected_now, connected) = watch::channel(false);
        let publish_timeout = config.publish_timeout;
        let driver = Driver {
            config,
            transport,
            traffic: traffic.clone(),
            incoming,
            connected: connected_now,
            stop,
        };
        tokio::spawn(driver.run());
        let window = Arc::new(Semaphore::new(usize::from(PUBLISH_WINDOW)));
        Ok((
            MqttLink {
                traffic,
                window,
                connected,
                publish_timeout,
            },
            received,
        ))
    }

    /// Publishes once, at least once (QoS 1), not retained, and waits for the broker's acknowledgement.
    ///
    /// `expires_in`: seconds after which the broker throws it away undelivered. Success means that the *broker* has it.
    /// After an error nothing is sent again by itself: a command is perishable, and trying again is for whoever keeps it.
    pub async fn publish(&self, topic: &str, payload: Vec<u8>, expires_in: Option<u32>) -> Result<(), PublishError> {
        if payload.len() > MAX_BYTES {
            return Err(PublishError::TooLarge);
        }
        let window = tokio::time::timeout(self.publish_timeout, self.window.acquire()).await;
        let Ok(Ok(_place)) = window else {
            return Err(PublishError::Busy);
        };
        let submitted = self.traffic.submit(topic, payload, expires_in)?;
        match tokio::time::timeout(self.publish_timeout, submitted.answer).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(_)) => Err(PublishError::ConnectionLost),
            Err(_) => {
                self.traffic.give_up(submitted.connection);
                Err(PublishError::NoAnswer)
            }
        }
    }

    /// True while the connection and the subscriptions stand.
    pub fn connected(&self) -> watch::Receiver<bool> {
        self.connected.clone()
    }
}

impl fmt::Debug for MqttLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MqttLink")
            .field("connected", &*self.connected.borrow())
            .finish_non_exhaustive()
    }
}

fn transport(config: &LinkConfig, tls_provider: bool) -> Result<Transport, StartError> {
    if !config.address.tls {
        return Ok(Transport::Tcp);
    }
    if !tls_provider {
        return Err(StartError::Tls(
            "no TLS provider was installed at the start of the program".to_owned(),
        ));
    }
    if let Some(ca) = config.trusted_roots.clone() {
        let simple = TlsConfiguration::Simple {
            ca,
            alpn: None,
            client_auth: None,
        };
        return Ok(Transport::tls_with_config(simple));
    }
    // The library panics when the machine's certificates cannot be read, a mistake of the set-up that the operator must
    // read in words.
    std::panic::catch_unwind(|| Transport::tls_with_config(TlsConfiguration::default()))
        .map_err(|_| StartError::Tls("the root certificates of this machine cannot be read".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outside::SeededChance;

    fn config(node: &str) -> LinkConfig {
        LinkConfig::new(
            "mqtt://u:s3cret@127.0.0.1:1".parse().unwrap(),
            node,
            Arc::new(SeededChance::new(1)),
        )
    }

    #[tokio::test]
    async fn a_node_needs_a_name_fit_for_a_client_id() {
        for name in ["", "a b", "a/b", "+", &"x".repeat(41)] {
            let refused = MqttLink::start(config(name), CancellationToken::new()).err();
            assert_eq!(refused, Some(StartError::Node), "{name:?}");
        }
    }

    #[tokio::test]
    async fn without_a_broker_it_starts_and_refuses_to_publish() {
        let stop = CancellationToken::new();
        let (link, mut incoming) = MqttLink::start(config("n1"), stop.clone()).unwrap();
        assert_eq!(
            link.publish("t", vec![0; MAX_BYTES + 1], None).await,
            Err(PublishError::TooLarge)
        );
        assert_eq!(link.publish("t", vec![], None).await, Err(PublishError::NotConnected));
        assert!(!*link.connected().borrow());
        stop.cancel();
        assert!(incoming.recv().await.is_none(), "the stream ends when the link stops");
    }

    #[test]
    fn without_a_tls_provider_it_says_so_at_the_start() {
        let mut config = config("n1");
        config.address = "mqtts://u:p@127.0.0.1:1".parse().unwrap();
        let refused = transport(&config, false).err();
        assert!(matches!(refused, Some(StartError::Tls(_))), "{refused:?}");
    }

    #[test]
    fn neither_config_nor_link_shows_the_password() {
        assert!(!format!("{:?}", config("n1")).contains("s3cret"));
    }
}
