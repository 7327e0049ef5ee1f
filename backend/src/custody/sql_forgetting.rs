//! The SQL of terms: for how long whose a finished thing was is remembered, and what is to be forgotten.

use domain::Timestamp;
use domain::accounts::Actor;
use domain::custody::Forgetting;
use domain::ids::{ConsignmentId, OrganisationId};

use super::sql_events::person_of;
use crate::db::{Handle, Text, Tx, all, exec, maybe};
use crate::fault::Result;

fn read(months: i64) -> Forgetting {
    Forgetting {
        months: u16::try_from(months).unwrap_or(Forgetting::MOST),
    }
}

/// The term of an organisation; the default where it keeps none of its own.
pub(super) async fn term(h: &mut impl Handle, organisation: OrganisationId) -> Result<Forgetting> {
    let row = maybe!(
        h,
        (i64,),
        "SELECT months FROM forgetting_rules WHERE organisation_id = $1",
        organisation
    )?;
    Ok(row.map_or_else(Forgetting::default, |(months,)| read(months)))
}

pub(super) async fn set_term(
    tx: &mut Tx,
    organisation: OrganisationId,
    term: Forgetting,
    actor: &Actor,
    now: Timestamp,
) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO forgetting_rules (organisation_id, months, changed_at, changed_by) VALUES ($1, $2, $3, $4)
         ON CONFLICT (organisation_id) DO UPDATE SET months = excluded.months, changed_at = excluded.changed_at,
             changed_by = excluded.changed_by",
        organisation,
        term.months,
        now,
        person_of(actor)
    )?;
    Ok(())
}

/// All organisations with their terms.
pub(super) async fn terms(h: &mut impl Handle) -> Result<Vec<(OrganisationId, Forgetting)>> {
    let rows = all!(
        h,
        (Text<OrganisationId>, Option<i64>),
        "SELECT o.id, r.months FROM organisations o
         LEFT JOIN forgetting_rules r ON r.organisation_id = o.id ORDER BY o.id"
    )?;
    let term = |months: Option<i64>| months.map_or_else(Forgetting::default, read);
    Ok(rows.into_iter().map(|(id, months)| (id.0, term(months))).collect())
}

/// Finished things of an organisation whose recipients are to be forgotten, at most so many, oldest end first. By
/// `consignments_to_forget`, in which those that were forgotten do not stand.
pub(super) async fn due(
    h: &mut impl Handle,
    organisation: OrganisationId,
    before: Timestamp,
    most: i64,
) -> Result<Vec<ConsignmentId>> {
    let rows = all!(
        h,
        (Text<ConsignmentId>,),
        "SELECT id FROM consignments
         WHERE organisation_id = $1 AND ended_at IS NOT NULL AND forgotten_at IS NULL AND ended_at < $2
         ORDER BY ended_at, id LIMIT $3",
        organisation,
        before,
        most
    )?;
    Ok(rows.into_iter().map(|(id,)| id.0).collect())
}

/// Whether it is this transaction that forgets it: another node may be at the same.
pub(super) async fn claim(tx: &mut Tx, id: ConsignmentId, now: Timestamp) -> Result<bool> {
    let changed = exec!(
        tx,
        "UPDATE consignments SET forgotten_at = $2 WHERE id = $1 AND ended_at IS NOT NULL AND forgotten_at IS NULL",
        id,
        now
    )?;
    Ok(changed == 1)
}
