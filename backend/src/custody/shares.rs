//! Somebody else collects: the right to collect, lent once, with a secret of its own, revocable, and dead after its use.
//!
//! The secret of a share is derived from the recipient's link and the share's id. So the recipient's page can show it
//! again, while the database keeps nothing but keyed hashes; and a new link ends whatever the old one had lent.
//! What must not be here: to whom it was lent. Nobody asks that.

use domain::accounts::Actor;
use domain::custody::{EventKind, Keypad, LinkSecret, Rest};
use domain::ids::{BankId, ConsignmentId};
use domain::{Error, RefusalCode, Timestamp};

use super::secrets::Fresh;
use super::sql::{self, Consignment};
use super::sql_shares::{self, ShareRow};
use super::{digits, secrets, sql_digits, sql_events, sql_keypad};
use crate::db::{Handle, Tx};
use crate::fault::Result;
use crate::house::House;

/// The secret of a share, for whoever holds the recipient's link.
pub(super) fn secret(house: &House, link: &LinkSecret, share: &str) -> LinkSecret {
    let input = [link.to_bytes().as_slice(), share.as_bytes()].concat();
    let bytes = house.key.derive_bytes("custody.share.make", &input);
    let mut secret = [0; 16];
    secret.copy_from_slice(&bytes[..16]);
    LinkSecret::from_bytes(secret)
}

/// Lends the right to collect what this link is for.
///
/// # Errors
/// `WrongState` when it does not wait inside or is lent already, `DeadlinePassed`.
pub(super) async fn lend(
    tx: &mut Tx,
    house: &House,
    actor: &Actor,
    id: ConsignmentId,
    link: &LinkSecret,
) -> Result<Consignment, Error> {
    let consignment = sql::take(tx, id).await?.ok_or(RefusalCode::NotFound)?;
    let now = house.now();
    let rest = consignment.state()?.stored().ok_or(RefusalCode::WrongState)?;
    may_lend(&consignment, rest, now)?;
    let share = house.outside.uuid7().to_string();
    let secret = secret(house, link, &share);
    // Whoever comes for somebody else is asked for the end of the recipient's number: of theirs nobody knows.
    let end = digits::asked_end(tx, house, &consignment).await?;
    let fresh = secrets::free_code(tx, house, consignment.bank_id.0, &secret, end.as_ref()).await?;
    let qr = secrets::qr_hash(&house.key, &secrets::qr(&house.key, &secret));
    let link = secrets::link_hash(&house.key, &secret);
    if sql_shares::insert(tx, &share, id, &link, &fresh, &qr, now).await? == 0 {
        return Err(RefusalCode::WrongState.into());
    }
    sql_events::add(tx, id, &EventKind::Shared, actor, now).await?;
    Ok(consignment)
}

fn may_lend(consignment: &Consignment, rest: Rest, now: Timestamp) -> Result<(), RefusalCode> {
    if consignment.is_held() {
        return Err(RefusalCode::WrongState);
    }
    if rest.is_late(now) {
        return Err(RefusalCode::DeadlinePassed);
    }
    Ok(())
}

/// Whether the recipient may lend it now.
pub(super) fn can_lend(consignment: &Consignment, now: Timestamp) -> Result<bool> {
    let rest = consignment.state()?.stored();
    Ok(rest.is_some_and(|rest| may_lend(consignment, rest, now).is_ok()))
}

/// Takes the right back. It ends nothing that is under way at the door already.
///
/// # Errors
/// `WrongState` when nothing is lent.
pub(super) async fn revoke(tx: &mut Tx, house: &House, actor: &Actor, id: ConsignmentId) -> Result<Consignment, Error> {
    let consignment = sql::take(tx, id).await?.ok_or(RefusalCode::NotFound)?;
    let now = house.now();
    if sql_shares::end(tx, id, "revoked", now).await? == 0 {
        return Err(RefusalCode::WrongState.into());
    }
    sql_events::add(tx, id, &EventKind::ShareRevoked, actor, now).await?;
    Ok(consignment)
}

/// Code, QR and whatever was lent open nothing any more. `collected`: because it was taken out.
pub(super) async fn end_secrets(tx: &mut Tx, consignment: &Consignment, collected: bool, now: Timestamp) -> Result<()> {
    let id = consignment.id.0;
    sql::kill_secrets(tx, id).await?;
    let used = collected && consignment.opened_by_share.is_some();
    sql_shares::end(tx, id, if used { "used" } else { "over" }, now).await?;
    Ok(())
}

/// What a secret opens.
pub(super) struct Meant {
    /// The thing, taken by this transaction.
    pub thing: Consignment,
    /// The share, when the secret is one that was lent.
    pub share: Option<String>,
}

/// The keyed hash of a secret that somebody showed.
#[derive(Clone, Copy)]
pub(super) enum Shown<'a> {
    Code(&'a str),
    Qr(&'a str),
}

/// Finds what the holder of a secret that was shown at this bank's kiosk may open, and takes it; and the keypad there, to
/// change it: tries of one bank are counted one after the other. A secret that dies while this waits for the thing opens
/// nothing: whether it fits is asked (again) when the thing is held.
pub(super) async fn take_meant(tx: &mut Tx, bank: BankId, shown: Shown<'_>) -> Result<(Keypad, Option<Meant>)> {
    let (keypad, own) = sql_keypad::take_shown(tx, bank, shown).await?;
    if let Some(thing) = own {
        return Ok((keypad, Some(Meant { thing, share: None })));
    }
    let Some(share) = lent(tx, shown).await? else {
        return Ok((keypad, None));
    };
    let Some(thing) = sql::take(tx, share.consignment_id.0).await? else {
        return Ok((keypad, None));
    };
    let still = lent(tx, shown).await?.filter(|still| still.id == share.id);
    let meant = still.map(|share| Meant {
        thing,
        share: Some(share.id),
    });
    Ok((keypad, meant))
}

async fn lent(tx: &mut Tx, shown: Shown<'_>) -> Result<Option<ShareRow>> {
    match shown {
        Shown::Code(hash) => sql_shares::by_code(tx, hash).await,
        Shown::Qr(hash) => sql_shares::by_qr(tx, hash).await,
    }
}

/// Whether a code is somebody's already.
pub(super) async fn is_taken(h: &mut impl Handle, fresh: &Fresh) -> Result<bool> {
    match fresh.alone() {
        Some(alone) => sql_digits::is_taken(h, alone).await,
        None => Ok(
            sql::id_by_code(h, &fresh.hash).await?.is_some() || sql_shares::by_code(h, &fresh.hash).await?.is_some()
        ),
    }
}
