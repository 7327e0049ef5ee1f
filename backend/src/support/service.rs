//! The port of those who give help: asks the table of rights, opens a transaction, calls custody and a step, commits.

use async_trait::async_trait;
use domain::accounts::{Actor, Operation};
use domain::delivery::MoveDeadline;
use domain::ids::{CompartmentId, ConsignmentId, RequestId};
use domain::live::Nudge;
use domain::notices::Template;
use domain::support::{
    AnswerForm, HelpAct, HelpFact, Problem, QueueFilter, ReasonForm, RequestEvent, RequestRow, RequestView, SupportPort,
};
use domain::{Outcome, RefusalCode};
use serde_json::json;

use super::hours::HelpTimes;
use super::sql::{self, Request, Turn};
use super::{steps, view};
use crate::custody::{self, again};
use crate::db::{Handle, Tx};
use crate::fault::Result;
use crate::house::{House, Ordered};
use crate::lockers::{self, Served};

/// Help from afar: the side of those who need it, and of those who give it.
#[derive(Clone)]
pub struct Support {
    pub(super) house: House,
    pub(super) times: HelpTimes,
}

impl Support {
    /// The service, where help is given at any time.
    pub fn new(house: House) -> Self {
        Self {
            house,
            times: HelpTimes::default(),
        }
    }

    /// The same where help is given in these hours: only they count in what is promised.
    #[must_use]
    pub fn in_hours(self, times: HelpTimes) -> Self {
        Self { times, ..self }
    }

    /// A request of one's organisation; the same answer for foreign and unknown.
    async fn own(&self, h: &mut impl Handle, actor: &Actor, id: RequestId) -> Outcome<Request> {
        let organisation = actor.organisation()?;
        let found = sql::get(h, id).await?;
        Ok(found
            .filter(|request| request.organisation_id.0 == organisation)
            .ok_or(RefusalCode::NotFound)?)
    }

    /// A request that the actor works on: theirs, or nobody's until now.
    async fn in_hand(&self, tx: &mut Tx, actor: &Actor, id: RequestId) -> Outcome<Request> {
        let request = self.own(tx, actor, id).await?;
        let by = actor.person()?;
        steps::step(tx, &self.house, actor, request, RequestEvent::Take { by }, &Turn::Same).await
    }

    /// A transaction in which the actor does something about a request: they have it from then on.
    async fn at_work(&self, actor: &Actor, id: RequestId) -> Outcome<(Tx, Request, Told)> {
        let mut tx = self.house.db.begin().await?;
        let request = self.in_hand(&mut tx, actor, id).await?;
        let told = Told::from(&request);
        Ok((tx, request, told))
    }

    /// Its end: what was done lasts, and whoever looks on hears of it.
    async fn done(&self, tx: Tx, told: &Told, ordered: Option<Ordered>) -> Outcome<()> {
        tx.commit().await?;
        self.committed(told, ordered);
        Ok(())
    }

    /// Moves a request on by itself.
    async fn moved(&self, actor: &Actor, id: RequestId, event: RequestEvent) -> Outcome<()> {
        actor.must(Operation::GiveHelp)?;
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let request = self.own(&mut tx, actor, id).await?;
            let organisation = request.organisation_id.0;
            steps::step(&mut tx, &self.house, actor, request, event, &Turn::Same).await?;
            tx.commit().await?;
            steps::committed(&self.house, organisation, id);
            Ok(())
        })
        .await
    }

    /// After the commit of something that was done to a thing or a bank.
    fn committed(&self, request: &Told, ordered: Option<Ordered>) {
        if let Some(ordered) = ordered {
            ordered.committed();
        }
        let (organisation, bank) = (request.organisation, request.bank);
        if let Some(consignment) = request.thing {
            self.house.live.tell(Nudge::Consignment {
                organisation,
                bank,
                consignment,
            });
        }
        self.house.live.tell(Nudge::Bank { organisation, bank });
        steps::committed(&self.house, organisation, request.id);
    }
}

/// Who must hear of a request, once it is committed.
struct Told {
    id: RequestId,
    organisation: domain::ids::OrganisationId,
    bank: domain::ids::BankId,
    thing: Option<ConsignmentId>,
}

impl From<&Request> for Told {
    fn from(request: &Request) -> Self {
        Self {
            id: request.id.0,
            organisation: request.organisation_id.0,
            bank: request.bank_id.0,
            thing: request.consignment_id.as_ref().map(|id| id.0),
        }
    }
}

