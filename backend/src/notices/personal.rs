//! Messages to a person that have not left yet, and those of the demo's inbox. What was sent holds nothing any more.

use async_trait::async_trait;
use domain::Outcome;
use serde_json::{Value, json};

use super::outbox::TO_LABEL;
use super::sql;
use crate::accounts::{Exported, PersonalData, Subject, instant};
use crate::db::{Reader, Tx};
use crate::house::House;

/// The messages' part of what is kept about a person.
pub struct NoticesData;

/// Whether the text names the person in any way.
fn names(subject: &Subject, text: &str) -> bool {
    let text = text.to_lowercase();
    let address = subject
        .email
        .as_ref()
        .is_some_and(|email| text.contains(&email.folded()));
    let name = subject
        .name
        .as_ref()
        .is_some_and(|name| text.contains(&name.to_lowercase()));
    let phone = subject
        .phones
        .iter()
        .any(|phone| text.contains(phone.as_str()) || text.contains(&phone.grouped()));
    address || name || phone
}

#[async_trait]
impl PersonalData for NoticesData {
    async fn export(&self, reader: &mut Reader, house: &House, subject: &Subject) -> Outcome<Vec<Exported>> {
        let mut waiting: Vec<Value> = Vec::new();
        for row in sql::queued(reader).await? {
            if subject.is(&house.key.open_text(TO_LABEL, &row.id, &row.to_sealed)?) {
                waiting
                    .push(json!({ "channel": row.channel, "subject": row.template, "since": instant(row.created_at) }));
            }
        }
        if waiting.is_empty() {
            return Ok(Vec::new());
        }
        Ok(vec![("messages_waiting", waiting.into())])
    }

    async fn erase(&self, tx: &mut Tx, house: &House, subject: &Subject) -> Outcome<u64> {
        let mut met = 0;
        for row in sql::queued(tx).await? {
            if subject.is(&house.key.open_text(TO_LABEL, &row.id, &row.to_sealed)?) {
                met += sql::drop_notice(tx, &row.id).await?;
            }
        }
        for row in sql::captured_texts(tx).await? {
            if subject.is(&row.to_text) || names(subject, &row.body) {
                sql::drop_captured(tx, &row.id).await?;
            }
        }
        Ok(met)
    }
}
