//! A house at work: documents are brought and fetched at several banks at once, messages leave, chains grow; and a book of what
//! was done when, against which a copy that was made meanwhile is held.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use domain::custody::CustodyPort as _;
use domain::delivery::{DeliveryPort as _, NewDelivery};
use domain::ids::ConsignmentId;
use tokio::task::JoinHandle;

use crate::db::{Db, all, one};
use crate::house::House;
use crate::notices::{NoticeJobs, Rendered, SendError, Texts, Transport, Transports};
use crate::proofs::Proofs;
use crate::testing::{Scene, World};

const PAUSE: Duration = Duration::from_millis(1);

/// How far a document has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    Announced,
    Stored,
    Collected,
}

/// Something that was done with a document, and between which two ticks.
#[derive(Debug, Clone, Copy)]
struct Deed {
    thing: ConsignmentId,
    step: Step,
    begun: u64,
    done: u64,
}

/// What was done, as those who did it know.
#[derive(Clone, Default)]
pub struct Book {
    ticks: Arc<AtomicU64>,
    deeds: Arc<Mutex<Vec<Deed>>>,
}

impl Book {
    /// Whatever is done before and whatever begins after have this between them.
    pub fn tick(&self) -> u64 {
        self.ticks.fetch_add(1, Ordering::SeqCst)
    }

    fn note(&self, thing: ConsignmentId, step: Step, begun: u64) {
        let done = self.tick();
        self.deeds.lock().unwrap().push(Deed {
            thing,
            step,
            begun,
            done,
        });
    }

    /// How much was done before this tick.
    pub fn done_before(&self, tick: u64) -> usize {
        self.deeds
            .lock()
            .unwrap()
            .iter()
            .filter(|deed| deed.done < tick)
            .count()
    }

    /// A copy is of one moment between these two ticks: what was acknowledged before it is in it, what began after is not, and
    /// nothing is in it that began when something that is not was over.
    pub async fn holds(&self, copy: &Db, (from, to): (u64, u64)) {
        let reached = reached(copy).await;
        let is_in = |deed: &&Deed| reached.get(&deed.thing).is_some_and(|step| *step >= deed.step);
        let deeds = self.deeds.lock().unwrap();
        let (inside, outside): (Vec<&Deed>, Vec<&Deed>) = deeds.iter().partition(is_in);
        for deed in &inside {
            assert!(deed.begun < to, "{deed:?} began after the copy was made");
        }
        for deed in &outside {
            assert!(deed.done > from, "{deed:?} was over before, and is not in the copy");
        }
        let first_missed = outside.iter().min_by_key(|deed| deed.done);
        let last_seen = inside.iter().max_by_key(|deed| deed.begun);
        if let (Some(missed), Some(seen)) = (first_missed, last_seen) {
            assert!(
                missed.done > seen.begun,
                "{missed:?} is not in it, and {seen:?}, which began later, is"
            );
        }
    }
}

/// How far each document has come in this database.
async fn reached(db: &Db) -> BTreeMap<ConsignmentId, Step> {
    let mut reader = db.read().await.unwrap();
    let rows = all!(
        reader,
        (String, Option<i64>, String),
        "SELECT id, stored_at, state FROM consignments"
    );
    let step = |stored: Option<i64>, state: &str| match stored {
        _ if state == "collected" => Step::Collected,
        Some(_) => Step::Stored,
        None => Step::Announced,
    };
    let rows = rows.unwrap().into_iter();
    rows.map(|(id, stored, state)| (id.parse().unwrap(), step(stored, &state)))
        .collect()
}

/// Telephones, and the codes that came to them.
#[derive(Clone, Default)]
pub struct Phones(Arc<Mutex<BTreeMap<String, String>>>);

impl Phones {
    /// The code that came to this one, as soon as it did.
    pub async fn code(&self, phone: &str) -> String {
        loop {
            if let Some(code) = self.0.lock().unwrap().get(phone) {
                return code.clone();
            }
            tokio::time::sleep(PAUSE).await;
        }
    }
}

#[async_trait]
impl Transport for Phones {
    async fn send(&self, message: &Rendered) -> Result<(), SendError> {
        // The last line of what holds a code: `@host #code`.
        if let Some((_, code)) = message.text.rsplit_once('#') {
            let mut codes = self.0.lock().unwrap();
            codes.insert(message.to.clone(), code.trim().to_owned());
        }
        Ok(())
    }
}

/// Everybody at work until they are told to stop.
pub struct Work {
    pub book: Book,
    pub phones: Phones,
    stop: Arc<AtomicBool>,
    people: Vec<JoinHandle<()>>,
    jobs: Vec<JoinHandle<()>>,
}

impl Work {
    /// So many banks, each with somebody who brings and somebody who fetches.
    pub async fn begin(world: &World, banks: u32) -> Self {
        let mut work = Self {
            book: Book::default(),
            phones: Phones::default(),
            stop: Arc::default(),
            people: Vec::new(),
            jobs: Vec::new(),
        };
        for bank in 0..banks {
            let at = AtBank {
                scene: Box::pin(Scene::new(world.clone())).await,
                bank,
                book: work.book.clone(),
                phones: work.phones.clone(),
            };
            work.people.push(tokio::spawn(at.work(Arc::clone(&work.stop))));
        }
        let house = world.house();
        work.jobs.push(tokio::spawn(send(house.clone(), work.phones.clone())));
        work.jobs.push(tokio::spawn(link(house)));
        work
    }

