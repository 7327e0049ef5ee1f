//! What the audit keeps about a person: from which addresses they acted. What they did for the house stays, under an id.

use async_trait::async_trait;
use domain::Outcome;
use serde_json::Value;

use super::service::ORIGIN;
use super::sql;
use crate::accounts::{Exported, PersonalData, Subject};
use crate::db::{Reader, Tx};
use crate::house::House;

/// The audit's part of what is kept about a person.
pub struct AuditData;

#[async_trait]
impl PersonalData for AuditData {
    async fn export(&self, reader: &mut Reader, house: &House, subject: &Subject) -> Outcome<Vec<Exported>> {
        let Some(person) = subject.person else {
            return Ok(Vec::new());
        };
        let mut origins: Vec<Value> = Vec::new();
        for (seq, sealed) in sql::origins_of(reader, person).await? {
            origins.push(house.key.open_text(ORIGIN, &seq.to_string(), &sealed)?.into());
        }
        origins.dedup();
        Ok(if origins.is_empty() {
            Vec::new()
        } else {
            vec![("acted_from", origins.into())]
        })
    }

    async fn erase(&self, tx: &mut Tx, _: &House, subject: &Subject) -> Outcome<u64> {
        match subject.person {
            Some(person) => Ok(sql::forget_origins_of(tx, person).await?),
            None => Ok(0),
        }
    }
}
