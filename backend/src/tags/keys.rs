//! What is done with a key inside somebody's transaction, and how it is shown. The ports decide who may.

use domain::accounts::Actor;
use domain::ids::{KeyId, PersonId};
use domain::tags::{
    Cover, CoverView, KeyEvent, KeyFact, KeyHistory, KeyState, KeyWord, MyKey, Standing, TagKey, Thing,
};
use domain::{FieldError, Moment, Outcome, Refusal, RefusalCode, Span, Timestamp};

use super::figures::{self, What};
use super::sql::{self, KeyRow};
use super::{sql_products, sql_things};
use crate::db::{Handle, Tx};
use crate::fault::{Fault, Result};
use crate::house::{House, moment};
use crate::photos;

/// So many numbers that are none may somebody try within an hour.
const MOST_MISSES: i64 = 20;
const MISS_WINDOW: Span = Span::hours(1);
const WHO: &str = "tags.miss";

/// The key with this number, if it was issued. A blocked one is found too: its state says so.
///
/// # Errors
/// What the database says.
pub async fn find_key(h: &mut impl Handle, key: &TagKey) -> Result<Option<KeyRow>> {
    sql::by_number(h, key).await
}

/// One issued key.
///
/// # Errors
/// What the database says.
pub async fn key(h: &mut impl Handle, id: KeyId) -> Result<Option<KeyRow>> {
    sql::by_id(h, id).await
}

/// Whose key it is; none for one that nobody has activated.
///
/// # Errors
/// What the database says.
pub async fn owner_of(h: &mut impl Handle, id: KeyId) -> Result<Option<PersonId>> {
    Ok(sql::by_id(h, id).await?.and_then(|row| row.owner()))
}

/// What a key is attached to, once it is activated.
///
/// # Errors
/// What the database says.
pub async fn thing_of(h: &mut impl Handle, house: &House, id: KeyId) -> Result<Option<Thing>> {
    let row = sql_things::thing(h, id).await?;
    row.map(|row| row.thing(house)).transpose()
}

/// A refusal at one field of a form.
pub(super) fn at(field: &str, code: RefusalCode) -> domain::Error {
    Refusal::with_fields(
        RefusalCode::Form,
        vec![FieldError {
            field: field.to_owned(),
            code,
        }],
    )
    .into()
}

/// A key that can be made somebody's own: issued, not blocked, nobody's.
pub(super) async fn free(h: &mut impl Handle, key: &TagKey) -> Outcome<KeyRow> {
    let row = sql::by_number(h, key).await?;
    let row = row.ok_or(RefusalCode::UnknownKey)?;
    match row.state()? {
        KeyState::Blocked { .. } => Err(RefusalCode::UnknownKey.into()),
        KeyState::Open {
            standing: Standing::Printed | Standing::Sold { .. },
        } => Ok(row),
        KeyState::Open { .. } => Err(RefusalCode::Taken.into()),
    }
}

/// Lets nobody try number after number. Whoever asks is a person or an address.
pub(super) async fn may_try(h: &mut impl Handle, house: &House, actor: &Actor) -> Outcome<()> {
    let row = sql::misses(h, &who(house, actor)).await?;
    let now = house.now();
    let fresh = |row: &sql::MissRow| Timestamp(row.since) + MISS_WINDOW > now;
    if row.is_some_and(|row| fresh(&row) && row.n >= MOST_MISSES) {
        return Err(RefusalCode::SlowDown.into());
    }
    Ok(())
}

/// Notes that somebody tried a number that is none of ours.
pub(super) async fn missed(house: &House, actor: &Actor) -> Result<()> {
    let now = house.now();
    let mut tx = house.db.begin().await?;
    sql::miss(&mut tx, &who(house, actor), now, now - MISS_WINDOW).await?;
    tx.commit().await
}

fn who(house: &House, actor: &Actor) -> String {
    let who = match actor {
        Actor::Visitor { address } => address.clone(),
        other => other.label(),
    };
    house.key.lookup_hash(WHO, who.as_bytes())
}

/// Makes a free key somebody's.
pub(super) async fn activate(
    tx: &mut Tx,
    house: &House,
    key: &TagKey,
    thing: &Thing,
    owner: PersonId,
    by: &Actor,
) -> Outcome<KeyRow> {
    let now = house.now();
    let mut row = free(tx, key).await?;
    let product = sql_products::product(tx, row.product_id.0).await?;
    let product = product.ok_or_else(|| Fault::broken("tags.product", "looking for the product of a key"))?;
    let unsold = row.state()?.word() == KeyWord::Printed;
    row.apply(KeyEvent::Activate { owner }, now)?;
    if product.included_days > 0 {
        row.set_cover(Cover { until: None }.extended(product.included_days, now), now);
    }
    sql::save(tx, &mut row).await?;
    sql_things::put_thing(tx, house, row.id(), thing).await?;
    let by_telephone = !matches!(by, Actor::Person { person, .. } if *person == owner);
    let fact = KeyFact::Activated { by_telephone };
    sql_things::note(tx, &row, Some(owner), &fact, by, now).await?;
    if unsold {
        figures::count_key(tx, &row, What::Sold, 1, None, now).await?;
    }
    figures::count_key(tx, &row, What::Activated, 1, None, now).await?;
    Ok(row)
}

