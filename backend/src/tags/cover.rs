//! Cover: what it costs, how it is paid, what a payment does, and what a refund takes back.
//!
//! A payment is heard of once, in the transaction that records it; the row of the purchase says so once more.

use async_trait::async_trait;
use domain::accounts::Actor;
use domain::ids::{IntentId, OfferId, OrganisationId, PersonId, PurchaseId};
use domain::payments::Purpose;
use domain::tags::{KeyEvent, KeyFact, KeyWord, Product, PromoCode};
use domain::{Locale, Money, Outcome, RefusalCode, Span};

use super::figures::{self, What};
use super::keys::at;
use super::sql::{self, KeyRow};
use super::sql_cover::{self, NewPurchase, PurchaseRow};
use super::wording::wording;
use super::{messages, sql_dealers, sql_products, sql_things};
use crate::db::{Handle, Tx};
use crate::fault::{Fault, Result};
use crate::house::House;
use crate::payments::{self, NewIntent, PaidIntent, PaymentListener};

/// A payment that was begun stays the same for so long; then a new one is opened at today's price.
const SAME_PAYMENT: Span = Span::days(1);

/// A price after the best offer that counts, and which offer that is.
pub(super) struct Priced {
    pub price: Money,
    pub offer: Option<OfferId>,
}

/// What something of a product costs now. A typed code that belongs to no running offer is refused at its field.
pub(super) async fn priced(
    h: &mut impl Handle,
    house: &House,
    organisation: OrganisationId,
    product: &Product,
    list: Money,
    promo: Option<&PromoCode>,
) -> Outcome<Priced> {
    let mut best = Priced {
        price: list,
        offer: None,
    };
    let mut known = false;
    for row in sql_products::running_offers(h, organisation, house.now()).await? {
        if row.product_id.is_some_and(|id| id.0 != product.id) {
            continue;
        }
        let typed = match (&row.promo_code, promo) {
            (None, _) => true,
            (Some(code), Some(promo)) if code == promo.as_str() => {
                known = true;
                true
            }
            (Some(_), _) => false,
        };
        let price = row.discount()?.of(list);
        if typed && price.minor < best.price.minor {
            best = Priced {
                price,
                offer: Some(row.id.0),
            };
        }
    }
    if promo.is_some() && !known {
        return Err(at("promo_code", RefusalCode::WrongPromoCode));
    }
    Ok(best)
}

/// The product of a key.
pub(super) async fn product_of(h: &mut impl Handle, key: &KeyRow) -> Result<Product> {
    sql_products::product(h, key.product_id.0)
        .await?
        .ok_or_else(|| Fault::broken("tags.product", "looking for the product of a key"))
}

/// What becomes of somebody's wish to pay.
pub(super) enum Bill {
    /// It is to be paid.
    ToPay(IntentId),
    /// An offer left nothing to pay; it is done.
    Free,
}

/// Opens the payment of one period more for a key; the one that is open already if it is fresh and costs the same.
pub(super) async fn renew(
    tx: &mut Tx,
    house: &House,
    key: &KeyRow,
    payer: PersonId,
    promo: Option<&PromoCode>,
) -> Outcome<Bill> {
    let product = product_of(tx, key).await?;
    let priced = priced(tx, house, key.organisation(), &product, product.cover_price, promo).await?;
    if let Some(open) = sql_cover::open_purchase(tx, key.id()).await? {
        let fresh = open.created_at + SAME_PAYMENT.0 > house.now().0;
        let same = open.amount()? == priced.price && open.buyer_id.0 == payer;
        match open.intent_id {
            Some(intent) if fresh && same => return Ok(Bill::ToPay(intent.0)),
            _ => give_up(tx, house, &open).await?,
        }
    }
    let new = NewPurchase {
        id: PurchaseId(house.outside.uuid7()),
        organisation: key.organisation(),
        product: product.id,
        key: key.id(),
        buyer: payer,
        what: "cover",
        days: product.cover_days,
        amount: priced.price,
        offer: priced.offer,
        ship_to_sealed: None,
    };
    let locale = payer_locale(tx, payer).await?;
    let what = wording(locale)?.cover(key.number(), product.cover_days);
    ask(
        tx,
        house,
        &new,
        product.vat_permille,
        locale,
        what,
        format!("/owner/keys/{}", key.id()),
    )
    .await
}

pub(super) async fn payer_locale(h: &mut impl Handle, payer: PersonId) -> Result<Locale> {
    let known = sql::reads_in(h, payer).await?;
    Ok(known
        .and_then(|(_, locale)| Locale::from_code(&locale))
        .unwrap_or_default())
}

/// Writes a purchase and asks for its money, or settles it when there is none to ask for.
pub(super) async fn ask(
    tx: &mut Tx,
    house: &House,
    new: &NewPurchase,
    vat_permille: u32,
    locale: Locale,
    what: String,
    return_to: String,
) -> Outcome<Bill> {
    sql_cover::insert_purchase(tx, new, house.now()).await?;
    if let Some(offer) = new.offer
        && sql_products::use_offer(tx, offer).await? == 0
    {
        return Err(RefusalCode::Changed.into());
    }
    if new.amount.minor == 0 {
        settle(tx, house, new.id).await?;
        return Ok(Bill::Free);
    }
    let intent = NewIntent {
        organisation: new.organisation,
        payer: Some(new.buyer),
        payer_email: None,
        payer_locale: locale,
        purpose: Purpose::Cover,
        subject: new.id.0,
        amount: new.amount,
        vat_permille,
        what,
        return_to,
    };
    let intent = payments::open(tx, house, intent).await?;
    sql_cover::set_intent(tx, new.id, intent).await?;
    Ok(Bill::ToPay(intent))
}

