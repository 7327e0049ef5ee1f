//! One's own second step: on, another phone, new recovery codes, off. Each asks for the password, and for a code where
//! there is a second step already: an open screen that somebody left is not enough.

use domain::accounts::second_step::{
    BeginSecondStep, ProveSecondStep, RecoveryCode, SecondStepSetUp, SecondStepView, StepCode, SwitchedOn, TotpSecret,
    tries,
};
use domain::accounts::{Actor, Role};
use domain::ids::PersonId;
use domain::notices::Template;
use domain::{Moment, Outcome, RefusalCode, Timestamp};
use serde_json::{Value, json};

use super::passkeys::own::prove;
use super::proof::{self, half_minute_of};
use super::{passkeys, sql, sql_half};
use crate::accounts::entry;
use crate::accounts::owners::{at, tell as tell_person};
use crate::accounts::service::Accounts;
use crate::accounts::{sql as people, sql_access};
use crate::db::{Handle, Tx};
use crate::fault::Result;
use crate::house::House;

/// Tells a person what became of their second step. Wake the notices after the commit.
pub(super) async fn tell(tx: &mut Tx, house: &House, person: PersonId, mut data: Value) -> Result<()> {
    if let Some(data) = data.as_object_mut() {
        for field in ["n", "reason"] {
            data.entry(field).or_insert(Value::Null);
        }
    }
    tell_person(tx, house, person, Template::SecondStep, data)
        .await
        .map(drop)
}

/// Whether this person's organisation wants a second step of them.
pub(super) async fn required(h: &mut impl Handle, person: PersonId) -> Result<bool> {
    let staff = people::roles(h, person).await?.into_iter().any(Role::is_staff);
    Ok(staff && sql::required_of(h, person).await?)
}

pub(super) async fn own(house: &House, person: PersonId) -> Outcome<SecondStepView> {
    let mut reader = house.db.read().await?;
    let row = sql::step(&mut reader, person).await?;
    let since = row.filter(|row| row.secret_sealed.is_some()).and_then(|row| row.since);
    let left = sql::recovery_left(&mut reader, person).await?;
    let passkeys = passkeys::sql::count(&mut reader, person).await?;
    Ok(SecondStepView {
        since: since.map(|since| Moment::utc(Timestamp(since))),
        passkeys: u32::try_from(passkeys).unwrap_or_default(),
        codes_left: u32::try_from(left).unwrap_or_default(),
        required: required(&mut reader, person).await?,
    })
}

/// Takes a code of the second step as part of a form. Counted and committed, whatever becomes of it.
pub(super) async fn prove_step(house: &House, person: PersonId, code: &str) -> Outcome<()> {
    if code.trim().is_empty() {
        return Err(at("code", RefusalCode::Missing));
    }
    let mut tx = house.db.begin().await?;
    let verdict = proof::take(&mut tx, house, person, code).await?;
    tx.commit().await?;
    verdict.refused().map_or(Ok(()), |code| Err(at("code", code)))
}

pub(super) async fn begin(accounts: &Accounts, actor: &Actor, form: &BeginSecondStep) -> Outcome<()> {
    let house = &accounts.house;
    let person = actor.person()?;
    prove(accounts, actor, &form.password, &form.code).await?;
    let secret = TotpSecret::from_bytes(house.outside.chance.bytes());
    let sealed = proof::seal(house, person, &secret)?;
    let mut tx = house.db.begin().await?;
    sql::keep_pending(&mut tx, person, &sealed, house.now() + tries::SET_UP_LIFE).await?;
    tx.commit().await?;
    tracing::info!(%person, "begins to set up a second step");
    Ok(())
}

/// The secret that waits for its first code, as it is sealed.
async fn pending(h: &mut impl Handle, house: &House, person: PersonId) -> Outcome<String> {
    let row = sql::step(h, person).await?.ok_or(RefusalCode::WrongState)?;
    let waits = Timestamp(row.pending_until) > house.now();
    Ok(row.pending_sealed.filter(|_| waits).ok_or(RefusalCode::WrongState)?)
}

