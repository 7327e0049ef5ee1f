//! Goes through the audit: whether every row follows the one before, says what it said, and is signed by the house.

use super::chain;
use super::service::said;
use super::sql;
use crate::fault::Result;
use crate::house::House;
use crate::proofs::signing_key;

const PAGE: i64 = 1_000;

/// What was found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct LogChecked {
    /// How many rows are good.
    pub rows: i64,
    /// The hash of the last good row. Noted elsewhere, it shows later whether rows were cut off at the end.
    pub head: String,
    /// The first row that is not as it was written, or missing.
    pub wrong: Option<i64>,
}

/// Goes through the whole audit.
///
/// # Errors
/// What the database says.
pub async fn check_log(house: &House) -> Result<LogChecked> {
    let key = signing_key(&house.key).verifying_key();
    let mut checked = LogChecked::default();
    let mut reader = house.db.read().await?;
    loop {
        let rows = sql::after(&mut reader, checked.rows, PAGE).await?;
        if rows.is_empty() {
            return Ok(checked);
        }
        for row in rows {
            let origin = row.origin_sealed.as_deref().map(chain::origin_hash);
            let whole = row.seq == checked.rows + 1
                && (origin.is_none() || origin == row.origin_hash)
                && chain::hash(&checked.head, &said(&row))? == row.hash
                && chain::is_signed(&key, &row.hash, &row.signature);
            if !whole {
                checked.wrong = Some(checked.rows + 1);
                return Ok(checked);
            }
            checked.rows = row.seq;
            checked.head = row.hash;
        }
    }
}
