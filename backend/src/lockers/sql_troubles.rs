//! The SQL of what is wrong with a bank as a whole.

use std::collections::HashSet;

use domain::ids::BankId;
use domain::lockers::BankTrouble;

use crate::db::{Handle, Text, Tx, all, exec};
use crate::fault::Result;

/// Notes a bank's word about a trouble, unless a newer one is known.
pub(super) async fn set_trouble(
    tx: &mut Tx,
    bank: BankId,
    trouble: &str,
    lasts: bool,
    boot: i64,
    seq: i64,
) -> Result<u64> {
    exec!(
        tx,
        "INSERT INTO bank_troubles (bank_id, trouble, lasts, boot, seq) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (bank_id, trouble) DO UPDATE SET lasts = excluded.lasts, boot = excluded.boot, seq = excluded.seq
         WHERE bank_troubles.boot < excluded.boot
            OR (bank_troubles.boot = excluded.boot AND bank_troubles.seq < excluded.seq)",
        bank,
        trouble,
        lasts,
        boot,
        seq
    )
}

/// What is wrong with it. A bank remembers its faults from one start to the next and says when they are over; lost power
/// and an opened housing it does not: they end with the next start of its program.
pub(super) async fn troubles(h: &mut impl Handle, bank: BankId) -> Result<Vec<BankTrouble>> {
    let found = all!(
        h,
        (String,),
        "SELECT t.trouble FROM bank_troubles t JOIN banks b ON b.id = t.bank_id
         WHERE t.bank_id = $1 AND t.lasts = 1
           AND (t.trouble NOT IN ('power', 'tamper') OR t.boot >= b.presence_boot)
         ORDER BY t.trouble LIMIT 20",
        bank
    )?;
    Ok(found.iter().map(|(word,)| BankTrouble::from_wire(word)).collect())
}

/// Which banks have such a trouble.
pub(super) async fn troubled(h: &mut impl Handle) -> Result<HashSet<BankId>> {
    let found = all!(
        h,
        (Text<BankId>,),
        "SELECT DISTINCT t.bank_id FROM bank_troubles t JOIN banks b ON b.id = t.bank_id
         WHERE t.lasts = 1 AND (t.trouble NOT IN ('power', 'tamper') OR t.boot >= b.presence_boot)
         LIMIT 10000"
    )?;
    Ok(found.into_iter().map(|(bank,)| bank.0).collect())
}
