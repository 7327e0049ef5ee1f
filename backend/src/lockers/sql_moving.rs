//! The SQL of two compartments that are kept for one thing, while it goes from one to the other.

use domain::ids::{BankId, CompartmentId};
use domain::lockers::Size;

use crate::db::{Text, Tx, exec, maybe_by};
use crate::fault::Result;

/// As `sql::claim_free`, but only below a row: rows are counted from the top.
pub(super) async fn claim_lower(
    tx: &mut Tx,
    bank: BankId,
    size: Size,
    row: i64,
    claim: &str,
) -> Result<Option<(Text<CompartmentId>, i64)>> {
    maybe_by!(
        tx,
        (Text<CompartmentId>, i64),
        sqlite: "UPDATE compartments SET claimed_by = $3, claim = 'reserved', used = 1 WHERE id = (
            SELECT id FROM compartments WHERE bank_id = $1 AND size = $2 AND row_no > $4 AND claimed_by IS NULL
              AND out_reason IS NULL AND faults = '' AND door <> 'open' AND COALESCE(item, 0) = 0 ORDER BY number LIMIT 1
         ) RETURNING id, number",
        postgres: "UPDATE compartments SET claimed_by = $3, claim = 'reserved', used = 1 WHERE id = (
            SELECT id FROM compartments WHERE bank_id = $1 AND size = $2 AND row_no > $4 AND claimed_by IS NULL
              AND out_reason IS NULL AND faults = '' AND door <> 'open' AND COALESCE(item, 0) = 0 ORDER BY number LIMIT 1
              FOR UPDATE SKIP LOCKED
         ) RETURNING id, number",
        bank,
        size.wire(),
        claim,
        row
    )
}

/// Nobody counts on this one any more, if that one did. As `sql::release`.
pub(super) async fn release_one(tx: &mut Tx, id: CompartmentId, claim: &str) -> Result<u64> {
    exec!(
        tx,
        "UPDATE compartments SET claimed_by = NULL, claim = 'free', out_reason = COALESCE(out_reason, out_after),
                out_after = NULL
         WHERE id = $1 AND claimed_by = $2",
        id,
        claim
    )
}

/// Why it goes out of service as soon as nobody counts on it any more; none: it stays in service.
pub(super) async fn set_out_after(tx: &mut Tx, id: CompartmentId, reason: Option<&str>) -> Result<u64> {
    exec!(tx, "UPDATE compartments SET out_after = $2 WHERE id = $1", id, reason)
}
