//! The courier's port. What waits in the office is everybody's; once accepted it is one courier's own.

use async_trait::async_trait;
use domain::accounts::{Actor, Operation};
use domain::ids::TicketId;
use domain::tickets::{
    CourierDay, CourierPort, Failing, Handing, HistoryKind, RouteStop, TicketEvent, TicketStage, TicketView,
};
use domain::{Error, FaultKind, Outcome, RefusalCode, Timestamp};

use super::codes::Leg;
use super::service::{Tickets, not_over};
use super::sql::{self, Narrow, TicketRecord};
use super::steps::{self, Tried};
use super::{cases, view};
use crate::accounts;
use crate::custody::again;
use crate::db::Handle;
use crate::fault::Result;
use crate::house::moment;

const MOST: i64 = 200;

impl Tickets {
    /// The ticket if it waits within the courier's reach or is their own; the same answer for all others.
    async fn for_courier(&self, h: &mut impl Handle, actor: &Actor, id: TicketId) -> Outcome<TicketRecord> {
        let person = actor.person()?;
        let record = self.within_reach(h, actor, id).await?;
        let own = record.courier_id.is_some_and(|courier| courier.0 == person);
        if own || record.state()?.stage() == TicketStage::Made {
            Ok(record)
        } else {
            Err(RefusalCode::NotFound.into())
        }
    }

    /// The ticket if it is the courier's own.
    async fn own(&self, h: &mut impl Handle, actor: &Actor, id: TicketId) -> Outcome<TicketRecord> {
        let record = self.for_courier(h, actor, id).await?;
        if record.courier_id.is_some() {
            Ok(record)
        } else {
            Err(RefusalCode::WrongState.into())
        }
    }

    /// One plain step of the courier's own ticket.
    async fn own_step(&self, actor: &Actor, id: TicketId, event: TicketEvent, line: HistoryKind) -> Outcome<()> {
        actor.must(Operation::CarryTickets)?;
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let record = self.own(&mut tx, actor, id).await?;
            steps::step(&mut tx, &self.house, actor, &record, event.clone(), line.clone()).await?;
            tx.commit().await?;
            steps::committed(&self.house, &record).await?;
            Ok(())
        })
        .await
    }

    async fn hand_over(&self, actor: &Actor, id: TicketId, leg: Leg, form: &Handing) -> Outcome<()> {
        let (offered, photo) = form.check()?;
        let mut tx = self.house.db.begin().await?;
        let record = self.own(&mut tx, actor, id).await?;
        let stage = record.state()?.stage();
        let fits = match leg {
            Leg::Pickup => matches!(stage, TicketStage::Accepted | TicketStage::OnTheWay),
            Leg::Delivery => stage == TicketStage::PickedUp,
        };
        if !fits {
            return Err(RefusalCode::WrongState.into());
        }
        if leg == Leg::Delivery && cases::fee_due(&mut tx, &self.house, &record).await?.is_some() && !form.took_cash() {
            return Err(steps::refused("cash", RefusalCode::Missing));
        }
        let proof = match steps::try_proof(&mut tx, &self.house, actor, &record, leg, &offered).await? {
            Tried::Right(proof) => proof,
            Tried::Wrong => {
                tx.commit().await?;
                return Err(steps::refused("code", RefusalCode::WrongHandingCode));
            }
        };
        let signed = steps::signed(&proof);
        let house = &self.house;
        steps::keep_photo(&mut tx, house, id, leg, photo.as_ref()).await?;
        match leg {
            Leg::Pickup => {
                let (event, line) = (TicketEvent::PickUp { proof }, HistoryKind::PickedUp { signed });
                steps::step(&mut tx, house, actor, &record, event, line).await?;
                if let Some(case) = record.case_id {
                    cases::fetched(&mut tx, house, actor, case.0).await?;
                }
                steps::tell(&mut tx, house, &record, Leg::Delivery).await?;
            }
            Leg::Delivery => {
                if let Some(amount) = cases::fee_due(&mut tx, &self.house, &record).await? {
                    if let Some(case) = record.case_id {
                        cases::took_fee(&mut tx, house, actor, case.0).await?;
                    }
                    steps::note(&mut tx, house, actor, id, &HistoryKind::Cash { amount }).await?;
                }
                let (event, line) = (TicketEvent::Deliver { proof }, HistoryKind::Delivered { signed });
                steps::step(&mut tx, house, actor, &record, event, line).await?;
                if let Some(case) = record.case_id {
                    cases::brought(&mut tx, house, actor, case.0, &record).await?;
                }
            }
        }
        tx.commit().await?;
        steps::committed(&self.house, &record).await?;
        Ok(())
    }

    async fn records(&self, h: &mut impl Handle, actor: &Actor, narrow: Narrowed) -> Outcome<Vec<TicketRecord>> {
        let person = actor.person()?;
        let narrow = Narrow {
            organisation: actor.organisation()?,
            reach: actor.reach().office(),
            office: None,
            case: None,
            courier: narrow.own.then_some(person),
            stages: Some(narrow.stages),
            ended_since: narrow.since,
            limit: MOST,
        };
        Ok(sql::list(h, narrow).await?)
    }
}

