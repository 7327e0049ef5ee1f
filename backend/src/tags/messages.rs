//! What owners and dealers are told, in the transaction of what it tells of. Wake the notices after the commit.
//!
//! What must not be here: the words. They are in the templates.

use domain::ids::{IntentId, PersonId};
use domain::notices::Template;
use domain::tags::{Reminder, Thing};
use domain::{Email, Locale, Money};
use serde_json::{Value, json};

use super::keys;
use super::sql::{self, KeyRow};
use super::sql_dealers::DealerRow;
use super::sql_pools::PoolRow;
use crate::accounts::{contact_of, tell};
use crate::db::{Handle, Tx};
use crate::fault::Result;
use crate::house::{House, moment};
use crate::notices::{Draft, enqueue};
use crate::payments;

/// The address of a page of ours in somebody's language.
fn page(house: &House, locale: Locale, path: &str) -> String {
    format!("{}/{}{path}", house.settings.public_url, locale.code())
}

/// Key, thing, end of the cover and address, as every message about a key has them.
async fn about(h: &mut impl Handle, house: &House, row: &KeyRow, reader: PersonId) -> Result<Value> {
    let (zone, locale) = sql::reads_in(h, reader).await?.unwrap_or_default();
    let locale = Locale::from_code(&locale).unwrap_or_default();
    let thing = keys::thing_of(h, house, row.id()).await?;
    Ok(json!({
        "key": row.number().grouped(),
        "thing": thing.map(|thing| String::from(thing.name)).unwrap_or_default(),
        "until": row.cover_until().map(|at| moment(&zone, at)),
        "link": page(house, locale, &format!("/owner/keys/{}", row.id())),
    }))
}

/// The key is yours now.
pub(super) async fn activated(tx: &mut Tx, house: &House, row: &KeyRow, thing: &Thing, owner: PersonId) -> Result<()> {
    let mut data = about(tx, house, row, owner).await?;
    data["thing"] = thing.name.as_str().into();
    tell(tx, house, owner, Template::KeyActivated, data).await.map(drop)
}

/// The cover was paid.
pub(super) async fn cover_paid(tx: &mut Tx, house: &House, row: &KeyRow, payer: PersonId) -> Result<()> {
    if row.owner().is_none() {
        return Ok(());
    }
    let data = about(tx, house, row, payer).await?;
    tell(tx, house, payer, Template::CoverPaid, data).await.map(drop)
}

/// The cover ends, or ended; with a payment, where to pay the next period.
pub(super) async fn cover_ends(
    tx: &mut Tx,
    house: &House,
    row: &KeyRow,
    owner: PersonId,
    reminder: Reminder,
    pay: Option<IntentId>,
) -> Result<()> {
    let mut data = about(tx, house, row, owner).await?;
    data["days"] = reminder.days().into();
    data["pay"] = pay
        .map(|intent| format!("{}{}", house.settings.public_url, payments::pay_link(house, intent)))
        .into();
    tell(tx, house, owner, Template::CoverEnds, data).await.map(drop)
}

/// Somebody wants to give you this key.
pub(super) async fn key_offered(
    tx: &mut Tx,
    house: &House,
    row: &KeyRow,
    from: PersonId,
    to: &Email,
    secret: &str,
) -> Result<()> {
    let Some(giver) = contact_of(tx, house, from).await? else {
        return Ok(());
    };
    let mut data = about(tx, house, row, from).await?;
    data["name"] = giver.name.into();
    data["organisation"] = giver.organisation_name.into();
    data["link"] = page(house, giver.locale, &format!("/offered/{secret}")).into();
    let draft = Draft {
        template: Template::KeyOffered,
        locale: giver.locale,
        email: Some(to),
        phone: None,
        data,
    };
    enqueue(tx, house, draft).await.map(drop)
}

/// Your key is somebody else's now.
pub(super) async fn key_given(tx: &mut Tx, house: &House, row: &KeyRow, from: PersonId) -> Result<()> {
    let data = about(tx, house, row, from).await?;
    tell(tx, house, from, Template::KeyGiven, data).await.map(drop)
}

/// News of a pool, to the dealer's firm.
pub(super) async fn pool_news(
    tx: &mut Tx,
    house: &House,
    template: Template,
    pool: &PoolRow,
    dealer: &DealerRow,
    total: Option<Money>,
    reason: &str,
) -> Result<()> {
    let locale = dealer.locale();
    let draft = Draft {
        template,
        locale,
        email: Some(&dealer.email()?),
        phone: None,
        data: json!({
            "organisation": dealer.organisation_name,
            "name": dealer.name,
            "pool": pool.said(),
            "product": pool.product()?.get(locale),
            "n": pool.quantity,
            "total": total.map(|money| money.written(locale)),
            "reason": reason,
            "link": page(house, locale, &format!("/dealer/pools/{}", pool.id.0)),
        }),
    };
    enqueue(tx, house, draft).await.map(drop)
}

/// You did not become a dealer.
pub(super) async fn application_refused(
    tx: &mut Tx,
    house: &House,
    organisation: &str,
    firm: &str,
    to: &Email,
    locale: Locale,
) -> Result<()> {
    let draft = Draft {
        template: Template::ApplicationRefused,
        locale,
        email: Some(to),
        phone: None,
        data: json!({ "organisation": organisation, "name": firm }),
    };
    enqueue(tx, house, draft).await.map(drop)
}
