//! The queue: once per lease, again after a crash, an end for everything, and nothing personal after the end.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use domain::accounts::Actor;
use domain::ids::NoticeId;
use domain::notices::{Channel, NoticesPort as _};
use domain::{RefusalCode, Span, Timestamp};

use super::super::texts::{Rendered, Texts};
use super::super::transport::{SendError, Transport, Unset};
use super::super::{Captured, NoticeJobs, Notices, Transports, begin_alone};
use super::{house, queue};
use crate::both;
use crate::db::{all, exec, one};
use crate::house::House;

/// Takes note, and answers as told.
struct Scripted {
    seen: Mutex<Vec<NoticeId>>,
    answer: Result<(), SendError>,
}

impl Scripted {
    fn new(answer: Result<(), SendError>) -> Arc<Self> {
        Arc::new(Self {
            seen: Mutex::default(),
            answer,
        })
    }

    fn count(&self) -> usize {
        self.seen.lock().unwrap().len()
    }
}

#[async_trait]
impl Transport for Scripted {
    async fn send(&self, message: &Rendered) -> Result<(), SendError> {
        self.seen.lock().unwrap().push(message.id);
        // Long enough that two jobs would meet.
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        self.answer
    }
}

fn jobs(house: &House, way: &Arc<Scripted>) -> NoticeJobs {
    let way: Arc<dyn Transport> = way.clone();
    let transports = Transports {
        email: Arc::clone(&way),
        sms: way,
    };
    NoticeJobs::new(house.clone(), Texts::load(None).unwrap(), transports)
}

#[derive(Debug, PartialEq, sqlx::FromRow)]
struct Row {
    state: String,
    attempts: i64,
    to_sealed: Option<String>,
    data_sealed: Option<String>,
    last_error: Option<String>,
}

async fn rows(house: &House) -> Vec<Row> {
    let mut reader = house.db.read().await.unwrap();
    all!(
        reader,
        Row,
        "SELECT state, attempts, to_sealed, data_sealed, last_error FROM notices ORDER BY id"
    )
    .unwrap()
}

#[derive(sqlx::FromRow)]
struct Count {
    n: i64,
}

#[derive(sqlx::FromRow)]
struct Due {
    next_at: i64,
}

async fn next_at(house: &House) -> Timestamp {
    let mut reader = house.db.read().await.unwrap();
    Timestamp(one!(reader, Due, "SELECT next_at FROM notices").unwrap().next_at)
}

fn ended(state: &str, attempts: i64, last_error: Option<&str>) -> Row {
    Row {
        state: state.to_owned(),
        attempts,
        to_sealed: None,
        data_sealed: None,
        last_error: last_error.map(str::to_owned),
    }
}

