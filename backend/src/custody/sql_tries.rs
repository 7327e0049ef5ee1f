//! The SQL of wrong codes that were surely meant for one thing.

use domain::ids::{BankId, ConsignmentId};

use crate::db::{Handle, Text, Tx, all, exec, one};
use crate::fault::Result;

/// The codes that open something at a bank, lent ones too: twice as many as it has doors, at most.
pub(super) async fn live_codes(h: &mut impl Handle, bank: BankId) -> Result<Vec<(Text<ConsignmentId>, String)>> {
    all!(
        h,
        (Text<ConsignmentId>, String),
        "SELECT id, code_hash FROM consignments
         WHERE bank_id = $1 AND state = 'stored' AND held = 0 AND code_hash IS NOT NULL
         UNION ALL
         SELECT c.id, s.code_hash FROM consignments c
         JOIN pickup_shares s ON s.consignment_id = c.id AND s.ended_at IS NULL
         WHERE c.bank_id = $1 AND c.state = 'stored' AND c.held = 0 AND s.code_hash IS NOT NULL
         ORDER BY 1",
        bank
    )
}

/// One more; gives how many there are now.
pub(super) async fn count(tx: &mut Tx, id: ConsignmentId) -> Result<i64> {
    let (tries,) = one!(
        tx,
        (i64,),
        "UPDATE consignments SET code_tries = code_tries + 1 WHERE id = $1 RETURNING code_tries",
        id
    )?;
    Ok(tries)
}

/// The code is a new one.
pub(super) async fn forget(tx: &mut Tx, id: ConsignmentId) -> Result<()> {
    exec!(tx, "UPDATE consignments SET code_tries = 0 WHERE id = $1", id)?;
    Ok(())
}
