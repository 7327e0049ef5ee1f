//! The port of the staff: asks the table of rights, measures the arm, opens a transaction, calls a step, commits.

use async_trait::async_trait;
use domain::accounts::{Actor, Operation};
use domain::found::CaseNumber;
use domain::ids::{ClaimId, ThingId};
use domain::photos::{CleanPhoto, Photo, Upload};
use domain::register::{
    CategoryCode, ClaimForm, EndForm, EndKind, HandOutForm, ProtocolFact, RegisterDesk, RegisterNumber, RegisterPort,
    RetentionForm, RetentionRule, ThingEvent, ThingFilter, ThingForm, ThingRow, ThingStage, ThingView, tokens,
};
use domain::{Outcome, RefusalCode, ShortText};

use super::sql::{self, Narrow, Thing};
use super::steps::refused;
use super::{claims, enter, sql_claims, sql_data, steps, view};
use crate::again::again;
use crate::db::{Handle, Tx};
use crate::fault::Result;
use crate::house::House;
use crate::photos;

const MOST: i64 = 500;

/// The register of found things: the side of the staff, and of whoever lost something.
#[derive(Clone)]
pub struct Register {
    pub(super) house: House,
}

/// Runs acts on one thing within reach, each in a transaction of its own, and again when two changes met.
macro_rules! act {
    ($self:ident, $actor:ident, $id:ident, |$tx:ident, $thing:ident| $step:expr) => {{
        $actor.must(Operation::KeepRegister)?;
        again(|| async {
            let mut $tx = $self.house.db.begin().await?;
            #[allow(unused_mut, reason = "some acts do not move the thing on")]
            let mut $thing = $self.within_reach(&mut $tx, $actor, $id).await?;
            $step.await?;
            $tx.commit().await?;
            Ok(())
        })
        .await?;
        $self.house.wake.notices.notify_one();
        tracing::info!(actor = $actor.label(), thing = %$id, "did something about a thing of the register");
        Ok(())
    }};
}

impl Register {
    /// The service.
    pub fn new(house: House) -> Self {
        Self { house }
    }

    /// The thing if it lies within the actor's reach; the same answer for foreign and unknown.
    async fn within_reach(&self, h: &mut impl Handle, actor: &Actor, id: ThingId) -> Outcome<Thing> {
        let organisation = actor.organisation()?;
        let found = sql::get(h, id).await?;
        Ok(found
            .filter(|thing| thing.organisation_id.0 == organisation && actor.reach().covers(Some(thing.office_id.0)))
            .ok_or(RefusalCode::NotFound)?)
    }

    async fn enter_once(&self, actor: &Actor, form: &domain::register::CheckedThing, once: &str) -> Outcome<ThingId> {
        let mut tx = self.house.db.begin().await?;
        if let Some(id) = sql::by_once(&mut tx, once).await? {
            return Ok(id);
        }
        let id = enter::enter(&mut tx, &self.house, actor, form, once).await?;
        tx.commit().await?;
        tracing::info!(actor = actor.label(), thing = %id, "entered a thing into the register");
        Ok(id)
    }

    async fn keep_photo(&self, tx: &mut Tx, actor: &Actor, thing: &Thing, picture: Option<&CleanPhoto>) -> Outcome<()> {
        steps::must_be_here(thing)?;
        let fact = match picture {
            Some(picture) => {
                photos::keep(tx, &self.house, photos::Of::Registered(thing.id.0), picture).await?;
                ProtocolFact::Pictured
            }
            None if photos::forget(tx, photos::Of::Registered(thing.id.0)).await? == 0 => return Ok(()),
            None => ProtocolFact::Unpictured,
        };
        Ok(steps::note(tx, &self.house, actor, thing.id.0, &fact).await?)
    }

    async fn end_one(&self, tx: &mut Tx, actor: &Actor, thing: &mut Thing, form: &EndForm) -> Outcome<()> {
        let (how, witness, note, proceeds) = form.check()?;
        if how == EndKind::ReturnedToFinder && thing.finder_sealed.is_none() {
            return Err(refused("how", RefusalCode::NotAChoice));
        }
        let due = self.house.now().0 >= thing.keep_until;
        let fact = ProtocolFact::Ended {
            how,
            witness: witness.map(String::from),
            note: note.into(),
            proceeds,
        };
        steps::step(tx, &self.house, actor, thing, ThingEvent::End { how, due }, &fact).await
    }
}