/// Reports a key's thing as lost, or takes that back.
pub(super) async fn set_lost(tx: &mut Tx, house: &House, row: &mut KeyRow, lost: bool, by: &Actor) -> Outcome<()> {
    if row.lost_at.is_some() == lost {
        return Ok(());
    }
    let now = house.now();
    row.lost_at = lost.then_some(now.0);
    sql::save(tx, row).await?;
    let fact = if lost { KeyFact::Lost } else { KeyFact::NotLost };
    sql_things::note(tx, row, row.owner(), &fact, by, now).await?;
    Ok(())
}

/// Takes everything off a key that was its owner's: it can be activated anew. For erasures, within their transaction.
///
/// # Errors
/// What the database says.
pub async fn release_all(tx: &mut Tx, house: &House, owner: PersonId) -> Result<u64> {
    let now = house.now();
    let mut released = 0;
    for mut row in sql::by_owner(tx, owner).await? {
        if row.apply(KeyEvent::Release, now).is_err() {
            continue;
        }
        sql::save(tx, &mut row).await?;
        sql_things::drop_thing(tx, row.id()).await?;
        photos::forget(tx, photos::Of::Thing(row.id())).await?;
        super::sql_cover::end_transfers(tx, row.id(), now).await?;
        sql_things::note(tx, &row, None, &KeyFact::Released, &Actor::House, now).await?;
        released += 1;
    }
    Ok(released)
}

/// How the cover of a key is shown to somebody in this time zone; `period` is how many days one payment buys.
pub(super) fn cover_view(cover: Cover, period: u16, zone: &str, now: Timestamp) -> CoverView {
    match cover.until {
        None => CoverView::Never,
        Some(until) if until > now => {
            let days_left = cover.days_left(now);
            let of = u32::from(period).max(days_left).max(1);
            CoverView::Paid {
                until: moment(zone, until),
                days_left,
                left_percent: u8::try_from(days_left * 100 / of).unwrap_or(100),
            }
        }
        Some(since) => CoverView::Over {
            since: moment(zone, since),
        },
    }
}

/// What a key is now. Between the end of the cover and the job that notes it, the clock is right and not the row.
pub(super) fn word(row: &KeyRow, now: Timestamp) -> Result<KeyWord> {
    let word = row.state()?.word();
    let over = row.cover_until().is_some_and(|until| until <= now);
    Ok(if word == KeyWord::Active && over {
        KeyWord::Lapsed
    } else {
        word
    })
}

/// A key in a list of its owner's; none for one that is nobody's.
pub(super) async fn my_key(h: &mut impl Handle, house: &House, row: &KeyRow, zone: &str) -> Result<Option<MyKey>> {
    let Some(thing) = thing_of(h, house, row.id()).await? else {
        return Ok(None);
    };
    let product = sql_products::product(h, row.product_id.0).await?;
    let now = house.now();
    Ok(Some(MyKey {
        id: row.id(),
        key: row.number(),
        thing,
        word: word(row, now)?,
        cover: cover_view(row.cover(), product.map_or(0, |product| product.cover_days), zone, now),
        lost: row.lost_since().map(|at| moment(zone, at)),
    }))
}

/// The history of a key. With `only`, what happened while it was theirs, without the names of ours.
pub(super) async fn history(
    h: &mut impl Handle,
    id: KeyId,
    zone: &str,
    only: Option<PersonId>,
) -> Result<Vec<KeyHistory>> {
    let rows = sql_things::events(h, id).await?;
    rows.iter()
        .filter(|row| only.is_none_or(|owner| row.owner_id.is_some_and(|id| id.0 == owner)))
        .map(|row| {
            Ok(KeyHistory {
                at: moment(zone, Timestamp(row.at)),
                what: row.fact()?,
                by: if only.is_some() { None } else { row.by.clone() },
            })
        })
        .collect()
}

/// The time zone in which somebody reads.
pub(super) async fn zone(h: &mut impl Handle, person: PersonId) -> Result<String> {
    Ok(sql::reads_in(h, person)
        .await?
        .map_or_else(|| "UTC".to_owned(), |(zone, _)| zone))
}

/// An instant as a person reads it.
pub(super) fn read_at(zone: &str, at: i64) -> Moment {
    moment(zone, Timestamp(at))
}
