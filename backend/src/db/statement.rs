//! The statement macros: one SQL text, run on whichever database it is.
//!
//! `exec!(handle, sql, binds…)` answers how many rows changed; `one!`, `maybe!` and `all!` take the row
//! type second and answer `Row`, `Option<Row>`, `Vec<Row>`. All await by themselves and answer
//! `Result<_, Fault>`. The `…_by!` forms take `sqlite: …, postgres: …` where the two must differ.
//!
//! What must not be here: SQL put together at run time. The texts are `&'static str`, and sqlx holds
//! us to it (`writer.rs` sets BEGIN before one).

/// Runs a statement that answers no rows; gives the number of rows that it changed.
macro_rules! exec {
    ($handle:expr, $sql:expr $(, $arg:expr)* $(,)?) => {
        $crate::db::exec_by!($handle, sqlite: $sql, postgres: $sql $(, $arg)*)
    };
}

/// The one row of a query; none is a fault (`db.no_row`).
macro_rules! one {
    ($handle:expr, $row:ty, $sql:expr $(, $arg:expr)* $(,)?) => {
        $crate::db::rows_by!($handle, $row, fetch_one, $sql, $sql, [$($arg),*])
    };
}

/// The first row of a query, if there is one.
macro_rules! maybe {
    ($handle:expr, $row:ty, $sql:expr $(, $arg:expr)* $(,)?) => {
        $crate::db::rows_by!($handle, $row, fetch_optional, $sql, $sql, [$($arg),*])
    };
}

/// All rows of a query; give it a LIMIT.
macro_rules! all {
    ($handle:expr, $row:ty, $sql:expr $(, $arg:expr)* $(,)?) => {
        $crate::db::rows_by!($handle, $row, fetch_all, $sql, $sql, [$($arg),*])
    };
}

/// As `one!`, with a text per database.
macro_rules! one_by {
    ($handle:expr, $row:ty, sqlite: $sqlite:expr, postgres: $postgres:expr $(, $arg:expr)* $(,)?) => {
        $crate::db::rows_by!($handle, $row, fetch_one, $sqlite, $postgres, [$($arg),*])
    };
}

/// As `maybe!`, with a text per database.
macro_rules! maybe_by {
    ($handle:expr, $row:ty, sqlite: $sqlite:expr, postgres: $postgres:expr $(, $arg:expr)* $(,)?) => {
        $crate::db::rows_by!($handle, $row, fetch_optional, $sqlite, $postgres, [$($arg),*])
    };
}

/// As `all!`, with a text per database.
macro_rules! all_by {
    ($handle:expr, $row:ty, sqlite: $sqlite:expr, postgres: $postgres:expr $(, $arg:expr)* $(,)?) => {
        $crate::db::rows_by!($handle, $row, fetch_all, $sqlite, $postgres, [$($arg),*])
    };
}

/// As `exec!`, with a text per database.
macro_rules! exec_by {
    ($handle:expr, sqlite: $sqlite:expr, postgres: $postgres:expr $(, $arg:expr)* $(,)?) => {{
        #[allow(unused_imports, reason = "a generic handle brings its trait along")]
        use $crate::db::Handle as _;
        let handle = $handle.handle();
        let begins = handle.begins();
        let done: $crate::fault::Result<u64> = match handle.conn() {
            Err(fault) => Err(fault),
            Ok($crate::db::Conn::Sqlite(conn)) => {
                let sql: &'static str = $sqlite;
                match $crate::db::begin(&mut *conn, begins).await {
                    Err(error) => Err($crate::db::from_driver("beginning a transaction", error)),
                    Ok(()) => match sqlx::query::<sqlx::Sqlite>(sql)
                        $(.bind($crate::db::Bind::bind($arg)))*
                        .execute(&mut *conn)
                        .await
                    {
                        Ok(done) => Ok(done.rows_affected()),
                        Err(error) => Err($crate::db::from_sqlite(conn, sql, error).await),
                    },
                }
            }
            Ok($crate::db::Conn::Postgres(conn)) => {
                let sql: &'static str = $postgres;
                $crate::db::bounded(
                    sqlx::query::<sqlx::Postgres>(sql)
                        $(.bind($crate::db::Bind::bind($arg)))*
                        .execute(&mut *conn),
                )
                .await
                .map(|done| done.rows_affected())
                .map_err(|error| $crate::db::from_postgres(sql, error))
            }
        };
        if done.is_ok() {
            handle.done();
        } else {
            handle.spoil();
        }
        done
    }};
}

/// What the row macros share: not for use outside this file.
macro_rules! rows_by {
    ($handle:expr, $row:ty, $fetch:ident, $sqlite:expr, $postgres:expr, [$($arg:expr),*]) => {{
        #[allow(unused_imports, reason = "a generic handle brings its trait along")]
        use $crate::db::Handle as _;
        let handle = $handle.handle();
        let begins = handle.begins();
        let done = match handle.conn() {
            Err(fault) => Err(fault),
            Ok($crate::db::Conn::Sqlite(conn)) => {
                let sql: &'static str = $sqlite;
                match sqlx::query_as::<sqlx::Sqlite, $row>($crate::db::beginning(sql, begins))
                    $(.bind($crate::db::Bind::bind($arg)))*
                    .$fetch(&mut *conn)
                    .await
                {
                    Ok(rows) => Ok(rows),
                    Err(error) => Err($crate::db::from_sqlite(conn, sql, error).await),
                }
            }
            Ok($crate::db::Conn::Postgres(conn)) => {
                let sql: &'static str = $postgres;
                $crate::db::bounded(
                    sqlx::query_as::<sqlx::Postgres, $row>(sql)
                        $(.bind($crate::db::Bind::bind($arg)))*
                        .$fetch(&mut *conn),
                )
                .await
                .map_err(|error| $crate::db::from_postgres(sql, error))
            }
        };
        if done.is_ok() {
            handle.done();
        } else {
            handle.spoil();
        }
        done
    }};
}

#[allow(unused_imports, reason = "the set is offered whole; the slices take what they need")]
pub(crate) use {all, all_by, exec, exec_by, maybe, maybe_by, one, one_by, rows_by};
