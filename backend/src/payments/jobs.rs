//! What goes on by itself: refunds that wait, words that were kept and not acted upon, pages that nobody told us of,
//! intents that expire.
//!
//! Woken by a signal and by a timer; each round takes no input but the database, and may be repeated. What must not be
//! here: retrying within a round. The timer is the retry.

use std::time::Duration;

use domain::accounts::Actor;
use domain::ids::{CheckoutId, IntentId};
use domain::payments::{Event, IncidentKind, PaymentHappening};
use domain::{Outcome, Span};
use tokio_util::sync::CancellationToken;

use super::payer::LOOK_AFTER;
use super::provider::{RefundAnswer, RefundAsk, Snapshot};
use super::service::{AGAIN, Payments};
use super::sql_checkouts;
use super::sql_ledger::{self, RefundRow};
use super::{sql, sql_desk};
use crate::again::again;
use crate::fault::Fault;

const EVERY: Duration = Duration::from_secs(15);
/// A refund that met a silent provider is tried again then.
const REFUND_AGAIN: Span = Span::minutes(2);

/// The slice's jobs. Any number of nodes may run them.
#[derive(Clone)]
pub struct PaymentJobs {
    payments: Payments,
}

impl PaymentJobs {
    /// Over the service.
    pub const fn new(payments: Payments) -> Self {
        Self { payments }
    }

    /// Runs until the house stops.
    pub async fn run(self, stop: CancellationToken) {
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                () = self.payments.house.wake.payments.notified() => {}
                () = tokio::time::sleep(EVERY) => {}
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = self.round() => {}
            }
        }
    }

    /// Everything that is due now. What fails is logged and due again later.
    pub async fn round(&self) {
        // Faults were logged where they became errors.
        let _ = self.refunds().await;
        let _ = self.words().await;
        let _ = self.pages().await;
        let _ = self.expire().await;
    }

    async fn refunds(&self) -> Outcome<()> {
        let house = &self.payments.house;
        let now = house.now();
        let mut tx = house.db.begin().await?;
        let due = sql_ledger::refunds_due(&mut tx, now, now + REFUND_AGAIN).await?;
        tx.commit().await?;
        for row in due {
            let _ = self.refund(&row).await;
        }
        Ok(())
    }

    async fn refund(&self, row: &RefundRow) -> Outcome<()> {
        let mut reader = self.payments.house.db.read().await?;
        let checkout = sql_checkouts::get(&mut reader, row.checkout_id.0).await?;
        drop(reader);
        let lost = || Fault::broken("payments.refund", "looking for what a refund belongs to");
        let checkout = checkout.ok_or_else(lost)?;
        let reference = checkout.reference.clone().ok_or_else(lost)?;
        let provider = self.payments.provider(&checkout.provider).ok_or_else(lost)?;
        let ask = RefundAsk {
            refund: row.id.0,
            reference: reference.clone(),
            payment: checkout.payment_ref.clone(),
            amount: sql::money(row.amount, &row.currency)?,
        };
        let answer = provider.refund(&ask).await?;
        let seen = provider.look(&reference).await?;
        again(|| {
            self.refund_ended(
                row,
                &ask,
                answer,
                (checkout.intent_id.0, &checkout.provider, seen.as_ref()),
            )
        })
        .await
    }

    async fn refund_ended(
        &self,
        row: &RefundRow,
        ask: &RefundAsk,
        answer: RefundAnswer,
        (intent, provider, seen): (IntentId, &str, Option<&Snapshot>),
    ) -> Outcome<()> {
        let house = &self.payments.house;
        let now = house.now();
        let mut tx = house.db.begin().await?;
        let Some(mut intent) = sql::take(&mut tx, intent).await? else {
            return Ok(());
        };
        let state = match answer {
            RefundAnswer::Done => "done",
            RefundAnswer::Refused => "failed",
        };
        if !sql_ledger::end_refund(&mut tx, row.id.0, state, now).await? {
            return Ok(());
        }
        let ended = Event::RefundEnded { refund: row.id.0 };
        if let Ok((books, _)) = intent.books()?.apply(ended, now) {
            sql::set_books(&mut tx, &mut intent, &books).await?;
        }
        if answer == RefundAnswer::Refused {
            let note = PaymentHappening::RefundFailed { amount: ask.amount };
            sql::add_event(&mut tx, intent.id.0, &note, &Actor::House, now).await?;
            let (kind, organisation) = (IncidentKind::RefundFailed, intent.organisation_id.0);
            self.payments
                .recorder
                .incident(&mut tx, organisation, Some(&intent), kind, Some(ask.amount), now)
                .await?;
        }
        let nudge = match seen {
            Some(seen) => self.payments.recorder.record(&mut tx, provider, seen).await?,
            None => None,
        };
        tx.commit().await?;
        let told = domain::live::Nudge::Payment {
            organisation: intent.organisation_id.0,
            intent: intent.id.0,
        };
        self.payments.recorder.tell(Some(nudge.unwrap_or(told)));
        Ok(())
    }

    async fn words(&self) -> Outcome<()> {
        let house = &self.payments.house;
        let now = house.now();
        let mut tx = house.db.begin().await?;
        let due = sql_checkouts::words_due(&mut tx, now, now + AGAIN).await?;
        tx.commit().await?;
        for word in due {
            if let Some(provider) = self.payments.provider(&word.provider) {
                let reference = word.reference.as_deref();
                let _ = self.payments.act_on(provider.as_ref(), &word.event_id, reference).await;
            }
        }
        Ok(())
    }

    async fn pages(&self) -> Outcome<()> {
        let house = &self.payments.house;
        let now = house.now();
        let mut tx = house.db.begin().await?;
        let due = sql_checkouts::to_look_at(&mut tx, now, now + LOOK_AFTER).await?;
        tx.commit().await?;
        for (id,) in due {
            let _ = self.look_at(id.0).await;
        }
        Ok(())
    }

    async fn look_at(&self, id: CheckoutId) -> Outcome<()> {
        let house = &self.payments.house;
        let mut tx = house.db.begin().await?;
        sql_checkouts::give_up(&mut tx, id, house.now()).await?;
        let checkout = sql_checkouts::get(&mut tx, id).await?;
        tx.commit().await?;
        if let Some(checkout) = checkout
            && let (Some(provider), Some(reference)) = (self.payments.provider(&checkout.provider), &checkout.reference)
        {
            self.payments.look(provider.as_ref(), reference).await?;
        }
        Ok(())
    }

    async fn expire(&self) -> Outcome<()> {
        let house = &self.payments.house;
        let now = house.now();
        let mut reader = house.db.read().await?;
        let due = sql_desk::expired(&mut reader, now).await?;
        drop(reader);
        for (id,) in due {
            let _ = again(|| async {
                let mut tx = house.db.begin().await?;
                let Some(mut intent) = sql::take(&mut tx, id.0).await? else {
                    return Ok(());
                };
                if let Ok((books, _)) = intent.books()?.apply(Event::Expire, now) {
                    sql::set_books(&mut tx, &mut intent, &books).await?;
                    sql::add_event(&mut tx, id.0, &PaymentHappening::Expired, &Actor::House, now).await?;
                }
                Ok(tx.commit().await?)
            })
            .await;
        }
        Ok(())
    }
}
