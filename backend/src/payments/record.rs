//! What a provider's answer does to our books: everything in one transaction, and once.
//!
//! What must not be here: a call to a provider. The answer came before the transaction began.

use std::sync::Arc;

use domain::accounts::Actor;
use domain::ids::{CheckoutId, OrganisationId, PaymentIncidentId};
use domain::live::Nudge;
use domain::notices::Template;
use domain::payments::{Effect, Event, IncidentKind, PaymentHappening, ReceiptKind};
use domain::{Email, Money, Timestamp};
use serde_json::json;

use super::opening::{EMAIL_LABEL, pay_link};
use super::provider::{Snapshot, Standing};
use super::sql_checkouts::{self, Checkout};
use super::sql_ledger::{self, NewIncident};
use super::{PaidIntent, PaymentListener, receipts, sql};
use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::house::House;
use crate::notices::{self, Draft};

/// Books, listeners and the house: what recording needs.
#[derive(Clone)]
pub(super) struct Recorder {
    pub house: House,
    pub listeners: Arc<Vec<Arc<dyn PaymentListener>>>,
}

impl Recorder {
    /// Records what a provider answered about a page. Nothing that is known already has any effect.
    pub async fn record(&self, tx: &mut Tx, provider: &str, seen: &Snapshot) -> Result<Option<Nudge>> {
        let now = self.house.now();
        let Some(found) = self.checkout_of(tx, provider, seen).await? else {
            return self.stray(tx, seen, now).await;
        };
        let Some(mut intent) = sql::take(tx, found.intent_id.0).await? else {
            return Ok(None);
        };
        // Read again: whoever held the intent before us may have met the same page.
        let checkout = self.own_checkout(tx, provider, seen, found, now).await?;
        let id = checkout.id.0;
        let moved = sql_checkouts::stand(tx, id, &seen.reference, seen.standing, seen.payment.as_deref(), now).await?;
        if let Some(note) = moved.then(|| note_of(seen.standing)).flatten() {
            sql::add_event(tx, intent.id.0, &note, &Actor::House, now).await?;
        }
        let mut effects = Vec::new();
        if let Some(paid) = seen.paid {
            let event = Event::Seen {
                checkout: id,
                paid,
                refunded: seen.refunded,
            };
            let books = intent.books()?;
            let (next, all) = books
                .apply(event, now)
                .map_err(|_| Fault::broken("payments.fact", "recording a fact"))?;
            if next != books {
                sql::set_books(tx, &mut intent, &next).await?;
            }
            effects = all;
        }
        for effect in &effects {
            self.follow(tx, &intent, id, *effect, now).await?;
        }
        let nudge = Nudge::Payment {
            organisation: intent.organisation_id.0,
            intent: intent.id.0,
        };
        Ok((moved || !effects.is_empty()).then_some(nudge))
    }

    async fn checkout_of(&self, tx: &mut Tx, provider: &str, seen: &Snapshot) -> Result<Option<Checkout>> {
        if let Some(found) = sql_checkouts::by_reference(tx, provider, &seen.reference).await? {
            return Ok(Some(found));
        }
        match seen.checkout {
            Some(id) => sql_checkouts::get(tx, id).await,
            None => Ok(None),
        }
    }

    /// The row of this very page. A page that carries an id of ours under a second number was opened beside ours.
    async fn own_checkout(
        &self,
        tx: &mut Tx,
        provider: &str,
        seen: &Snapshot,
        found: Checkout,
        now: Timestamp,
    ) -> Result<Checkout> {
        if found.reference.as_deref() == Some(&seen.reference) {
            return Ok(found);
        }
        if let Some(own) = sql_checkouts::by_reference(tx, provider, &seen.reference).await? {
            return Ok(own);
        }
        let found = sql_checkouts::get(tx, found.id.0).await?.unwrap_or(found);
        if found.reference.is_none() {
            return Ok(found);
        }
        let id = CheckoutId(self.house.outside.uuid7());
        sql_checkouts::adopt(tx, id, found.intent_id.0, provider, &seen.reference, now).await?;
        Ok(Checkout {
            id: crate::db::Text(id),
            reference: Some(seen.reference.clone()),
            ..found
        })
    }

    /// A page that is not ours. Money on it is somebody's mistake, and a human must know.
    async fn stray(&self, tx: &mut Tx, seen: &Snapshot, now: Timestamp) -> Result<Option<Nudge>> {
        if seen.paid.is_none() {
            return Ok(None);
        }
        if let Some(organisation) = sql_ledger::house_organisation(tx).await? {
            self.incident(tx, organisation, None, IncidentKind::Stray, seen.paid, now)
                .await?;
        }
        Ok(None)
    }

