//! What somebody said about what they collected: handed out, or erased. The stars stay: they name nobody, and without the
//! recipient they are nobody's.

use async_trait::async_trait;
use domain::Outcome;
use domain::feedback::Comment;
use domain::ids::ConsignmentId;
use serde_json::{Value, json};

use super::{sql, steps};
use crate::accounts::{Exported, PersonalData, Subject, instant};
use crate::custody;
use crate::db::{Reader, Tx};
use crate::house::House;

/// Feedback's part of what is kept about a person. It must come before custody's, by which recipients are found.
pub struct FeedbackData;

#[async_trait]
impl PersonalData for FeedbackData {
    async fn export(&self, reader: &mut Reader, house: &House, subject: &Subject) -> Outcome<Vec<Exported>> {
        let mut said: Vec<Value> = Vec::new();
        for row in custody::consignments_for(reader, house, subject).await? {
            if let Some((at, rating)) = steps::said(reader, house, row.id.0).await? {
                said.push(json!({
                    "at": instant(at.0),
                    "overall": rating.overall,
                    "compartment": rating.compartment,
                    "ease": rating.ease,
                    "comment": rating.comment.as_ref().map(Comment::as_str),
                }));
            }
        }
        if said.is_empty() {
            return Ok(Vec::new());
        }
        Ok(vec![("ratings", said.into())])
    }

    async fn erase(&self, tx: &mut Tx, house: &House, subject: &Subject) -> Outcome<u64> {
        let mut met = 0;
        for row in custody::consignments_for(tx, house, subject).await? {
            met += self.forget_thing(tx, house, row.id.0).await?;
        }
        Ok(met)
    }

    async fn forget_thing(&self, tx: &mut Tx, _: &House, thing: ConsignmentId) -> Outcome<u64> {
        Ok(sql::forget_words(tx, thing).await?)
    }
}
