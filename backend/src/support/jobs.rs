//! What happens by itself: what was written in requests that were closed long ago is forgotten.

use std::time::Duration;

use domain::Span;
use tokio_util::sync::CancellationToken;

use super::service::Support;
use super::{personal, sql};
use crate::fault::Result;

/// How long words of a closed request stay, for questions.
const KEEP: Span = Span::days(90);
const EVERY: Duration = Duration::from_hours(1);

impl Support {
    /// Forgets what was written in requests that were closed three months ago; gives how many.
    ///
    /// # Errors
    /// What the database says.
    pub async fn forget_old(&self) -> Result<u64> {
        let now = self.house.now();
        let mut tx = self.house.db.begin().await?;
        let mut forgotten = 0;
        for id in sql::to_forget(&mut tx, now - KEEP).await? {
            forgotten += personal::forget(&mut tx, id, now).await?;
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
