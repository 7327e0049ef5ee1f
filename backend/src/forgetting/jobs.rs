//! Forgets in small portions, so that whoever stands before a door is not kept waiting by a year that is long over.

use std::sync::Arc;
use std::time::Duration;

use domain::Outcome;
use domain::accounts::Actor;
use domain::audit::{Act, AuditNote, AuditPort as _, Came};
use domain::ids::ConsignmentId;
use tokio_util::sync::CancellationToken;

use crate::accounts::PersonalData;
use crate::again::again;
use crate::audit::Audit;
use crate::custody;
use crate::house::House;

/// So many things in one transaction: some hundred short statements.
const AT_ONCE: usize = 50;
/// After each portion the others come first.
const PAUSE: Duration = Duration::from_millis(100);
const EVERY: Duration = Duration::from_hours(1);

/// The job.
pub struct Forgetting {
    house: House,
    slices: Vec<Arc<dyn PersonalData>>,
}

impl Forgetting {
    /// Of this house.
    pub fn new(house: House) -> Self {
        Self {
            house,
            slices: crate::personal_data(),
        }
    }

    /// Forgets as long as the house stands. Any number of nodes may do it.
    pub async fn run(self, stop: CancellationToken) {
        loop {
            // What failed was logged where it stopped; the timer is the retry.
            let _ = self.round(&stop).await;
            tokio::select! {
                () = tokio::time::sleep(EVERY) => {}
                () = stop.cancelled() => return,
            }
        }
    }

    /// Forgets whose all those things were whose term has passed, portion by portion, and notes in the audit how many they
    /// were; gives that.
    ///
    /// # Errors
    /// What the database says. What was forgotten before stays forgotten, and is noted.
    pub async fn round(&self, stop: &CancellationToken) -> Outcome<u64> {
        let mut met = 0;
        let came = loop {
            match self.portion().await {
                Ok(0) => break Ok(()),
                Ok(some) => met += some,
                Err(error) => break Err(error),
            }
            tokio::select! {
                () = stop.cancelled() => break Ok(()),
                () = tokio::time::sleep(PAUSE) => {}
            }
        };
        if met > 0 {
            tracing::info!(things = met, "the recipients of finished things were forgotten");
            let note = AuditNote {
                act: Act::ForgetRecipients,
                // A number, and never whose.
                thing: Some(met.to_string()),
                came: Came::Done,
                origin: None,
            };
            Audit::new(self.house.clone()).note(&Actor::House, note).await?;
        }
        came.map(|()| met)
    }

    /// One portion; gives how many things this node forgot.
    async fn portion(&self) -> Outcome<u64> {
        let mut reader = self.house.db.read().await?;
        let due = custody::to_forget(&mut reader, self.house.now(), AT_ONCE).await?;
        drop(reader);
        if due.is_empty() {
            return Ok(0);
        }
        again(|| self.forget(&due)).await
    }

    async fn forget(&self, things: &[ConsignmentId]) -> Outcome<u64> {
        let now = self.house.now();
        let mut tx = self.house.db.begin().await?;
        let mut met = 0;
        for thing in things {
            if !custody::begin_to_forget(&mut tx, *thing, now).await? {
                continue;
            }
            for slice in &self.slices {
                slice.forget_thing(&mut tx, &self.house, *thing).await?;
            }
            met += 1;
        }
        tx.commit().await?;
        Ok(met)
    }
}
