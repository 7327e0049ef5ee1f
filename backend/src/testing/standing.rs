//! A PostgreSQL database under several processes of the real program, and what they left in it.
//!
//! What must not be here: writing. What is counted here was written by the program.

use domain::ids::BankId;
use sqlx::PgPool;

use super::postgres::{connect, ddl, server};

/// A database that stands while other processes work on it. Take it away with [`Self::remove`].
pub struct Standing {
    /// Its address.
    pub url: String,
    pool: PgPool,
    name: String,
}

impl Standing {
    /// An empty one. `purpose` goes into its name, so it is of small letters.
    ///
    /// # Panics
    /// When `TEST_POSTGRES_URL` is not set or does not answer.
    pub async fn create(purpose: &'static str) -> Self {
        let name = format!("cloakroom_{purpose}_{}", std::process::id());
        let mut admin = connect(&server()).await;
        ddl(&mut admin, format!("CREATE DATABASE {name}")).await;
        let server = std::env::var("TEST_POSTGRES_URL").expect("it was there");
        let (address, _) = server.rsplit_once('/').expect("an address with a database in it");
        let url = format!("{address}/{name}");
        let pool = PgPool::connect(&url).await.expect("the new database");
        Self { url, pool, name }
    }

    /// How many events of a bank were taken in, and the number of the last.
    pub async fn events_of(&self, bank: BankId) -> (i64, i64) {
        sqlx::query_as::<sqlx::Postgres, (i64, i64)>(
            "SELECT COUNT(*), COALESCE(MAX(seq), 0) FROM bank_events WHERE bank_id = $1",
        )
        .bind(bank.to_string())
        .fetch_one(&self.pool)
        .await
        .expect("the events of a bank")
    }

    /// How many commands there are, and how many of them opened a door that was closed again.
    pub async fn commands(&self) -> (i64, i64) {
        sqlx::query_as::<sqlx::Postgres, (i64, i64)>(
            "SELECT COUNT(*), COUNT(CASE WHEN action = 'unlock' AND state = 'closed' THEN 1 END) FROM commands",
        )
        .fetch_one(&self.pool)
        .await
        .expect("the commands")
    }

    /// How many messages with a code there are.
    pub async fn codes_told(&self) -> i64 {
        sqlx::query_scalar("SELECT COUNT(*) FROM notices WHERE template = 'ready'")
            .fetch_one(&self.pool)
            .await
            .expect("the notices")
    }

    /// Takes it away, whoever is still connected.
    pub async fn remove(self) {
        self.pool.close().await;
        let mut admin = connect(&server()).await;
        ddl(&mut admin, format!("DROP DATABASE {} WITH (FORCE)", self.name)).await;
    }
}