/// The stages that a list shows, as the query takes them.
fn stages(filter: &ThingFilter) -> String {
    let shown = |stage: &ThingStage| filter.stage.map_or(!stage.is_over(), |wish| wish == *stage);
    let all = ThingStage::ALL.into_iter().filter(shown);
    all.fold(",".to_owned(), |all, stage| all + stage.wire() + ",")
}

fn narrow<'a>(house: &House, actor: &Actor, filter: &'a ThingFilter) -> Outcome<Narrow<'a>> {
    let number = RegisterNumber::parse(&filter.q);
    let mut words = tokens(&filter.q).into_iter();
    let mut next = || if number.is_some() { None } else { words.next() };
    Ok(Narrow {
        organisation: actor.organisation()?,
        reach: actor.reach().office(),
        office: filter.office,
        stages: stages(filter),
        category: filter.category.as_ref().map(CategoryCode::as_str),
        due: filter.due.then(|| house.now()),
        words: [next(), next(), next()],
        number: number.map(|number| (number.year, number.number)),
        limit: MOST,
    })
}

fn count(n: i64) -> u32 {
    u32::try_from(n).unwrap_or_default()
}

#[async_trait]
impl RegisterPort for Register {
    async fn register_desk(&self, actor: &Actor) -> Outcome<RegisterDesk> {
        actor.must(Operation::KeepRegister)?;
        let organisation = actor.organisation()?;
        let mut reader = self.house.db.read().await?;
        let (claimed, due) = sql::waiting(&mut reader, organisation, actor.reach().office(), self.house.now()).await?;
        Ok(RegisterDesk {
            categories: sql_data::categories(&mut reader).await?,
            offices: enter::offices(&mut reader, &self.house, actor, organisation).await?,
            claimed: count(claimed),
            due: count(due),
        })
    }

    async fn things(&self, actor: &Actor, filter: &ThingFilter) -> Outcome<Vec<ThingRow>> {
        actor.must(Operation::KeepRegister)?;
        let mut reader = self.house.db.read().await?;
        // What a claimant was told leads to the thing, whatever its stage.
        if let Some(number) = CaseNumber::parse(&filter.q)
            && let Some(id) = sql_claims::thing_of_number(&mut reader, actor.organisation()?, number).await?
        {
            let thing = self.within_reach(&mut reader, actor, id).await;
            return match thing {
                Ok(thing) => Ok(vec![view::row(&self.house, &thing)?]),
                Err(error) if error.is(RefusalCode::NotFound) => Ok(Vec::new()),
                Err(error) => Err(error),
            };
        }
        let all = sql::list(&mut reader, narrow(&self.house, actor, filter)?).await?;
        Ok(all
            .iter()
            .map(|thing| view::row(&self.house, thing))
            .collect::<Result<_>>()?)
    }

    async fn thing(&self, actor: &Actor, id: ThingId) -> Outcome<ThingView> {
        actor.must(Operation::KeepRegister)?;
        let mut reader = self.house.db.read().await?;
        let thing = self.within_reach(&mut reader, actor, id).await?;
        view::one(&mut reader, &self.house, &thing).await
    }

    async fn photo(&self, actor: &Actor, id: ThingId) -> Outcome<Photo> {
        actor.must(Operation::KeepRegister)?;
        let mut reader = self.house.db.read().await?;
        self.within_reach(&mut reader, actor, id).await?;
        photos::show(&mut reader, &self.house, photos::Of::Registered(id)).await
    }

    async fn enter(&self, actor: &Actor, form: ThingForm) -> Outcome<ThingId> {
        actor.must(Operation::KeepRegister)?;
        let checked = form.check()?;
        let once = format!("{}:{}", actor.person()?, checked.once);
        again(|| self.enter_once(actor, &checked, &once)).await
    }

