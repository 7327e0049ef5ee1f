//! New secrets for a thing that has some already: made by hand at a counter, or because too many tries came near.
//!
//! The old code, the old QR, the old link and whatever was lent with it die in the same transaction.
//! What must not be here: the first ones. They come with the thing (`steps::issue`).

use std::collections::{BTreeSet, HashSet};

use domain::accounts::Actor;
use domain::custody::{AccessCode, EventKind, LinkSecret, QrToken};
use domain::ids::{BankId, ConsignmentId};
use domain::notices::Template;
use domain::{Error, RefusalCode, ShortText, Timestamp};
use serde_json::json;

use super::sql::{self, Consignment};
use super::{digits, secrets, shares, sql_events, sql_tries, tell};
use crate::db::{Handle, Tx};
use crate::fault::Result;
use crate::house::House;

/// A code, as its life is counted: so many wrong ones that were surely meant for it, then it is replaced.
pub(super) const TRIES: i64 = 5;

/// Makes new secrets by hand, for a slip on paper; gives the link that they are derived from. The recipient is told
/// that there are new ones, not what they are.
///
/// # Errors
/// `WrongState` when it does not wait inside, `DeadlinePassed`.
pub async fn issue_by_hand(
    tx: &mut Tx,
    house: &House,
    actor: &Actor,
    id: ConsignmentId,
    reason: &ShortText,
) -> Result<LinkSecret, Error> {
    let consignment = sql::take(tx, id).await?.ok_or(RefusalCode::NotFound)?;
    let now = house.now();
    if let Some(refusal) = refuses_new(&consignment, now)? {
        return Err(refusal.into());
    }
    let (link, _) = renew(tx, house, &consignment, now).await?;
    let reason = reason.as_str().to_owned();
    sql_events::add(tx, id, &EventKind::IssuedByHand { reason }, actor, now).await?;
    let data = tell::data(tx, &consignment, now).await?;
    tell::send(tx, house, &consignment, Template::CodeByHand, data, now).await?;
    Ok(link)
}

/// Why there may be no new secrets now; none while the old ones open something.
pub(super) fn refuses_new(consignment: &Consignment, now: Timestamp) -> Result<Option<RefusalCode>> {
    Ok(match consignment.state()?.stored() {
        Some(rest) if !consignment.is_held() => rest.is_late(now).then_some(RefusalCode::DeadlinePassed),
        _ => Some(RefusalCode::WrongState),
    })
}

/// Code and QR of a slip, while its link is the one that counts.
///
/// # Errors
/// What the database says.
pub async fn slip(
    h: &mut impl Handle,
    house: &House,
    id: ConsignmentId,
    link: &LinkSecret,
) -> Result<Option<(AccessCode, QrToken)>> {
    let found = sql::by_link(h, &secrets::link_hash(&house.key, link)).await?;
    let Some(own) = found.filter(|c| c.id.0 == id) else {
        return Ok(None);
    };
    let waits = own.state()?.stored().is_some();
    Ok(waits.then(|| {
        (
            secrets::code(&house.key, link, own.code_salt, own.code_form()),
            secrets::qr(&house.key, link),
        )
    }))
}

/// New secrets instead of the old ones, and no tries counted.
pub(super) async fn renew(
    tx: &mut Tx,
    house: &House,
    consignment: &Consignment,
    now: Timestamp,
) -> Result<(LinkSecret, AccessCode)> {
    let id = consignment.id.0;
    shares::end_secrets(tx, consignment, false, now).await?;
    let link = LinkSecret::from_bytes(house.outside.chance.bytes());
    let end = digits::asked_end(tx, house, consignment).await?;
    let fresh = secrets::free_code(tx, house, consignment.bank_id.0, &link, end.as_ref()).await?;
    let qr_hash = secrets::qr_hash(&house.key, &secrets::qr(&house.key, &link));
    let link_hash = secrets::link_hash(&house.key, &link);
    sql::set_secrets(tx, id, &link_hash, &fresh, &qr_hash).await?;
    sql_tries::forget(tx, id).await?;
    Ok((link, fresh.code))
}

/// Counts a wrong code against those things of the bank whose code it comes near, and replaces a code that was tried
/// too often. Gives whether anybody is told something.
pub(super) async fn count_try(tx: &mut Tx, house: &House, bank: BankId, typed: &AccessCode) -> Result<bool> {
    let near: HashSet<String> = typed
        .near()
        .map(|code| secrets::code_hash(&house.key, bank, &code))
        .collect();
    // A thing whose own code and whose lent one are both near was meant once.
    let live = sql_tries::live_codes(tx, bank).await?.into_iter();
    let meant: BTreeSet<ConsignmentId> = live
        .filter(|(_, hash)| near.contains(hash))
        .map(|(id, _)| id.0)
        .collect();
    count_against(tx, house, meant).await
}

/// One try more of each of these, in the order of their ids; a code that was tried too often is replaced. Gives whether
/// anybody is told something.
pub(super) async fn count_against(
    tx: &mut Tx,
    house: &House,
    meant: impl IntoIterator<Item = ConsignmentId>,
) -> Result<bool> {
    let mut told = false;
    for id in meant {
        if sql_tries::count(tx, id).await? >= TRIES {
            told |= replace(tx, house, id).await?;
        }
    }
    Ok(told)
}

async fn replace(tx: &mut Tx, house: &House, id: ConsignmentId) -> Result<bool> {
    let Some(consignment) = sql::take(tx, id).await? else {
        return Ok(false);
    };
    let now = house.now();
    // A door that moves is left alone: the next wrong code finds the count still there.
    let Some(rest) = consignment.state()?.stored() else {
        return Ok(false);
    };
    if rest.is_late(now) {
        return Ok(false);
    }
    let (link, code) = renew(tx, house, &consignment, now).await?;
    sql_events::add(tx, id, &EventKind::CodeReplaced, &Actor::House, now).await?;
    let mut data = tell::data(tx, &consignment, now).await?;
    tell::say_code(&mut data, &code);
    data["link"] = json!(tell::link(house, &consignment, &link));
    tell::send(tx, house, &consignment, Template::CodeReplaced, data, now).await?;
    tracing::warn!(bank = %consignment.bank_id.0, "a code is replaced after wrong ones that came near it");
    Ok(true)
}
