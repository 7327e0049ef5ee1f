//! The SQL of doors out of service: what we want, what the bank does, and the orders between them.

use domain::Timestamp;
use domain::ids::{BankId, CompartmentId};

use crate::db::{Handle, Text, Tx, all, exec};
use crate::fault::Result;

/// A door that its bank keeps in another service than we want.
#[derive(sqlx::FromRow)]
pub(super) struct OutOfStep {
    pub id: Text<CompartmentId>,
    pub bank_id: Text<BankId>,
    pub number: i64,
    pub out_reason: Option<String>,
}

/// What a snapshot says of a door beside its switch.
pub(super) async fn set_seen(tx: &mut Tx, id: CompartmentId, item: Option<bool>, bank_out: bool) -> Result<()> {
    exec!(
        tx,
        "UPDATE compartments SET item = $2, bank_out = $3 WHERE id = $1",
        id,
        item,
        bank_out
    )?;
    Ok(())
}

/// Doors of banks that are there, out of step, and not being ordered; an order that ended badly is given again only
/// when it was made before `again`. Two questions, for each has its index: `commands_one_service` and `commands_by_bank`.
pub(super) async fn out_of_step(h: &mut impl Handle, again: Timestamp) -> Result<Vec<OutOfStep>> {
    all!(
        h,
        OutOfStep,
        "SELECT c.id, c.bank_id, c.number, c.out_reason FROM compartments c JOIN banks b ON b.id = c.bank_id
         WHERE ((c.bank_out = 0 AND c.out_reason IS NOT NULL) OR (c.bank_out = 1 AND c.out_reason IS NULL))
           AND b.online = 1
           AND NOT EXISTS (SELECT 1 FROM commands k
                WHERE k.compartment_id = c.id AND k.action IN ('out_of_service', 'in_service') AND k.ended_at IS NULL)
           AND NOT EXISTS (SELECT 1 FROM commands k
                WHERE k.bank_id = c.bank_id AND k.issued_at > $1 AND k.compartment_id = c.id
                  AND k.action IN ('out_of_service', 'in_service') AND k.state <> 'done' AND k.ended_at IS NOT NULL)
         ORDER BY c.bank_id, c.number LIMIT 64",
        again
    )
}
