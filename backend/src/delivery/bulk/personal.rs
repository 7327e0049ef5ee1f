//! What waits for somebody on lists, handed out or erased. Whoever is erased gets nothing more from a list: its line is gone.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{lines, sql};
use crate::accounts::{Subject, instant};
use crate::db::{Handle, Tx};
use crate::fault::Result;
use crate::house::House;

async fn of(h: &mut impl Handle, house: &House, subject: &Subject) -> Result<Vec<sql::Line>> {
    let emails = subject.email.iter().map(|email| lines::email_hash(house, email));
    let phones = subject.phones.iter().map(|phone| lines::phone_hash(house, phone));
    let hashes: BTreeSet<String> = emails.chain(phones).collect();
    let mut found: Vec<sql::Line> = Vec::new();
    for hash in hashes {
        found.extend(sql::waiting_for(h, &hash).await?);
    }
    // By both ways the same line is found twice.
    found.sort_by_key(|line| line.id.0);
    found.dedup_by_key(|line| line.id.0);
    Ok(found)
}

/// What waits for this person.
pub(in crate::delivery) async fn kept_about(
    h: &mut impl Handle,
    house: &House,
    subject: &Subject,
) -> Result<Vec<Value>> {
    let mut kept = Vec::new();
    for line in of(h, house, subject).await? {
        let checked = lines::opened(house, &line)?;
        kept.push(json!({
            "you": checked.recipient,
            "document": checked.item.wire(),
            "reference": checked.reference,
            "entered": instant(line.made_at),
        }));
    }
    Ok(kept)
}

/// Takes away what waits for this person; gives how many lines.
pub(in crate::delivery) async fn erase(tx: &mut Tx, house: &House, subject: &Subject) -> Result<u64> {
    let mut met = 0;
    for line in of(tx, house, subject).await? {
        met += sql::drop_line(tx, line.id.0).await?;
    }
    Ok(met)
}
