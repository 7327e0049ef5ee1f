//! What the bureau's managers ask and see of payments: lists, one payment, refunds, incidents, the day's reconciliation.

use serde::{Deserialize, Serialize};

use super::{IncidentKind, Phase, Purpose, ReceiptKind, ReceiptNumber, ReceiptView, RefundState, Vat};
use crate::ids::{CheckoutId, IntentId, PaymentIncidentId};
use crate::{Cursor, FormCheck, Moment, Money, Refusal, RefusalCode, ShortText};

/// A form: what list of payments is wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PaymentFilter {
    /// A receipt's number, or words of what it was for.
    pub search: String,
    /// A [`Phase::wire`]; empty: all.
    pub phase: String,
    /// A [`Purpose::wire`]; empty: all.
    pub purpose: String,
    /// Where to go on.
    pub cursor: Option<Cursor>,
}

/// One row of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentRow {
    /// Which.
    pub id: IntentId,
    /// When it was asked for.
    pub opened: Moment,
    /// When it was paid.
    pub paid: Option<Moment>,
    /// What for.
    pub what: String,
    /// For which slice.
    pub purpose: Purpose,
    /// The gross amount.
    pub amount: Money,
    /// Where it stands.
    pub phase: Phase,
    /// The newest receipt.
    pub receipt: Option<ReceiptNumber>,
    /// Whether a human must look.
    pub incident: bool,
    /// The local path of its pay page, for its payer. Empty for staff.
    pub pay_path: String,
}

/// One payment, for staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentView {
    /// The same as in the list.
    pub row: PaymentRow,
    /// The rate of tax.
    pub vat: Vat,
    /// Who pays, if they have an account.
    pub payer: Option<String>,
    /// What came in, each with what of it can still be given back.
    pub taken: Vec<TakenView>,
    /// Orders to give back.
    pub refunds: Vec<RefundView>,
    /// Receipts and credit notes, oldest first.
    pub receipts: Vec<ReceiptView>,
    /// What a human must look at, or has.
    pub incidents: Vec<IncidentView>,
    /// What happened, oldest first.
    pub history: Vec<PaymentEntry>,
    /// Whether whoever asks may give money back.
    pub may_refund: bool,
    /// Now, for "3 minutes ago".
    pub now: Moment,
}

/// Money that came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenView {
    /// Through which checkout.
    pub checkout: CheckoutId,
    /// The provider's name for people.
    pub provider: String,
    /// The provider's own number.
    pub reference: String,
    /// How much.
    pub paid: Money,
    /// How much of it went back.
    pub refunded: Money,
    /// How much could go back now.
    pub refundable: Money,
}

/// An order to give money back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundView {
    /// How much.
    pub amount: Money,
    /// Why.
    pub reason: String,
    /// Who wanted it.
    pub by: String,
    /// When.
    pub at: Moment,
    /// What became of it.
    pub state: RefundState,
}

/// Something that a human must look at, or has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentView {
    /// Which.
    pub id: PaymentIncidentId,
    /// Of which payment; none when nobody knows.
    pub intent: Option<IntentId>,
    /// What that payment was for.
    pub what: Option<String>,
    /// What is the matter.
    pub kind: IncidentKind,
    /// About how much.
    pub amount: Option<Money>,
    /// When.
    pub at: Moment,
    /// What was done about it, by whom and when.
    pub settled: Option<(String, String, Moment)>,
}

/// One fact of a payment's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PaymentHappening {
    /// Somebody was asked to pay.
    Opened,
    /// The payer went to the provider's page.
    WentToPay,
    /// The provider declined.
    Declined,
    /// The payer left the provider's page without paying, or it closed by itself.
    Abandoned,
    /// The provider has not made up its mind.
    Processing,
    /// It is paid.
    Paid {
        /// So much.
        amount: Money,
    },
    /// More came than was due.
    Surplus {
        /// So much.
        amount: Money,
    },
    /// Not what was due came.
    Mismatch {
        /// So much.
        amount: Money,
    },
    /// A receipt or credit note was written.
    Receipt {
        /// Which sort.
        receipt: ReceiptKind,
        /// Its number.
        number: ReceiptNumber,
    },
    /// A manager wants money given back.
    RefundAsked {
        /// So much.
        amount: Money,
        /// Why.
        reason: String,
    },
    /// The provider gave money back.
    Refunded {
        /// So much.
        amount: Money,
        /// Whether nothing is left.
        full: bool,
    },
    /// The provider refused to give money back.
    RefundFailed {
        /// So much.
        amount: Money,
    },
    /// The time to pay is over.
    Expired,
    /// Whoever asked for the money no longer wants it.
    Withdrawn,
    /// Somebody looked at what was the matter.
    Settled {
        /// What was done.
        note: String,
    },
}

