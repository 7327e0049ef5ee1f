//! Commands to banks leave through the link to the broker.

use async_trait::async_trait;
use backend::lockers::{Outlet, OutletError};
use backend::mqtt::{MqttLink, PublishError};

use crate::metrics::Metrics;

/// The link as the lockers slice sees it.
pub(super) struct LinkOutlet {
    pub link: MqttLink,
    pub metrics: Metrics,
}

#[async_trait]
impl Outlet for LinkOutlet {
    async fn publish(&self, topic: &str, payload: Vec<u8>, expiry: u32) -> Result<(), OutletError> {
        match self.link.publish(topic, payload, Some(expiry)).await {
            Ok(()) => {
                self.metrics.published("sent");
                Ok(())
            }
            Err(error) => {
                self.metrics.published(word(&error));
                tracing::warn!(%error, "a command did not reach the broker");
                Err(OutletError)
            }
        }
    }
}

const fn word(error: &PublishError) -> &'static str {
    match error {
        PublishError::NotConnected => "not_connected",
        PublishError::ConnectionLost => "connection_lost",
        PublishError::NoAnswer => "no_answer",
        PublishError::Busy => "busy",
        PublishError::TooLarge => "too_large",
        PublishError::NobodyListens => "nobody_listens",
        PublishError::NotAllowed => "not_allowed",
        PublishError::Refused(_) => "refused",
    }
}
