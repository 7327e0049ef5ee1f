//! The desk's port: asks the table of rights, measures the arm, opens a transaction, calls a step, commits.

use async_trait::async_trait;
use domain::accounts::{Actor, Operation};
use domain::ids::TicketId;
use domain::photos::Photo;
use domain::tickets::{
    DispatchPort, HandOver, HistoryKind, NewTicket, StopKind, TicketEvent, TicketFilter, TicketRow, TicketStage,
    TicketView,
};
use domain::{Outcome, RefusalCode, ShortText};

use super::codes::Leg;
use super::sql::{self, Narrow, TicketRecord};
use super::{cases, codes, steps, view};
use crate::custody::again;
use crate::db::Handle;
use crate::fault::Result;
use crate::house::House;
use crate::photos;

const MOST: i64 = 500;

/// Jobs of couriers: the desk's side and the courier's side.
#[derive(Clone)]
pub struct Tickets {
    pub(super) house: House,
}

impl Tickets {
    /// The service.
    pub fn new(house: House) -> Self {
        Self { house }
    }

    /// The ticket if it lies within the actor's reach; the same answer for foreign and unknown.
    pub(super) async fn within_reach(&self, h: &mut impl Handle, actor: &Actor, id: TicketId) -> Outcome<TicketRecord> {
        let organisation = actor.organisation()?;
        let found = sql::get(h, id).await?;
        Ok(found
            .filter(|t| t.organisation_id.0 == organisation && actor.reach().covers(t.office_id.map(|o| o.0)))
            .ok_or(RefusalCode::NotFound)?)
    }

    async fn make_once(&self, actor: &Actor, form: &domain::tickets::CheckedTicket, once: &str) -> Outcome<TicketId> {
        let mut tx = self.house.db.begin().await?;
        if let Some(id) = sql::by_once(&mut tx, once).await? {
            return Ok(id);
        }
        if let Some(case) = form.case {
            // A case of another office does not exist for this dispatcher.
            cases::within_reach(&mut tx, actor, case).await?;
        }
        let (id, office) = steps::make(&mut tx, &self.house, actor, form, once).await?;
        tx.commit().await?;
        steps::nudge(&self.house, actor.organisation()?, office, id);
        if let Some(case) = form.case {
            cases::committed(&self.house, case).await?;
        }
        tracing::info!(actor = actor.label(), ticket = %id, office = ?office.map(|o| o.to_string()), "made a ticket");
        Ok(id)
    }
}

/// The stages that are not over, as the query takes them.
pub(super) fn not_over() -> String {
    let open = TicketStage::ALL.into_iter().filter(|stage| !stage.is_over());
    open.fold(",".to_owned(), |all, stage| all + stage.wire() + ",")
}

#[async_trait]
impl DispatchPort for Tickets {
    async fn tickets(&self, actor: &Actor, filter: &TicketFilter) -> Outcome<Vec<TicketRow>> {
        actor.must(Operation::SeeTickets)?;
        let mut reader = self.house.db.read().await?;
        let stages = match (filter.stage, filter.case) {
            (Some(stage), _) => Some([",", stage.wire(), ","].concat()),
            (None, Some(_)) => None,
            (None, None) => Some(not_over()),
        };
        let narrow = Narrow {
            organisation: actor.organisation()?,
            reach: actor.reach().office(),
            office: filter.office,
            case: filter.case,
            courier: None,
            stages,
            ended_since: None,
            limit: MOST,
        };
        let records = sql::list(&mut reader, narrow).await?;
        Ok(records
            .iter()
            .map(|record| view::row(&self.house, record))
            .collect::<Result<_>>()?)
    }

    async fn ticket(&self, actor: &Actor, id: TicketId) -> Outcome<TicketView> {
        actor.must(Operation::SeeTickets)?;
        let mut reader = self.house.db.read().await?;
        let record = self.within_reach(&mut reader, actor, id).await?;
        let mut seen = view::one(&mut reader, &self.house, actor, &record).await?;
        let waiting = matches!(
            seen.row.stage,
            TicketStage::Made | TicketStage::Accepted | TicketStage::OnTheWay
        );
        if waiting && seen.from.kind != StopKind::Office {
            let code = codes::code(&self.house.key, id, Leg::Pickup, record.pickup_round);
            seen.pickup_code = Some(code.grouped());
        }
        Ok(seen)
    }

    async fn photo(&self, actor: &Actor, id: TicketId, moment: HandOver) -> Outcome<Photo> {
        actor.must(Operation::SeeTickets)?;
        let mut reader = self.house.db.read().await?;
        self.within_reach(&mut reader, actor, id).await?;
        photos::show(&mut reader, &self.house, steps::photo_of(id, Leg::of(moment))).await
    }

    async fn make(&self, actor: &Actor, form: NewTicket) -> Outcome<TicketId> {
        actor.must(Operation::MakeTickets)?;
        let checked = form.check()?;
        let once = format!("{}:{}", actor.person()?, checked.once);
        again(|| self.make_once(actor, &checked, &once)).await
    }

    async fn cancel(&self, actor: &Actor, id: TicketId, reason: ShortText) -> Outcome<()> {
        actor.must(Operation::MakeTickets)?;
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let record = self.within_reach(&mut tx, actor, id).await?;
            let reason = reason.as_str().to_owned();
            let event = TicketEvent::Cancel { reason: reason.clone() };
            steps::step(
                &mut tx,
                &self.house,
                actor,
                &record,
                event,
                HistoryKind::Cancelled { reason },
            )
            .await?;
            if let Some(case) = record.case_id {
                cases::courier_called_off(&mut tx, &self.house, actor, case.0).await?;
            }
            tx.commit().await?;
            steps::committed(&self.house, &record).await?;
            Ok(())
        })
        .await
    }

    async fn retry(&self, actor: &Actor, id: TicketId) -> Outcome<()> {
        actor.must(Operation::MakeTickets)?;
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let record = self.within_reach(&mut tx, actor, id).await?;
            let line = HistoryKind::SentAgain;
            steps::step(&mut tx, &self.house, actor, &record, TicketEvent::Retry, line).await?;
            tx.commit().await?;
            steps::committed(&self.house, &record).await?;
            Ok(())
        })
        .await
    }

    async fn new_code(&self, actor: &Actor, id: TicketId) -> Outcome<()> {
        actor.must(Operation::MakeTickets)?;
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let record = self.within_reach(&mut tx, actor, id).await?;
            let state = record.state()?;
            if state.stage().is_over() {
                return Err(RefusalCode::WrongState.into());
            }
            let leg = if state.is_held() { Leg::Delivery } else { Leg::Pickup };
            sql::next_round(&mut tx, id, leg).await?;
            steps::note(&mut tx, &self.house, actor, id, &HistoryKind::NewCode).await?;
            let fresh = sql::get(&mut tx, id).await?.ok_or(RefusalCode::NotFound)?;
            steps::tell(&mut tx, &self.house, &fresh, leg).await?;
            tx.commit().await?;
            steps::committed(&self.house, &record).await?;
            Ok(())
        })
        .await
    }
}
