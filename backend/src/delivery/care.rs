//! The port of what staff do about what lies in a locker: asks the table of rights, opens a transaction, calls custody.

use async_trait::async_trait;
use domain::accounts::{Actor, Operation};
use domain::custody::{Forgetting, ForgettingForm, Keeping, KeepingForm, LinkSecret, State};
use domain::delivery::{CarePort, CareView, IssueByHand, MoveDeadline, MoveThing, SlipView, TakeBackList, TakeBackRow};
use domain::ids::{BankId, ConsignmentId};
use domain::lockers::Purpose;
use domain::{Outcome, RefusalCode, Timestamp};

use super::sql_care::{self, LateRow};
use super::{Delivery, view};
use crate::custody::{self, again};
use crate::db::{Handle, Tx};
use crate::fault::Result;
use crate::house::{House, Ordered, moment};
use crate::lockers;

fn late_row(house: &House, actor: &Actor, row: LateRow) -> Result<TakeBackRow> {
    let state: State = view::state_in(&row.row.state_body)?;
    let doing = view::doing(state, row.last_outcome.as_deref());
    Ok(TakeBackRow {
        bank: row.bank_id.0,
        online: row.online == 1,
        phase: doing.phase,
        may_open: view::open_for(actor, state, house.now()).is_some(),
        delivery: view::row(house, row.row)?,
    })
}

impl Delivery {
    /// What nobody came for at one bank, for a colleague who stands there.
    pub(crate) async fn late_at(&self, h: &mut impl Handle, actor: &Actor, bank: BankId) -> Outcome<Vec<TakeBackRow>> {
        actor.must(Operation::SeeDeliveries)?;
        let (organisation, office) = (actor.organisation()?, actor.reach().office());
        let rows = sql_care::late(h, organisation, office, Some(bank), self.house.now()).await?;
        let rows = rows.into_iter().map(|row| late_row(&self.house, actor, row));
        Ok(rows.collect::<Result<_>>()?)
    }

    /// Orders the door open behind which something lies at this bank that nobody came for, within somebody else's transaction.
    pub(crate) async fn take_back_within(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        bank: BankId,
        id: ConsignmentId,
    ) -> Outcome<Ordered> {
        actor.must(Operation::OpenForDeposit)?;
        let consignment = self.own(tx, actor, id).await?;
        if consignment.bank_id.0 != bank {
            return Err(RefusalCode::NotFound.into());
        }
        match view::open_for(actor, consignment.state()?, self.house.now()) {
            Some(Purpose::Return) => custody::order(tx, &self.house, actor, id, Purpose::Return).await,
            _ => Err(RefusalCode::WrongState.into()),
        }
    }
}

#[async_trait]
impl CarePort for Delivery {
    async fn to_take_back(&self, actor: &Actor) -> Outcome<TakeBackList> {
        actor.must(Operation::SeeDeliveries)?;
        let (organisation, office) = (actor.organisation()?, actor.reach().office());
        let now = self.house.now();
        let mut reader = self.house.db.read().await?;
        let rows = sql_care::late(&mut reader, organisation, office, None, now).await?;
        let zone = rows
            .first()
            .map_or_else(|| "UTC".to_owned(), |row| row.row.time_zone.clone());
        let rows = rows
            .into_iter()
            .map(|row| late_row(&self.house, actor, row))
            .collect::<Result<_>>()?;
        Ok(TakeBackList {
            rows,
            now: moment(&zone, now),
        })
    }

    async fn count_to_take_back(&self, actor: &Actor) -> Outcome<u32> {
        actor.must(Operation::SeeDeliveries)?;
        let (organisation, office) = (actor.organisation()?, actor.reach().office());
        let mut reader = self.house.db.read().await?;
        let count = sql_care::count_late(&mut reader, organisation, office, self.house.now()).await?;
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }

    async fn care(&self, actor: &Actor, id: ConsignmentId) -> Outcome<CareView> {
        actor.must(Operation::MoveDeadline)?;
        let mut reader = self.house.db.read().await?;
        let consignment = self.own(&mut reader, actor, id).await?;
        let row = sql_care::one(&mut reader, id).await?;
        Ok(CareView {
            paused: consignment.paused_at.is_some(),
            may_move: view::may_care(actor, consignment.state()?),
            may_issue: view::may_issue(actor, &consignment, self.house.now())?,
            moving: view::moving(actor, &consignment, self.house.now())?,
            now: moment(&row.time_zone, self.house.now()),
            delivery: view::row(&self.house, row)?,
        })
    }

