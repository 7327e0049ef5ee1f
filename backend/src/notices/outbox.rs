//! The way in: messages are written in the transaction of the change that they tell of.
//!
//! Who they go to and what they say are sealed: codes and links stand in them. What must not be here: sending.

use domain::ids::NoticeId;
use domain::notices::{Channel, Template};
use domain::{Email, Locale, Phone, Timestamp};

use super::sql;
use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::house::House;

/// What the address is sealed under.
pub(super) const TO_LABEL: &str = "notices.to";
/// What the data is sealed under.
pub(super) const DATA_LABEL: &str = "notices.data";

/// A message to somebody, on every channel by which they can be reached.
pub struct Draft<'a> {
    /// Which text.
    pub template: Template,
    /// In which language.
    pub locale: Locale,
    /// Their address, if they gave one.
    pub email: Option<&'a Email>,
    /// Their telephone, if they gave one.
    pub phone: Option<&'a Phone>,
    /// What the template fills in; a JSON object. It may hold codes and links: it is sealed at once.
    pub data: serde_json::Value,
}

/// At the start of a process that is the only one: what the house was sending when it ended is sent again at once, and not
/// when the lease of a dead job ends. Twice is possible then, never is not. Gives how many.
///
/// # Errors
/// What the database says.
pub async fn begin_alone(house: &House) -> Result<u64> {
    let mut tx = house.db.begin().await?;
    let freed = sql::end_leases(&mut tx).await?;
    tx.commit().await?;
    Ok(freed)
}

/// Writes one message per channel; gives how many. After the commit, call `house.wake.notices.notify_one()`.
///
/// # Errors
/// What the database says.
pub async fn enqueue(tx: &mut Tx, house: &House, draft: Draft<'_>) -> Result<u32> {
    enqueue_quietly(tx, house, draft, house.now()).await
}

/// As [`enqueue`], but no text message leaves before `sms_from`: the end of somebody's quiet hours.
///
/// # Errors
/// What the database says.
pub async fn enqueue_quietly(tx: &mut Tx, house: &House, draft: Draft<'_>, sms_from: Timestamp) -> Result<u32> {
    let channels = [
        (Channel::Email, draft.email.map(Email::as_str)),
        (Channel::Sms, draft.phone.map(Phone::as_str)),
    ];
    let data = serde_json::to_vec(&draft.data)
        .map_err(|error| Fault::broken("notices.data", "writing a message's data").because(error))?;
    let mut count = 0;
    for (channel, to) in channels {
        let Some(to) = to else { continue };
        let not_before = match channel {
            Channel::Email => house.now(),
            Channel::Sms if !draft.template.has_sms() => continue,
            Channel::Sms => sms_from.max(house.now()),
        };
        let id = NoticeId(house.outside.uuid7());
        let place = id.to_string();
        let chance = house.outside.chance.as_ref();
        let row = sql::NewNotice {
            id,
            channel,
            template: draft.template,
            locale: draft.locale,
            to_sealed: house.key.seal(chance, TO_LABEL, &place, to.as_bytes())?,
            data_sealed: house.key.seal(chance, DATA_LABEL, &place, &data)?,
            not_before,
        };
        sql::insert(tx, &row, house.now()).await?;
        count += 1;
    }
    Ok(count)
}

/// Ends what was written before as sent long ago: a story that is told in one go sends no old mail.
///
/// # Errors
/// What the database says.
pub(crate) async fn settle(tx: &mut Tx, before: domain::Timestamp) -> Result<()> {
    sql::settle(tx, before).await.map(drop)
}
