//! Our own shop: tags that are bought on the site and come by post. A bought tag's key is kept from others at once.

use domain::accounts::Actor;
use domain::ids::{OrganisationId, PersonId, PurchaseId};
use domain::tags::{CheckedPurchase, Parcel};
use domain::{Outcome, RefusalCode, Span};
use serde::{Deserialize, Serialize};

use super::cover::{self, Bill};
use super::keys::{at, read_at};
use super::sql_cover::{self, NewPurchase};
use super::wording::wording;
use super::{sql, sql_products};
use crate::db::{Handle, Tx};
use crate::fault::{Fault, Result};
use crate::house::House;

/// So long a tag is kept for somebody who has not paid.
pub(super) const KEPT: Span = Span::days(2);
const SHIP_TO: &str = "tags.ship_to";

/// Where a tag goes.
#[derive(Serialize, Deserialize)]
struct ShipTo {
    name: String,
    address: String,
    city: String,
}

/// Keeps a tag for somebody and asks for its price.
pub(super) async fn buy(
    tx: &mut Tx,
    house: &House,
    wanted: &CheckedPurchase,
    buyer: PersonId,
    organisation: OrganisationId,
) -> Outcome<Bill> {
    let product = sql_products::product(tx, wanted.product).await?;
    let product = product
        .filter(|product| product.sold_here && product.listed)
        .ok_or_else(|| at("product", RefusalCode::NotAChoice))?;
    let priced = cover::priced(
        tx,
        house,
        organisation,
        &product,
        product.price,
        wanted.promo_code.as_ref(),
    )
    .await?;
    let key = sql::one_in_stock(tx, organisation, product.id).await?;
    let key = key.ok_or(RefusalCode::SoldOut)?;
    let id = PurchaseId(house.outside.uuid7());
    let new = NewPurchase {
        id,
        organisation,
        product: product.id,
        key: key.id(),
        buyer,
        what: "tag",
        days: product.included_days,
        amount: priced.price,
        offer: priced.offer,
        ship_to_sealed: Some(seal(house, id, wanted)?),
    };
    let locale = cover::payer_locale(tx, buyer).await?;
    let what = wording(locale)?.tag(product.name.get(locale), key.number());
    cover::ask(
        tx,
        house,
        &new,
        product.vat_permille,
        locale,
        what,
        "/owner/purchases".to_owned(),
    )
    .await
}

fn seal(house: &House, id: PurchaseId, wanted: &CheckedPurchase) -> Result<String> {
    let to = ShipTo {
        name: wanted.name.as_str().to_owned(),
        address: wanted.address.as_str().to_owned(),
        city: wanted.city.as_str().to_owned(),
    };
    let text = serde_json::to_vec(&to).map_err(|e| Fault::broken("tags.ship_to", "writing an address").because(e))?;
    house
        .key
        .seal(house.outside.chance.as_ref(), SHIP_TO, &id.to_string(), &text)
}

/// What waits to be packed.
pub(super) async fn parcels(
    h: &mut impl Handle,
    house: &House,
    organisation: OrganisationId,
    zone: &str,
) -> Result<Vec<Parcel>> {
    let mut parcels = Vec::new();
    for row in sql_cover::to_send(h, organisation).await? {
        let key = sql::by_id(h, row.key_id.0).await?;
        let product = sql_products::product(h, row.product_id.0).await?;
        // Without an address its buyer was erased: nothing can be sent.
        let (Some(key), Some(product), Some(sealed)) = (key, product, &row.ship_to_sealed) else {
            continue;
        };
        let text = house.key.open_text(SHIP_TO, &row.id.0.to_string(), sealed)?;
        let to: ShipTo =
            serde_json::from_str(&text).map_err(|_| Fault::broken("tags.ship_to", "reading where a tag goes"))?;
        parcels.push(Parcel {
            id: row.id.0,
            product: product.name,
            key: key.number(),
            name: to.name,
            address: to.address,
            city: to.city,
            paid: read_at(zone, row.paid_at.unwrap_or(row.created_at)),
        });
    }
    Ok(parcels)
}

/// Gives tags back to the shop that nobody has paid; gives how many.
pub(super) async fn give_back(house: &House) -> Result<usize> {
    let mut reader = house.db.read().await?;
    let stale = sql_cover::stale(&mut reader, house.now() - KEPT, 100).await?;
    drop(reader);
    let mut given = 0;
    for row in &stale {
        let mut tx = house.db.begin().await?;
        // Paid at this very moment: then it stays.
        if cover::give_up(&mut tx, house, row).await.is_ok() {
            tx.commit().await?;
            given += 1;
        }
    }
    Ok(given)
}

/// Notes that a parcel left.
pub(super) async fn sent(tx: &mut Tx, house: &House, actor: &Actor, id: PurchaseId) -> Outcome<()> {
    let organisation = actor.organisation()?;
    if sql_cover::set_sent(tx, organisation, id, house.now()).await? == 0 {
        return Err(RefusalCode::NotFound.into());
    }
    Ok(())
}
