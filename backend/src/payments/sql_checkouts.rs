//! The SQL of checkouts and of what providers told. Nobody outside this slice imports it.

use domain::Timestamp;
use domain::ids::{CheckoutId, IntentId};

use super::provider::{Standing, Word};
use crate::db::{Handle, Text, Tx, all, exec, maybe};
use crate::fault::Result;

/// One visit to a provider's page, as it is kept.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Checkout {
    pub id: Text<CheckoutId>,
    pub intent_id: Text<IntentId>,
    pub provider: String,
    pub reference: Option<String>,
    pub url_sealed: Option<String>,
    pub state: String,
    pub payment_ref: Option<String>,
    pub expires_at: i64,
}

pub(super) async fn begin(
    tx: &mut Tx,
    id: CheckoutId,
    intent: IntentId,
    provider: &str,
    until: Timestamp,
    look_at: Timestamp,
    now: Timestamp,
) -> Result<bool> {
    // Of two first clicks one makes the row, and the other finds it.
    let made = exec!(
        tx,
        "INSERT INTO payment_checkouts (id, intent_id, provider, state, created_at, expires_at, look_at)
         VALUES ($1, $2, $3, 'opening', $4, $5, $6) ON CONFLICT DO NOTHING",
        id,
        intent,
        provider,
        now,
        until,
        look_at
    )?;
    Ok(made == 1)
}

/// A page of the provider's that carries one of our intents and is none that we opened.
pub(super) async fn adopt(
    tx: &mut Tx,
    id: CheckoutId,
    intent: IntentId,
    provider: &str,
    reference: &str,
    now: Timestamp,
) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO payment_checkouts (id, intent_id, provider, reference, state, created_at, expires_at, look_at, ended_at)
         VALUES ($1, $2, $3, $4, 'paid', $5, $5, $5, $5)",
        id,
        intent,
        provider,
        reference,
        now
    )?;
    Ok(())
}

/// The provider answered: where the payer is sent. Only while it waits for that answer.
pub(super) async fn opened(
    tx: &mut Tx,
    id: CheckoutId,
    reference: &str,
    url_sealed: &str,
    until: Timestamp,
) -> Result<bool> {
    let changed = exec!(
        tx,
        "UPDATE payment_checkouts SET reference = $2, url_sealed = $3, expires_at = $4, state = 'open'
         WHERE id = $1 AND state = 'opening'",
        id,
        reference,
        url_sealed,
        until
    )?;
    Ok(changed == 1)
}

pub(super) async fn live(h: &mut impl Handle, intent: IntentId) -> Result<Option<Checkout>> {
    maybe!(
        h,
        Checkout,
        "SELECT id, intent_id, provider, reference, url_sealed, state, payment_ref, expires_at FROM payment_checkouts
         WHERE intent_id = $1 AND ended_at IS NULL",
        intent
    )
}

pub(super) async fn newest(h: &mut impl Handle, intent: IntentId) -> Result<Option<Checkout>> {
    maybe!(
        h,
        Checkout,
        "SELECT id, intent_id, provider, reference, url_sealed, state, payment_ref, expires_at FROM payment_checkouts
         WHERE intent_id = $1 ORDER BY id DESC LIMIT 1",
        intent
    )
}

pub(super) async fn of_intent(h: &mut impl Handle, intent: IntentId) -> Result<Vec<Checkout>> {
    all!(
        h,
        Checkout,
        "SELECT id, intent_id, provider, reference, url_sealed, state, payment_ref, expires_at FROM payment_checkouts
         WHERE intent_id = $1 ORDER BY id LIMIT 200",
        intent
    )
}

pub(super) async fn get(h: &mut impl Handle, id: CheckoutId) -> Result<Option<Checkout>> {
    maybe!(
        h,
        Checkout,
        "SELECT id, intent_id, provider, reference, url_sealed, state, payment_ref, expires_at FROM payment_checkouts
         WHERE id = $1",
        id
    )
}

