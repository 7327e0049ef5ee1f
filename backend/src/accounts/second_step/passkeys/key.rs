//! How a passkey is kept, and whether an answer with it counts.
//!
//! What must not be here: who is let in by it.

use domain::ids::{PasskeyId, PersonId};
use webauthn_rs::prelude::{AuthenticationResult, Passkey, WebauthnError, WebauthnResult};

use super::sql::{self, PasskeyRow};
use crate::db::{Handle, Tx};
use crate::fault::{Fault, Result};
use crate::house::House;

/// What a key is sealed under; the place is its owner and its row.
const KEY: &str = "accounts.passkey";
const CREDENTIAL: &str = "accounts.passkey_credential";

/// What became of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It counts, and its count is kept.
    Right,
    /// It does not, whatever is wrong with it.
    Wrong,
    /// The signature was right, but its count was seen before, or a later one was.
    Copied,
}

/// By what a passkey is found: what the browser calls it is nothing that we need to know.
pub(super) fn credential_hash(house: &House, credential: &[u8]) -> String {
    house.key.lookup_hash(CREDENTIAL, credential)
}

fn place(person: PersonId, id: PasskeyId) -> String {
    format!("{person}/{id}")
}

fn odd(doing: &str) -> Fault {
    Fault::broken("passkeys.key", format!("{doing} a passkey"))
}

/// Seals a key for its owner's row.
pub(super) fn seal(house: &House, person: PersonId, id: PasskeyId, key: &Passkey) -> Result<String> {
    let plain = serde_json::to_vec(key).map_err(|error| odd("writing").because(error))?;
    let chance = house.outside.chance.as_ref();
    house.key.seal(chance, KEY, &place(person, id), &plain)
}

/// Opens the key of a row.
pub(super) fn unseal(house: &House, row: &PasskeyRow) -> Result<Passkey> {
    let place = place(row.person_id.0, row.id.0);
    let plain = house.key.open(KEY, &place, &row.key_sealed)?;
    serde_json::from_slice(&plain).map_err(|error| odd("reading").because(error))
}

/// The keys of a person.
pub(super) async fn all(h: &mut impl Handle, house: &House, person: PersonId) -> Result<Vec<Passkey>> {
    let rows = sql::passkeys(h, person).await?;
    rows.iter().map(|row| unseal(house, row)).collect()
}

/// What an answer with this key is worth, and its count kept if it is worth something. The signature was checked against a
/// count that may be minutes old: that no later one was seen since says the row, in the statement that keeps it.
pub(super) async fn settle(
    tx: &mut Tx,
    house: &House,
    row: &PasskeyRow,
    mut key: Passkey,
    checked: WebauthnResult<AuthenticationResult>,
) -> Result<Verdict> {
    let (id, person) = (row.id.0, row.person_id.0);
    let result = match checked {
        Ok(result) => result,
        Err(WebauthnError::CredentialPossibleCompromise) => return Ok(copied(person, id)),
        Err(error) => {
            tracing::info!(%person, %error, "an answer with a passkey does not count");
            return Ok(Verdict::Wrong);
        }
    };
    key.update_credential(&result);
    let sealed = seal(house, person, id, &key)?;
    if sql::use_passkey(tx, id, &sealed, result.counter(), house.now()).await? == 0 {
        return Ok(copied(person, id));
    }
    Ok(Verdict::Right)
}

fn copied(person: PersonId, id: PasskeyId) -> Verdict {
    tracing::warn!(%person, passkey = %id, "the count of a passkey went backwards: there is a copy of it");
    Verdict::Copied
}
