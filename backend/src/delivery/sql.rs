//! The SQL of deliveries. Lists read custody's tables, as an upper slice may; only custody writes them.

use domain::Timestamp;
use domain::ids::{ConsignmentId, OrganisationId, PersonId};

use crate::db::{Handle, Text, Tx, all, exec, maybe};
use crate::fault::Result;

/// Its recipient's name is made known to the search in the same transaction.
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
        "INSERT INTO deliveries (consignment_id, reference_sealed, reference_hash, once_key, low_door, named)
         VALUES ($1, $2, $3, $4, $5, 1)",
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
    /// Only deadlines after (`Some(true)`) or before this instant.
    pub waiting: Option<bool>,
    pub now: Timestamp,
    /// Older than this one: its id, or [`NEWEST`].
    pub before: String,
    pub limit: i64,
}

/// Stands after every id, in any collation.
pub(super) const NEWEST: &str = "z";

/// A list of deliveries, newest first: ids are ordered by time. `$1` to `$5` are those of [`Narrow`].
/// The tables are joined as they stand, also on SQLite, which would choose by guess: from few rows of one index to the rows
/// that belong to them.
macro_rules! list_query {
    ($from:literal, $($rest:literal),+) => {
        concat!(
            "SELECT c.id, c.recipient_name, c.item, d.reference_sealed, b.name AS bank_name, b.city, b.time_zone,
                    c.compartment, c.state_body, c.deadline, c.created_at
             FROM ",
            $from,
            " CROSS JOIN deliveries d CROSS JOIN banks b
             WHERE d.consignment_id = c.id AND b.id = c.bank_id AND c.organisation_id = $1
               AND (CAST($2 AS BIGINT) IS NULL OR ($2 = 1 AND (c.deadline >= $3 OR c.paused_at IS NOT NULL))
                    OR ($2 = 0 AND c.deadline < $3 AND c.paused_at IS NULL))
               AND c.id < $4 ",
            $($rest,)+
            " ORDER BY c.id DESC LIMIT $5"
        )
    };
}
pub(super) use list_query;

/// By `consignments_newest`.
pub(super) async fn list(h: &mut impl Handle, narrow: &Narrow) -> Result<Vec<ListRow>> {
    all!(
        h,
        ListRow,
        list_query!("consignments c", ""),
        narrow.organisation,
        narrow.waiting,
        narrow.now,
        &narrow.before,
        narrow.limit
    )
}

/// Only those in one of the coarse states, by `consignments_by_state`.
pub(super) async fn list_in(h: &mut impl Handle, narrow: &Narrow, state: &str) -> Result<Vec<ListRow>> {
    all!(
        h,
        ListRow,
        list_query!("consignments c", "AND c.state = $6"),
        narrow.organisation,
        narrow.waiting,
        narrow.now,
        &narrow.before,
        narrow.limit,
        state
    )
}