    async fn follow(
        &self,
        tx: &mut Tx,
        intent: &sql::Intent,
        checkout: CheckoutId,
        effect: Effect,
        now: Timestamp,
    ) -> Result<()> {
        let id = intent.id.0;
        match effect {
            Effect::Paid => {
                let amount = intent.amount()?;
                sql::add_event(tx, id, &PaymentHappening::Paid { amount }, &Actor::House, now).await?;
                let paid = paid_intent(intent, now)?;
                for listener in self.listeners.iter().filter(|l| l.purpose() == paid.purpose) {
                    listener.paid(tx, &paid).await?;
                }
                self.paper(tx, intent, checkout, (ReceiptKind::Receipt, amount)).await
            }
            Effect::Refunded { amount, full } => {
                let note = PaymentHappening::Refunded { amount, full };
                sql::add_event(tx, id, &note, &Actor::House, now).await?;
                let paid = paid_intent(intent, now)?;
                for listener in self.listeners.iter().filter(|l| l.purpose() == paid.purpose) {
                    listener.refunded(tx, &paid, amount, full).await?;
                }
                self.paper(tx, intent, checkout, (ReceiptKind::Credit, amount)).await
            }
            Effect::Surplus { amount, .. } => {
                let note = PaymentHappening::Surplus { amount };
                sql::add_event(tx, id, &note, &Actor::House, now).await?;
                self.incident(
                    tx,
                    intent.organisation_id.0,
                    Some(intent),
                    IncidentKind::Surplus,
                    Some(amount),
                    now,
                )
                .await
            }
            Effect::Mismatch { amount, .. } => {
                let note = PaymentHappening::Mismatch { amount };
                sql::add_event(tx, id, &note, &Actor::House, now).await?;
                self.incident(
                    tx,
                    intent.organisation_id.0,
                    Some(intent),
                    IncidentKind::Mismatch,
                    Some(amount),
                    now,
                )
                .await
            }
        }
    }

    /// The receipt or credit note, and the mail that tells of it.
    async fn paper(
        &self,
        tx: &mut Tx,
        intent: &sql::Intent,
        checkout: CheckoutId,
        (kind, gross): (ReceiptKind, Money),
    ) -> Result<()> {
        let number = receipts::write(tx, &self.house, intent, checkout, (kind, gross)).await?;
        let now = self.house.now();
        let note = PaymentHappening::Receipt { receipt: kind, number };
        sql::add_event(tx, intent.id.0, &note, &Actor::House, now).await?;
        let Some(email) = self.email_of(tx, intent).await? else {
            return Ok(());
        };
        let l = intent.locale();
        let seller = receipts::seller(&self.house, intent);
        let link = pay_link(&self.house, intent.id.0);
        let draft = Draft {
            template: match kind {
                ReceiptKind::Receipt => Template::Paid,
                ReceiptKind::Credit => Template::PaidBack,
            },
            locale: l,
            email: Some(&email),
            phone: None,
            data: json!({
                "organisation": seller.lines().next().unwrap_or_default(),
                "what": intent.what,
                "amount": gross.written(l),
                "number": number.to_string(),
                "at": receipts::at(&self.house, now),
                "link": format!("{}/{}{link}/receipt", self.house.settings.public_url, l.code()),
            }),
        };
        notices::enqueue(tx, &self.house, draft).await?;
        Ok(())
    }

    /// Where the receipt goes: to the address that was given, else to the payer's account.
    pub async fn email_of(&self, tx: &mut Tx, intent: &sql::Intent) -> Result<Option<Email>> {
        let text = match (&intent.payer_email_sealed, &intent.payer_id) {
            (Some(sealed), _) => Some(
                self.house
                    .key
                    .open_text(EMAIL_LABEL, &intent.id.0.to_string(), sealed)?,
            ),
            (None, Some(payer)) => sql::person(tx, payer.0).await?.map(|(_, email)| email),
            (None, None) => None,
        };
        Ok(text.and_then(|text| Email::parse(&text).ok()))
    }

    /// Something that a human must look at.
    pub async fn incident(
        &self,
        tx: &mut Tx,
        organisation: OrganisationId,
        intent: Option<&sql::Intent>,
        kind: IncidentKind,
        amount: Option<Money>,
        now: Timestamp,
    ) -> Result<()> {
        let row = NewIncident {
            id: PaymentIncidentId(self.house.outside.uuid7()),
            organisation,
            intent: intent.map(|i| i.id.0),
            kind,
            amount,
        };
        tracing::warn!(kind = kind.wire(), "a payment needs a human");
        sql_ledger::add_incident(tx, &row, now).await
    }

    /// Tells screens and jobs; call it after the commit.
    pub fn tell(&self, nudge: Option<Nudge>) {
        if let Some(nudge) = nudge {
            self.house.live.tell(nudge);
            self.house.wake.notices.notify_one();
        }
    }
}

fn note_of(standing: Standing) -> Option<PaymentHappening> {
    match standing {
        Standing::Declined => Some(PaymentHappening::Declined),
        Standing::Expired => Some(PaymentHappening::Abandoned),
        Standing::Processing => Some(PaymentHappening::Processing),
        Standing::Open | Standing::Paid => None,
    }
}

fn paid_intent(intent: &sql::Intent, now: Timestamp) -> Result<PaidIntent> {
    Ok(PaidIntent {
        id: intent.id.0,
        organisation: intent.organisation_id.0,
        payer: intent.payer_id.as_ref().map(|p| p.0),
        purpose: intent.purpose()?,
        subject: intent.subject.0,
        amount: intent.amount()?,
        at: now,
    })
}
