//! The SQL of intents and their history. Nobody outside this slice imports it.

use domain::accounts::Actor;
use domain::ids::{IntentId, OrganisationId, PersonId};
use domain::payments::{Books, PaymentHappening, Purpose, Vat};
use domain::{Currency, Locale, Money, Timestamp};
use uuid::Uuid;

use super::opening::NewIntent;
use crate::db::{Handle, Text, Tx, all, exec, maybe, maybe_by};
use crate::fault::{Fault, FaultKind, Result};

/// One intent, as it is kept.
#[derive(sqlx::FromRow)]
pub(super) struct Intent {
    pub id: Text<IntentId>,
    pub organisation_id: Text<OrganisationId>,
    pub organisation_name: String,
    pub payer_id: Option<Text<PersonId>>,
    pub payer_email_sealed: Option<String>,
    pub payer_locale: String,
    pub purpose: String,
    pub subject: Text<Uuid>,
    pub what: String,
    pub amount: i64,
    pub currency: String,
    pub vat_permille: i64,
    pub return_to: String,
    pub books: String,
    pub version: i64,
    pub expires_at: i64,
    pub paid_at: Option<i64>,
}

fn damaged(doing: &'static str) -> Fault {
    Fault::broken("payments.row", doing)
}

/// An amount as two columns keep it.
pub(super) fn money(minor: i64, currency: &str) -> Result<Money> {
    let currency = Currency::from_code(currency).ok_or_else(|| damaged("reading a stored currency"))?;
    Ok(Money::new(minor, currency))
}

impl Intent {
    pub fn books(&self) -> Result<Books> {
        serde_json::from_str(&self.books).map_err(|e| damaged("reading a payment's books").because(e))
    }

    pub fn amount(&self) -> Result<Money> {
        money(self.amount, &self.currency)
    }

    pub fn vat(&self) -> Vat {
        Vat(u32::try_from(self.vat_permille).unwrap_or_default())
    }

    pub fn purpose(&self) -> Result<Purpose> {
        Purpose::from_wire(&self.purpose).ok_or_else(|| damaged("reading a payment's purpose"))
    }

    pub fn locale(&self) -> Locale {
        Locale::from_code(&self.payer_locale).unwrap_or_default()
    }
}

pub(super) struct NewRow<'a> {
    pub id: IntentId,
    pub intent: &'a NewIntent,
    pub email_sealed: Option<String>,
    pub link_hash: String,
    pub books: Books,
    pub expires_at: Timestamp,
}

fn body<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|e| damaged("writing a payment's books or history").because(e))
}

pub(super) async fn insert(tx: &mut Tx, row: NewRow<'_>, now: Timestamp) -> Result<()> {
    let intent = row.intent;
    exec!(
        tx,
        "INSERT INTO payment_intents (id, organisation_id, payer_id, payer_email_sealed, payer_locale, purpose, subject,
             what, amount, currency, vat_permille, return_to, link_hash, phase, books, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        row.id,
        intent.organisation,
        intent.payer,
        row.email_sealed,
        intent.payer_locale.code(),
        intent.purpose.wire(),
        intent.subject,
        &intent.what,
        intent.amount.minor,
        intent.amount.currency.code(),
        intent.vat_permille,
        &intent.return_to,
        row.link_hash,
        row.books.phase().wire(),
        body(&row.books)?,
        now,
        row.expires_at
    )?;
    Ok(())
}

/// Reads an intent.
pub(super) async fn get(h: &mut impl Handle, id: IntentId) -> Result<Option<Intent>> {
    maybe!(
        h,
        Intent,
        "SELECT i.*, o.name AS organisation_name FROM payment_intents i
         JOIN organisations o ON o.id = i.organisation_id WHERE i.id = $1",
        id
    )
}

