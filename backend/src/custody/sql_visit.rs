//! The SQL of visits: what may lie at the same bank for the same person, and that somebody left.

use domain::Timestamp;
use domain::ids::ConsignmentId;

use super::sql::Consignment;
use crate::db::{Handle, Tx, all, exec};
use crate::fault::Result;

/// What waits at the bank of this thing, from the same organisation, for somebody of the same name, by the number of the
/// door. Whether it is the same person, the rules say.
pub(super) async fn of_the_same_name(h: &mut impl Handle, thing: &Consignment) -> Result<Vec<Consignment>> {
    all!(
        h,
        Consignment,
        "SELECT c.*, o.name AS organisation_name FROM consignments c
         JOIN organisations o ON o.id = c.organisation_id
         WHERE c.bank_id = $1 AND c.state = 'stored' AND c.organisation_id = $2 AND c.recipient_name = $3
           AND c.held = 0 AND c.id <> $4
         ORDER BY c.compartment, c.id LIMIT 50",
        thing.bank_id.0,
        thing.organisation_id.0,
        &thing.recipient_name,
        thing.id.0
    )
}

/// Whoever collected it takes nothing else now.
pub(super) async fn leave(tx: &mut Tx, id: ConsignmentId, now: Timestamp) -> Result<()> {
    exec!(tx, "UPDATE consignments SET visit_left_at = $2 WHERE id = $1", id, now)?;
    Ok(())
}
