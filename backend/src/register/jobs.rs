//! What happens by itself: the protocol says when a thing was kept long enough, and people are forgotten in time.

use std::time::Duration;

use domain::accounts::Actor;
use domain::register::ProtocolFact;
use domain::{Outcome, Span};
use tokio_util::sync::CancellationToken;

use super::service::Register;
use super::{sql_claims, steps};
use crate::again::again;
use crate::photos;

/// For so long after the end it is known who had to do with a thing.
const KEEP: Span = Span::days(90);
const EVERY: Duration = Duration::from_mins(10);

impl Register {
    /// Notes what was kept long enough; gives how many things.
    ///
    /// # Errors
    /// What the database says.
    pub async fn due_round(&self) -> Outcome<usize> {
        let mut reader = self.house.db.read().await?;
        let due = sql_claims::unnoted(&mut reader, self.house.now()).await?;
        drop(reader);
        let mut noted = 0;
        for id in due {
            let one = again(|| async {
                let mut tx = self.house.db.begin().await?;
                // Another node was faster.
                if !sql_claims::set_noted(&mut tx, id, self.house.now()).await? {
                    return Ok(false);
                }
                steps::note(&mut tx, &self.house, &Actor::House, id, &ProtocolFact::Due).await?;
                tx.commit().await?;
                Ok(true)
            });
            noted += usize::from(one.await?);
        }
        Ok(noted)
    }

    /// Forgets everything personal of things that came to their end three months ago, and of claims that came to nothing
    /// then; gives how many things.
    ///
    /// # Errors
    /// What the database says.
    pub async fn forget_round(&self) -> Outcome<usize> {
        let before = self.house.now() - KEEP;
        let mut tx = self.house.db.begin().await?;
        sql_claims::forget_decided(&mut tx, before).await?;
        let mut forgotten = 0;
        for id in sql_claims::to_forget(&mut tx, before).await? {
            if sql_claims::forget_thing(&mut tx, id, self.house.now()).await? {
                sql_claims::forget_finder(&mut tx, id).await?;
                photos::forget(&mut tx, photos::Of::Registered(id)).await?;
                for claim in sql_claims::of_thing(&mut tx, id).await? {
                    sql_claims::forget_claim(&mut tx, claim.id.0).await?;
                }
                steps::note(&mut tx, &self.house, &Actor::House, id, &ProtocolFact::Forgotten).await?;
                forgotten += 1;
            }
        }
        tx.commit().await?;
        Ok(forgotten)
    }

    /// Goes round as long as the house stands. Any number of nodes may do it.
    pub async fn run_jobs(self, stop: CancellationToken) {
        loop {
            // What failed was logged where it stopped; the timer is the retry.
            let _ = self.due_round().await;
            let _ = self.forget_round().await;
            tokio::select! {
                () = tokio::time::sleep(EVERY) => {}
                () = stop.cancelled() => return,
            }
        }
    }
}
