//! What happens by itself: what people said in words is forgotten in time.

use std::time::Duration;

use domain::feedback::COMMENT_LIFE;
use tokio_util::sync::CancellationToken;

use super::service::Feedback;
use super::sql;
use crate::fault::Result;

const EVERY: Duration = Duration::from_hours(1);

impl Feedback {
    /// Forgets the words of ratings that are older than [`COMMENT_LIFE`]; gives how many. The stars stay.
    ///
    /// # Errors
    /// What the database says.
    pub async fn forget_old(&self) -> Result<u64> {
        let before = self.house.now() - COMMENT_LIFE;
        let mut tx = self.house.db.begin().await?;
        let forgotten = sql::forget_old_words(&mut tx, before).await?;
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
