//! The bureau's year: products, offers, two dealers, pools of keys, what was sold of them and activated.
//!
//! Everything goes through the ports of `tags`, with the clock turned; no chance but the dice.

use domain::accounts::{Actor, Role};
use domain::ids::{DealerId, KeyId, OrganisationId, PersonId, PoolId, SessionId};
use domain::photos::Upload;
use domain::tags::{
    ActivationForm, BureauPort as _, DealerForm, DealerPort as _, OwnerTagsPort as _, PoolFile, PoolOrder, ThingForm,
};
use domain::{Locale, Outcome, Span, Timestamp};

use super::citizens::{Citizen, citizen};
use super::dice::Dice;
use super::drawings;
use super::goods::{self, DEALERS, OWN, Pool, SALES};
use super::story::StoryClock;
use crate::fault::{Fault, Result};
use crate::house::House;
use crate::outside::Clock as _;
use crate::tags::{TagJobs, Tags};

/// How many people buy tags.
const BUYERS: usize = 24;

/// One of so many that are sold is attached to something at once.
const TAGGED: usize = 7;
/// One of so many belongs to whoever signs in with one click.
const HERS: usize = 32;
/// One of so many others has a photo; all of hers have, where their kind can be drawn.
const PICTURED: usize = 6;

/// A tag in use.
pub(super) struct Tagged {
    /// Which.
    pub id: KeyId,
    /// Its key.
    pub key: String,
    /// Whose, by place in [`Cast::owners`].
    pub owner: usize,
    /// Since when.
    pub since: Timestamp,
}

/// Who acts in the story.
pub(super) struct Cast {
    /// Runs the bureau.
    pub manager: Actor,
    /// One per dealer of [`DEALERS`].
    pub dealers: Vec<Actor>,
    /// Who buys tags; the first signs in with one click.
    pub owners: Vec<Buyer>,
}

/// Somebody who buys tags.
pub(super) struct Buyer {
    /// Who they are.
    pub actor: Actor,
    /// In which language they name their things.
    pub locale: Locale,
}

/// A person of the cast.
pub(super) fn actor(house: &House, organisation: OrganisationId, person: PersonId, role: Role) -> Actor {
    Actor::Person {
        person,
        session: SessionId(house.outside.uuid7()),
        organisation,
        office: None,
        roles: vec![role],
    }
}

/// People who buy tags, besides those who sign in with one click.
pub(super) fn buyers() -> Vec<Citizen> {
    let mut dice = Dice::new(77);
    let homes = [Locale::Ro, Locale::Ru, Locale::Zh, Locale::En];
    let all = (0..BUYERS).zip(homes.into_iter().cycle()).map(|(n, home)| Citizen {
        email: format!("owner{n}@example.org"),
        ..citizen(&mut dice, home)
    });
    all.collect()
}

/// Tells the year that ends now.
///
/// # Errors
/// What the database says; a refusal, which would be a defect of the plan.
pub(super) async fn tell(house: &House, clock: &StoryClock, cast: &Cast, now: Timestamp) -> Result<Vec<Tagged>> {
    let year = Year {
        tags: Tags::new(house.clone()),
        jobs: TagJobs::new(house.clone()),
        clock,
        cast,
        now,
        dice: Dice::new(1_887),
        shelves: vec![Vec::new(); DEALERS.len()],
        products: Vec::new(),
        once: 0,
        tagged: Vec::new(),
        photos: drawings::at_home()?,
    };
    year.tell().await
}

struct Year<'a> {
    tags: Tags,
    jobs: TagJobs,
    clock: &'a StoryClock,
    cast: &'a Cast,
    now: Timestamp,
    dice: Dice,
    /// Keys that each dealer has and has not sold.
    shelves: Vec<Vec<String>>,
    products: Vec<String>,
    once: u32,
    tagged: Vec<Tagged>,
    /// What things look like, by their kinds.
    photos: Vec<(&'static str, Upload)>,
}

/// The plan was refused.
fn told<T>(done: Outcome<T>) -> Result<T> {
    done.map_err(|error| Fault::broken("demo.trade", "telling the bureau's year").because(error))
}

