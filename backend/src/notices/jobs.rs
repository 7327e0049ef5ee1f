//! Sends what waits. Woken by a signal and by a timer; takes no input but the database; the timer is the retry.
//!
//! A message is leased, worded, sent and then marked: a crash in between sends it once more, never less than once.
//! What must not be here: a message's words or whom it is for, in any log.

use std::sync::Arc;
use std::time::Duration;

use domain::notices::{Channel, SetUp};
use domain::{Span, Timestamp};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::outbox::{DATA_LABEL, TO_LABEL};
use super::sql::{self, NoticeRow};
use super::texts::{Rendered, Texts, Wanted};
use super::transport::{SendError, Transport, Tried};
use crate::fault::{Fault, Result};
use crate::house::House;

/// Messages sent at once.
const AT_ONCE: i64 = 8;
/// Longer than the slowest try.
const LEASE: Span = Span::minutes(2);
/// The most that one try may take.
const PATIENCE: Duration = Duration::from_secs(75);
/// The same for somebody who waits before a screen.
const SHORT_PATIENCE: Duration = Duration::from_secs(20);
/// The first wait after a failure; it doubles.
const FIRST_WAIT: Span = Span::seconds(20);
/// The longest wait between two tries.
const LONGEST_WAIT: Span = Span::hours(2);
/// After this a message is given up.
const LIFE: Span = Span::days(2);
/// How long an ended message's row (nothing personal is left in it) stays.
const KEPT: Span = Span::days(90);
/// How often the queue is looked at without a signal.
const PULSE: Duration = Duration::from_secs(2);

/// How messages leave, by channel.
#[derive(Clone)]
pub struct Transports {
    /// For mails.
    pub email: Arc<dyn Transport>,
    /// For text messages.
    pub sms: Arc<dyn Transport>,
}

impl Transports {
    fn of(&self, channel: Channel) -> &Arc<dyn Transport> {
        match channel {
            Channel::Email => &self.email,
            Channel::Sms => &self.sms,
        }
    }
}

/// The jobs of this slice. Any number of nodes may run them.
#[derive(Clone)]
pub struct NoticeJobs {
    pub(super) house: House,
    pub(super) texts: Arc<Texts>,
    transports: Transports,
}

impl NoticeJobs {
    /// With the templates and the ways out.
    pub fn new(house: House, texts: Texts, transports: Transports) -> Self {
        Self {
            house,
            texts: Arc::new(texts),
            transports,
        }
    }

    /// Sends as long as the house stands.
    pub async fn run(self, stop: CancellationToken) {
        for channel in [Channel::Email, Channel::Sms] {
            if !self.transports.of(channel).is_set() {
                tracing::warn!(
                    channel = channel.wire(),
                    "no way out is configured: such messages wait, and end after two days"
                );
            }
        }
        let mut purged_at = Timestamp(0);
        loop {
            let sent = self.round().await.unwrap_or_else(|fault| {
                fault.log();
                0
            });
            if self.house.now() - purged_at > Span::hours(1) {
                purged_at = self.house.now();
                if let Err(fault) = self.purge().await {
                    fault.log();
                }
            }
            if stop.is_cancelled() {
                return;
            }
            if sent > 0 {
                continue;
            }
            tokio::select! {
                () = self.house.wake.notices.notified() => {}
                () = tokio::time::sleep(PULSE) => {}
                () = stop.cancelled() => return,
            }
        }
    }

    /// Tries what is due, a few at once; gives how many were tried.
    ///
    /// # Errors
    /// What the database says.
    pub async fn round(&self) -> Result<usize> {
        let mut tx = self.house.db.begin().await?;
        let rows = sql::lease(&mut tx, self.house.now(), LEASE, AT_ONCE).await?;
        if rows.is_empty() {
            return Ok(0);
        }
        tx.commit().await?;
        let count = rows.len();
        let mut tries = JoinSet::new();
        for row in rows {
            let job = self.clone();
            tries.spawn(async move { job.deliver(&row).await });
        }
        while let Some(done) = tries.join_next().await {
            match done {
                Ok(Ok(())) => {}
                Ok(Err(fault)) => fault.log(),
                Err(error) => Fault::broken("notices.job", "sending a message").because(error).log(),
            }
        }
        Ok(count)
    }

