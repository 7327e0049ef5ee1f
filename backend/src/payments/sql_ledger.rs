//! The SQL of refunds, receipts and incidents. Nobody outside this slice imports it.

use domain::ids::{CheckoutId, IntentId, OrganisationId, PaymentIncidentId, PersonId, ReceiptId, RefundId};
use domain::payments::{IncidentKind, ReceiptKind};
use domain::{Money, Timestamp};

use crate::db::{Handle, Text, Tx, all, exec, maybe, one};
use crate::fault::Result;

pub(super) struct NewRefundRow<'a> {
    pub id: RefundId,
    pub intent: IntentId,
    pub checkout: CheckoutId,
    pub amount: Money,
    pub reason: &'a str,
    pub by: PersonId,
}

pub(super) async fn add_refund(tx: &mut Tx, row: &NewRefundRow<'_>, now: Timestamp) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO payment_refunds (id, intent_id, checkout_id, amount, currency, reason, asked_by, asked_at, state, next_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'queued', $8)",
        row.id,
        row.intent,
        row.checkout,
        row.amount.minor,
        row.amount.currency.code(),
        row.reason,
        row.by,
        now
    )?;
    Ok(())
}

#[derive(sqlx::FromRow)]
pub(super) struct RefundRow {
    pub id: Text<RefundId>,
    pub checkout_id: Text<CheckoutId>,
    pub amount: i64,
    pub currency: String,
}

/// Leases refunds that wait for the provider.
pub(super) async fn refunds_due(tx: &mut Tx, now: Timestamp, again_at: Timestamp) -> Result<Vec<RefundRow>> {
    all!(
        tx,
        RefundRow,
        "UPDATE payment_refunds SET next_at = $2, attempts = attempts + 1 WHERE state = 'queued' AND next_at <= $1
         RETURNING id, checkout_id, amount, currency",
        now,
        again_at
    )
}

/// `false` when it had ended before.
pub(super) async fn end_refund(tx: &mut Tx, id: RefundId, state: &str, now: Timestamp) -> Result<bool> {
    let changed = exec!(
        tx,
        "UPDATE payment_refunds SET state = $2, ended_at = $3 WHERE id = $1 AND state = 'queued'",
        id,
        state,
        now
    )?;
    Ok(changed == 1)
}

/// The next number: whoever else writes a receipt of this organisation and year waits until this transaction ends.
pub(super) async fn next_number(tx: &mut Tx, organisation: OrganisationId, year: i32) -> Result<i64> {
    let (number,) = one!(
        tx,
        (i64,),
        "INSERT INTO receipt_counters (organisation_id, year, last) VALUES ($1, $2, 1)
         ON CONFLICT (organisation_id, year) DO UPDATE SET last = receipt_counters.last + 1 RETURNING last",
        organisation,
        year
    )?;
    Ok(number)
}

pub(super) struct NewReceipt<'a> {
    pub id: ReceiptId,
    pub organisation: OrganisationId,
    pub year: i32,
    pub number: i64,
    pub kind: ReceiptKind,
    pub intent: IntentId,
    pub checkout: CheckoutId,
    pub credits: Option<ReceiptId>,
    pub seller: &'a str,
    pub what: &'a str,
    pub gross: Money,
    pub vat_permille: i64,
}

pub(super) async fn add_receipt(tx: &mut Tx, row: &NewReceipt<'_>, now: Timestamp) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO receipts (id, organisation_id, year, number, kind, intent_id, checkout_id, credits_id, issued_at,
             seller, what, gross, currency, vat_permille)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        row.id,
        row.organisation,
        row.year,
        row.number,
        row.kind.wire(),
        row.intent,
        row.checkout,
        row.credits,
        now,
        row.seller,
        row.what,
        row.gross.minor,
        row.gross.currency.code(),
        row.vat_permille
    )?;
    Ok(())
}

#[derive(sqlx::FromRow)]
pub(super) struct ReceiptRow {
    pub id: Text<ReceiptId>,
    pub kind: String,
    pub year: i64,
    pub number: i64,
    pub issued_at: i64,
    pub seller: String,
    pub what: String,
    pub gross: i64,
    pub currency: String,
    pub vat_permille: i64,
    pub provider: String,
    pub reference: Option<String>,
    pub credits_year: Option<i64>,
    pub credits_number: Option<i64>,
}

/// Newest first.
pub(super) async fn receipts_of(h: &mut impl Handle, intent: IntentId) -> Result<Vec<ReceiptRow>> {
    all!(
        h,
        ReceiptRow,
        "SELECT r.id, r.kind, r.year, r.number, r.issued_at, r.seller, r.what, r.gross, r.currency, r.vat_permille,
                c.provider, c.reference, k.year AS credits_year, k.number AS credits_number
         FROM receipts r JOIN payment_checkouts c ON c.id = r.checkout_id LEFT JOIN receipts k ON k.id = r.credits_id
         WHERE r.intent_id = $1 ORDER BY r.year DESC, r.number DESC LIMIT 200",
        intent
    )
}

pub(super) struct NewIncident {
    pub id: PaymentIncidentId,
    pub organisation: OrganisationId,
    pub intent: Option<IntentId>,
    pub kind: IncidentKind,
    pub amount: Option<Money>,
}

pub(super) async fn add_incident(tx: &mut Tx, row: &NewIncident, now: Timestamp) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO payment_incidents (id, organisation_id, intent_id, kind, amount, currency, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        row.id,
        row.organisation,
        row.intent,
        row.kind.wire(),
        row.amount.map(|m| m.minor),
        row.amount.map(|m| m.currency.code()),
        now
    )?;
    Ok(())
}

/// Whom a payment that belongs to nothing is shown to: the bureau, else the oldest organisation.
pub(super) async fn house_organisation(h: &mut impl Handle) -> Result<Option<OrganisationId>> {
    let row = maybe!(
        h,
        (Text<OrganisationId>,),
        "SELECT id FROM organisations ORDER BY bureau DESC, created_at, id LIMIT 1"
    )?;
    Ok(row.map(|(id,)| id.0))
}
