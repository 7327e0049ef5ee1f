//! The SQL of products and offers.

use domain::ids::{OfferId, OrganisationId, ProductId};
use domain::tags::{CheckedOffer, CheckedProduct, Discount, InFour, Product, ProductKind};
use domain::{Currency, Money, Timestamp};

use super::sql::damaged;
use crate::db::{Handle, Text, Tx, all, exec, maybe, one};
use crate::fault::Result;

/// Texts in four languages, as one column keeps them.
pub(super) fn in_four(text: &str) -> Result<InFour> {
    serde_json::from_str(text).map_err(|e| damaged("reading texts in four languages").because(e))
}

pub(super) fn json<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|e| damaged("writing texts in four languages").because(e))
}

#[derive(sqlx::FromRow)]
pub(super) struct ProductRow {
    id: Text<ProductId>,
    slug: String,
    kind: String,
    name: String,
    body: String,
    currency: String,
    price_minor: i64,
    dealer_price_minor: Option<i64>,
    cover_price_minor: i64,
    cover_days: i64,
    included_days: i64,
    vat_permille: i64,
    sold_here: i64,
    listed: i64,
    pictured: i64,
}

impl ProductRow {
    pub fn product(&self) -> Result<Product> {
        let currency =
            Currency::from_code(&self.currency).ok_or_else(|| damaged("reading the currency of a product"))?;
        let money = |minor| Money::new(minor, currency);
        Ok(Product {
            id: self.id.0,
            slug: self.slug.clone(),
            kind: ProductKind::from_wire(&self.kind).ok_or_else(|| damaged("reading a product's kind"))?,
            name: in_four(&self.name)?,
            text: in_four(&self.body)?,
            price: money(self.price_minor),
            dealer_price: self.dealer_price_minor.map(money),
            cover_price: money(self.cover_price_minor),
            cover_days: u16::try_from(self.cover_days).unwrap_or_default(),
            included_days: u16::try_from(self.included_days).unwrap_or_default(),
            vat_permille: u32::try_from(self.vat_permille).unwrap_or_default(),
            sold_here: self.sold_here == 1,
            listed: self.listed == 1,
            pictured: self.pictured == 1,
        })
    }
}

macro_rules! product_query {
    ($rest:literal) => {
        concat!(
            "SELECT id, slug, kind, name, body, currency, price_minor, dealer_price_minor, cover_price_minor, cover_days,
                    included_days, vat_permille, sold_here, listed,
                    CAST(CASE WHEN picture IS NULL THEN 0 ELSE 1 END AS BIGINT) AS pictured
             FROM products WHERE ",
            $rest
        )
    };
}

pub(super) async fn product(h: &mut impl Handle, id: ProductId) -> Result<Option<Product>> {
    let row = maybe!(h, ProductRow, product_query!("id = $1"), id)?;
    row.as_ref().map(ProductRow::product).transpose()
}

pub(super) async fn product_by_slug(
    h: &mut impl Handle,
    organisation: OrganisationId,
    slug: &str,
) -> Result<Option<Product>> {
    let row = maybe!(
        h,
        ProductRow,
        product_query!("organisation_id = $1 AND slug = $2"),
        organisation,
        slug
    )?;
    row.as_ref().map(ProductRow::product).transpose()
}

pub(super) async fn products(h: &mut impl Handle, organisation: OrganisationId) -> Result<Vec<Product>> {
    let rows = all!(
        h,
        ProductRow,
        product_query!("organisation_id = $1 ORDER BY kind, slug LIMIT 500"),
        organisation
    )?;
    rows.iter().map(ProductRow::product).collect()
}

