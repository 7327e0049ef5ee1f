//! Counts how banks stand to the keys of the house, for whoever watches: a bank that is deaf opens nothing. And notices when
//! another key signs for this house by now.

use std::time::Duration;

use backend::fault::Fault;
use backend::lockers::{key_standings, last_mark};
use tokio_util::sync::CancellationToken;

use super::{Parts, is_over};
use crate::metrics::Metrics;

const TIMER: Duration = Duration::from_mins(1);

/// Counts again every minute as long as the house stands.
pub(super) async fn run(parts: Parts, metrics: Metrics, stop: CancellationToken) {
    loop {
        if let Err(fault) = count(&parts, &metrics).await {
            fault.log();
        }
        tokio::select! {
            () = tokio::time::sleep(TIMER) => {}
            () = stop.cancelled() => return,
        }
    }
}

async fn count(parts: &Parts, metrics: &Metrics) -> Result<(), Fault> {
    let mark = last_mark(&parts.house.db, parts.signing.public_key()).await?;
    if mark.is_some_and(is_over) {
        tracing::error!(
            "the key of this process was replaced, and banks will not obey it for long: start the server anew"
        );
    }
    let banks = key_standings(&parts.house.db, &parts.lockers.key_ring()?.public()).await?;
    metrics.keys(banks.into_iter().map(|(_, standing)| standing));
    Ok(())
}
