//! The SQL of what keys are attached to, and of their history.

use domain::accounts::Actor;
use domain::ids::{KeyId, PersonId};
use domain::tags::{KeyFact, Thing, ThingKind};
use domain::{ShortText, Timestamp};

use super::sql::{KeyRow, damaged, money};
use crate::db::{Handle, Text, Tx, all, exec, maybe};
use crate::fault::Result;
use crate::house::House;

/// What sealed columns are sealed as.
const DESCRIPTION: &str = "tags.description";

#[derive(sqlx::FromRow)]
pub(super) struct ThingRow {
    pub key_id: Text<KeyId>,
    kind: String,
    name: String,
    description_sealed: Option<String>,
    reward_currency: Option<String>,
    reward_minor: Option<i64>,
}

impl ThingRow {
    pub fn thing(&self, house: &House) -> Result<Thing> {
        let lost = || damaged("reading what a key is attached to");
        let description = match &self.description_sealed {
            Some(sealed) => Some(house.key.open_text(DESCRIPTION, &self.key_id.0.to_string(), sealed)?),
            None => None,
        };
        Ok(Thing {
            kind: ThingKind::from_wire(&self.kind).ok_or_else(lost)?,
            name: ShortText::parse(&self.name).map_err(|_| lost())?,
            description,
            reward: money(self.reward_minor, self.reward_currency.as_deref())?,
        })
    }
}

pub(super) async fn thing(h: &mut impl Handle, key: KeyId) -> Result<Option<ThingRow>> {
    maybe!(
        h,
        ThingRow,
        "SELECT key_id, kind, name, description_sealed, reward_currency, reward_minor FROM tag_things WHERE key_id = $1",
        key
    )
}

pub(super) async fn put_thing(tx: &mut Tx, house: &House, key: KeyId, thing: &Thing) -> Result<()> {
    let sealed = match &thing.description {
        Some(text) => Some(house.key.seal(
            house.outside.chance.as_ref(),
            DESCRIPTION,
            &key.to_string(),
            text.as_bytes(),
        )?),
        None => None,
    };
    exec!(
        tx,
        "INSERT INTO tag_things (key_id, kind, name, description_sealed, reward_currency, reward_minor)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (key_id) DO UPDATE SET kind = excluded.kind, name = excluded.name,
             description_sealed = excluded.description_sealed, reward_currency = excluded.reward_currency,
             reward_minor = excluded.reward_minor",
        key,
        thing.kind.wire(),
        thing.name.as_str(),
        sealed,
        thing.reward.map(|money| money.currency.code()),
        thing.reward.map(|money| money.minor)
    )
    .map(drop)
}

pub(super) async fn drop_thing(tx: &mut Tx, key: KeyId) -> Result<()> {
    exec!(tx, "DELETE FROM tag_things WHERE key_id = $1", key).map(drop)
}

#[derive(sqlx::FromRow)]
pub(super) struct EventRow {
    pub at: i64,
    fact: String,
    pub owner_id: Option<Text<PersonId>>,
    pub by: Option<String>,
}

impl EventRow {
    pub fn fact(&self) -> Result<KeyFact> {
        serde_json::from_str(&self.fact).map_err(|e| damaged("reading a key's history").because(e))
    }
}

/// Notes a fact. `owner` is whose key it is: nobody reads what was before them.
pub(super) async fn note(
    tx: &mut Tx,
    key: &KeyRow,
    owner: Option<PersonId>,
    fact: &KeyFact,
    by: &Actor,
    now: Timestamp,
) -> Result<()> {
    let person = match by {
        Actor::Person { person, .. } if Some(*person) != owner => Some(*person),
        _ => None,
    };
    let fact = serde_json::to_string(fact).map_err(|e| damaged("writing a key's history").because(e))?;
    exec!(
        tx,
        "INSERT INTO tag_key_events (key_id, seq, at, fact, owner_id, person_id)
         SELECT $1, COALESCE(MAX(seq), 0) + 1, CAST($2 AS BIGINT), $3, $4, $5 FROM tag_key_events WHERE key_id = $1",
        key.id.0,
        now,
        fact,
        owner,
        person
    )
    .map(drop)
}

pub(super) async fn events(h: &mut impl Handle, key: KeyId) -> Result<Vec<EventRow>> {
    all!(
        h,
        EventRow,
        "SELECT e.at, e.fact, e.owner_id, p.name AS by FROM tag_key_events e LEFT JOIN people p ON p.id = e.person_id
         WHERE e.key_id = $1 ORDER BY e.seq LIMIT 1000",
        key
    )
}

/// What all keys of an owner are attached to.
pub(super) async fn things_of(h: &mut impl Handle, owner: PersonId) -> Result<Vec<ThingRow>> {
    all!(
        h,
        ThingRow,
        "SELECT t.key_id, t.kind, t.name, t.description_sealed, t.reward_currency, t.reward_minor
         FROM tag_keys k JOIN tag_things t ON t.key_id = k.id WHERE k.owner_id = $1 LIMIT 1000",
        owner
    )
}
