//! Commits what banks say before the embedded broker acknowledges it to them: they delete it then.

use async_trait::async_trait;
use backend::lockers::{Intake, Taken};
use domain::ids::BankId;
use domain::lockers::protocol::{Stream, Topic};

use super::consumer;
use crate::broker::Inbox;
use crate::metrics::Metrics;

/// The intake of the lockers slice.
pub(super) struct CommittedInbox {
    pub intake: Intake,
    pub metrics: Metrics,
}

#[async_trait]
impl Inbox for CommittedInbox {
    async fn keep(&self, bank: BankId, payload: &[u8]) -> bool {
        let topic = Topic {
            bank,
            stream: Stream::Events,
        };
        let taken = consumer::commit(&self.intake, &topic.to_string(), payload, &self.metrics).await;
        // Repeats and refusals are counted where the message comes out of the broker again.
        if matches!(taken, Taken::Applied | Taken::SetAside) {
            self.metrics.taken(consumer::word(taken));
        }
        true
    }
}
