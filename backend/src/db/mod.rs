//! The database: SQLite or PostgreSQL behind one set of macros, one SQL text for both.
//!
//! # Map
//! * [`Db`] (`open.rs`): open, migrate, health, end. Hands out [`Tx`] (may write) and [`Reader`].
//! * `handle.rs`: [`Tx`], [`Reader`], and [`Handle`], for code that works with either.
//! * `statement.rs`: `exec!`, `one!`, `maybe!`, `all!`, and their `…_by!` forms for two SQL texts.
//! * `bind.rs`: what may be bound ([`Bind`]) and how text becomes a type again ([`Text`]).
//! * `error.rs`: what a database error means, as a [`crate::fault::Fault`].
//! * `writer.rs`: a transaction on the one connection that writes SQLite.
//! * `calls.rs`: what the nodes over one PostgreSQL call to each other.
//!
//! # How to use it
//! ```ignore
//! use crate::db::{Tx, Text, exec, maybe};
//!
//! #[derive(sqlx::FromRow)]
//! struct BankRow { id: Text<BankId>, name: String, seen_at: Option<i64>, retired: i64, version: i64 }
//!
//! let mut tx = db.begin().await?;
//! let row = maybe!(tx, BankRow, "SELECT id, name, seen_at, retired, version FROM banks WHERE id = $1", id)?;
//! let rows = exec!(tx, "UPDATE banks SET name = $2 WHERE id = $1 AND version = $3", id, name, version)?;
//! tx.commit().await?;
//! ```
//! The macros await by themselves and answer `Result<_, Fault>`.
//!
//! # What is portable
//! Only BIGINT and TEXT: a truth is 0 or 1, an instant is UTC microseconds, an id is a UUID as text.
//! `COUNT(*)` is a BIGINT; `SUM(x)` and bare numbers are not in PostgreSQL: `CAST(SUM(x) AS BIGINT)`.
//! An optional filter is `($1 IS NULL OR col = $1)`. After any failed statement the transaction is
//! over, on both databases: expect a collision with `ON CONFLICT DO NOTHING`, or begin again.
//!
//! What must not be here: any table's name. SQL belongs to the slices (`<slice>/sql.rs`).

mod bind;
mod calls;
mod error;
mod handle;
mod open;
#[allow(unused_macros, reason = "the set is offered whole; the slices take what they need")]
mod statement;
#[cfg(test)]
mod tests;
mod writer;

pub use bind::{Bind, Text};
pub use handle::{Conn, Handle, Reader, Tx};
pub use open::Db;
pub use writer::Unended;

#[allow(unused_imports, reason = "the set is offered whole; the slices take what they need")]
pub(crate) use statement::{all, all_by, exec, exec_by, maybe, maybe_by, one, one_by, rows_by};

pub(crate) use writer::{begin, beginning};

pub(crate) use error::{bounded, from_driver, from_postgres, from_sqlite};
#[cfg(any(test, feature = "testing"))]
pub(crate) use open::MIGRATIONS_POSTGRES;
