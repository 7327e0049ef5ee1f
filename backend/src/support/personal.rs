//! What support keeps about a person: the words of their requests. They are found by the things that waited for them.
//!
//! What must not be here: requests from a kiosk about nothing in particular. Nobody stands in them.

use async_trait::async_trait;
use domain::ids::{ConsignmentId, RequestId};
use domain::support::HelpFact;
use domain::{Outcome, Timestamp};
use serde_json::Value;

use super::sql;
use crate::accounts::{Exported, PersonalData, Subject};
use crate::custody;
use crate::db::{Handle, Reader, Tx};
use crate::fault::Result;
use crate::house::House;

/// Support's part of what is kept about a person. It must come before custody's, by which recipients are found.
pub struct SupportData;

/// Forgets what was written in a request; gives whether anything was left to forget.
pub(super) async fn forget(tx: &mut Tx, id: RequestId, now: Timestamp) -> Result<u64> {
    for row in sql::facts(tx, id).await? {
        if let Some(bare) = row.fact()?.without_words() {
            sql::set_fact(tx, &row.id, &bare).await?;
        }
    }
    sql::set_forgotten(tx, id, now).await
}

async fn requests_of(h: &mut impl Handle, house: &House, subject: &Subject) -> Result<Vec<RequestId>> {
    let mut found = Vec::new();
    for thing in custody::consignments_for(h, house, subject).await? {
        found.extend(sql::all_about(h, thing.id.0).await?);
    }
    Ok(found)
}

#[async_trait]
impl PersonalData for SupportData {
    async fn export(&self, reader: &mut Reader, house: &House, subject: &Subject) -> Outcome<Vec<Exported>> {
        let mut said: Vec<Value> = Vec::new();
        for id in requests_of(reader, house, subject).await? {
            for row in sql::facts(reader, id).await? {
                let fact: HelpFact = row.fact()?;
                if fact.is_for_both() {
                    said.push(serde_json::to_value(&fact).unwrap_or_default());
                }
            }
        }
        Ok(if said.is_empty() {
            Vec::new()
        } else {
            vec![("requests_for_help", said.into())]
        })
    }

    async fn erase(&self, tx: &mut Tx, house: &House, subject: &Subject) -> Outcome<u64> {
        let mut met = 0;
        for thing in custody::consignments_for(tx, house, subject).await? {
            met += self.forget_thing(tx, house, thing.id.0).await?;
        }
        Ok(met)
    }

    async fn forget_thing(&self, tx: &mut Tx, house: &House, thing: ConsignmentId) -> Outcome<u64> {
        let now = house.now();
        let mut met = 0;
        for id in sql::all_about(tx, thing).await? {
            met += forget(tx, id, now).await?;
        }
        Ok(met)
    }
}
