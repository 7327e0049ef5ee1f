//! A dealer's terms: how they are shown, and what may be ordered by them.

use domain::accounts::Actor;
use domain::tags::{DealerPrice, DealerView, Orderable};

use super::keys::{self, read_at};
use super::sql_dealers::{self, DealerRow};
use super::sql_products;
use crate::db::Handle;
use crate::fault::Result;

/// A dealer as they themselves and managers see one.
pub(super) async fn view(h: &mut impl Handle, row: &DealerRow, actor: &Actor) -> Result<DealerView> {
    let zone = match actor {
        Actor::Person { person, .. } => keys::zone(h, *person).await?,
        _ => "UTC".to_owned(),
    };
    Ok(DealerView {
        id: row.id.0,
        name: row.name.clone(),
        contract: row.contract.clone(),
        contract_until: row.contract_until.map(|at| read_at(&zone, at)),
        address: row.address.clone(),
        city: row.city.clone(),
        website: row.website.clone(),
        email: row.email()?,
        phone: row.phone(),
        locale: row.locale(),
        office: row.office_id.map(|id| id.0),
        commission_permille: u32::try_from(row.commission_permille).unwrap_or_default(),
        credit: row.credit()?,
        most_keys: u32::try_from(row.most_keys).unwrap_or_default(),
        listed: row.listed == 1,
        active: row.active == 1,
        label: row.label(),
        has_logo: row.has_logo == 1,
        prices: sql_dealers::prices(h, row.id.0).await?,
        people: sql_dealers::people_of(h, row.id.0).await?,
    })
}

/// What a dealer may order: everything that is listed, and what they have a price of their own for.
pub(super) async fn orderable(h: &mut impl Handle, dealer: &DealerRow) -> Result<Vec<Orderable>> {
    let own = sql_dealers::prices(h, dealer.id.0).await?;
    let products = sql_products::products(h, dealer.organisation_id.0).await?;
    let price = |product: &domain::tags::Product| {
        let own = own.iter().find(|price| price.product == product.id).copied();
        own.or_else(|| {
            Some(DealerPrice {
                product: product.id,
                price: product.dealer_price?,
            })
        })
    };
    Ok(products
        .into_iter()
        .filter(|product| product.listed || own.iter().any(|price| price.product == product.id))
        .map(|product| Orderable {
            price: price(&product),
            product,
        })
        .collect())
}
