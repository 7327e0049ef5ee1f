//! What is kept of the second step about one person: exported without its secrets, and erased.

use domain::Outcome;
use domain::ids::PersonId;
use serde_json::{Value, json};

use super::{passkeys, sql, sql_half, staff};
use crate::accounts::owners::instant;
use crate::db::{Handle, Tx};
use crate::fault::Result;
use crate::house::House;

/// Nothing where there was never any.
pub(in crate::accounts) async fn export(
    h: &mut impl Handle,
    house: &House,
    person: PersonId,
) -> Outcome<Option<Value>> {
    let step = sql::step(h, person).await?;
    let since = step
        .filter(|step| step.secret_sealed.is_some())
        .and_then(|step| step.since);
    let removals = staff::removals(h, house, person).await?;
    let keys = passkeys::sql::passkeys(h, person).await?;
    if since.is_none() && removals.is_empty() && keys.is_empty() {
        return Ok(None);
    }
    let left = sql::recovery_left(h, person).await?;
    let removals: Vec<Value> = removals
        .into_iter()
        .map(|removal| json!({ "at": instant(removal.at.at.0), "reason": removal.reason }))
        .collect();
    let keys: Vec<Value> = keys
        .into_iter()
        .map(|key| json!({ "name": key.name, "added": instant(key.added_at), "last_used": key.used_at.map(instant) }))
        .collect();
    Ok(Some(json!({
        "on_since": since.map(instant),
        "recovery_codes_left": left,
        "passkeys": keys,
        "taken_off": removals,
    })))
}

/// Every row of it.
pub(in crate::accounts) async fn erase(tx: &mut Tx, person: PersonId) -> Result<()> {
    sql::drop_step(tx, person).await?;
    passkeys::sql::drop_all(tx, person).await?;
    sql::drop_removals(tx, person).await?;
    sql_half::drop_all(tx, person).await?;
    Ok(())
}
