//! Makes the keys of approved pools, chunk by chunk: each is a transaction, so a crash loses none and repeats none.
//!
//! Numbers come from chance, never from a counter: who holds one tag cannot guess the next.

use domain::accounts::Actor;
use domain::ids::{KeyId, PoolId};
use domain::notices::Template;
use domain::tags::{PoolEvent, PoolState, PoolWord, TagKey};
use domain::{Span, Timestamp};

use super::figures::{self, What};
use super::sql_pools::{self, PoolRow};
use super::{messages, pools, sql};
use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::house::House;

/// So many keys in one transaction: large enough to be quick, small enough not to hold the writer.
const CHUNK: u32 = 5_000;
/// A node that died is replaced after this.
const LEASE: Span = Span::minutes(1);

/// Makes the keys of one pool, if any waits; gives whether there was one.
///
/// # Errors
/// What the database says.
pub(super) async fn round(house: &House) -> Result<bool> {
    let mut tx = house.db.begin().await?;
    let now = house.now();
    let Some(id) = sql_pools::lease(&mut tx, now, now + LEASE).await? else {
        return Ok(false);
    };
    tx.commit().await?;
    while chunk(house, id).await? {}
    Ok(true)
}

/// Makes one chunk; `false` when the pool is complete.
async fn chunk(house: &House, id: PoolId) -> Result<bool> {
    let now = house.now();
    let mut tx = house.db.begin().await?;
    let gone = || Fault::broken("tags.pool", "looking for a pool whose keys are made");
    let mut pool = sql_pools::pool(&mut tx, id).await?.ok_or_else(gone)?;
    match pool.state()?.word() {
        PoolWord::Approved => move_on(&mut tx, house, &mut pool, PoolEvent::Generate, now).await?,
        PoolWord::Generating => {}
        _ => return Ok(false),
    }
    let left = u32::try_from(pool.quantity - pool.made).unwrap_or_default().min(CHUNK);
    let new = sql::insert_keys(&mut tx, id, &draw(house, left)?).await?;
    let made = sql_pools::add_made(&mut tx, id, new, now + LEASE).await?;
    let complete = made >= pool.quantity;
    if complete {
        issue(&mut tx, house, &mut pool, now).await?;
    }
    tx.commit().await?;
    pools::nudge(house, &pool);
    if complete {
        house.wake.notices.notify_one();
    }
    Ok(!complete)
}

async fn move_on(tx: &mut Tx, house: &House, pool: &mut PoolRow, event: PoolEvent, now: Timestamp) -> Result<()> {
    let refused = |_| Fault::broken("tags.pool", "moving a pool on");
    let state: PoolState = pool.state()?.apply(event, now).map_err(refused)?;
    sql_pools::set_state(tx, pool, &state, &Actor::House, house.now()).await
}

/// The last key is there: its dealer may fetch them.
async fn issue(tx: &mut Tx, house: &House, pool: &mut PoolRow, now: Timestamp) -> Result<()> {
    move_on(tx, house, pool, PoolEvent::Issue, now).await?;
    let dealer = pools::dealer_of(tx, pool).await?;
    let about = (pool.organisation_id.0, pool.dealer_id.map(|id| id.0), pool.product_id.0);
    figures::count(tx, about, What::Issued, pool.quantity, None, now).await?;
    if let Some(dealer) = dealer {
        messages::pool_news(tx, house, Template::PoolIssued, pool, &dealer, None, "").await?;
    }
    Ok(())
}

/// New ids and numbers, as the insert takes them.
fn draw(house: &House, n: u32) -> Result<String> {
    let chance = house.outside.chance.as_ref();
    let mut pairs = Vec::with_capacity(n as usize);
    while pairs.len() < n as usize {
        if let Some(key) = TagKey::from_random(chance.bytes()) {
            pairs.push((KeyId(house.outside.uuid7()), key));
        }
    }
    serde_json::to_string(&pairs).map_err(|e| Fault::broken("tags.draw", "writing new keys").because(e))
}
