//! The manager's side: lists, one payment with all that happened, giving money back, settling what was wrong.
//!
//! What must not be here: the provider. A refund is a row that a job takes to it.

use domain::accounts::{Actor, Operation};
use domain::ids::{IntentId, OrganisationId, PaymentIncidentId, PersonId, RefundId};
use domain::live::Nudge;
use domain::payments::{
    Event, IncidentKind, IncidentView, NewRefund, PaymentEntry, PaymentFilter, PaymentHappening, PaymentRow,
    PaymentView, Phase, Purpose, RefundState, RefundView, TakenView,
};
use domain::{Money, Outcome, Page, RefusalCode, ShortText, Timestamp};

use super::opening::pay_link;
use super::receipts;
use super::service::Payments;
use super::sql::{self, Intent};
use super::sql_checkouts;
use super::sql_desk::{self, IncidentLine, ListRow, Narrow, RefundLine};
use super::sql_ledger::{self, NewRefundRow};
use crate::again::again;
use crate::db::Handle;
use crate::fault::{Fault, Result};
use crate::lists::{contains, page};

const PAGE: i64 = 50;
/// How many of one's own payments are shown.
const OWN: i64 = 200;

fn damaged(doing: &'static str) -> Fault {
    Fault::broken("payments.view", doing)
}

impl Payments {
    pub(super) async fn list(&self, organisation: OrganisationId, filter: &PaymentFilter) -> Outcome<Page<PaymentRow>> {
        let search = filter.search.trim();
        let receipt = receipt_number(search);
        let narrow = Narrow {
            organisation: Some(organisation),
            payer: None,
            words: (!search.is_empty() && receipt.is_none()).then(|| contains(search)),
            receipt,
            phase: Phase::from_wire(&filter.phase).map(Phase::wire),
            purpose: Purpose::from_wire(&filter.purpose).map(Purpose::wire),
            before: filter.cursor.as_ref().and_then(|c| c.0.parse().ok()),
            limit: PAGE + 1,
        };
        let mut reader = self.house.db.read().await?;
        let rows = sql_desk::list(&mut reader, narrow).await?;
        let place = |row: &ListRow| row.id.0.to_string();
        Ok(page(rows, PAGE, place, |row| self.row(row, false))?)
    }

    pub(super) async fn of_payer(&self, payer: PersonId) -> Outcome<Vec<PaymentRow>> {
        let narrow = Narrow {
            organisation: None,
            payer: Some(payer),
            words: None,
            receipt: None,
            phase: None,
            purpose: None,
            before: None,
            limit: OWN,
        };
        let mut reader = self.house.db.read().await?;
        let rows = sql_desk::list(&mut reader, narrow).await?;
        Ok(rows.into_iter().map(|row| self.row(row, true)).collect::<Result<_>>()?)
    }

    fn row(&self, row: ListRow, own: bool) -> Result<PaymentRow> {
        let number = row
            .year
            .zip(row.number)
            .map(|(year, number)| domain::payments::ReceiptNumber {
                year: i32::try_from(year).unwrap_or_default(),
                number,
            });
        Ok(PaymentRow {
            opened: self.at(row.created_at),
            paid: row.paid_at.map(|at| self.at(at)),
            purpose: Purpose::from_wire(&row.purpose).ok_or_else(|| damaged("reading a payment's purpose"))?,
            amount: sql::money(row.amount, &row.currency)?,
            phase: Phase::from_wire(&row.phase).ok_or_else(|| damaged("reading a payment's phase"))?,
            receipt: number,
            incident: !own && row.incident > 0,
            pay_path: if own {
                pay_link(&self.house, row.id.0)
            } else {
                String::new()
            },
            id: row.id.0,
            what: row.what,
        })
    }

    /// A payment if it is of the actor's organisation; the same answer for foreign and unknown.
    async fn own(&self, h: &mut impl Handle, actor: &Actor, id: IntentId) -> Outcome<Intent> {
        let organisation = actor.organisation()?;
        let found = sql::get(h, id).await?;
        Ok(found
            .filter(|i| i.organisation_id.0 == organisation)
            .ok_or(RefusalCode::NotFound)?)
    }

    pub(super) async fn one(&self, actor: &Actor, id: IntentId) -> Outcome<PaymentView> {
        let mut reader = self.house.db.read().await?;
        let intent = self.own(&mut reader, actor, id).await?;
        let row = sql_desk::row(&mut reader, id).await?.ok_or(RefusalCode::NotFound)?;
        let payer = match &intent.payer_id {
            Some(payer) => sql::person(&mut reader, payer.0).await?.map(|(name, _)| name),
            None => None,
        };
        let taken = self.taken(&mut reader, &intent).await?;
        let refunds = sql_desk::refunds(&mut reader, id).await?;
        let mut receipts = sql_ledger::receipts_of(&mut reader, id).await?;
        receipts.reverse();
        let incidents = sql_desk::incidents(&mut reader, intent.organisation_id.0, Some(id)).await?;
        let history = sql::events(&mut reader, id).await?;
        let entry = |row: sql::EventRow| {
            Ok(PaymentEntry {
                at: self.at(row.at),
                what: row.happening()?,
                by: row.person,
            })
        };
        Ok(PaymentView {
            row: self.row(row, false)?,
            vat: intent.vat(),
            payer,
            may_refund: actor.may(Operation::RefundPayments) && taken.iter().any(|t| t.refundable.minor > 0),
            taken,
            refunds: refunds
                .into_iter()
                .map(|r| self.refund_view(r))
                .collect::<Result<_>>()?,
            receipts: receipts
                .into_iter()
                .map(|r| receipts::view(&self.house, r, |p| self.title(p)))
                .collect::<Result<_>>()?,
            incidents: incidents
                .into_iter()
                .map(|i| self.incident_view(i))
                .collect::<Result<_>>()?,
            history: history.into_iter().map(entry).collect::<Result<_>>()?,
            now: self.at(self.house.now().0),
        })
    }

