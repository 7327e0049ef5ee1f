//! Publishes commands, and ends those whose time has passed. Woken by a signal and by a timer; no input but the
//! database; the timer is the retry.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use domain::Span;
use domain::lockers::protocol::{Command, Stream, Topic, seal};
use domain::lockers::{CommandEvent, CommandState};
use tokio_util::sync::CancellationToken;

use super::intake::Intake;
use super::sql_commands;
use crate::failpoint;
use crate::fault::{Fault, Result};
use crate::house::{House, Pending};
use crate::secrets::SigningKeyFile;

/// Where commands leave the house.
#[async_trait]
pub trait Outlet: Send + Sync {
    /// Hands a payload to the broker; returns when the broker has it. `expiry` is the message's remaining life in
    /// whole seconds, at least 1.
    async fn publish(&self, topic: &str, payload: Vec<u8>, expiry: u32) -> Result<(), OutletError>;
}

/// The broker does not have it (as far as we know); trying again with the same id is harmless.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the broker did not take the message")]
pub struct OutletError;

/// A lease covers one try of the outlet.
const LEASE: Span = Span::seconds(5);
/// After a command's life: how long an answer that is on its way may still take.
const GRACE: Span = Span::seconds(3);
/// After a command's life: how long an accepted command may take to open its door.
const SILENCE: Span = Span::seconds(20);

/// The jobs of this slice.
#[derive(Clone)]
pub struct CommandJobs {
    pub(super) house: House,
    intake: Intake,
    pub(super) outlet: Arc<dyn Outlet>,
    pub(super) signing: Arc<SigningKeyFile>,
}

impl CommandJobs {
    /// With the way out and the key that signs.
    pub fn new(house: House, intake: Intake, outlet: Arc<dyn Outlet>, signing: SigningKeyFile) -> Self {
        Self {
            house,
            intake,
            outlet,
            signing: Arc::new(signing),
        }
    }

    /// Publishes as long as the house stands: what was just committed here at once, and what somebody left behind.
    pub async fn run_publisher(self, stop: CancellationToken) {
        let mut timer = tokio::time::interval(Duration::from_millis(500));
        timer.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                Some(pending) = self.house.wake.commands.next() => {
                    let this = self.clone();
                    tokio::spawn(async move {
                        if let Err(fault) = this.publish_ordered(pending).await {
                            fault.log();
                        }
                    });
                }
                _ = timer.tick() => {
                    if let Err(fault) = self.publish_round().await {
                        fault.log();
                    }
                }
                () = stop.cancelled() => return,
            }
        }
    }

    /// Ends what is overdue as long as the house stands.
    pub async fn run_clock(self, stop: CancellationToken) {
        loop {
            if let Err(fault) = self.clock_round().await {
                fault.log();
            }
            tokio::select! {
                () = tokio::time::sleep(Duration::from_secs(1)) => {}
                () = stop.cancelled() => return,
            }
        }
    }

    /// Publishes what is queued and leased to nobody, side by side; gives how many the broker has now.
    ///
    /// # Errors
    /// What the database says.
    pub async fn publish_round(&self) -> Result<usize> {
        let now = self.house.now();
        let mut reader = self.house.db.read().await?;
        if !sql_commands::any_unleased(&mut reader, now).await? {
            return Ok(0);
        }
        drop(reader);
        let mut tx = self.house.db.begin().await?;
        let rows = sql_commands::lease_queued(&mut tx, now, now + LEASE).await?;
        if rows.is_empty() {
            return Ok(0);
        }
        tx.commit().await?;
        let tasks: Vec<_> = rows
            .into_iter()
            .map(|row| {
                let this = self.clone();
                tokio::spawn(async move { this.publish_leased(&row.command()?).await })
            })
            .collect();
        let mut sent = 0;
        for task in tasks {
            match task.await {
                Ok(Ok(true)) => sent += 1,
                Ok(Ok(false)) => {}
                Ok(Err(fault)) => fault.log(),
                Err(error) => tracing::error!(%error, "publishing a command stopped"),
            }
        }
        Ok(sent)
    }

    /// Publishes a command of this process once it is committed, sealed already while it was; gives whether the broker has
    /// it now.
    ///
    /// # Errors
    /// What the database says.
    pub async fn publish_ordered(&self, mut pending: Pending) -> Result<bool> {
        let sealed = self.seal(&pending.command)?;
        if !pending.is_committed().await {
            return Ok(false);
        }
        self.publish(&pending.command, sealed).await
    }

    async fn publish_leased(&self, command: &Command) -> Result<bool> {
        let sealed = self.seal(command)?;
        self.publish(command, sealed).await
    }

    fn seal(&self, command: &Command) -> Result<Vec<u8>> {
        seal(command, self.signing.key()).map_err(|e| Fault::broken("lockers.seal", "sealing a command").because(e))
    }

    async fn publish(&self, command: &Command, sealed: Vec<u8>) -> Result<bool> {
        let topic = Topic {
            bank: command.bank,
            stream: Stream::Commands,
        };
        let left = (command.not_after - self.house.now()).as_seconds().clamp(1, 30);
        failpoint::reached("before a command is published");
        let published = self
            .outlet
            .publish(&topic.to_string(), sealed, u32::try_from(left).unwrap_or(1))
            .await;
        failpoint::reached("after a command is published");
        let mut tx = self.house.db.begin().await?;
        if published.is_ok() {
            // The bank may have answered already; then this moves nothing.
            let now = self.house.now();
            sql_commands::advance(&mut tx, command.id, CommandState::Queued, CommandState::Sent, now).await?;
        } else {
            tracing::warn!(command = %command.id, bank = %command.bank, "the broker did not take a command");
            sql_commands::give_back(&mut tx, command.id).await?;
        }
        tx.commit().await?;
        Ok(published.is_ok())
    }

    /// Ends commands whose time has passed; gives how many.
    ///
    /// # Errors
    /// What the database says.
    pub async fn clock_round(&self) -> Result<usize> {
        let now = self.house.now();
        let mut reader = self.house.db.read().await?;
        let rows = sql_commands::overdue(&mut reader, now - GRACE, now - SILENCE).await?;
        drop(reader);
        for row in &rows {
            let event = match row.state()? {
                CommandState::Queued | CommandState::Sent => CommandEvent::Expired,
                _ => CommandEvent::TimedOut,
            };
            self.intake.give_up(row.id.0, event).await?;
        }
        Ok(rows.len())
    }
}
