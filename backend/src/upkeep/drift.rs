//! How far the database's clock is from ours.

use domain::{Span, Timestamp};

use super::sql;
use crate::db::{Db, from_driver};
use crate::fault::Result;

/// By how much our clock is ahead of the database server's; none when it lies on this machine.
///
/// # Errors
/// What the database says.
pub async fn drift(db: &Db, now: Timestamp) -> Result<Option<Span>> {
    let Db::Postgres(pool) = db else { return Ok(None) };
    let mut conn = pool
        .acquire()
        .await
        .map_err(|error| from_driver("waiting for a database connection", error))?;
    Ok(Some(now - Timestamp(sql::clock(&mut conn).await?)))
}