/// The thing that a request is about.
fn thing_of(request: &Request) -> Outcome<ConsignmentId> {
    Ok(request
        .consignment_id
        .as_ref()
        .map(|id| id.0)
        .ok_or(RefusalCode::WrongState)?)
}

/// The compartment of that thing; or the door that the house itself reported.
async fn door_of(h: &mut impl Handle, request: &Request) -> Outcome<CompartmentId> {
    if let (None, Some(door)) = (&request.consignment_id, &request.compartment_id) {
        return Ok(door.0);
    }
    let thing = custody::find(h, thing_of(request)?).await?;
    Ok(thing.ok_or(RefusalCode::NotFound)?.compartment_id.0)
}

#[async_trait]
impl SupportPort for Support {
    async fn queue(&self, actor: &Actor, filter: QueueFilter) -> Outcome<Vec<RequestRow>> {
        actor.must(Operation::GiveHelp)?;
        let (organisation, me) = (actor.organisation()?, actor.person()?);
        let mut reader = self.house.db.read().await?;
        let rows = sql::queue(&mut reader, organisation, filter.stage, filter.mine.then_some(me)).await?;
        Ok(rows
            .iter()
            .map(|request| view::row(&self.house, request, me))
            .collect::<Result<_>>()?)
    }

    async fn count_waiting(&self, actor: &Actor) -> Outcome<u32> {
        actor.must(Operation::GiveHelp)?;
        let mut reader = self.house.db.read().await?;
        let count = sql::count_waiting(&mut reader, actor.organisation()?).await?;
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }

    async fn request(&self, actor: &Actor, id: RequestId) -> Outcome<RequestView> {
        actor.must(Operation::GiveHelp)?;
        let mut reader = self.house.db.read().await?;
        let request = self.own(&mut reader, actor, id).await?;
        view::one(&mut reader, &self.house, actor, &request).await
    }

    async fn take(&self, actor: &Actor, id: RequestId, over: bool) -> Outcome<()> {
        let by = actor.person()?;
        let event = if over {
            RequestEvent::TakeOver { by }
        } else {
            RequestEvent::Take { by }
        };
        self.moved(actor, id, event).await
    }

    async fn release(&self, actor: &Actor, id: RequestId) -> Outcome<()> {
        let by = actor.person()?;
        self.moved(actor, id, RequestEvent::Release { by }).await
    }

    async fn close(&self, actor: &Actor, id: RequestId) -> Outcome<()> {
        let by = actor.person()?;
        self.moved(actor, id, RequestEvent::Close { by }).await
    }

    async fn answer(&self, actor: &Actor, id: RequestId, form: AnswerForm) -> Outcome<()> {
        actor.must(Operation::GiveHelp)?;
        let words = form.check()?.as_str().to_owned();
        again(|| async {
            let (mut tx, request, told) = self.at_work(actor, id).await?;
            let words = words.clone();
            if form.is_note() {
                steps::note(&mut tx, &self.house, actor, id, &HelpFact::Noted { words }).await?;
            } else {
                let number = request.number();
                if let Some(thing) = told.thing {
                    let thing = custody::find(&mut tx, thing).await?.ok_or(RefusalCode::NotFound)?;
                    let more = [("words", json!(words)), ("number", json!(number))];
                    custody::tell_recipient(&mut tx, &self.house, &thing, Template::HelpAnswered, more).await?;
                }
                let (by, turn) = (actor.person()?, Turn::Answered(self.house.now()));
                steps::step(&mut tx, &self.house, actor, request, RequestEvent::Take { by }, &turn).await?;
                steps::note(&mut tx, &self.house, actor, id, &HelpFact::Answered { words }).await?;
            }
            self.done(tx, &told, None).await
        })
        .await
    }

    async fn new_code(&self, actor: &Actor, id: RequestId, form: ReasonForm) -> Outcome<()> {
        actor.must(Operation::GiveHelp)?;
        let reason = form.check("code_reason")?;
        again(|| async {
            let (mut tx, request, told) = self.at_work(actor, id).await?;
            custody::send_new_code(&mut tx, &self.house, actor, thing_of(&request)?, &reason).await?;
            steps::did(&mut tx, &self.house, actor, request, HelpAct::NewCode, &reason).await?;
            self.done(tx, &told, None).await
        })
        .await
    }

