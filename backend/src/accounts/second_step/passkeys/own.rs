//! One's own passkeys: added, looked through, removed. Each change asks for the password, and for a code where there is a second
//! step already; whoever signed in with a passkey a moment ago has shown what they have.

use domain::accounts::second_step::{
    BeginPasskey, CEREMONY_LIFE, CodeAsked, FRESH, MOST_PASSKEYS, OwnPasskeys, PasskeyKept, PasskeySetUp, PasskeyView,
    RemovePasskey,
};
use domain::accounts::{Actor, Password};
use domain::ids::{PasskeyId, PersonId, SessionId};
use domain::{Moment, Outcome, RefusalCode, Timestamp};
use serde_json::json;
use webauthn_rs::prelude::{Passkey, PasskeyRegistration, RegisterPublicKeyCredential};

use super::question::{self, Question};
use super::sql::{self, NewPasskey, PasskeyRow};
use super::{key, party};
use crate::accounts::second_step::{proof, set_up, sql as steps, sql_half};
use crate::accounts::service::Accounts;
use crate::accounts::{entry, owners, sql as people, sql_access};
use crate::db::{Handle, Tx};
use crate::fault::Result;
use crate::house::House;

/// Where a question says whether the passkey shall be found without a name.
const FOUND_BY_ITSELF: &str = "/publicKey/authenticatorSelection/residentKey";

/// What a change of this person's second step asks for beside the password.
async fn asked(h: &mut impl Handle, house: &House, person: PersonId, session: SessionId) -> Result<CodeAsked> {
    if !steps::is_on(h, person).await? {
        return Ok(CodeAsked::No);
    }
    if steps::has_phone(h, person).await? {
        return Ok(CodeAsked::Digits);
    }
    // There are passkeys only, and the session was opened with one (or with a code of the paper).
    let fresh = sql::is_fresh(h, session, house.now() - FRESH).await?;
    Ok(if fresh { CodeAsked::No } else { CodeAsked::Recovery })
}

/// The password first, so that nobody tries codes without it; then what else is asked for.
pub(in crate::accounts::second_step) async fn prove(
    accounts: &Accounts,
    actor: &Actor,
    password: &Password,
    code: &str,
) -> Outcome<()> {
    let (person, session) = (actor.person()?, actor.session()?);
    let house = &accounts.house;
    owners::prove(accounts, person, password, "password").await?;
    let mut reader = house.db.read().await?;
    let asked = asked(&mut reader, house, person, session).await?;
    drop(reader);
    match asked {
        CodeAsked::No => Ok(()),
        CodeAsked::Digits | CodeAsked::Recovery => set_up::prove_step(house, person, code).await,
    }
}

pub(in crate::accounts::second_step) async fn list(house: &House, actor: &Actor) -> Outcome<OwnPasskeys> {
    let (person, session) = (actor.person()?, actor.session()?);
    let mut reader = house.db.read().await?;
    let rows = sql::passkeys(&mut reader, person).await?;
    Ok(OwnPasskeys {
        asked: asked(&mut reader, house, person, session).await?,
        last_stays: rows.len() == 1 && is_needed(&mut reader, person).await?,
        passkeys: rows.into_iter().map(view).collect(),
    })
}

fn view(row: PasskeyRow) -> PasskeyView {
    let moment = |at: i64| Moment::utc(Timestamp(at));
    PasskeyView {
        id: row.id.0,
        name: row.name,
        added: moment(row.added_at),
        used: row.used_at.map(moment),
    }
}

/// Whether the last passkey must stay: a second step is wanted, and there is no phone.
async fn is_needed(h: &mut impl Handle, person: PersonId) -> Result<bool> {
    Ok(!steps::has_phone(h, person).await? && set_up::required(h, person).await?)
}

pub(in crate::accounts::second_step) async fn begin(
    accounts: &Accounts,
    actor: &Actor,
    form: &BeginPasskey,
) -> Outcome<()> {
    let house = &accounts.house;
    let (person, session) = (actor.person()?, actor.session()?);
    let webauthn = party::webauthn(house)?.ok_or(RefusalCode::WrongState)?;
    let name = form.check()?;
    let mut reader = house.db.read().await?;
    let row = people::person(&mut reader, person)
        .await?
        .ok_or(RefusalCode::SignInFirst)?;
    let keys = key::all(&mut reader, house, person).await?;
    drop(reader);
    if keys.len() >= MOST_PASSKEYS {
        return Err(RefusalCode::WrongState.into());
    }
    prove(accounts, actor, &form.password, &form.code).await?;
    let known = keys.iter().map(|key| key.cred_id().clone()).collect();
    let (options, state) = webauthn
        .start_passkey_registration(person.0, &row.email, &row.name, Some(known))
        .map_err(|error| party::broken("asking for a new passkey", &error))?;
    let question = Question {
        options: findable(&question::written(&options)?)?,
        name: Some(name.as_str().to_owned()),
        state,
    };
    let holder = question::by_session(house, session);
    let mut tx = house.db.begin().await?;
    question::keep(
        &mut tx,
        house,
        &holder,
        Some(person),
        &question,
        house.now() + CEREMONY_LIFE,
    )
    .await?;
    tx.commit().await?;
    tracing::info!(%person, "begins to make a passkey");
    Ok(())
}

