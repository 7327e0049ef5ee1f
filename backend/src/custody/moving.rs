//! Moving a stored thing to another compartment of its bank, with a colleague on site: the other one is kept for it until
//! its door was seen to close on it. Code, QR and link stay what they are: they open the thing, not a door.
//!
//! What must not be here: who may. The slices above decide that first.

use domain::accounts::Actor;
use domain::custody::{Effect, Event, EventKind};
use domain::ids::ConsignmentId;
use domain::notices::Template;
use domain::{Error, RefusalCode, ShortText, Timestamp};

use super::sql::{self, Consignment};
use super::{sql_events, sql_state, tell};
use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::house::House;
use crate::lockers;

/// Keeps another compartment of at least that size for a stored thing; a lower one first, where the recipient cannot
/// reach this one. From now on only staff open. Unless the old compartment was merely too high, it goes out of service when
/// the thing has left it.
///
/// # Errors
/// `WrongState` when it does not wait inside or is held, `DeadlinePassed`, `BankFull`.
pub async fn set_out(
    tx: &mut Tx,
    house: &House,
    actor: &Actor,
    id: ConsignmentId,
    reason: &ShortText,
    lower: bool,
) -> Result<(), Error> {
    let mut thing = sql::take(tx, id).await?.ok_or(RefusalCode::NotFound)?;
    let now = house.now();
    let state = thing.state()?;
    let rest = state.stored().filter(|_| !thing.is_held());
    if rest.ok_or(RefusalCode::WrongState)?.is_late(now) {
        return Err(RefusalCode::DeadlinePassed.into());
    }
    let kept = lockers::claim_another(tx, thing.compartment_id.0, &id.to_string(), lower).await?;
    if !lower {
        lockers::leave_unfit(tx, thing.compartment_id.0, reason).await?;
    }
    let event = Event::SetOut {
        to: kept.id,
        number: kept.number,
    };
    let (next, _) = state.apply(event, now).map_err(|_| RefusalCode::WrongState)?;
    sql_state::set_state(tx, &mut thing, next).await?;
    sql_state::set_outcome(tx, id, None).await?;
    let ordered = EventKind::MoveOrdered {
        to: kept.number,
        reason: reason.as_str().to_owned(),
    };
    Ok(sql_events::add(tx, id, &ordered, actor, now).await?)
}

/// It stays where it is: as long as its door was not opened. The other compartment is free again.
///
/// # Errors
/// `WrongState`.
pub async fn stay(tx: &mut Tx, house: &House, actor: &Actor, id: ConsignmentId) -> Result<(), Error> {
    let mut thing = sql::take(tx, id).await?.ok_or(RefusalCode::NotFound)?;
    let now = house.now();
    let (next, effect) = thing
        .state()?
        .apply(Event::Stay, now)
        .map_err(|_| RefusalCode::WrongState)?;
    sql_state::set_state(tx, &mut thing, next).await?;
    if let Some(Effect::PutBack { to }) = effect {
        lockers::release_one(tx, to, &id.to_string()).await?;
    }
    lockers::will_do(tx, thing.compartment_id.0).await?;
    sql_state::set_outcome(tx, id, None).await?;
    Ok(sql_events::add(tx, id, &EventKind::MoveAbandoned, actor, now).await?)
}

/// What follows a door that closed on the way.
pub(super) async fn follow(
    tx: &mut Tx,
    house: &House,
    thing: &Consignment,
    effect: Effect,
    now: Timestamp,
) -> Result<()> {
    let id = thing.id.0;
    let claim = id.to_string();
    let note = match effect {
        Effect::TakenOut => EventKind::TakenOut,
        Effect::PutBack { to } => {
            lockers::release_one(tx, to, &claim).await?;
            EventKind::PutBack
        }
        Effect::Moved { to, number } => {
            lockers::release_one(tx, thing.compartment_id.0, &claim).await?;
            sql_state::set_compartment(tx, id, to, number).await?;
            lockers::occupy_compartment(tx, &claim).await?;
            let from = thing.number();
            EventKind::Moved { from, to: number }
        }
        Effect::Issue
        | Effect::NothingInside
        | Effect::LeftInside
        | Effect::Collected
        | Effect::TakenBack { .. }
        | Effect::Doubt => return Ok(()),
    };
    let moved = matches!(note, EventKind::Moved { .. });
    sql_events::add(tx, id, &note, &Actor::House, now).await?;
    if moved {
        let there = sql::get(tx, id)
            .await?
            .ok_or_else(|| Fault::broken("custody.moved", "telling where a thing is now"))?;
        tell::tell(tx, house, &there, Template::Moved, now).await?;
    }
    Ok(())
}
