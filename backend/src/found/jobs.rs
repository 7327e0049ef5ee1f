//! What happens by itself: compartments that nobody came to are given back, and finders are forgotten.

use std::time::Duration;

use domain::{Outcome, Span};
use tokio_util::sync::CancellationToken;

use super::{drops, sql_ends, steps};
use crate::custody::again;
use crate::house::House;
use crate::photos;

/// For so long after the end a case still says who the finder was.
const KEEP: Span = Span::days(90);

/// So often it is asked.
const EVERY: Duration = Duration::from_mins(1);

/// The jobs of found things. Any number of nodes may run them.
#[derive(Clone)]
pub struct FoundJobs {
    house: House,
}

impl FoundJobs {
    /// Of this house.
    pub fn new(house: House) -> Self {
        Self { house }
    }

    /// Goes round until it is told to stop.
    pub async fn run(self, stop: CancellationToken) {
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(EVERY) => {}
            }
            // What failed was logged where it stopped; the timer is the retry.
            let _ = self.drop_round().await;
            let _ = self.forget_round().await;
        }
    }

    /// Gives back what was kept too long; gives how many compartments.
    ///
    /// # Errors
    /// What the database says.
    pub async fn drop_round(&self) -> Outcome<usize> {
        let mut reader = self.house.db.read().await?;
        let late = sql_ends::late_drops(&mut reader, self.house.now()).await?;
        drop(reader);
        let mut given = 0;
        for id in late {
            let over = again(|| async {
                let mut tx = self.house.db.begin().await?;
                let mut case = steps::take(&mut tx, id).await?;
                // Another node, or the finder, was faster.
                if case.drop_until.is_none_or(|at| at >= self.house.now().0) {
                    return Ok(false);
                }
                let over = drops::expire(&mut tx, &self.house, &mut case).await?;
                tx.commit().await?;
                steps::committed(&self.house, &case);
                Ok(over)
            })
            .await?;
            given += usize::from(over);
        }
        Ok(given)
    }

    /// Forgets the finders of cases that ended long ago; gives how many.
    ///
    /// # Errors
    /// What the database says.
    pub async fn forget_round(&self) -> Outcome<usize> {
        let mut tx = self.house.db.begin().await?;
        let old = sql_ends::to_forget(&mut tx, self.house.now() - KEEP).await?;
        for id in &old {
            sql_ends::forget_finder(&mut tx, *id).await?;
            photos::forget(&mut tx, photos::Of::Report(*id)).await?;
        }
        tx.commit().await?;
        Ok(old.len())
    }
}
