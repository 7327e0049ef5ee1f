//! The payer's side: what a pay link shows, and the way to the provider's page.
//!
//! What must not be here: who pays. A pay link may be forwarded; its page names nobody.

use domain::accounts::Secret;
use domain::ids::CheckoutId;
use domain::payments::{PayPage, PayStep, Phase, ReceiptView};
use domain::{Locale, Outcome, RefusalCode, Span, Timestamp};

use super::opening::{link_hash, link_secret};
use super::provider::{Ask, Opened, PaymentProvider};
use super::service::Payments;
use super::sql::{self, Intent};
use super::sql_checkouts::{self, Checkout};
use super::{receipts, sql_ledger};
use crate::again::again;
use crate::db::Handle;
use crate::fault::Result;

/// How long a provider's page stays open; Stripe allows no less.
const PAGE_LIFE: Span = Span::minutes(35);
/// When we ask about a page that nobody told us of.
pub(super) const LOOK_AFTER: Span = Span::minutes(5);
/// A page that closes sooner is not offered again.
const TOO_SHORT: Span = Span::minutes(2);
/// What a provider's page address is sealed as.
const URL_LABEL: &str = "payments.checkout";

impl Payments {
    async fn intent(&self, h: &mut impl Handle, link: &Secret) -> Outcome<Intent> {
        let hash = link_hash(&self.house, link.expose());
        Ok(sql::by_link(h, &hash).await?.ok_or(RefusalCode::NotFound)?)
    }

    pub(super) async fn locale_of(&self, link: &Secret) -> Outcome<Locale> {
        let mut reader = self.house.db.read().await?;
        Ok(self.intent(&mut reader, link).await?.locale())
    }

    pub(super) async fn show(&self, link: &Secret) -> Outcome<PayPage> {
        let mut reader = self.house.db.read().await?;
        let intent = self.intent(&mut reader, link).await?;
        let newest = sql_checkouts::newest(&mut reader, intent.id.0).await?;
        let receipts = sql_ledger::receipts_of(&mut reader, intent.id.0).await?;
        let receipt = receipts.into_iter().next();
        let receipt = receipt
            .map(|row| receipts::view(&self.house, row, |p| self.title(p)))
            .transpose()?;
        let seller = receipts::seller(&self.house, &intent);
        Ok(PayPage {
            step: self.step(&intent, newest.as_ref())?,
            amount: intent.amount()?,
            vat: intent.vat(),
            seller: seller.lines().next().unwrap_or_default().to_owned(),
            until: self.at(intent.expires_at),
            plays: self.providers.first().is_some_and(|p| p.plays()),
            receipt: receipt.map(|r| r.number),
            return_to: intent.return_to,
            what: intent.what,
        })
    }

    fn step(&self, intent: &Intent, newest: Option<&Checkout>) -> Result<PayStep> {
        let late = self.house.now() > Timestamp(intent.expires_at);
        Ok(match intent.books()?.phase() {
            Phase::Paid => PayStep::Paid,
            Phase::PartlyRefunded | Phase::Refunded => PayStep::Refunded,
            Phase::Expired | Phase::Withdrawn => PayStep::Over,
            Phase::Waiting => match newest.map(|c| c.state.as_str()) {
                Some("processing") => PayStep::Processing,
                _ if late => PayStep::Over,
                _ if self.providers.is_empty() => PayStep::Off,
                Some("declined") => PayStep::Declined,
                _ => PayStep::Open,
            },
        })
    }

    /// Opens the provider's page, or leads to the one that is open: a payer with two tabs cannot pay twice there.
    ///
    /// Asking the provider is no job over an outbox, since the payer waits for its answer. Nothing is lost if we die in
    /// between: nobody has the address of that page yet, and asked again with the same id the provider gives it again.
    pub(super) async fn go(&self, link: &Secret, locale: Locale) -> Outcome<String> {
        let provider = self.providers.first().ok_or(RefusalCode::PaymentsOff)?.clone();
        let (ask, known) = again(|| self.begin(link, locale, provider.as_ref())).await?;
        if let Some(url) = known {
            return Ok(url);
        }
        let opened = provider.checkout(&ask).await.map_err(|fault| {
            fault.log();
            RefusalCode::ProviderAway
        })?;
        again(|| self.keep_page(&ask, &opened)).await?;
        Ok(opened.url)
    }