    async fn move_deadline(&self, actor: &Actor, id: ConsignmentId, form: MoveDeadline) -> Outcome<()> {
        actor.must(Operation::MoveDeadline)?;
        let (days, reason) = form.check()?;
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let consignment = self.own(&mut tx, actor, id).await?;
            if !view::may_care(actor, consignment.state()?) {
                return Err(RefusalCode::WrongState.into());
            }
            custody::move_deadline(&mut tx, &self.house, actor, id, days, &reason).await?;
            tx.commit().await?;
            self.house.wake.notices.notify_one();
            self.nudge(consignment.organisation_id.0, consignment.bank_id.0, id);
            Ok(())
        })
        .await
    }

    async fn move_thing(&self, actor: &Actor, id: ConsignmentId, form: MoveThing) -> Outcome<()> {
        actor.must(Operation::MoveThing)?;
        let (reason, lower) = form.check()?;
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let consignment = self.own(&mut tx, actor, id).await?;
            custody::set_out(&mut tx, &self.house, actor, id, &reason, lower).await?;
            tx.commit().await?;
            self.nudge(consignment.organisation_id.0, consignment.bank_id.0, id);
            Ok(())
        })
        .await
    }

    async fn stay(&self, actor: &Actor, id: ConsignmentId) -> Outcome<()> {
        actor.must(Operation::MoveThing)?;
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let consignment = self.own(&mut tx, actor, id).await?;
            custody::stay(&mut tx, &self.house, actor, id).await?;
            tx.commit().await?;
            self.nudge(consignment.organisation_id.0, consignment.bank_id.0, id);
            Ok(())
        })
        .await
    }

    async fn put_back(&self, actor: &Actor, id: ConsignmentId) -> Outcome<()> {
        actor.must(Operation::OpenForDeposit)?;
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let consignment = self.own(&mut tx, actor, id).await?;
            let command = custody::order(&mut tx, &self.house, actor, id, Purpose::MoveBack).await?;
            tx.commit().await?;
            command.committed();
            self.nudge(consignment.organisation_id.0, consignment.bank_id.0, id);
            Ok(())
        })
        .await
    }

    async fn issue_by_hand(&self, actor: &Actor, id: ConsignmentId, form: IssueByHand) -> Outcome<LinkSecret> {
        actor.must(Operation::IssueByHand)?;
        let reason = form.check()?;
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let consignment = self.own(&mut tx, actor, id).await?;
            let link = custody::issue_by_hand(&mut tx, &self.house, actor, id, &reason).await?;
            tx.commit().await?;
            self.house.wake.notices.notify_one();
            self.nudge(consignment.organisation_id.0, consignment.bank_id.0, id);
            Ok(link)
        })
        .await
    }

    async fn slip(&self, actor: &Actor, id: ConsignmentId, link: &LinkSecret) -> Outcome<SlipView> {
        actor.must(Operation::IssueByHand)?;
        let mut reader = self.house.db.read().await?;
        let consignment = self.own(&mut reader, actor, id).await?;
        let secrets = custody::slip(&mut reader, &self.house, id, link).await?;
        let (code, qr) = secrets.ok_or(RefusalCode::NotFound)?;
        let place = lockers::place_of(&mut reader, consignment.bank_id.0).await?;
        let deadline = consignment.deadline.map_or(self.house.now(), Timestamp);
        Ok(SlipView {
            id,
            item: consignment.item()?,
            organisation: consignment.organisation_name.clone(),
            recipient: consignment.recipient_name.clone(),
            locale: consignment.locale(),
            compartment: consignment.number(),
            deadline: moment(&place.time_zone, deadline),
            place,
            code,
            qr,
        })
    }

    async fn keeping(&self, actor: &Actor) -> Outcome<Keeping> {
        actor.must(Operation::SetKeeping)?;
        let mut reader = self.house.db.read().await?;
        Ok(custody::keeping(&mut reader, actor.organisation()?).await?)
    }

    async fn set_keeping(&self, actor: &Actor, form: KeepingForm) -> Outcome<()> {
        actor.must(Operation::SetKeeping)?;
        let (organisation, rules) = (actor.organisation()?, form.check()?);
        let mut tx = self.house.db.begin().await?;
        custody::set_keeping(&mut tx, &self.house, actor, organisation, rules).await?;
        Ok(tx.commit().await?)
    }

    async fn forgetting(&self, actor: &Actor) -> Outcome<Forgetting> {
        actor.must(Operation::SetKeeping)?;
        let mut reader = self.house.db.read().await?;
        Ok(custody::forgetting(&mut reader, actor.organisation()?).await?)
    }

    async fn set_forgetting(&self, actor: &Actor, form: ForgettingForm) -> Outcome<()> {
        actor.must(Operation::SetKeeping)?;
        let (organisation, term) = (actor.organisation()?, form.check()?);
        let mut tx = self.house.db.begin().await?;
        custody::set_forgetting(&mut tx, &self.house, actor, organisation, term).await?;
        Ok(tx.commit().await?)
    }
}
