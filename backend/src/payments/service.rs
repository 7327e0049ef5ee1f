//! The port of this slice: asks the table of rights, and hands on to the side that is asked.

use std::sync::Arc;

use async_trait::async_trait;
use domain::accounts::{Actor, Operation, Secret};
use domain::ids::{IntentId, PaymentIncidentId};
use domain::payments::{
    DayFilter, File, IncidentView, NewRefund, PayPage, PaymentFilter, PaymentRow, PaymentView, PaymentsPort,
    ReceiptView, Reconciliation,
};
use domain::{Locale, Outcome, Page, RefusalCode, ShortText, Span, Timestamp};

use super::provider::{PaymentProvider, Word};
use super::record::Recorder;
use super::{PaymentListener, receipts, sql_checkouts};
use crate::again::again;
use crate::house::House;

/// When a word that was not acted upon is taken up again.
pub(super) const AGAIN: Span = Span::seconds(60);

/// Paying, and looking after payments.
#[derive(Clone)]
pub struct Payments {
    pub(super) house: House,
    pub(super) providers: Arc<Vec<Arc<dyn PaymentProvider>>>,
    pub(super) recorder: Recorder,
}

impl Payments {
    /// The service. People pay with the first provider; the others are still listened to.
    pub fn new(
        house: House,
        providers: Vec<Arc<dyn PaymentProvider>>,
        listeners: Vec<Arc<dyn PaymentListener>>,
    ) -> Self {
        let recorder = Recorder {
            house: house.clone(),
            listeners: Arc::new(listeners),
        };
        Self {
            house,
            providers: Arc::new(providers),
            recorder,
        }
    }

    pub(super) fn provider(&self, wire: &str) -> Option<&Arc<dyn PaymentProvider>> {
        self.providers.iter().find(|p| p.wire() == wire)
    }

    /// A provider's name for people, also when it was taken out since.
    pub(super) fn title(&self, wire: &str) -> String {
        self.provider(wire).map_or(wire, |p| p.title()).to_owned()
    }

    pub(super) fn at(&self, at: i64) -> domain::Moment {
        receipts::at(&self.house, Timestamp(at))
    }

    /// Acts on a word that is kept: asks the provider what is so, and records that.
    pub(super) async fn act_on(
        &self,
        provider: &dyn PaymentProvider,
        event_id: &str,
        reference: Option<&str>,
    ) -> Outcome<()> {
        let seen = match reference {
            Some(reference) => provider.look(reference).await?,
            None => None,
        };
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            if sql_checkouts::word_is_done(&mut tx, provider.wire(), event_id).await? {
                return Ok(());
            }
            let nudge = match &seen {
                Some(seen) => self.recorder.record(&mut tx, provider.wire(), seen).await?,
                None => None,
            };
            sql_checkouts::word_done(&mut tx, provider.wire(), event_id, self.house.now()).await?;
            tx.commit().await?;
            self.recorder.tell(nudge);
            Ok(())
        })
        .await
    }

    /// Asks a provider about a page, and records what it says.
    pub(super) async fn look(&self, provider: &dyn PaymentProvider, reference: &str) -> Outcome<()> {
        let Some(seen) = provider.look(reference).await? else {
            return Ok(());
        };
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let nudge = self.recorder.record(&mut tx, provider.wire(), &seen).await?;
            tx.commit().await?;
            self.recorder.tell(nudge);
            Ok(())
        })
        .await
    }

    async fn keep(&self, provider: &str, word: &Word) -> Outcome<()> {
        let now = self.house.now();
        let mut tx = self.house.db.begin().await?;
        sql_checkouts::keep_word(&mut tx, provider, word, now, now + AGAIN).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Whoever holds the secret may pay: a visitor, and a person who happens to be signed in.
fn may_pay(actor: &Actor) -> Outcome<()> {
    actor.must(Operation::Pay)
}

#[async_trait]
impl PaymentsPort for Payments {
    async fn payer_locale(&self, actor: &Actor, link: &Secret) -> Outcome<Locale> {
        may_pay(actor)?;
        self.locale_of(link).await
    }

    async fn pay_page(&self, actor: &Actor, link: &Secret) -> Outcome<PayPage> {
        may_pay(actor)?;
        self.show(link).await
    }

    async fn go_and_pay(&self, actor: &Actor, link: &Secret, locale: Locale) -> Outcome<String> {
        may_pay(actor)?;
        self.go(link, locale).await
    }

    async fn came_back(&self, actor: &Actor, link: &Secret) -> Outcome<PayPage> {
        may_pay(actor)?;
        self.ask_and_show(link).await
    }

    async fn receipts(&self, actor: &Actor, link: &Secret) -> Outcome<Vec<ReceiptView>> {
        may_pay(actor)?;
        self.receipts_by_link(link).await
    }

    async fn receipt_paper(&self, actor: &Actor, link: &Secret, number: &str, locale: Locale) -> Outcome<File> {
        may_pay(actor)?;
        let all = self.receipts_by_link(link).await?;
        paper(&all, number, locale)
    }

    async fn provider_says(&self, actor: &Actor, provider: &str, body: &[u8], signature: &str) -> Outcome<bool> {
        actor.must(Operation::ProviderWord)?;
        let provider = self.provider(provider).ok_or(RefusalCode::NotFound)?;
        let Some(word) = provider.word(body, signature, self.house.now()) else {
            tracing::warn!(provider = provider.wire(), "a forged or stale word was refused");
            return Ok(false);
        };
        self.keep(provider.wire(), &word).await?;
        if let Some(reference) = &word.reference {
            self.act_on(provider.as_ref(), &word.event_id, Some(reference)).await?;
        }
        Ok(true)
    }

    async fn own_payments(&self, actor: &Actor) -> Outcome<Vec<PaymentRow>> {
        actor.must(Operation::OwnAccount)?;
        self.of_payer(actor.person()?).await
    }

    async fn payments(&self, actor: &Actor, filter: &PaymentFilter) -> Outcome<Page<PaymentRow>> {
        actor.must(Operation::SeePayments)?;
        self.list(actor.organisation()?, filter).await
    }

    async fn payment(&self, actor: &Actor, id: IntentId) -> Outcome<PaymentView> {
        actor.must(Operation::SeePayments)?;
        self.one(actor, id).await
    }

    async fn organisation_receipt(&self, actor: &Actor, id: IntentId, number: &str, locale: Locale) -> Outcome<File> {
        actor.must(Operation::SeePayments)?;
        paper(&self.one(actor, id).await?.receipts, number, locale)
    }

    async fn refund(&self, actor: &Actor, id: IntentId, form: &NewRefund) -> Outcome<()> {
        actor.must(Operation::RefundPayments)?;
        self.order_refund(actor, id, form).await
    }

    async fn incidents(&self, actor: &Actor) -> Outcome<Vec<IncidentView>> {
        actor.must(Operation::SeePayments)?;
        self.open_incidents(actor.organisation()?).await
    }

    async fn settle(&self, actor: &Actor, id: PaymentIncidentId, note: ShortText) -> Outcome<()> {
        actor.must(Operation::RefundPayments)?;
        self.settle_incident(actor, id, &note).await
    }

    async fn reconciliation(&self, actor: &Actor, filter: &DayFilter) -> Outcome<Reconciliation> {
        actor.must(Operation::SeePayments)?;
        self.day(actor.organisation()?, filter).await
    }
}

fn paper(receipts: &[ReceiptView], number: &str, locale: Locale) -> Outcome<File> {
    let found = receipts.iter().find(|r| r.number.to_string() == number);
    Ok(receipts::paper(found.ok_or(RefusalCode::NotFound)?, locale)?)
}
