//! What is kept about a person who was signed in at kiosks: where, from when to when.

use async_trait::async_trait;
use domain::Outcome;
use serde_json::{Value, json};

use super::sql;
use crate::accounts::{Exported, PersonalData, Subject, instant};
use crate::db::{Reader, Tx};
use crate::house::House;

/// This slice's part of what is kept about a person.
pub struct OnsiteData;

#[async_trait]
impl PersonalData for OnsiteData {
    async fn export(&self, reader: &mut Reader, _: &House, subject: &Subject) -> Outcome<Vec<Exported>> {
        let Some(person) = subject.person else {
            return Ok(Vec::new());
        };
        let there: Vec<Value> = sql::of_person(reader, person)
            .await?
            .into_iter()
            .map(|(bank, from, until)| {
                json!({
                    "locker": bank,
                    "from": instant(from),
                    "until": until.map(instant),
                })
            })
            .collect();
        Ok(if there.is_empty() {
            Vec::new()
        } else {
            vec![("signed_in_at_lockers", there.into())]
        })
    }

    async fn erase(&self, tx: &mut Tx, _: &House, subject: &Subject) -> Outcome<u64> {
        match subject.person {
            Some(person) => Ok(sql::forget(tx, person).await?),
            None => Ok(0),
        }
    }
}
