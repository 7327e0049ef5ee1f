//! A place where events are safe before their bank is told that the broker has them. What an event means is not known here.

use async_trait::async_trait;
use domain::ids::BankId;

/// Keeps the events of banks for good.
///
/// The broker's own queues are memory, or files written a moment later: what it acknowledged to a bank can be gone after a
/// crash, and the bank has deleted it. With an inbox the acknowledgement waits for the commit.
#[async_trait]
pub trait Inbox: Send + Sync {
    /// Keeps one event.
    ///
    /// `true`: it is committed, or was before, or can never be read; the bank is told, and the event goes on to whoever
    /// listens, the server's link among them, which so gets a repeat. `false`: not now; the broker asks again each second,
    /// and the bank, whose connection stands still meanwhile, is told nothing.
    async fn keep(&self, bank: BankId, payload: &[u8]) -> bool;
}
