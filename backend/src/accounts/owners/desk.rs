//! Owners as the telephone desk finds and enters them; for other slices too, inside their transactions.
//!
//! What must not be here: who may ask (ports decide).

use domain::accounts::Role;
use domain::accounts::owners::{OwnerCard, OwnerDetails, OwnerSheet};
use domain::ids::PersonId;
use domain::{Moment, Outcome, RefusalCode, Timestamp};

use super::{contact, names, password, phones, sql};
use crate::accounts::sql as people;
use crate::accounts::sql::NewPerson;
use crate::db::{Handle, Tx};
use crate::fault::Result;
use crate::house::{House, moment};

/// How many owners a search shows.
const MOST: i64 = 20;

/// The owner as a card; `None` for who is unknown or was erased.
///
/// # Errors
/// What the database says.
pub async fn owner_card(h: &mut impl Handle, house: &House, person: PersonId) -> Result<Option<OwnerCard>> {
    let Some(row) = sql::owner(h, person).await? else {
        return Ok(None);
    };
    Ok(Some(OwnerCard {
        person,
        email: contact::address(&row.email)?,
        phones: phones::read(h, house, person).await?,
        locale: row.locale()?,
        claimed: row.password_hash.is_some(),
        since: Moment::utc(Timestamp(row.created_at)),
        name: row.name,
    }))
}

/// Owners whose name begins so, in either order of its words, or whose telephone or e-mail address it is; at most 20.
///
/// # Errors
/// What the database says.
pub async fn find_owners(h: &mut impl Handle, house: &House, text: &str) -> Result<Vec<OwnerCard>> {
    let text = text.trim();
    let mut found: Vec<PersonId> = Vec::new();
    if text.contains('@') {
        found.extend(sql::owner_by_email(h, &text.to_ascii_lowercase()).await?);
    } else if !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || "+ ()-./\u{a0}".contains(c)) {
        if let Some((whole, tail)) = phones::hashes(house, text) {
            found = sql::with_phone(h, &whole, &tail, MOST).await?;
        }
    } else {
        let wanted = names::wanted(text);
        if !wanted.is_empty() {
            let after = format!("{wanted}\u{10ffff}");
            found = sql::named(h, &wanted, &after, MOST).await?;
        }
    }
    let mut cards = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for person in found {
        if seen.insert(person) {
            cards.extend(owner_card(h, house, person).await?);
        }
    }
    Ok(cards)
}

/// Makes an owner's name known to the search.
///
/// # Errors
/// What the database says.
pub async fn index_name(tx: &mut Tx, person: PersonId, name: &str) -> Result<()> {
    sql::drop_names(tx, person).await?;
    for turned in names::turned(name) {
        sql::insert_name(tx, person, &turned).await?;
    }
    Ok(())
}

/// The owner with this address, or with this name and one of these telephones; a new one, who has no password yet, if
/// there is none. New telephones are added to those of a known owner.
///
/// # Errors
/// `Taken` at `email` when the address belongs to somebody who is no owner; `NotFound` without a bureau; what the
/// database says.
pub async fn owner_for(tx: &mut Tx, house: &House, details: &OwnerDetails) -> Outcome<PersonId> {
    if let Some(known) = known(tx, house, details).await? {
        let mut all = phones::read(tx, house, known).await?;
        let fresh: Vec<_> = details
            .phones
            .iter()
            .filter(|phone| !all.contains(phone))
            .cloned()
            .collect();
        if !fresh.is_empty() {
            all.extend(fresh);
            all.truncate(5);
            phones::keep(tx, house, known, &all).await?;
        }
        return Ok(known);
    }
    let bureau = sql::bureau(tx).await?.ok_or(RefusalCode::NotFound)?;
    let id = PersonId(house.outside.uuid7());
    let (email, folded) = match &details.email {
        Some(email) => (email.as_str(), email.folded()),
        None => ("", format!("none:{id}")),
    };
    let new = NewPerson {
        id,
        organisation: bureau.id.0,
        name: details.name.as_str(),
        email,
        folded: &folded,
        locale: details.locale,
        password_hash: None,
        state: "invited",
    };
    if people::insert_person(tx, &new, house.now()).await? == 0 {
        return Err(password::at("email", RefusalCode::Taken));
    }
    people::add_role(tx, id, Role::Owner).await?;
    phones::keep(tx, house, id, &details.phones).await?;
    index_name(tx, id, details.name.as_str()).await?;
    Ok(id)
}

async fn known(tx: &mut Tx, house: &House, details: &OwnerDetails) -> Result<Option<PersonId>> {
    if let Some(email) = &details.email {
        return sql::owner_by_email(tx, &email.folded()).await;
    }
    let name = names::wanted(details.name.as_str());
    for phone in &details.phones {
        let Some((whole, _)) = phones::hashes(house, phone.as_str()) else {
            continue;
        };
        for person in sql::with_phone(tx, &whole, "", MOST).await? {
            let Some(row) = sql::owner(tx, person).await? else {
                continue;
            };
            if names::turned(&row.name).contains(&name) {
                return Ok(Some(person));
            }
        }
    }
    Ok(None)
}

/// Everything that a call needs.
pub(crate) async fn owner_sheet(h: &mut impl Handle, house: &House, person: PersonId) -> Outcome<OwnerSheet> {
    let card = owner_card(h, house, person).await?.ok_or(RefusalCode::NotFound)?;
    let row = sql::owner(h, person).await?.ok_or(RefusalCode::NotFound)?;
    let now = house.now();
    let quiet = row.quiet();
    Ok(OwnerSheet {
        card,
        contacts: phones::read_contacts(h, house, person).await?,
        quiet,
        their_time: moment(&row.time_zone, now),
        quiet_now: quiet.is_some_and(|quiet| quiet.left(contact::minute(&row.time_zone, now)) > 0),
    })
}
