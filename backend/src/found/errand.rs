//! What a courier's ticket asks of the case that it serves, and what it does to it, inside the ticket's transaction.
//!
//! What must not be here: tickets. The upper slice calls; this one knows only that a courier comes, fetches and brings.

use domain::accounts::Actor;
use domain::found::{CaseEnd, CaseEvent, CaseFact, Fee, FeeSettled, Side, Way};
use domain::ids::{CaseId, OfficeId, OrganisationId};
use domain::{Error, Money, RefusalCode};

use super::reach::{self, Beside, News};
use super::sql::{self, Case};
use super::steps;
use crate::db::{Handle, Tx};
use crate::fault::Result;
use crate::house::House;

/// What a ticket must know of its case.
pub struct Errand {
    /// Whose it is.
    pub organisation: OrganisationId,
    /// The office that answers for it.
    pub office: Option<OfficeId>,
    /// What the owner owes before they get the thing.
    pub fee_due: Option<Money>,
}

/// The case of a ticket.
///
/// # Errors
/// What the database says.
pub async fn errand(h: &mut impl Handle, id: CaseId) -> Result<Option<Errand>> {
    let Some(case) = sql::get(h, id).await? else {
        return Ok(None);
    };
    let fee_due = match case.fee()? {
        Fee::Due { amount } => Some(amount),
        Fee::None | Fee::Settled { .. } => None,
    };
    Ok(Some(Errand {
        organisation: case.organisation_id.0,
        office: case.office(),
        fee_due,
    }))
}

/// A courier shall come: it gets home by courier from now on.
///
/// # Errors
/// `WrongState` for a case that is over.
pub async fn courier_comes(tx: &mut Tx, house: &House, actor: &Actor, id: CaseId) -> Result<(), Error> {
    let mut case = steps::take(tx, id).await?;
    let state = case.state()?;
    if state.is_over() {
        return Err(RefusalCode::WrongState.into());
    }
    if state.way() == Some(Way::Courier) {
        return Ok(());
    }
    if state.finder_has_it() {
        return steps::arrange(tx, house, actor, &mut case, Way::Courier).await;
    }
    steps::apply(tx, house, &mut case, CaseEvent::MoveOn { way: Way::Courier }).await?;
    steps::note(tx, house, &case, CaseFact::MovedOn { way: Way::Courier }, actor).await?;
    Ok(())
}

/// No courier comes after all.
///
/// # Errors
/// What the database says.
pub async fn courier_called_off(tx: &mut Tx, house: &House, actor: &Actor, id: CaseId) -> Result<(), Error> {
    let mut case = steps::take(tx, id).await?;
    let state = case.state()?;
    if state.way() == Some(Way::Courier) && state.finder_has_it() {
        steps::call_off(tx, house, actor, &mut case).await?;
    }
    Ok(())
}

/// The courier has the thing.
///
/// # Errors
/// What the database says.
pub async fn courier_fetched(tx: &mut Tx, house: &House, actor: &Actor, id: CaseId) -> Result<(), Error> {
    let mut case = steps::take(tx, id).await?;
    if !case.state()?.finder_has_it() {
        return Ok(());
    }
    let way = Way::Courier;
    steps::apply(tx, house, &mut case, CaseEvent::HandOver { way }).await?;
    steps::note(tx, house, &case, CaseFact::HandedOver { way }, actor).await?;
    reach::tell(tx, house, &case, Side::Owner, News::HandedOver, Beside::default()).await?;
    Ok(())
}

/// The owner has the thing: the case is over, and both sides are told.
///
/// # Errors
/// `FeeDue` while the fee is not settled.
pub async fn courier_brought(tx: &mut Tx, house: &House, actor: &Actor, id: CaseId) -> Result<(), Error> {
    let mut case = steps::take(tx, id).await?;
    if case.state()?.is_over() {
        return Ok(());
    }
    steps::owner_knows(tx, house, actor, &mut case, 0).await?;
    steps::end(tx, house, actor, &mut case, CaseEnd::Returned, None).await
}

/// The courier took the fee in cash.
///
/// # Errors
/// `WrongState` when nothing is due.
pub async fn courier_took_fee(tx: &mut Tx, house: &House, actor: &Actor, id: CaseId) -> Result<(), Error> {
    let mut case = steps::take(tx, id).await?;
    steps::settle(tx, house, actor, &mut case, FeeSettled::Cash, None).await
}

/// After the commit: open screens look at the case again.
///
/// # Errors
/// What the database says.
pub async fn courier_committed(house: &House, id: CaseId) -> Result<()> {
    let mut reader = house.db.read().await?;
    if let Some(case) = sql::get(&mut reader, id).await? {
        tell_screens(house, &case);
    }
    Ok(())
}

fn tell_screens(house: &House, case: &Case) {
    steps::committed(house, case);
}
