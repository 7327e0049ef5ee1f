//! Opening, migrating and ending the database, and how its connections are set.
//!
//! SQLite: one writer connection and a pool of readers that cannot write. PostgreSQL: one pool, which
//! tests a connection before it hands it out, so it recovers by itself when the server comes back.

use std::str::FromStr;
use std::time::Duration;

use sqlx::migrate::{Migrate as _, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, PgPool, SqlitePool};

use super::error::{bounded, from_driver};
use super::handle::{Reader, Tx};
use super::one;
use super::writer::{Unended, Writing};
use crate::fault::{Fault, Result};

/// The schema of SQLite.
pub(crate) static MIGRATIONS_SQLITE: Migrator = sqlx::migrate!("../migrations/sqlite");
/// The same schema for PostgreSQL; a test compares the two.
pub(crate) static MIGRATIONS_POSTGRES: Migrator = sqlx::migrate!("../migrations/postgres");

/// Where the driver notes which migrations it ran.
const APPLIED: &str = "_sqlx_migrations";
/// How long a request waits for a connection, or for the writer of another process.
pub(super) const WAIT: Duration = Duration::from_secs(3);
/// Connections that read SQLite at once; each is a thread.
const SQLITE_READERS: u32 = 8;
/// Statements that the writer keeps ready: more than there are, so that none is read anew before a locked door.
const WRITTEN: usize = 512;
/// Connections to PostgreSQL of one node.
const POSTGRES_CONNECTIONS: u32 = 16;

/// The database. Cloning is cheap and shares the connections.
#[derive(Clone)]
pub enum Db {
    /// A file on this machine.
    Sqlite {
        /// Many connections that only read.
        read: SqlitePool,
        /// The one connection that writes.
        write: SqlitePool,
        /// Whether it may hold a transaction that nobody ended.
        unended: Unended,
    },
    /// A PostgreSQL server, or a cluster that speaks its protocol.
    Postgres(PgPool),
}

impl Db {
    /// Opens the database behind `sqlite://path` (created if missing) or `postgres://…`.
    ///
    /// # Errors
    /// `Broken` for an address that is not one of these, `Unavailable` when nobody answers in time.
    pub async fn open(url: &str) -> Result<Self> {
        Self::open_with(url, SqliteSynchronous::Full).await
    }

    /// As [`Db::open`], for what nobody misses when the machine stops, a demo or a test: nothing waits for the disk. It
    /// outlives the end of the process all the same.
    ///
    /// # Errors
    /// As [`Db::open`].
    pub async fn open_throwaway(url: &str) -> Result<Self> {
        Self::open_with(url, SqliteSynchronous::Off).await
    }

    async fn open_with(url: &str, flushed: SqliteSynchronous) -> Result<Self> {
        if url.starts_with("sqlite:") {
            Self::open_sqlite(url, flushed).await
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Self::open_postgres(url).await
        } else {
            Err(Fault::broken(
                "db.address",
                "reading the database's address: it must begin with sqlite:// or postgres://",
            ))
        }
    }

    async fn open_sqlite(url: &str, flushed: SqliteSynchronous) -> Result<Self> {
        let options = SqliteConnectOptions::from_str(url)
            .map_err(|error| from_driver("reading the database's address", error))?;
        // Each pooled connection would get a database of its own, and a restart would lose it.
        if url.contains(":memory:") || url.contains("mode=memory") || options.get_filename().as_os_str().is_empty() {
            return Err(Fault::broken(
                "db.address",
                "reading the database's address: SQLite needs a file, not memory",
            ));
        }
        let options = options
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(flushed)
            .foreign_keys(true)
            .busy_timeout(WAIT)
            // What is erased is written over, not only unlinked.
            .pragma("secure_delete", "ON")
            .disable_statement_logging();
        let unended = Unended::default();
        let left = unended.clone();
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .after_release(move |conn, _| {
                let left = left.clone();
                Box::pin(async move { left.undo(conn).await })
            })
            .acquire_timeout(WAIT)
            .idle_timeout(None)
            .max_lifetime(None)
            .test_before_acquire(false)
            .connect_with(options.clone().statement_cache_capacity(WRITTEN))
            .await
            .map_err(|error| from_driver("opening the SQLite file", error))?;
        let read = SqlitePoolOptions::new()
            .max_connections(SQLITE_READERS)
            .acquire_timeout(WAIT)
            .idle_timeout(None)
            .max_lifetime(None)
            .test_before_acquire(false)
            .connect_lazy_with(options.create_if_missing(false).pragma("query_only", "ON"));
        Ok(Self::Sqlite { read, write, unended })
    }

    async fn open_postgres(url: &str) -> Result<Self> {
        let options = PgConnectOptions::from_str(url)
            .map_err(|error| from_driver("reading the database's address", error))?
            .application_name("cloakroom")
            .disable_statement_logging();
        let pool = PgPoolOptions::new()
            .max_connections(POSTGRES_CONNECTIONS)
            .acquire_timeout(WAIT)
            .connect_with(options)
            .await
            .map_err(|error| from_driver("connecting to PostgreSQL", error))?;
        Ok(Self::Postgres(pool))
    }

