//! The SQL of messages that could never be committed.

use domain::Timestamp;
use domain::ids::BankId;

use crate::db::{Handle, Tx, exec, maybe, one};
use crate::fault::Result;

/// The newest one, and whose it is.
#[derive(sqlx::FromRow)]
pub(super) struct NewestRow {
    pub name: String,
    pub time_zone: String,
    pub at: i64,
    pub why: String,
}

/// Keeps a message; 0 when it is kept already.
#[expect(clippy::too_many_arguments, reason = "one per column")]
pub(super) async fn insert(
    tx: &mut Tx,
    bank: BankId,
    stream: &str,
    boot: i64,
    seq: i64,
    body: &str,
    why: &str,
    now: Timestamp,
) -> Result<u64> {
    exec!(
        tx,
        "INSERT INTO set_aside (bank_id, stream, boot, seq, body, why, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT DO NOTHING",
        bank,
        stream,
        boot,
        seq,
        body,
        why,
        now
    )
}

pub(super) async fn count(h: &mut impl Handle) -> Result<i64> {
    let (count,) = one!(h, (i64,), "SELECT COUNT(*) FROM set_aside")?;
    Ok(count)
}

pub(super) async fn newest(h: &mut impl Handle) -> Result<Option<NewestRow>> {
    maybe!(
        h,
        NewestRow,
        "SELECT b.name, b.time_zone, s.at, s.why FROM set_aside s JOIN banks b ON b.id = s.bank_id
         ORDER BY s.at DESC, s.boot DESC, s.seq DESC LIMIT 1"
    )
}
