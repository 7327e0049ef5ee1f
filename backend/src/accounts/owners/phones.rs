//! Telephones and trusted contacts: sealed on the way in, opened on the way out.
//!
//! What must not be here: who may see them (the service decides).

use domain::accounts::owners::TrustedContact;
use domain::ids::PersonId;
use domain::{Phone, RefusalCode};

use super::sql::{self, NewPhone};
use crate::db::{Handle, Tx};
use crate::fault::{Fault, Result};
use crate::house::House;

const PHONE_LABEL: &str = "accounts.phone";
const TAIL_LABEL: &str = "accounts.phone_tail";
const CONTACT_LABEL: &str = "accounts.contact";
/// How many digits at the end tell a number well enough, however the country is written.
const TAIL: usize = 8;

/// The keyed hashes by which a number is found: whole, and by its end. `None` for too few digits.
pub(super) fn hashes(house: &House, typed: &str) -> Option<(String, String)> {
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let tail = digits.get(digits.len().checked_sub(TAIL)?..)?;
    let whole = Phone::parse(typed).map_or_else(|_| digits.clone(), |phone| phone.as_str().to_owned());
    Some((
        house.key.lookup_hash(PHONE_LABEL, whole.as_bytes()),
        house.key.lookup_hash(TAIL_LABEL, tail.as_bytes()),
    ))
}

/// These are the person's telephones from now on.
pub(super) async fn keep(tx: &mut Tx, house: &House, person: PersonId, phones: &[Phone]) -> Result<()> {
    sql::drop_phones(tx, person).await?;
    for (position, phone) in (0..).zip(phones) {
        let id = house.outside.uuid7();
        let chance = house.outside.chance.as_ref();
        let sealed = house
            .key
            .seal(chance, PHONE_LABEL, &id.to_string(), phone.as_str().as_bytes())?;
        let (hash, tail_hash) = hashes(house, phone.as_str())
            .ok_or_else(|| Fault::broken("accounts.phone", "hashing a telephone number"))?;
        let new = NewPhone {
            id,
            person,
            position,
            sealed: &sealed,
            hash: &hash,
            tail_hash: &tail_hash,
        };
        sql::insert_phone(tx, &new).await?;
    }
    Ok(())
}

/// The person's telephones, the first one first.
pub(super) async fn read(h: &mut impl Handle, house: &House, person: PersonId) -> Result<Vec<Phone>> {
    let mut phones = Vec::new();
    for row in sql::phones(h, person).await? {
        let text = house.key.open_text(PHONE_LABEL, &row.id, &row.phone_sealed)?;
        phones.push(Phone::parse(&text).map_err(unreadable)?);
    }
    Ok(phones)
}

fn unreadable(_: RefusalCode) -> Fault {
    Fault::broken("accounts.phone", "reading a telephone number")
}

/// These may be called too from now on.
pub(crate) async fn keep_contacts(
    tx: &mut Tx,
    house: &House,
    person: PersonId,
    contacts: &[TrustedContact],
) -> Result<()> {
    sql::drop_contacts(tx, person).await?;
    for (position, contact) in (0..).zip(contacts) {
        let id = house.outside.uuid7();
        let body = serde_json::to_vec(contact)
            .map_err(|error| Fault::broken("accounts.contact", "writing a trusted contact").because(error))?;
        let chance = house.outside.chance.as_ref();
        let sealed = house.key.seal(chance, CONTACT_LABEL, &id.to_string(), &body)?;
        sql::insert_contact(tx, id, person, position, &sealed).await?;
    }
    Ok(())
}

/// Who else may be called.
pub(super) async fn read_contacts(h: &mut impl Handle, house: &House, person: PersonId) -> Result<Vec<TrustedContact>> {
    let mut contacts = Vec::new();
    for row in sql::contacts(h, person).await? {
        let body = house.key.open(CONTACT_LABEL, &row.id, &row.body_sealed)?;
        let contact = serde_json::from_slice(&body)
            .map_err(|_| Fault::broken("accounts.contact", "reading a trusted contact"))?;
        contacts.push(contact);
    }
    Ok(contacts)
}
