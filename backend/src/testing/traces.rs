//! Where a text is left: every text column of every table, and on SQLite every byte of the files.
//!
//! The one place where SQL is put together at run time: from the schema's own names, in tests only.

use sqlx::{AssertSqlSafe, PgPool, Row as _, SqlitePool};

use crate::db::Db;

/// Every place that holds one of these texts, whatever the case of its letters, as `table.column`. Also tables named in
/// `except` are looked at, but not told.
///
/// # Panics
/// When the database does not answer.
pub async fn traces(db: &Db, needles: &[&str], except: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let columns = match db {
        Db::Sqlite { read, .. } => columns_of_sqlite(read).await,
        Db::Postgres(pool) => columns_of_postgres(pool).await,
    };
    assert!(columns.len() > 40, "the scan looks in the wrong place");
    for (table, column) in columns {
        if except.contains(&table.as_str()) {
            continue;
        }
        let sql = format!("SELECT CAST(\"{column}\" AS TEXT) AS it FROM \"{table}\" WHERE \"{column}\" IS NOT NULL");
        let texts: Vec<String> = match db {
            Db::Sqlite { read, .. } => {
                let rows = sqlx::query(AssertSqlSafe(sql))
                    .fetch_all(read)
                    .await
                    .expect("the database answers");
                rows.iter().map(|row| row.get("it")).collect()
            }
            Db::Postgres(pool) => {
                let rows = sqlx::query(AssertSqlSafe(sql))
                    .fetch_all(pool)
                    .await
                    .expect("the database answers");
                rows.iter().map(|row| row.get("it")).collect()
            }
        };
        for text in texts {
            let text = text.to_lowercase();
            if needles.iter().any(|needle| text.contains(&needle.to_lowercase())) {
                found.push(format!("{table}.{column}"));
            }
        }
    }
    found
}

/// Every value of every table, as `table.column` with its values sorted: equal before and after means that nothing was written.
///
/// # Panics
/// When the database does not answer.
pub async fn contents(db: &Db) -> Vec<(String, Vec<String>)> {
    let columns: Vec<(String, String)> =
        match db {
            Db::Sqlite { read, .. } => {
                sqlx::query_as(
                    "SELECT m.name, c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c
             WHERE m.type = 'table' AND m.name NOT LIKE '\\_sqlx%' ESCAPE '\\'",
                )
                .fetch_all(read)
                .await
            }
            Db::Postgres(pool) => sqlx::query_as(
                "SELECT CAST(c.table_name AS TEXT), CAST(c.column_name AS TEXT) FROM information_schema.columns AS c
             WHERE c.table_schema = current_schema() AND c.table_name NOT LIKE '\\_sqlx%'",
            )
            .fetch_all(pool)
            .await,
        }
        .expect("the database answers");
    let mut all = Vec::new();
    for (table, column) in columns {
        let sql = format!("SELECT COALESCE(CAST(\"{column}\" AS TEXT), '') FROM \"{table}\" ORDER BY 1");
        let values: Vec<String> = match db {
            Db::Sqlite { read, .. } => sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(read).await,
            Db::Postgres(pool) => sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(pool).await,
        }
        .expect("the database answers");
        all.push((format!("{table}.{column}"), values));
    }
    all.sort();
    all
}

/// Every file beside this SQLite address that still has one of these texts in it.
///
/// # Panics
/// When a file cannot be read.
pub fn traces_in_files(url: &str, needles: &[&str]) -> Vec<String> {
    let Some(path) = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:")) else {
        return Vec::new();
    };
    let path = path.split('?').next().unwrap_or(path);
    let mut found = Vec::new();
    for end in ["", "-wal"] {
        let Ok(bytes) = std::fs::read(format!("{path}{end}")) else {
            continue;
        };
        for needle in needles {
            if bytes.windows(needle.len()).any(|window| window == needle.as_bytes()) {
                found.push(format!("the file{end}: {needle}"));
            }
        }
    }
    found
}

async fn columns_of_sqlite(pool: &SqlitePool) -> Vec<(String, String)> {
    sqlx::query_as(
        "SELECT m.name, c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c
         WHERE m.type = 'table' AND lower(c.type) = 'text' AND m.name NOT LIKE '\\_sqlx%' ESCAPE '\\'",
    )
    .fetch_all(pool)
    .await
    .expect("the database answers")
}

async fn columns_of_postgres(pool: &PgPool) -> Vec<(String, String)> {
    sqlx::query_as(
        "SELECT CAST(c.table_name AS TEXT), CAST(c.column_name AS TEXT) FROM information_schema.columns AS c
         WHERE c.table_schema = current_schema() AND c.data_type = 'text' AND c.table_name NOT LIKE '\\_sqlx%'",
    )
    .fetch_all(pool)
    .await
    .expect("the database answers")
}

/// How many sealed texts each column holds, as `table.column`; columns with none are left out, and so is the outbox, which holds
/// messages to everybody else.
///
/// # Panics
/// When the database does not answer.
pub async fn sealed(db: &Db) -> Vec<(String, i64)> {
    let columns = match db {
        Db::Sqlite { read, .. } => columns_of_sqlite(read).await,
        Db::Postgres(pool) => columns_of_postgres(pool).await,
    };
    let mut found = Vec::new();
    for (table, column) in columns {
        if !column.ends_with("_sealed") || table == "notices" {
            continue;
        }
        let sql = format!("SELECT COUNT(\"{column}\") FROM \"{table}\"");
        let count: i64 = match db {
            Db::Sqlite { read, .. } => sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(read).await,
            Db::Postgres(pool) => sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(pool).await,
        }
        .expect("the database answers");
        if count > 0 {
            found.push((format!("{table}.{column}"), count));
        }
    }
    found.sort();
    found
}
