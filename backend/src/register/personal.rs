//! What the register keeps about a person, as a finder or as somebody who lost a thing: handed out, and taken away.
//!
//! What must not be here: the thing itself. It stays with us, whoever brought it.

use async_trait::async_trait;
use domain::Outcome;
use domain::ids::ThingId;
use domain::register::RegisterNumber;
use serde_json::json;

use super::sql_claims::Claim;
use super::{claims, sql, sql_claims, steps};
use crate::accounts::{Exported, PersonalData, Subject, instant};
use crate::db::{Handle, Reader, Tx};
use crate::fault::Result;
use crate::house::House;

/// Things that a person brought, and things that they claimed.
pub struct RegisterData;

fn hashes(house: &House, subject: &Subject) -> Vec<String> {
    let email = subject.email.iter().map(domain::Email::folded);
    let phones = subject.phones.iter().map(|phone| phone.as_str().to_owned());
    email
        .chain(phones)
        .map(|text| steps::contact_hash(house, &text))
        .collect()
}

async fn of(h: &mut impl Handle, house: &House, subject: &Subject) -> Result<(Vec<Claim>, Vec<ThingId>)> {
    let (mut claims, mut things): (Vec<Claim>, Vec<ThingId>) = (Vec::new(), Vec::new());
    for hash in hashes(house, subject) {
        claims.extend(sql_claims::of_person(h, &hash).await?);
        things.extend(sql_claims::brought_by(h, &hash).await?);
    }
    claims.sort_by_key(|claim| claim.id.0);
    claims.dedup_by_key(|claim| claim.id.0);
    things.sort();
    things.dedup();
    Ok((claims, things))
}

#[async_trait]
impl PersonalData for RegisterData {
    async fn export(&self, reader: &mut Reader, house: &House, subject: &Subject) -> Outcome<Vec<Exported>> {
        let (claims, things) = of(reader, house, subject).await?;
        let (mut claimed, mut brought) = (Vec::new(), Vec::new());
        for claim in claims {
            let said = steps::open_said(house, claim.id.0, claim.said_sealed.as_ref())?;
            claimed.push(json!({
                "number": claim.number.0.to_string(),
                "made": instant(claim.made_at),
                "state": claim.stage()?.wire(),
                "said": said,
            }));
        }
        for id in things {
            if let Some(thing) = sql::get(reader, id).await? {
                let number = RegisterNumber {
                    year: i32::try_from(thing.year).unwrap_or_default(),
                    number: thing.number,
                };
                brought.push(json!({
                    "number": number.to_string(),
                    "thing": thing.what,
                    "brought": instant(thing.entered_at),
                    "you": steps::open_finder(house, &thing)?,
                }));
            }
        }
        let all = [("register_claims", claimed), ("register_brought", brought)];
        let some = all.into_iter().filter(|(_, rows)| !rows.is_empty());
        Ok(some.map(|(heading, rows)| (heading, rows.into())).collect())
    }

    async fn erase(&self, tx: &mut Tx, house: &House, subject: &Subject) -> Outcome<u64> {
        let (all, things) = of(tx, house, subject).await?;
        let mut met = 0;
        for claim in &all {
            claims::withdraw(tx, house, claim).await?;
            met += 1;
        }
        for id in things {
            met += sql_claims::forget_finder(tx, id).await?;
        }
        Ok(met)
    }
}
