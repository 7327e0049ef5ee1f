//! Moving a thing on, within the caller's transaction: state, version, protocol. And what is sealed.
//!
//! What must not be here: who may. The two ports decide that first.

use domain::accounts::Actor;
use domain::ids::{ClaimId, ThingId};
use domain::register::{ClaimantShown, Contact, ProtocolFact, ThingEvent, ThingNotPossible};
use domain::{Email, FieldError, Outcome, Phone, Refusal, RefusalCode};
use serde::{Deserialize, Serialize};

use super::sql::{self, Thing, damaged};
use crate::db::{Handle, Tx};
use crate::fault::Result;
use crate::house::House;

const HIDDEN: &str = "register.hidden";
const FINDER: &str = "register.finder";
const SAID: &str = "register.said";

/// What only the owner of a thing knows. Sealed in one piece.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Hidden {
    pub details: String,
    pub place: Option<String>,
}

/// A form's refusal at one field.
pub(super) fn refused(field: &str, code: RefusalCode) -> domain::Error {
    let field = FieldError {
        field: field.to_owned(),
        code,
    };
    Refusal::with_fields(RefusalCode::Form, vec![field]).into()
}

fn seal<T: Serialize>(house: &House, label: &str, place: &str, value: &T) -> Result<String> {
    let plain = serde_json::to_vec(value).map_err(|e| damaged("sealing what is personal").because(e))?;
    house.key.seal(house.outside.chance.as_ref(), label, place, &plain)
}

fn open<T: for<'a> Deserialize<'a>>(house: &House, label: &str, place: &str, sealed: &str) -> Result<T> {
    let plain = house.key.open_text(label, place, sealed)?;
    serde_json::from_str(&plain).map_err(|e| damaged("reading what is personal").because(e))
}

pub(super) fn seal_hidden(house: &House, id: ThingId, hidden: &Hidden) -> Result<String> {
    seal(house, HIDDEN, &id.to_string(), hidden)
}

/// What only its owner knows; none once it was forgotten.
pub(super) fn open_hidden(house: &House, thing: &Thing) -> Result<Option<Hidden>> {
    let open = |sealed: &String| open(house, HIDDEN, &thing.id.0.to_string(), sealed);
    thing.hidden_sealed.as_ref().map(open).transpose()
}

/// The finder's contact; none when nobody said anything.
pub(super) fn seal_finder(house: &House, id: ThingId, finder: &Contact) -> Result<Option<String>> {
    if finder.is_empty() {
        return Ok(None);
    }
    seal(house, FINDER, &id.to_string(), finder).map(Some)
}

pub(super) fn open_finder(house: &House, thing: &Thing) -> Result<Contact> {
    match &thing.finder_sealed {
        Some(sealed) => open(house, FINDER, &thing.id.0.to_string(), sealed),
        None => Ok(Contact::default()),
    }
}

pub(super) fn seal_said(house: &House, id: ClaimId, said: &ClaimantShown) -> Result<String> {
    seal(house, SAID, &id.to_string(), said)
}

pub(super) fn open_said(house: &House, id: ClaimId, sealed: Option<&String>) -> Result<Option<ClaimantShown>> {
    sealed
        .map(|sealed| open(house, SAID, &id.to_string(), sealed))
        .transpose()
}

/// Under which an address or a number is found again.
pub(super) fn contact_hashes(
    house: &House,
    email: Option<&Email>,
    phone: Option<&Phone>,
) -> (Option<String>, Option<String>) {
    (
        email.map(|email| contact_hash(house, &email.folded())),
        phone.map(|phone| contact_hash(house, phone.as_str())),
    )
}

pub(super) fn contact_hash(house: &House, text: &str) -> String {
    house.key.lookup_hash("register.contact", text.as_bytes())
}

/// Reads a thing to change it.
///
/// # Errors
/// `NotFound`.
pub(super) async fn take(h: &mut impl Handle, id: ThingId) -> Outcome<Thing> {
    Ok(sql::get(h, id).await?.ok_or(RefusalCode::NotFound)?)
}

/// Writes the next line of the protocol.
pub(super) async fn note(tx: &mut Tx, house: &House, actor: &Actor, id: ThingId, fact: &ProtocolFact) -> Result<()> {
    sql::add_line(tx, id, house.now(), actor.person().ok(), fact).await?;
    Ok(())
}

/// Moves a thing on and writes the line of its protocol.
///
/// # Errors
/// `WrongState`, `RetentionRuns`.
pub(super) async fn step(
    tx: &mut Tx,
    house: &House,
    actor: &Actor,
    thing: &mut Thing,
    event: ThingEvent,
    fact: &ProtocolFact,
) -> Outcome<()> {
    let now = house.now();
    let next = thing.state()?.apply(event, now).map_err(|why| match why {
        ThingNotPossible::State => RefusalCode::WrongState,
        ThingNotPossible::NotDue => RefusalCode::RetentionRuns,
    })?;
    sql::set_state(tx, thing, &next, now).await?;
    note(tx, house, actor, thing.id.0, fact).await?;
    Ok(())
}

/// A thing that we still have.
///
/// # Errors
/// `WrongState`.
pub(super) fn must_be_here(thing: &Thing) -> Outcome<()> {
    if thing.state()?.stage().is_over() {
        return Err(RefusalCode::WrongState.into());
    }
    Ok(())
}
