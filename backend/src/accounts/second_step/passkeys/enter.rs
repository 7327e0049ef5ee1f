//! Signing in with a passkey: in the place of the phone's digits, or of password and digits at once.
//!
//! What must not be here: an answer that tells whether somebody has an account. Whatever is wrong with a passkey is the same.

use domain::accounts::Secret;
use domain::accounts::second_step::{
    CEREMONY_LIFE, FinishedSignIn, PasskeyAsked, PasskeyEntered, PasskeySignIn, tries,
};
use domain::ids::PersonId;
use domain::{Error, Outcome, RefusalCode, Timestamp};
use serde_json::json;
use webauthn_rs::prelude::{DiscoverableAuthentication, PasskeyAuthentication, PublicKeyCredential, Webauthn};

use super::key::{self, Verdict};
use super::question::{self, Question};
use super::{party, sql};
use crate::accounts::entry::{self, Origin};
use crate::accounts::second_step::{half, set_up, sql_half};
use crate::accounts::service::Accounts;
use crate::accounts::sql as people;
use crate::db::{Handle, Tx};
use crate::fault::Result;
use crate::house::House;
use crate::secrets::SecretToken;

fn read(form: &PasskeySignIn) -> Option<PublicKeyCredential> {
    serde_json::from_str(&form.answer).ok()
}

/// What a half sign-in may be answered with beside a code.
pub(in crate::accounts::second_step) async fn half_asked(
    h: &mut impl Handle,
    house: &House,
    secret: &Secret,
) -> Result<Option<String>> {
    let holder = question::by_half(house, secret);
    let waiting: Option<Question<PasskeyAuthentication>> = question::look(h, house, &holder).await?;
    Ok(waiting.map(|question| question.options))
}

/// The second step by passkey. A try like one with a code, counted first. Whoever was wrong is asked anew: no challenge counts
/// twice.
pub(in crate::accounts::second_step) async fn finish(
    accounts: &Accounts,
    form: &PasskeySignIn,
) -> Outcome<PasskeyEntered> {
    let house = &accounts.house;
    let hash = half::hash(house, &form.secret);
    let mut tx = house.db.begin().await?;
    let half = sql_half::take_try(&mut tx, &hash, house.now(), tries::MOST.into()).await?;
    let half = half.ok_or(RefusalCode::SecondStepOver)?;
    let person = half.person_id.0;
    let verdict = judge_half(&mut tx, house, person, form).await?;
    if verdict == Verdict::Right {
        sql_half::end(&mut tx, &hash).await?;
        let opened = open(accounts, tx, person, form).await?;
        return Ok(PasskeyEntered::In(opened.ok_or(RefusalCode::SecondStepOver)?));
    }
    let last = half.tries >= i64::from(tries::MOST);
    if last {
        half::gave_up(&mut tx, house, person).await?;
    } else {
        super::ask_half(&mut tx, house, person, &form.secret, Timestamp(half.expires_at)).await?;
    }
    let code = if last {
        RefusalCode::SecondStepOver
    } else {
        RefusalCode::WrongPasskey
    };
    refuse(house, tx, person, verdict, code).await
}

async fn judge_half(tx: &mut Tx, house: &House, person: PersonId, form: &PasskeySignIn) -> Result<Verdict> {
    let holder = question::by_half(house, &form.secret);
    let waited: Option<Question<PasskeyAuthentication>> = question::take(tx, house, &holder).await?;
    let (Some(waited), Some(answer), Some(webauthn)) = (waited, read(form), party::webauthn(house)?) else {
        return Ok(Verdict::Wrong);
    };
    let hash = key::credential_hash(house, answer.get_credential_id());
    let found = sql::by_credential(tx, &hash).await?;
    let Some(row) = found.filter(|row| row.person_id.0 == person) else {
        return Ok(Verdict::Wrong);
    };
    let known = key::unseal(house, &row)?;
    let checked = webauthn.finish_passkey_authentication(&answer, &waited.state);
    key::settle(tx, house, &row, known, checked).await
}

/// A question to whoever sits there.
pub(in crate::accounts::second_step) async fn ask(house: &House) -> Outcome<PasskeyAsked> {
    let webauthn = party::webauthn(house)?.ok_or(RefusalCode::WrongState)?;
    let (mut options, state) = webauthn
        .start_discoverable_authentication()
        .map_err(|error| party::broken("asking for any passkey", &error))?;
    // A button was pressed: the browser asks at once, and not only while an address is typed.
    options.mediation = None;
    let question = Question {
        options: question::written(&options)?,
        name: None,
        state,
    };
    let secret = SecretToken::new(house.outside.chance.as_ref());
    let secret = Secret::new(secret.expose());
    let holder = question::by_cookie(house, &secret);
    let mut tx = house.db.begin().await?;
    question::keep(&mut tx, house, &holder, None, &question, house.now() + CEREMONY_LIFE).await?;
    tx.commit().await?;
    Ok(PasskeyAsked { secret })
}

