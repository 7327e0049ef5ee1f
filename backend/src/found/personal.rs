//! What cases keep about a person, as an owner or as a finder: handed out, and taken away.
//!
//! What must not be here: the thing in a locker. Its recipient is custody's to forget.

use async_trait::async_trait;
use domain::ids::CaseId;
use domain::{Outcome, RefusalCode};
use serde_json::{Value, json};

use super::{secrets, sql, sql_ends, sql_talk};
use crate::accounts::{Exported, PersonalData, Subject, instant};
use crate::db::{Handle, Reader, Tx};
use crate::fault::Result;
use crate::house::House;
use crate::photos;

/// Cases of a person.
pub struct PersonalCases;

async fn found_by(h: &mut impl Handle, house: &House, subject: &Subject) -> Result<Vec<CaseId>> {
    let email = subject
        .email
        .as_ref()
        .map(|email| secrets::contact_hash(&house.key, &email.folded()));
    let mut cases = match email {
        Some(hash) => sql_ends::of_finder(h, &hash).await?,
        None => Vec::new(),
    };
    for phone in &subject.phones {
        let hash = secrets::contact_hash(&house.key, phone.as_str());
        cases.extend(sql_ends::of_finder(h, &hash).await?);
    }
    cases.sort();
    cases.dedup();
    Ok(cases)
}

async fn owned(h: &mut impl Handle, subject: &Subject) -> Result<Vec<CaseId>> {
    match subject.person {
        Some(person) => sql_ends::of_owner(h, person).await,
        None => Ok(Vec::new()),
    }
}

async fn exported(h: &mut impl Handle, house: &House, id: CaseId, as_finder: bool) -> Result<Option<Value>> {
    let Some(case) = sql::get(h, id).await? else {
        return Ok(None);
    };
    let mut said = Vec::new();
    for row in sql_talk::messages(h, id).await? {
        said.push(json!({ "to": row.to().wire(), "at": instant(row.at), "text": row.text(house, id)? }));
    }
    let contact = if as_finder { Some(case.contact(house)?) } else { None };
    Ok(Some(json!({
        "number": case.number.0.to_string(),
        "key": case.key(),
        "state": case.state()?.stage().wire(),
        "reported": instant(case.created_at),
        "name": contact.as_ref().and_then(|c| c.name.clone()),
        "email": contact.as_ref().and_then(|c| c.email.clone()),
        "telephone": contact.as_ref().and_then(|c| c.phone.clone()),
        "place": if as_finder { case.place(house)? } else { None },
        "messages": said,
        "photo": if as_finder { photos::export(h, house, photos::Of::Report(id)).await? } else { None },
    })))
}

#[async_trait]
impl PersonalData for PersonalCases {
    async fn export(&self, reader: &mut Reader, house: &House, subject: &Subject) -> Outcome<Vec<Exported>> {
        let mut sections: Vec<Exported> = Vec::new();
        for (heading, cases, as_finder) in [
            ("cases", owned(reader, subject).await?, false),
            ("reports", found_by(reader, house, subject).await?, true),
        ] {
            let mut all = Vec::new();
            for id in cases {
                all.extend(exported(reader, house, id, as_finder).await?);
            }
            if !all.is_empty() {
                sections.push((heading, all.into()));
            }
        }
        Ok(sections)
    }

    async fn erase(&self, tx: &mut Tx, house: &House, subject: &Subject) -> Outcome<u64> {
        let mut met = 0;
        for id in owned(tx, subject).await? {
            if sql::get(tx, id).await?.is_some_and(|case| case.ended_at.is_none()) {
                return Err(RefusalCode::StillInHand.into());
            }
            sql_ends::forget_owner(tx, id).await?;
            photos::forget(tx, photos::Of::Report(id)).await?;
            met += 1;
        }
        for id in found_by(tx, house, subject).await? {
            // What is still on its way stays reachable by its private link alone.
            if sql::get(tx, id).await?.is_some_and(|case| case.ended_at.is_none()) {
                sql_ends::forget_contact(tx, id).await?;
            } else {
                sql_ends::forget_finder(tx, id).await?;
            }
            photos::forget(tx, photos::Of::Report(id)).await?;
            met += 1;
        }
        Ok(met)
    }
}
