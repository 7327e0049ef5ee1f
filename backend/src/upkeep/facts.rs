//! What the house knows of itself: which master key it was sealed with, which key it signs with, and when it was last copied.
//!
//! What must not be here: the key. A keyed hash of nothing tells two keys apart and gives neither away.

use domain::Timestamp;

use super::sql;
use crate::db::{Db, Handle, Tx};
use crate::fault::{Fault, Result};
use crate::secrets::{MasterKey, same};

const KEY: &str = "master_key";
const BACKUP: &str = "last_backup";
const SIGNING: &str = "signing_key";

/// How a master key fits a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyFit {
    /// Nothing was sealed with any key yet.
    New,
    /// It is the one.
    Fits,
    /// Another key sealed this database: with this one nothing in it can be read.
    Other,
}

fn fingerprint(key: &MasterKey) -> String {
    key.lookup_hash("upkeep.master_key", b"")
}

/// How this master key fits; none: whether there is one that sealed the database at all.
///
/// # Errors
/// What the database says.
pub async fn key_fit(h: &mut impl Handle, key: Option<&MasterKey>) -> Result<KeyFit> {
    let known = sql::fact(h, KEY).await?;
    Ok(match (known, key) {
        (None, _) => KeyFit::New,
        (Some(known), Some(key)) if same(known.as_bytes(), fingerprint(key).as_bytes()) => KeyFit::Fits,
        (Some(_), _) => KeyFit::Other,
    })
}

/// From now on this is the key of this database. One that was noted before stays.
///
/// # Errors
/// What the database says.
pub async fn own_key(db: &Db, key: &MasterKey) -> Result<()> {
    let mut tx = db.begin().await?;
    sql::add_fact(&mut tx, KEY, &fingerprint(key)).await?;
    tx.commit().await
}

/// The house signs its commands with the key that has this public half. The first time is noted, in place of what was noted
/// of a key before.
///
/// # Errors
/// What the database says.
pub async fn signs_with(db: &Db, public: &str, now: Timestamp) -> Result<()> {
    let mut tx = db.begin().await?;
    let noted = sql::fact(&mut tx, SIGNING).await?;
    if noted.is_some_and(|noted| noted.split(' ').next() == Some(public)) {
        return Ok(());
    }
    sql::set_fact(&mut tx, SIGNING, &format!("{public} {}", now.0)).await?;
    tx.commit().await
}

/// When the house was first seen to sign with that key; none: it was not.
///
/// # Errors
/// What the database says; `Broken` when what it noted is no instant.
pub async fn signs_since(h: &mut impl Handle, public: &str) -> Result<Option<Timestamp>> {
    let noted = sql::fact(h, SIGNING).await?.unwrap_or_default();
    let Some((known, at)) = noted.split_once(' ') else {
        return Ok(None);
    };
    if known != public {
        return Ok(None);
    }
    at.parse()
        .map(|at| Some(Timestamp(at)))
        .map_err(|error: std::num::ParseIntError| {
            Fault::broken("upkeep.fact", "reading since when a key signs").because(error)
        })
}

/// When the database was last copied by [`super::back_up`]; none: never.
///
/// # Errors
/// What the database says; `Broken` when what it noted is no instant.
pub async fn last_backup(h: &mut impl Handle) -> Result<Option<Timestamp>> {
    let noted = sql::fact(h, BACKUP).await?;
    noted
        .map(|text| text.parse().map(Timestamp))
        .transpose()
        .map_err(|error: std::num::ParseIntError| {
            Fault::broken("upkeep.fact", "reading when the last copy was made").because(error)
        })
}

pub(super) async fn backed_up(tx: &mut Tx, at: Timestamp) -> Result<()> {
    sql::set_fact(tx, BACKUP, &at.0.to_string()).await
}
