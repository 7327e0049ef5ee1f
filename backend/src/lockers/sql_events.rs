//! The SQL of what banks said, one after the other, however many nodes hear it.

use domain::Timestamp;
use domain::ids::BankId;

use super::sql::BankRow;
use crate::db::{Handle, Tx, exec, maybe, maybe_by};
use crate::fault::Result;

/// Reads a bank to apply something that it said: whoever else applies something of it waits, at whichever node. What it
/// says is so applied one after the other, and nobody decides by what another is about to change.
/// `NO KEY`: what only points at the bank, as a new command does, waits for nobody.
pub(super) async fn take_bank(tx: &mut Tx, id: BankId) -> Result<Option<BankRow>> {
    maybe_by!(
        tx,
        BankRow,
        sqlite: "SELECT * FROM banks WHERE id = $1",
        postgres: "SELECT * FROM banks WHERE id = $1 FOR NO KEY UPDATE",
        id
    )
}

/// Whether a later event of this bank was recorded already.
pub(super) async fn is_overtaken(h: &mut impl Handle, bank: BankId, boot: i64, seq: i64) -> Result<bool> {
    let later = maybe!(
        h,
        (i64,),
        "SELECT seq FROM bank_events WHERE bank_id = $1 AND (boot, seq) > ($2, $3) LIMIT 1",
        bank,
        boot,
        seq
    )?;
    Ok(later.is_some())
}

#[expect(clippy::too_many_arguments, reason = "one per column")]
/// Records an event; 0 when it was recorded before.
pub(super) async fn insert(
    tx: &mut Tx,
    bank: BankId,
    boot: i64,
    seq: i64,
    at: Timestamp,
    now: Timestamp,
    kind: &str,
    body: &str,
) -> Result<u64> {
    exec!(
        tx,
        "INSERT INTO bank_events (bank_id, boot, seq, at, received_at, kind, body)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
        bank,
        boot,
        seq,
        at,
        now,
        kind,
        body
    )
}
