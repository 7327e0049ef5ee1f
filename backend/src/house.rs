//! What every service of the house shares: the database, the outside, the keys, and the ways to wake its jobs.
//!
//! Cheap to clone. What must not be here: anything of a single slice.

use std::sync::Arc;

use domain::ids::CommandId;
use domain::lockers::protocol::Command;
use domain::{Moment, Span, Timestamp};
use tokio::sync::{Mutex, Notify, mpsc, oneshot};

use crate::db::Db;
pub use crate::live::LiveBus;
use crate::outside::Outside;
use crate::secrets::MasterKey;

/// What every service shares.
#[derive(Clone)]
pub struct House {
    /// Where everything is kept.
    pub db: Db,
    /// Time and chance.
    pub outside: Outside,
    /// The key outside the database.
    pub key: MasterKey,
    /// Tells open screens.
    pub live: LiveBus,
    /// Wakes the jobs.
    pub wake: Wakers,
    /// What the operator set.
    pub settings: Arc<Settings>,
}

/// What the operator set, as far as services ask.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The address under which people reach us, without a slash at the end: `https://locker.example.org`.
    pub public_url: String,
    /// Whether the house runs as a demo: one-click sign-in, captured inbox.
    pub demo: bool,
    /// What stands on receipts.
    pub payments: PaymentSettings,
}

/// What stands on receipts.
#[derive(Debug, Clone)]
pub struct PaymentSettings {
    /// Name, address and tax number of the seller, in lines; empty: the name of the organisation that is paid.
    pub seller: String,
    /// The IANA time zone of the seller's calendar: in which year a receipt is numbered, where a day begins.
    pub time_zone: String,
    /// Whether a provider that only plays is allowed outside a demo.
    pub test: bool,
}

impl Default for PaymentSettings {
    fn default() -> Self {
        Self {
            seller: String::new(),
            time_zone: "UTC".to_owned(),
            test: false,
        }
    }
}

impl House {
    /// Now.
    pub fn now(&self) -> Timestamp {
        self.outside.now()
    }
}

/// Signals that there is work; a timer asks again in case one was missed.
#[derive(Clone, Default)]
pub struct Wakers {
    /// A door command is ordered.
    pub commands: CommandSignal,
    /// A message was committed.
    pub notices: Arc<Notify>,
    /// A bank may be out of step with which doors are in service.
    pub service: Arc<Notify>,
    /// A pool of keys was approved.
    pub tags: Arc<Notify>,
    /// A refund was committed, or a provider said something.
    pub payments: Arc<Notify>,
}

/// Hands the publisher of this process each door command as soon as it is ordered, so that it is made ready while its
/// transaction is committed, and need not be looked for.
/// Only a hint: one that is lost is found by the timer, when the lease that the command was born with has ended.
#[derive(Clone)]
pub struct CommandSignal {
    send: mpsc::Sender<Pending>,
    receive: Arc<Mutex<mpsc::Receiver<Pending>>>,
}

impl Default for CommandSignal {
    fn default() -> Self {
        let (send, receive) = mpsc::channel(256);
        Self {
            send,
            receive: Arc::new(Mutex::new(receive)),
        }
    }
}

impl CommandSignal {
    /// Call it inside the transaction that wrote the command, and [`Ordered::committed`] after its commit.
    pub fn ordered(&self, command: Command) -> Ordered {
        let id = command.id;
        let (send, committed) = oneshot::channel();
        // A full channel loses the hint, not the command.
        let _ = self.send.try_send(Pending { command, committed });
        Ordered { id, committed: send }
    }

    /// The next one. There is one publisher in a process.
    pub async fn next(&self) -> Option<Pending> {
        self.receive.lock().await.recv().await
    }
}

/// A door command that is written but not committed. It leaves the house when [`Self::committed`] is called; dropped
/// before, it does not.
#[must_use = "call `committed` after the commit"]
pub struct Ordered {
    /// Which command.
    pub id: CommandId,
    committed: oneshot::Sender<()>,
}

impl Ordered {
    /// Call it after the commit.
    pub fn committed(self) {
        // Nobody listens in a process that ends; then another finds it.
        let _ = self.committed.send(());
    }
}