both! {
    async fn one_message_per_channel_and_none_without_a_channel(world: World) {
        let house = house(&world, false);
        assert_eq!(queue(&house, Some("ion@example.org"), Some("+40721555010")).await, 2);
        assert_eq!(queue(&house, None, Some("+40721555010")).await, 1);
        assert_eq!(queue(&house, None, None).await, 0);
        for row in rows(&house).await {
            // Nothing readable, not even as base64.
            let sealed = row.to_sealed.unwrap() + &row.data_sealed.unwrap();
            assert!(!sealed.contains("ion@") && !sealed.contains("7QK"));
        }
    }

    async fn what_was_sent_is_forgotten(world: World) {
        let house = house(&world, false);
        queue(&house, Some("ion@example.org"), Some("+40721555010")).await;
        let way = Scripted::new(Ok(()));
        assert_eq!(jobs(&house, &way).round().await.unwrap(), 2);
        assert_eq!(jobs(&house, &way).round().await.unwrap(), 0);
        assert_eq!(way.count(), 2);
        assert_eq!(rows(&house).await, [ended("sent", 1, None), ended("sent", 1, None)]);
    }

    async fn two_jobs_never_send_the_same_message(world: World) {
        let house = house(&world, false);
        for _ in 0..10 {
            queue(&house, Some("ion@example.org"), None).await;
            world.clock.advance(Span(1));
        }
        let way = Scripted::new(Ok(()));
        let (one, two) = (jobs(&house, &way), jobs(&house, &way));
        let (a, b, c) = tokio::join!(one.round(), two.round(), one.round());
        assert_eq!(a.unwrap() + b.unwrap() + c.unwrap(), 10);
        let mut seen = way.seen.lock().unwrap().clone();
        seen.sort();
        seen.dedup();
        assert_eq!((seen.len(), way.count()), (10, 10));
    }

    async fn a_crash_after_sending_sends_once_more(world: World) {
        let house = house(&world, false);
        queue(&house, Some("ion@example.org"), None).await;
        let way = Scripted::new(Ok(()));
        // The job died between sending and marking: the lease is all that is left of it.
        let mut tx = house.db.begin().await.unwrap();
        exec!(tx, "UPDATE notices SET lease_until = $1", house.now() + Span::minutes(2)).unwrap();
        tx.commit().await.unwrap();
        assert_eq!(jobs(&house, &way).round().await.unwrap(), 0);
        world.clock.advance(Span::minutes(2));
        assert_eq!(jobs(&house, &way).round().await.unwrap(), 1);
        assert_eq!(jobs(&house, &way).round().await.unwrap(), 0);
        assert_eq!(way.count(), 1);
    }

    async fn after_a_crash_the_next_start_sends_at_once(world: World) {
        let house = house(&world, false);
        queue(&house, Some("ion@example.org"), None).await;
        let way = Scripted::new(Ok(()));
        let mut tx = house.db.begin().await.unwrap();
        exec!(tx, "UPDATE notices SET lease_until = $1", house.now() + Span::minutes(2)).unwrap();
        tx.commit().await.unwrap();
        assert_eq!(begin_alone(&house).await.unwrap(), 1);
        assert_eq!(jobs(&house, &way).round().await.unwrap(), 1);
        assert_eq!(begin_alone(&house).await.unwrap(), 0, "what was sent is sent");
        assert_eq!(jobs(&house, &way).round().await.unwrap(), 0);
        assert_eq!(way.count(), 1);
    }

    async fn a_bad_address_ends_at_once(world: World) {
        let house = house(&world, false);
        queue(&house, Some("ion@example.org"), None).await;
        let way = Scripted::new(Err(SendError::Never("mail.refused")));
        jobs(&house, &way).round().await.unwrap();
        assert_eq!(rows(&house).await, [ended("failed", 1, Some("mail.refused"))]);
    }

    async fn failures_wait_longer_each_time_and_end_after_two_days(world: World) {
        let house = house(&world, false);
        queue(&house, Some("ion@example.org"), None).await;
        let way = Scripted::new(Err(SendError::Retry("mail.unreachable")));
        let job = jobs(&house, &way);
        let begin = house.now();
        let mut tried_at = Vec::new();
        while rows(&house).await[0].state == "queued" {
            let due = next_at(&house).await;
            world.clock.set(Timestamp(due.0 - 1));
            assert_eq!(job.round().await.unwrap(), 0);
            world.clock.set(due);
            assert_eq!(job.round().await.unwrap(), 1);
            tried_at.push((house.now() - begin).as_seconds());
        }
        assert_eq!(tried_at[..5], [0, 20, 60, 140, 300]);
        assert!((20..40).contains(&tried_at.len()), "{tried_at:?}");
        let last = *tried_at.last().unwrap();
        assert!((44 * 3600..=48 * 3600).contains(&last), "{last}");
        let count = i64::try_from(tried_at.len()).unwrap();
        assert_eq!(rows(&house).await, [ended("failed", count, Some("mail.unreachable"))]);
        world.clock.advance(Span::days(91));
        assert_eq!(job.purge().await.unwrap(), 1);
    }

    async fn a_template_that_cannot_be_worded_waits_for_a_better_one(world: World) {
        let house = house(&world, false);
        queue(&house, Some("ion@example.org"), None).await;
        let mut tx = house.db.begin().await.unwrap();
        // A message of another row: what is sealed opens only in its own place.
        exec!(tx, "UPDATE notices SET id = $1", NoticeId(house.outside.uuid7())).unwrap();
        tx.commit().await.unwrap();
        let way = Scripted::new(Ok(()));
        jobs(&house, &way).round().await.unwrap();
        assert_eq!(way.count(), 0);
        let rows = rows(&house).await;
        assert_eq!((rows[0].state.as_str(), rows[0].last_error.as_deref()), ("queued", Some("wording")));
    }

    async fn without_a_way_out_messages_wait(world: World) {
        let house = house(&world, false);
        queue(&house, Some("ion@example.org"), None).await;
        let transports = Transports { email: Arc::new(Unset), sms: Arc::new(Unset) };
        let job = NoticeJobs::new(house.clone(), Texts::load(None).unwrap(), transports);
        job.round().await.unwrap();
        assert_eq!(rows(&house).await[0].state, "queued");
    }

    async fn the_job_wakes_and_stops(world: World) {
        let house = house(&world, false);
        let way = Scripted::new(Ok(()));
        let stop = tokio_util::sync::CancellationToken::new();
        let running = tokio::spawn(jobs(&house, &way).run(stop.clone()));
        queue(&house, Some("ion@example.org"), None).await;
        house.wake.notices.notify_one();
        tokio::time::timeout(std::time::Duration::from_secs(10), async {
            while way.count() == 0 {
                tokio::time::sleep(std::time::Duration::from_millis(5)).await;
            }
        })
        .await
        .unwrap();
        stop.cancel();
        running.await.unwrap();
        assert_eq!(rows(&house).await[0].state, "sent");
    }

    async fn the_demo_has_an_inbox_and_nobody_else_has(world: World) {
        let demo = house(&world, true);
        queue(&demo, Some("ion@example.org"), Some("+40721555010")).await;
        let way: Arc<dyn Transport> = Arc::new(Captured::new(demo.clone()));
        let transports = Transports { email: Arc::clone(&way), sms: way };
        let job = NoticeJobs::new(demo.clone(), Texts::load(None).unwrap(), transports);
        job.round().await.unwrap();
        // A second delivery of the same message is the same message.
        let mut tx = demo.db.begin().await.unwrap();
        let before = one!(tx, Count, "SELECT COUNT(*) AS n FROM captured_notices").unwrap().n;
        drop(tx);
        assert_eq!(before, 2);

        let visitor = Actor::Visitor { address: "127.0.0.1".to_owned() };
        let port = Notices::new(demo);
        let inbox = port.captured(&visitor, 0).await.unwrap();
        assert_eq!(inbox.len(), 2);
        assert_eq!(port.captured(&visitor, 1).await.unwrap(), []);
        let mail = inbox.iter().find(|m| m.channel == Channel::Email).unwrap();
        assert_eq!(mail.subject.as_deref(), Some("Cartea dumneavoastră de identitate vă așteaptă"));
        let html = mail.html.as_deref().unwrap();
        assert!(html.contains("src=\"data:image/png;base64,") && !html.contains("cid:"));
        assert_eq!(&port.captured_one(&visitor, mail.id).await.unwrap(), mail);
        let unknown = NoticeId(world.outside.uuid7());
        assert!(port.captured_one(&visitor, unknown).await.unwrap_err().is(RefusalCode::NotFound));

        let live = Notices::new(house(&world, false));
        for actor in [visitor, Actor::House] {
            assert!(live.captured(&actor, 0).await.unwrap_err().is(RefusalCode::NotFound));
            assert!(live.captured_one(&actor, mail.id).await.unwrap_err().is(RefusalCode::NotFound));
        }
    }
}
