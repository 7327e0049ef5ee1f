//! What happens by itself: custody events are linked soon after they were committed.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::linking::link_some;
use super::service::Proofs;
use crate::fault::Result;

/// So many consignments in one transaction: on SQLite it holds the only writer.
const BATCH: i64 = 20;
const EVERY: Duration = Duration::from_secs(2);
/// Between two batches, so that others come to write while a large house is linked for the first time.
const BREATH: Duration = Duration::from_millis(50);

impl Proofs {
    /// Links what waits, one batch; gives how many consignments it met.
    ///
    /// # Errors
    /// What the database says; `Conflict` when another node was at the same.
    pub async fn link_waiting(&self) -> Result<usize> {
        link_some(&self.house, BATCH).await
    }

    /// Links as long as the house stands. Any number of nodes may do it: each event is linked once.
    pub async fn run_linking(self, stop: CancellationToken) {
        loop {
            let pause = match self.link_waiting().await {
                Ok(0) => EVERY,
                Ok(_) => BREATH,
                Err(fault) if fault.kind() == crate::fault::FaultKind::Conflict => EVERY,
                Err(fault) => {
                    fault.log();
                    EVERY
                }
            };
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = stop.cancelled() => return,
            }
        }
    }
}
