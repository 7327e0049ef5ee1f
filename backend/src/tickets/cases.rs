//! What a ticket tells the case that it serves, and what it asks of it. Nobody else here knows the slice `found`.

use domain::accounts::Actor;
use domain::ids::CaseId;
use domain::tickets::StopKind;
use domain::{Money, Outcome, RefusalCode};

use super::sql::TicketRecord;
use super::steps::{TO, open_stop};
use crate::db::{Handle, Tx};
use crate::fault::Result;
use crate::found;
use crate::house::House;

/// That the case lies within the actor's reach; the same answer for foreign and unknown.
pub(super) async fn within_reach(h: &mut impl Handle, actor: &Actor, case: CaseId) -> Outcome<()> {
    let organisation = actor.organisation()?;
    let errand = found::errand(h, case).await?;
    errand
        .filter(|errand| errand.organisation == organisation && actor.reach().covers(errand.office))
        .map(drop)
        .ok_or_else(|| RefusalCode::NotFound.into())
}

/// Whether it is brought into the owner's own hands.
fn goes_to_owner(house: &House, record: &TicketRecord) -> Result<bool> {
    let to = open_stop(house, TO, record.id.0, record.to_sealed.as_ref())?;
    Ok(to.is_some_and(|stop| stop.kind == StopKind::Owner))
}

/// What the courier has to take from the owner before they get the thing.
pub(super) async fn fee_due(h: &mut impl Handle, house: &House, record: &TicketRecord) -> Result<Option<Money>> {
    let Some(case) = record.case_id else { return Ok(None) };
    if !goes_to_owner(house, record)? {
        return Ok(None);
    }
    Ok(found::errand(h, case.0).await?.and_then(|errand| errand.fee_due))
}

/// A courier shall come.
pub(super) async fn courier_comes(tx: &mut Tx, house: &House, actor: &Actor, case: CaseId) -> Outcome<()> {
    found::courier_comes(tx, house, actor, case).await
}

/// No courier comes after all.
pub(super) async fn courier_called_off(tx: &mut Tx, house: &House, actor: &Actor, case: CaseId) -> Outcome<()> {
    found::courier_called_off(tx, house, actor, case).await
}

/// The courier has the thing.
pub(super) async fn fetched(tx: &mut Tx, house: &House, actor: &Actor, case: CaseId) -> Outcome<()> {
    found::courier_fetched(tx, house, actor, case).await
}

/// The courier handed it over. Only the owner's own hands end the case; at an office it waits for them.
pub(super) async fn brought(
    tx: &mut Tx,
    house: &House,
    actor: &Actor,
    case: CaseId,
    record: &TicketRecord,
) -> Outcome<()> {
    if !goes_to_owner(house, record)? {
        return Ok(());
    }
    found::courier_brought(tx, house, actor, case).await
}

/// The courier took the fee in cash.
pub(super) async fn took_fee(tx: &mut Tx, house: &House, actor: &Actor, case: CaseId) -> Outcome<()> {
    found::courier_took_fee(tx, house, actor, case).await
}

/// After the commit: open screens look at the case again.
pub(super) async fn committed(house: &House, case: CaseId) -> Result<()> {
    found::courier_committed(house, case).await
}
