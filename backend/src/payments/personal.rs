//! What payments keep about a payer: whose payment it was, and where the receipt went. Receipts themselves name nobody;
//! they are the statutory ledger and stay.

use async_trait::async_trait;
use domain::ids::IntentId;
use domain::{Outcome, Timestamp};
use serde_json::json;

use super::opening::EMAIL_LABEL;
use super::receipts;
use super::sql;
use crate::accounts::{Exported, PersonalData, Subject};
use crate::db::{Handle, Reader, Tx};
use crate::fault::Result;
use crate::house::House;

/// The payments' part of what is kept about a person.
pub struct PaymentsData;

#[async_trait]
impl PersonalData for PaymentsData {
    async fn export(&self, reader: &mut Reader, house: &House, subject: &Subject) -> Outcome<Vec<Exported>> {
        let mut all = Vec::new();
        for id in payments_of(reader, house, subject).await? {
            let Some(intent) = sql::get(reader, id).await? else {
                continue;
            };
            let paid = intent.paid_at.map(|at| {
                let c = receipts::at(house, Timestamp(at)).civil();
                format!("{}-{:02}-{:02}", c.year, c.month, c.day)
            });
            all.push(json!({
                "what": intent.what,
                "amount": intent.amount()?.to_string(),
                "paid_on": paid,
            }));
        }
        if all.is_empty() {
            return Ok(Vec::new());
        }
        Ok(vec![("payments", all.into())])
    }

    async fn erase(&self, tx: &mut Tx, house: &House, subject: &Subject) -> Outcome<u64> {
        let all = payments_of(tx, house, subject).await?;
        for id in &all {
            sql::forget_payment(tx, *id).await?;
        }
        Ok(u64::try_from(all.len()).unwrap_or(u64::MAX))
    }
}

/// A person's payments: by their account, and those without an account by the address of the receipt.
async fn payments_of(h: &mut impl Handle, house: &House, subject: &Subject) -> Result<Vec<IntentId>> {
    let mut all = Vec::new();
    for row in sql::of_person(h, subject.person).await? {
        let own = match &row.payer_email_sealed {
            Some(sealed) if row.payer_id.is_none() => {
                let email = house.key.open_text(EMAIL_LABEL, &row.id.0.to_string(), sealed)?;
                subject.is(&email)
            }
            _ => row.payer_id.is_some(),
        };
        if own {
            all.push(row.id.0);
        }
    }
    Ok(all)
}
