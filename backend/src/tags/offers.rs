//! Offers: kept, changed, shown. What one takes off a price is decided in `cover.rs`.

use domain::ids::{OfferId, OrganisationId};
use domain::tags::{CheckedOffer, OfferView};
use domain::{Outcome, RefusalCode, Timestamp};

use super::keys::{at, read_at};
use super::sql_products::{self, OfferRow, in_four};
use crate::db::Tx;
use crate::fault::Result;
use crate::house::House;

/// Makes or changes an offer.
pub(super) async fn save(
    tx: &mut Tx,
    house: &House,
    bureau: OrganisationId,
    known: Option<OfferId>,
    offer: &CheckedOffer,
) -> Outcome<OfferId> {
    if let Some(product) = offer.product {
        let own = sql_products::products(tx, bureau).await?;
        if !own.iter().any(|own| own.id == product) {
            return Err(at("product", RefusalCode::NotAChoice));
        }
    }
    let id = known.unwrap_or_else(|| OfferId(house.outside.uuid7()));
    let written = if known.is_some() {
        let own = sql_products::offers(tx, bureau).await?;
        if !own.iter().any(|own| own.id.0 == id) {
            return Err(RefusalCode::NotFound.into());
        }
        sql_products::update_offer(tx, id, bureau, offer).await?
    } else {
        sql_products::insert_offer(tx, id, bureau, offer, house.now()).await?
    };
    if written == 0 {
        return Err(at("promo_code", RefusalCode::Taken));
    }
    Ok(id)
}

/// An offer as managers see it.
pub(super) fn view(row: &OfferRow, zone: &str, now: Timestamp) -> Result<OfferView> {
    Ok(OfferView {
        id: row.id.0,
        title: in_four(&row.title)?,
        text: in_four(&row.body)?,
        discount: row.discount()?,
        product: row.product_id.map(|id| id.0),
        product_name: row.product_name.as_deref().map(in_four).transpose()?,
        promo_code: row.promo_code.clone(),
        from: read_at(zone, row.from_at),
        until: read_at(zone, row.until_at),
        most: row.most.and_then(|n| u32::try_from(n).ok()),
        used: u32::try_from(row.used).unwrap_or_default(),
        public: row.public == 1,
        running: row.running(now),
    })
}