/// A door command on its way out of a transaction.
pub struct Pending {
    /// What the bank is told, once it is committed.
    pub command: Command,
    committed: oneshot::Receiver<()>,
}

impl Pending {
    /// Waits for the end of the transaction; whether the command is in the database now.
    pub async fn is_committed(&mut self) -> bool {
        (&mut self.committed).await.is_ok()
    }
}

/// An instant as read at a place with this IANA time zone; in UTC if there is no such zone.
pub fn moment(time_zone: &str, at: Timestamp) -> Moment {
    let offset = jiff::tz::TimeZone::get(time_zone)
        .ok()
        .zip(jiff::Timestamp::from_microsecond(at.0).ok())
        .map_or(0, |(zone, at)| zone.to_offset(at).seconds());
    Moment {
        at,
        offset_seconds: offset,
    }
}

/// The end (23:59:59) of the day that comes so many days after the one of this instant, as a place with this IANA time
/// zone counts its days; in UTC if there is no such zone.
pub fn end_of_day(time_zone: &str, at: Timestamp, days: u16) -> Timestamp {
    let zone = jiff::tz::TimeZone::get(time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let after = jiff::Span::new().days(i64::from(days) + 1);
    // A second before the next day begins: right also where clocks are changed at midnight.
    let next = jiff::Timestamp::from_microsecond(at.0)
        .and_then(|at| at.to_zoned(zone.clone()).date().checked_add(after))
        .and_then(|day| day.to_zoned(zone));
    next.map_or_else(
        |_| at + Span::days(i64::from(days)),
        |next| Timestamp(next.timestamp().as_microsecond()) - Span::seconds(1),
    )
}

/// Whether there is such a time zone.
pub fn is_time_zone(name: &str) -> bool {
    jiff::tz::TimeZone::get(name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_its_own_clock() {
        let at = Timestamp(1_781_000_000 * 1_000_000); // June 2026
        let check = |zone, hours: i32| assert_eq!(moment(zone, at).offset_seconds, hours * 3600, "{zone}");
        check("Europe/Bucharest", 3);
        check("Europe/Moscow", 3);
        check("Asia/Shanghai", 8);
        check("Mars/Olympus", 0);
        assert!(!is_time_zone("Mars/Olympus"));
    }

    #[test]
    fn a_day_ends_when_its_place_says_so() {
        let check = |zone: &str, from: &str, days, expected: &str| {
            let from: jiff::Timestamp = from.parse().unwrap();
            let end = end_of_day(zone, Timestamp(from.as_microsecond()), days);
            let expected: jiff::Timestamp = expected.parse().unwrap();
            assert_eq!(end, Timestamp(expected.as_microsecond()), "{zone} {from} {days}");
            let civil = moment(zone, end).civil();
            assert_eq!(
                (civil.hour, civil.minute, civil.second),
                (23, 59, 59),
                "{zone} {from} {days}"
            );
        };
        check("Europe/Bucharest", "2026-03-01T09:00:00Z", 7, "2026-03-08T21:59:59Z");
        check("Asia/Shanghai", "2026-03-01T17:00:00Z", 1, "2026-03-03T15:59:59Z");
        check("Mars/Olympus", "2026-03-01T09:00:00Z", 0, "2026-03-01T23:59:59Z");
        // The end of a day belongs to it, and what is a day long stays one when clocks are changed.
        check("Europe/Bucharest", "2026-03-08T21:59:59Z", 3, "2026-03-11T21:59:59Z");
        check("Europe/Bucharest", "2026-03-28T21:30:00Z", 1, "2026-03-29T20:59:59Z");
        check("Europe/Bucharest", "2026-10-24T20:30:00Z", 1, "2026-10-25T21:59:59Z");
        // In Cairo a day of spring begins at one in the morning, and one of autumn has two last hours.
        check("Africa/Cairo", "2026-04-23T09:00:00Z", 0, "2026-04-23T21:59:59Z");
        check("Africa/Cairo", "2026-10-29T09:00:00Z", 0, "2026-10-29T21:59:59Z");
    }
}
