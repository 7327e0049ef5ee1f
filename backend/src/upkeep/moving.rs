//! Moves a house from SQLite into an empty PostgreSQL database: all of it or nothing.
//!
//! Nobody writes into either meanwhile: the one writer of SQLite is held, and the tables of PostgreSQL are locked. Before
//! the commit both are read again side by side, row by row. Rows that the schema itself begins with give way to those of the
//! house that moves, which may have changed them.

use futures::stream::TryStreamExt as _;
use sqlx::postgres::PgArguments;
use sqlx::query::Query;
use sqlx::{AssertSqlSafe, PgConnection, Postgres, SqliteConnection};

use super::rows::{Row, Tally, Value, rows, tallies, tally};
use super::shape::{Kind, Table, shape};
use super::sql;
use crate::db::{Conn, Db, Handle as _, from_driver};
use crate::fault::{Fault, Result};

/// So many rows go into one statement.
const BATCH: usize = 500;

/// Copies everything from a SQLite database into a PostgreSQL database that nobody has written into. `tell` hears of each table
/// that was copied and found equal.
///
/// # Errors
/// `Broken` in words when the one is no SQLite or the other no PostgreSQL database (`upkeep.which`), when their schemas are
/// not of this version (`upkeep.version`), when somebody wrote a row already (`upkeep.not_empty`), or when a row is not the same
/// afterwards (`upkeep.differs`). Nothing was moved then.
pub async fn move_to(from: &Db, to: &Db, tell: &mut (dyn FnMut(&Tally) + Send)) -> Result<Vec<Tally>> {
    let (Db::Sqlite { .. }, Db::Postgres(pool)) = (from, to) else {
        return Err(refused("upkeep.which", "it goes from SQLite to PostgreSQL only"));
    };
    if from.pending_migrations().await? != 0 {
        let words = "this database has another schema version than this program; run `cloakroom migrate` first";
        return Err(refused("upkeep.version", words));
    }
    make_schema(to).await?;
    let mut source = from.begin().await?;
    source.hold().await?;
    let mut target = pool
        .begin()
        .await
        .map_err(|error| from_driver("beginning a transaction", error))?;
    let Conn::Sqlite(sqlite) = source.conn()? else {
        return Err(refused("upkeep.which", "it goes from SQLite to PostgreSQL only"));
    };
    let tables = shape(sqlite).await?;
    make_empty(&mut target, &tables).await?;
    let mut tallies = Vec::new();
    for table in &tables {
        copy(sqlite, &mut target, table).await?;
        must_be_equal(sqlite, &mut target, table).await?;
        let tally = tally(Conn::Postgres(&mut target), table).await?;
        tell(&tally);
        tallies.push(tally);
    }
    target
        .commit()
        .await
        .map_err(|error| from_driver("committing what was moved", error))?;
    let mut conn = pool
        .acquire()
        .await
        .map_err(|error| from_driver("waiting for a database connection", error))?;
    sql::analyze(&mut conn).await?;
    Ok(tallies)
}

fn refused(code: &'static str, why: &str) -> Fault {
    Fault::broken(code, format!("moving to PostgreSQL: {why}"))
}

/// A database without any table gets ours; one with tables must have ours of this very version.
async fn make_schema(to: &Db) -> Result<()> {
    let Db::Postgres(pool) = to else { return Ok(()) };
    let mut conn = pool
        .acquire()
        .await
        .map_err(|error| from_driver("waiting for a database connection", error))?;
    let tables = sql::tables_of_postgres(&mut conn).await?;
    drop(conn);
    let words = "its schema is not the one of this version of the program; give me an empty database";
    if tables > 0 && to.pending_migrations().await? != 0 {
        return Err(refused("upkeep.version", words));
    }
    // Without anything due it only compares what was run with what we have.
    to.migrate()
        .await
        .map_err(|fault| refused("upkeep.version", words).because(fault))
}

/// What every table of a house holds in which nothing happened yet.
pub(super) async fn at_first() -> Result<Vec<Tally>> {
    let mut conn = Db::fresh_schema().await?;
    let tables = shape(&mut conn).await?;
    tallies(&mut conn, &tables).await
}

/// Locks every table, and takes out the rows with which the schema begins; any other row is somebody's.
async fn make_empty(target: &mut PgConnection, tables: &[Table]) -> Result<()> {
    let failed = |error| from_driver("emptying the PostgreSQL database", error);
    for table in tables {
        let lock = sqlx::query(AssertSqlSafe(sql::lock(table)));
        lock.execute(&mut *target).await.map_err(failed)?;
    }
    let at_first = at_first().await?;
    for table in tables {
        let found = tally(Conn::Postgres(&mut *target), table).await?;
        if !at_first.contains(&found) {
            let words = format!("the table {} has rows already; give me an empty database", table.name);
            return Err(refused("upkeep.not_empty", &words));
        }
    }
    // Those that refer to others first.
    for table in tables.iter().rev() {
        let clear = sqlx::query(AssertSqlSafe(sql::clear(table)));
        clear.execute(&mut *target).await.map_err(failed)?;
    }
    Ok(())
}

async fn copy(sqlite: &mut SqliteConnection, target: &mut PgConnection, table: &Table) -> Result<()> {
    let statement = sql::insert(table);
    let mut batch: Vec<Row> = Vec::with_capacity(BATCH);
    let mut source = rows(Conn::Sqlite(sqlite), table);
    loop {
        let row = source.try_next().await?;
        let last = row.is_none();
        batch.extend(row);
        if !batch.is_empty() && (last || batch.len() == BATCH) {
            let query = sqlx::query(AssertSqlSafe(statement.clone()));
            let bound = bind(query, table, std::mem::take(&mut batch));
            let written = bound.execute(&mut *target).await;
            written.map_err(|error| from_driver("writing rows into PostgreSQL", error))?;
        }
        if last {
            return Ok(());
        }
    }
}

type Statement<'q> = Query<'q, Postgres, PgArguments>;

/// One array per column.
fn bind<'q>(mut query: Statement<'q>, table: &Table, batch: Vec<Row>) -> Statement<'q> {
    let mut columns: Vec<Vec<Value>> = table.columns.iter().map(|_| Vec::with_capacity(batch.len())).collect();
    for row in batch {
        for (column, value) in columns.iter_mut().zip(row) {
            column.push(value);
        }
    }
    for (column, values) in table.columns.iter().zip(columns) {
        query = match column.kind {
            Kind::Number => query.bind(values.iter().map(number).collect::<Vec<Option<i64>>>()),
            Kind::Text => query.bind(values.into_iter().map(text).collect::<Vec<Option<String>>>()),
        };
    }
    query
}

fn number(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => *number,
        Value::Text(_) => None,
    }
}

fn text(value: Value) -> Option<String> {
    match value {
        Value::Text(text) => text,
        Value::Number(_) => None,
    }
}

/// Reads the table on both sides and compares row by row.
async fn must_be_equal(sqlite: &mut SqliteConnection, target: &mut PgConnection, table: &Table) -> Result<()> {
    let mut ours = rows(Conn::Sqlite(sqlite), table);
    let mut theirs = rows(Conn::Postgres(target), table);
    let mut place: u64 = 0;
    loop {
        place += 1;
        match (ours.try_next().await?, theirs.try_next().await?) {
            (None, None) => return Ok(()),
            (one, other) if one == other => {}
            _ => {
                let words = format!("row {place} of the table {} is not the same afterwards", table.name);
                return Err(refused("upkeep.differs", &words));
            }
        }
    }
}
