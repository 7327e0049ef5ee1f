//! The port of whoever lost something: a search that tells little, and a claim that is always answered alike.

use async_trait::async_trait;
use domain::accounts::{Actor, Operation};
use domain::found::CaseNumber;
use domain::ids::{OrganisationId, ThingId};
use domain::register::{
    Category, CategoryCode, ClaimForm, Day, LostForm, LostMatch, LostPort, Offered, Sought, ThingStage, score, tokens,
};
use domain::{Locale, Outcome, RefusalCode};

use super::service::Register;
use super::sql::{self, Thing};
use super::{claims, sql_data, steps, view};
use crate::accounts;
use crate::again::again;
use crate::db::Handle;

/// So many things are compared, newest first.
const COMPARED: i64 = 2_000;
/// So many are told.
const TOLD: usize = 8;

/// What is compared of a thing: also what its kind is called, in every language.
fn offered(all: &[Category], thing: &Thing) -> Offered {
    let mut words: Vec<String> = thing.words.split_whitespace().map(str::to_owned).collect();
    let kind = view::kind(all, thing);
    for locale in Locale::ALL {
        words.extend(tokens(kind.name.own(locale)));
    }
    Offered {
        category: thing.category.0.clone(),
        words,
        place: tokens(&[thing.area.as_str(), " ", &thing.office_city].concat()),
        found_on: Day(thing.found_day),
    }
}

async fn bureau(h: &mut impl Handle) -> Outcome<OrganisationId> {
    Ok(accounts::bureau(h).await?.ok_or(RefusalCode::NotFound)?)
}

/// A thing that can be claimed; the same answer for one that is gone and one that never was.
async fn claimable(h: &mut impl Handle, id: ThingId) -> Outcome<Thing> {
    let bureau = bureau(h).await?;
    let thing = steps::take(h, id).await?;
    let open = matches!(
        thing.state()?.stage(),
        ThingStage::Held | ThingStage::UnderProof | ThingStage::Promised
    );
    if open && thing.organisation_id.0 == bureau {
        Ok(thing)
    } else {
        Err(RefusalCode::NotFound.into())
    }
}

fn best(all: &[Category], things: &[Thing], sought: &Sought) -> Vec<LostMatch> {
    let fitting = |thing: &Thing| Some(view::matching(all, thing, score(sought, &offered(all, thing))?));
    let mut found: Vec<LostMatch> = things.iter().filter_map(fitting).collect();
    found.sort_by_key(|one| std::cmp::Reverse(one.score));
    found.truncate(TOLD);
    found
}

#[async_trait]
impl LostPort for Register {
    async fn kinds(&self, actor: &Actor) -> Outcome<Vec<Category>> {
        actor.must(Operation::SearchLost)?;
        let mut reader = self.house.db.read().await?;
        Ok(sql_data::categories(&mut reader).await?)
    }

    async fn search(&self, actor: &Actor, form: &LostForm) -> Outcome<Vec<LostMatch>> {
        actor.must(Operation::SearchLost)?;
        let sought = form.check()?;
        let mut reader = self.house.db.read().await?;
        let bureau = bureau(&mut reader).await?;
        let all = sql_data::categories(&mut reader).await?;
        let category = sought.category.as_ref().map(CategoryCode::as_str);
        // A day earlier: it can be found a day before its owner thinks that it was lost.
        let since = sought.lost.map(|(from, _)| from.0 - 1);
        let things = sql::candidates(&mut reader, bureau, category, since, COMPARED).await?;
        Ok(best(&all, &things, &sought))
    }

    async fn lost_thing(&self, actor: &Actor, id: ThingId) -> Outcome<LostMatch> {
        actor.must(Operation::SearchLost)?;
        let mut reader = self.house.db.read().await?;
        let thing = claimable(&mut reader, id).await?;
        let all = sql_data::categories(&mut reader).await?;
        Ok(view::matching(&all, &thing, 0))
    }

    async fn claim(&self, actor: &Actor, id: ThingId, form: ClaimForm) -> Outcome<CaseNumber> {
        actor.must(Operation::SearchLost)?;
        let claim = form.check(false)?;
        let from = match actor {
            Actor::Visitor { address } => address.clone(),
            other => other.label(),
        };
        let once = format!("web:{}", claim.once);
        let number = again(|| async {
            let mut tx = self.house.db.begin().await?;
            let mut thing = claimable(&mut tx, id).await?;
            let taken = claims::take(&mut tx, &self.house, actor, &mut thing, &claim, (&once, Some(&from)));
            let number = taken.await?;
            tx.commit().await?;
            Ok(number)
        })
        .await?;
        tracing::info!(thing = %id, "somebody claims a thing of the register");
        Ok(number)
    }
}
