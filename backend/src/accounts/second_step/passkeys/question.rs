//! A question to a browser, kept until it is answered or too old. Taken out by its answer, whatever that is worth: no challenge
//! counts twice.
//!
//! Whoever may answer is known by a secret that they hold already: the session, the half sign-in, or a cookie made for it.

use domain::Timestamp;
use domain::accounts::Secret;
use domain::ids::{PersonId, SessionId};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{key, party, sql};
use crate::db::{Handle, Tx};
use crate::fault::{Fault, Result};
use crate::house::House;

/// What a question is sealed under; the place is whoever may answer.
const QUESTION: &str = "accounts.passkey_question";

/// A question as it is kept.
#[derive(Serialize, Deserialize)]
pub(super) struct Question<S> {
    /// What the browser is told: JSON.
    pub options: String,
    /// What the passkey will be called, where one is made.
    pub name: Option<String>,
    /// What the answer is held against.
    pub state: S,
}

/// Whoever sits at this session makes a passkey.
pub(super) fn by_session(house: &House, session: SessionId) -> String {
    let session = session.to_string();
    house
        .key
        .lookup_hash("accounts.passkey_for_session", session.as_bytes())
}

/// Whoever holds this half of a sign-in.
pub(super) fn by_half(house: &House, half: &Secret) -> String {
    house
        .key
        .lookup_hash("accounts.passkey_for_half", half.expose().as_bytes())
}

/// Whoever holds this cookie.
pub(super) fn by_cookie(house: &House, secret: &Secret) -> String {
    house
        .key
        .lookup_hash("accounts.passkey_for_cookie", secret.expose().as_bytes())
}

/// Keeps a question; one that waited for the same holder is gone.
pub(super) async fn keep<S: Serialize + Sync>(
    tx: &mut Tx,
    house: &House,
    holder: &str,
    person: Option<PersonId>,
    question: &Question<S>,
    until: Timestamp,
) -> Result<()> {
    let plain = serde_json::to_vec(question).map_err(|error| odd("writing").because(error))?;
    let chance = house.outside.chance.as_ref();
    let sealed = house.key.seal(chance, QUESTION, holder, &plain)?;
    sql::keep_question(tx, holder, person, &sealed, until).await.map(drop)
}

/// The question that waits; it goes on waiting.
pub(super) async fn look<S: DeserializeOwned>(
    h: &mut impl Handle,
    house: &House,
    holder: &str,
) -> Result<Option<Question<S>>> {
    let sealed = sql::question(h, holder, house.now()).await?;
    sealed.map(|sealed| open(house, holder, &sealed)).transpose()
}

/// The question that waited: of two answers that come at once, one gets it. Commit, whatever the answer is worth.
pub(super) async fn take<S: DeserializeOwned>(tx: &mut Tx, house: &House, holder: &str) -> Result<Option<Question<S>>> {
    let sealed = sql::take_question(tx, holder, house.now()).await?;
    sealed.map(|sealed| open(house, holder, &sealed)).transpose()
}

fn open<S: DeserializeOwned>(house: &House, holder: &str, sealed: &str) -> Result<Question<S>> {
    let plain = house.key.open(QUESTION, holder, sealed)?;
    serde_json::from_slice(&plain).map_err(|error| odd("reading").because(error))
}

pub(super) fn odd(doing: &str) -> Fault {
    Fault::broken("passkeys.question", format!("{doing} a question to a browser"))
}

/// What the browser is told, as text.
pub(super) fn written(options: &impl Serialize) -> Result<String> {
    serde_json::to_string(options).map_err(|error| odd("writing").because(error))
}

/// Asks for one of this person's passkeys beside their half sign-in, if they have any that can be used here.
pub(in crate::accounts::second_step) async fn ask_half(
    tx: &mut Tx,
    house: &House,
    person: PersonId,
    half: &Secret,
    until: Timestamp,
) -> Result<()> {
    let Some(webauthn) = party::webauthn(house)? else {
        return Ok(());
    };
    let keys = key::all(tx, house, person).await?;
    if keys.is_empty() {
        return Ok(());
    }
    let (options, state) = webauthn
        .start_passkey_authentication(&keys)
        .map_err(|error| party::broken("asking for a passkey", &error))?;
    let question = Question {
        options: written(&options)?,
        name: None,
        state,
    };
    keep(tx, house, &by_half(house, half), Some(person), &question, until).await
}
