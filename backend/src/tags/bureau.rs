//! The managers' port: pools to decide about, products, offers, dealers, figures. Only for managers of the bureau.

use async_trait::async_trait;
use domain::accounts::{Actor, Operation};
use domain::ids::{ApplicationId, DealerId, OfferId, PersonId, PoolId, ProductId, PurchaseId};
use domain::tags::{
    ApplicationView, BureauPort, DealerForm, DealerView, Download, OfferForm, OfferView, Parcel, PoolEvent, PoolFile,
    PoolFilter, PoolOrder, PoolRow as ListRow, PoolState, PoolView, PoolWord, Product, ProductForm, Sales, SalesFilter,
};
use domain::{Currency, FormCheck, Money, Outcome, Page, RefusalCode, ShortText};

use super::keys::{self, at};
use super::pools::{self, Buyer};
use super::service::Tags;
use super::sql_pools::{self, PoolRow};
use super::{figures, files, offers, partners, pictures, shop, sql_dealers, sql_products, terms};
use crate::again::again;
use crate::db::{Handle, Tx};

const RUN: Operation = Operation::RunTags;

impl Tags {
    /// A pool of this bureau.
    async fn any(&self, h: &mut impl Handle, actor: &Actor, id: PoolId) -> Outcome<PoolRow> {
        let bureau = self.at_the_bureau(h, actor, RUN).await?;
        let pool = sql_pools::pool(h, id).await?;
        Ok(pool
            .filter(|pool| pool.organisation_id.0 == bureau)
            .ok_or(RefusalCode::NotFound)?)
    }

    async fn decide(&self, actor: &Actor, id: PoolId, event: PoolEvent) -> Outcome<()> {
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let mut pool = self.any(&mut tx, actor, id).await?;
            match &event {
                PoolEvent::Refuse { .. } => {
                    pools::end(&mut tx, &self.house, &mut pool, event.clone(), actor).await?;
                }
                other => {
                    pools::advance(&mut tx, &self.house, &mut pool, other.clone(), actor).await?;
                }
            }
            tx.commit().await?;
            pools::nudge(&self.house, &pool);
            Ok(())
        })
        .await?;
        self.house.wake.tags.notify_one();
        self.house.wake.notices.notify_one();
        Ok(())
    }
}

/// A pool that was put on an invoice is settled: its history says so, whatever became of it since.
async fn settle(tx: &mut Tx, pool: &PoolRow, actor: &Actor, now: domain::Timestamp) -> Outcome<()> {
    let events = sql_pools::pool_events(tx, pool.id.0).await?;
    let has = |word: PoolWord| events.iter().any(|event| event.state == word.wire());
    let unit = pool.unit()?.ok_or(RefusalCode::WrongState)?;
    if !has(PoolWord::OnInvoice) || has(PoolWord::Paid) {
        return Err(RefusalCode::WrongState.into());
    }
    let total = unit.times(pool.quantity).ok_or(RefusalCode::OutOfRange)?;
    let paid = PoolState::Paid { total, at: now };
    sql_pools::note(tx, pool.id.0, &paid, actor, now).await?;
    Ok(())
}

#[async_trait]
impl BureauPort for Tags {
    async fn all_pools(&self, actor: &Actor, filter: &PoolFilter) -> Outcome<Page<ListRow>> {
        let mut reader = self.house.db.read().await?;
        let bureau = self.at_the_bureau(&mut reader, actor, RUN).await?;
        let zone = keys::zone(&mut reader, actor.person()?).await?;
        Ok(pools::list(&mut reader, bureau, filter.dealer, filter, &zone).await?)
    }

    async fn any_pool(&self, actor: &Actor, id: PoolId) -> Outcome<PoolView> {
        let mut reader = self.house.db.read().await?;
        let pool = self.any(&mut reader, actor, id).await?;
        Ok(pools::view(&mut reader, &self.house, &pool, actor).await?)
    }

    async fn order_own(&self, actor: &Actor, form: PoolOrder) -> Outcome<PoolId> {
        actor.must(RUN)?;
        let order = form.check()?;
        let id = again(|| async {
            let mut tx = self.house.db.begin().await?;
            let bureau = self.at_the_bureau(&mut tx, actor, RUN).await?;
            let id = pools::order(&mut tx, &self.house, actor, &Buyer::Ourselves(bureau), &order).await?;
            tx.commit().await?;
            Ok(id)
        })
        .await?;
        self.look_again(id).await?;
        self.house.wake.tags.notify_one();
        Ok(id)
    }

