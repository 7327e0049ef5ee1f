//! The SQL of purchases (cover and tags), of transfers, and of the figures.

use domain::ids::{DealerId, IntentId, KeyId, OfferId, OrganisationId, PersonId, ProductId, PurchaseId};
use domain::{Money, Timestamp};
use uuid::Uuid;

use super::sql::{damaged, money};
use crate::db::{Handle, Text, Tx, all, exec, maybe};
use crate::fault::Result;

/// One purchase, as it is kept.
#[derive(sqlx::FromRow)]
pub(super) struct PurchaseRow {
    pub id: Text<PurchaseId>,
    pub product_id: Text<ProductId>,
    pub key_id: Text<KeyId>,
    pub buyer_id: Text<PersonId>,
    pub what: String,
    pub days: i64,
    currency: String,
    amount_minor: i64,
    pub intent_id: Option<Text<IntentId>>,
    pub state: String,
    pub ship_to_sealed: Option<String>,
    pub created_at: i64,
    pub paid_at: Option<i64>,
    pub sent_at: Option<i64>,
}

impl PurchaseRow {
    pub fn amount(&self) -> Result<Money> {
        money(Some(self.amount_minor), Some(&self.currency))?.ok_or_else(|| damaged("reading a purchase"))
    }

    pub fn days(&self) -> u16 {
        u16::try_from(self.days).unwrap_or_default()
    }
}

macro_rules! purchase_query {
    ($rest:literal) => {
        concat!(
            "SELECT id, product_id, key_id, buyer_id, what, days, currency, amount_minor, intent_id, state, ship_to_sealed,
                    created_at, paid_at, sent_at FROM tag_purchases WHERE ",
            $rest
        )
    };
}

pub(super) async fn purchase(h: &mut impl Handle, id: PurchaseId) -> Result<Option<PurchaseRow>> {
    maybe!(h, PurchaseRow, purchase_query!("id = $1"), id)
}

/// What waits to be paid for a key.
pub(super) async fn open_purchase(h: &mut impl Handle, key: KeyId) -> Result<Option<PurchaseRow>> {
    maybe!(h, PurchaseRow, purchase_query!("key_id = $1 AND state = 'open'"), key)
}

/// Somebody's purchases of tags, newest first.
pub(super) async fn purchases_of(h: &mut impl Handle, buyer: PersonId) -> Result<Vec<PurchaseRow>> {
    all!(
        h,
        PurchaseRow,
        purchase_query!("buyer_id = $1 AND what = 'tag' AND state <> 'void' ORDER BY id DESC LIMIT 200"),
        buyer
    )
}

/// Paid tags that nobody has sent, oldest first.
pub(super) async fn to_send(h: &mut impl Handle, organisation: OrganisationId) -> Result<Vec<PurchaseRow>> {
    all!(
        h,
        PurchaseRow,
        purchase_query!(
            "organisation_id = $1 AND what = 'tag' AND state = 'paid' AND sent_at IS NULL ORDER BY id LIMIT 500"
        ),
        organisation
    )
}

/// Tags that nobody has paid since, for giving them back to the shop.
pub(super) async fn stale(h: &mut impl Handle, before: Timestamp, limit: i64) -> Result<Vec<PurchaseRow>> {
    all!(
        h,
        PurchaseRow,
        purchase_query!("what = 'tag' AND state = 'open' AND created_at < $1 ORDER BY id LIMIT $2"),
        before,
        limit
    )
}

pub(super) struct NewPurchase {
    pub id: PurchaseId,
    pub organisation: OrganisationId,
    pub product: ProductId,
    pub key: KeyId,
    pub buyer: PersonId,
    pub what: &'static str,
    pub days: u16,
    pub amount: Money,
    pub offer: Option<OfferId>,
    pub ship_to_sealed: Option<String>,
}

pub(super) async fn insert_purchase(tx: &mut Tx, new: &NewPurchase, now: Timestamp) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO tag_purchases (id, organisation_id, product_id, key_id, buyer_id, what, days, currency, amount_minor,
             offer_id, state, ship_to_sealed, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open', $11, $12)",
        new.id,
        new.organisation,
        new.product,
        new.key,
        new.buyer,
        new.what,
        new.days,
        new.amount.currency.code(),
        new.amount.minor,
        new.offer,
        new.ship_to_sealed.as_deref(),
        now
    )
    .map(drop)
}

pub(super) async fn set_intent(tx: &mut Tx, id: PurchaseId, intent: IntentId) -> Result<()> {
    exec!(tx, "UPDATE tag_purchases SET intent_id = $2 WHERE id = $1", id, intent).map(drop)
}

/// The money came: an open purchase becomes paid, and one that was refunded and paid anew; 0 when it was paid before.
pub(super) async fn set_paid(tx: &mut Tx, id: PurchaseId, now: Timestamp) -> Result<u64> {
    exec!(
        tx,
        "UPDATE tag_purchases SET state = 'paid', paid_at = $2 WHERE id = $1 AND state IN ('open', 'refunded')",
        id,
        now
    )
}

/// All of it was given back; 0 when it was not paid.
pub(super) async fn set_refunded(tx: &mut Tx, id: PurchaseId) -> Result<u64> {
    exec!(
        tx,
        "UPDATE tag_purchases SET state = 'refunded' WHERE id = $1 AND state = 'paid'",
        id
    )
}

