//! Starts and stops the broker inside this process. Who may do what is decided in `gate` and `rules`.
//!
//! Plain TCP only: the TLS and WebSocket listeners of the broker crate shake hands inline without time limit. Serve the
//! loopback or a closed network with it, or put TLS in front. The crate sets `TCP_NODELAY` on what it accepts.

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::lockers::protocol::MAX_BYTES;
use mqtt5::MqttError;
use mqtt5::broker::router::MessageRouter;
use mqtt5::broker::{BrokerConfig as CrateConfig, BrokerShutdownHandle, MqttBroker, StorageBackendType, StorageConfig};
use tokio::task::JoinHandle;

use super::account::Accounts;
use super::gate::Gate;
use super::inbox::Inbox;

/// The payload, the topic and the properties; a larger packet ends the connection.
const MAX_PACKET: usize = MAX_BYTES + 1024;
/// Clients must be heard of once in this time and a half of it, whatever they asked for.
const KEEP_ALIVE: Duration = Duration::from_secs(30);
/// Unacknowledged messages to one client.
const WINDOW: u16 = 64;
/// Messages on the way to one client before they go to its queue.
const LANE: usize = 1024;
const SUBSCRIPTIONS_PER_CLIENT: usize = 8;
const STOP_LIMIT: Duration = Duration::from_secs(10);

/// How the broker is set up.
#[derive(Debug, Clone)]
pub struct BrokerConfig {
    /// Where it listens. Port 0 takes a free one.
    pub listen: SocketAddr,
    /// Where it keeps sessions, queues and retained messages. `None`: in memory only; after a restart of the process
    /// banks publish state and presence again, and what was queued is gone. With a directory a stop loses nothing, a
    /// crash or power cut loses what was queued in the last quarter of a second.
    pub state_dir: Option<PathBuf>,
    /// Connections at once, banks and nodes of the server together.
    pub max_connections: usize,
    /// Messages kept for one client that is away or slow; then the oldest are dropped.
    pub queue_messages: usize,
    /// Bytes kept for one client that is away or slow; then the oldest are dropped.
    pub queue_bytes: usize,
    /// The longest a session of a client that is away is kept.
    pub session_expiry: Duration,
    /// Refuse banks ("server unavailable", they try again) until the server listens to their events.
    pub hold_banks: bool,
}

impl BrokerConfig {
    /// The usual limits, in memory, at this address.
    pub fn new(listen: SocketAddr) -> Self {
        Self {
            listen,
            state_dir: None,
            max_connections: 10_000,
            queue_messages: 50_000,
            queue_bytes: 128 * 1024 * 1024,
            session_expiry: Duration::from_hours(7 * 24),
            hold_banks: true,
        }
    }

    fn for_crate(&self, gate: Arc<Gate>) -> CrateConfig {
        let storage = match &self.state_dir {
            Some(dir) => StorageConfig::new()
                .with_backend(StorageBackendType::File)
                .with_base_dir(dir.clone()),
            None => StorageConfig::new().with_backend(StorageBackendType::Memory),
        };
        let storage = storage
            .with_cleanup_interval(Duration::from_mins(10))
            .with_max_queued_messages_per_client(self.queue_messages)
            .with_max_queued_bytes_per_client(self.queue_bytes);
        let mut config = CrateConfig::new()
            .with_bind_address(self.listen)
            .with_max_clients(self.max_connections)
            .with_session_expiry(self.session_expiry)
            .with_max_packet_size(MAX_PACKET)
            .with_maximum_qos(1)
            .with_max_subscriptions_per_client(SUBSCRIPTIONS_PER_CLIENT)
            // State and presence of each bank.
            .with_max_retained_messages(self.max_connections.saturating_mul(2))
            .with_max_retained_message_size(MAX_BYTES)
            .with_client_channel_capacity(LANE)
            .with_max_outbound_inflight(WINDOW)
            .with_server_receive_maximum(WINDOW)
            .with_storage(storage)
            .with_sys_topics_enabled(false)
            .with_event_handler(gate);
        config.topic_alias_maximum = 16;
        config.server_keep_alive = Some(KEEP_ALIVE);
        config
    }
}

/// Why the broker did not start: the address is taken, or the directory cannot be used.
#[derive(Debug)]
pub struct StartError {
    listen: SocketAddr,
    source: MqttError,
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the broker could not start at {}", self.listen)
    }
}

impl std::error::Error for StartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

/// The running broker. Dropping it stops it without waiting; [`Broker::stop`] waits.
pub struct Broker {
    local_addr: SocketAddr,
    router: Arc<MessageRouter>,
    shutdown: BrokerShutdownHandle,
    running: Mutex<Option<JoinHandle<()>>>,
}

impl Broker {
    /// Starts the broker and returns when it accepts connections. Events are acknowledged when the broker has queued them.
    pub async fn start(config: BrokerConfig, accounts: Arc<dyn Accounts>) -> Result<Broker, StartError> {
        let gate = Gate::new(accounts, None, config.hold_banks);
        Self::start_behind(Arc::new(gate), config).await
    }

    /// As [`Broker::start`], but events are acknowledged only when the inbox has kept them.
    pub async fn start_with_inbox(
        config: BrokerConfig,
        accounts: Arc<dyn Accounts>,
        inbox: Arc<dyn Inbox>,
    ) -> Result<Broker, StartError> {
        let gate = Gate::new(accounts, Some(inbox), config.hold_banks);
        Self::start_behind(Arc::new(gate), config).await
    }

    async fn start_behind(gate: Arc<Gate>, config: BrokerConfig) -> Result<Broker, StartError> {
        let listen = config.listen;
        let fail = |source| StartError { listen, source };
        let mut broker = MqttBroker::with_config(config.for_crate(gate.clone()))
            .await
            .map_err(fail)?
            .with_auth_provider(gate.clone());
        let router = broker.router();
        gate.attach(&router);
        let local_addr = broker
            .local_addr()
            .ok_or_else(|| fail(MqttError::InvalidState("no listener".to_owned())))?;
        let shutdown = broker.shutdown_handle();
        let mut ready = broker.ready_receiver();
        let running = tokio::spawn(async move {
            if let Err(error) = broker.run().await {
                tracing::error!(%error, "the broker ended with an error");
            }
        });
        if ready.wait_for(|ready| *ready).await.is_err() {
            return Err(fail(MqttError::InvalidState(
                "it ended while starting; its log says why".to_owned(),
            )));
        }
        tracing::info!(%local_addr, "embedded broker accepts connections");
        Ok(Broker {
            local_addr,
            router,
            shutdown,
            running: Mutex::new(Some(running)),
        })
    }

    /// Where it listens, with the real port.
    pub fn local_addr(&self) -> SocketAddr {
        self.local_addr
    }

    /// Ends the standing connection of a client (for a bank its id is the client id), for instance after its password
    /// was revoked. Its last will is published, and its next connect is checked anew.
    pub async fn disconnect(&self, client_id: &str) {
        self.router.disconnect_client(client_id).await;
    }

    /// Is a client of this id connected now?
    pub async fn is_connected(&self, client_id: &str) -> bool {
        self.router.is_connected(client_id).await
    }

    /// Tells every client that the broker goes away and waits until all is written, at most ten seconds. Calling it
    /// again does nothing.
    pub async fn stop(&self) {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner).take();
        self.shutdown.shutdown();
        if let Some(running) = running
            && tokio::time::timeout(STOP_LIMIT, running).await.is_err()
        {
            tracing::warn!("the broker did not stop in time");
        }
    }
}

impl Drop for Broker {
    fn drop(&mut self) {
        self.shutdown.shutdown();
    }
}
