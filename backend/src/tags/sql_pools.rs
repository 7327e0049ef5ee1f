//! The SQL of pools, and of the keys in them as dealers see them.

use domain::accounts::Actor;
use domain::ids::{DealerId, IntentId, KeyId, OrganisationId, PersonId, PoolId, ProductId};
use domain::tags::{InFour, KeyWord, PoolState, ProductKind, TagKey};
use domain::{Money, Timestamp};

use super::sql::{damaged, money};
use crate::db::{Handle, Text, Tx, all, exec, maybe, one};
use crate::fault::{Fault, FaultKind, Result};

/// One pool, as it is kept.
#[derive(sqlx::FromRow)]
pub(super) struct PoolRow {
    pub id: Text<PoolId>,
    pub organisation_id: Text<OrganisationId>,
    pub dealer_id: Option<Text<DealerId>>,
    pub dealer_name: Option<String>,
    pub product_id: Text<ProductId>,
    product_name: String,
    kind: String,
    pub vat_permille: i64,
    pub product_currency: String,
    pub number: i64,
    pub quantity: i64,
    pub made: i64,
    state_body: String,
    currency: Option<String>,
    unit_minor: Option<i64>,
    pub note: Option<String>,
    pub ordered_by: String,
    pub created_at: i64,
    version: i64,
}

impl PoolRow {
    pub fn state(&self) -> Result<PoolState> {
        serde_json::from_str(&self.state_body).map_err(|e| damaged("reading a pool's state").because(e))
    }

    pub fn unit(&self) -> Result<Option<Money>> {
        money(self.unit_minor, self.currency.as_deref())
    }

    pub fn product(&self) -> Result<InFour> {
        serde_json::from_str(&self.product_name).map_err(|e| damaged("reading a product's name").because(e))
    }

    pub fn kind(&self) -> Result<ProductKind> {
        ProductKind::from_wire(&self.kind).ok_or_else(|| damaged("reading a product's kind"))
    }

    /// As people say it.
    pub fn said(&self) -> String {
        format!("P-{}", self.number)
    }

    pub fn quantity(&self) -> u32 {
        u32::try_from(self.quantity).unwrap_or_default()
    }
}

macro_rules! pool_query {
    ($rest:literal) => {
        concat!(
            "SELECT p.id, p.organisation_id, p.dealer_id, d.name AS dealer_name,
                    p.product_id, g.name AS product_name, g.kind, g.vat_permille, g.currency AS product_currency,
                    p.number, p.quantity, p.made, p.state_body, p.currency, p.unit_minor, p.note, w.name AS ordered_by,
                    p.created_at, p.version
             FROM key_pools p JOIN products g ON g.id = p.product_id
             JOIN people w ON w.id = p.ordered_by LEFT JOIN dealers d ON d.id = p.dealer_id WHERE ",
            $rest
        )
    };
}

pub(super) async fn pool(h: &mut impl Handle, id: PoolId) -> Result<Option<PoolRow>> {
    maybe!(h, PoolRow, pool_query!("p.id = $1"), id)
}

/// Newest first. `dealer` narrows to one; `state` to one word.
pub(super) async fn pools(
    h: &mut impl Handle,
    organisation: OrganisationId,
    dealer: Option<DealerId>,
    state: Option<&str>,
    before: Option<PoolId>,
    limit: i64,
) -> Result<Vec<PoolRow>> {
    all!(
        h,
        PoolRow,
        pool_query!(
            "p.organisation_id = $1 AND (CAST($2 AS TEXT) IS NULL OR p.dealer_id = $2)
             AND (CAST($3 AS TEXT) IS NULL OR p.state = $3) AND (CAST($4 AS TEXT) IS NULL OR p.id < $4)
             ORDER BY p.id DESC LIMIT $5"
        ),
        organisation,
        dealer,
        state,
        before,
        limit
    )
}

pub(super) async fn pool_by_once(h: &mut impl Handle, once: &str) -> Result<Option<PoolId>> {
    let row = maybe!(h, (Text<PoolId>,), "SELECT id FROM key_pools WHERE once_key = $1", once)?;
    Ok(row.map(|(id,)| id.0))
}

pub(super) struct NewPool<'a> {
    pub id: PoolId,
    pub organisation: OrganisationId,
    pub dealer: Option<DealerId>,
    pub product: ProductId,
    pub quantity: u32,
    pub unit: Option<Money>,
    pub note: Option<&'a str>,
    pub ordered_by: PersonId,
    pub once: &'a str,
}