/// Nobody wants it any more; 0 when it was paid.
pub(super) async fn set_void(tx: &mut Tx, id: PurchaseId) -> Result<u64> {
    exec!(
        tx,
        "UPDATE tag_purchases SET state = 'void', ship_to_sealed = NULL WHERE id = $1 AND state = 'open'",
        id
    )
}

pub(super) async fn set_sent(tx: &mut Tx, organisation: OrganisationId, id: PurchaseId, now: Timestamp) -> Result<u64> {
    exec!(
        tx,
        "UPDATE tag_purchases SET sent_at = $3, ship_to_sealed = NULL
         WHERE id = $1 AND organisation_id = $2 AND what = 'tag' AND state = 'paid' AND sent_at IS NULL",
        id,
        organisation,
        now
    )
}

#[derive(sqlx::FromRow)]
pub(super) struct TransferRow {
    pub id: Text<Uuid>,
    pub key_id: Text<KeyId>,
    pub from_id: Text<PersonId>,
    pub email_sealed: Option<String>,
    pub expires_at: i64,
}

pub(super) struct NewTransfer<'a> {
    pub id: Uuid,
    pub key: KeyId,
    pub from: PersonId,
    pub email_sealed: &'a str,
    pub secret_hash: &'a str,
    pub expires_at: Timestamp,
}

pub(super) async fn insert_transfer(tx: &mut Tx, new: &NewTransfer<'_>, now: Timestamp) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO tag_transfers (id, key_id, from_id, email_sealed, secret_hash, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        new.id,
        new.key,
        new.from,
        new.email_sealed,
        new.secret_hash,
        now,
        new.expires_at
    )
    .map(drop)
}

/// The offer of a key that still works.
pub(super) async fn open_transfer(h: &mut impl Handle, key: KeyId, now: Timestamp) -> Result<Option<TransferRow>> {
    maybe!(
        h,
        TransferRow,
        "SELECT id, key_id, from_id, email_sealed, expires_at FROM tag_transfers
         WHERE key_id = $1 AND ended_at IS NULL AND expires_at > $2",
        key,
        now
    )
}

pub(super) async fn transfer_by_secret(
    h: &mut impl Handle,
    secret_hash: &str,
    now: Timestamp,
) -> Result<Option<TransferRow>> {
    maybe!(
        h,
        TransferRow,
        "SELECT id, key_id, from_id, email_sealed, expires_at FROM tag_transfers
         WHERE secret_hash = $1 AND ended_at IS NULL AND expires_at > $2",
        secret_hash,
        now
    )
}

/// Ends whatever offer of a key there is, and forgets to whom; gives how many.
pub(super) async fn end_transfers(tx: &mut Tx, key: KeyId, now: Timestamp) -> Result<u64> {
    exec!(
        tx,
        "UPDATE tag_transfers SET ended_at = $2, email_sealed = NULL WHERE key_id = $1 AND ended_at IS NULL",
        key,
        now
    )
}

/// Ends offers that ran out.
pub(super) async fn end_old_transfers(tx: &mut Tx, now: Timestamp) -> Result<u64> {
    exec!(
        tx,
        "UPDATE tag_transfers SET ended_at = $1, email_sealed = NULL WHERE ended_at IS NULL AND expires_at <= $1",
        now
    )
}

/// One thing to count.
pub(super) struct Count<'a> {
    pub organisation: OrganisationId,
    pub month: &'a str,
    pub dealer: Option<DealerId>,
    pub product: ProductId,
    pub what: &'static str,
    pub n: i64,
    pub amount: Option<Money>,
}

pub(super) async fn count(tx: &mut Tx, count: &Count<'_>) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO tag_sales (organisation_id, month, dealer_id, product_id, what, currency, n, amount_minor)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (organisation_id, month, dealer_id, product_id, what, currency)
         DO UPDATE SET n = tag_sales.n + excluded.n, amount_minor = tag_sales.amount_minor + excluded.amount_minor",
        count.organisation,
        count.month,
        count.dealer.map(|id| id.to_string()).unwrap_or_default(),
        count.product,
        count.what,
        count.amount.map_or("", |money| money.currency.code()),
        count.n,
        count.amount.map_or(0, |money| money.minor)
    )
    .map(drop)
}

#[derive(sqlx::FromRow)]
pub(super) struct SalesRow {
    pub month: String,
    pub dealer: Option<String>,
    pub region: Option<String>,
    pub product_id: String,
    pub product_name: String,
    pub what: String,
    pub currency: String,
    pub n: i64,
    pub amount_minor: i64,
}

/// The counts of these months, with the names of what they are about.
pub(super) async fn sales(
    h: &mut impl Handle,
    organisation: OrganisationId,
    from: &str,
    until: &str,
    dealer: Option<DealerId>,
) -> Result<Vec<SalesRow>> {
    all!(
        h,
        SalesRow,
        "SELECT s.month, d.name AS dealer, f.name AS region, s.product_id, g.name AS product_name, s.what, s.currency, s.n,
                s.amount_minor
         FROM tag_sales s JOIN products g ON g.id = s.product_id
         LEFT JOIN dealers d ON d.id = s.dealer_id LEFT JOIN offices f ON f.id = d.office_id
         WHERE s.organisation_id = $1 AND s.month >= $2 AND s.month <= $3 AND (CAST($4 AS TEXT) IS NULL OR s.dealer_id = $4)
         ORDER BY s.month, d.name, g.slug LIMIT 100000",
        organisation,
        from,
        until,
        dealer
    )
}
