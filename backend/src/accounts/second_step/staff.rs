//! The second step of others: the rule of an organisation, and the colleague who lost the phone.

use std::collections::HashMap;

use domain::accounts::second_step::{ColleagueStep, Removal, SecondStepOf, SignInRules, TakeOff};
use domain::accounts::{Actor, PersonState, Role};
use domain::ids::{OrganisationId, PersonId};
use domain::{Moment, Outcome, RefusalCode, ShortText, Timestamp};
use serde_json::json;

use super::sql::{self, NewRemoval, RemovalRow};
use super::{passkeys, set_up, sql_half};
use crate::accounts::service::{Accounts, view};
use crate::accounts::sql as people;
use crate::accounts::sql::PersonRow;
use crate::db::{Handle, Tx};
use crate::fault::Result;
use crate::house::House;

/// What the reason of a removal is sealed under; the place is its row's id.
const REASON: &str = "accounts.second_step_removal";

/// Deletes what nobody answered in time: half sign-ins, questions to browsers.
pub(in crate::accounts) async fn purge(tx: &mut Tx, now: Timestamp) -> Result<u64> {
    Ok(sql_half::purge(tx, now).await? + passkeys::sql::purge(tx, now).await?)
}

/// Whether a session that this person opens now is good for nothing but setting up a second step.
pub(in crate::accounts) async fn must_set_up(h: &mut impl Handle, person: PersonId) -> Result<bool> {
    if !sql::required_of(h, person).await? || sql::is_on(h, person).await? {
        return Ok(false);
    }
    Ok(people::roles(h, person).await?.into_iter().any(Role::is_staff))
}

pub(super) async fn rules(house: &House, organisation: OrganisationId) -> Outcome<SignInRules> {
    let mut reader = house.db.read().await?;
    let required = sql::required(&mut reader, organisation).await?;
    let since: HashMap<PersonId, Timestamp> = sql::since_of(&mut reader, organisation).await?.into_iter().collect();
    let mut roles: HashMap<PersonId, Vec<Role>> = HashMap::new();
    for (person, role) in people::roles_of(&mut reader, organisation).await? {
        roles.entry(person).or_default().push(role);
    }
    let rows = people::people(&mut reader, organisation).await?;
    drop(reader);
    let mut staff = Vec::new();
    for row in rows {
        let mut own = roles.remove(&row.id.0).unwrap_or_default();
        if row.state()? != PersonState::Active || !own.iter().any(|role| role.is_staff()) {
            continue;
        }
        own.sort();
        let since = since.get(&row.id.0).copied();
        staff.push(colleague(&row, own, since)?);
    }
    Ok(SignInRules {
        required,
        people: staff,
    })
}

fn colleague(row: &PersonRow, roles: Vec<Role>, since: Option<Timestamp>) -> Outcome<ColleagueStep> {
    Ok(ColleagueStep {
        person: view(row, roles)?,
        since: since.map(Moment::utc),
    })
}

pub(super) async fn require(house: &House, actor: &Actor, required: bool) -> Outcome<()> {
    let mut tx = house.db.begin().await?;
    sql::require(&mut tx, actor.organisation()?, required).await?;
    tx.commit().await?;
    tracing::info!(
        actor = actor.label(),
        required,
        "settled whether the staff must have a second step"
    );
    Ok(())
}

pub(super) async fn of(accounts: &Accounts, actor: &Actor, person: PersonId) -> Outcome<SecondStepOf> {
    let house = &accounts.house;
    let mut reader = house.db.read().await?;
    let row = accounts.own(&mut reader, actor, person).await?;
    let roles = people::roles(&mut reader, person).await?;
    let step = sql::step(&mut reader, person).await?;
    let phone = step
        .filter(|step| step.secret_sealed.is_some())
        .and_then(|step| step.since);
    let keys = passkeys::sql::passkeys(&mut reader, person).await?;
    let since = keys.iter().map(|key| key.added_at).chain(phone).min();
    let removals = removals(&mut reader, house, person).await?;
    Ok(SecondStepOf {
        colleague: colleague(&row, roles, since.map(Timestamp))?,
        own: actor.person().is_ok_and(|own| own == person),
        removals,
    })
}

/// When it was taken off for this person, newest first.
pub(super) async fn removals(h: &mut impl Handle, house: &House, person: PersonId) -> Result<Vec<Removal>> {
    let opened = |row: RemovalRow| -> Result<Removal> {
        Ok(Removal {
            at: Moment::utc(Timestamp(row.at)),
            by: row.by_name,
            reason: house.key.open_text(REASON, &row.id, &row.reason_sealed)?,
        })
    };
    sql::removals(h, person).await?.into_iter().map(opened).collect()
}

pub(super) async fn take_off(accounts: &Accounts, actor: &Actor, person: PersonId, form: &TakeOff) -> Outcome<()> {
    let house = &accounts.house;
    let reason = form.check()?;
    let mut tx = house.db.begin().await?;
    accounts.own(&mut tx, actor, person).await?;
    if actor.person().is_ok_and(|own| own == person) {
        // One's own is turned off with password and code.
        return Err(RefusalCode::NotAllowed.into());
    }
    let gone = sql::drop_step(&mut tx, person).await? + passkeys::sql::drop_all(&mut tx, person).await?;
    if gone == 0 {
        return Err(RefusalCode::WrongState.into());
    }
    sql_half::drop_all(&mut tx, person).await?;
    note(&mut tx, house, actor, person, &reason).await?;
    let data = json!({ "event": "taken_off", "reason": reason.as_str() });
    set_up::tell(&mut tx, house, person, data).await?;
    tx.commit().await?;
    house.wake.notices.notify_one();
    tracing::info!(actor = actor.label(), %person, "took a colleague's second step off");
    Ok(())
}

async fn note(tx: &mut Tx, house: &House, actor: &Actor, person: PersonId, reason: &ShortText) -> Result<()> {
    let id = house.outside.uuid7();
    let chance = house.outside.chance.as_ref();
    let sealed = house
        .key
        .seal(chance, REASON, &id.to_string(), reason.as_str().as_bytes())?;
    let removal = NewRemoval {
        id,
        person,
        by: actor.person().ok(),
        at: house.now(),
        reason_sealed: &sealed,
    };
    sql::insert_removal(tx, &removal).await.map(drop)
}