struct Narrowed {
    own: bool,
    stages: String,
    since: Option<Timestamp>,
}

#[async_trait]
impl CourierPort for Tickets {
    async fn day(&self, actor: &Actor) -> Outcome<CourierDay> {
        actor.must(Operation::CarryTickets)?;
        let mut reader = self.house.db.read().await?;
        let office = match actor.reach().office() {
            Some(id) => accounts::office(&mut reader, id).await?,
            None => None,
        };
        let zone = office.as_ref().map_or("UTC", |office| office.time_zone.as_str());
        let now = moment(zone, self.house.now());
        let civil = now.civil();
        let seconds = i64::from(civil.hour) * 3600 + i64::from(civil.minute) * 60 + i64::from(civil.second);
        let midnight = now.at - domain::Span::seconds(seconds);
        let (own, stages, since) = (true, not_over(), None);
        let mine = self
            .records(&mut reader, actor, Narrowed { own, stages, since })
            .await?;
        let (own, stages) = (false, ",made,".to_owned());
        let open = self
            .records(&mut reader, actor, Narrowed { own, stages, since })
            .await?;
        let (own, stages, since) = (true, ",delivered,in_locker,".to_owned(), Some(midnight));
        let done = self
            .records(&mut reader, actor, Narrowed { own, stages, since })
            .await?;
        let mut stops: Vec<RouteStop> = Vec::new();
        for record in &mine {
            stops.extend(view::stop(&self.house, record)?);
        }
        stops.sort_by_key(|stop| (stop.window.until.at, stop.number));
        let row = |record: &TicketRecord| view::row(&self.house, record);
        Ok(CourierDay {
            office: office.map(|office| office.name),
            stops,
            open: open.iter().map(row).collect::<Result<_>>()?,
            done: done.iter().map(row).collect::<Result<_>>()?,
            now,
        })
    }

    async fn job(&self, actor: &Actor, id: TicketId) -> Outcome<TicketView> {
        actor.must(Operation::CarryTickets)?;
        let mut reader = self.house.db.read().await?;
        let record = self.for_courier(&mut reader, actor, id).await?;
        let mut seen = view::one(&mut reader, &self.house, actor, &record).await?;
        if !seen.mine {
            (seen.from.phone, seen.to.phone) = (None, None);
            seen.history.clear();
        }
        (seen.from.email, seen.to.email) = (None, None);
        seen.photos.clear();
        Ok(seen)
    }

    async fn accept(&self, actor: &Actor, id: TicketId) -> Outcome<()> {
        actor.must(Operation::CarryTickets)?;
        let by = actor.person()?;
        let mut tx = self.house.db.begin().await?;
        let record = self.for_courier(&mut tx, actor, id).await?;
        let event = TicketEvent::Accept { by };
        let done = steps::step(&mut tx, &self.house, actor, &record, event, HistoryKind::Accepted).await;
        match done {
            // A colleague pressed at the same moment.
            Err(Error::Failed(FaultKind::Conflict)) => return Err(RefusalCode::Changed.into()),
            other => other?,
        };
        tx.commit().await?;
        steps::committed(&self.house, &record).await?;
        Ok(())
    }

    async fn set_off(&self, actor: &Actor, id: TicketId) -> Outcome<()> {
        self.own_step(actor, id, TicketEvent::SetOff, HistoryKind::SetOff).await
    }

    async fn give_back(&self, actor: &Actor, id: TicketId) -> Outcome<()> {
        self.own_step(actor, id, TicketEvent::GiveBack, HistoryKind::GivenBack)
            .await
    }

    async fn pick_up(&self, actor: &Actor, id: TicketId, proof: Handing) -> Outcome<()> {
        actor.must(Operation::CarryTickets)?;
        again(|| self.hand_over(actor, id, Leg::Pickup, &proof)).await
    }

    async fn deliver(&self, actor: &Actor, id: TicketId, proof: Handing) -> Outcome<()> {
        actor.must(Operation::CarryTickets)?;
        again(|| self.hand_over(actor, id, Leg::Delivery, &proof)).await
    }

    async fn fail(&self, actor: &Actor, id: TicketId, form: Failing) -> Outcome<()> {
        let (reason, note) = form.check()?;
        let event = TicketEvent::Fail {
            reason,
            note: note.clone(),
        };
        self.own_step(actor, id, event, HistoryKind::Failed { reason, note })
            .await
    }
}
