//! The public port: catalogue, offers, partners, applications. Everybody may ask; nothing here is personal.

use async_trait::async_trait;
use domain::accounts::{Actor, Operation};
use domain::ids::{DealerId, ProductId};
use domain::tags::{CatalogueItem, CataloguePort, DealerApplicationForm, Download, OfferView, Partner, Product};
use domain::{Locale, Outcome, RefusalCode, Span};

use super::service::Tags;
use super::sql_dealers::DealerRow;
use super::sql_products::{self, in_four};
use super::{cover, offers, partners, pictures, sql_dealers};
use crate::db::Handle;
use crate::fault::Result;

const SEE: Operation = Operation::SeeCatalogue;
/// Offers are announced so long before they begin.
const SOON: Span = Span::days(14);

impl Tags {
    pub(super) async fn shown(&self, h: &mut impl Handle, product: Product) -> Outcome<CatalogueItem> {
        let bureau = self.bureau(h).await?.ok_or(RefusalCode::NotFound)?;
        let price = cover::priced(h, &self.house, bureau, &product, product.price, None).await?;
        let now = cover::priced(h, &self.house, bureau, &product, product.cover_price, None).await?;
        Ok(CatalogueItem {
            price_now: price.price,
            cover_now: now.price,
            in_stock: product.sold_here && sql_products::in_stock(h, product.id).await?,
            partners: sql_products::sellers(h, product.id).await?,
            product,
        })
    }
}

/// A dealer as the list of partners shows one.
pub(super) async fn partner(h: &mut impl Handle, row: DealerRow) -> Result<Partner> {
    let names = sql_dealers::products_of(h, row.id.0).await?;
    Ok(Partner {
        id: row.id.0,
        name: row.name,
        city: row.city,
        address: row.address,
        website: row.website,
        has_logo: row.has_logo == 1,
        products: names.iter().map(|name| in_four(name)).collect::<Result<_, _>>()?,
    })
}

/// Whether every word of the search stands in the product's name or text, in this language or in English.
fn matches(product: &Product, search: &str, locale: Locale) -> bool {
    let all = [
        product.name.get(locale),
        product.text.get(locale),
        &product.name.en,
        &product.slug,
    ]
    .join("\n")
    .to_lowercase();
    search.to_lowercase().split_whitespace().all(|word| all.contains(word))
}

#[async_trait]
impl CataloguePort for Tags {
    async fn catalogue(&self, actor: &Actor, search: &str, locale: Locale) -> Outcome<Vec<CatalogueItem>> {
        actor.must(SEE)?;
        let mut reader = self.house.db.read().await?;
        let Some(bureau) = self.bureau(&mut reader).await? else {
            return Ok(Vec::new());
        };
        let mut items = Vec::new();
        for product in sql_products::products(&mut reader, bureau).await? {
            if product.listed && matches(&product, search, locale) {
                items.push(self.shown(&mut reader, product).await?);
            }
        }
        Ok(items)
    }

    async fn item(&self, actor: &Actor, slug: &str) -> Outcome<CatalogueItem> {
        actor.must(SEE)?;
        let mut reader = self.house.db.read().await?;
        let bureau = self.bureau(&mut reader).await?.ok_or(RefusalCode::NotFound)?;
        let product = sql_products::product_by_slug(&mut reader, bureau, slug).await?;
        let product = product.filter(|product| product.listed).ok_or(RefusalCode::NotFound)?;
        self.shown(&mut reader, product).await
    }

    async fn picture(&self, actor: &Actor, product: ProductId) -> Outcome<Download> {
        actor.must(SEE)?;
        let mut reader = self.house.db.read().await?;
        pictures::show(sql_products::picture(&mut reader, product).await?, "picture")
    }

    async fn offers(&self, actor: &Actor) -> Outcome<Vec<OfferView>> {
        actor.must(SEE)?;
        let mut reader = self.house.db.read().await?;
        let Some(bureau) = self.bureau(&mut reader).await? else {
            return Ok(Vec::new());
        };
        let now = self.house.now();
        let mut views = Vec::new();
        for row in sql_products::offers(&mut reader, bureau).await? {
            let soon = row.from_at > now.0 && row.from_at <= (now + SOON).0;
            if row.public == 1 && (row.running(now) || soon) {
                views.push(offers::view(&row, "UTC", now)?);
            }
        }
        Ok(views)
    }

    async fn partners(&self, actor: &Actor) -> Outcome<Vec<Partner>> {
        actor.must(SEE)?;
        let mut reader = self.house.db.read().await?;
        let Some(bureau) = self.bureau(&mut reader).await? else {
            return Ok(Vec::new());
        };
        let mut all = Vec::new();
        for row in sql_dealers::partners(&mut reader, bureau).await? {
            all.push(partner(&mut reader, row).await?);
        }
        Ok(all)
    }

    async fn logo(&self, actor: &Actor, dealer: DealerId) -> Outcome<Download> {
        actor.must(SEE)?;
        let mut reader = self.house.db.read().await?;
        let row = sql_dealers::dealer(&mut reader, dealer).await?;
        if row.is_none_or(|row| row.listed == 0 || row.active == 0) {
            return Err(RefusalCode::NotFound.into());
        }
        let logo = sql_dealers::logo(&mut reader, dealer).await?;
        pictures::show(logo.map(|logo| (pictures::PNG.to_owned(), logo)), "logo")
    }

    async fn apply(&self, actor: &Actor, form: DealerApplicationForm, locale: Locale) -> Outcome<()> {
        actor.must(SEE)?;
        if form.is_of_a_program() {
            return Ok(());
        }
        let form = form.check()?;
        let from = match actor {
            Actor::Visitor { address } => address.clone(),
            other => other.label(),
        };
        let mut tx = self.house.db.begin().await?;
        let bureau = self.bureau(&mut tx).await?.ok_or(RefusalCode::NotFound)?;
        partners::apply(&mut tx, &self.house, bureau, &form, locale, &from).await?;
        Ok(tx.commit().await?)
    }
}