    /// Brings the schema up to date. Safe to run at every start and on several nodes at once.
    ///
    /// # Errors
    /// `Broken` when a migration fails or an applied one was edited.
    pub async fn migrate(&self) -> Result<()> {
        match self {
            Self::Sqlite { write, .. } => MIGRATIONS_SQLITE.run(write).await,
            Self::Postgres(pool) => MIGRATIONS_POSTGRES.run(pool).await,
        }
        .map_err(|error| Fault::broken("db.migrate", "migrating the schema").because(error))
    }

    /// How many steps the schema is behind; all of them for an empty database. Changes nothing.
    ///
    /// # Errors
    /// `Unavailable` when no connection came free within 3 s.
    pub async fn pending_migrations(&self) -> Result<usize> {
        let waiting = |error| from_driver("waiting for a database connection", error);
        // Before the first migration there is no table of them, and the answer is an error.
        let (all, applied) = match self {
            Self::Sqlite { write, .. } => {
                let mut conn = write.acquire().await.map_err(waiting)?;
                (&MIGRATIONS_SQLITE, conn.list_applied_migrations(APPLIED).await)
            }
            Self::Postgres(pool) => {
                let mut conn = pool.acquire().await.map_err(waiting)?;
                (&MIGRATIONS_POSTGRES, conn.list_applied_migrations(APPLIED).await)
            }
        };
        Ok(all
            .iter()
            .count()
            .saturating_sub(applied.map_or(0, |applied| applied.len())))
    }

    /// A database of its own in memory, with our schema and what that begins with: to hold others against.
    pub(crate) async fn fresh_schema() -> Result<sqlx::SqliteConnection> {
        let failed = |error| from_driver("making a fresh schema", error);
        let options = SqliteConnectOptions::from_str("sqlite::memory:").map_err(failed)?;
        let mut conn = options.disable_statement_logging().connect().await.map_err(failed)?;
        MIGRATIONS_SQLITE
            .run(&mut conn)
            .await
            .map_err(|error| Fault::broken("db.migrate", "making a fresh schema").because(error))?;
        Ok(conn)
    }

    /// Whether this file's schema is one that this program has or can bring up to date: a newer program's is not.
    pub(crate) async fn knows_schema_of(conn: &mut sqlx::SqliteConnection) -> bool {
        let applied = conn.list_applied_migrations(APPLIED).await.unwrap_or_default();
        let known = |version| MIGRATIONS_SQLITE.iter().any(|ours| ours.version == version);
        !applied.is_empty() && applied.iter().all(|one| known(one.version))
    }

    /// Begins a write transaction. On SQLite it holds the only writer of this process until it is committed or
    /// dropped, and of all processes from its first statement on: nothing slow inside.
    ///
    /// # Errors
    /// `Unavailable` when no connection came free within 3 s.
    pub async fn begin(&self) -> Result<Tx> {
        match self {
            Self::Sqlite { write, unended, .. } => {
                let conn = write.acquire().await;
                conn.map(|conn| Tx::sqlite(Writing::new(conn, unended.clone())))
            }
            Self::Postgres(pool) => bounded(pool.begin()).await.map(Tx::postgres),
        }
        .map_err(|error| from_driver("beginning a transaction", error))
    }

    /// A connection for reading.
    ///
    /// # Errors
    /// `Unavailable` when no connection came free within 3 s.
    pub async fn read(&self) -> Result<Reader> {
        match self {
            Self::Sqlite { read, .. } => read.acquire().await.map(Reader::sqlite),
            Self::Postgres(pool) => pool.acquire().await.map(Reader::postgres),
        }
        .map_err(|error| from_driver("waiting for a database connection", error))
    }

    /// Whether the database answers within this time.
    ///
    /// # Errors
    /// `Unavailable` when it does not.
    pub async fn healthy(&self, limit: Duration) -> Result<()> {
        let ask = async {
            let mut reader = self.read().await?;
            one!(reader, (i64,), "SELECT CAST(1 AS BIGINT)").map(|_| ())
        };
        tokio::time::timeout(limit, ask)
            .await
            .unwrap_or_else(|_| Err(Fault::unavailable("db.away", "waiting for the database to answer")))
    }

    /// After something was erased: what still stands of it in SQLite's log, or in PostgreSQL's dead rows, goes too, as
    /// far as no reader holds it at this moment.
    ///
    /// # Errors
    /// `Unavailable` when no connection came free within 3 s.
    pub async fn forget(&self) -> Result<()> {
        match self {
            Self::Sqlite { write, .. } => sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
                .execute(write)
                .await
                .map(drop),
            Self::Postgres(pool) => sqlx::query("VACUUM").execute(pool).await.map(drop),
        }
        .map_err(|error| from_driver("clearing away what was erased", error))
    }

    /// From now on a write counts before the disk has it: for a house that is gone when its program ends.
    ///
    /// # Errors
    /// `Unavailable` when no connection came free within 3 s.
    pub async fn trust_memory(&self) -> Result<()> {
        match self {
            // The writer is one connection and never renewed.
            Self::Sqlite { write, .. } => sqlx::query("PRAGMA synchronous = OFF").execute(write).await.map(drop),
            Self::Postgres(_) => Ok(()),
        }
        .map_err(|error| from_driver("loosening the writer", error))
    }

    /// Ends all connections; waits for those that are in use.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { read, write, .. } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}
