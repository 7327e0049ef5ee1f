//! Whether the database is sound, as far as it can tell by itself.

use super::sql;
use crate::db::{Db, from_driver};
use crate::fault::Result;

/// What a look through the whole database found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Soundness {
    /// Every page, index and reference of the file was looked at, and all is well.
    Sound,
    /// It is damaged: the first findings, in SQLite's words.
    Damaged(Vec<String>),
    /// PostgreSQL looks after itself; whether it checks every page that it reads.
    Elsewhere {
        /// `data_checksums`.
        checksums: bool,
    },
}

/// Looks through the whole database: as long as reading all of it takes.
///
/// # Errors
/// What the database says.
pub async fn damage(db: &Db) -> Result<Soundness> {
    let waiting = |error| from_driver("waiting for a database connection", error);
    match db {
        Db::Sqlite { read, .. } => {
            let mut conn = read.acquire().await.map_err(waiting)?;
            let found = sql::integrity(&mut conn).await?;
            Ok(if found.is_empty() {
                Soundness::Sound
            } else {
                Soundness::Damaged(found)
            })
        }
        Db::Postgres(pool) => {
            let mut conn = pool.acquire().await.map_err(waiting)?;
            let checksums = sql::page_checksums(&mut conn).await?;
            Ok(Soundness::Elsewhere { checksums })
        }
    }
}
