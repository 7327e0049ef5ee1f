//! What a database error means: the one place that knows SQLSTATE and SQLite's result codes.
//!
//! What must not be here: values. The texts of unique violations name columns and indexes, never data;
//! only `Display` of a driver's error is kept for the log.

use std::future::Future;
use std::io;
use std::time::Duration;

use sqlx::{Error, SqliteConnection};

use crate::fault::{Fault, FaultKind, RETRY, UNIQUE};

/// How long one statement may take on PostgreSQL before we hold the connection for dead.
const STATEMENT_LIMIT: Duration = Duration::from_secs(10);

/// Runs a PostgreSQL operation within the time limit: a server that vanished without a word must not
/// hold a request for ever.
pub(crate) async fn bounded<T>(work: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    tokio::time::timeout(STATEMENT_LIMIT, work)
        .await
        .unwrap_or_else(|_| Err(Error::Io(io::ErrorKind::TimedOut.into())))
}

/// The fault for a failed SQLite statement. Asks the connection for the name of the index that
/// refused, since SQLite itself names only columns.
pub(crate) async fn from_sqlite(conn: &mut SqliteConnection, sql: &'static str, error: Error) -> Fault {
    let columns = error
        .as_database_error()
        .filter(|e| e.is_unique_violation())
        .and_then(|e| e.message().split_once("constraint failed: "))
        .map(|(_, columns)| columns.to_owned());
    let fault = from_driver(sql, error);
    match columns {
        Some(columns) => {
            let name = index_over(conn, &columns).await;
            fault.at_constraint(Some(name))
        }
        None => fault,
    }
}

/// The fault for a failed PostgreSQL statement.
pub(crate) fn from_postgres(sql: &'static str, error: Error) -> Fault {
    let name = error
        .as_database_error()
        .and_then(|e| e.constraint().map(str::to_owned));
    from_driver(sql, error).at_constraint(name)
}

/// The fault for an error of either driver.
pub(crate) fn from_driver(doing: &'static str, error: Error) -> Fault {
    let (kind, code) = meaning(&error);
    Fault::new(kind, code, doing).because(error)
}

fn meaning(error: &Error) -> (FaultKind, &'static str) {
    match error {
        Error::Database(database) if database.is_unique_violation() => (FaultKind::Conflict, UNIQUE),
        Error::Database(database) => database
            .code()
            .map_or((FaultKind::Broken, "db.refused"), |code| meaning_of_code(&code)),
        // A connection cut in the middle of a word reads as a protocol that nobody speaks.
        Error::Io(_)
        | Error::Tls(_)
        | Error::Protocol(_)
        | Error::PoolTimedOut
        | Error::PoolClosed
        | Error::WorkerCrashed
        | Error::BeginFailed => (FaultKind::Unavailable, "db.away"),
        Error::RowNotFound => (FaultKind::Broken, "db.no_row"),
        Error::ColumnDecode { .. } | Error::Decode(_) | Error::ColumnNotFound(_) => {
            (FaultKind::Broken, "db.unreadable")
        }
        _ => (FaultKind::Broken, "db.driver"),
    }
}

fn meaning_of_code(code: &str) -> (FaultKind, &'static str) {
    // SQLSTATE has five characters, SQLite's extended result codes are at most four digits.
    if code.len() == 5 {
        return match code {
            "40001" | "40P01" | "55P03" => (FaultKind::Conflict, RETRY),
            "57P01" | "57P02" | "57P03" | "53300" | "53100" | "53200" | "25006" | "57014" => {
                (FaultKind::Unavailable, "db.away")
            }
            other if other.starts_with("08") => (FaultKind::Unavailable, "db.away"),
            _ => (FaultKind::Broken, "db.refused"),
        };
    }
    // The low byte is the primary code: busy, locked; I/O error, full, cannot open.
    match code.parse::<u32>().map(|n| n & 0xff) {
        Ok(5 | 6) => (FaultKind::Conflict, RETRY),
        Ok(10 | 13 | 14) => (FaultKind::Unavailable, "db.away"),
        _ => (FaultKind::Broken, "db.refused"),
    }
}

/// The name of the unique index over these columns (`table.a, table.b`), as PostgreSQL would call it.
/// Several partial indexes over the same columns come joined by `|`; unknown: the columns themselves.
async fn index_over(conn: &mut SqliteConnection, columns: &str) -> String {
    // An index over an expression is named by SQLite itself.
    if let Some(name) = columns.strip_prefix("index '").and_then(|rest| rest.strip_suffix('\'')) {
        return name.to_owned();
    }
    let Some((table, _)) = columns.split_once('.') else {
        return columns.to_owned();
    };
    let found = sqlx::query_as::<_, (String, String)>(
        "SELECT il.name, il.origin FROM pragma_index_list($1) AS il WHERE il.\"unique\" = 1 AND \
         (SELECT group_concat($1 || '.' || ii.name, ', ') \
          FROM (SELECT name FROM pragma_index_info(il.name) ORDER BY seqno) AS ii) = $2",
    )
    .bind(table)
    .bind(columns)
    .fetch_all(conn)
    .await
    .unwrap_or_default();
    if found.is_empty() {
        return columns.to_owned();
    }
    let names = found.into_iter().map(|(name, origin)| match origin.as_str() {
        "pk" => format!("{table}_pkey"),
        "u" => {
            let plain = columns.replace(&format!("{table}."), "").replace(", ", "_");
            format!("{table}_{plain}_key")
        }
        _ => name,
    });
    names.collect::<Vec<_>>().join("|")
}
