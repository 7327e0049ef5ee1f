//! What happens by itself: people and addresses of tickets that ended long ago are forgotten.

use std::time::Duration;

use domain::Span;
use tokio_util::sync::CancellationToken;

use super::service::Tickets;
use super::{personal, sql};
use crate::fault::Result;

/// How long people and addresses of an ended ticket stay, for questions.
const KEEP: Span = Span::days(90);
const EVERY: Duration = Duration::from_hours(1);

impl Tickets {
    /// Forgets who and where of tickets that ended three months ago; gives how many.
    ///
    /// # Errors
    /// What the database says.
    pub async fn forget_old(&self) -> Result<u64> {
        let mut tx = self.house.db.begin().await?;
        let old = sql::to_forget(&mut tx, self.house.now() - KEEP).await?;
        let mut forgotten = 0;
        for id in old {
            forgotten += personal::forget(&mut tx, id).await?;
        }
        tx.commit().await?;
        Ok(forgotten)
    }

    /// Forgets as long as the house stands. Any number of nodes may do it.
    pub async fn run_forgetting(self, stop: CancellationToken) {
        loop {
            if let Err(fault) = self.forget_old().await {
                fault.log();
            }
            tokio::select! {
                () = tokio::time::sleep(EVERY) => {}
                () = stop.cancelled() => return,
            }
        }
    }
}
