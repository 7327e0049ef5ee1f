//! The rows of a table: the same values in the same order from either database, one at a time; and what they add up to.
//!
//! What must not be here: a table held in memory as a whole.

use futures::stream::{BoxStream, StreamExt as _, TryStreamExt as _};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use sqlx::{AssertSqlSafe, ColumnIndex, Decode, Error, SqliteConnection, Type};

use super::shape::{Kind, Table};
use super::sql;
use crate::db::{Conn, from_driver};
use crate::fault::Result;
use crate::hex::hex;

/// What stands in one column of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// Of a BIGINT column.
    Number(Option<i64>),
    /// Of a TEXT column.
    Text(Option<String>),
}

/// One row, its columns by name.
pub(super) type Row = Vec<Value>;

/// How much is in a table, and the hash of all of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// The table's name.
    pub table: String,
    /// How many rows.
    pub rows: u64,
    /// SHA-256 over all rows in the order of their keys, in lower-case hex.
    pub sha256: String,
}

/// All rows of a table in order.
pub(super) fn rows<'a>(conn: Conn<'a>, table: &'a Table) -> BoxStream<'a, Result<Row>> {
    match conn {
        Conn::Sqlite(conn) => sqlx::query(AssertSqlSafe(sql::select_sqlite(table)))
            .fetch(conn)
            .map(|row| row.and_then(|row| read(&row, table)).map_err(failed))
            .boxed(),
        Conn::Postgres(conn) => sqlx::query(AssertSqlSafe(sql::select_postgres(table)))
            .fetch(conn)
            .map(|row| row.and_then(|row| read(&row, table)).map_err(failed))
            .boxed(),
    }
}

fn failed(error: Error) -> crate::fault::Fault {
    from_driver("reading the rows of a table", error)
}

fn read<'r, R>(row: &'r R, table: &Table) -> Result<Row, Error>
where
    R: sqlx::Row,
    usize: ColumnIndex<R>,
    Option<i64>: Decode<'r, R::Database> + Type<R::Database>,
    Option<String>: Decode<'r, R::Database> + Type<R::Database>,
{
    let columns = table.columns.iter().enumerate();
    columns
        .map(|(place, column)| match column.kind {
            Kind::Number => row.try_get(place).map(Value::Number),
            Kind::Text => row.try_get(place).map(Value::Text),
        })
        .collect()
}

/// What every table adds up to.
pub(super) async fn tallies(conn: &mut SqliteConnection, shape: &[Table]) -> Result<Vec<Tally>> {
    let mut all = Vec::new();
    for table in shape {
        all.push(tally(Conn::Sqlite(&mut *conn), table).await?);
    }
    Ok(all)
}

/// What one table adds up to.
pub(super) async fn tally(conn: Conn<'_>, table: &Table) -> Result<Tally> {
    let mut sum = Sha256::new();
    let mut count = 0;
    let mut rows = rows(conn, table);
    while let Some(row) = rows.try_next().await? {
        count += 1;
        for value in &row {
            add(&mut sum, value);
        }
    }
    let hash: [u8; 32] = sum.finalize().into();
    Ok(Tally {
        table: table.name.clone(),
        rows: count,
        sha256: hex(&hash),
    })
}

/// A value's bytes, such that no two rows have the same.
fn add(sum: &mut Sha256, value: &Value) {
    match value {
        Value::Number(None) | Value::Text(None) => sum.update([0]),
        Value::Number(Some(number)) => {
            sum.update([1]);
            sum.update(number.to_be_bytes());
        }
        Value::Text(Some(text)) => {
            sum.update([2]);
            sum.update((text.len() as u64).to_be_bytes());
            sum.update(text.as_bytes());
        }
    }
}
