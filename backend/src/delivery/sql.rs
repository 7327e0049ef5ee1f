//! The SQL of deliveries. Lists read custody's tables, as an upper slice may; only custody writes them.

use domain::Timestamp;
use domain::ids::{ConsignmentId, OrganisationId, PersonId};

use crate::db::{Handle, Text, Tx, all, exec, maybe};
use crate::fault::Result;

pub(super) async fn insert(
    tx: &mut Tx,
    id: ConsignmentId,
    reference_sealed: Option<String>,
    reference_hash: Option<String>,
    once: &str,
    low_door: bool,
) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO deliveries (consignment_id, reference_sealed, reference_hash, once_key, low_door)
         VALUES ($1, $2, $3, $4, $5)",
        id,
        reference_sealed,
        reference_hash,
        once,
        low_door
    )?;
    Ok(())
}

/// What the first click of this form made.
pub(super) async fn by_once(h: &mut impl Handle, once: &str) -> Result<Option<ConsignmentId>> {
    let row = maybe!(
        h,
        (Text<ConsignmentId>,),
        "SELECT consignment_id FROM deliveries WHERE once_key = $1",
        once
    )?;
    Ok(row.map(|(id,)| id.0))
}

pub(super) async fn reference(h: &mut impl Handle, id: ConsignmentId) -> Result<Option<String>> {
    let row = maybe!(
        h,
        (Option<String>,),
        "SELECT reference_sealed FROM deliveries WHERE consignment_id = $1",
        id
    )?;
    Ok(row.and_then(|(sealed,)| sealed))
}

/// Whether a door within reach from a wheelchair was asked for.
pub(super) async fn is_low_door_wanted(h: &mut impl Handle, id: ConsignmentId) -> Result<bool> {
    let row = maybe!(
        h,
        (i64,),
        "SELECT low_door FROM deliveries WHERE consignment_id = $1",
        id
    )?;
    Ok(row.is_some_and(|(low,)| low == 1))
}

pub(super) async fn forget_reference(tx: &mut Tx, id: ConsignmentId) -> Result<u64> {
    exec!(
        tx,
        "UPDATE deliveries SET reference_sealed = NULL, reference_hash = NULL WHERE consignment_id = $1",
        id
    )
}

pub(super) async fn person_name(h: &mut impl Handle, id: PersonId) -> Result<Option<String>> {
    Ok(maybe!(h, (String,), "SELECT name FROM people WHERE id = $1", id)?.map(|(name,)| name))
}

pub(super) async fn compartment_size(h: &mut impl Handle, id: domain::ids::CompartmentId) -> Result<Option<String>> {
    Ok(maybe!(h, (String,), "SELECT size FROM compartments WHERE id = $1", id)?.map(|(size,)| size))
}

#[derive(sqlx::FromRow)]
pub(super) struct ListRow {
    pub id: Text<ConsignmentId>,
    pub recipient_name: String,
    pub item: String,
    pub reference_sealed: Option<String>,
    pub bank_name: String,
    pub city: String,
    pub time_zone: String,
    pub compartment: i64,
    pub state_body: String,
    pub deadline: Option<i64>,
    pub created_at: i64,
}

/// What a list is narrowed to, as the query takes it.
pub(super) struct Narrow {
    pub organisation: OrganisationId,
    /// A LIKE pattern over the name in lower case, with `!` as the escape.
    pub name: Option<String>,
    /// The keyed hash of a whole reference number.
    pub reference: Option<String>,
    /// States joined by commas, with commas around: `,stored,`.
    pub states: Option<String>,
    /// Only deadlines after (`Some(true)`) or before this instant.
    pub waiting: Option<bool>,
    pub now: Timestamp,
    /// Older than this one.
    pub before: Option<ConsignmentId>,
    pub limit: i64,
}

/// Newest first: ids are ordered by time.
pub(super) async fn list(h: &mut impl Handle, narrow: Narrow) -> Result<Vec<ListRow>> {
    all!(
        h,
        ListRow,
        "SELECT c.id, c.recipient_name, c.item, d.reference_sealed, b.name AS bank_name, b.city, b.time_zone,
                c.compartment, c.state_body, c.deadline, c.created_at
         FROM consignments c
         JOIN deliveries d ON d.consignment_id = c.id
         JOIN banks b ON b.id = c.bank_id
         WHERE c.organisation_id = $1
           AND (CAST($2 AS TEXT) IS NULL OR c.recipient_search LIKE $2 ESCAPE '!' OR d.reference_hash = $3)
           AND (CAST($4 AS TEXT) IS NULL OR $4 LIKE '%,' || c.state || ',%')
           AND (CAST($5 AS BIGINT) IS NULL OR ($5 = 1 AND (c.deadline >= $6 OR c.paused_at IS NOT NULL))
                OR ($5 = 0 AND c.deadline < $6 AND c.paused_at IS NULL))
           AND (CAST($7 AS TEXT) IS NULL OR c.id < $7)
         ORDER BY c.id DESC LIMIT $8",
        narrow.organisation,
        narrow.name,
        narrow.reference,
        narrow.states,
        narrow.waiting,
        narrow.now,
        narrow.before,
        narrow.limit
    )
}
