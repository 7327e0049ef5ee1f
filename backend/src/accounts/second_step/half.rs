//! Half a sign-in: the password was right. It lives five minutes, takes five codes, and opens nothing but a session, once.
//!
//! What must not be here: a limit of the account. Whoever wastes these tries spends their own half, and may begin again with
//! the password, as fast as the limit per address lets them.

use domain::accounts::Secret;
use domain::accounts::second_step::{FinishSignIn, FinishedSignIn, StepAwaited, tries};
use domain::ids::PersonId;
use domain::{Error, FieldError, Outcome, Refusal, RefusalCode};
use serde_json::json;

use super::proof::{self, Verdict};
use super::{passkeys, set_up, sql, sql_half};
use crate::accounts::entry::{self, Origin};
use crate::accounts::owners::at;
use crate::accounts::service::Accounts;
use crate::accounts::sql as people;
use crate::db::Tx;
use crate::fault::Result;
use crate::house::House;
use crate::secrets::SecretToken;

const LABEL: &str = "accounts.half_session";

/// Opens half a sign-in for somebody whose password was right.
pub(in crate::accounts) async fn open(tx: &mut Tx, house: &House, person: PersonId) -> Result<Secret> {
    let secret = SecretToken::new(house.outside.chance.as_ref());
    let hash = secret.lookup_hash(&house.key, LABEL);
    let until = house.now() + tries::HALF_LIFE;
    sql_half::insert(tx, &hash, person, until).await?;
    let half = Secret::new(secret.expose());
    passkeys::ask_half(tx, house, person, &half, until).await?;
    Ok(half)
}

/// By what it is found.
pub(super) fn hash(house: &House, half: &Secret) -> String {
    house.key.lookup_hash(LABEL, half.expose().as_bytes())
}

/// What it still waits for.
pub(super) async fn awaited(house: &House, half: &Secret) -> Outcome<StepAwaited> {
    let mut reader = house.db.read().await?;
    let found = sql_half::awaited(&mut reader, &hash(house, half), house.now(), tries::MOST.into()).await?;
    let found = found.ok_or(RefusalCode::SecondStepOver)?;
    Ok(StepAwaited {
        digits: sql::has_phone(&mut reader, found.person_id.0).await?,
        passkey: passkeys::enter::half_asked(&mut reader, house, half).await?,
    })
}

/// A code is tried: counted first, so that it counts whatever happens then.
pub(super) async fn finish(accounts: &Accounts, form: &FinishSignIn) -> Outcome<FinishedSignIn> {
    let house = &accounts.house;
    if form.code.trim().is_empty() {
        // Nobody tried anything.
        awaited(house, &form.half).await?;
        return Err(at("code", RefusalCode::Missing));
    }
    let (hash, now) = (hash(house, &form.half), house.now());
    let mut tx = house.db.begin().await?;
    let half = sql_half::take_try(&mut tx, &hash, now, tries::MOST.into()).await?;
    let half = half.ok_or(RefusalCode::SecondStepOver)?;
    let person = half.person_id.0;
    let recovery_left = match proof::take(&mut tx, house, person, &form.code).await? {
        Verdict::Digits => None,
        Verdict::Recovery { left } => Some(left),
        refused @ (Verdict::Wrong | Verdict::Rests) => {
            let last = half.tries >= i64::from(tries::MOST);
            if last {
                gave_up(&mut tx, house, person).await?;
            }
            tx.commit().await?;
            house.wake.notices.notify_one();
            tracing::info!(%person, "a second step failed");
            return Err(no(refused, last));
        }
    };
    sql_half::end(&mut tx, &hash).await?;
    if people::signed_in(&mut tx, person, now).await? == 0 {
        // Switched off between the two steps.
        return Err(RefusalCode::SecondStepOver.into());
    }
    if let Some(left) = recovery_left {
        set_up::tell(&mut tx, house, person, json!({ "event": "recovery", "n": left })).await?;
    }
    let origin = Origin {
        address: &form.address,
        device: &form.device,
    };
    let session = entry::open_whole(&mut tx, accounts, person, &origin).await?;
    tx.commit().await?;
    house.wake.notices.notify_one();
    tracing::info!(%person, "signed in with the second step");
    Ok(FinishedSignIn { session, recovery_left })
}

/// Somebody who knows the password has no right code. Its owner is told, once a day.
pub(super) async fn gave_up(tx: &mut Tx, house: &House, person: PersonId) -> Result<()> {
    let now = house.now();
    if sql::tell_again(tx, person, now, now - tries::DAY).await? == 1 {
        set_up::tell(tx, house, person, json!({ "event": "tried" })).await?;
    }
    Ok(())
}

/// The same answer for every wrong code; the last one ends the half.
fn no(verdict: Verdict, last: bool) -> Error {
    if last {
        return RefusalCode::SecondStepOver.into();
    }
    let code = verdict.refused().unwrap_or(RefusalCode::WrongSecondStep);
    let field = FieldError {
        field: "code".to_owned(),
        code,
    };
    Refusal::with_fields(code, vec![field]).into()
}
