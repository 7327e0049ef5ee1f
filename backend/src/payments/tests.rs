//! Payments over both databases, with the provider that plays.
//!
//! * `flow.rs`: the payer's roads, refunds, reconciliation, whose payments are whose.
//! * `orders.rs`: in whatever order words come, the money ends the same. `numbers.rs`: receipts have no gaps.

mod flow;
mod numbers;
mod orders;

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use domain::accounts::{Actor, Role, Secret};
use domain::ids::{IntentId, OrganisationId};
use domain::payments::{PaymentsPort, Play, Purpose, TestPayPort};
use domain::{Currency, Locale, Money};

use super::opening::link_secret;
use super::{NewIntent, PaidIntent, PaymentJobs, PaymentListener, Payments, TestPay, open};
use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::house::House;
use crate::testing::{Scene, World};

pub(super) const PRICE: Money = Money::new(4_900, Currency::Ron);

/// Hears of covers, and keeps what it heard: `+` for what was paid, `-` for what was given back.
#[derive(Clone, Default)]
pub(super) struct Ear(Arc<Mutex<Heard>>);

/// What was heard, and whether the next payment is not taken.
type Heard = (Vec<(IntentId, i64)>, bool);

impl Ear {
    pub fn of(&self, id: IntentId) -> Vec<i64> {
        let heard = self.0.lock().unwrap();
        heard.0.iter().filter(|(of, _)| *of == id).map(|(_, n)| *n).collect()
    }

    /// The next payment is not taken.
    pub fn refuse_next(&self) {
        self.0.lock().unwrap().1 = true;
    }

    fn hear(&self, id: IntentId, n: i64) -> Result<()> {
        let mut heard = self.0.lock().unwrap();
        if std::mem::take(&mut heard.1) {
            return Err(Fault::broken("test.ear", "hearing of a payment"));
        }
        heard.0.push((id, n));
        Ok(())
    }
}

#[async_trait]
impl PaymentListener for Ear {
    fn purpose(&self) -> Purpose {
        Purpose::Cover
    }

    async fn paid(&self, _: &mut Tx, intent: &PaidIntent) -> Result<()> {
        self.hear(intent.id, intent.amount.minor)
    }

    async fn refunded(&self, _: &mut Tx, intent: &PaidIntent, amount: Money, _: bool) -> Result<()> {
        self.hear(intent.id, -amount.minor)
    }
}

pub(super) struct Stage {
    pub scene: Scene,
    pub house: House,
    pub manager: Actor,
    pub payments: Payments,
    pub jobs: PaymentJobs,
    pub test: TestPay,
    pub ear: Ear,
}

pub(super) fn visitor() -> Actor {
    Actor::Visitor {
        address: "192.0.2.1".to_owned(),
    }
}

/// What somebody shall pay.
pub(super) fn a_cover(house: &House, organisation: OrganisationId) -> NewIntent {
    NewIntent {
        organisation,
        payer: None,
        payer_email: Some(domain::Email::parse("ion@example.org").unwrap()),
        payer_locale: Locale::Ro,
        purpose: Purpose::Cover,
        subject: house.outside.uuid7(),
        amount: PRICE,
        vat_permille: 210,
        what: "Acoperire pentru cheia 7QK4-M2XP, un an".to_owned(),
        return_to: "/owner/keys".to_owned(),
    }
}

impl Stage {
    pub async fn new(world: World) -> Self {
        let scene = Scene::new(world).await;
        let manager = scene.person(true, &[Role::Manager]).await;
        let house = scene.house.clone();
        let (test, ear) = (TestPay::new(house.clone()), Ear::default());
        let payments = Payments::new(house.clone(), vec![Arc::new(test.clone())], vec![Arc::new(ear.clone())]);
        Self {
            jobs: PaymentJobs::new(payments.clone()),
            house,
            manager,
            payments,
            test,
            ear,
            scene,
        }
    }

    pub async fn open(&self) -> (IntentId, Secret) {
        let mut tx = self.house.db.begin().await.unwrap();
        let new = a_cover(&self.house, self.scene.organisation);
        let id = open(&mut tx, &self.house, new).await.unwrap();
        tx.commit().await.unwrap();
        (id, Secret::new(link_secret(&self.house, id)))
    }

    /// The payer goes to the provider's page; gives its reference.
    pub async fn go(&self, link: &Secret) -> String {
        let url = self.payments.go_and_pay(&visitor(), link, Locale::Ro).await.unwrap();
        url.rsplit('/').next().unwrap().to_owned()
    }

    pub async fn play(&self, reference: &str, play: Play) {
        self.test.play(&visitor(), reference, play).await.unwrap();
    }

    /// The words that are due come.
    pub async fn words(&self) -> usize {
        self.test.send_words(&self.payments).await.unwrap()
    }

    /// Opens, pays and hears of it.
    pub async fn paid(&self) -> (IntentId, Secret) {
        let (id, link) = self.open().await;
        let reference = self.go(&link).await;
        self.play(&reference, Play::Accept).await;
        assert_eq!(self.words().await, 1);
        (id, link)
    }
}

/// Some chance for orders, the same at each run.
pub(super) struct Dice(u64);

impl Dice {
    pub const fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(n).unwrap()).unwrap()
    }

    pub fn shuffle<T>(&mut self, all: &mut [T]) {
        for i in (1..all.len()).rev() {
            let j = self.below(i + 1);
            all.swap(i, j);
        }
    }
}