/// A new product; 0 when the slug is taken.
pub(super) async fn insert_product(
    tx: &mut Tx,
    id: ProductId,
    organisation: OrganisationId,
    product: &CheckedProduct,
    now: Timestamp,
) -> Result<u64> {
    exec!(
        tx,
        "INSERT INTO products (id, organisation_id, slug, kind, name, body, currency, price_minor, dealer_price_minor,
             cover_price_minor, cover_days, included_days, vat_permille, sold_here, listed, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
         ON CONFLICT (organisation_id, slug) DO NOTHING",
        id,
        organisation,
        &product.slug,
        product.kind.wire(),
        json(&product.name)?,
        json(&product.text)?,
        product.price.currency.code(),
        product.price.minor,
        product.dealer_price.map(|money| money.minor),
        product.cover_price.minor,
        product.cover_days,
        product.included_days,
        product.vat_permille,
        product.sold_here,
        product.listed,
        now
    )
}

/// Changes a product; 0 when it is not there or its new slug is another's.
pub(super) async fn update_product(
    tx: &mut Tx,
    id: ProductId,
    organisation: OrganisationId,
    product: &CheckedProduct,
) -> Result<u64> {
    exec!(
        tx,
        "UPDATE products SET slug = $3, kind = $4, name = $5, body = $6, currency = $7, price_minor = $8,
             dealer_price_minor = $9, cover_price_minor = $10, cover_days = $11, included_days = $12, vat_permille = $13,
             sold_here = $14, listed = $15, version = version + 1
         WHERE id = $1 AND organisation_id = $2
           AND NOT EXISTS (SELECT 1 FROM products o WHERE o.organisation_id = $2 AND o.slug = $3 AND o.id <> $1)",
        id,
        organisation,
        &product.slug,
        product.kind.wire(),
        json(&product.name)?,
        json(&product.text)?,
        product.price.currency.code(),
        product.price.minor,
        product.dealer_price.map(|money| money.minor),
        product.cover_price.minor,
        product.cover_days,
        product.included_days,
        product.vat_permille,
        product.sold_here,
        product.listed
    )
}

pub(super) async fn set_picture(
    tx: &mut Tx,
    id: ProductId,
    organisation: OrganisationId,
    media: Option<&str>,
    picture: Option<&str>,
) -> Result<u64> {
    exec!(
        tx,
        "UPDATE products SET picture_media = $3, picture = $4 WHERE id = $1 AND organisation_id = $2",
        id,
        organisation,
        media,
        picture
    )
}

/// Media type and base64 of a product's picture.
pub(super) async fn picture(h: &mut impl Handle, id: ProductId) -> Result<Option<(String, String)>> {
    maybe!(
        h,
        (String, String),
        "SELECT picture_media, picture FROM products WHERE id = $1 AND picture IS NOT NULL AND picture_media IS NOT NULL",
        id
    )
}

/// How many keys of a product lie in our own shop; counted up to 1.
pub(super) async fn in_stock(h: &mut impl Handle, product: ProductId) -> Result<bool> {
    let (n,) = one!(
        h,
        (i64,),
        "SELECT COUNT(*) FROM (SELECT 1 FROM key_pools p JOIN tag_keys k ON k.pool_id = p.id
         WHERE p.product_id = $1 AND p.dealer_id IS NULL AND p.state = 'issued' AND k.state = 'printed'
           AND k.blocked_at IS NULL LIMIT 1) AS first_one",
        product
    )?;
    Ok(n > 0)
}

/// The listed dealers who have had this product issued.
pub(super) async fn sellers(h: &mut impl Handle, product: ProductId) -> Result<Vec<String>> {
    let rows = all!(
        h,
        (String,),
        "SELECT d.name FROM dealers d WHERE d.listed = 1 AND d.active = 1 AND EXISTS
         (SELECT 1 FROM key_pools p WHERE p.dealer_id = d.id AND p.product_id = $1 AND p.state = 'issued')
         ORDER BY d.name LIMIT 100",
        product
    )?;
    Ok(rows.into_iter().map(|(name,)| name).collect())
}

#[derive(sqlx::FromRow)]
pub(super) struct OfferRow {
    pub id: Text<OfferId>,
    pub product_id: Option<Text<ProductId>>,
    pub product_name: Option<String>,
    pub title: String,
    pub body: String,
    discount: String,
    pub promo_code: Option<String>,
    pub from_at: i64,
    pub until_at: i64,
    pub most: Option<i64>,
    pub used: i64,
    pub public: i64,
}

