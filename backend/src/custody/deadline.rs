//! Moving the end of a stored thing, inside the transaction of whoever moves it.
//!
//! What must not be here: who may, beyond what the rules of the organisation say about recipients.

use domain::accounts::Actor;
use domain::custody::{Event, EventKind, Keeping, Rest};
use domain::ids::{ConsignmentId, OrganisationId};
use domain::{Error, RefusalCode, ShortText, Span, Timestamp};

use super::sql::{self, Consignment};
use super::{sql_events, sql_life, tell};
use crate::db::{Handle, Tx};
use crate::fault::Result;
use crate::house::{House, moment};
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

/// What the end would be if the recipient asked for more time now.
pub(super) async fn extension(
    h: &mut impl Handle,
    consignment: &Consignment,
    now: Timestamp,
) -> Result<Option<Timestamp>> {
    let rules = sql_life::rules(h, consignment.organisation_id.0).await?;
    let rest = consignment.state()?.stored();
    Ok(rules.extension(rest, consignment.extended_at.is_some(), now).ok())
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
    let until = rules.extension(rest, consignment.extended_at.is_some(), now)?;
    move_to(tx, &mut consignment, until, now).await?;
    sql_life::set_extended(tx, id, now).await?;
    let until = seen(tx, &consignment, until).await?;
    sql_events::add(tx, id, &EventKind::Extended { until }, actor, now).await?;
    Ok(consignment)
}

/// Staff move the end by some days: from where it is, or from now when that has passed. The recipient is told.
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
    let until = from + Span::days(i64::from(days));
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
    Ok(sql::set_state(tx, consignment, next).await?)
}

/// An instant as the bank's place reads it.
pub(super) async fn seen(h: &mut impl Handle, consignment: &Consignment, at: Timestamp) -> Result<domain::Moment> {
    let place = lockers::place_of(h, consignment.bank_id.0).await?;
    Ok(moment(&place.time_zone, at))
}
