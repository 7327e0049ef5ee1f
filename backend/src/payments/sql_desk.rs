//! The SQL of lists: for managers, for payers, for the day's reconciliation. Nobody outside this slice imports it.

use domain::Timestamp;
use domain::ids::{IntentId, OrganisationId, PaymentIncidentId, PersonId};

use crate::db::{Handle, Text, Tx, all, exec, maybe};
use crate::fault::Result;

/// A row of a list.
#[derive(sqlx::FromRow)]
pub(super) struct ListRow {
    pub id: Text<IntentId>,
    pub created_at: i64,
    pub paid_at: Option<i64>,
    pub what: String,
    pub purpose: String,
    pub amount: i64,
    pub currency: String,
    pub phase: String,
    pub year: Option<i64>,
    pub number: Option<i64>,
    pub incident: i64,
}

/// What a list is narrowed to, as the query takes it.
pub(super) struct Narrow {
    pub organisation: Option<OrganisationId>,
    pub payer: Option<PersonId>,
    /// A LIKE pattern over what it was for, in lower case, with `!` as the escape.
    pub words: Option<String>,
    /// A receipt's number.
    pub receipt: Option<(i32, i64)>,
    pub phase: Option<&'static str>,
    pub purpose: Option<&'static str>,
    /// Older than this one.
    pub before: Option<IntentId>,
    pub limit: i64,
}

/// Newest first: ids are ordered by time.
pub(super) async fn list(h: &mut impl Handle, narrow: Narrow) -> Result<Vec<ListRow>> {
    let (year, number) = narrow.receipt.unzip();
    all!(
        h,
        ListRow,
        "SELECT i.id, i.created_at, i.paid_at, i.what, i.purpose, i.amount, i.currency, i.phase, r.year, r.number,
                (SELECT COUNT(*) FROM payment_incidents n WHERE n.intent_id = i.id AND n.settled_at IS NULL) AS incident
         FROM payment_intents i
         LEFT JOIN receipts r ON r.id = (SELECT k.id FROM receipts k WHERE k.intent_id = i.id
              ORDER BY k.year DESC, k.number DESC LIMIT 1)
         WHERE (CAST($1 AS TEXT) IS NULL OR i.organisation_id = $1)
           AND (CAST($2 AS TEXT) IS NULL OR i.payer_id = $2)
           AND (CAST($3 AS TEXT) IS NULL OR LOWER(i.what) LIKE $3 ESCAPE '!')
           AND (CAST($4 AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM receipts k WHERE k.intent_id = i.id
                AND k.year = $4 AND k.number = CAST($5 AS BIGINT)))
           AND (CAST($6 AS TEXT) IS NULL OR i.phase = $6)
           AND (CAST($7 AS TEXT) IS NULL OR i.purpose = $7)
           AND (CAST($8 AS TEXT) IS NULL OR i.id < $8)
         ORDER BY i.id DESC LIMIT $9",
        narrow.organisation,
        narrow.payer,
        narrow.words,
        year,
        number,
        narrow.phase,
        narrow.purpose,
        narrow.before,
        narrow.limit
    )
}

/// One of them.
pub(super) async fn row(h: &mut impl Handle, id: IntentId) -> Result<Option<ListRow>> {
    maybe!(
        h,
        ListRow,
        "SELECT i.id, i.created_at, i.paid_at, i.what, i.purpose, i.amount, i.currency, i.phase, r.year, r.number,
                (SELECT COUNT(*) FROM payment_incidents n WHERE n.intent_id = i.id AND n.settled_at IS NULL) AS incident
         FROM payment_intents i
         LEFT JOIN receipts r ON r.id = (SELECT k.id FROM receipts k WHERE k.intent_id = i.id
              ORDER BY k.year DESC, k.number DESC LIMIT 1)
         WHERE i.id = $1",
        id
    )
}

#[derive(sqlx::FromRow)]
pub(super) struct RefundLine {
    pub amount: i64,
    pub currency: String,
    pub reason: String,
    pub person: String,
    pub asked_at: i64,
    pub state: String,
}

