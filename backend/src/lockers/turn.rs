//! Tells banks of the keys that sign: the old one names the new, the new one ends the old (decision 0039).
//!
//! Compares what each bank said last with the keys that the house has, and tells the difference, one thing at a time.
//! Nothing is kept for a bank that is away: it is compared again when it is back. An order is made for the state that the
//! bank told, so it does no harm if two nodes tell it, or if one comes late.
//!
//! What must not be here: which key signs commands. A human at the machine decides that.

use std::time::Duration;

use domain::Span;
use domain::ids::CommandId;
use domain::lockers::KeyStep;
use domain::lockers::protocol::{KeyOrder, Stream, Topic, seal_key_order};
use tokio_util::sync::CancellationToken;

use super::jobs::CommandJobs;
use super::sql_keys::{self, HeldRow};
use crate::fault::{Fault, Result};
use crate::secrets::{KeyRing, TurnFiles};

/// How long such an order lives.
const LIFE: Span = Span::minutes(1);
/// The same for the broker, in seconds.
const EXPIRY: u32 = 60;
/// A bank that did not answer is told again after this.
const AGAIN: Span = Span::seconds(30);
const TIMER: Duration = Duration::from_secs(5);

impl CommandJobs {
    /// Tells banks of keys as long as the house stands. The files are looked at each time: a next key may be made while the
    /// server runs.
    pub async fn run_turn(self, files: TurnFiles, stop: CancellationToken) {
        loop {
            let told = match files.ring(&self.signing) {
                Ok(ring) => self.turn_round(&ring).await,
                Err(fault) => Err(fault),
            };
            if let Err(fault) = told {
                fault.log();
            }
            tokio::select! {
                () = tokio::time::sleep(TIMER) => {}
                () = stop.cancelled() => return,
            }
        }
    }

    /// Tells each bank that is there what it must be told next; gives how many the broker took.
    ///
    /// # Errors
    /// What the database says.
    pub async fn turn_round(&self, ring: &KeyRing) -> Result<usize> {
        let keys = ring.public();
        if keys.next.is_none() && keys.old.is_none() {
            return Ok(0);
        }
        let mut reader = self.house.db.read().await?;
        let rows = sql_keys::to_tell(&mut reader, self.house.now() - AGAIN).await?;
        drop(reader);
        let mut told = 0;
        for row in &rows {
            if let Some(step) = keys.due(&row.keys()) {
                told += usize::from(self.tell_key(ring, row, step).await?);
            }
        }
        Ok(told)
    }

    async fn tell_key(&self, ring: &KeyRing, row: &HeldRow, step: KeyStep) -> Result<bool> {
        let Some(signer) = ring.signer(step.signer) else {
            return Ok(false);
        };
        let now = self.house.now();
        let bank = row.bank_id.0;
        let order = KeyOrder {
            id: CommandId(self.house.outside.uuid7()),
            bank,
            order: step.act,
            key: step.key,
            generation: row.keys().generation.saturating_add(1),
            issued_at: now,
            not_after: now + LIFE,
        };
        let sealed = seal_key_order(&order, signer.key())
            .map_err(|e| Fault::broken("lockers.seal", "sealing an order about a key").because(e))?;
        let mut tx = self.house.db.begin().await?;
        if sql_keys::lease(&mut tx, row, order.id, now, now - AGAIN).await? == 0 {
            return Ok(false);
        }
        tx.commit().await?;
        let topic = Topic {
            bank,
            stream: Stream::Commands,
        };
        let published = self.outlet.publish(&topic.to_string(), sealed, EXPIRY).await;
        let (act, key) = (step.act.wire(), step.key);
        tracing::info!(%bank, order = %order.id, act, %key, sent = published.is_ok(), "a bank is told of a key");
        // What the broker did not take is told again when the lease has ended.
        Ok(published.is_ok())
    }
}
