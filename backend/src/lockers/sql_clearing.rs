//! The SQL of compartments that two people must clear.

use domain::ids::{CompartmentId, PersonId};

use crate::db::{Tx, exec};
use crate::fault::Result;

/// Notes the first of the two; 0 when somebody was faster.
pub(super) async fn first(tx: &mut Tx, id: CompartmentId, by: PersonId) -> Result<u64> {
    exec!(
        tx,
        "UPDATE compartments SET cleared_by = $2 WHERE id = $1 AND cleared_by IS NULL",
        id,
        by
    )
}

/// Nobody has looked at it since.
pub(super) async fn forget(tx: &mut Tx, id: CompartmentId) -> Result<()> {
    exec!(tx, "UPDATE compartments SET cleared_by = NULL WHERE id = $1", id)?;
    Ok(())
}
