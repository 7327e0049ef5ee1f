//! Keys, pools, cover and dealers, on both databases.

mod content;
mod cover;
mod dealers;
mod desk;
mod erasure;
mod owners;
mod photos;
mod pools;
mod rights;
mod shop;

use std::sync::Arc;

use domain::accounts::{Actor, Role};
use domain::ids::{DealerId, IntentId, OrganisationId, PoolId, ProductId, SessionId};
use domain::payments::Purpose;
use domain::tags::{
    ActivationForm, BureauPort as _, DealerForm, DealerPort as _, InFour, OwnerTagsPort as _, PoolOrder, ProductForm,
    TagKey, ThingForm,
};
use domain::{Currency, Locale, Money, Outcome, RefusalCode};
use uuid::Uuid;

use super::{CoverListener, PoolListener, TagJobs, Tags};
use crate::accounts::{Accounts, Offices};
use crate::db::{Text, all, maybe};
use crate::house::{House, LiveBus, PaymentSettings, Settings, Wakers};
use crate::payments::{PaidIntent, PaymentListener};
use crate::testing::World;

/// The bureau with its people, one product, and a dealer with a price list.
struct Bureau {
    world: World,
    house: House,
    tags: Tags,
    jobs: TagJobs,
    organisation: OrganisationId,
    manager: Actor,
    desk: Actor,
    ana: Actor,
    ion: Actor,
    dealer: Actor,
    dealer_id: DealerId,
    rival: Actor,
    product: ProductId,
    visitor: Actor,
}

fn visitor() -> Actor {
    Actor::Visitor {
        address: "192.0.2.1".to_owned(),
    }
}

fn thing() -> ThingForm {
    ThingForm {
        kind: "keys".to_owned(),
        thing: "Office keys".to_owned(),
        description: "With a red ribbon".to_owned(),
        reward: "50".to_owned(),
        currency: "RON".to_owned(),
    }
}

fn product_form() -> ProductForm {
    ProductForm {
        slug: "brass-keyring".to_owned(),
        kind: "keyring".to_owned(),
        name: InFour {
            en: "Brass keyring".to_owned(),
            ro: "Breloc de alamă".to_owned(),
            ..InFour::default()
        },
        currency: "RON".to_owned(),
        price: "49".to_owned(),
        dealer_price: "20".to_owned(),
        cover_price: "30".to_owned(),
        cover_days: "365".to_owned(),
        included_days: "0".to_owned(),
        vat: "19".to_owned(),
        sold_here: true,
        listed: true,
        ..ProductForm::default()
    }
}

fn dealer_form(name: &str, email: &str) -> DealerForm {
    DealerForm {
        name: name.to_owned(),
        email: email.to_owned(),
        locale: "ro".to_owned(),
        city: "Cluj-Napoca".to_owned(),
        commission: "10".to_owned(),
        currency: "RON".to_owned(),
        most_keys: "100000".to_owned(),
        listed: true,
        active: true,
        ..DealerForm::default()
    }
}

async fn person(house: &House, accounts: &Accounts, org: OrganisationId, name: &str, roles: &[Role]) -> Actor {
    let email = format!("{}@example.org", name.to_lowercase().replace(' ', "."));
    let person = accounts
        .seed_person(org, name, &email, Locale::Ro, roles, None)
        .await
        .unwrap();
    Actor::Person {
        person,
        session: SessionId(house.outside.uuid7()),
        organisation: org,
        office: None,
        roles: roles.to_vec(),
    }
}

fn house_of(world: &World) -> House {
    House {
        db: world.db.clone(),
        outside: world.outside.clone(),
        key: world.master.clone(),
        live: LiveBus::default(),
        wake: Wakers::default(),
        settings: Arc::new(Settings {
            public_url: "https://tags.example.org".to_owned(),
            demo: false,
            payments: PaymentSettings::default(),
        }),
    }
}

impl Bureau {
    async fn new(world: World) -> Self {
        let house = house_of(&world);
        let accounts = Accounts::new(house.clone(), world.passwords.clone());
        let organisation = accounts.seed_organisation("Lost & Found Bureau").await.unwrap();
        Offices::new(house.clone()).found_bureau(organisation).await.unwrap();
        let tags = Tags::new(house.clone());
        let make = |name, roles: &'static [Role]| person(&house, &accounts, organisation, name, roles);
        let manager = make("Maria Manager", &[Role::Manager]).await;
        let product = tags.save_product(&manager, product_form()).await.unwrap();
        let dealer = make("Dan Dealer", &[Role::Dealer]).await;
        let rival = make("Rita Rival", &[Role::Dealer]).await;
        let mut ids = Vec::new();
        for (name, email, actor) in [
            ("Chei & Co", "chei@firm.example", &dealer),
            ("Rival SRL", "rival@firm.example", &rival),
        ] {
            let form = dealer_form(name, email);
            let id = tags.save_dealer(&manager, form).await.unwrap();
            tags.set_dealer_person(&manager, id, actor.person().unwrap(), true)
                .await
                .unwrap();
            ids.push(id);
        }
        Self {
            jobs: TagJobs::new(house.clone()),
            desk: make("Dora Desk", &[Role::Dispatcher]).await,
            ana: make("Ana Owner", &[Role::Owner]).await,
            ion: make("Ion Owner", &[Role::Owner]).await,
            tags,
            manager,
            dealer,
            rival,
            dealer_id: ids[0],
            product,
            organisation,
            visitor: visitor(),
            house,
            world,
        }
    }

