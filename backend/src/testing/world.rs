//! The world that a test owns.

use std::sync::Arc;

use super::Folder;
use crate::db::Db;
use crate::house::{House, LiveBus, PaymentSettings, Settings, Wakers};
use crate::outside::{Outside, SeededChance, TestClock};
use crate::secrets::{MasterKey, Passwords, SigningKeyFile};

/// Everything a service is made of, for one test. Clones share it.
#[derive(Clone)]
pub struct World {
    /// A fresh database with the schema in it.
    pub db: Db,
    /// The database's address, for opening it a second time.
    pub url: String,
    /// The clock below, and chance that repeats itself.
    pub outside: Outside,
    /// Turn it. It begins at 2026-03-01 09:00 UTC and stands still.
    pub clock: TestClock,
    /// A fixed key.
    pub master: MasterKey,
    /// A fixed key.
    pub signing: SigningKeyFile,
    /// With a queue of its own.
    pub passwords: Passwords,
    /// For files.
    pub folder: Folder,
}

impl World {
    pub(super) fn new(db: Db, url: String, folder: Folder) -> Self {
        let clock = TestClock::default();
        let outside = Outside {
            clock: Arc::new(clock.clone()),
            chance: Arc::new(SeededChance::new(1)),
        };
        let master = MasterKey::from_base64("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8").expect("a fixed key");
        Self {
            db,
            url,
            passwords: Passwords::new(Arc::clone(&outside.chance)),
            outside,
            clock,
            master,
            signing: SigningKeyFile::from_seed([7; 32]),
            folder,
        }
    }

    /// What services are made of.
    pub fn house(&self) -> House {
        House {
            db: self.db.clone(),
            outside: self.outside.clone(),
            key: self.master.clone(),
            live: LiveBus::default(),
            wake: Wakers::default(),
            settings: Arc::new(Settings {
                public_url: "https://locker.example.org".to_owned(),
                demo: false,
                payments: PaymentSettings::default(),
            }),
        }
    }

    /// A second process over the database of a first: its ids and secrets are its own, and time goes on.
    pub fn beside(db: Db, url: String) -> Self {
        let mut world = Self::new(db, url, Folder::new());
        world.outside = Outside::real().expect("real time and chance");
        world
    }
}

/// Runs the test in a task of its own, so that its database can be taken away even when it fails.
pub(super) async fn run<F>(body: F) -> Result<(), tokio::task::JoinError>
where
    F: Future<Output = ()> + Send + 'static,
{
    tokio::spawn(body).await
}

/// Fails the test as its task failed.
pub(super) fn pass_on(outcome: Result<(), tokio::task::JoinError>) {
    if let Err(error) = outcome {
        std::panic::resume_unwind(error.into_panic());
    }
}