impl Year<'_> {
    async fn tell(mut self) -> Result<Vec<Tagged>> {
        self.at(360);
        for form in goods::products() {
            let id = told(self.tags.save_product(&self.cast.manager, form).await)?;
            self.products.push(id.to_string());
        }
        for n in 0..DEALERS.len() {
            self.sign_contract(n).await?;
        }
        for month in (0..12).rev() {
            self.month(month).await?;
        }
        self.clock.set(self.now);
        for form in goods::offers(self.now, &self.products) {
            told(self.tags.save_offer(&self.cast.manager, form).await)?;
        }
        self.jobs.round().await?;
        Ok(self.tagged)
    }

    fn at(&self, days_ago: i64) {
        self.clock.set(self.now - Span::days(days_ago));
    }

    async fn sign_contract(&self, n: usize) -> Result<()> {
        let form: DealerForm = goods::dealer(n);
        let manager = &self.cast.manager;
        let id: DealerId = told(self.tags.save_dealer(manager, form).await)?;
        if let Some(Actor::Person { person, .. }) = self.cast.dealers.get(n) {
            told(self.tags.set_dealer_person(manager, id, *person, true).await)?;
        }
        Ok(())
    }

    /// What happened in the month so many months ago: pools first, then sales.
    async fn month(&mut self, months_ago: i64) -> Result<()> {
        for (n, dealer) in DEALERS.iter().enumerate() {
            for pool in dealer.pools.iter().filter(|pool| pool.days_ago / 30 == months_ago) {
                self.order(n, pool).await?;
            }
        }
        for pool in OWN.iter().filter(|pool| pool.days_ago / 30 == months_ago) {
            self.at(pool.days_ago);
            let order = self.form(pool);
            told(self.tags.order_own(&self.cast.manager, order).await)?;
            self.jobs.round().await?;
        }
        self.at(months_ago * 30 + 2);
        for n in 0..DEALERS.len() {
            self.sell(n, months_ago).await?;
        }
        Ok(())
    }

    fn form(&mut self, pool: &Pool) -> PoolOrder {
        self.once += 1;
        PoolOrder {
            product: self.products.get(pool.product).cloned().unwrap_or_default(),
            quantity: pool.quantity.to_string(),
            note: pool.note.to_owned(),
            once: format!("demo-pool-{}", self.once),
        }
    }

    async fn order(&mut self, n: usize, pool: &Pool) -> Result<()> {
        let Some(dealer) = self.cast.dealers.get(n) else {
            return Ok(());
        };
        self.at(pool.days_ago);
        let order = self.form(pool);
        let id: PoolId = told(self.tags.order_pool(dealer, order).await)?;
        if pool.open {
            return Ok(());
        }
        self.clock.pass(Span::hours(2));
        told(self.tags.invoice_pool(dealer, id).await)?;
        if pool.waits {
            return Ok(());
        }
        self.clock.pass(Span::hours(20));
        told(self.tags.approve_pool(&self.cast.manager, id).await)?;
        self.jobs.round().await?;
        let file = told(self.tags.pool_file(dealer, id, PoolFile::Csv).await)?;
        let text = String::from_utf8_lossy(&file.bytes).into_owned();
        // A head, then one key a line: eight signs and a dash come first.
        let keys = text.lines().skip(1).filter_map(|line| line.get(..9).map(str::to_owned));
        if let Some(stock) = self.shelves.get_mut(n) {
            stock.extend(keys);
        }
        Ok(())
    }

    /// Sells what the month asks for, and lets some of the buyers say who they are.
    async fn sell(&mut self, n: usize, months_ago: i64) -> Result<()> {
        let Some(dealer) = self.cast.dealers.get(n) else {
            return Ok(());
        };
        let planned = SALES
            .get(usize::try_from(11 - months_ago).unwrap_or_default())
            .copied()
            .unwrap_or_default();
        let wanted = usize::try_from(planned + self.dice.between(-8, 12)).unwrap_or_default();
        let Some(stock) = self.shelves.get_mut(n) else {
            return Ok(());
        };
        let left = stock.len().saturating_sub(wanted);
        let sold = stock.split_off(left);
        if sold.is_empty() {
            return Ok(());
        }
        told(self.tags.report_sold(dealer, &sold.join("\n")).await)?;
        for key in sold.iter().step_by(TAGGED) {
            self.clock.pass(Span::minutes(47));
            self.activate(key).await?;
        }
        Ok(())
    }

    async fn activate(&mut self, key: &str) -> Result<()> {
        let others = u64::try_from(self.cast.owners.len().saturating_sub(1)).unwrap_or_default();
        let drawn = usize::try_from(self.dice.below(others)).unwrap_or_default();
        let owner = if self.tagged.len() % HERS == 1 { 0 } else { drawn + 1 };
        let Some(buyer) = self.cast.owners.get(owner) else {
            return Ok(());
        };
        let (kind, thing) = self.dice.one_of(&goods::things(buyer.locale)).unwrap_or_default();
        let pictured = owner == 0 || self.tagged.len().is_multiple_of(PICTURED);
        let photo = self.photos.iter().find(|(of, _)| pictured && *of == kind);
        let form = ActivationForm {
            key: key.to_owned(),
            photo: photo.map(|(_, photo)| photo.clone()).unwrap_or_default(),
            thing: ThingForm {
                kind: kind.to_owned(),
                thing: thing.to_owned(),
                ..ThingForm::default()
            },
        };
        let id = told(self.tags.activate(&buyer.actor, form).await)?;
        self.tagged.push(Tagged {
            id,
            key: key.to_owned(),
            owner,
            since: self.clock.now(),
        });
        Ok(())
    }
}