    async fn deliver(&self, row: &NoticeRow) -> Result<()> {
        let outcome = match self.word(row) {
            Ok(message) => self.send(&message).await,
            Err(fault) => {
                // A template can be mended: it is tried again.
                fault.log();
                Err(SendError::Retry("wording"))
            }
        };
        let now = self.house.now();
        let mut tx = self.house.db.begin().await?;
        match outcome {
            Ok(()) => {
                sql::end(&mut tx, row, "sent", None, now).await?;
            }
            Err(SendError::Never(code)) => {
                sql::end(&mut tx, row, "failed", Some(code), now).await?;
                tracing::warn!(notice = %row.id.0, code, "a message cannot be delivered");
            }
            Err(SendError::Retry(code)) => {
                if let Some(at) = next_try(row, now) {
                    sql::put_off(&mut tx, row, at, code).await?;
                } else {
                    sql::end(&mut tx, row, "failed", Some(code), now).await?;
                    tracing::warn!(notice = %row.id.0, code, "a message was given up");
                }
            }
        }
        tx.commit().await
    }

    async fn send(&self, message: &Rendered) -> Result<(), SendError> {
        let way = self.transports.of(message.channel);
        tokio::time::timeout(PATIENCE, way.send(message))
            .await
            .unwrap_or(Err(SendError::Retry("timeout")))
    }

    /// How messages of this channel leave.
    pub(super) fn set_up(&self, channel: Channel) -> SetUp {
        self.transports.of(channel).set_up()
    }

    /// Hands a message over now, past the queue, for somebody who waits for what comes of it.
    pub(super) async fn hand_over(&self, message: &Rendered) -> Tried {
        let way = self.transports.of(message.channel);
        tokio::time::timeout(SHORT_PATIENCE, way.send_and_hear(message))
            .await
            .unwrap_or(Tried::silent(Err(SendError::Retry("timeout"))))
    }

    fn word(&self, row: &NoticeRow) -> Result<Rendered> {
        let place = row.id.0.to_string();
        let (Some(to), Some(data)) = (&row.to_sealed, &row.data_sealed) else {
            return Err(Fault::broken(
                "notices.row",
                "reading a message that was emptied before its end",
            ));
        };
        let data = self.house.key.open(DATA_LABEL, &place, data)?;
        self.texts.render(Wanted {
            id: row.id.0,
            channel: row.channel()?,
            template: row.template()?,
            locale: row.locale()?,
            to: self.house.key.open_text(TO_LABEL, &place, to)?,
            data: serde_json::from_slice(&data)
                .map_err(|_| Fault::broken("notices.data", "reading a message's data"))?,
            at: Timestamp(row.created_at),
        })
    }

    /// Deletes rows of messages that ended long ago; gives how many.
    ///
    /// # Errors
    /// What the database says.
    pub async fn purge(&self) -> Result<u64> {
        let mut tx = self.house.db.begin().await?;
        let gone = sql::purge(&mut tx, self.house.now() - KEPT).await?;
        tx.commit().await?;
        Ok(gone)
    }
}

/// When to try again after a failure now; `None` when the message's life is over.
fn next_try(row: &NoticeRow, now: Timestamp) -> Option<Timestamp> {
    let doublings = u32::try_from(row.attempts).unwrap_or(u32::MAX).min(20);
    let wait = Span(FIRST_WAIT.0 << doublings).min(LONGEST_WAIT);
    let at = now + wait;
    (at <= Timestamp(row.created_at) + LIFE).then_some(at)
}