/// Gives up what was never paid. Refused when the money is there after all.
pub(super) async fn give_up(tx: &mut Tx, house: &House, open: &PurchaseRow) -> Outcome<()> {
    if let Some(intent) = open.intent_id
        && !payments::withdraw(tx, house, intent.0).await?
        && payments::phase(tx, intent.0).await? == Some(domain::payments::Phase::Paid)
    {
        return Err(RefusalCode::Changed.into());
    }
    sql_cover::set_void(tx, open.id.0).await?;
    Ok(())
}

/// The money of a purchase came: once paid, once done.
async fn settle(tx: &mut Tx, house: &House, id: PurchaseId) -> Result<()> {
    let now = house.now();
    if sql_cover::set_paid(tx, id, now).await? == 0 {
        return Ok(());
    }
    let gone = || Fault::broken("tags.purchase", "looking for what was paid");
    let purchase = sql_cover::purchase(tx, id).await?.ok_or_else(gone)?;
    let mut key = sql::by_id(tx, purchase.key_id.0).await?.ok_or_else(gone)?;
    if purchase.what == "tag" {
        return settle_tag(tx, house, &mut key).await;
    }
    let amount = purchase.amount()?;
    let fact = KeyFact::CoverPaid {
        days: purchase.days(),
        amount,
    };
    // Its owner may have left between the asking and the paying: then there is nobody to cover.
    if key.owner().is_some() {
        key.set_cover(key.cover().extended(purchase.days(), now), now);
        if key.apply(KeyEvent::CoverPaid, now).is_err() {
            return Err(Fault::broken("tags.cover", "covering a key that has an owner"));
        }
        sql::save(tx, &mut key).await?;
    }
    sql_things::note(tx, &key, key.owner(), &fact, &Actor::House, now).await?;
    count_cover(tx, &key, amount, 1, now).await?;
    messages::cover_paid(tx, house, &key, purchase.buyer_id.0).await
}

/// A tag from our shop is paid: its key is sold, and waits for its buyer.
async fn settle_tag(tx: &mut Tx, house: &House, key: &mut KeyRow) -> Result<()> {
    let now = house.now();
    if key.apply(KeyEvent::Sell, now).is_ok() {
        sql::save(tx, key).await?;
        figures::count_key(tx, key, What::Sold, 1, None, now).await?;
    }
    sql_things::note(tx, key, None, &KeyFact::Sold, &Actor::House, now).await
}

/// Counts what cover brought in, and what its dealer has of it.
async fn count_cover(tx: &mut Tx, key: &KeyRow, amount: Money, n: i64, now: domain::Timestamp) -> Result<()> {
    figures::count_key(tx, key, What::Cover, n, Some(amount), now).await?;
    let Some(dealer) = key.dealer_id else { return Ok(()) };
    let Some(dealer) = sql_dealers::dealer(tx, dealer.0).await? else {
        return Ok(());
    };
    let share = Money {
        minor: amount.minor * dealer.commission_permille / 1_000,
        ..amount
    };
    figures::count_key(tx, key, What::Commission, n, Some(share), now).await
}

/// Money went back: all of it takes the days (or the tag) with it.
async fn unsettle(tx: &mut Tx, house: &House, id: PurchaseId, amount: Money, full: bool) -> Result<()> {
    let now = house.now();
    let Some(purchase) = sql_cover::purchase(tx, id).await? else {
        return Ok(());
    };
    let Some(mut key) = sql::by_id(tx, purchase.key_id.0).await? else {
        return Ok(());
    };
    let whole = full && sql_cover::set_refunded(tx, id).await? == 1;
    let back = Money {
        minor: -amount.minor,
        ..amount
    };
    if purchase.what == "tag" {
        // A tag that nobody has activated is worth nothing any more: it may be in the post.
        if whole && key.state()?.word() == KeyWord::Sold && key.apply(KeyEvent::Block, now).is_ok() {
            sql::save(tx, &mut key).await?;
        }
        return Ok(());
    }
    if whole && key.owner().is_some() {
        let cover = key.cover().shortened(purchase.days(), now);
        key.set_cover(cover, now);
        sql::save(tx, &mut key).await?;
    }
    count_cover(tx, &key, back, if whole { -1 } else { 0 }, now).await?;
    let days = if whole { purchase.days() } else { 0 };
    let fact = KeyFact::CoverRefunded { days, amount };
    sql_things::note(tx, &key, key.owner(), &fact, &Actor::House, now).await
}

/// Hears of payments for cover and for tags.
#[derive(Clone)]
pub struct CoverListener {
    house: House,
}

impl CoverListener {
    /// The listener.
    pub fn new(house: House) -> Self {
        Self { house }
    }
}

#[async_trait]
impl PaymentListener for CoverListener {
    fn purpose(&self) -> Purpose {
        Purpose::Cover
    }

    async fn paid(&self, tx: &mut Tx, intent: &PaidIntent) -> Result<()> {
        settle(tx, &self.house, PurchaseId(intent.subject)).await
    }

    async fn refunded(&self, tx: &mut Tx, intent: &PaidIntent, amount: Money, full: bool) -> Result<()> {
        unsettle(tx, &self.house, PurchaseId(intent.subject), amount, full).await
    }
}
