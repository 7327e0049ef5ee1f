//! What happens by itself: lists are forgotten a month after they were entered, with all that still waited on them.

use std::time::Duration;

use domain::delivery::bulk::KEEP;
use tokio_util::sync::CancellationToken;

use super::sql;
use crate::delivery::Delivery;
use crate::fault::Result;

const EVERY: Duration = Duration::from_hours(1);

impl Delivery {
    /// Forgets the lists that are old enough; gives how many.
    ///
    /// # Errors
    /// What the database says.
    pub async fn forget_lists(&self) -> Result<u64> {
        let mut tx = self.house.db.begin().await?;
        let forgotten = sql::forget_before(&mut tx, self.house.now() - KEEP).await?;
        tx.commit().await?;
        Ok(forgotten)
    }

    /// Forgets as long as the house stands. Any number of nodes may do it.
    pub async fn run_forgetting(self, stop: CancellationToken) {
        loop {
            if let Err(fault) = self.forget_lists().await {
                fault.log();
            }
            tokio::select! {
                () = tokio::time::sleep(EVERY) => {}
                () = stop.cancelled() => return,
            }
        }
    }
}
