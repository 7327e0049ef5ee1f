//! The two ways to the database: a [`Tx`] may write and must be committed; a [`Reader`] only reads.
//!
//! What must not be here: retrying. Whoever began the transaction knows whether it can be run again.

use sqlx::pool::PoolConnection;
use sqlx::{PgConnection, Postgres, Sqlite, SqliteConnection, Transaction};

use super::error::{bounded, from_driver};
use super::writer::{Writing, begin};
use crate::failpoint;
use crate::fault::{Fault, Result};

/// A write transaction. Dropped without [`Tx::commit`], everything in it is undone.
pub struct Tx {
    inner: TxInner,
    spoiled: bool,
}

enum TxInner {
    Sqlite(Writing),
    Postgres(Transaction<'static, Postgres>),
}

/// A connection that only reads; each statement sees what was committed when it began.
pub struct Reader(ReaderInner);

enum ReaderInner {
    Sqlite(PoolConnection<Sqlite>),
    Postgres(PoolConnection<Postgres>),
}

/// The connection of whichever database it is; the macros match on it.
pub enum Conn<'a> {
    /// SQLite.
    Sqlite(&'a mut SqliteConnection),
    /// PostgreSQL.
    Postgres(&'a mut PgConnection),
}

/// What the statement macros take: a [`Tx`] or a [`Reader`]. For reads that serve both,
/// take `&mut impl Handle`.
pub trait Handle: Send {
    /// Itself; lets the macros take an owned handle and a borrowed one alike.
    fn handle(&mut self) -> &mut Self {
        self
    }
    /// The connection.
    ///
    /// # Errors
    /// `Broken` when an earlier statement of this transaction failed.
    fn conn(&mut self) -> Result<Conn<'_>>;
    /// Whether the next statement has to begin the transaction as well: SQLite's, once.
    fn begins(&mut self) -> bool {
        false
    }
    /// Notes that a statement was done.
    fn done(&mut self) {}
    /// Notes that a statement failed.
    fn spoil(&mut self);
}

impl Tx {
    pub(super) fn sqlite(tx: Writing) -> Self {
        Self {
            inner: TxInner::Sqlite(tx),
            spoiled: false,
        }
    }

    pub(super) fn postgres(tx: Transaction<'static, Postgres>) -> Self {
        Self {
            inner: TxInner::Postgres(tx),
            spoiled: false,
        }
    }

    /// Whether it is SQLite's: where writers come one after the other, so that reading is taking.
    pub const fn is_sqlite(&self) -> bool {
        matches!(self.inner, TxInner::Sqlite(_))
    }

    /// Holds the only writer of SQLite from now on, as the first statement would; for who asks the connection itself.
    ///
    /// # Errors
    /// What the database says.
    pub(crate) async fn hold(&mut self) -> Result<()> {
        let begins = self.begins();
        if let Conn::Sqlite(conn) = self.conn()? {
            begin(conn, begins)
                .await
                .map_err(|error| from_driver("beginning a transaction", error))?;
        }
        self.done();
        Ok(())
    }

    /// Makes everything in it lasting. When this returns, it survives a crash.
    ///
    /// # Errors
    /// `Broken` when a statement had failed (PostgreSQL would undo in silence); else what the
    /// database says. After `Unavailable` it is unknown whether it was committed.
    pub async fn commit(self) -> Result<()> {
        if self.spoiled {
            return Err(spoiled());
        }
        failpoint::reached("before a commit");
        let done = match self.inner {
            TxInner::Sqlite(tx) => tx.commit().await,
            TxInner::Postgres(tx) => bounded(tx.commit()).await,
        };
        done.map_err(|error| from_driver("committing a transaction", error))?;
        failpoint::reached("after a commit");
        Ok(())
    }
}

impl Handle for Tx {
    fn conn(&mut self) -> Result<Conn<'_>> {
        if self.spoiled {
            return Err(spoiled());
        }
        Ok(match &mut self.inner {
            TxInner::Sqlite(tx) => Conn::Sqlite(tx.conn()),
            TxInner::Postgres(tx) => Conn::Postgres(tx),
        })
    }

    fn begins(&mut self) -> bool {
        match &self.inner {
            TxInner::Sqlite(tx) => tx.begins(),
            TxInner::Postgres(_) => false,
        }
    }

    fn done(&mut self) {
        if let TxInner::Sqlite(tx) = &mut self.inner {
            tx.began();
        }
    }

    // PostgreSQL ends a transaction at the first error and SQLite does not; we hold both to the
    // stricter rule, or code that works on one would lose data on the other.
    fn spoil(&mut self) {
        self.spoiled = true;
    }
}

impl Reader {
    pub(super) fn sqlite(conn: PoolConnection<Sqlite>) -> Self {
        Self(ReaderInner::Sqlite(conn))
    }

    pub(super) fn postgres(conn: PoolConnection<Postgres>) -> Self {
        Self(ReaderInner::Postgres(conn))
    }
}

impl Handle for Reader {
    fn conn(&mut self) -> Result<Conn<'_>> {
        Ok(match &mut self.0 {
            ReaderInner::Sqlite(conn) => Conn::Sqlite(conn),
            ReaderInner::Postgres(conn) => Conn::Postgres(conn),
        })
    }

    fn spoil(&mut self) {}
}

fn spoiled() -> Fault {
    Fault::broken("db.spoiled", "using a transaction after one of its statements failed")
}
