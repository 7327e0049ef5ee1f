//! A transaction on the one connection that writes SQLite.
//!
//! Not the driver's own: that one asks SQLite's thread once more for BEGIN, and its thread waits each time until BEGIN and COMMIT
//! were heard. Here BEGIN goes along with the first question and COMMIT is a statement like others, for somebody stands before a
//! door meanwhile (decision 0035). What was not committed is undone when the connection comes back to its pool, before anybody
//! else has it.
//!
//! What must not be here: PostgreSQL.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use sqlx::pool::PoolConnection;
use sqlx::{AssertSqlSafe, Error, SqlSafeStr as _, SqlStr, Sqlite, SqliteConnection};

/// A deferred transaction that reads and then writes gets `SQLITE_BUSY`, which no time-out rescues.
const BEGIN: &str = "BEGIN IMMEDIATE";

/// Whether the writer may hold a transaction that nobody ended. There is one writer, so there is one of these.
#[derive(Clone, Default)]
pub struct Unended(Arc<AtomicBool>);

impl Unended {
    /// Undoes what nobody committed; what the pool does before it takes the writer back.
    ///
    /// # Errors
    /// What SQLite says: then the pool closes the connection, which undoes it as well.
    pub(super) async fn undo(&self, conn: &mut SqliteConnection) -> Result<bool, Error> {
        if !self.0.swap(false, Ordering::AcqRel) {
            return Ok(true);
        }
        let undone = sqlx::query("ROLLBACK").execute(conn).await.map(drop);
        // Begun in vain (SQLite was busy), or committed and nobody was left to hear of it.
        undone.map(|()| true).or_else(|error| {
            let none = |e: &dyn sqlx::error::DatabaseError| e.message().contains("no transaction is active");
            if error.as_database_error().is_some_and(none) {
                Ok(true)
            } else {
                Err(error)
            }
        })
    }
}

/// The writer, held by one transaction.
pub(super) struct Writing {
    conn: PoolConnection<Sqlite>,
    unended: Unended,
    begun: bool,
}

impl Writing {
    pub(super) fn new(conn: PoolConnection<Sqlite>, unended: Unended) -> Self {
        Self {
            conn,
            unended,
            begun: false,
        }
    }

    /// The connection; see [`Writing::begins`].
    pub(super) fn conn(&mut self) -> &mut SqliteConnection {
        &mut self.conn
    }

    /// Whether the next statement has to begin the transaction too. From now on it is undone unless it is committed.
    pub(super) fn begins(&self) -> bool {
        if !self.begun {
            self.unended.0.store(true, Ordering::Release);
        }
        !self.begun
    }

    /// Its first statement was done.
    pub(super) fn began(&mut self) {
        self.begun = true;
    }

    /// Makes it lasting. One that asked nothing has nothing to end.
    ///
    /// # Errors
    /// What SQLite says; it is undone then.
    pub(super) async fn commit(mut self) -> Result<(), Error> {
        if self.begun {
            sqlx::query("COMMIT").execute(&mut *self.conn).await?;
            self.unended.0.store(false, Ordering::Release);
        }
        Ok(())
    }
}

/// This text for SQLite, which begins the transaction first if it has to: one text, so that nothing of it is done outside.
pub(crate) fn beginning(sql: &'static str, begins: bool) -> SqlStr {
    if begins {
        AssertSqlSafe([BEGIN, "; ", sql].concat()).into_sql_str()
    } else {
        sql.into_sql_str()
    }
}

/// Begins the transaction if it has to be begun: before what changes rows, for SQLite's count of them is of the statement
/// before while it begins.
///
/// # Errors
/// What SQLite says.
pub(crate) async fn begin(conn: &mut SqliteConnection, begins: bool) -> Result<(), Error> {
    if begins {
        sqlx::query(BEGIN).execute(conn).await?;
    }
    Ok(())
}
