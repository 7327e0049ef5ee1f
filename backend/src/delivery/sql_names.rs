//! The SQL of recipients' names, and of the lists that are found by them.

use domain::ids::{ConsignmentId, OrganisationId};

use super::search::Wanted;
use super::sql::{ListRow, Narrow, list_query};
use crate::db::{Handle, Text, Tx, all, exec, maybe, one};
use crate::fault::Result;

/// So many have a name that it costs too much to sort all of them.
const MANY: i64 = 300;

/// A list of those with this name or number: `$6` to `$8` are those of [`Wanted`]. Of each, its names by their key.
macro_rules! wanted_query {
    ($from:literal, $rest:literal) => {
        list_query!(
            $from,
            $rest,
            " AND (d.reference_hash = $8 OR EXISTS (SELECT 1 FROM delivery_names n
                  WHERE n.consignment_id = c.id AND n.turned >= $6 AND n.turned < $7))"
        )
    };
}

/// Whether so many have this name. By `delivery_names_turned`.
pub(super) async fn is_frequent(h: &mut impl Handle, narrow: &Narrow, wanted: &Wanted) -> Result<bool> {
    let (found,) = one!(
        h,
        (i64,),
        "SELECT COUNT(*) FROM (SELECT n.consignment_id FROM delivery_names n
             WHERE n.organisation_id = $1 AND n.turned >= $2 AND n.turned < $3 LIMIT $4) AS some_of_them",
        narrow.organisation,
        &wanted.from,
        &wanted.after,
        MANY
    )?;
    Ok(found == MANY)
}

/// Those in a state in which things are only while they hold a compartment: they are few. By `consignments_by_state`, and
/// of each its names by their key.
pub(super) async fn held(h: &mut impl Handle, narrow: &Narrow, state: &str, wanted: &Wanted) -> Result<Vec<ListRow>> {
    all!(
        h,
        ListRow,
        wanted_query!("consignments c", "AND c.state = $9"),
        narrow.organisation,
        narrow.waiting,
        narrow.now,
        &narrow.before,
        narrow.limit,
        &wanted.from,
        &wanted.after,
        &wanted.reference,
        state
    )
}

/// The newest of them with this name or number, among so many as cost little to look at: of a frequent name that is
/// a page. By `consignments_newest`, and of each its names by their key.
pub(super) async fn recent(
    h: &mut impl Handle,
    narrow: &Narrow,
    state: Option<&str>,
    wanted: &Wanted,
) -> Result<Vec<ListRow>> {
    all!(
        h,
        ListRow,
        wanted_query!(
            "(SELECT id FROM consignments WHERE organisation_id = $1 AND id < $4 ORDER BY id DESC LIMIT 2000) AS w
             CROSS JOIN consignments c",
            "AND c.id = w.id AND (CAST($9 AS TEXT) IS NULL OR c.state = $9)"
        ),
        narrow.organisation,
        narrow.waiting,
        narrow.now,
        &narrow.before,
        narrow.limit,
        &wanted.from,
        &wanted.after,
        &wanted.reference,
        state
    )
}

/// All with this name or number, by `delivery_names_turned` and `deliveries_reference`. Where no state narrows them
/// further, no more are looked up than a page shows.
pub(super) async fn found(
    h: &mut impl Handle,
    narrow: &Narrow,
    state: Option<&str>,
    wanted: &Wanted,
) -> Result<Vec<ListRow>> {
    let most = if state.is_none() { narrow.limit } else { i64::MAX };
    all!(
        h,
        ListRow,
        list_query!(
            "(SELECT m.id FROM (SELECT n.consignment_id AS id FROM delivery_names n
                  WHERE n.organisation_id = $1 AND n.turned >= $6 AND n.turned < $7
                  UNION SELECT r.consignment_id AS id FROM deliveries r WHERE r.reference_hash = $8) AS m
              WHERE m.id < $4 ORDER BY m.id DESC LIMIT $10) AS f
             CROSS JOIN consignments c",
            "AND c.id = f.id AND (CAST($9 AS TEXT) IS NULL OR c.state = $9)"
        ),
        narrow.organisation,
        narrow.waiting,
        narrow.now,
        &narrow.before,
        narrow.limit,
        &wanted.from,
        &wanted.after,
        &wanted.reference,
        state,
        most
    )
}

pub(super) async fn insert(tx: &mut Tx, id: ConsignmentId, organisation: OrganisationId, turned: &str) -> Result<u64> {
    exec!(
        tx,
        "INSERT INTO delivery_names (consignment_id, organisation_id, turned) VALUES ($1, $2, $3)
         ON CONFLICT DO NOTHING",
        id,
        organisation,
        turned
    )
}

/// Nobody is found by this delivery any more.
pub(super) async fn forget(tx: &mut Tx, id: ConsignmentId) -> Result<u64> {
    exec!(tx, "DELETE FROM delivery_names WHERE consignment_id = $1", id)
}

/// Deliveries whose recipients no search finds yet, at most so many.
pub(super) async fn unnamed(h: &mut impl Handle, most: i64) -> Result<Vec<ConsignmentId>> {
    let rows = all!(
        h,
        (Text<ConsignmentId>,),
        "SELECT consignment_id FROM deliveries WHERE named = 0 ORDER BY consignment_id LIMIT $1",
        most
    )?;
    Ok(rows.into_iter().map(|(id,)| id.0).collect())
}

/// Whether it was this transaction that did it: another node may be at the same. Whoever erases a recipient writes this
/// row too, so that one waits for the other.
pub(super) async fn set_named(tx: &mut Tx, id: ConsignmentId) -> Result<bool> {
    let changed = exec!(
        tx,
        "UPDATE deliveries SET named = 1 WHERE consignment_id = $1 AND named = 0",
        id
    )?;
    Ok(changed == 1)
}

/// Whose delivery it is, and who gets it.
pub(super) async fn whose(h: &mut impl Handle, id: ConsignmentId) -> Result<Option<(Text<OrganisationId>, String)>> {
    maybe!(
        h,
        (Text<OrganisationId>, String),
        "SELECT organisation_id, recipient_name FROM consignments WHERE id = $1",
        id
    )
}