    async fn change(&self, actor: &Actor, id: ThingId, form: ThingForm) -> Outcome<()> {
        actor.must(Operation::KeepRegister)?;
        let checked = form.check_change()?;
        act!(self, actor, id, |tx, thing| enter::change(
            &mut tx,
            &self.house,
            actor,
            &thing,
            &checked
        ))
    }

    async fn set_photo(&self, actor: &Actor, id: ThingId, upload: Upload) -> Outcome<()> {
        actor.must(Operation::KeepRegister)?;
        let picture = upload.check()?;
        act!(self, actor, id, |tx, thing| self.keep_photo(
            &mut tx,
            actor,
            &thing,
            Some(&picture)
        ))
    }

    async fn remove_photo(&self, actor: &Actor, id: ThingId) -> Outcome<()> {
        act!(self, actor, id, |tx, thing| self
            .keep_photo(&mut tx, actor, &thing, None))
    }

    async fn take_claim(&self, actor: &Actor, id: ThingId, form: ClaimForm) -> Outcome<()> {
        actor.must(Operation::KeepRegister)?;
        let claim = form.check(true)?;
        let once = format!("{}:{}", actor.person()?, claim.once);
        act!(self, actor, id, |tx, thing| claims::take(
            &mut tx,
            &self.house,
            actor,
            &mut thing,
            &claim,
            (&once, None)
        ))
    }

    async fn accept(&self, actor: &Actor, id: ThingId, claim: ClaimId) -> Outcome<()> {
        act!(self, actor, id, |tx, thing| claims::accept(
            &mut tx,
            &self.house,
            actor,
            &mut thing,
            claim
        ))
    }

    async fn decline(&self, actor: &Actor, id: ThingId, claim: ClaimId, reason: ShortText) -> Outcome<()> {
        act!(self, actor, id, |tx, thing| claims::decline(
            &mut tx,
            &self.house,
            actor,
            &mut thing,
            (claim, &reason)
        ))
    }

    async fn lapse(&self, actor: &Actor, id: ThingId, reason: ShortText) -> Outcome<()> {
        act!(self, actor, id, |tx, thing| claims::lapse(
            &mut tx,
            &self.house,
            actor,
            &mut thing,
            &reason
        ))
    }

    async fn hand_out(&self, actor: &Actor, id: ThingId, form: HandOutForm) -> Outcome<()> {
        actor.must(Operation::KeepRegister)?;
        let shown = form.check()?;
        act!(self, actor, id, |tx, thing| claims::hand_out(
            &mut tx,
            &self.house,
            actor,
            &mut thing,
            shown.clone()
        ))
    }

    async fn end(&self, actor: &Actor, id: ThingId, form: EndForm) -> Outcome<()> {
        act!(self, actor, id, |tx, thing| self
            .end_one(&mut tx, actor, &mut thing, &form))
    }

    async fn rules(&self, actor: &Actor) -> Outcome<Vec<RetentionRule>> {
        actor.must(Operation::SetRetention)?;
        let mut reader = self.house.db.read().await?;
        Ok(sql_data::rules(&mut reader).await?)
    }

    async fn set_rule(&self, actor: &Actor, form: RetentionForm) -> Outcome<()> {
        actor.must(Operation::SetRetention)?;
        let rule = form.check()?;
        let mut tx = self.house.db.begin().await?;
        if let Some(code) = &rule.category
            && !sql_data::categories(&mut tx)
                .await?
                .iter()
                .any(|known| known.code == *code)
        {
            return Err(refused("category", RefusalCode::NotAChoice));
        }
        sql_data::set_rule(&mut tx, &rule).await?;
        tx.commit().await?;
        tracing::info!(actor = actor.label(), "set how long things are kept");
        Ok(())
    }

    async fn remove_rule(&self, actor: &Actor, country: &str, category: &str) -> Outcome<()> {
        actor.must(Operation::SetRetention)?;
        let mut tx = self.house.db.begin().await?;
        if sql_data::remove_rule(&mut tx, country.trim(), category.trim()).await? == 0 {
            return Err(RefusalCode::NotFound.into());
        }
        tx.commit().await?;
        tracing::info!(actor = actor.label(), "took a rule of retention away");
        Ok(())
    }
}
