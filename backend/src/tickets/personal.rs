//! What tickets keep about the people at both ends of the way, for their export and erasure: names, addresses, photos.
//!
//! What must not be here: the case that a ticket serves. It has its own.

use async_trait::async_trait;
use domain::ids::TicketId;
use domain::{Outcome, RefusalCode};
use serde_json::{Value, json};

use super::codes::Leg;
use super::sql::{self, KnownRow};
use super::steps::{FROM, TO, open_stop, photo_of};
use crate::accounts::{Exported, PersonalData, Subject, instant};
use crate::db::{Handle, Reader, Tx};
use crate::fault::Result;
use crate::house::House;
use crate::photos;

/// Tickets to or from a person. It must come before the cases', by which owners are found.
pub struct TicketsData;

/// Forgets the people of a ticket, who signed, what couriers wrote of them, and its photos; gives how many tickets.
pub(super) async fn forget(tx: &mut Tx, id: TicketId) -> Result<u64> {
    for leg in [Leg::Pickup, Leg::Delivery] {
        photos::forget(tx, photo_of(id, leg)).await?;
    }
    let Some(record) = sql::get(tx, id).await? else {
        return Ok(0);
    };
    sql::forget_in_events(tx, id).await?;
    sql::forget(tx, id, &record.state()?.without_people()).await
}

/// Whether one end of the way is this person's, or the case that it serves.
fn is_of(house: &House, row: &KnownRow, subject: &Subject) -> Result<bool> {
    if row.owner_id.is_some() && row.owner_id.map(|id| id.0) == subject.person {
        return Ok(true);
    }
    for (label, sealed) in [(FROM, &row.from_sealed), (TO, &row.to_sealed)] {
        let Some(stop) = open_stop(house, label, row.id.0, sealed.as_ref())? else {
            continue;
        };
        let by_email = stop.email.is_some_and(|email| subject.is(email.as_str()));
        if by_email || stop.phone.is_some_and(|phone| subject.phones.contains(&phone)) {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn tickets_of(h: &mut impl Handle, house: &House, subject: &Subject) -> Result<Vec<KnownRow>> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let page = sql::known(h, after).await?;
        let Some(last) = page.last() else { return Ok(all) };
        after = Some(last.id.0);
        for row in page {
            if is_of(house, &row, subject)? {
                all.push(row);
            }
        }
    }
}

#[async_trait]
impl PersonalData for TicketsData {
    async fn export(&self, reader: &mut Reader, house: &House, subject: &Subject) -> Outcome<Vec<Exported>> {
        let tickets: Vec<Value> = tickets_of(reader, house, subject)
            .await?
            .into_iter()
            .map(|row| json!({ "number": row.number, "what": row.what, "made": instant(row.made_at) }))
            .collect();
        if tickets.is_empty() {
            return Ok(Vec::new());
        }
        Ok(vec![("tickets", tickets.into())])
    }

    async fn erase(&self, tx: &mut Tx, house: &House, subject: &Subject) -> Outcome<u64> {
        let mut met = 0;
        for row in tickets_of(tx, house, subject).await? {
            if row.ended_at.is_none() {
                return Err(RefusalCode::StillInHand.into());
            }
            met += forget(tx, row.id.0).await?;
        }
        Ok(met)
    }
}