impl OfferRow {
    pub fn discount(&self) -> Result<Discount> {
        serde_json::from_str(&self.discount).map_err(|e| damaged("reading a discount").because(e))
    }

    /// Whether it counts now.
    pub fn running(&self, now: Timestamp) -> bool {
        (self.from_at..self.until_at).contains(&now.0) && self.most.is_none_or(|most| self.used < most)
    }
}

macro_rules! offer_query {
    ($rest:literal) => {
        concat!(
            "SELECT f.id, f.product_id, g.name AS product_name, f.title, f.body, f.discount, f.promo_code, f.from_at,
                    f.until_at, f.most, f.used, f.public
             FROM offers f LEFT JOIN products g ON g.id = f.product_id WHERE ",
            $rest
        )
    };
}

pub(super) async fn offers(h: &mut impl Handle, organisation: OrganisationId) -> Result<Vec<OfferRow>> {
    all!(
        h,
        OfferRow,
        offer_query!("f.organisation_id = $1 ORDER BY f.id DESC LIMIT 500"),
        organisation
    )
}

/// The offers that count now, for all or for this product.
pub(super) async fn running_offers(
    h: &mut impl Handle,
    organisation: OrganisationId,
    now: Timestamp,
) -> Result<Vec<OfferRow>> {
    all!(
        h,
        OfferRow,
        offer_query!(
            "f.organisation_id = $1 AND f.from_at <= $2 AND f.until_at > $2 AND (f.most IS NULL OR f.used < f.most)
             ORDER BY f.id LIMIT 500"
        ),
        organisation,
        now
    )
}

/// Uses an offer once; 0 when it was used up meanwhile.
pub(super) async fn use_offer(tx: &mut Tx, id: OfferId) -> Result<u64> {
    exec!(
        tx,
        "UPDATE offers SET used = used + 1 WHERE id = $1 AND (most IS NULL OR used < most)",
        id
    )
}

/// A new offer; 0 when its promo code is another's.
pub(super) async fn insert_offer(
    tx: &mut Tx,
    id: OfferId,
    organisation: OrganisationId,
    offer: &CheckedOffer,
    now: Timestamp,
) -> Result<u64> {
    exec!(
        tx,
        "INSERT INTO offers (id, organisation_id, product_id, title, body, discount, promo_code, from_at, until_at, most,
             public, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         ON CONFLICT (organisation_id, promo_code) WHERE promo_code IS NOT NULL DO NOTHING",
        id,
        organisation,
        offer.product,
        json(&offer.title)?,
        json(&offer.text)?,
        json(&offer.discount)?,
        offer.promo_code.as_ref().map(domain::tags::PromoCode::as_str),
        offer.from,
        offer.until,
        offer.most,
        offer.public,
        now
    )
}

/// Changes an offer; 0 when it is not there or its promo code is another's.
pub(super) async fn update_offer(
    tx: &mut Tx,
    id: OfferId,
    organisation: OrganisationId,
    offer: &CheckedOffer,
) -> Result<u64> {
    exec!(
        tx,
        "UPDATE offers SET product_id = $3, title = $4, body = $5, discount = $6, promo_code = $7, from_at = $8,
             until_at = $9, most = $10, public = $11
         WHERE id = $1 AND organisation_id = $2 AND (CAST($7 AS TEXT) IS NULL OR NOT EXISTS
             (SELECT 1 FROM offers o WHERE o.organisation_id = $2 AND o.promo_code = $7 AND o.id <> $1))",
        id,
        organisation,
        offer.product,
        json(&offer.title)?,
        json(&offer.text)?,
        json(&offer.discount)?,
        offer.promo_code.as_ref().map(domain::tags::PromoCode::as_str),
        offer.from,
        offer.until,
        offer.most,
        offer.public
    )
}
