//! The least that a typed code could cost: its keyed hash, looked up, one commit that is on the disk, one message through
//! a broker.
//! The same libraries and settings as the house, and nothing of its rules.

use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use backend::mqtt::{BrokerAddress, LinkConfig, MqttLink};
use backend::secrets::MasterKey;
use domain::ids::BankId;
use domain::lockers::protocol::{Stream, Topic};
use server::broker::{Account, Accounts, Broker, BrokerConfig};
use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use tokio_util::sync::CancellationToken;

use crate::Fallible;
use crate::bank::Bank;
use crate::house::House;

/// As long as a sealed unlock command.
const PAYLOAD: usize = 520;
const PASSWORD: &str = "of-the-benchmark";
const SERVER: &str = "server";

/// A file, a broker, a listener.
pub struct Floor {
    key: MasterKey,
    write: SqlitePool,
    link: MqttLink,
    topic: String,
    bank: Bank,
    broker: Broker,
    stop: CancellationToken,
}

struct Everybody;

#[async_trait]
impl Accounts for Everybody {
    async fn check(&self, username: &str, _: &[u8]) -> Option<Account> {
        match username {
            SERVER => Some(Account::Server),
            bank => bank.parse().ok().map(Account::Bank),
        }
    }
}

impl Floor {
    /// Prepares it in this folder, with the key of the house.
    pub async fn start(folder: &Path, house: &House) -> Fallible<Self> {
        std::fs::create_dir_all(folder)?;
        let write = file(&folder.join("floor.db")).await?;
        let mut config = BrokerConfig::new(([127, 0, 0, 1], 0).into());
        config.hold_banks = false;
        let broker = Broker::start(config, Arc::new(Everybody)).await?;
        let address = BrokerAddress::plain(broker.local_addr(), SERVER, PASSWORD);
        let stop = CancellationToken::new();
        let outside = &house.shared().outside;
        let link = LinkConfig::new(address, "floor", Arc::clone(&outside.chance));
        let (link, mut incoming) = MqttLink::start(link, stop.clone())?;
        // What the listener says of itself is of no interest, but somebody must take it.
        tokio::spawn(async move {
            while let Some(message) = incoming.recv().await {
                message.ack.done();
            }
        });
        let mut connected = link.connected();
        tokio::time::timeout(Duration::from_secs(10), connected.wait_for(|stands| *stands)).await??;
        let id = BankId(outside.uuid7());
        let bank = Bank::connect(broker.local_addr(), id, PASSWORD).await?;
        let topic = Topic {
            bank: id,
            stream: Stream::Commands,
        };
        Ok(Self {
            key: house.shared().key.clone(),
            write,
            link,
            topic: topic.to_string(),
            bank,
            broker,
            stop,
        })
    }

    /// Makes a code known.
    pub async fn store(&self, code: &str) -> Fallible<()> {
        sqlx::query("INSERT INTO codes (hash) VALUES ($1)")
            .bind(self.hash(code))
            .execute(&self.write)
            .await?;
        Ok(())
    }

    fn hash(&self, code: &str) -> String {
        self.key.lookup_hash("bench.floor", code.as_bytes())
    }

    /// Goes the way once; from the code to when the listener has the message.
    pub async fn once(&mut self, code: &str) -> Fallible<Duration> {
        let payload = vec![b'x'; PAYLOAD];
        let began = Instant::now();
        let hash = self.hash(code);
        let mut tx = self.write.begin_with("BEGIN IMMEDIATE").await?;
        let known: i64 = sqlx::query_scalar("SELECT id FROM codes WHERE hash = $1")
            .bind(hash)
            .fetch_one(&mut *tx)
            .await?;
        sqlx::query("INSERT INTO opened (code) VALUES ($1)")
            .bind(known)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        self.link.publish(&self.topic, payload, Some(30)).await?;
        let (heard, _) = self.bank.next().await?;
        Ok(heard.duration_since(began))
    }

    /// Ends it.
    pub async fn stop(self) {
        self.stop.cancel();
        self.broker.stop().await;
        self.write.close().await;
    }
}

/// Set as the house sets its own file.
async fn file(path: &Path) -> Fallible<SqlitePool> {
    let options = SqliteConnectOptions::from_str(&format!("sqlite://{}", path.display()))?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .connect_with(options)
        .await?;
    for table in [
        "CREATE TABLE codes (id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE)",
        "CREATE TABLE opened (id INTEGER PRIMARY KEY, code INTEGER NOT NULL)",
    ] {
        sqlx::query(table).execute(&pool).await?;
    }
    Ok(pool)
}