    fn order(&self, quantity: u32, once: &str) -> PoolOrder {
        PoolOrder {
            product: self.product.to_string(),
            quantity: quantity.to_string(),
            note: String::new(),
            once: format!("once-order-{once}"),
        }
    }

    /// A pool of our own shop, made.
    async fn stock(&self, quantity: u32) -> Vec<TagKey> {
        let id = self
            .tags
            .order_own(&self.manager, self.order(quantity, &quantity.to_string()))
            .await
            .unwrap();
        self.jobs.round().await.unwrap();
        self.keys_in(id).await
    }

    /// A pool of the dealer's, ordered, paid, approved and made.
    async fn sold_pool(&self, quantity: u32) -> (PoolId, Vec<TagKey>) {
        let id = self
            .tags
            .order_pool(&self.dealer, self.order(quantity, &quantity.to_string()))
            .await
            .unwrap();
        self.tags.pay_pool(&self.dealer, id).await.unwrap();
        self.pay_last().await;
        self.tags.approve_pool(&self.manager, id).await.unwrap();
        self.jobs.round().await.unwrap();
        (id, self.keys_in(id).await)
    }

    async fn keys_in(&self, pool: PoolId) -> Vec<TagKey> {
        let mut reader = self.house.db.read().await.unwrap();
        all!(
            reader,
            (Text<TagKey>,),
            "SELECT number FROM tag_keys WHERE pool_id = $1 ORDER BY number",
            pool
        )
        .unwrap()
        .into_iter()
        .map(|(key,)| key.0)
        .collect()
    }

    /// The payment that was asked for last, as its listener hears of it.
    async fn last_intent(&self) -> PaidIntent {
        self.tick();
        let mut reader = self.house.db.read().await.unwrap();
        let (id, purpose, subject, amount, currency) = maybe!(
            reader,
            (Text<IntentId>, String, Text<Uuid>, i64, String),
            "SELECT id, purpose, subject, amount, currency FROM payment_intents ORDER BY id DESC LIMIT 1"
        )
        .unwrap()
        .expect("a payment");
        PaidIntent {
            id: id.0,
            organisation: self.organisation,
            payer: None,
            purpose: Purpose::from_wire(&purpose).unwrap(),
            subject: subject.0,
            amount: Money::new(amount, Currency::from_code(&currency).unwrap()),
            at: self.house.now(),
        }
    }

    /// Ids of one instant have no order: between two payments or messages some time passes.
    fn tick(&self) {
        self.world.clock.advance(domain::Span::millis(5));
    }

    fn listener(&self, purpose: Purpose) -> Box<dyn PaymentListener> {
        match purpose {
            Purpose::KeyPool => Box::new(PoolListener::new(self.house.clone())),
            _ => Box::new(CoverListener::new(self.house.clone())),
        }
    }

    async fn tell_paid(&self, intent: &PaidIntent) {
        let mut tx = self.house.db.begin().await.unwrap();
        self.listener(intent.purpose).paid(&mut tx, intent).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn tell_refunded(&self, intent: &PaidIntent, minor: i64, full: bool) {
        let amount = Money::new(minor, intent.amount.currency);
        let mut tx = self.house.db.begin().await.unwrap();
        let listener = self.listener(intent.purpose);
        listener.refunded(&mut tx, intent, amount, full).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn pay_last(&self) -> PaidIntent {
        let intent = self.last_intent().await;
        self.tell_paid(&intent).await;
        intent
    }

    /// Ana activates a key.
    async fn activated(&self, key: &TagKey) -> domain::ids::KeyId {
        self.activate(&self.ana, key).await.unwrap()
    }

    async fn activate(&self, owner: &Actor, key: &TagKey) -> Outcome<domain::ids::KeyId> {
        let form = ActivationForm {
            key: key.grouped(),
            thing: thing(),
            ..ActivationForm::default()
        };
        self.tags.activate(owner, form).await
    }

    /// How many messages of a template were written so far.
    async fn written(&self, template: &str) -> i64 {
        let mut reader = self.house.db.read().await.unwrap();
        let (n,) = maybe!(
            reader,
            (i64,),
            "SELECT COUNT(*) FROM notices WHERE template = $1 AND channel = 'email'",
            template
        )
        .unwrap()
        .unwrap_or_default();
        n
    }

    /// What the newest message of a template says.
    async fn said(&self, template: &str) -> serde_json::Value {
        self.tick();
        let mut reader = self.house.db.read().await.unwrap();
        let (id, sealed) = maybe!(
            reader,
            (String, String),
            "SELECT id, data_sealed FROM notices WHERE template = $1 ORDER BY id DESC LIMIT 1",
            template
        )
        .unwrap()
        .expect("a message");
        let text = self.house.key.open_text("notices.data", &id, &sealed).unwrap();
        serde_json::from_str(&text).unwrap()
    }
}

/// Which rule said no, wherever in the form.
fn why<T: std::fmt::Debug>(outcome: Outcome<T>) -> RefusalCode {
    let error = outcome.unwrap_err();
    let refusal = error.refusal().expect("a rule");
    refusal.fields.first().map_or(refusal.code, |field| field.code)
}

/// A small picture with a transparent corner.
fn logo() -> Vec<u8> {
    let (wide, high) = (120_u32, 40_u32);
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, wide, high);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    let pixels: Vec<u8> = (0..wide * high)
        .flat_map(|n| {
            let (x, y) = (n % wide, n / wide);
            let inside = (x / 20 + y / 20) % 2 == 0;
            if inside {
                [0xb8, 0x86, 0x2d, 0xff]
            } else {
                [0x0f, 0x5c, 0x4c, 0x40]
            }
        })
        .collect();
    encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
    bytes
}