pub(super) async fn refunds(h: &mut impl Handle, id: IntentId) -> Result<Vec<RefundLine>> {
    all!(
        h,
        RefundLine,
        "SELECT f.amount, f.currency, f.reason, p.name AS person, f.asked_at, f.state
         FROM payment_refunds f JOIN people p ON p.id = f.asked_by WHERE f.intent_id = $1 ORDER BY f.id LIMIT 200",
        id
    )
}

#[derive(sqlx::FromRow)]
pub(super) struct IncidentLine {
    pub id: Text<PaymentIncidentId>,
    pub intent_id: Option<Text<IntentId>>,
    pub what: Option<String>,
    pub kind: String,
    pub amount: Option<i64>,
    pub currency: Option<String>,
    pub at: i64,
    pub settled_at: Option<i64>,
    pub settled_by: Option<String>,
    pub note: Option<String>,
}

/// Of one payment all of them, else the open ones of an organisation.
pub(super) async fn incidents(
    h: &mut impl Handle,
    organisation: OrganisationId,
    intent: Option<IntentId>,
) -> Result<Vec<IncidentLine>> {
    all!(
        h,
        IncidentLine,
        "SELECT n.id, n.intent_id, i.what, n.kind, n.amount, n.currency, n.at, n.settled_at, p.name AS settled_by, n.note
         FROM payment_incidents n LEFT JOIN payment_intents i ON i.id = n.intent_id
         LEFT JOIN people p ON p.id = n.settled_by
         WHERE n.organisation_id = $1
           AND (n.intent_id = CAST($2 AS TEXT) OR (CAST($2 AS TEXT) IS NULL AND n.settled_at IS NULL))
         ORDER BY n.at, n.id LIMIT 200",
        organisation,
        intent
    )
}

/// Gives the payment that it was about, if it was open and of this organisation.
pub(super) async fn settle(
    tx: &mut Tx,
    id: PaymentIncidentId,
    organisation: OrganisationId,
    by: PersonId,
    note: &str,
    now: Timestamp,
) -> Result<u64> {
    exec!(
        tx,
        "UPDATE payment_incidents SET settled_at = $3, settled_by = $4, note = $5
         WHERE id = $1 AND organisation_id = $2 AND settled_at IS NULL",
        id,
        organisation,
        now,
        by,
        note
    )
}

pub(super) async fn incident_intent(
    h: &mut impl Handle,
    id: PaymentIncidentId,
    organisation: OrganisationId,
) -> Result<Option<Option<IntentId>>> {
    let row = maybe!(
        h,
        (Option<Text<IntentId>>,),
        "SELECT intent_id FROM payment_incidents WHERE id = $1 AND organisation_id = $2",
        id,
        organisation
    )?;
    Ok(row.map(|(intent,)| intent.map(|i| i.0)))
}

/// Intents whose time to pay is over.
pub(super) async fn expired(h: &mut impl Handle, now: Timestamp) -> Result<Vec<(Text<IntentId>,)>> {
    all!(
        h,
        (Text<IntentId>,),
        "SELECT id FROM payment_intents WHERE phase = 'waiting' AND expires_at < $1 ORDER BY expires_at LIMIT 100",
        now
    )
}

/// A checkout of a day, with the books of its intent.
#[derive(sqlx::FromRow)]
pub(super) struct DayRow {
    pub checkout: Text<domain::ids::CheckoutId>,
    pub intent: Text<IntentId>,
    pub provider: String,
    pub reference: Option<String>,
    pub created_at: i64,
    pub what: String,
    pub books: String,
    pub organisation_id: Text<OrganisationId>,
}

pub(super) async fn of_day(h: &mut impl Handle, from: Timestamp, to: Timestamp) -> Result<Vec<DayRow>> {
    all!(
        h,
        DayRow,
        "SELECT c.id AS checkout, i.id AS intent, c.provider, c.reference, c.created_at, i.what, i.books, i.organisation_id
         FROM payment_checkouts c JOIN payment_intents i ON i.id = c.intent_id
         WHERE c.created_at >= $1 AND c.created_at < $2 ORDER BY c.created_at LIMIT 5000",
        from,
        to
    )
}