/// Reads an intent to change it: whoever else wants to waits.
pub(super) async fn take(tx: &mut Tx, id: IntentId) -> Result<Option<Intent>> {
    maybe_by!(
        tx,
        Intent,
        sqlite: "SELECT i.*, o.name AS organisation_name FROM payment_intents i
                 JOIN organisations o ON o.id = i.organisation_id WHERE i.id = $1",
        postgres: "SELECT i.*, o.name AS organisation_name FROM payment_intents i
                   JOIN organisations o ON o.id = i.organisation_id WHERE i.id = $1 FOR UPDATE OF i",
        id
    )
}

pub(super) async fn by_link(h: &mut impl Handle, hash: &str) -> Result<Option<Intent>> {
    maybe!(
        h,
        Intent,
        "SELECT i.*, o.name AS organisation_name FROM payment_intents i
         JOIN organisations o ON o.id = i.organisation_id WHERE i.link_hash = $1",
        hash
    )
}

/// Writes new books over the version that was read.
pub(super) async fn set_books(tx: &mut Tx, intent: &mut Intent, books: &Books) -> Result<()> {
    let text = body(books)?;
    let paid_at = books.paid_at().map(|at| at.0);
    let changed = exec!(
        tx,
        "UPDATE payment_intents SET phase = $3, books = $4, paid_at = $5, version = version + 1
         WHERE id = $1 AND version = $2",
        intent.id.0,
        intent.version,
        books.phase().wire(),
        &text,
        paid_at
    )?;
    if changed == 0 {
        return Err(Fault::new(
            FaultKind::Conflict,
            "payments.version",
            "writing books that somebody else wrote",
        ));
    }
    intent.version += 1;
    (intent.books, intent.paid_at) = (text, paid_at);
    Ok(())
}

pub(super) async fn add_event(
    tx: &mut Tx,
    id: IntentId,
    event: &PaymentHappening,
    actor: &Actor,
    now: Timestamp,
) -> Result<()> {
    let person = match actor {
        Actor::Person { person, .. } => Some(*person),
        _ => None,
    };
    exec!(
        tx,
        "INSERT INTO payment_events (intent_id, seq, at, body, person_id)
         SELECT $1, COALESCE(MAX(seq), 0) + 1, CAST($2 AS BIGINT), $3, $4 FROM payment_events WHERE intent_id = $1",
        id,
        now,
        body(event)?,
        person
    )?;
    Ok(())
}

#[derive(sqlx::FromRow)]
pub(super) struct EventRow {
    pub at: i64,
    pub body: String,
    pub person: Option<String>,
}

impl EventRow {
    pub fn happening(&self) -> Result<PaymentHappening> {
        serde_json::from_str(&self.body).map_err(|e| damaged("reading a payment's history").because(e))
    }
}

pub(super) async fn events(h: &mut impl Handle, id: IntentId) -> Result<Vec<EventRow>> {
    all!(
        h,
        EventRow,
        "SELECT e.at, e.body, p.name AS person FROM payment_events e LEFT JOIN people p ON p.id = e.person_id
         WHERE e.intent_id = $1 ORDER BY e.seq LIMIT 500",
        id
    )
}

/// Whose a payment is.
#[derive(sqlx::FromRow)]
pub(super) struct PayerRow {
    pub id: Text<IntentId>,
    pub payer_id: Option<Text<PersonId>>,
    pub payer_email_sealed: Option<String>,
}

/// The payments of a person's account, and all that have only an address.
pub(super) async fn of_person(h: &mut impl Handle, person: Option<PersonId>) -> Result<Vec<PayerRow>> {
    all!(
        h,
        PayerRow,
        "SELECT id, payer_id, payer_email_sealed FROM payment_intents
         WHERE payer_id = $1 OR (payer_id IS NULL AND payer_email_sealed IS NOT NULL) ORDER BY id",
        person
    )
}

pub(super) async fn forget_payment(tx: &mut Tx, id: IntentId) -> Result<()> {
    exec!(
        tx,
        "UPDATE payment_intents SET payer_id = NULL, payer_email_sealed = NULL WHERE id = $1",
        id
    )?;
    Ok(())
}

pub(super) async fn person(h: &mut impl Handle, id: PersonId) -> Result<Option<(String, String)>> {
    maybe!(h, (String, String), "SELECT name, email FROM people WHERE id = $1", id)
}