    async fn price_pool(&self, actor: &Actor, id: PoolId, unit: &str) -> Outcome<()> {
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let mut pool = self.any(&mut tx, actor, id).await?;
            let currency = Currency::from_code(&pool.product_currency).ok_or(RefusalCode::WrongState)?;
            let mut form = FormCheck::default();
            let price = form.take("unit", Money::parse(unit, currency));
            form.finish()?;
            let price = price.ok_or_else(|| at("unit", RefusalCode::NotAnAmount))?;
            pools::price(&mut tx, &self.house, &mut pool, price, actor).await?;
            tx.commit().await?;
            pools::nudge(&self.house, &pool);
            Ok(())
        })
        .await?;
        self.house.wake.notices.notify_one();
        Ok(())
    }

    async fn approve_pool(&self, actor: &Actor, id: PoolId) -> Outcome<()> {
        self.decide(actor, id, PoolEvent::Approve { own: false }).await
    }

    async fn refuse_pool(&self, actor: &Actor, id: PoolId, reason: ShortText) -> Outcome<()> {
        let reason = String::from(reason);
        self.decide(actor, id, PoolEvent::Refuse { reason }).await
    }

    async fn settle_pool(&self, actor: &Actor, id: PoolId) -> Outcome<()> {
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let pool = self.any(&mut tx, actor, id).await?;
            if let Some(dealer) = pool.dealer_id {
                sql_dealers::gate(&mut tx, dealer.0).await?;
            }
            settle(&mut tx, &pool, actor, self.house.now()).await?;
            tx.commit().await?;
            pools::nudge(&self.house, &pool);
            Ok(())
        })
        .await
    }

    async fn any_pool_file(&self, actor: &Actor, id: PoolId, file: PoolFile) -> Outcome<Download> {
        let mut reader = self.house.db.read().await?;
        let pool = self.any(&mut reader, actor, id).await?;
        let dealer = pools::dealer_of(&mut reader, &pool).await?;
        files::download(reader, &self.house, &pool, dealer.as_ref(), file).await
    }

    async fn products(&self, actor: &Actor) -> Outcome<Vec<Product>> {
        let mut reader = self.house.db.read().await?;
        let bureau = self.at_the_bureau(&mut reader, actor, RUN).await?;
        Ok(sql_products::products(&mut reader, bureau).await?)
    }

    async fn save_product(&self, actor: &Actor, form: ProductForm) -> Outcome<ProductId> {
        actor.must(RUN)?;
        let (known, product) = form.check()?;
        let mut tx = self.house.db.begin().await?;
        let bureau = self.at_the_bureau(&mut tx, actor, RUN).await?;
        let id = known.unwrap_or_else(|| ProductId(self.house.outside.uuid7()));
        let written = if known.is_some() {
            let own = sql_products::products(&mut tx, bureau).await?;
            if !own.iter().any(|product| product.id == id) {
                return Err(RefusalCode::NotFound.into());
            }
            sql_products::update_product(&mut tx, id, bureau, &product).await?
        } else {
            sql_products::insert_product(&mut tx, id, bureau, &product, self.house.now()).await?
        };
        if written == 0 {
            return Err(at("slug", RefusalCode::Taken));
        }
        tx.commit().await?;
        Ok(id)
    }

    async fn change_picture(&self, actor: &Actor, product: ProductId, bytes: Vec<u8>) -> Outcome<()> {
        actor.must(RUN)?;
        let picture = pictures::picture(&bytes)?;
        let (media, text) = picture.as_ref().map(|(media, text)| (*media, text.as_str())).unzip();
        let mut tx = self.house.db.begin().await?;
        let bureau = self.at_the_bureau(&mut tx, actor, RUN).await?;
        if sql_products::set_picture(&mut tx, product, bureau, media, text).await? == 0 {
            return Err(RefusalCode::NotFound.into());
        }
        Ok(tx.commit().await?)
    }

    async fn all_offers(&self, actor: &Actor) -> Outcome<Vec<OfferView>> {
        let mut reader = self.house.db.read().await?;
        let bureau = self.at_the_bureau(&mut reader, actor, RUN).await?;
        let zone = keys::zone(&mut reader, actor.person()?).await?;
        let rows = sql_products::offers(&mut reader, bureau).await?;
        let now = self.house.now();
        Ok(rows
            .iter()
            .map(|row| offers::view(row, &zone, now))
            .collect::<Result<_, _>>()?)
    }

    async fn save_offer(&self, actor: &Actor, form: OfferForm) -> Outcome<OfferId> {
        actor.must(RUN)?;
        let (known, offer) = form.check()?;
        let mut tx = self.house.db.begin().await?;
        let bureau = self.at_the_bureau(&mut tx, actor, RUN).await?;
        let id = offers::save(&mut tx, &self.house, bureau, known, &offer).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn dealers(&self, actor: &Actor) -> Outcome<Vec<DealerView>> {
        let mut reader = self.house.db.read().await?;
        let bureau = self.at_the_bureau(&mut reader, actor, RUN).await?;
        let mut views = Vec::new();
        for row in sql_dealers::dealers(&mut reader, bureau).await? {
            views.push(terms::view(&mut reader, &row, actor).await?);
        }
        Ok(views)
    }

    async fn any_dealer(&self, actor: &Actor, id: DealerId) -> Outcome<DealerView> {
        let mut reader = self.house.db.read().await?;
        let bureau = self.at_the_bureau(&mut reader, actor, RUN).await?;
        let row = sql_dealers::dealer(&mut reader, id).await?;
        let row = row.filter(|row| row.organisation_id.0 == bureau);
        Ok(terms::view(&mut reader, &row.ok_or(RefusalCode::NotFound)?, actor).await?)
    }

    async fn save_dealer(&self, actor: &Actor, form: DealerForm) -> Outcome<DealerId> {
        actor.must(RUN)?;
        let (known, dealer) = form.check()?;
        let mut tx = self.house.db.begin().await?;
        let bureau = self.at_the_bureau(&mut tx, actor, RUN).await?;
        let id = partners::save(&mut tx, &self.house, bureau, known, &dealer).await?;
        tx.commit().await?;
        self.house.wake.notices.notify_one();
        Ok(id)
    }

    async fn set_dealer_person(&self, actor: &Actor, dealer: DealerId, person: PersonId, works: bool) -> Outcome<()> {
        let mut tx = self.house.db.begin().await?;
        let bureau = self.at_the_bureau(&mut tx, actor, RUN).await?;
        let row = sql_dealers::dealer(&mut tx, dealer).await?;
        let row = row
            .filter(|row| row.organisation_id.0 == bureau)
            .ok_or(RefusalCode::NotFound)?;
        if works {
            if !sql_dealers::may_work(&mut tx, bureau, person).await? {
                return Err(RefusalCode::NotFound.into());
            }
            sql_dealers::add_person(&mut tx, row.id.0, person).await?;
        } else {
            sql_dealers::remove_person(&mut tx, row.id.0, person).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn applications(&self, actor: &Actor) -> Outcome<Vec<ApplicationView>> {
        let mut reader = self.house.db.read().await?;
        let bureau = self.at_the_bureau(&mut reader, actor, RUN).await?;
        let zone = keys::zone(&mut reader, actor.person()?).await?;
        Ok(partners::applications(&mut reader, &self.house, bureau, &zone).await?)
    }

    async fn decide_application(&self, actor: &Actor, id: ApplicationId, accept: bool) -> Outcome<Option<DealerId>> {
        let mut tx = self.house.db.begin().await?;
        let bureau = self.at_the_bureau(&mut tx, actor, RUN).await?;
        let dealer = partners::decide(&mut tx, &self.house, bureau, actor.person()?, id, accept).await?;
        tx.commit().await?;
        self.house.wake.notices.notify_one();
        Ok(dealer)
    }

    async fn sales(&self, actor: &Actor, filter: &SalesFilter) -> Outcome<Sales> {
        let mut reader = self.house.db.read().await?;
        let bureau = self.at_the_bureau(&mut reader, actor, RUN).await?;
        figures::sales(&mut reader, bureau, None, filter, self.house.now()).await
    }

    async fn to_send(&self, actor: &Actor) -> Outcome<Vec<Parcel>> {
        let mut reader = self.house.db.read().await?;
        let bureau = self.at_the_bureau(&mut reader, actor, RUN).await?;
        let zone = keys::zone(&mut reader, actor.person()?).await?;
        Ok(shop::parcels(&mut reader, &self.house, bureau, &zone).await?)
    }

    async fn mark_sent(&self, actor: &Actor, id: PurchaseId) -> Outcome<()> {
        let mut tx = self.house.db.begin().await?;
        self.at_the_bureau(&mut tx, actor, RUN).await?;
        shop::sent(&mut tx, &self.house, actor, id).await?;
        Ok(tx.commit().await?)
    }
}
