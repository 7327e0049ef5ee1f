//! Messages of banks that could never be committed: kept beside the others, so that those behind them come through.
//!
//! What must not be here: waiting between tries. That is done by whoever takes messages from the broker.

use domain::ids::BankId;
use domain::lockers::protocol::{Event, Presence, Snapshot, Stream, Topic};
use domain::{Moment, Timestamp};

use super::intake::{Intake, Taken, count, kind};
use super::{sql, sql_events, sql_set_aside};
use crate::db::{Handle, Tx};
use crate::fault::{Fault, Result};
use crate::house::moment;

/// What lies aside, for the one on duty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// How many messages.
    pub count: i64,
    /// The newest one.
    pub newest: Option<Aside>,
}

/// One message that was set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    /// The bank's name.
    pub bank: String,
    /// When, by the bank's place.
    pub at: Moment,
    /// What went wrong: from inside, for the one on duty only.
    pub why: String,
}

/// What lies aside.
///
/// # Errors
/// What the database says.
pub async fn set_aside(h: &mut impl Handle) -> Result<SetAside> {
    let newest = sql_set_aside::newest(h).await?.map(|row| Aside {
        at: moment(&row.time_zone, Timestamp(row.at)),
        bank: row.name,
        why: row.why,
    });
    Ok(SetAside {
        count: sql_set_aside::count(h).await?,
        newest,
    })
}

/// How often a message is tried before a fault that never passes is believed.
const TRIES: u32 = 5;

/// Counts the tries of one message.
#[derive(Debug, Default)]
pub struct Tries(u32);

impl Intake {
    /// As [`Intake::take`], but a message that met at every try a fault which never passes is set aside: then it may be
    /// acknowledged, and those behind it come through. A fault that passes (a database that is away) counts no try.
    ///
    /// # Errors
    /// As `take`: the message must come again, with the same count of tries.
    pub async fn settle(&self, topic: &str, payload: &[u8], tries: &mut Tries) -> Result<Taken> {
        let fault = match self.take(topic, payload).await {
            Ok(taken) => return Ok(taken),
            Err(fault) => fault,
        };
        tries.0 = if fault.may_never_pass() { tries.0 + 1 } else { 0 };
        if tries.0 < TRIES {
            return Err(fault);
        }
        self.set_aside(topic, payload, &fault).await?;
        Ok(Taken::SetAside)
    }

    /// Keeps a message aside, and notes its event as known, so that a repeat does nothing.
    async fn set_aside(&self, topic: &str, payload: &[u8], fault: &Fault) -> Result<()> {
        let Some(topic) = Topic::parse(topic) else {
            return Ok(());
        };
        let mut tx = self.house.db.begin().await?;
        let now = self.house.now();
        let Some((boot, seq)) = self.note(&mut tx, topic, payload).await? else {
            return Ok(());
        };
        let body = String::from_utf8_lossy(payload);
        let stream = topic.stream.wire();
        sql_set_aside::insert(&mut tx, topic.bank, stream, boot, seq, &body, &fault.chain(), now).await?;
        tx.commit().await?;
        tell_duty(topic.bank, stream, boot, seq, fault);
        Ok(())
    }

    /// Where the message stands in its bank's count. None for what is no message of its bank: `take` refuses that.
    async fn note(&self, tx: &mut Tx, topic: Topic, payload: &[u8]) -> Result<Option<(i64, i64)>> {
        if sql::bank(tx, topic.bank).await?.is_none() {
            return Ok(None);
        }
        Ok(match topic.stream {
            Stream::Events => match Event::parse(payload) {
                Ok(event) => {
                    let (boot, seq) = (count(event.boot), count(event.seq));
                    let body = String::from_utf8_lossy(payload);
                    let (now, kind) = (self.house.now(), kind(&event.fact));
                    sql_events::insert(tx, topic.bank, boot, seq, event.at, now, kind, &body).await?;
                    Some((boot, seq))
                }
                Err(_) => None,
            },
            Stream::State => Snapshot::parse(payload).ok().map(|s| (count(s.boot), count(s.seq))),
            Stream::Presence => Presence::parse(payload)
                .ok()
                .map(|p| (count(p.boot), count(p.connection))),
            Stream::Commands => None,
        })
    }
}

fn tell_duty(bank: BankId, stream: &str, boot: i64, seq: i64, fault: &Fault) {
    tracing::error!(
        %bank, stream, boot, seq, code = fault.code(),
        "a bank's message could never be applied and was set aside; somebody must look (cloakroom doctor)"
    );
}
