//! What happens by itself while things wait: reminders go out, and a fault of ours stops the clock.
//!
//! Any number of nodes may run it: whoever writes a reminder's row sends it, and whoever moves a clock moves its version.
//! What must not be here: taking things back. People do that.

use std::time::Duration;

use domain::accounts::Actor;
use domain::custody::{Event, EventKind, Reminder};
use domain::ids::ConsignmentId;
use domain::live::Nudge;
use domain::{Outcome, Span, Timestamp};
use tokio_util::sync::CancellationToken;

use super::sql::{self, Consignment};
use super::{again, deadline, sql_events, sql_life, sql_state, tell};
use crate::house::House;

/// So often it is asked.
const EVERY: Duration = Duration::from_secs(5);
/// A bank may be away so long before its clocks stop: a short loss of network keeps nobody out.
const PATIENCE: Span = Span::minutes(15);
/// Who lost less than this is shown the new end, but not written to.
const WORTH_TELLING: Span = Span::hours(1);

/// The jobs of custody.
#[derive(Clone)]
pub struct LifeJobs {
    house: House,
}

impl LifeJobs {
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
            // What failed was logged where it stopped; the timer is the retry. Clocks first: who cannot come is not reminded.
            let _ = self.clock_round().await;
            let _ = self.reminder_round().await;
        }
    }

    /// Sends the reminders that are due; gives how many.
    ///
    /// # Errors
    /// What the database says.
    pub async fn reminder_round(&self) -> Outcome<usize> {
        let mut sent = 0;
        for which in [Reminder::Last, Reminder::First] {
            let mut reader = self.house.db.read().await?;
            let due = sql_life::to_remind(&mut reader, which, self.house.now()).await?;
            drop(reader);
            for id in due {
                sent += usize::from(again(|| self.remind(id, which)).await?);
            }
        }
        if sent > 0 {
            self.house.wake.notices.notify_one();
        }
        Ok(sent)
    }

    async fn remind(&self, id: ConsignmentId, which: Reminder) -> Outcome<bool> {
        let mut tx = self.house.db.begin().await?;
        let now = self.house.now();
        let Some(consignment) = sql::take(&mut tx, id).await? else {
            return Ok(false);
        };
        let rules = sql_life::rules(&mut tx, consignment.organisation_id.0).await?;
        // Looked at again under the lock: it may have been collected, or its end moved, meanwhile.
        let due = consignment.state()?.stored().and_then(|rest| rules.reminder(rest, now));
        let Some(end) = consignment.deadline.filter(|_| due == Some(which)) else {
            return Ok(false);
        };
        if sql_life::note_reminder(&mut tx, id, Timestamp(end), which, now).await? == 0 {
            return Ok(false);
        }
        sql_events::add(&mut tx, id, &EventKind::Reminded { which }, &Actor::House, now).await?;
        tell::remind(&mut tx, &self.house, &consignment, now).await?;
        tx.commit().await?;
        self.nudge(&consignment);
        Ok(true)
    }

    /// Stops the clocks of things that their recipients cannot get at, and lets those go on that they can; gives how
    /// many stopped and how many go on.
    ///
    /// # Errors
    /// What the database says.
    pub async fn clock_round(&self) -> Outcome<(usize, usize)> {
        let now = self.house.now();
        let mut reader = self.house.db.read().await?;
        let out = sql_life::kept_out(&mut reader, now - PATIENCE, now).await?;
        let back = sql_life::let_in(&mut reader).await?;
        drop(reader);
        let (mut stopped, mut gone_on) = (0, 0);
        for (id, since) in out {
            let since = since.map_or(now, Timestamp);
            stopped += usize::from(again(|| self.turn(id.0, Some(since))).await?);
        }
        for id in back {
            gone_on += usize::from(again(|| self.turn(id, None)).await?);
        }
        if gone_on > 0 {
            self.house.wake.notices.notify_one();
        }
        Ok((stopped, gone_on))
    }

    /// Stops a clock that has stood still since then, or lets it go on.
    async fn turn(&self, id: ConsignmentId, since: Option<Timestamp>) -> Outcome<bool> {
        let mut tx = self.house.db.begin().await?;
        let now = self.house.now();
        let Some(mut consignment) = sql::take(&mut tx, id).await? else {
            return Ok(false);
        };
        let (before, paused) = (consignment.deadline, consignment.paused_at.map(Timestamp));
        let event = if let Some(since) = since {
            Event::StopClock { since }
        } else {
            let Some(end) = consignment.state()?.stored().and_then(|rest| rest.given_back(now)) else {
                return Ok(false);
            };
            let until = deadline::after(&mut tx, &consignment, end, 0).await?;
            Event::GoOn { until }
        };
        // Another node was faster, or a door moves: it is asked again.
        let Ok((next, _)) = consignment.state()?.apply(event, now) else {
            return Ok(false);
        };
        sql_state::set_state(&mut tx, &mut consignment, next).await?;
        let note = if since.is_none() {
            let end = consignment.deadline.map_or(now, Timestamp);
            let until = deadline::seen(&mut tx, &consignment, end).await?;
            EventKind::ClockGoesOn { until }
        } else {
            EventKind::ClockStopped
        };
        sql_events::add(&mut tx, id, &note, &Actor::House, now).await?;
        let lost = paused.map_or(Span(0), |at| now - at);
        if lost >= WORTH_TELLING && consignment.deadline > before && !consignment.is_held() {
            tell::new_deadline(&mut tx, &self.house, &consignment, true, now).await?;
        }
        tx.commit().await?;
        self.nudge(&consignment);
        Ok(true)
    }

    fn nudge(&self, consignment: &Consignment) {
        self.house.live.tell(Nudge::Consignment {
            organisation: consignment.organisation_id.0,
            bank: consignment.bank_id.0,
            consignment: consignment.id.0,
        });
    }
}