    async fn taken(&self, h: &mut impl Handle, intent: &Intent) -> Result<Vec<TakenView>> {
        let books = intent.books()?;
        let checkouts = sql_checkouts::of_intent(h, intent.id.0).await?;
        let views = books.taken().iter().map(|taken| {
            let row = checkouts.iter().find(|c| c.id.0 == taken.checkout);
            TakenView {
                checkout: taken.checkout,
                provider: row.map(|c| self.title(&c.provider)).unwrap_or_default(),
                reference: row.and_then(|c| c.reference.clone()).unwrap_or_default(),
                paid: taken.paid,
                refunded: Money::new(taken.refunded, taken.paid.currency),
                refundable: books
                    .refundable(taken.checkout)
                    .unwrap_or(Money::zero(taken.paid.currency)),
            }
        });
        Ok(views.collect())
    }

    fn refund_view(&self, row: RefundLine) -> Result<RefundView> {
        Ok(RefundView {
            amount: sql::money(row.amount, &row.currency)?,
            reason: row.reason,
            by: row.person,
            at: self.at(row.asked_at),
            state: RefundState::from_wire(&row.state).ok_or_else(|| damaged("reading a refund's state"))?,
        })
    }

    fn incident_view(&self, row: IncidentLine) -> Result<IncidentView> {
        let amount = row.amount.zip(row.currency);
        let settled = row.settled_at.map(|at| self.at(at));
        Ok(IncidentView {
            id: row.id.0,
            intent: row.intent_id.map(|i| i.0),
            what: row.what,
            kind: IncidentKind::from_wire(&row.kind).ok_or_else(|| damaged("reading an incident's kind"))?,
            amount: amount
                .map(|(minor, currency)| sql::money(minor, &currency))
                .transpose()?,
            at: self.at(row.at),
            settled: settled.map(|at| (row.note.unwrap_or_default(), row.settled_by.unwrap_or_default(), at)),
        })
    }

    pub(super) async fn order_refund(&self, actor: &Actor, id: IntentId, form: &NewRefund) -> Outcome<()> {
        let organisation = again(|| async {
            let now = self.house.now();
            let mut tx = self.house.db.begin().await?;
            self.own(&mut tx, actor, id).await?;
            let mut intent = sql::take(&mut tx, id).await?.ok_or(RefusalCode::NotFound)?;
            let taken = self.taken(&mut tx, &intent).await?;
            let (checkout, amount, reason) = form.check(&taken)?;
            let refund = RefundId(self.house.outside.uuid7());
            let event = Event::AskRefund {
                refund,
                checkout,
                amount: amount.minor,
            };
            let (books, _) = intent.books()?.apply(event, now).map_err(|_| RefusalCode::Changed)?;
            sql::set_books(&mut tx, &mut intent, &books).await?;
            let row = NewRefundRow {
                id: refund,
                intent: id,
                checkout,
                amount,
                reason: reason.as_str(),
                by: actor.person()?,
            };
            sql_ledger::add_refund(&mut tx, &row, now).await?;
            let note = PaymentHappening::RefundAsked {
                amount,
                reason: reason.to_string(),
            };
            sql::add_event(&mut tx, id, &note, actor, now).await?;
            tx.commit().await?;
            Ok(intent.organisation_id.0)
        })
        .await?;
        self.house.wake.payments.notify_one();
        self.house.live.tell(Nudge::Payment {
            organisation,
            intent: id,
        });
        Ok(())
    }

    pub(super) async fn open_incidents(&self, organisation: OrganisationId) -> Outcome<Vec<IncidentView>> {
        let mut reader = self.house.db.read().await?;
        let rows = sql_desk::incidents(&mut reader, organisation, None).await?;
        Ok(rows.into_iter().map(|i| self.incident_view(i)).collect::<Result<_>>()?)
    }

    pub(super) async fn settle_incident(&self, actor: &Actor, id: PaymentIncidentId, note: &ShortText) -> Outcome<()> {
        let organisation = actor.organisation()?;
        let by = actor.person()?;
        let now: Timestamp = self.house.now();
        let mut tx = self.house.db.begin().await?;
        let intent = sql_desk::incident_intent(&mut tx, id, organisation)
            .await?
            .ok_or(RefusalCode::NotFound)?;
        if sql_desk::settle(&mut tx, id, organisation, by, note.as_str(), now).await? == 0 {
            return Err(RefusalCode::WrongState.into());
        }
        if let Some(intent) = intent {
            let note = PaymentHappening::Settled { note: note.to_string() };
            // Whoever writes this history holds its intent first.
            sql::take(&mut tx, intent).await?;
            sql::add_event(&mut tx, intent, &note, actor, now).await?;
        }
        tx.commit().await?;
        if let Some(intent) = intent {
            self.house.live.tell(Nudge::Payment { organisation, intent });
        }
        Ok(())
    }
}

/// `2026-000123`, or `2026-123` as somebody types it.
fn receipt_number(text: &str) -> Option<(i32, i64)> {
    let (year, number) = text.split_once('-')?;
    let year = year.trim().parse().ok().filter(|y| (2000..3000).contains(y))?;
    Some((year, number.trim().parse().ok()?))
}
