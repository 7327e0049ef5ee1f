//! A key goes to another person: by a one-time link that its owner has us send.

use domain::accounts::{Actor, Secret};
use domain::ids::{KeyId, PersonId};
use domain::tags::{KeyEvent, KeyFact, OfferedKey, Thing, TransferView};
use domain::{Email, Outcome, RefusalCode, Span, Timestamp};

use super::keys::{self, cover_view};
use super::sql::{self, KeyRow};
use super::sql_cover::{self, TransferRow};
use super::{cover, messages, sql_things};
use crate::db::{Handle, Tx};
use crate::fault::{Fault, Result};
use crate::house::{House, moment};
use crate::photos;
use crate::secrets::SecretToken;

const LIFE: Span = Span::days(7);
const SECRET: &str = "tags.transfer";
const EMAIL: &str = "tags.transfer.email";

/// Offers a key; an earlier offer dies.
pub(super) async fn offer(tx: &mut Tx, house: &House, key: &KeyRow, from: PersonId, to: &Email) -> Result<()> {
    let now = house.now();
    sql_cover::end_transfers(tx, key.id(), now).await?;
    let id = house.outside.uuid7();
    let chance = house.outside.chance.as_ref();
    let secret = SecretToken::new(chance);
    let sealed = house.key.seal(chance, EMAIL, &id.to_string(), to.as_str().as_bytes())?;
    let new = sql_cover::NewTransfer {
        id,
        key: key.id(),
        from,
        email_sealed: &sealed,
        secret_hash: &secret.lookup_hash(&house.key, SECRET),
        expires_at: now + LIFE,
    };
    sql_cover::insert_transfer(tx, &new, now).await?;
    let by = &Actor::House;
    sql_things::note(tx, key, Some(from), &KeyFact::TransferOffered, by, now).await?;
    messages::key_offered(tx, house, key, from, to, secret.expose()).await
}

/// Takes an offer back; nothing happens when there is none.
pub(super) async fn cancel(tx: &mut Tx, house: &House, key: &KeyRow) -> Result<()> {
    let now = house.now();
    if sql_cover::end_transfers(tx, key.id(), now).await? == 0 {
        return Ok(());
    }
    sql_things::note(tx, key, key.owner(), &KeyFact::TransferEnded, &Actor::House, now).await
}

/// What waits for somebody to follow the link.
pub(super) async fn waiting(h: &mut impl Handle, house: &House, id: KeyId, zone: &str) -> Result<Option<TransferView>> {
    let Some(row) = sql_cover::open_transfer(h, id, house.now()).await? else {
        return Ok(None);
    };
    Ok(Some(TransferView {
        email: email_of(house, &row)?,
        until: moment(zone, Timestamp(row.expires_at)),
    }))
}

fn email_of(house: &House, row: &TransferRow) -> Result<Email> {
    let damaged = || Fault::broken("tags.transfer", "reading to whom a key was offered");
    let sealed = row.email_sealed.as_deref().ok_or_else(damaged)?;
    let text = house.key.open_text(EMAIL, &row.id.0.to_string(), sealed)?;
    Email::parse(&text).map_err(|_| damaged())
}

/// The offer behind a link, with its key, if both still stand.
async fn open(h: &mut impl Handle, house: &House, secret: &Secret) -> Outcome<(TransferRow, KeyRow)> {
    let hash = house.key.lookup_hash(SECRET, secret.expose().as_bytes());
    let row = sql_cover::transfer_by_secret(h, &hash, house.now()).await?;
    let row = row.ok_or(RefusalCode::LinkExpired)?;
    let key = sql::by_id(h, row.key_id.0).await?.ok_or(RefusalCode::LinkExpired)?;
    if key.owner() != Some(row.from_id.0) {
        return Err(RefusalCode::LinkExpired.into());
    }
    Ok((row, key))
}

/// What a link offers, without the giver's description and reward.
pub(super) async fn offered(h: &mut impl Handle, house: &House, secret: &Secret, zone: &str) -> Outcome<OfferedKey> {
    let (row, key) = open(h, house, secret).await?;
    let thing = keys::thing_of(h, house, key.id()).await?;
    let product = cover::product_of(h, &key).await?;
    Ok(OfferedKey {
        key: key.number(),
        thing: thing.map(|thing| String::from(thing.name)).unwrap_or_default(),
        from: sql::person_name(h, row.from_id.0).await?,
        cover: cover_view(key.cover(), product.cover_days, zone, house.now()),
    })
}

/// Takes an offered key over. What its former owner wrote about the thing, beyond its name, does not go with it.
pub(super) async fn accept(tx: &mut Tx, house: &House, secret: &Secret, to: PersonId) -> Outcome<KeyId> {
    let now = house.now();
    let (row, mut key) = open(tx, house, secret).await?;
    let from = row.from_id.0;
    key.apply(KeyEvent::HandOver { to }, now)?;
    key.lost_at = None;
    key.auto_renew = 0;
    sql::save(tx, &mut key).await?;
    if sql_cover::end_transfers(tx, key.id(), now).await? == 0 {
        return Err(RefusalCode::LinkExpired.into());
    }
    if let Some(open) = sql_cover::open_purchase(tx, key.id()).await? {
        cover::give_up(tx, house, &open).await?;
    }
    photos::forget(tx, photos::Of::Thing(key.id())).await?;
    if let Some(thing) = keys::thing_of(tx, house, key.id()).await? {
        let bare = Thing {
            description: None,
            reward: None,
            ..thing
        };
        sql_things::put_thing(tx, house, key.id(), &bare).await?;
    }
    for owner in [from, to] {
        sql_things::note(tx, &key, Some(owner), &KeyFact::Transferred, &Actor::House, now).await?;
    }
    messages::key_given(tx, house, &key, from).await?;
    Ok(key.id())
}
