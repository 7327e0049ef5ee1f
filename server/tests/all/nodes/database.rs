//! The database under two nodes, and what they left in it. No test is in here.
//!
//! The only SQL in the server's tests (`tidy.rs` knows): the two nodes are processes, so nobody but the database can say what
//! both of them did together, and `backend::testing` is compiled into no program that runs.

use domain::ids::BankId;
use sqlx::{AssertSqlSafe, PgPool};

/// A database of its own.
pub struct Database {
    pub url: String,
    pool: PgPool,
    admin: PgPool,
    name: String,
}

impl Database {
    /// An empty one; `what` is in its name.
    pub async fn create(what: &str) -> Self {
        let server = std::env::var("TEST_POSTGRES_URL").expect("TEST_POSTGRES_URL; scripts/test starts a server");
        let name = format!("cloakroom_{what}_{}", std::process::id());
        let admin = PgPool::connect(&server).await.unwrap();
        let create = format!("CREATE DATABASE {name}");
        sqlx::query(AssertSqlSafe(create)).execute(&admin).await.unwrap();
        let (address, _) = server.rsplit_once('/').unwrap();
        let url = format!("{address}/{name}");
        let pool = PgPool::connect(&url).await.unwrap();
        Self { url, pool, admin, name }
    }

    /// How many events of a bank were taken in, and the number of the last.
    pub async fn events_of(&self, bank: BankId) -> (i64, i64) {
        sqlx::query_as::<sqlx::Postgres, (i64, i64)>(
            "SELECT COUNT(*), COALESCE(MAX(seq), 0) FROM bank_events WHERE bank_id = $1",
        )
        .bind(bank.to_string())
        .fetch_one(&self.pool)
        .await
        .unwrap()
    }

    /// How many commands there are, and how many of them opened a door that was closed again.
    pub async fn commands(&self) -> (i64, i64) {
        sqlx::query_as::<sqlx::Postgres, (i64, i64)>(
            "SELECT COUNT(*), COUNT(CASE WHEN action = 'unlock' AND state = 'closed' THEN 1 END) FROM commands",
        )
        .fetch_one(&self.pool)
        .await
        .unwrap()
    }

    /// How many messages with a code there are.
    pub async fn codes_told(&self) -> i64 {
        sqlx::query_scalar("SELECT COUNT(*) FROM notices WHERE template = 'ready'")
            .fetch_one(&self.pool)
            .await
            .unwrap()
    }

    /// Takes it away.
    pub async fn remove(self) {
        self.pool.close().await;
        let gone = format!("DROP DATABASE {} WITH (FORCE)", self.name);
        sqlx::query(AssertSqlSafe(gone)).execute(&self.admin).await.unwrap();
        self.admin.close().await;
    }
}
