//! The SQL of the database as a whole. The one place outside tests where statements are put together at run time: from
//! the names in the schema, which are ours, and never from a value.

use sqlx::{PgConnection, SqliteConnection};

use super::shape::{Column, Kind, Table};
use crate::db::{Handle, Tx, exec, from_driver, maybe};
use crate::fault::Result;

/// Where a copy says of itself what it is. Not in a running database.
pub(super) const NOTE: &str = "_backup";

/// A statement that copies rows into PostgreSQL: one array per column.
pub(super) fn insert(table: &Table) -> String {
    let arrays: Vec<String> = (1..)
        .zip(&table.columns)
        .map(|(n, column)| match column.kind {
            Kind::Number => format!("CAST(${n} AS BIGINT[])"),
            Kind::Text => format!("CAST(${n} AS TEXT[])"),
        })
        .collect();
    let (name, columns, arrays) = (quoted(&table.name), names(&table.columns), arrays.join(", "));
    format!("INSERT INTO {name} ({columns}) SELECT * FROM UNNEST({arrays})")
}

/// All rows of a table, ordered by their bytes as SQLite does by itself.
pub(super) fn select_sqlite(table: &Table) -> String {
    let (columns, name, order) = (names(&table.columns), quoted(&table.name), names(&table.order));
    format!("SELECT {columns} FROM {name} ORDER BY {order}")
}

/// The same, whatever collation the PostgreSQL database has.
pub(super) fn select_postgres(table: &Table) -> String {
    let ordered = |column: &Column| match column.kind {
        Kind::Number => format!("{} NULLS FIRST", quoted(&column.name)),
        Kind::Text => format!("{} COLLATE \"C\" NULLS FIRST", quoted(&column.name)),
    };
    let order: Vec<String> = table.order.iter().map(ordered).collect();
    let (columns, name, order) = (names(&table.columns), quoted(&table.name), order.join(", "));
    format!("SELECT {columns} FROM {name} ORDER BY {order}")
}

/// Nobody writes into this table before the transaction ends.
pub(super) fn lock(table: &Table) -> String {
    format!("LOCK TABLE {} IN EXCLUSIVE MODE", quoted(&table.name))
}

/// Takes every row out.
pub(super) fn clear(table: &Table) -> String {
    format!("DELETE FROM {}", quoted(&table.name))
}

