//! How other slices reach a person: address, telephone, language, and the end of the quiet hours.
//!
//! What must not be here: the words of messages.

use domain::ids::PersonId;
use domain::notices::Template;
use domain::{Email, Locale, Phone, RefusalCode, Span, Timestamp};
use serde_json::Value;

use super::{phones, sql};
use crate::db::{Handle, Tx};
use crate::fault::{Fault, Result};
use crate::house::{House, moment};
use crate::notices::{Draft, enqueue_quietly};

/// How a person is reached.
pub struct OwnerContact {
    /// Their name.
    pub name: String,
    /// The language in which they read.
    pub locale: Locale,
    /// Their time zone, an IANA name.
    pub time_zone: String,
    /// Their address, if they have one.
    pub email: Option<Email>,
    /// The telephone for text messages, if they have one.
    pub phone: Option<Phone>,
    /// The first instant at which a telephone may ring: now, or the end of the quiet hours.
    pub ring_from: Timestamp,
    /// The organisation whose owner they are, as mails name it.
    pub organisation_name: String,
}

/// How this person is reached; `None` for who is unknown or was erased.
///
/// # Errors
/// What the database says; `Broken` when a number does not open.
pub async fn contact_of(h: &mut impl Handle, house: &House, person: PersonId) -> Result<Option<OwnerContact>> {
    let Some(row) = sql::owner(h, person).await? else {
        return Ok(None);
    };
    let phone = phones::read(h, house, person).await?.into_iter().next();
    let email = address(&row.email)?;
    let now = house.now();
    let ring_from = row.quiet().map_or(now, |quiet| {
        now + Span::minutes(quiet.left(minute(&row.time_zone, now)).into())
    });
    Ok(Some(OwnerContact {
        locale: row.locale()?,
        name: row.name,
        time_zone: row.time_zone,
        email,
        phone,
        ring_from,
        organisation_name: row.organisation_name,
    }))
}

/// The address as kept: none is kept as nothing.
pub(super) fn address(kept: &str) -> Result<Option<Email>> {
    match Email::parse(kept) {
        Ok(email) => Ok(Some(email)),
        Err(RefusalCode::Missing) => Ok(None),
        Err(_) => Err(Fault::broken("accounts.email", "reading an e-mail address")),
    }
}

/// The minute of the day at this place.
pub(super) fn minute(time_zone: &str, now: Timestamp) -> u16 {
    let civil = moment(time_zone, now).civil();
    u16::from(civil.hour) * 60 + u16::from(civil.minute)
}

/// Writes a message to a person, by mail at once and by text message after their quiet hours; gives how many. `name` and
/// `organisation` are added to `data`, a JSON object. After the commit, call `house.wake.notices.notify_one()`.
///
/// # Errors
/// What the database says.
pub async fn tell(tx: &mut Tx, house: &House, person: PersonId, template: Template, mut data: Value) -> Result<u32> {
    let Some(contact) = contact_of(tx, house, person).await? else {
        return Ok(0);
    };
    if let Some(data) = data.as_object_mut() {
        data.entry("name").or_insert_with(|| contact.name.clone().into());
        data.entry("organisation")
            .or_insert_with(|| contact.organisation_name.clone().into());
    }
    let draft = Draft {
        template,
        locale: contact.locale,
        email: contact.email.as_ref(),
        phone: contact.phone.as_ref(),
        data,
    };
    enqueue_quietly(tx, house, draft, contact.ring_from).await
}