/// A line of the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentEntry {
    /// When.
    pub at: Moment,
    /// What.
    pub what: PaymentHappening,
    /// By whom, if by a person of the house.
    pub by: Option<String>,
}

/// A form: give money back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NewRefund {
    /// Of which payment: a checkout's id.
    pub checkout: String,
    /// How much, as typed.
    pub amount: String,
    /// Why.
    pub reason: String,
}

impl NewRefund {
    /// Checks the form against what could be given back.
    ///
    /// # Errors
    /// `Form` with every field that must change.
    pub fn check(&self, taken: &[TakenView]) -> Result<(CheckoutId, Money, ShortText), Refusal> {
        let mut form = FormCheck::default();
        let of = taken.iter().find(|t| t.checkout.to_string() == self.checkout);
        let of = form.take("checkout", of.ok_or(RefusalCode::NotAChoice));
        let reason = form.take("reason", ShortText::parse(&self.reason));
        let amount = of.and_then(|of| {
            let amount = form.take("amount", Money::parse(&self.amount, of.paid.currency))?;
            if amount.minor == 0 || amount.minor > of.refundable.minor {
                form.refuse("amount", RefusalCode::OutOfRange);
            }
            Some(amount)
        });
        form.finish()?;
        match (of, amount, reason) {
            (Some(of), Some(amount), Some(reason)) => Ok((of.checkout, amount, reason)),
            _ => Err(Refusal::act(RefusalCode::Form)),
        }
    }
}

/// A form: which day's list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DayFilter {
    /// `2026-11-22`, by the seller's calendar; empty: today.
    pub day: String,
}

/// What moved at a checkout, by one side's books.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Movement {
    /// So much came in.
    pub paid: Money,
    /// So much of it went back.
    pub refunded: Money,
}

/// One checkout, by our books and by the provider's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReconciliationRow {
    /// The provider's name for people.
    pub provider: String,
    /// The provider's own number.
    pub reference: String,
    /// When the checkout began.
    pub at: Moment,
    /// Which payment; none when it is not in our books.
    pub intent: Option<IntentId>,
    /// What for.
    pub what: Option<String>,
    /// By our books.
    pub ours: Option<Movement>,
    /// By the provider's.
    pub theirs: Option<Movement>,
}

impl ReconciliationRow {
    /// Whether both say the same. A checkout that moved no money need not be in both books.
    pub fn agrees(&self) -> bool {
        let moved = |m: &Movement| (m.paid.minor != 0 || m.refunded.minor != 0).then_some(*m);
        self.ours.as_ref().and_then(moved) == self.theirs.as_ref().and_then(moved)
    }
}

/// A day's checkouts side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reconciliation {
    /// The day: `2026-11-22`.
    pub day: String,
    /// The day before.
    pub before: String,
    /// The day after; none today.
    pub after: Option<String>,
    /// All of them, differences first.
    pub rows: Vec<ReconciliationRow>,
    /// Providers that did not answer: the list is not complete.
    pub silent: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency;

    fn taken() -> Vec<TakenView> {
        let money = |minor| Money::new(minor, Currency::Eur);
        vec![TakenView {
            checkout: CheckoutId(uuid::Uuid::nil()),
            provider: "Test".into(),
            reference: "x".into(),
            paid: money(1_000),
            refunded: money(200),
            refundable: money(800),
        }]
    }

    #[test]
    fn a_refund_is_checked_against_what_is_left() {
        let form = |amount: &str, reason: &str| NewRefund {
            checkout: taken()[0].checkout.to_string(),
            amount: amount.into(),
            reason: reason.into(),
        };
        let (_, amount, _) = form("8,00", "broken key").check(&taken()).unwrap();
        assert_eq!(amount.minor, 800);
        let at = |form: NewRefund, field| form.check(&taken()).unwrap_err().at(field);
        assert_eq!(at(form("8.01", "x"), "amount"), Some(RefusalCode::OutOfRange));
        assert_eq!(at(form("0", "x"), "amount"), Some(RefusalCode::OutOfRange));
        assert_eq!(at(form("abc", "x"), "amount"), Some(RefusalCode::NotAnAmount));
        assert_eq!(at(form("1", " "), "reason"), Some(RefusalCode::Missing));
        assert_eq!(at(NewRefund::default(), "checkout"), Some(RefusalCode::NotAChoice));
    }
}
