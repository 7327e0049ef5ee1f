//! How banks stand to the keys of the house, and what was done with these at the machine.

use domain::lockers::protocol::PublicKey;
use domain::lockers::{BankKeysView, HouseKeys, KeyMark, KeyStanding, KeyStepView};
use domain::{Moment, Timestamp};

use super::sql_keys;
use crate::db::{Db, Handle};
use crate::fault::Result;
use crate::house::{House, moment};
use crate::secrets::fingerprint;

/// How the banks of an organisation stand, or all of them for an empty text; the worst first.
pub(super) async fn standings(h: &mut impl Handle, organisation: &str, keys: &HouseKeys) -> Result<Vec<BankKeysView>> {
    let rows = sql_keys::standings(h, organisation).await?;
    let mut views: Vec<BankKeysView> = rows
        .into_iter()
        .map(|row| BankKeysView {
            standing: keys.standing(row.keys().as_ref()),
            since: row.since.map(|at| moment(&row.time_zone, Timestamp(at))),
            online: row.online != 0,
            name: row.name,
        })
        .collect();
    views.sort_by_key(|view| view.standing);
    Ok(views)
}

/// What was done, the newest first.
pub(super) async fn steps(h: &mut impl Handle) -> Result<Vec<KeyStepView>> {
    let rows = sql_keys::steps(h).await?;
    let views = rows.into_iter().filter_map(|row| {
        let key: PublicKey = row.public.parse().ok()?;
        Some(KeyStepView {
            mark: KeyMark::from_wire(&row.step)?,
            fingerprint: fingerprint(key.as_bytes()),
            at: Moment::utc(Timestamp(row.at)),
            reason: row.reason,
        })
    });
    Ok(views.collect())
}

/// How all banks of the house stand to its keys; the worst first.
///
/// # Errors
/// What the database says.
pub async fn key_standings(db: &Db, keys: &HouseKeys) -> Result<Vec<(String, KeyStanding)>> {
    let views = standings(&mut db.read().await?, "", keys).await?;
    Ok(views.into_iter().map(|view| (view.name, view.standing)).collect())
}

/// What was done last with this key; none: nothing that was noted.
///
/// # Errors
/// What the database says.
pub async fn last_mark(db: &Db, key: PublicKey) -> Result<Option<KeyMark>> {
    let step = sql_keys::last_step(&mut db.read().await?, &key.to_string()).await?;
    Ok(step.as_deref().and_then(KeyMark::from_wire))
}

/// Notes what was done with keys, in one transaction.
///
/// # Errors
/// What the database says.
pub async fn mark_keys(house: &House, marks: &[(KeyMark, PublicKey)], reason: Option<&str>) -> Result<()> {
    let mut tx = house.db.begin().await?;
    for (mark, key) in marks {
        let id = house.outside.uuid7();
        sql_keys::add_step(&mut tx, id, house.now(), mark.wire(), &key.to_string(), reason).await?;
    }
    tx.commit().await
}
