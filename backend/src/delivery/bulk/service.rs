//! The port of lists: asks the table of rights, and who owns what; the rest is done by those beside it.

use std::collections::HashMap;

use async_trait::async_trait;
use domain::accounts::{Actor, Operation};
use domain::delivery::bulk::{
    AtTheBank, BankWaiting, BatchRow, BatchView, BulkDesk, BulkForm, BulkPort, BulkPreview, KEEP,
};
use domain::ids::{BankId, BatchId, ConsignmentId};
use domain::lockers::Size;
use domain::{Outcome, RefusalCode, ShortText, Timestamp};

use super::{lines, sql};
use crate::custody::{self, again};
use crate::db::Handle;
use crate::delivery::Delivery;
use crate::delivery::service::{not_a_choice, refused_at};
use crate::fault::Result;
use crate::house::moment;
use crate::lockers;

/// A number of rows as people are told it.
pub(super) fn count(rows: i64) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}

fn row(batch: sql::Batch) -> BatchRow {
    let (zone, made) = (batch.time_zone.as_str(), Timestamp(batch.made_at));
    BatchRow {
        id: batch.id.0,
        bank: batch.bank_id.0,
        place: format!("{} · {}", batch.bank_name, batch.city),
        made: moment(zone, made),
        until: moment(zone, made + KEEP),
        made_by: batch.made_by,
        waiting: count(batch.waiting),
        deposited: count(batch.deposited),
    }
}

/// A list of the actor's organisation; the same answer for foreign and unknown.
async fn own_batch(h: &mut impl Handle, actor: &Actor, id: BatchId) -> Outcome<sql::Batch> {
    let mut found = sql::batches(h, actor.organisation()?, Some(id)).await?;
    Ok(found.pop().ok_or(RefusalCode::NotFound)?)
}

#[async_trait]
impl BulkPort for Delivery {
    async fn desk(&self, actor: &Actor) -> Outcome<BulkDesk> {
        actor.must(Operation::CreateDelivery)?;
        let organisation = actor.organisation()?;
        let mut reader = self.house.db.read().await?;
        let waiting = sql::waiting_by_bank(&mut reader, organisation).await?;
        let waiting: HashMap<BankId, i64> = waiting.into_iter().map(|(bank, n)| (bank.0, n)).collect();
        let banks = lockers::summaries(&mut reader, Some(organisation)).await?;
        let banks = banks.into_iter().map(|bank| BankWaiting {
            waiting: waiting.get(&bank.id).copied().map_or(0, count),
            bank,
        });
        let batches = sql::batches(&mut reader, organisation, None).await?;
        let open = batches.into_iter().filter(|batch| batch.waiting > 0);
        Ok(BulkDesk {
            banks: banks.collect(),
            batches: open.map(row).collect(),
        })
    }

    async fn preview(&self, actor: &Actor, form: &BulkForm) -> Outcome<BulkPreview> {
        actor.must(Operation::CreateDelivery)?;
        let mut reader = self.house.db.read().await?;
        self.look_at(&mut reader, actor, form).await
    }

    async fn enter_lines(&self, actor: &Actor, form: &BulkForm) -> Outcome<BatchId> {
        actor.must(Operation::CreateDelivery)?;
        form.check()?;
        let once = format!("{}:{}", actor.person()?, form.once);
        // Two presses at once, or two colleagues with the same number: the second meets an index, and looks again.
        again(|| self.keep_lines(actor, form, &once)).await
    }

    async fn batch(&self, actor: &Actor, id: BatchId) -> Outcome<BatchView> {
        actor.must(Operation::CreateDelivery)?;
        let mut reader = self.house.db.read().await?;
        let batch = own_batch(&mut reader, actor, id).await?;
        let waiting = sql::lines(&mut reader, id).await?;
        let waiting = waiting.iter().map(|line| lines::shown(&self.house, line));
        let banks = lockers::summaries(&mut reader, Some(actor.organisation()?)).await?;
        let here = batch.bank_id.0;
        Ok(BatchView {
            lines: waiting.collect::<Result<_>>()?,
            others: banks.into_iter().filter(|bank| bank.id != here).collect(),
            row: row(batch),
        })
    }

    async fn send_elsewhere(&self, actor: &Actor, id: BatchId, bank: &str) -> Outcome<()> {
        actor.must(Operation::CreateDelivery)?;
        let bank: BankId = bank.parse().map_err(|_| not_a_choice("bank"))?;
        let mut tx = self.house.db.begin().await?;
        own_batch(&mut tx, actor, id).await?;
        let banks = lockers::summaries(&mut tx, Some(actor.organisation()?)).await?;
        let bank = banks.into_iter().find(|one| one.id == bank);
        let bank = bank.ok_or_else(|| not_a_choice("bank"))?;
        let waiting = sql::lines(&mut tx, id).await?;
        let needed = waiting.iter().filter_map(|line| Size::from_wire(&line.size)).max();
        if needed > bank.sizes.iter().map(|of| of.size).max() {
            return Err(refused_at("bank", RefusalCode::NoSuchSize).into());
        }
        if custody::asks_phone_end(&mut tx, bank.id).await? {
            for line in &waiting {
                if lines::opened(&self.house, line)?.recipient.phone.is_none() {
                    return Err(refused_at("bank", RefusalCode::NeedsMobile).into());
                }
            }
        }
        sql::set_bank(&mut tx, id, bank.id).await?;
        Ok(tx.commit().await?)
    }

    async fn drop_batch(&self, actor: &Actor, id: BatchId) -> Outcome<u32> {
        actor.must(Operation::CreateDelivery)?;
        let mut tx = self.house.db.begin().await?;
        own_batch(&mut tx, actor, id).await?;
        let gone = sql::drop_waiting(&mut tx, id).await?;
        tx.commit().await?;
        Ok(u32::try_from(gone).unwrap_or(u32::MAX))
    }

    async fn at_the_bank(&self, actor: &Actor, bank: BankId) -> Outcome<AtTheBank> {
        actor.must(Operation::CreateDelivery)?;
        self.before_the_bank(actor, bank).await
    }

    async fn deposit(&self, actor: &Actor, bank: BankId, reference: &str) -> Outcome<ConsignmentId> {
        actor.must(Operation::CreateDelivery)?;
        actor.must(Operation::OpenForDeposit)?;
        let reference = ShortText::parse(reference)?;
        self.put_in(actor, bank, &reference).await
    }

    async fn other_door(
        &self,
        actor: &Actor,
        bank: BankId,
        id: ConsignmentId,
        reason: ShortText,
    ) -> Outcome<ConsignmentId> {
        actor.must(Operation::CreateDelivery)?;
        actor.must(Operation::OpenForDeposit)?;
        actor.must(Operation::CancelDelivery)?;
        self.take_other_door(actor, bank, id, &reason).await
    }
}
