//! What deliveries keep about a recipient beyond custody: the reference number, and what waits for them on lists.

use async_trait::async_trait;
use domain::Outcome;
use domain::ids::ConsignmentId;
use serde_json::Value;

use super::{bulk, sql, sql_names, view};
use crate::accounts::{Exported, PersonalData, Subject};
use crate::custody::consignments_for;
use crate::db::{Reader, Tx};
use crate::house::House;

/// The deliveries' part of what is kept about a person. It must come before custody's, by which recipients are found.
pub struct DeliveryData;

#[async_trait]
impl PersonalData for DeliveryData {
    async fn export(&self, reader: &mut Reader, house: &House, subject: &Subject) -> Outcome<Vec<Exported>> {
        let mut references: Vec<Value> = Vec::new();
        for row in consignments_for(reader, house, subject).await? {
            if let Some(sealed) = sql::reference(reader, row.id.0).await? {
                references.push(
                    house
                        .key
                        .open_text(view::REFERENCE, &row.id.0.to_string(), &sealed)?
                        .into(),
                );
            }
        }
        let waiting = bulk::kept_about(reader, house, subject).await?;
        let all = [("delivery_references", references), ("waiting_on_lists", waiting)];
        let some = all.into_iter().filter(|(_, rows)| !rows.is_empty());
        Ok(some.map(|(heading, rows)| (heading, rows.into())).collect())
    }

    async fn erase(&self, tx: &mut Tx, house: &House, subject: &Subject) -> Outcome<u64> {
        let mut met = 0;
        for row in consignments_for(tx, house, subject).await? {
            met += self.forget_thing(tx, house, row.id.0).await?;
        }
        Ok(met + bulk::erase(tx, house, subject).await?)
    }

    async fn forget_thing(&self, tx: &mut Tx, _: &House, thing: ConsignmentId) -> Outcome<u64> {
        let met = sql::forget_reference(tx, thing).await?;
        sql_names::forget(tx, thing).await?;
        Ok(met + bulk::forget_reference(tx, thing).await?)
    }
}
