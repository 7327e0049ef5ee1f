//! Holds what clients of the embedded broker want against the rules. The rules themselves are in `rules`.
//!
//! The broker crate asks twice about a publish: once whether the topic is allowed (a refusal is told to the client), and
//! once with the whole message, where a refusal can only be "taken and thrown away". Retained commands or events and
//! payloads between 16 KiB and the packet limit are caught at the second place: the message goes nowhere and the
//! client is disconnected, but it was acknowledged.

use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock, Weak};
use std::time::Duration;

use domain::lockers::protocol::{MAX_BYTES, Stream, Topic};
use mqtt5::broker::auth::{AuthProvider, AuthResult};
use mqtt5::broker::router::MessageRouter;
use mqtt5::broker::{BrokerEventHandler, ClientPublishEvent, ClientSubscribeEvent, PublishAction, SubAckReasonCode};
use mqtt5::packet::connect::ConnectPacket;
use mqtt5::protocol::v5::reason_codes::ReasonCode;

use super::account::{Account, Accounts};
use super::inbox::Inbox;
use super::rules;

type Answer<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

const MQTT_5: u8 = 5;
const KEEP_AGAIN: Duration = Duration::from_secs(1);

/// Stands between the broker crate and everybody who connects.
pub(super) struct Gate {
    accounts: Arc<dyn Accounts>,
    inbox: Option<Arc<dyn Inbox>>,
    /// True once a node of the server listens to events, or if nobody shall wait for that.
    open_to_banks: AtomicBool,
    router: OnceLock<Weak<MessageRouter>>,
}

impl Gate {
    pub(super) fn new(accounts: Arc<dyn Accounts>, inbox: Option<Arc<dyn Inbox>>, hold_banks: bool) -> Self {
        Self {
            accounts,
            inbox,
            open_to_banks: AtomicBool::new(!hold_banks),
            router: OnceLock::new(),
        }
    }

    /// Tells the gate the router of its broker, so that it can disconnect clients.
    pub(super) fn attach(&self, router: &Arc<MessageRouter>) {
        // A second broker on one gate cannot happen: the gate is made for one.
        let _ = self.router.set(Arc::downgrade(router));
    }

    async fn admit(&self, connect: &ConnectPacket) -> Result<Account, ReasonCode> {
        if connect.protocol_version != MQTT_5 {
            return Err(ReasonCode::UnsupportedProtocolVersion);
        }
        let (Some(username), Some(password)) = (&connect.username, &connect.password) else {
            return Err(ReasonCode::BadUsernameOrPassword);
        };
        let account = self
            .accounts
            .check(username, password)
            .await
            .ok_or(ReasonCode::BadUsernameOrPassword)?;
        if !rules::may_connect_as(account, &connect.client_id) {
            return Err(ReasonCode::ClientIdentifierNotValid);
        }
        if let Some(will) = &connect.will
            && !rules::may_leave_will(account, &will.topic, will.retain, will.payload.len())
        {
            return Err(ReasonCode::NotAuthorized);
        }
        // An event taken before the server listens would be acknowledged to the bank and reach nobody.
        if matches!(account, Account::Bank(_)) && !self.open_to_banks.load(Ordering::Acquire) {
            return Err(ReasonCode::ServerUnavailable);
        }
        Ok(account)
    }

    /// Returns when the event is safe. The broker acknowledges only after that.
    async fn keep(&self, event: &ClientPublishEvent) {
        let topic = Topic::parse(&event.topic).filter(|topic| topic.stream == Stream::Events);
        let (Some(inbox), Some(topic)) = (&self.inbox, topic) else {
            return;
        };
        while !inbox.keep(topic.bank, &event.payload).await {
            tracing::warn!(bank = %topic.bank, "an event could not be kept; its bank waits");
            tokio::time::sleep(KEEP_AGAIN).await;
        }
    }

    async fn disconnect(&self, client_id: &str) {
        if let Some(router) = self.router.get().and_then(Weak::upgrade) {
            router.disconnect_client(client_id).await;
        }
    }
}

fn allowed(tag: Option<&str>, rule: impl Fn(Account) -> bool) -> bool {
    tag.and_then(Account::from_tag).is_some_and(rule)
}

impl AuthProvider for Gate {
    fn authenticate<'a>(
        &'a self,
        connect: &'a ConnectPacket,
        from: SocketAddr,
    ) -> Answer<'a, mqtt5::Result<AuthResult>> {
        Box::pin(async move {
            Ok(match self.admit(connect).await {
                Ok(account) => AuthResult::success_with_user(account.tag()),
                Err(reason) => {
                    // Debug formatting escapes what a stranger may have put into the names.
                    tracing::warn!(%from, client = ?connect.client_id, user = ?connect.username, ?reason, "refused to connect");
                    AuthResult::fail(reason)
                }
            })
        })
    }

    fn authorize_publish<'a>(&'a self, _: &str, user: Option<&'a str>, topic: &'a str) -> Answer<'a, bool> {
        Box::pin(std::future::ready(allowed(user, |account| {
            rules::may_publish(account, topic)
        })))
    }

    fn authorize_subscribe<'a>(&'a self, _: &str, user: Option<&'a str>, filter: &'a str) -> Answer<'a, bool> {
        let granted = allowed(user, |account| rules::may_subscribe(account, filter));
        if !granted {
            tracing::warn!(?user, ?filter, "subscription refused");
        }
        Box::pin(std::future::ready(granted))
    }
}

impl BrokerEventHandler for Gate {
    fn on_client_publish(&self, event: ClientPublishEvent) -> Answer<'_, PublishAction> {
        Box::pin(async move {
            let too_large = event.payload.len() > MAX_BYTES;
            let wrongly_kept = event.retain
                && !allowed(event.user_id.as_deref(), |account| {
                    rules::may_retain(account, &event.topic)
                });
            if !too_large && !wrongly_kept {
                self.keep(&event).await;
                return PublishAction::Continue;
            }
            let (client, topic) = (&event.client_id, &event.topic);
            tracing::warn!(
                ?client,
                ?topic,
                too_large,
                wrongly_kept,
                "message thrown away, client disconnected"
            );
            self.disconnect(client).await;
            PublishAction::Handled
        })
    }

    fn on_client_subscribe(&self, event: ClientSubscribeEvent) -> Answer<'_, ()> {
        let hears_events = event.subscriptions.iter().any(|subscription| {
            subscription.result == SubAckReasonCode::GrantedQoS1
                && rules::heard_stream(&subscription.topic_filter) == Some(Stream::Events)
        });
        // Only the server is granted that filter.
        if hears_events && !self.open_to_banks.swap(true, Ordering::AcqRel) {
            tracing::info!("the server listens: the broker is open to banks");
        }
        Box::pin(std::future::ready(()))
    }
}
