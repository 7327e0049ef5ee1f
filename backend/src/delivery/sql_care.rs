//! The SQL of what lies in lockers and nobody came for. It reads custody's and lockers' tables, as an upper slice may.

use domain::Timestamp;
use domain::ids::{BankId, OfficeId, OrganisationId};

use super::sql::ListRow;
use crate::db::{Handle, Text, all, one};
use crate::fault::Result;

#[derive(sqlx::FromRow)]
pub(super) struct LateRow {
    #[sqlx(flatten)]
    pub row: ListRow,
    pub bank_id: Text<BankId>,
    pub online: i64,
    pub last_outcome: Option<String>,
}

/// What is to be taken back, and what is just being taken back: bank by bank, door by door;
/// at one bank, or at all. All states are named once more
/// beside the choice between them: so `consignments_by_state` leads to them on SQLite too, past all that has ended.
pub(super) async fn late(
    h: &mut impl Handle,
    organisation: OrganisationId,
    office: Option<OfficeId>,
    bank: Option<BankId>,
    now: Timestamp,
) -> Result<Vec<LateRow>> {
    all!(
        h,
        LateRow,
        "SELECT c.id, c.recipient_name, c.item, d.reference_sealed, b.name AS bank_name, b.city, b.time_zone,
                c.compartment, c.state_body, c.deadline, c.created_at, c.bank_id, b.online, c.last_outcome
         FROM consignments c
         JOIN deliveries d ON d.consignment_id = c.id
         JOIN banks b ON b.id = c.bank_id
         WHERE c.organisation_id = $1 AND c.state IN ('stored', 'opening', 'open', 'unclear')
           AND ((c.state = 'stored' AND c.deadline < $2 AND c.paused_at IS NULL)
             OR (c.state IN ('opening', 'open', 'unclear') AND c.state_body LIKE '%\"purpose\":\"return\"%'))
           AND (CAST($3 AS TEXT) IS NULL OR c.office_id IS NULL OR c.office_id = $3)
           AND (CAST($4 AS TEXT) IS NULL OR c.bank_id = $4)
         ORDER BY b.city, b.name, c.bank_id, c.compartment LIMIT 500",
        organisation,
        now,
        office,
        bank
    )
}

/// How many wait to be taken back.
pub(super) async fn count_late(
    h: &mut impl Handle,
    organisation: OrganisationId,
    office: Option<OfficeId>,
    now: Timestamp,
) -> Result<i64> {
    let (count,) = one!(
        h,
        (i64,),
        "SELECT COUNT(*) FROM consignments c
         JOIN deliveries d ON d.consignment_id = c.id
         WHERE c.organisation_id = $1 AND c.state = 'stored' AND c.deadline < $2 AND c.paused_at IS NULL
           AND (CAST($3 AS TEXT) IS NULL OR c.office_id IS NULL OR c.office_id = $3)",
        organisation,
        now,
        office
    )?;
    Ok(count)
}

/// One delivery as it stands in lists.
pub(super) async fn one(h: &mut impl Handle, id: domain::ids::ConsignmentId) -> Result<ListRow> {
    one!(
        h,
        ListRow,
        "SELECT c.id, c.recipient_name, c.item, d.reference_sealed, b.name AS bank_name, b.city, b.time_zone,
                c.compartment, c.state_body, c.deadline, c.created_at
         FROM consignments c
         JOIN deliveries d ON d.consignment_id = c.id
         JOIN banks b ON b.id = c.bank_id
         WHERE c.id = $1",
        id
    )
}