    /// Waits until so much was done.
    pub async fn goes_on(&self, deeds: usize) {
        while self.book.done_before(u64::MAX) < deeds {
            assert!(self.people.iter().all(|one| !one.is_finished()), "somebody gave up");
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// What was begun is finished; then nobody writes any more.
    pub async fn stop(mut self) -> Book {
        self.stop.store(true, Ordering::SeqCst);
        for one in &mut self.people {
            one.await.unwrap();
        }
        for job in &mut self.jobs {
            job.abort();
            assert!(job.await.unwrap_err().is_cancelled(), "a job ended by itself");
        }
        self.book.clone()
    }
}

/// Messages leave the house.
async fn send(house: House, phones: Phones) {
    let way = Arc::new(phones);
    let transports = Transports {
        email: way.clone(),
        sms: way,
    };
    let jobs = NoticeJobs::new(house, Texts::load(None).unwrap(), transports);
    loop {
        jobs.round().await.unwrap();
        tokio::time::sleep(PAUSE).await;
    }
}

/// What happened is linked into chains.
async fn link(house: House) {
    let proofs = Proofs::new(house);
    loop {
        proofs.link_waiting().await.unwrap();
        tokio::time::sleep(PAUSE).await;
    }
}

/// One bank of an organisation of its own, and who comes there.
struct AtBank {
    scene: Scene,
    bank: u32,
    book: Book,
    phones: Phones,
}

impl AtBank {
    async fn work(self, stop: Arc<AtomicBool>) {
        let mut number = 0;
        while !stop.load(Ordering::SeqCst) {
            let phone = format!("+4072{:03}{number:04}", self.bank);
            let begun = self.book.tick();
            let form = NewDelivery {
                email: String::new(),
                phone: phone.clone(),
                ..self.scene.form(&format!("{}-{number}", self.bank))
            };
            let id = self.scene.delivery.create(&self.scene.employee, form).await.unwrap();
            self.book.note(id, Step::Announced, begun);
            Box::pin(self.bring_and_fetch(id, &phone)).await;
            number += 1;
        }
    }

    async fn bring_and_fetch(&self, id: ConsignmentId, phone: &str) {
        let scene = &self.scene;
        let begun = self.book.tick();
        scene.delivery.open(&scene.employee, id).await.unwrap();
        let command = scene.obey().await;
        let door = scene.delivery.delivery(&scene.employee, id).await.unwrap().compartment;
        scene.shut(door, command, Some(true)).await;
        self.book.note(id, Step::Stored, begun);

        let code = self.phones.code(phone).await;
        let begun = self.book.tick();
        scene.custody.kiosk_enter(&scene.kiosk, &code).await.unwrap();
        let command = scene.obey().await;
        scene.shut(door, command, Some(false)).await;
        self.book.note(id, Step::Collected, begun);
    }
}

/// What one transaction writes into more than one place: how often only a part of it is there.
const HALVES: [(&str, &str); 9] = [
    (
        "a consignment without its delivery",
        "SELECT COUNT(*) FROM consignments c LEFT JOIN deliveries d ON d.consignment_id = c.id
         WHERE d.consignment_id IS NULL",
    ),
    (
        "a consignment without a history",
        "SELECT COUNT(*) FROM consignments c WHERE NOT EXISTS
           (SELECT 1 FROM custody_events e WHERE e.consignment_id = c.id)",
    ),
    (
        "stored without a code",
        "SELECT COUNT(*) FROM consignments
         WHERE state = 'stored' AND (code_hash IS NULL OR qr_hash IS NULL OR link_hash IS NULL)",
    ),
    (
        "collected with a code that lives",
        "SELECT COUNT(*) FROM consignments WHERE ended_at IS NOT NULL AND (code_hash IS NOT NULL OR qr_hash IS NOT NULL)",
    ),
    (
        "a state that its history does not tell",
        "SELECT COUNT(*) FROM consignments c WHERE
           (state = 'collected' OR stored_at IS NOT NULL) AND NOT EXISTS
           (SELECT 1 FROM custody_events e WHERE e.consignment_id = c.id
              AND e.body = CASE WHEN c.state = 'collected' THEN '{\"kind\":\"collected\"}' ELSE '{\"kind\":\"stored\"}' END)",
    ),
    (
        "secrets without their message, or the other way round",
        "SELECT ABS((SELECT COUNT(*) FROM custody_events WHERE body = '{\"kind\":\"issued\"}')
                  - (SELECT COUNT(*) FROM notices WHERE template = 'ready' AND channel = 'sms'))",
    ),
    (
        "a compartment that counts on a thing which is not in it",
        "SELECT COUNT(*) FROM compartments p LEFT JOIN consignments c ON c.id = p.claimed_by
         WHERE p.claimed_by IS NOT NULL AND (c.id IS NULL OR c.ended_at IS NOT NULL OR c.compartment_id <> p.id)",
    ),
    (
        "a thing on which no compartment counts",
        "SELECT COUNT(*) FROM consignments c WHERE c.ended_at IS NULL AND NOT EXISTS
           (SELECT 1 FROM compartments p WHERE p.claimed_by = c.id)",
    ),
    (
        "a history or a bank's word with a hole",
        "SELECT (SELECT COUNT(*) FROM (SELECT 1 FROM custody_events GROUP BY consignment_id HAVING MAX(seq) <> COUNT(*)) a)
              + (SELECT COUNT(*) FROM (SELECT 1 FROM custody_links GROUP BY consignment_id HAVING MAX(seq) <> COUNT(*)) b)
              + (SELECT COUNT(*) FROM (SELECT 1 FROM bank_events GROUP BY bank_id, boot HAVING MAX(seq) <> COUNT(*)) c)",
    ),
];

/// No transaction is in it by half.
pub async fn nothing_by_half(db: &Db) {
    let mut reader = db.read().await.unwrap();
    for (what, sql) in HALVES {
        let (found,) = one!(reader, (i64,), sql).unwrap();
        assert_eq!(found, 0, "{what}");
    }
}