fn names(columns: &[Column]) -> String {
    let names: Vec<String> = columns.iter().map(|column| quoted(&column.name)).collect();
    names.join(", ")
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The names of all tables but the driver's own and the note of a copy.
pub(super) async fn tables(conn: &mut SqliteConnection) -> Result<Vec<String>> {
    sqlx::query_scalar(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
           AND name NOT LIKE '\\_%' ESCAPE '\\' ORDER BY name",
    )
    .fetch_all(conn)
    .await
    .map_err(|error| from_driver("reading the names of the tables", error))
}

/// Name, type and place in the primary key of each column, by name.
pub(super) async fn columns(conn: &mut SqliteConnection, table: &str) -> Result<Vec<(String, String, i64)>> {
    sqlx::query_as("SELECT name, lower(type), CAST(pk AS BIGINT) FROM pragma_table_info($1) ORDER BY name")
        .bind(table)
        .fetch_all(conn)
        .await
        .map_err(|error| from_driver("reading the columns of a table", error))
}

/// The tables that this one refers to.
pub(super) async fn refers_to(conn: &mut SqliteConnection, table: &str) -> Result<Vec<String>> {
    sqlx::query_scalar("SELECT DISTINCT \"table\" FROM pragma_foreign_key_list($1)")
        .bind(table)
        .fetch_all(conn)
        .await
        .map_err(|error| from_driver("reading what a table refers to", error))
}

/// A whole copy of this moment, into a file that is empty or not there. Writers go on meanwhile.
pub(super) async fn vacuum_into(conn: &mut SqliteConnection, path: &str) -> Result<()> {
    sqlx::query("VACUUM INTO $1")
        .bind(path)
        .execute(conn)
        .await
        .map(drop)
        .map_err(|error| from_driver("copying the database", error))
}

/// Writes what a copy says of itself.
pub(super) async fn write_note(conn: &mut SqliteConnection, lines: &[(&str, &str)]) -> Result<()> {
    let failed = |error| from_driver("writing what a copy says of itself", error);
    sqlx::query("CREATE TABLE _backup (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)")
        .execute(&mut *conn)
        .await
        .map_err(failed)?;
    for (name, value) in lines {
        sqlx::query("INSERT INTO _backup (name, value) VALUES ($1, $2)")
            .bind(*name)
            .bind(*value)
            .execute(&mut *conn)
            .await
            .map_err(failed)?;
    }
    Ok(())
}

/// What a copy says of itself; none: it says nothing, so it is none of ours.
pub(super) async fn read_note(conn: &mut SqliteConnection) -> Result<Option<Vec<(String, String)>>> {
    let failed = |error| from_driver("reading what a copy says of itself", error);
    let there: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM sqlite_master WHERE name = $1")
        .bind(NOTE)
        .fetch_one(&mut *conn)
        .await
        .map_err(failed)?;
    if there == 0 {
        return Ok(None);
    }
    let lines = sqlx::query_as("SELECT name, value FROM _backup").fetch_all(conn).await;
    lines.map(Some).map_err(failed)
}

/// A running database is no copy any more.
pub(super) async fn drop_note(conn: &mut SqliteConnection) -> Result<()> {
    sqlx::query("DROP TABLE _backup")
        .execute(conn)
        .await
        .map(drop)
        .map_err(|error| from_driver("taking the note out of a copy", error))
}

/// What SQLite finds wrong with its own file; nothing: it is sound.
pub(super) async fn integrity(conn: &mut SqliteConnection) -> Result<Vec<String>> {
    let failed = |error| from_driver("checking the database's file", error);
    let mut said: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check(20)")
        .fetch_all(&mut *conn)
        .await
        .map_err(failed)?;
    said.retain(|line| line != "ok");
    let lost: Vec<(String, String)> =
        sqlx::query_as("SELECT DISTINCT \"table\", parent FROM pragma_foreign_key_check LIMIT 20")
            .fetch_all(conn)
            .await
            .map_err(failed)?;
    said.extend(
        lost.into_iter()
            .map(|(table, parent)| format!("rows of {table} refer to rows of {parent} that are not there")),
    );
    Ok(said)
}

/// Whether PostgreSQL checks every page that it reads.
pub(super) async fn page_checksums(conn: &mut PgConnection) -> Result<bool> {
    let said: String = sqlx::query_scalar("SHOW data_checksums")
        .fetch_one(conn)
        .await
        .map_err(|error| from_driver("asking PostgreSQL about its checksums", error))?;
    Ok(said == "on")
}

/// How many tables the schema has that a PostgreSQL connection sees.
pub(super) async fn tables_of_postgres(conn: &mut PgConnection) -> Result<i64> {
    sqlx::query_scalar("SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema()")
        .fetch_one(conn)
        .await
        .map_err(|error| from_driver("counting PostgreSQL's tables", error))
}

/// The planner shall know what came in.
pub(super) async fn analyze(conn: &mut PgConnection) -> Result<()> {
    sqlx::query("ANALYZE")
        .execute(conn)
        .await
        .map(drop)
        .map_err(|error| from_driver("telling PostgreSQL's planner", error))
}

/// What the house knows of itself under this name.
pub(super) async fn fact(h: &mut impl Handle, name: &str) -> Result<Option<String>> {
    let row = maybe!(h, (String,), "SELECT value FROM house_facts WHERE name = $1", name)?;
    Ok(row.map(|(value,)| value))
}

/// Notes it unless it was noted before.
pub(super) async fn add_fact(tx: &mut Tx, name: &str, value: &str) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO house_facts (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
        name,
        value
    )?;
    Ok(())
}

/// Notes it in place of what was noted before.
pub(super) async fn set_fact(tx: &mut Tx, name: &str, value: &str) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO house_facts (name, value) VALUES ($1, $2)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        name,
        value
    )?;
    Ok(())
}

/// PostgreSQL's clock, in microseconds.
pub(super) async fn clock(conn: &mut PgConnection) -> Result<i64> {
    sqlx::query_scalar("SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)")
        .fetch_one(conn)
        .await
        .map_err(|error| from_driver("asking PostgreSQL for the time", error))
}
