//! What an erased person leaves in the chain: nothing that can be read or guessed.
//!
//! Hashes of the events of their things stay, so that the histories of the house still hold together. The salts go: what a
//! colleague wrote about them can then neither be proved nor tried out against a hash.

use async_trait::async_trait;
use domain::Outcome;
use domain::ids::ConsignmentId;

use super::sql;
use crate::accounts::{Exported, PersonalData, Subject};
use crate::custody;
use crate::db::{Reader, Tx};
use crate::house::House;

/// The chain's part of what is kept about a person. It must come before custody's, by which recipients are found.
pub struct ProofsData;

#[async_trait]
impl PersonalData for ProofsData {
    async fn export(&self, _: &mut Reader, _: &House, _: &Subject) -> Outcome<Vec<Exported>> {
        // The events themselves are custody's; a hash tells nobody anything.
        Ok(Vec::new())
    }

    async fn erase(&self, tx: &mut Tx, house: &House, subject: &Subject) -> Outcome<u64> {
        let mut met = 0;
        for row in custody::consignments_for(tx, house, subject).await? {
            met += self.forget_thing(tx, house, row.id.0).await?;
        }
        Ok(met)
    }

    async fn forget_thing(&self, tx: &mut Tx, _: &House, thing: ConsignmentId) -> Outcome<u64> {
        Ok(sql::forget_salts(tx, thing).await?)
    }
}
