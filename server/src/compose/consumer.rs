//! Takes messages from the broker one after another. A message is acknowledged after its commit and never before; one
//! that could not be committed is tried again, and those behind it wait: their order is part of what they say. One that
//! can never be committed is set aside, so that they do not wait for ever.

use std::time::Duration;

use backend::lockers::{Intake, Taken, Tries};
use backend::mqtt::Incoming;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::metrics::Metrics;

const FIRST_WAIT: Duration = Duration::from_millis(200);
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// Runs until the link ends or the house stops. What was not acknowledged comes again.
pub(super) async fn run(
    intake: Intake,
    mut incoming: mpsc::Receiver<Incoming>,
    metrics: Metrics,
    stop: CancellationToken,
) {
    loop {
        let message = tokio::select! {
            message = incoming.recv() => message,
            () = stop.cancelled() => return,
        };
        let Some(message) = message else {
            if !stop.is_cancelled() {
                tracing::error!("the link to the broker ended by itself");
            }
            return;
        };
        tokio::select! {
            taken = commit(&intake, &message.topic, &message.payload, &metrics) => {
                metrics.taken(word(taken));
                message.ack.done();
            }
            () = stop.cancelled() => return,
        }
    }
}

/// Returns when the message is committed, or refused, or set aside.
pub(super) async fn commit(intake: &Intake, topic: &str, payload: &[u8], metrics: &Metrics) -> Taken {
    let (mut wait, mut tries) = (FIRST_WAIT, Tries::default());
    loop {
        match intake.settle(topic, payload, &mut tries).await {
            Ok(taken) => {
                if let Taken::Refused(why) = taken {
                    // Debug formatting escapes what a stranger may have put into the name.
                    tracing::warn!(?topic, why, "a bank's message was refused");
                }
                return taken;
            }
            Err(fault) => {
                fault.log();
                metrics.taken("fault");
                tokio::time::sleep(wait).await;
                wait = (wait * 2).min(LONGEST_WAIT);
            }
        }
    }
}

pub(super) const fn word(taken: Taken) -> &'static str {
    match taken {
        Taken::Applied => "applied",
        Taken::Repeat => "repeat",
        Taken::Refused(why) => why,
        Taken::SetAside => "set_aside",
    }
}