pub(super) async fn by_reference(h: &mut impl Handle, provider: &str, reference: &str) -> Result<Option<Checkout>> {
    maybe!(
        h,
        Checkout,
        "SELECT id, intent_id, provider, reference, url_sealed, state, payment_ref, expires_at FROM payment_checkouts
         WHERE provider = $1 AND reference = $2",
        provider,
        reference
    )
}

/// Writes where a checkout stands. What was paid stays paid, whatever an old answer says.
pub(super) async fn stand(
    tx: &mut Tx,
    id: CheckoutId,
    reference: &str,
    standing: Standing,
    payment: Option<&str>,
    now: Timestamp,
) -> Result<bool> {
    let ended = match standing {
        Standing::Open | Standing::Processing => None,
        Standing::Paid | Standing::Declined | Standing::Expired => Some(now),
    };
    let changed = exec!(
        tx,
        "UPDATE payment_checkouts SET state = $3, reference = COALESCE(reference, $2),
                payment_ref = COALESCE($4, payment_ref), ended_at = COALESCE(ended_at, $5)
         WHERE id = $1 AND state <> 'paid' AND state <> $3 AND (ended_at IS NULL OR $3 = 'paid')",
        id,
        reference,
        standing.wire(),
        payment,
        ended
    )?;
    Ok(changed == 1)
}

/// Leases checkouts that nobody told us of for a while, oldest first.
pub(super) async fn to_look_at(tx: &mut Tx, now: Timestamp, again_at: Timestamp) -> Result<Vec<(Text<CheckoutId>,)>> {
    all!(
        tx,
        (Text<CheckoutId>,),
        "UPDATE payment_checkouts SET look_at = $2 WHERE id IN
             (SELECT id FROM payment_checkouts WHERE ended_at IS NULL AND look_at <= $1 ORDER BY look_at LIMIT 20)
           AND look_at <= $1 RETURNING id",
        now,
        again_at
    )
}

/// A checkout that the provider never answered for is over.
pub(super) async fn give_up(tx: &mut Tx, id: CheckoutId, now: Timestamp) -> Result<()> {
    exec!(
        tx,
        "UPDATE payment_checkouts SET state = 'expired', ended_at = $2
         WHERE id = $1 AND state = 'opening' AND expires_at <= $2",
        id,
        now
    )?;
    Ok(())
}

/// Keeps a provider's word before anybody acts on it; `false` when it is known.
pub(super) async fn keep_word(tx: &mut Tx, provider: &str, word: &Word, now: Timestamp, next: Timestamp) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO provider_words (provider, event_id, kind, reference, received_at, next_at, done_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
        provider,
        &word.event_id,
        &word.kind,
        word.reference.as_deref(),
        now,
        next,
        word.reference.is_none().then_some(now)
    )?;
    Ok(())
}

pub(super) async fn word_is_done(h: &mut impl Handle, provider: &str, event_id: &str) -> Result<bool> {
    let row = maybe!(
        h,
        (Option<i64>,),
        "SELECT done_at FROM provider_words WHERE provider = $1 AND event_id = $2",
        provider,
        event_id
    )?;
    Ok(row.is_some_and(|(done,)| done.is_some()))
}

pub(super) async fn word_done(tx: &mut Tx, provider: &str, event_id: &str, now: Timestamp) -> Result<()> {
    exec!(
        tx,
        "UPDATE provider_words SET done_at = $3 WHERE provider = $1 AND event_id = $2 AND done_at IS NULL",
        provider,
        event_id,
        now
    )?;
    Ok(())
}

#[derive(sqlx::FromRow)]
pub(super) struct WordRow {
    pub provider: String,
    pub event_id: String,
    pub reference: Option<String>,
}

/// Leases words that were kept and not acted upon: the provider did not answer, or the process died.
pub(super) async fn words_due(tx: &mut Tx, now: Timestamp, again_at: Timestamp) -> Result<Vec<WordRow>> {
    all!(
        tx,
        WordRow,
        "UPDATE provider_words SET next_at = $2, attempts = attempts + 1 WHERE done_at IS NULL AND next_at <= $1
         RETURNING provider, event_id, reference",
        now,
        again_at
    )
}
