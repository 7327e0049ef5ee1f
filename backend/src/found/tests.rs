//! Cases on both databases: a bureau with two offices, an owner with a key, and finders.

mod drops;
mod finders;
mod office;
mod photos;

use domain::accounts::{Actor, Area, Office, Role};
use domain::found::{CaseNumber, CasePass, FinderPort as _, NewReport, PartyCase};
use domain::ids::{OfficeId, PersonId};
use domain::tags::TagKey;
use domain::{Currency, Money, Phone, Span};

use super::{Finders, FoundDesk, FoundJobs};
use crate::accounts::Offices;
use crate::db::exec;
use crate::testing::{Scene, World};

/// A bureau at work.
pub(super) struct Bureau {
    pub scene: Scene,
    pub finders: Finders,
    pub desk: FoundDesk,
    pub jobs: FoundJobs,
    /// Answers for 01… and 03….
    pub bucharest: OfficeId,
    /// Answers for 40….
    pub cluj: OfficeId,
    pub dispatcher: Actor,
    pub elsewhere: Actor,
    pub owner: Actor,
    /// Whose cover is paid.
    pub key: TagKey,
    /// Whose cover has lapsed.
    pub lapsed: TagKey,
    /// That was blocked.
    pub blocked: TagKey,
    /// That nobody activated.
    pub fresh: TagKey,
}

pub(super) fn visitor(n: u8) -> Actor {
    Actor::Visitor {
        address: format!("192.0.2.{n}"),
    }
}

impl Bureau {
    pub(super) async fn new(world: World) -> Self {
        let scene = Box::pin(Scene::new(world)).await;
        let house = scene.house.clone();
        let offices = Offices::new(house.clone());
        offices.found_bureau(scene.organisation).await.expect("a bureau");
        let bucharest = offices
            .add_office(scene.organisation, &office("București", "01"))
            .await
            .expect("office");
        let cluj = offices
            .add_office(scene.organisation, &office("Cluj", "40"))
            .await
            .expect("office");
        let at = async |office: OfficeId| match scene.person(true, &[Role::Dispatcher]).await {
            Actor::Person {
                person,
                session,
                organisation,
                roles,
                ..
            } => Actor::Person {
                person,
                session,
                organisation,
                office: Some(office),
                roles,
            },
            other => other,
        };
        let (dispatcher, elsewhere) = (at(bucharest).await, at(cluj).await);
        let owner = scene.person(true, &[Role::Owner]).await;
        let bureau = Self {
            finders: Finders::new(house.clone()),
            desk: FoundDesk::new(house.clone()),
            jobs: FoundJobs::new(house),
            key: TagKey::nth(1_000),
            lapsed: TagKey::nth(2_000),
            blocked: TagKey::nth(3_000),
            fresh: TagKey::nth(4_000),
            scene,
            bucharest,
            cluj,
            dispatcher,
            elsewhere,
            owner,
        };
        bureau.furnish().await;
        bureau
    }

    async fn furnish(&self) {
        let (house, organisation) = (&self.scene.house, self.scene.organisation);
        let (owner, now) = (self.owner.person().expect("a person"), house.now());
        let (product, pool) = (house.outside.uuid7(), house.outside.uuid7());
        let mut tx = house.db.begin().await.expect("tx");
        exec!(
            tx,
            "INSERT INTO products (id, organisation_id, slug, kind, name, body, currency, price_minor, cover_price_minor,
                 cover_days, included_days, vat_permille, sold_here, listed, created_at)
             VALUES ($1, $2, 'ring', 'keyring', '{}', '{}', 'RON', 1, 1, 365, 365, 190, 1, 1, 0)",
            product,
            organisation
        )
        .expect("product");
        exec!(
            tx,
            "INSERT INTO key_pools (id, organisation_id, product_id, number, quantity, state, state_body, ordered_by,
                 once_key, created_at) VALUES ($1, $2, $3, 1, 4, 'issued', '{}', $4, 'x', 0)",
            pool,
            organisation,
            product,
            owner
        )
        .expect("pool");
        let paid = now + Span::days(100);
        let over = now - Span::days(5);
        let rows: [KeyRow<'_>; 4] = [
            (&self.key, "active", Some(owner), Some(paid.0), None),
            (&self.lapsed, "lapsed", Some(owner), Some(over.0), None),
            (&self.blocked, "active", Some(owner), Some(paid.0), Some(now.0)),
            (&self.fresh, "sold", None, None, None),
        ];
        for (key, state, owner, until, blocked) in rows {
            exec!(
                tx,
                "INSERT INTO tag_keys (id, number, pool_id, state, owner_id, cover_until, blocked_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)",
                house.outside.uuid7(),
                key.plain(),
                pool,
                state,
                owner,
                until,
                blocked
            )
            .expect("key");
        }
        let fee = Money {
            minor: 2_500,
            currency: Currency::Ron,
        };
        super::sql_facts::set_return_fee(&mut tx, organisation, fee, 190)
            .await
            .expect("fee");
        tx.commit().await.expect("commit");
    }

    /// A report from the web by a finder with an e-mail address.
    pub(super) async fn report(&self, n: u8, key: &TagKey) -> (CaseNumber, CasePass) {
        let reported = self
            .finders
            .report(&visitor(n), &CasePass::default(), form(n, *key))
            .await
            .expect("a case");
        (
            reported.number,
            CasePass::default().with(reported.link.expect("a link")),
        )
    }

    pub(super) async fn seen(&self, pass: &CasePass, number: CaseNumber) -> PartyCase {
        self.finders.case(&visitor(1), pass, number).await.expect("a view")
    }

    /// What the owner sees, signed in.
    pub(super) async fn owned(&self, number: CaseNumber) -> PartyCase {
        self.finders
            .case(&self.owner, &CasePass::default(), number)
            .await
            .expect("a view")
    }

    /// How many messages of a template wait.
    pub(super) async fn told(&self, template: &str) -> i64 {
        let mut reader = self.scene.house.db.read().await.expect("reader");
        let (n,) = crate::db::one!(
            reader,
            (i64,),
            "SELECT COUNT(*) FROM notices WHERE template = $1",
            template
        )
        .expect("the outbox");
        n
    }
}

/// A key, its state, whose, until when covered, when blocked.
type KeyRow<'a> = (&'a TagKey, &'a str, Option<PersonId>, Option<i64>, Option<i64>);

pub(super) fn form(n: u8, key: TagKey) -> NewReport {
    NewReport {
        key: key.grouped().to_lowercase(),
        place: "Strada Lungă 5".to_owned(),
        postcode: "010 101".to_owned(),
        country: "ro".to_owned(),
        name: "Radu".to_owned(),
        email: format!("finder{n}@example.org"),
        wants: "reward".to_owned(),
        words: "La poartă".to_owned(),
        locale: "ro".to_owned(),
        once: format!("once-report-{n}"),
        ..NewReport::default()
    }
}

fn office(city: &str, prefix: &str) -> Office {
    Office {
        name: format!("Biroul {city}"),
        address: "Strada Mare 1".to_owned(),
        city: city.to_owned(),
        phone: Phone::parse("+40215550100").expect("a number"),
        time_zone: "Europe/Bucharest".to_owned(),
        opening_hours: "9-17".to_owned(),
        latitude: 44.4,
        longitude: 26.1,
        areas: vec![Area {
            country: "RO".to_owned(),
            prefix: prefix.to_owned(),
        }],
    }
}
