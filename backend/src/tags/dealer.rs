//! The dealer's port: one's own pools, keys, labels and figures. What is another dealer's is `NotFound`.

use async_trait::async_trait;
use domain::accounts::{Actor, Operation};
use domain::ids::PoolId;
use domain::tags::{
    DealerKey, DealerPort, DealerView, Download, KeyEvent, KeyFact, KeyFilter, KeyWord, LabelText, Orderable,
    PoolEvent, PoolFile, PoolFilter, PoolOrder, PoolRow as ListRow, PoolView, Sales, SalesFilter, TagKey,
};
use domain::{Outcome, Page, RefusalCode, Timestamp};

use super::figures::{self, What};
use super::keys::{self, at, read_at};
use super::pools::{self, Buyer};
use super::service::Tags;
use super::sql_dealers::{self, DealerRow};
use super::sql_pools::{self, DealerKeyRow, NarrowKeys, PoolRow};
use super::{files, pictures, sql, sql_things, terms};
use crate::again::again;
use crate::db::Handle;
use crate::fault::Result;
use crate::lists::page;
use crate::payments;

const KEYS_A_PAGE: i64 = 100;
/// So many keys may be reported as sold at once.
const MOST_SOLD: usize = 1_000;

impl Tags {
    /// The dealer for whom the asker works; who works for none may not sell.
    async fn dealing(&self, h: &mut impl Handle, actor: &Actor) -> Outcome<DealerRow> {
        actor.must(Operation::SellTags)?;
        let dealer = sql_dealers::dealer_of(h, actor.person()?).await?;
        Ok(dealer.ok_or(RefusalCode::NotAllowed)?)
    }
}

/// A pool if it is that dealer's.
async fn own(h: &mut impl Handle, dealer: &DealerRow, id: PoolId) -> Outcome<PoolRow> {
    let pool = sql_pools::pool(h, id).await?;
    let own = |pool: &PoolRow| pool.dealer_id.is_some_and(|own| own.0 == dealer.id.0);
    Ok(pool.filter(own).ok_or(RefusalCode::NotFound)?)
}

#[async_trait]
impl DealerPort for Tags {
    async fn dealer(&self, actor: &Actor) -> Outcome<DealerView> {
        let mut reader = self.house.db.read().await?;
        let dealer = self.dealing(&mut reader, actor).await?;
        Ok(terms::view(&mut reader, &dealer, actor).await?)
    }

    async fn change_label(&self, actor: &Actor, form: LabelText) -> Outcome<()> {
        actor.must(Operation::SellTags)?;
        let label = form.check()?;
        let mut tx = self.house.db.begin().await?;
        let dealer = self.dealing(&mut tx, actor).await?;
        sql_dealers::set_label(&mut tx, dealer.id.0, &label).await?;
        Ok(tx.commit().await?)
    }

    async fn change_logo(&self, actor: &Actor, png: Vec<u8>) -> Outcome<()> {
        actor.must(Operation::SellTags)?;
        let logo = pictures::logo(&png)?;
        let mut tx = self.house.db.begin().await?;
        let dealer = self.dealing(&mut tx, actor).await?;
        sql_dealers::set_logo(&mut tx, dealer.id.0, logo.as_deref()).await?;
        Ok(tx.commit().await?)
    }

    async fn own_logo(&self, actor: &Actor) -> Outcome<Download> {
        let mut reader = self.house.db.read().await?;
        let dealer = self.dealing(&mut reader, actor).await?;
        let logo = sql_dealers::logo(&mut reader, dealer.id.0).await?;
        pictures::show(logo.map(|logo| (pictures::PNG.to_owned(), logo)), "logo")
    }

    async fn orderable(&self, actor: &Actor) -> Outcome<Vec<Orderable>> {
        let mut reader = self.house.db.read().await?;
        let dealer = self.dealing(&mut reader, actor).await?;
        Ok(terms::orderable(&mut reader, &dealer).await?)
    }