/// A new pool with the next number of its organisation; two at once meet the unique index and try again.
pub(super) async fn insert_pool(tx: &mut Tx, pool: &NewPool<'_>, state: &PoolState, now: Timestamp) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO key_pools (id, organisation_id, dealer_id, product_id, number, quantity, state, state_body, currency,
             unit_minor, note, ordered_by, once_key, created_at)
         SELECT $1, $2, $3, $4, COALESCE(MAX(number), 1000) + 1, CAST($5 AS BIGINT), $6, $7, $8, CAST($9 AS BIGINT), $10,
             $11, $12, CAST($13 AS BIGINT)
         FROM key_pools WHERE organisation_id = $2",
        pool.id,
        pool.organisation,
        pool.dealer,
        pool.product,
        pool.quantity,
        state.word().wire(),
        body(state)?,
        pool.unit.map(|money| money.currency.code()),
        pool.unit.map(|money| money.minor),
        pool.note,
        pool.ordered_by,
        pool.once,
        now
    )
    .map(drop)
}

fn body(state: &PoolState) -> Result<String> {
    serde_json::to_string(state).map_err(|e| damaged("writing a pool's state").because(e))
}

/// Writes a new state over the version that was read, and into the history.
pub(super) async fn set_state(
    tx: &mut Tx,
    pool: &mut PoolRow,
    state: &PoolState,
    by: &Actor,
    now: Timestamp,
) -> Result<()> {
    let text = body(state)?;
    let changed = exec!(
        tx,
        "UPDATE key_pools SET state = $3, state_body = $4, version = version + 1 WHERE id = $1 AND version = $2",
        pool.id.0,
        pool.version,
        state.word().wire(),
        &text
    )?;
    if changed == 0 {
        return Err(Fault::new(
            FaultKind::Conflict,
            "tags.version",
            "writing a pool that somebody else wrote",
        ));
    }
    pool.version += 1;
    pool.state_body = text;
    note(tx, pool.id.0, state, by, now).await
}

pub(super) async fn note(tx: &mut Tx, pool: PoolId, state: &PoolState, by: &Actor, now: Timestamp) -> Result<()> {
    let person = match by {
        Actor::Person { person, .. } => Some(*person),
        _ => None,
    };
    exec!(
        tx,
        "INSERT INTO key_pool_events (pool_id, seq, at, state, person_id)
         SELECT $1, COALESCE(MAX(seq), 0) + 1, CAST($2 AS BIGINT), $3, $4 FROM key_pool_events WHERE pool_id = $1",
        pool,
        now,
        state.word().wire(),
        person
    )
    .map(drop)
}

/// Sets the price of one key.
pub(super) async fn set_unit(tx: &mut Tx, pool: PoolId, unit: Money) -> Result<()> {
    exec!(
        tx,
        "UPDATE key_pools SET currency = $2, unit_minor = $3 WHERE id = $1",
        pool,
        unit.currency.code(),
        unit.minor
    )
    .map(drop)
}

#[derive(sqlx::FromRow)]
pub(super) struct PoolEventRow {
    pub at: i64,
    pub state: String,
    pub by: Option<String>,
}

pub(super) async fn pool_events(h: &mut impl Handle, pool: PoolId) -> Result<Vec<PoolEventRow>> {
    all!(
        h,
        PoolEventRow,
        "SELECT e.at, e.state, p.name AS by FROM key_pool_events e LEFT JOIN people p ON p.id = e.person_id
         WHERE e.pool_id = $1 ORDER BY e.seq LIMIT 200",
        pool
    )
}

/// Takes a pool whose keys must be made, for so long; none when there is nothing to do.
pub(super) async fn lease(tx: &mut Tx, now: Timestamp, until: Timestamp) -> Result<Option<PoolId>> {
    let row = maybe!(
        tx,
        (Text<PoolId>,),
        "UPDATE key_pools SET lease_until = $2
         WHERE lease_until <= $1 AND id = (SELECT id FROM key_pools WHERE state IN ('approved', 'generating')
             AND lease_until <= $1 ORDER BY id LIMIT 1) RETURNING id",
        now,
        until
    )?;
    Ok(row.map(|(id,)| id.0))
}

/// So many keys more are there. Gives how many are there now.
pub(super) async fn add_made(tx: &mut Tx, pool: PoolId, made: u64, lease_until: Timestamp) -> Result<i64> {
    let made = i64::try_from(made).unwrap_or_default();
    let (made,) = one!(
        tx,
        (i64,),
        "UPDATE key_pools SET made = made + $2, lease_until = $3 WHERE id = $1 RETURNING made",
        pool,
        made,
        lease_until
    )?;
    Ok(made)
}

#[derive(sqlx::FromRow)]
struct CountRow {
    word: String,
    n: i64,
}

/// How many keys of a pool are in which state.
pub(super) async fn counts(h: &mut impl Handle, pool: PoolId) -> Result<Vec<(KeyWord, u64)>> {
    let rows = all!(
        h,
        CountRow,
        "SELECT CASE WHEN blocked_at IS NULL THEN state ELSE 'blocked' END AS word, COUNT(*) AS n FROM tag_keys
         WHERE pool_id = $1 GROUP BY CASE WHEN blocked_at IS NULL THEN state ELSE 'blocked' END",
        pool
    )?;
    let counted = |word: KeyWord| rows.iter().find(|row| row.word == word.wire()).map_or(0, |row| row.n);
    Ok(KeyWord::ALL
        .into_iter()
        .map(|word| (word, u64::try_from(counted(word)).unwrap_or_default()))
        .filter(|(_, n)| *n > 0)
        .collect())
}

