//! The books of the provider that only plays. Nobody outside it reads them.

use domain::Timestamp;
use domain::ids::{CheckoutId, RefundId};

use crate::db::{Handle, Tx, all, exec, maybe};
use crate::fault::Result;
use crate::payments::provider::{Ask, RefundAsk};

/// One page.
#[derive(sqlx::FromRow)]
pub(super) struct Session {
    pub reference: String,
    pub checkout_id: String,
    pub what: String,
    pub amount: i64,
    pub currency: String,
    pub paid: i64,
    pub refunded: i64,
    pub state: String,
    pub settles_at: Option<i64>,
    pub back: String,
    pub created_at: i64,
    pub expires_at: i64,
}

pub(super) async fn insert(tx: &mut Tx, reference: &str, ask: &Ask, back: &str, now: Timestamp) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO test_pay_sessions (reference, checkout_id, what, amount, currency, state, back, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, 'open', $6, $7, $8)",
        reference,
        ask.checkout,
        &ask.what,
        ask.amount.minor,
        ask.amount.currency.code(),
        back,
        now,
        ask.until
    )?;
    Ok(())
}

/// The same page once more, as if it had been charged again.
pub(super) async fn copy(tx: &mut Tx, reference: &str, second: &str, now: Timestamp) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO test_pay_sessions (reference, checkout_id, what, amount, currency, paid, state, back, created_at, expires_at)
         SELECT $2, checkout_id, what, amount, currency, paid, state, back, CAST($3 AS BIGINT), expires_at
         FROM test_pay_sessions WHERE reference = $1",
        reference,
        second,
        now
    )?;
    Ok(())
}

pub(super) async fn get(h: &mut impl Handle, reference: &str) -> Result<Option<Session>> {
    maybe!(
        h,
        Session,
        "SELECT * FROM test_pay_sessions WHERE reference = $1",
        reference
    )
}

pub(super) async fn by_checkout(h: &mut impl Handle, checkout: CheckoutId) -> Result<Option<String>> {
    let row = maybe!(
        h,
        (String,),
        "SELECT reference FROM test_pay_sessions WHERE checkout_id = $1 ORDER BY created_at LIMIT 1",
        checkout
    )?;
    Ok(row.map(|(reference,)| reference))
}

/// `false` when it was played before.
pub(super) async fn play(
    tx: &mut Tx,
    reference: &str,
    paid: i64,
    state: &str,
    settles: Option<Timestamp>,
) -> Result<bool> {
    let changed = exec!(
        tx,
        "UPDATE test_pay_sessions SET paid = $2, state = $3, settles_at = $4 WHERE reference = $1 AND state = 'open'",
        reference,
        paid,
        state,
        settles
    )?;
    Ok(changed == 1)
}

pub(super) async fn refund_known(h: &mut impl Handle, refund: RefundId) -> Result<bool> {
    let row = maybe!(
        h,
        (String,),
        "SELECT refund_id FROM test_pay_refunds WHERE refund_id = $1",
        refund
    )?;
    Ok(row.is_some())
}

pub(super) async fn refund(tx: &mut Tx, ask: &RefundAsk) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO test_pay_refunds (refund_id, reference, amount) VALUES ($1, $2, $3)",
        ask.refund,
        &ask.reference,
        ask.amount.minor
    )?;
    exec!(
        tx,
        "UPDATE test_pay_sessions SET refunded = refunded + $2 WHERE reference = $1",
        &ask.reference,
        ask.amount.minor
    )?;
    Ok(())
}

pub(super) async fn of_day(h: &mut impl Handle, from: Timestamp, to: Timestamp) -> Result<Vec<Session>> {
    all!(
        h,
        Session,
        "SELECT * FROM test_pay_sessions WHERE created_at >= $1 AND created_at < $2 ORDER BY created_at LIMIT 5000",
        from,
        to
    )
}

#[derive(sqlx::FromRow)]
pub(super) struct WordRow {
    pub event_id: String,
    pub reference: String,
    pub kind: String,
}

pub(super) async fn add_word(tx: &mut Tx, event_id: &str, reference: &str, kind: &str, due: Timestamp) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO test_pay_words (event_id, reference, kind, due_at) VALUES ($1, $2, $3, $4)",
        event_id,
        reference,
        kind,
        due
    )?;
    Ok(())
}

pub(super) async fn words_due(h: &mut impl Handle, now: Timestamp) -> Result<Vec<WordRow>> {
    all!(
        h,
        WordRow,
        "SELECT event_id, reference, kind FROM test_pay_words WHERE sent_at IS NULL AND due_at <= $1
         ORDER BY due_at, event_id LIMIT 50",
        now
    )
}

pub(super) async fn word_sent(tx: &mut Tx, event_id: &str, now: Timestamp) -> Result<()> {
    exec!(
        tx,
        "UPDATE test_pay_words SET sent_at = $2 WHERE event_id = $1",
        event_id,
        now
    )?;
    Ok(())
}

#[cfg(test)]
pub(super) async fn set(tx: &mut Tx, reference: &str, paid: domain::Money, refunded: i64) -> Result<()> {
    exec!(
        tx,
        "UPDATE test_pay_sessions SET paid = $2, currency = $3, refunded = $4, state = 'paid' WHERE reference = $1",
        reference,
        paid.minor,
        paid.currency.code(),
        refunded
    )?;
    Ok(())
}