    async fn order_pool(&self, actor: &Actor, form: PoolOrder) -> Outcome<PoolId> {
        actor.must(Operation::SellTags)?;
        let order = form.check()?;
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let dealer = self.dealing(&mut tx, actor).await?;
            let id = pools::order(&mut tx, &self.house, actor, &Buyer::Dealer(&dealer), &order).await?;
            tx.commit().await?;
            self.look_again(id).await?;
            Ok(id)
        })
        .await
    }

    async fn pools(&self, actor: &Actor, filter: &PoolFilter) -> Outcome<Page<ListRow>> {
        let mut reader = self.house.db.read().await?;
        let dealer = self.dealing(&mut reader, actor).await?;
        let zone = keys::zone(&mut reader, actor.person()?).await?;
        let organisation = dealer.organisation_id.0;
        Ok(pools::list(&mut reader, organisation, Some(dealer.id.0), filter, &zone).await?)
    }

    async fn pool(&self, actor: &Actor, id: PoolId) -> Outcome<PoolView> {
        let mut reader = self.house.db.read().await?;
        let dealer = self.dealing(&mut reader, actor).await?;
        let pool = own(&mut reader, &dealer, id).await?;
        Ok(pools::view(&mut reader, &self.house, &pool, actor).await?)
    }

    async fn pay_pool(&self, actor: &Actor, id: PoolId) -> Outcome<String> {
        let intent = again(|| async {
            let mut tx = self.house.db.begin().await?;
            let dealer = self.dealing(&mut tx, actor).await?;
            let pool = own(&mut tx, &dealer, id).await?;
            let intent = pools::pay(&mut tx, &self.house, &pool, actor.person()?).await?;
            tx.commit().await?;
            Ok(intent)
        })
        .await?;
        Ok(payments::pay_link(&self.house, intent))
    }

    async fn invoice_pool(&self, actor: &Actor, id: PoolId) -> Outcome<()> {
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let dealer = self.dealing(&mut tx, actor).await?;
            let mut pool = own(&mut tx, &dealer, id).await?;
            pools::put_on_invoice(&mut tx, &self.house, &mut pool, &dealer, actor).await?;
            tx.commit().await?;
            pools::nudge(&self.house, &pool);
            Ok(())
        })
        .await
    }

    async fn cancel_pool(&self, actor: &Actor, id: PoolId) -> Outcome<()> {
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let dealer = self.dealing(&mut tx, actor).await?;
            let mut pool = own(&mut tx, &dealer, id).await?;
            pools::end(&mut tx, &self.house, &mut pool, PoolEvent::Cancel, actor).await?;
            tx.commit().await?;
            pools::nudge(&self.house, &pool);
            Ok(())
        })
        .await
    }

    async fn pool_file(&self, actor: &Actor, id: PoolId, file: PoolFile) -> Outcome<Download> {
        let mut reader = self.house.db.read().await?;
        let dealer = self.dealing(&mut reader, actor).await?;
        let pool = own(&mut reader, &dealer, id).await?;
        files::download(reader, &self.house, &pool, Some(&dealer), file).await
    }

    async fn keys(&self, actor: &Actor, filter: &KeyFilter) -> Outcome<Page<DealerKey>> {
        let mut reader = self.house.db.read().await?;
        let dealer = self.dealing(&mut reader, actor).await?;
        let zone = keys::zone(&mut reader, actor.person()?).await?;
        let number = match filter.search.trim() {
            "" => None,
            // What is no key is nobody's: the list is empty.
            typed => Some(TagKey::parse(typed).map_or_else(|_| "-".to_owned(), |key| key.plain())),
        };
        let narrow = NarrowKeys {
            dealer: dealer.id.0,
            number,
            state: filter.state.map(KeyWord::wire),
            pool: filter.pool,
            after: filter.cursor.as_ref().and_then(|cursor| {
                let (pool, number) = cursor.0.split_once('.')?;
                Some((pool.parse().ok()?, number.to_owned()))
            }),
            limit: KEYS_A_PAGE + 1,
        };
        let rows = sql_pools::dealer_keys(&mut reader, narrow).await?;
        let place = |row: &DealerKeyRow| format!("{}.{}", row.pool_id.0, row.number.0.plain());
        let view = |row: DealerKeyRow| -> Result<DealerKey> {
            Ok(DealerKey {
                id: row.id.0,
                key: row.number.0,
                pool: format!("P-{}", row.pool_number),
                product: row.product()?,
                word: row.word(),
                sold: row.sold_at.or(row.owned_since).map(|at| read_at(&zone, at)),
            })
        };
        Ok(page(rows, KEYS_A_PAGE, place, view)?)
    }

    async fn report_sold(&self, actor: &Actor, keys: &str) -> Outcome<u32> {
        actor.must(Operation::SellTags)?;
        let keys = parse_list(keys)?;
        again(|| async {
            let now = self.house.now();
            let mut tx = self.house.db.begin().await?;
            let dealer = self.dealing(&mut tx, actor).await?;
            for key in &keys {
                let row = sql::by_number(&mut tx, key).await?;
                let own = row.filter(|row| row.dealer_id.is_some_and(|id| id.0 == dealer.id.0));
                let mut row = own.ok_or_else(|| at("keys", RefusalCode::UnknownKey))?;
                row.apply(KeyEvent::Sell, now)
                    .map_err(|_| at("keys", RefusalCode::WrongState))?;
                sell(&mut tx, &mut row, actor, now).await?;
            }
            tx.commit().await?;
            Ok(u32::try_from(keys.len()).unwrap_or_default())
        })
        .await
    }

    async fn figures(&self, actor: &Actor, filter: &SalesFilter) -> Outcome<Sales> {
        let mut reader = self.house.db.read().await?;
        let dealer = self.dealing(&mut reader, actor).await?;
        let organisation = dealer.organisation_id.0;
        figures::sales(&mut reader, organisation, Some(dealer.id.0), filter, self.house.now()).await
    }
}

async fn sell(tx: &mut crate::db::Tx, row: &mut sql::KeyRow, actor: &Actor, now: Timestamp) -> Result<()> {
    sql::save(tx, row).await?;
    sql_things::note(tx, row, None, &KeyFact::Sold, actor, now).await?;
    figures::count_key(tx, row, What::Sold, 1, None, now).await
}

/// Keys as they come from a scanner or a list; each once.
fn parse_list(text: &str) -> Outcome<Vec<TagKey>> {
    let mut keys = Vec::new();
    for line in text
        .split(['\n', '\r', ',', ';', '\t'])
        .filter(|line| !line.trim().is_empty())
    {
        let key = TagKey::parse(line).map_err(|code| at("keys", code))?;
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    match keys.len() {
        0 => Err(at("keys", RefusalCode::Missing)),
        n if n > MOST_SOLD => Err(at("keys", RefusalCode::OutOfRange)),
        _ => Ok(keys),
    }
}

impl Tags {
    /// Open screens look at a pool again.
    pub(super) async fn look_again(&self, id: PoolId) -> Result<()> {
        let mut reader = self.house.db.read().await?;
        if let Some(pool) = sql_pools::pool(&mut reader, id).await? {
            pools::nudge(&self.house, &pool);
        }
        Ok(())
    }
}