    async fn begin(
        &self,
        link: &Secret,
        locale: Locale,
        provider: &dyn PaymentProvider,
    ) -> Outcome<(Ask, Option<String>)> {
        let now = self.house.now();
        let mut tx = self.house.db.begin().await?;
        let found = self.intent(&mut tx, link).await?;
        let intent = sql::take(&mut tx, found.id.0).await?.ok_or(RefusalCode::NotFound)?;
        let newest = sql_checkouts::newest(&mut tx, intent.id.0).await?;
        match self.step(&intent, newest.as_ref())? {
            PayStep::Open | PayStep::Declined => {}
            _ => return Err(RefusalCode::WrongState.into()),
        }
        let live = sql_checkouts::live(&mut tx, intent.id.0).await?;
        let (checkout, until, known) = match live {
            Some(live) if live.provider == provider.wire() && now + TOO_SHORT < Timestamp(live.expires_at) => {
                let id = live.id.0;
                let open = |sealed| self.house.key.open_text(URL_LABEL, &id.to_string(), sealed);
                let url = live.url_sealed.as_deref().map(open).transpose()?;
                (id, Timestamp(live.expires_at), url)
            }
            // It closes by itself in a moment, and then another may be opened.
            Some(_) => return Err(RefusalCode::ProviderAway.into()),
            None => {
                let id = CheckoutId(self.house.outside.uuid7());
                let until = now + PAGE_LIFE;
                let (wire, look) = (provider.wire(), now + LOOK_AFTER);
                sql_checkouts::begin(&mut tx, id, intent.id.0, wire, until, look, now).await?;
                let note = domain::payments::PaymentHappening::WentToPay;
                sql::add_event(&mut tx, intent.id.0, &note, &domain::accounts::Actor::House, now).await?;
                (id, until, None)
            }
        };
        let email = self.recorder.email_of(&mut tx, &intent).await?;
        let secret = link_secret(&self.house, intent.id.0);
        let ask = Ask {
            checkout,
            what: intent.what.clone(),
            amount: intent.amount()?,
            locale,
            email,
            back: format!("{}/{}/pay/{secret}/back", self.house.settings.public_url, locale.code()),
            until,
        };
        tx.commit().await?;
        Ok((ask, known))
    }

    async fn keep_page(&self, ask: &Ask, opened: &Opened) -> Outcome<()> {
        let place = ask.checkout.to_string();
        let chance = self.house.outside.chance.as_ref();
        let sealed = self.house.key.seal(chance, URL_LABEL, &place, opened.url.as_bytes())?;
        let mut tx = self.house.db.begin().await?;
        sql_checkouts::opened(&mut tx, ask.checkout, &opened.reference, &sealed, opened.until).await?;
        Ok(tx.commit().await?)
    }

    /// The payer is back: faster than the provider's own word. If it is silent, that word will come.
    pub(super) async fn ask_and_show(&self, link: &Secret) -> Outcome<PayPage> {
        let mut reader = self.house.db.read().await?;
        let intent = self.intent(&mut reader, link).await?;
        let live = sql_checkouts::live(&mut reader, intent.id.0).await?;
        drop(reader);
        if let Some(live) = live
            && let (Some(provider), Some(reference)) = (self.provider(&live.provider), &live.reference)
        {
            // Logged where it stopped; the page says how it stands without it.
            let _ = self.look(provider.as_ref(), reference).await;
        }
        self.show(link).await
    }

    pub(super) async fn receipts_by_link(&self, link: &Secret) -> Outcome<Vec<ReceiptView>> {
        let mut reader = self.house.db.read().await?;
        let intent = self.intent(&mut reader, link).await?;
        let rows = sql_ledger::receipts_of(&mut reader, intent.id.0).await?;
        let views = rows
            .into_iter()
            .map(|row| receipts::view(&self.house, row, |p| self.title(p)));
        Ok(views.collect::<Result<_>>()?)
    }
}
