//! What tags keep about a person, for their export and erasure.

use async_trait::async_trait;
use domain::Outcome;
use serde_json::{Value, json};

use super::{keys, partners, sql, sql_personal};
use crate::accounts::{Exported, PersonalData, Subject, instant};
use crate::db::{Reader, Tx};
use crate::house::House;
use crate::photos;

/// Keys and what they are attached to, purchases, offers of keys, applications to become a dealer.
pub struct TagsPersonal;

#[async_trait]
impl PersonalData for TagsPersonal {
    async fn export(&self, reader: &mut Reader, house: &House, subject: &Subject) -> Outcome<Vec<Exported>> {
        let mut all: Vec<Exported> = Vec::new();
        if let Some(email) = &subject.email {
            let hash = partners::email_hash(house, email);
            let rows = partners::export(reader, house, &hash).await?;
            if !rows.is_empty() {
                all.push(("dealer_applications", rows.into()));
            }
        }
        let Some(person) = subject.person else {
            return Ok(all);
        };
        let mut mine: Vec<Value> = Vec::new();
        for row in sql::by_owner(reader, person).await? {
            let thing = keys::thing_of(reader, house, row.id()).await?;
            mine.push(json!({
                "key": row.number().grouped(),
                "thing": thing,
                "photo": photos::export(reader, house, photos::Of::Thing(row.id())).await?,
                "cover_until": row.cover_until().map(|at| instant(at.0)),
                "lost_since": row.lost_since().map(|at| instant(at.0)),
            }));
        }
        let bought: Vec<Value> = sql_personal::purchases(reader, person)
            .await?
            .into_iter()
            .map(|row| json!({ "at": instant(row.created_at), "amount": row.amount_minor, "currency": row.currency, "state": row.state }))
            .collect();
        all.push(("keys", mine.into()));
        all.push(("tag_purchases", bought.into()));
        Ok(all)
    }

    async fn erase(&self, tx: &mut Tx, house: &House, subject: &Subject) -> Outcome<u64> {
        let mut met = 0;
        if let Some(email) = &subject.email {
            met += sql_personal::drop_applications(tx, &partners::email_hash(house, email)).await?;
        }
        if let Some(person) = subject.person {
            met += keys::release_all(tx, house, person).await?;
            met += sql_personal::forget_buyer(tx, person, house.now()).await?;
        }
        Ok(met)
    }
}