/// Where the phone or the stick can, the passkey shall be found without an address being typed: that is what the sign-in by
/// passkey alone lives on. A wish to the browser; nothing that is checked depends on it.
fn findable(options: &str) -> Result<String> {
    let mut options: serde_json::Value =
        serde_json::from_str(options).map_err(|error| question::odd("reading").because(error))?;
    if let Some(wish) = options.pointer_mut(FOUND_BY_ITSELF) {
        *wish = "preferred".into();
    }
    question::written(&options)
}

pub(in crate::accounts::second_step) async fn set_up(house: &House, actor: &Actor) -> Outcome<PasskeySetUp> {
    let holder = question::by_session(house, actor.session()?);
    let mut reader = house.db.read().await?;
    let waiting: Option<Question<PasskeyRegistration>> = question::look(&mut reader, house, &holder).await?;
    let waiting = waiting.ok_or(RefusalCode::WrongState)?;
    Ok(PasskeySetUp {
        name: waiting.name.unwrap_or_default(),
        options: waiting.options,
    })
}

/// What the browser made. With the first second step come recovery codes.
pub(in crate::accounts::second_step) async fn keep(
    accounts: &Accounts,
    actor: &Actor,
    answer: &str,
) -> Outcome<PasskeyKept> {
    let house = &accounts.house;
    let (person, session) = (actor.person()?, actor.session()?);
    let webauthn = party::webauthn(house)?.ok_or(RefusalCode::WrongState)?;
    let mut tx = house.db.begin().await?;
    let holder = question::by_session(house, session);
    let waited: Option<Question<PasskeyRegistration>> = question::take(&mut tx, house, &holder).await?;
    let waited = waited.ok_or(RefusalCode::WrongState)?;
    let made = serde_json::from_str::<RegisterPublicKeyCredential>(answer)
        .ok()
        .and_then(|made| webauthn.finish_passkey_registration(&made, &waited.state).ok());
    let name = waited.name.unwrap_or_default();
    let first = !steps::is_on(&mut tx, person).await?;
    let kept = match &made {
        Some(made) => insert(&mut tx, house, person, &name, made).await?,
        None => false,
    };
    if !kept {
        tx.commit().await?;
        tracing::info!(%person, "what a browser made is no passkey of ours");
        return Err(RefusalCode::WrongPasskey.into());
    }
    let codes = if first {
        Some(proof::new_recovery(&mut tx, house, person).await?)
    } else {
        None
    };
    steps::ensure_row(&mut tx, person).await?;
    // As with a phone: what was opened by the password alone ends, but for the one that sits here.
    sql_half::drop_all(&mut tx, person).await?;
    sql::drop_questions(&mut tx, person).await?;
    sql_access::end_other_sessions(&mut tx, person, session).await?;
    let renewed = entry::renew(&mut tx, house, session).await?;
    set_up::tell(&mut tx, house, person, json!({ "event": "passkey_added" })).await?;
    tx.commit().await?;
    house.wake.notices.notify_one();
    house.live.sessions_ended(person);
    tracing::info!(%person, first, "added a passkey");
    Ok(PasskeyKept {
        codes,
        session: renewed,
    })
}

/// Whether it was nobody's before.
async fn insert(tx: &mut Tx, house: &House, person: PersonId, name: &str, made: &Passkey) -> Result<bool> {
    let id = PasskeyId(house.outside.uuid7());
    let new = NewPasskey {
        id,
        person,
        name,
        credential_hash: &key::credential_hash(house, made.cred_id()),
        key_sealed: &key::seal(house, person, id, made)?,
    };
    Ok(sql::insert(tx, &new, house.now()).await? == 1)
}

pub(in crate::accounts::second_step) async fn remove(
    accounts: &Accounts,
    actor: &Actor,
    form: &RemovePasskey,
) -> Outcome<()> {
    let house = &accounts.house;
    let person = actor.person()?;
    prove(accounts, actor, &form.password, &form.code).await?;
    let mut tx = house.db.begin().await?;
    if sql::drop_one(&mut tx, person, form.id).await? == 0 {
        return Err(RefusalCode::WrongState.into());
    }
    let last = sql::count(&mut tx, person).await? == 0;
    if last && is_needed(&mut tx, person).await? {
        // Nothing is committed.
        return Err(RefusalCode::WrongState.into());
    }
    sql_half::drop_all(&mut tx, person).await?;
    sql::drop_questions(&mut tx, person).await?;
    let off = !steps::is_on(&mut tx, person).await?;
    if off {
        steps::drop_step(&mut tx, person).await?;
    }
    let event = if off { "off" } else { "passkey_removed" };
    set_up::tell(&mut tx, house, person, json!({ "event": event })).await?;
    tx.commit().await?;
    house.wake.notices.notify_one();
    tracing::info!(%person, off, "removed a passkey");
    Ok(())
}
