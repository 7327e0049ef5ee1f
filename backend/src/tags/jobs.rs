//! What tags do by themselves: make keys, remind owners, let cover end, give back what nobody paid.
//!
//! Woken by a signal and by a timer; takes no input but the database, so any number of nodes may run it.

use std::time::Duration;

use domain::accounts::Actor;
use domain::ids::KeyId;
use domain::tags::{KeyEvent, KeyFact, Reminder};
use domain::{Outcome, Span};
use tokio_util::sync::CancellationToken;

use super::cover::{self, Bill};
use super::{generate, messages, shop, sql, sql_cover, sql_things};
use crate::again::again;
use crate::fault::Result;
use crate::house::House;

const TICK: Duration = Duration::from_secs(30);
const A_ROUND: i64 = 200;
/// Tries of wrong numbers are forgotten after this.
const MISSES_STAY: Span = Span::days(1);

/// The jobs.
#[derive(Clone)]
pub struct TagJobs {
    house: House,
}

impl TagJobs {
    /// The jobs.
    pub fn new(house: House) -> Self {
        Self { house }
    }

    /// Works as long as the house stands.
    pub async fn run(self, stop: CancellationToken) {
        loop {
            if let Err(fault) = self.round().await {
                fault.log();
            }
            tokio::select! {
                () = self.house.wake.tags.notified() => {}
                () = tokio::time::sleep(TICK) => {}
                () = stop.cancelled() => return,
            }
        }
    }

    /// Everything that is due now; gives how much was done.
    ///
    /// # Errors
    /// What the database says.
    pub async fn round(&self) -> Result<usize> {
        let mut done = 0;
        while generate::round(&self.house).await? {
            done += 1;
        }
        done += self.remind().await?;
        done += shop::give_back(&self.house).await?;
        let now = self.house.now();
        let mut tx = self.house.db.begin().await?;
        sql_cover::end_old_transfers(&mut tx, now).await?;
        sql::forget_misses(&mut tx, now - MISSES_STAY).await?;
        tx.commit().await?;
        Ok(done)
    }

    /// Tells owners that their cover ends; gives how many.
    async fn remind(&self) -> Result<usize> {
        let mut reader = self.house.db.read().await?;
        let due = sql::to_look_at(&mut reader, self.house.now(), A_ROUND).await?;
        drop(reader);
        let mut told = 0;
        for row in &due {
            match again(|| self.remind_one(row.id())).await {
                Ok(()) => told += 1,
                // Logged where it was made; the next round tries again.
                Err(error) => tracing::warn!(key = %row.id(), %error, "a reminder was not written"),
            }
        }
        if told > 0 {
            self.house.wake.notices.notify_one();
        }
        Ok(told)
    }

    async fn remind_one(&self, id: KeyId) -> Outcome<()> {
        let house = &self.house;
        let now = house.now();
        let mut tx = house.db.begin().await?;
        let Some(mut row) = sql::by_id(&mut tx, id).await? else {
            return Ok(());
        };
        let Some((owner, reminder)) = row.owner().zip(row.cover().reminder(row.told(), now)) else {
            // Another node was faster.
            return Ok(());
        };
        row.tell(reminder);
        if reminder == Reminder::Ended {
            row.apply(KeyEvent::CoverEnded, now)?;
        }
        sql::save(&mut tx, &mut row).await?;
        let fact = match reminder {
            Reminder::Ended => KeyFact::CoverEnded,
            other => KeyFact::Reminded {
                days: u8::try_from(other.days()).unwrap_or_default(),
            },
        };
        sql_things::note(&mut tx, &row, Some(owner), &fact, &Actor::House, now).await?;
        let wanted = row.auto_renew == 1 && matches!(reminder, Reminder::Seven | Reminder::One);
        let pay = if wanted {
            match cover::renew(&mut tx, house, &row, owner, None).await? {
                Bill::ToPay(intent) => Some(intent),
                Bill::Free => None,
            }
        } else {
            None
        };
        messages::cover_ends(&mut tx, house, &row, owner, reminder, pay).await?;
        Ok(tx.commit().await?)
    }
}
