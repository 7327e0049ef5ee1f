//! The SQL of how a case begins and how it is forgotten.

use domain::found::{CaseNumber, CaseState, Contact, Wants};
use domain::ids::{CaseId, KeyId, OfficeId, OrganisationId, PersonId};
use domain::{Locale, Money, Timestamp};

use super::sql::{FINDER, PLACE, body, damaged};
use crate::db::{Handle, Text, Tx, all, exec};
use crate::fault::Result;
use crate::house::House;

/// A case that begins.
pub(super) struct NewCase<'a> {
    pub id: CaseId,
    pub number: CaseNumber,
    pub organisation: OrganisationId,
    pub office: Option<OfficeId>,
    pub key_text: &'a str,
    pub key: Option<KeyId>,
    pub owner: Option<PersonId>,
    pub by_phone: bool,
    pub place: Option<&'a str>,
    pub postcode: Option<&'a str>,
    pub country: Option<&'a str>,
    pub contact: &'a Contact,
    pub email_hash: Option<String>,
    pub phone_hash: Option<String>,
    pub locale: Locale,
    pub wants: Wants,
    pub from_hash: Option<String>,
    pub once: &'a str,
    pub finder_link: String,
    pub owner_link: String,
    pub fee: Option<(Money, i64)>,
}

pub(super) async fn insert(tx: &mut Tx, house: &House, new: NewCase<'_>, now: Timestamp) -> Result<()> {
    let place = new.id.to_string();
    let chance = house.outside.chance.as_ref();
    let contact = (&new.contact.name, &new.contact.email, &new.contact.phone);
    let contact = serde_json::to_vec(&contact).map_err(|e| damaged("writing a finder's address").because(e))?;
    let known = new.contact.name.is_some() || new.contact.is_reachable();
    let finder = known
        .then(|| house.key.seal(chance, FINDER, &place, &contact))
        .transpose()?;
    let where_it_is = new
        .place
        .map(|text| house.key.seal(chance, PLACE, &place, text.as_bytes()));
    let (fee, vat) = new.fee.unzip();
    exec!(
        tx,
        "INSERT INTO found_cases (id, number, organisation_id, office_id, key_text, key_id, owner_id, state, state_body,
             by_phone, place_sealed, postcode, country, finder_sealed, finder_email_hash, finder_phone_hash,
             finder_locale, wants, address_hash, once_key, finder_link_hash, owner_link_hash, fee_state, fee_minor,
             fee_currency, fee_vat_permille, created_at, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
             $23, $24, $25, $26, $27, $27)",
        new.id,
        new.number.digits(),
        new.organisation,
        new.office,
        new.key_text,
        new.key,
        new.owner,
        CaseState::Reported.stage().wire(),
        body(&CaseState::Reported)?,
        new.by_phone,
        where_it_is.transpose()?,
        new.postcode,
        new.country,
        finder,
        new.email_hash,
        new.phone_hash,
        new.locale.code(),
        new.wants.wire(),
        new.from_hash,
        new.once,
        new.finder_link,
        new.owner_link,
        if fee.is_some() { "due" } else { "none" },
        fee.map_or(0, |fee| fee.minor),
        fee.map(|fee| fee.currency.code()),
        vat.unwrap_or(0),
        now
    )?;
    Ok(())
}

/// The drops whose time has passed.
pub(super) async fn late_drops(h: &mut impl Handle, now: Timestamp) -> Result<Vec<CaseId>> {
    let rows = all!(
        h,
        (Text<CaseId>,),
        "SELECT id FROM found_cases WHERE drop_until < $1 ORDER BY drop_until LIMIT 100",
        now
    )?;
    Ok(rows.into_iter().map(|(id,)| id.0).collect())
}

/// The cases that ended before this and still say who the finder was.
pub(super) async fn to_forget(h: &mut impl Handle, before: Timestamp) -> Result<Vec<CaseId>> {
    let rows = all!(
        h,
        (Text<CaseId>,),
        "SELECT id FROM found_cases WHERE ended_at < $1 AND finder_sealed IS NOT NULL LIMIT 100",
        before
    )?;
    Ok(rows.into_iter().map(|(id,)| id.0).collect())
}

/// Forgets the finder of a case: who they were, where, and what was said.
pub(super) async fn forget_finder(tx: &mut Tx, id: CaseId) -> Result<()> {
    exec!(
        tx,
        "UPDATE found_cases SET finder_sealed = NULL, finder_email_hash = NULL, finder_phone_hash = NULL,
                place_sealed = NULL, address_hash = NULL, once_key = NULL WHERE id = $1",
        id
    )?;
    forget_words(tx, id).await
}

/// Whose reports came with this address or number.
pub(super) async fn of_finder(h: &mut impl Handle, hash: &str) -> Result<Vec<CaseId>> {
    let rows = all!(
        h,
        (Text<CaseId>,),
        "SELECT id FROM found_cases WHERE finder_email_hash = $1 OR finder_phone_hash = $1 ORDER BY id LIMIT 1000",
        hash
    )?;
    Ok(rows.into_iter().map(|(id,)| id.0).collect())
}

/// The cases of an owner's things.
pub(super) async fn of_owner(h: &mut impl Handle, owner: PersonId) -> Result<Vec<CaseId>> {
    let rows = all!(
        h,
        (Text<CaseId>,),
        "SELECT id FROM found_cases WHERE owner_id = $1 ORDER BY id LIMIT 1000",
        owner
    )?;
    Ok(rows.into_iter().map(|(id,)| id.0).collect())
}

/// Forgets the owner of a case that is over, and what was said.
pub(super) async fn forget_owner(tx: &mut Tx, id: CaseId) -> Result<()> {
    exec!(
        tx,
        "UPDATE found_cases SET owner_id = NULL, owner_link_hash = NULL WHERE id = $1",
        id
    )?;
    forget_words(tx, id).await
}

/// Forgets how to reach the finder of a case that goes on.
pub(super) async fn forget_contact(tx: &mut Tx, id: CaseId) -> Result<()> {
    exec!(
        tx,
        "UPDATE found_cases SET finder_sealed = NULL, finder_email_hash = NULL, finder_phone_hash = NULL,
                address_hash = NULL WHERE id = $1",
        id
    )?;
    Ok(())
}

async fn forget_words(tx: &mut Tx, id: CaseId) -> Result<()> {
    exec!(tx, "DELETE FROM found_messages WHERE case_id = $1", id)?;
    exec!(tx, "DELETE FROM found_proposals WHERE case_id = $1", id)?;
    exec!(tx, "UPDATE found_events SET note_sealed = NULL WHERE case_id = $1", id)?;
    Ok(())
}
