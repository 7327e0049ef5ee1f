//! Keeps banks in step: a door that is out of service here is out of service at its bank, and back in when it is here.
//!
//! Compares what the bank said last with what we want, and orders the difference. Woken by a signal and by a timer; no
//! input but the database; no order is kept for a bank that is away: it is compared again when it is back.

use std::time::Duration;

use domain::Span;
use domain::accounts::Actor;
use domain::ids::CommandId;
use domain::lockers::protocol::{Action, Command};
use tokio_util::sync::CancellationToken;

use super::jobs::CommandJobs;
use super::steps::BIRTH_LEASE;
use super::{sql_commands, sql_service};
use crate::fault::Result;

/// How long such an order may live.
const LIFE: Span = Span::seconds(20);
/// An order that a bank refused, or never answered, is given again after this.
const AGAIN: Span = Span::minutes(2);
const TIMER: Duration = Duration::from_secs(15);

impl CommandJobs {
    /// Keeps banks in step as long as the house stands.
    pub async fn run_reconciler(self, stop: CancellationToken) {
        loop {
            if let Err(fault) = self.reconcile_round().await {
                fault.log();
            }
            tokio::select! {
                () = self.house.wake.service.notified() => {}
                () = tokio::time::sleep(TIMER) => {}
                () = stop.cancelled() => return,
            }
        }
    }

    /// Orders what is out of step; gives how many orders were made.
    ///
    /// # Errors
    /// What the database says.
    pub async fn reconcile_round(&self) -> Result<usize> {
        let house = &self.house;
        let now = house.now();
        let mut reader = house.db.read().await?;
        let doors = sql_service::out_of_step(&mut reader, now - AGAIN).await?;
        drop(reader);
        if doors.is_empty() {
            return Ok(0);
        }
        let mut ordered = Vec::new();
        let mut tx = house.db.begin().await?;
        for door in &doors {
            let command = Command {
                id: CommandId(house.outside.uuid7()),
                bank: door.bank_id.0,
                action: if door.out_reason.is_some() {
                    Action::OutOfService
                } else {
                    Action::InService
                },
                compartment: u16::try_from(door.number).ok(),
                text: None,
                issued_at: now,
                not_after: now + LIFE,
                reason: "service".to_owned(),
                actor: Actor::House.label(),
            };
            if sql_commands::insert(&mut tx, &command, door.id.0, None, now + BIRTH_LEASE).await? == 1 {
                let action = command.action.wire();
                tracing::info!(bank = %door.bank_id.0, door = door.number, action, "a bank is brought into step");
                ordered.push(house.wake.commands.ordered(command));
            }
        }
        tx.commit().await?;
        let number = ordered.len();
        for command in ordered {
            command.committed();
        }
        Ok(number)
    }
}
