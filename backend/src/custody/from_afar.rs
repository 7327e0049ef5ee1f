//! What support does for a recipient from afar: a new code, an open door, a keypad that takes codes again, a word.
//!
//! Each within the caller's transaction, with a reason that the recipient is told and the history keeps.
//! What must not be here: who may. The slice above decides that first.

use domain::accounts::Actor;
use domain::custody::{EventKind, Keypad};
use domain::ids::{BankId, ConsignmentId};
use domain::lockers::Purpose;
use domain::notices::Template;
use domain::{Error, RefusalCode, ShortText, Timestamp};
use serde_json::{Value, json};

use super::sql::{self, Consignment};
use super::{by_hand, sql_events, sql_keypad, sql_shares, steps, tell};
use crate::db::{Handle, Tx};
use crate::fault::Result;
use crate::house::{House, Ordered};

/// Makes new secrets and sends them to the recipient; the old ones and whatever was lent with them die.
///
/// # Errors
/// `WrongState` when it does not wait inside or is held, `DeadlinePassed`.
pub async fn send_new_code(
    tx: &mut Tx,
    house: &House,
    actor: &Actor,
    id: ConsignmentId,
    reason: &ShortText,
) -> Result<(), Error> {
    let consignment = sql::take(tx, id).await?.ok_or(RefusalCode::NotFound)?;
    let now = house.now();
    if let Some(refusal) = by_hand::refuses_new(&consignment, now)? {
        return Err(refusal.into());
    }
    let (link, code) = by_hand::renew(tx, house, &consignment, now).await?;
    let reason = reason.as_str().to_owned();
    sql_events::add(tx, id, &EventKind::NewCodeSent { reason }, actor, now).await?;
    let mut data = tell::data(tx, &consignment, now).await?;
    tell::say_code(&mut data, &code);
    data["link"] = json!(tell::link(house, &consignment, &link));
    Ok(tell::send(tx, house, &consignment, Template::NewCode, data, now).await?)
}

/// Orders the door open for its recipient, who is told so and why. Call [`Ordered::committed`] after the commit.
///
/// # Errors
/// As [`steps::order`]; `WrongState` for what is held.
pub async fn open_from_afar(
    tx: &mut Tx,
    house: &House,
    actor: &Actor,
    id: ConsignmentId,
    reason: &ShortText,
) -> Result<Ordered, Error> {
    let thing = sql::take(tx, id).await?.ok_or(RefusalCode::NotFound)?;
    if thing.is_held() || thing.state()?.stored().is_none() {
        return Err(RefusalCode::WrongState.into());
    }
    if thing.opened_by_share.is_some() || thing.opened_in_visit_of.is_some() {
        // Whoever it was lent to did not open it this time, nor did its recipient after another thing of theirs.
        sql_shares::set_opened_by(tx, id, None, None).await?;
    }
    let because = EventKind::OpenedFromAfar {
        reason: reason.as_str().to_owned(),
    };
    let ordered = steps::order_taken(tx, house, actor, thing, Purpose::Pickup, Some(&because)).await?;
    let thing = sql::get(tx, id).await?.ok_or(RefusalCode::NotFound)?;
    let more = [("reason", json!(reason.as_str()))];
    tell_recipient(tx, house, &thing, Template::OpenedFromAfar, more).await?;
    Ok(ordered)
}

/// Tells the recipient something on every channel, with the pickup page's address without a secret.
///
/// # Errors
/// What the database says.
pub async fn tell_recipient(
    tx: &mut Tx,
    house: &House,
    consignment: &Consignment,
    template: Template,
    more: impl IntoIterator<Item = (&'static str, Value)>,
) -> Result<()> {
    let now = house.now();
    let mut data = tell::data(tx, consignment, now).await?;
    data["link"] = tell::page(house, consignment);
    for (name, value) in more {
        data[name] = value;
    }
    tell::send(tx, house, consignment, template, data, now).await
}

/// Lets the keypad of a bank take codes again.
///
/// # Errors
/// What the database says.
pub async fn free_keypad(tx: &mut Tx, bank: BankId) -> Result<()> {
    sql_keypad::set_keypad(tx, bank, Keypad::freed()).await
}

/// Until when the keypad of a bank is locked, if it is.
///
/// # Errors
/// What the database says.
pub async fn keypad_locked_until(h: &mut impl Handle, bank: BankId, now: Timestamp) -> Result<Option<Timestamp>> {
    Ok(sql_keypad::keypad(h, bank).await?.locked_at(now))
}

/// Whether new secrets can be sent now.
///
/// # Errors
/// `Broken` when a stored state is damaged.
pub fn can_renew(consignment: &Consignment, now: Timestamp) -> Result<bool> {
    Ok(by_hand::refuses_new(consignment, now)?.is_none())
}
