//! The port of those who need help: recipients, people before a kiosk, colleagues.

use async_trait::async_trait;
use domain::accounts::{Actor, Operation};
use domain::custody::PickupPass;
use domain::ids::ConsignmentId;
use domain::lockers::Purpose;
use domain::support::{AskForm, CheckedAsk, HelpPort, HelpThread, Origin, Problem};
use domain::{Outcome, RefusalCode, Span, Timestamp};

use super::service::Support;
use super::steps::{self, About};
use super::{sql, view};
use crate::custody::{self, Consignment, again};
use crate::db::Handle;
use crate::fault::Result;
use crate::lockers;

/// For so long after a door was opened at a kiosk, a call for help there is about what lies behind it.
const JUST_OPENED: Span = Span::minutes(2);
/// For so long the same problem at the same kiosk is the same call.
const SAME_CALL: Span = Span::minutes(10);

impl Support {
    /// The things that are the recipient's own by one of these links.
    async fn own_things(&self, h: &mut impl Handle, pass: &PickupPass) -> Result<Vec<Consignment>> {
        let mut things = Vec::new();
        for link in &pass.links {
            things.extend(custody::by_link(h, &self.house, link).await?);
        }
        Ok(things)
    }

    async fn ask_about(&self, actor: &Actor, thing: &Consignment, origin: Origin, asked: &CheckedAsk) -> Outcome<()> {
        let about = About {
            organisation: thing.organisation_id.0,
            bank: thing.bank_id.0,
            thing: Some(thing.id.0),
            door: None,
            origin,
        };
        let mut tx = self.house.db.begin().await?;
        let (request, number) = steps::ask(&mut tx, self, actor, about, asked).await?;
        tx.commit().await?;
        steps::committed(&self.house, about.organisation, request);
        tracing::info!(
            number,
            origin = origin.wire(),
            problem = asked.problem.wire(),
            "somebody asks for help"
        );
        Ok(())
    }

    /// What lies behind the door that was opened last at this bank, if that was just now, for its recipient, and is the
    /// bank's own house's. Where a colleague has just put something in, whoever stands there now is somebody else.
    async fn just_opened(&self, h: &mut impl Handle, about: About) -> Result<Option<ConsignmentId>> {
        let Some(last) = lockers::last_unlock(h, about.bank).await? else {
            return Ok(None);
        };
        let long_ago = |at: i64| Timestamp(at) + JUST_OPENED < self.house.now();
        if last.ended_at.is_some_and(long_ago) || last.purpose()? != Purpose::Pickup {
            return Ok(None);
        }
        let Some(id) = last.subject.as_deref().and_then(|s| s.parse::<ConsignmentId>().ok()) else {
            return Ok(None);
        };
        let found = custody::find(h, id).await?;
        Ok(found
            .filter(|thing| thing.organisation_id.0 == about.organisation)
            .map(|thing| thing.id.0))
    }
}

#[async_trait]
impl HelpPort for Support {
    async fn threads(&self, actor: &Actor, pass: &PickupPass) -> Outcome<Vec<HelpThread>> {
        actor.must(Operation::AskForHelp)?;
        let mut reader = self.house.db.read().await?;
        let mut threads = Vec::new();
        for thing in self.own_things(&mut reader, pass).await? {
            if let Some(request) = sql::about(&mut reader, thing.id.0).await? {
                threads.push(view::thread(&mut reader, &request, &thing).await?);
            }
        }
        Ok(threads)
    }

    async fn ask(&self, actor: &Actor, pass: &PickupPass, consignment: ConsignmentId, form: AskForm) -> Outcome<()> {
        actor.must(Operation::AskForHelp)?;
        let asked = form.check()?;
        let mut reader = self.house.db.read().await?;
        let own = self.own_things(&mut reader, pass).await?;
        drop(reader);
        let thing = own.into_iter().find(|thing| thing.id.0 == consignment);
        let thing = thing.ok_or(RefusalCode::NotFound)?;
        again(|| self.ask_about(actor, &thing, Origin::Pickup, &asked)).await
    }

    async fn ask_at_kiosk(&self, actor: &Actor, problem: Problem) -> Outcome<u32> {
        actor.must(Operation::AskForHelp)?;
        let bank = actor.kiosk_bank()?;
        if problem.is_incident() {
            // Banks say that, not people.
            return Err(RefusalCode::NotAChoice.into());
        }
        let asked = CheckedAsk { problem, words: None };
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let mut about = About {
                organisation: lockers::organisation_of(&mut tx, bank).await?,
                bank,
                thing: None,
                door: None,
                origin: Origin::Kiosk,
            };
            about.thing = self.just_opened(&mut tx, about).await?;
            if about.thing.is_none() {
                let since = self.house.now() - SAME_CALL;
                if let Some(same) = sql::same_at_kiosk(&mut tx, bank, problem, since).await? {
                    return Ok(same.number());
                }
            }
            let (request, number) = steps::ask(&mut tx, self, actor, about, &asked).await?;
            tx.commit().await?;
            steps::committed(&self.house, about.organisation, request);
            tracing::info!(number, %bank, problem = problem.wire(), "somebody before a kiosk asks for help");
            Ok(number)
        })
        .await
    }

    async fn ask_for(&self, actor: &Actor, consignment: ConsignmentId, form: AskForm) -> Outcome<()> {
        actor.must(Operation::CallSupport)?;
        let asked = form.check()?;
        let organisation = actor.organisation()?;
        let mut reader = self.house.db.read().await?;
        let found = custody::find(&mut reader, consignment).await?;
        drop(reader);
        let thing = found.filter(|thing| thing.organisation_id.0 == organisation);
        let thing = thing.ok_or(RefusalCode::NotFound)?;
        again(|| self.ask_about(actor, &thing, Origin::Staff, &asked)).await
    }
}