    async fn open(&self, actor: &Actor, id: RequestId, form: ReasonForm) -> Outcome<()> {
        actor.must(Operation::OpenFromAfar)?;
        let reason = form.check("open_reason")?;
        again(|| async {
            let (mut tx, request, told) = self.at_work(actor, id).await?;
            let thing = thing_of(&request)?;
            let ordered = custody::open_from_afar(&mut tx, &self.house, actor, thing, &reason).await?;
            steps::did(&mut tx, &self.house, actor, request, HelpAct::Opened, &reason).await?;
            tx.commit().await?;
            self.committed(&told, Some(ordered));
            tracing::info!(actor = actor.label(), consignment = %thing, "support ordered a door open");
            Ok(())
        })
        .await
    }

    async fn move_deadline(&self, actor: &Actor, id: RequestId, form: MoveDeadline) -> Outcome<()> {
        actor.must(Operation::MoveDeadline)?;
        actor.must(Operation::GiveHelp)?;
        let (days, reason) = form.check()?;
        again(|| async {
            let (mut tx, request, told) = self.at_work(actor, id).await?;
            custody::move_deadline(&mut tx, &self.house, actor, thing_of(&request)?, days, &reason).await?;
            steps::did(
                &mut tx,
                &self.house,
                actor,
                request,
                HelpAct::MovedEnd { days },
                &reason,
            )
            .await?;
            self.done(tx, &told, None).await
        })
        .await
    }

    async fn free_keypad(&self, actor: &Actor, id: RequestId, form: ReasonForm) -> Outcome<()> {
        actor.must(Operation::GiveHelp)?;
        let reason = form.check("keypad_reason")?;
        again(|| async {
            let (mut tx, request, told) = self.at_work(actor, id).await?;
            custody::free_keypad(&mut tx, told.bank).await?;
            steps::did(&mut tx, &self.house, actor, request, HelpAct::KeypadFreed, &reason).await?;
            self.done(tx, &told, None).await
        })
        .await
    }

    async fn set_service(&self, actor: &Actor, id: RequestId, out: bool, form: ReasonForm) -> Outcome<()> {
        actor.must(Operation::GiveHelp)?;
        let reason = form.check("door_reason")?;
        again(|| async {
            let (mut tx, request, told) = self.at_work(actor, id).await?;
            let door = door_of(&mut tx, &request).await?;
            let served = lockers::set_service(&mut tx, actor, door, out.then_some(&reason)).await?;
            let act = match served {
                Served::OneOfTwo => HelpAct::DoorCleared,
                Served::Done if out => HelpAct::DoorOut,
                Served::Done => HelpAct::DoorBack,
            };
            steps::did(&mut tx, &self.house, actor, request, act, &reason).await?;
            tx.commit().await?;
            self.house.wake.service.notify_one();
            self.committed(&told, None);
            Ok(())
        })
        .await
    }

    async fn move_thing(&self, actor: &Actor, id: RequestId, form: ReasonForm) -> Outcome<()> {
        actor.must(Operation::MoveThing)?;
        actor.must(Operation::GiveHelp)?;
        let reason = form.check("move_reason")?;
        again(|| async {
            let (mut tx, request, told) = self.at_work(actor, id).await?;
            let lower = request.problem()? == Problem::OutOfReach;
            custody::set_out(&mut tx, &self.house, actor, thing_of(&request)?, &reason, lower).await?;
            steps::did(&mut tx, &self.house, actor, request, HelpAct::MoveOrdered, &reason).await?;
            self.done(tx, &told, None).await
        })
        .await
    }

    async fn stay(&self, actor: &Actor, id: RequestId, form: ReasonForm) -> Outcome<()> {
        actor.must(Operation::MoveThing)?;
        actor.must(Operation::GiveHelp)?;
        let reason = form.check("stay_reason")?;
        again(|| async {
            let (mut tx, request, told) = self.at_work(actor, id).await?;
            custody::stay(&mut tx, &self.house, actor, thing_of(&request)?).await?;
            steps::did(&mut tx, &self.house, actor, request, HelpAct::MoveAbandoned, &reason).await?;
            self.done(tx, &told, None).await
        })
        .await
    }

    async fn test_door(&self, actor: &Actor, id: RequestId, form: ReasonForm) -> Outcome<()> {
        actor.must(Operation::TestDoors)?;
        actor.must(Operation::GiveHelp)?;
        let reason = form.check("test_reason")?;
        again(|| async {
            let (mut tx, request, told) = self.at_work(actor, id).await?;
            let door = door_of(&mut tx, &request).await?;
            let ordered = lockers::order_test(&mut tx, &self.house, actor, door).await?;
            steps::did(&mut tx, &self.house, actor, request, HelpAct::DoorTested, &reason).await?;
            self.done(tx, &told, Some(ordered)).await
        })
        .await
    }
}
