//! The SQL of keys: which ones banks say that they obey, and what was done with them at the machine.

use domain::Timestamp;
use domain::ids::{BankId, CommandId};
use domain::lockers::protocol::HeldKeys;
use uuid::Uuid;

use crate::db::{Handle, Text, Tx, all, exec, maybe};
use crate::fault::Result;

/// What a bank that is there says of its keys.
#[derive(sqlx::FromRow)]
pub(super) struct HeldRow {
    pub bank_id: Text<BankId>,
    pub generation: i64,
    pub held: String,
}

/// A bank, and what it says of its keys, if it ever said anything.
#[derive(sqlx::FromRow)]
pub(super) struct StandingRow {
    pub name: String,
    pub time_zone: String,
    pub online: i64,
    pub generation: Option<i64>,
    pub held: Option<String>,
    pub since: Option<i64>,
}

/// One thing that was done with a key.
#[derive(sqlx::FromRow)]
pub(super) struct StepRow {
    pub at: i64,
    pub step: String,
    pub public: String,
    pub reason: Option<String>,
}

impl HeldRow {
    pub(super) fn keys(&self) -> HeldKeys {
        read(self.generation, &self.held)
    }
}

impl StandingRow {
    pub(super) fn keys(&self) -> Option<HeldKeys> {
        Some(read(self.generation?, self.held.as_deref()?))
    }
}

/// We wrote these ourselves, from a message that was checked.
fn read(generation: i64, held: &str) -> HeldKeys {
    HeldKeys {
        generation: u64::try_from(generation).unwrap_or_default(),
        held: held.split_whitespace().filter_map(|key| key.parse().ok()).collect(),
    }
}

/// Notes what a bank says; what it has said before changes nothing.
pub(super) async fn hear(tx: &mut Tx, bank: BankId, keys: &HeldKeys, now: Timestamp) -> Result<u64> {
    let generation = i64::try_from(keys.generation).unwrap_or(i64::MAX);
    let held: Vec<String> = keys.held.iter().map(ToString::to_string).collect();
    let held = held.join(" ");
    exec!(
        tx,
        "INSERT INTO bank_keys (bank_id, generation, held, since) VALUES ($1, $2, $3, $4)
         ON CONFLICT (bank_id) DO UPDATE
         SET generation = excluded.generation, held = excluded.held, since = excluded.since, told_id = NULL, told_at = NULL
         WHERE bank_keys.generation <> excluded.generation OR bank_keys.held <> excluded.held",
        bank,
        generation,
        held,
        now
    )
}

/// A bank whose program says nothing of keys any more: nothing is known.
pub(super) async fn forget(tx: &mut Tx, bank: BankId) -> Result<u64> {
    exec!(tx, "DELETE FROM bank_keys WHERE bank_id = $1", bank)
}

/// Banks that are there and were not told anything since `again`.
pub(super) async fn to_tell(h: &mut impl Handle, again: Timestamp) -> Result<Vec<HeldRow>> {
    all!(
        h,
        HeldRow,
        "SELECT k.bank_id, k.generation, k.held FROM bank_keys k JOIN banks b ON b.id = k.bank_id
         WHERE b.online = 1 AND (k.told_at IS NULL OR k.told_at < $1) ORDER BY k.bank_id",
        again
    )
}

/// Takes it on oneself to tell a bank in this state; 0 when it is in another by now, or somebody else was faster.
pub(super) async fn lease(
    tx: &mut Tx,
    row: &HeldRow,
    order: CommandId,
    now: Timestamp,
    again: Timestamp,
) -> Result<u64> {
    exec!(
        tx,
        "UPDATE bank_keys SET told_id = $3, told_at = $4
         WHERE bank_id = $1 AND generation = $2 AND (told_at IS NULL OR told_at < $5)",
        row.bank_id.0,
        row.generation,
        order,
        now,
        again
    )
}

/// Whether this is the order about keys that the bank was told last.
pub(super) async fn was_told(h: &mut impl Handle, bank: BankId, order: CommandId) -> Result<bool> {
    let found = maybe!(
        h,
        (String,),
        "SELECT bank_id FROM bank_keys WHERE bank_id = $1 AND told_id = $2",
        bank,
        order
    )?;
    Ok(found.is_some())
}

/// The banks of an organisation, or all for an empty text.
pub(super) async fn standings(h: &mut impl Handle, organisation: &str) -> Result<Vec<StandingRow>> {
    all!(
        h,
        StandingRow,
        "SELECT b.name, b.time_zone, b.online, k.generation, k.held, k.since
         FROM banks b LEFT JOIN bank_keys k ON k.bank_id = b.id
         WHERE $1 = '' OR b.organisation_id = $1 ORDER BY b.name, b.id",
        organisation
    )
}

pub(super) async fn add_step(
    tx: &mut Tx,
    id: Uuid,
    now: Timestamp,
    step: &str,
    public: &str,
    reason: Option<&str>,
) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO key_steps (id, at, step, public, reason) VALUES ($1, $2, $3, $4, $5)",
        id,
        now,
        step,
        public,
        reason
    )?;
    Ok(())
}

/// What was done, the newest first.
pub(super) async fn steps(h: &mut impl Handle) -> Result<Vec<StepRow>> {
    all!(
        h,
        StepRow,
        "SELECT at, step, public, reason FROM key_steps ORDER BY at DESC, id DESC LIMIT 20"
    )
}

/// What was done last with this key.
pub(super) async fn last_step(h: &mut impl Handle, public: &str) -> Result<Option<String>> {
    let found = maybe!(
        h,
        (String,),
        "SELECT step FROM key_steps WHERE public = $1 ORDER BY at DESC, id DESC LIMIT 1",
        public
    )?;
    Ok(found.map(|(step,)| step))
}