/// The numbers of a pool in their order from one place on, with their states.
pub(super) async fn numbers(h: &mut impl Handle, pool: PoolId, from: i64, limit: i64) -> Result<Vec<(TagKey, String)>> {
    let rows = all!(
        h,
        (Text<TagKey>, String),
        "SELECT number, CASE WHEN blocked_at IS NULL THEN state ELSE 'blocked' END FROM tag_keys
         WHERE pool_id = $1 ORDER BY number LIMIT $3 OFFSET $2",
        pool,
        from,
        limit
    )?;
    Ok(rows.into_iter().map(|(key, state)| (key.0, state)).collect())
}

#[derive(sqlx::FromRow)]
pub(super) struct DealerKeyRow {
    pub id: Text<KeyId>,
    pub number: Text<TagKey>,
    pub pool_id: Text<PoolId>,
    pub pool_number: i64,
    product_name: String,
    state: String,
    pub sold_at: Option<i64>,
    pub owned_since: Option<i64>,
}

impl DealerKeyRow {
    pub fn word(&self) -> KeyWord {
        KeyWord::from_wire(&self.state).unwrap_or(KeyWord::Blocked)
    }

    pub fn product(&self) -> Result<InFour> {
        serde_json::from_str(&self.product_name).map_err(|e| damaged("reading a product's name").because(e))
    }
}

/// What a list of a dealer's keys is narrowed to.
pub(super) struct NarrowKeys {
    pub dealer: DealerId,
    pub number: Option<String>,
    pub state: Option<&'static str>,
    pub pool: Option<PoolId>,
    /// The last row of the page before: pool and number.
    pub after: Option<(PoolId, String)>,
    pub limit: i64,
}

/// Newest pool first, within a pool by number.
pub(super) async fn dealer_keys(h: &mut impl Handle, narrow: NarrowKeys) -> Result<Vec<DealerKeyRow>> {
    let (after_pool, after_number) = narrow.after.unzip();
    all!(
        h,
        DealerKeyRow,
        "SELECT k.id, k.number, p.id AS pool_id, p.number AS pool_number, g.name AS product_name,
                CASE WHEN k.blocked_at IS NULL THEN k.state ELSE 'blocked' END AS state, k.sold_at, k.owned_since
         FROM key_pools p JOIN tag_keys k ON k.pool_id = p.id JOIN products g ON g.id = p.product_id
         WHERE p.dealer_id = $1 AND p.state = 'issued'
           AND (CAST($2 AS TEXT) IS NULL OR k.number = $2)
           AND (CAST($3 AS TEXT) IS NULL OR (CASE WHEN k.blocked_at IS NULL THEN k.state ELSE 'blocked' END) = $3)
           AND (CAST($4 AS TEXT) IS NULL OR p.id = $4)
           AND (CAST($5 AS TEXT) IS NULL OR p.id < $5 OR (p.id = $5 AND k.number > $6))
         ORDER BY p.id DESC, k.number LIMIT $7",
        narrow.dealer,
        narrow.number,
        narrow.state,
        narrow.pool,
        after_pool,
        after_number,
        narrow.limit
    )
}

/// What stands on a dealer's invoice: pools that were put on it. Who settles invoices takes them off by paying.
pub(super) async fn on_invoice(h: &mut impl Handle, dealer: DealerId, currency: &str) -> Result<i64> {
    let (sum,) = one!(
        h,
        (i64,),
        "SELECT CAST(COALESCE(SUM(p.unit_minor * p.quantity), 0) AS BIGINT) FROM key_pools p
         WHERE p.dealer_id = $1 AND p.currency = $2 AND p.state <> 'refused'
           AND EXISTS (SELECT 1 FROM key_pool_events e WHERE e.pool_id = p.id AND e.state = 'on_invoice')
           AND NOT EXISTS (SELECT 1 FROM key_pool_events e WHERE e.pool_id = p.id AND e.state = 'paid')",
        dealer,
        currency
    )?;
    Ok(sum)
}

/// The payment that was asked for last.
pub(super) async fn intent(h: &mut impl Handle, pool: PoolId) -> Result<Option<IntentId>> {
    let row = maybe!(
        h,
        (Text<IntentId>,),
        "SELECT intent_id FROM key_pools WHERE id = $1 AND intent_id IS NOT NULL",
        pool
    )?;
    Ok(row.map(|(id,)| id.0))
}

pub(super) async fn set_intent(tx: &mut Tx, pool: PoolId, intent: IntentId) -> Result<()> {
    exec!(tx, "UPDATE key_pools SET intent_id = $2 WHERE id = $1", pool, intent).map(drop)
}
