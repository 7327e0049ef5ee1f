//! The end of a stored thing's time, and moving it inside the transaction of whoever moves it. Every end is the end of a
//! day at the bank's place, see [`Keeping`].
//!
//! What must not be here: who may, beyond what the rules of the organisation say about recipients.

use domain::accounts::Actor;
use domain::custody::{Event, EventKind, Keeping, Kind, Rest};
use domain::ids::{ConsignmentId, OrganisationId};
use domain::{Error, RefusalCode, ShortText, Timestamp};

use super::sql::{self, Consignment};
use super::{sql_events, sql_life, sql_state, tell};
use crate::db::{Handle, Tx};
use crate::fault::Result;
use crate::house::{House, end_of_day, moment};
use crate::lockers;

/// The rules of an organisation.
///
/// # Errors
/// What the database says.
pub async fn keeping(h: &mut impl Handle, organisation: OrganisationId) -> Result<Keeping> {
    sql_life::rules(h, organisation).await
}

/// Changes the rules of an organisation.
///
/// # Errors
/// What the database says.
pub async fn set_keeping(
    tx: &mut Tx,
    house: &House,
    actor: &Actor,
    organisation: OrganisationId,
    rules: Keeping,
) -> Result<()> {
    sql_life::set_rules(tx, organisation, rules, actor, house.now()).await
}

/// Until when a thing may wait whose recipient can come from now on: a document by the rules of its organisation; a lost
/// thing longer, since its owner may be on the way.
pub(super) async fn first(h: &mut impl Handle, consignment: &Consignment, now: Timestamp) -> Result<Timestamp> {
    let days = match consignment.kind()? {
        Kind::FoundItem => 14,
        Kind::Luggage => 7,
        Kind::Document | Kind::Parcel => sql_life::rules(h, consignment.organisation_id.0).await?.keep_days,
    };
    after(h, consignment, now, days).await
}

/// The end of the day that comes so many days after the one of this instant, where the thing lies.
pub(super) async fn after(
    h: &mut impl Handle,
    consignment: &Consignment,
    from: Timestamp,
    days: u16,
) -> Result<Timestamp> {
    let place = lockers::place_of(h, consignment.bank_id.0).await?;
    Ok(end_of_day(&place.time_zone, from, days))
}

/// What the end would be if the recipient asked for more time now; `zone` is the bank's.
pub(super) async fn extension(
    h: &mut impl Handle,
    consignment: &Consignment,
    zone: &str,
    now: Timestamp,
) -> Result<Option<Timestamp>> {
    let rules = sql_life::rules(h, consignment.organisation_id.0).await?;
    let rest = consignment.state()?.stored();
    let moved = rules.extension(rest, consignment.extended_at.is_some(), now).ok();
    Ok(moved.map(|(end, days)| end_of_day(zone, end, days)))
}

/// The recipient asks for more time.
///
/// # Errors
/// As `Keeping::extension`.
pub(super) async fn extend(tx: &mut Tx, house: &House, actor: &Actor, id: ConsignmentId) -> Result<Consignment, Error> {
    let mut consignment = sql::take(tx, id).await?.ok_or(RefusalCode::NotFound)?;
    let now = house.now();
    let rules = sql_life::rules(tx, consignment.organisation_id.0).await?;
    let rest = consignment.state()?.stored();
    let (end, days) = rules.extension(rest, consignment.extended_at.is_some(), now)?;
    let until = after(tx, &consignment, end, days).await?;
    move_to(tx, &mut consignment, until, now).await?;
    sql_life::set_extended(tx, id, now).await?;
    let until = seen(tx, &consignment, until).await?;
    sql_events::add(tx, id, &EventKind::Extended { until }, actor, now).await?;
    Ok(consignment)
}

/// Staff move the end by some days: from where it is, or from today when that has passed. The recipient is told.
///
/// # Errors
/// `WrongState` when it does not wait inside.
pub async fn move_deadline(
    tx: &mut Tx,
    house: &House,
    actor: &Actor,
    id: ConsignmentId,
    days: u16,
    reason: &ShortText,
) -> Result<(), Error> {
    let mut consignment = sql::take(tx, id).await?.ok_or(RefusalCode::NotFound)?;
    let now = house.now();
    let Some(rest @ Rest::Stored { deadline, .. }) = consignment.state()?.stored() else {
        return Err(RefusalCode::WrongState.into());
    };
    let from = if rest.is_late(now) { now } else { deadline };
    let until = after(tx, &consignment, from, days).await?;
    move_to(tx, &mut consignment, until, now).await?;
    let event = EventKind::DeadlineMoved {
        until: seen(tx, &consignment, until).await?,
        reason: reason.as_str().to_owned(),
    };
    sql_events::add(tx, id, &event, actor, now).await?;
    if !consignment.is_held() {
        tell::new_deadline(tx, house, &consignment, false, now).await?;
    }
    Ok(())
}

async fn move_to(tx: &mut Tx, consignment: &mut Consignment, until: Timestamp, now: Timestamp) -> Result<(), Error> {
    let (next, _) = consignment
        .state()?
        .apply(Event::Extend { until }, now)
        .map_err(|_| RefusalCode::WrongState)?;
    Ok(sql_state::set_state(tx, consignment, next).await?)
}

/// An instant as the bank's place reads it.
pub(super) async fn seen(h: &mut impl Handle, consignment: &Consignment, at: Timestamp) -> Result<domain::Moment> {
    let place = lockers::place_of(h, consignment.bank_id.0).await?;
    Ok(moment(&place.time_zone, at))
}
