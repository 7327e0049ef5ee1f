//! The ways out as an administrator sees them, and the message that is sent for a test.
//!
//! What must not be here: how a message travels. A test goes as every message goes, but past the queue: somebody waits.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use domain::accounts::{Actor, Operation};
use domain::ids::{NoticeId, PersonId};
use domain::notices::{
    Channel, LastTrouble, Queue, SetUp, Template, TestMessage, Tested, Trouble, WayOut, WaysOutPort,
};
use domain::{Moment, Outcome, RefusalCode, Span, Timestamp};
use serde_json::json;

use super::jobs::NoticeJobs;
use super::sql_ways::{self, SenderRow, TroubleRow};
use super::texts::{Rendered, Wanted};
use super::transport::{SendError, Tried};
use crate::db::Handle;
use crate::fault::Result;

/// What was given up longer ago is history.
const LATELY: Span = Span::days(7);
/// So many tests an hour are enough for anybody who mends something, and too few to bother people with.
const TESTS: usize = 6;
const HOUR: Span = Span::hours(1);

/// The ways out of this process, which are set up alike at every node.
pub struct WaysOut {
    jobs: NoticeJobs,
    tests: Hourly,
}

impl WaysOut {
    /// Of these jobs.
    pub fn new(jobs: NoticeJobs) -> Self {
        Self {
            jobs,
            tests: Hourly::default(),
        }
    }

    fn word(&self, channel: Channel, to: &str, sender: &SenderRow) -> Result<Rendered> {
        let house = &self.jobs.house;
        self.jobs.texts.render(Wanted {
            id: NoticeId(house.outside.uuid7()),
            channel,
            template: Template::TestMessage,
            locale: sender.locale()?,
            to: to.to_owned(),
            data: json!({ "name": sender.name, "organisation": sender.organisation }),
            at: house.now(),
        })
    }

    async fn send(&self, channel: Channel, to: &str, sender: &SenderRow) -> Tried {
        match self.word(channel, to, sender) {
            Ok(message) => self.jobs.hand_over(&message).await,
            Err(fault) => {
                fault.log();
                Tried::silent(Err(SendError::Retry("wording")))
            }
        }
    }
}

#[async_trait]
impl WaysOutPort for WaysOut {
    async fn ways(&self, actor: &Actor) -> Outcome<Vec<WayOut>> {
        actor.must(Operation::TendWaysOut)?;
        let mut reader = self.jobs.house.db.read().await?;
        let mut ways = Vec::new();
        for channel in Channel::ALL {
            ways.push(WayOut {
                channel,
                set_up: self.jobs.set_up(channel),
                queue: queue(&mut reader, channel, self.jobs.house.now()).await?,
            });
        }
        Ok(ways)
    }

    async fn test(&self, actor: &Actor, form: &TestMessage) -> Outcome<Tested> {
        actor.must(Operation::TendWaysOut)?;
        let person = actor.person()?;
        let (channel, to) = form.check()?;
        let set = self.jobs.set_up(channel) != SetUp::Unset;
        if set && !self.tests.take(person, self.jobs.house.now()) {
            return Err(RefusalCode::SlowDown.into());
        }
        let mut reader = self.jobs.house.db.read().await?;
        let sender = sql_ways::sender(&mut reader, person).await?;
        // A conversation with another machine may take long.
        drop(reader);
        let tried = self.send(channel, &to, &sender.ok_or(RefusalCode::SignInFirst)?).await;
        let trouble = tried.outcome.err().map(|error| Trouble::of(error.code()));
        tracing::info!(
            actor = actor.label(),
            channel = channel.wire(),
            left = trouble.is_none(),
            "sent a test"
        );
        Ok(Tested {
            channel,
            to,
            trouble,
            said: tried.said,
        })
    }
}

async fn queue(h: &mut impl Handle, channel: Channel, now: Timestamp) -> Result<Queue> {
    let counts = sql_ways::counts(h, channel, now, now - LATELY).await?;
    let trouble = sql_ways::trouble(h, channel).await?;
    let moment = |at: Option<i64>| at.map(|at| Moment::utc(Timestamp(at)));
    Ok(Queue {
        waiting: counts.waiting,
        held: counts.held,
        oldest: moment(counts.oldest),
        last_sent: moment(counts.last_sent),
        given_up: counts.given_up,
        trouble: trouble.map(|row: TroubleRow| LastTrouble {
            what: Trouble::of(&row.last_error),
            again_at: moment(row.ended_at.is_none().then_some(row.next_at)),
            given_up_at: moment(row.ended_at),
        }),
    })
}

/// Who sent how many tests within the last hour. In this process, as the limits of addresses are; nothing is written down.
#[derive(Default)]
struct Hourly(Mutex<HashMap<PersonId, Vec<Timestamp>>>);

impl Hourly {
    /// Takes one of an hour's tests; false when none is left.
    fn take(&self, person: PersonId, now: Timestamp) -> bool {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        taken.retain(|_, tests| {
            tests.retain(|at| *at + HOUR > now);
            !tests.is_empty()
        });
        let own = taken.entry(person).or_default();
        if own.len() >= TESTS {
            return false;
        }
        own.push(now);
        true
    }
}