pub(super) async fn set_up(house: &House, person: PersonId) -> Outcome<SecondStepSetUp> {
    let mut reader = house.db.read().await?;
    let sealed = pending(&mut reader, house, person).await?;
    let row = people::person(&mut reader, person)
        .await?
        .ok_or(RefusalCode::SignInFirst)?;
    Ok(SecondStepSetUp {
        secret: proof::unseal(house, person, &sealed)?,
        email: row.email,
        organisation_name: row.organisation_name,
    })
}

/// The first code was right: the phone has the secret. From now on it counts.
pub(super) async fn confirm(accounts: &Accounts, actor: &Actor, typed: &str) -> Outcome<SwitchedOn> {
    let house = &accounts.house;
    let (person, session) = (actor.person()?, actor.session()?);
    let now = house.now();
    let mut tx = house.db.begin().await?;
    let sealed = pending(&mut tx, house, person).await?;
    if typed.trim().is_empty() {
        return Err(at("code", RefusalCode::Missing));
    }
    let secret = proof::unseal(house, person, &sealed)?;
    let used = StepCode::parse(typed).and_then(|code| half_minute_of(&code, &secret, now));
    let used = used.ok_or_else(|| at("code", RefusalCode::WrongSecondStep))?;
    if sql::switch_on(&mut tx, person, &sealed, used, now).await? == 0 {
        return Err(RefusalCode::WrongState.into());
    }
    let codes = proof::new_recovery(&mut tx, house, person).await?;
    // Whatever was opened by the password alone ends, but for the one that sits here: that goes on under a new secret.
    sql_half::drop_all(&mut tx, person).await?;
    sql_access::end_other_sessions(&mut tx, person, session).await?;
    let renewed = entry::renew(&mut tx, house, session).await?;
    tell(&mut tx, house, person, json!({ "event": "on" })).await?;
    tx.commit().await?;
    house.wake.notices.notify_one();
    house.live.sessions_ended(person);
    tracing::info!(%person, "switched the second step on");
    Ok(SwitchedOn {
        codes,
        session: renewed,
    })
}

pub(super) async fn new_codes(
    accounts: &Accounts,
    actor: &Actor,
    form: &ProveSecondStep,
) -> Outcome<Vec<RecoveryCode>> {
    let house = &accounts.house;
    let person = actor.person()?;
    let mut reader = house.db.read().await?;
    if !sql::is_on(&mut reader, person).await? {
        return Err(RefusalCode::WrongState.into());
    }
    drop(reader);
    prove(accounts, actor, &form.password, &form.code).await?;
    let mut tx = house.db.begin().await?;
    let codes = proof::new_recovery(&mut tx, house, person).await?;
    tx.commit().await?;
    tracing::info!(%person, "made new recovery codes");
    Ok(codes)
}

pub(super) async fn turn_off(accounts: &Accounts, actor: &Actor, form: &ProveSecondStep) -> Outcome<()> {
    let house = &accounts.house;
    let person = actor.person()?;
    let mut reader = house.db.read().await?;
    may_turn_off(&mut reader, person).await?;
    drop(reader);
    prove(accounts, actor, &form.password, &form.code).await?;
    let mut tx = house.db.begin().await?;
    // Once more: the last passkey may be gone by now.
    may_turn_off(&mut tx, person).await?;
    let passkeys = passkeys::sql::count(&mut tx, person).await? > 0;
    let (gone, event) = if passkeys {
        (sql::drop_phone(&mut tx, person).await?, "digits_off")
    } else {
        (sql::drop_step(&mut tx, person).await?, "off")
    };
    if gone == 0 {
        return Err(RefusalCode::WrongState.into());
    }
    sql_half::drop_all(&mut tx, person).await?;
    tell(&mut tx, house, person, json!({ "event": event })).await?;
    tx.commit().await?;
    house.wake.notices.notify_one();
    tracing::info!(%person, passkeys, "turned the phone's digits off");
    Ok(())
}

/// Whether there is a phone, and the organisation does not want it.
async fn may_turn_off(h: &mut impl Handle, person: PersonId) -> Outcome<()> {
    let there = sql::has_phone(h, person).await?;
    let needed = required(h, person).await? && passkeys::sql::count(h, person).await? == 0;
    if there && !needed {
        Ok(())
    } else {
        Err(RefusalCode::WrongState.into())
    }
}
