//! What custody keeps about a recipient, handed out or erased. Recipients have no account: they are found by opening
//! what is sealed, row by row, which is slow and rare.
//!
//! What must not be here: things that are still in custody; who waits for one is not forgotten before it is theirs.

use async_trait::async_trait;
use domain::custody::EventKind;
use domain::ids::ConsignmentId;
use domain::{Outcome, RefusalCode};
use serde_json::{Value, json};

use super::sql::seal_labels;
use super::sql_personal::{self as sql, RecipientRow};
use crate::accounts::{Exported, PersonalData, Subject, instant};
use crate::db::{Handle, Reader, Tx};
use crate::fault::{Fault, Result};
use crate::house::House;

/// How many rows are read at a time.
const PAGE: i64 = 500;

/// Custody's part of what is kept about a person.
pub struct CustodyData;

/// The consignments of which this person is the recipient.
pub(crate) async fn consignments_for(
    h: &mut impl Handle,
    house: &House,
    subject: &Subject,
) -> Result<Vec<RecipientRow>> {
    let mut found = Vec::new();
    let mut after = String::new();
    loop {
        let rows = sql::recipients(h, &after, PAGE).await?;
        let Some(last) = rows.last() else { break };
        after = last.id.0.to_string();
        for row in rows {
            if is_of(house, &row, subject)? {
                found.push(row);
            }
        }
    }
    Ok(found)
}

/// What colleagues wrote in the history of this thing is gone; that they did what they wrote about stays.
async fn forget_words(tx: &mut Tx, id: ConsignmentId) -> Result<u64> {
    let odd = |error| Fault::broken("custody.event", "reading a custody event").because(error);
    let mut met = 0;
    for (seq, body) in sql::wordy(tx, id).await? {
        let event: EventKind = serde_json::from_str(&body).map_err(odd)?;
        if let Some(bare) = event.without_words() {
            let body = serde_json::to_string(&bare).map_err(odd)?;
            met += sql::set_body(tx, id, seq, &body).await?;
        }
    }
    Ok(met)
}

fn is_of(house: &House, row: &RecipientRow, subject: &Subject) -> Result<bool> {
    let place = row.id.0.to_string();
    for (label, sealed) in [
        (seal_labels::EMAIL, &row.email_sealed),
        (seal_labels::PHONE, &row.phone_sealed),
    ] {
        if let Some(sealed) = sealed
            && subject.is(&house.key.open_text(label, &place, sealed)?)
        {
            return Ok(true);
        }
    }
    Ok(false)
}

#[async_trait]
impl PersonalData for CustodyData {
    async fn export(&self, reader: &mut Reader, house: &House, subject: &Subject) -> Outcome<Vec<Exported>> {
        let rows = consignments_for(reader, house, subject).await?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let things: Vec<Value> = rows
            .into_iter()
            .map(|row| {
                json!({
                    "name": row.recipient_name,
                    "item": row.item,
                    "since": instant(row.created_at),
                    "ended": row.ended_at.map(instant),
                })
            })
            .collect();
        Ok(vec![("things_in_custody", things.into())])
    }

    async fn erase(&self, tx: &mut Tx, house: &House, subject: &Subject) -> Outcome<u64> {
        let rows = consignments_for(tx, house, subject).await?;
        if rows.iter().any(|row| row.ended_at.is_none()) {
            return Err(RefusalCode::StillInHand.into());
        }
        let mut met = 0;
        for row in rows {
            met += self.forget_thing(tx, house, row.id.0).await?;
        }
        Ok(met)
    }

    async fn forget_thing(&self, tx: &mut Tx, _: &House, thing: ConsignmentId) -> Outcome<u64> {
        Ok(forget_words(tx, thing).await? + sql::forget_recipient(tx, thing).await?)
    }
}