pub(in crate::accounts::second_step) async fn asked(house: &House, secret: &Secret) -> Outcome<String> {
    let holder = question::by_cookie(house, secret);
    let mut reader = house.db.read().await?;
    let waiting: Option<Question<DiscoverableAuthentication>> = question::look(&mut reader, house, &holder).await?;
    Ok(waiting.ok_or(RefusalCode::WrongPasskey)?.options)
}

/// The whole sign-in by passkey. The finger, the face or the PIN was asked for by what holds it, and it said so under its
/// signature: that is both, what one has and what one is or knows.
pub(in crate::accounts::second_step) async fn enter(
    accounts: &Accounts,
    form: &PasskeySignIn,
) -> Outcome<PasskeyEntered> {
    let house = &accounts.house;
    let mut tx = house.db.begin().await?;
    let Some((person, verdict)) = judge_any(&mut tx, house, form).await? else {
        // The question is used up all the same.
        tx.commit().await?;
        tracing::info!("an answer with a passkey that nobody has");
        return Err(RefusalCode::WrongPasskey.into());
    };
    if verdict == Verdict::Right {
        let opened = open(accounts, tx, person, form).await?;
        return Ok(PasskeyEntered::In(opened.ok_or(RefusalCode::WrongPasskey)?));
    }
    refuse(house, tx, person, verdict, RefusalCode::WrongPasskey).await
}

/// Whose passkey it was, and what the answer is worth; none for a passkey that is nobody's.
async fn judge_any(tx: &mut Tx, house: &House, form: &PasskeySignIn) -> Result<Option<(PersonId, Verdict)>> {
    let holder = question::by_cookie(house, &form.secret);
    let waited: Option<Question<DiscoverableAuthentication>> = question::take(tx, house, &holder).await?;
    let (Some(waited), Some(answer), Some(webauthn)) = (waited, read(form), party::webauthn(house)?) else {
        return Ok(None);
    };
    let hash = key::credential_hash(house, answer.get_credential_id());
    let Some(row) = sql::by_credential(tx, &hash).await? else {
        return Ok(None);
    };
    if !is_theirs(&webauthn, &answer, row.person_id.0) {
        return Ok(None);
    }
    let known = key::unseal(house, &row)?;
    let checked = webauthn.finish_discoverable_authentication_v2(&answer, waited.state, &known);
    let verdict = key::settle(tx, house, &row, known, checked).await?;
    Ok(Some((row.person_id.0, verdict)))
}

/// Whether the passkey names the same person as our row of it.
fn is_theirs(webauthn: &Webauthn, answer: &PublicKeyCredential, person: PersonId) -> bool {
    webauthn
        .identify_discoverable_authentication(answer)
        .is_ok_and(|(named, _)| named == person.0)
}

/// Opens the session; none when the account was switched off. Ends the transaction: what was used up stays used up.
async fn open(
    accounts: &Accounts,
    mut tx: Tx,
    person: PersonId,
    form: &PasskeySignIn,
) -> Outcome<Option<FinishedSignIn>> {
    if people::signed_in(&mut tx, person, accounts.house.now()).await? == 0 {
        tx.commit().await?;
        tracing::info!(%person, "a passkey of an account that is switched off");
        return Ok(None);
    }
    let origin = Origin {
        address: &form.address,
        device: &form.device,
    };
    let session = entry::open_whole(&mut tx, accounts, person, &origin).await?;
    tx.commit().await?;
    tracing::info!(%person, "signed in with a passkey");
    Ok(Some(FinishedSignIn {
        session,
        recovery_left: None,
    }))
}

/// Nobody is let in. Of a copy its owner is told, and whoever keeps the audit.
async fn refuse(
    house: &House,
    mut tx: Tx,
    person: PersonId,
    verdict: Verdict,
    code: RefusalCode,
) -> Outcome<PasskeyEntered> {
    let copied = verdict == Verdict::Copied;
    if copied {
        set_up::tell(&mut tx, house, person, json!({ "event": "passkey_copied" })).await?;
    }
    tx.commit().await?;
    house.wake.notices.notify_one();
    tracing::info!(%person, "a sign-in with a passkey failed");
    if copied {
        Ok(PasskeyEntered::Copied(person))
    } else {
        Err(Error::from(code))
    }
}
