//! Stripe, against the stub of its API: paid, declined, abandoned, refunded, the wrong amount, forged words, silence.

use std::sync::Arc;

use domain::accounts::{Actor, Role, Secret};
use domain::ids::IntentId;
use domain::payments::{DayFilter, NewRefund, PayStep, PaymentsPort, Phase, ReconciliationRow};
use domain::{Locale, RefusalCode, Span};
use serde_json::{Value, json};

use super::stub::{KEY, Stub};
use super::word::sign;
use super::{Stripe, StripeConfig};
use crate::both;
use crate::house::House;
use crate::payments::opening::link_secret;
use crate::payments::tests::{Ear, PRICE, a_cover, visitor};
use crate::payments::{PaymentJobs, Payments, open};
use crate::testing::{Scene, World};

const SECRET: &str = "whsec_stub";

struct Stage {
    scene: Scene,
    house: House,
    stub: Stub,
    payments: Payments,
    jobs: PaymentJobs,
    manager: Actor,
    ear: Ear,
}

impl Stage {
    async fn new(world: World) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let scene = Scene::new(world).await;
        let stub = Stub::default();
        let config = StripeConfig {
            key: Secret::new(KEY),
            webhook_secret: Secret::new(SECRET),
            url: Some(stub.start().await),
        };
        let (house, ear) = (scene.house.clone(), Ear::default());
        let stripe = Stripe::new(config).unwrap();
        let payments = Payments::new(house.clone(), vec![Arc::new(stripe)], vec![Arc::new(ear.clone())]);
        Self {
            manager: scene.person(true, &[Role::Manager]).await,
            jobs: PaymentJobs::new(payments.clone()),
            scene,
            house,
            stub,
            payments,
            ear,
        }
    }

    async fn open(&self) -> (IntentId, Secret) {
        let mut tx = self.house.db.begin().await.unwrap();
        let id = open(&mut tx, &self.house, a_cover(&self.house, self.scene.organisation))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        (id, Secret::new(link_secret(&self.house, id)))
    }

    /// Goes to Stripe's page; gives the session's number.
    async fn go(&self, link: &Secret) -> String {
        let url = self.payments.go_and_pay(&visitor(), link, Locale::Ro).await.unwrap();
        assert!(url.starts_with("https://checkout.stripe.com/"), "{url}");
        url.rsplit('/').next().unwrap().to_owned()
    }

    fn signed(&self, event: &Value) -> (Vec<u8>, String) {
        let body = event.to_string().into_bytes();
        let at = self.house.now().0 / 1_000_000;
        let header = format!("t={at},v1=00ff,v1={},v0=old", sign(SECRET, at, &body).unwrap());
        (body, header)
    }

    async fn tell(&self, event: &Value) -> bool {
        let (body, header) = self.signed(event);
        self.payments
            .provider_says(&visitor(), "stripe", &body, &header)
            .await
            .unwrap()
    }
}

fn event(id: &str, kind: &str, object: &Value) -> Value {
    json!({ "id": id, "object": "event", "type": kind, "api_version": "2099-01-01", "data": { "object": object } })
}

fn about(id: &str, session: &str, kind: &str) -> Value {
    event(id, kind, &json!({ "id": session, "object": "checkout.session" }))
}

both! {
    async fn paid_once_whatever_the_word_says(world: World) {
        let stage = Stage::new(world).await;
        let (id, link) = stage.open().await;
        let session = stage.go(&link).await;
        assert_eq!(stage.go(&link).await, session);
        assert_eq!(stage.stub.count(), 1);
        assert_eq!(stage.stub.asked(&session, "line_items[0][price_data][unit_amount]"), "4900");
        assert_eq!(stage.stub.asked(&session, "line_items[0][price_data][currency]").to_lowercase(), "ron");
        assert_eq!(stage.stub.asked(&session, "customer_email"), "ion@example.org");
        assert!(stage.stub.asked(&session, "success_url").ends_with("/back"));
        // A word that lies: the session is fetched, and it is open.
        assert!(stage.tell(&about("evt_1", &session, "checkout.session.completed")).await);
        assert!(stage.ear.of(id).is_empty());
        stage.stub.stand(&session, "complete", "paid", "succeeded");
        for number in ["evt_1", "evt_2", "evt_2", "evt_3"] {
            assert!(stage.tell(&about(number, &session, "checkout.session.completed")).await);
        }
        assert_eq!(stage.ear.of(id), [PRICE.minor]);
        assert_eq!(stage.payments.pay_page(&visitor(), &link).await.unwrap().step, PayStep::Paid);
        // Kinds that nobody knows, and objects that are none of ours, are answered like the others.
        assert!(stage.tell(&event("evt_4", "a.kind.of.tomorrow", &json!({ "shape": [1, 2] }))).await);
        assert!(stage.tell(&event("evt_5", "customer.created", &json!({ "id": "cus_1", "object": "customer" }))).await);
        let day = stage.payments.reconciliation(&stage.manager, &DayFilter::default()).await.unwrap();
        assert!(day.silent.is_empty() && day.rows.iter().all(ReconciliationRow::agrees), "{day:?}");
    }

    async fn declined_abandoned_and_then_paid(world: World) {
        let stage = Stage::new(world).await;
        let (id, link) = stage.open().await;
        let first = stage.go(&link).await;
        stage.stub.stand(&first, "complete", "unpaid", "processing");
        assert_eq!(stage.payments.came_back(&visitor(), &link).await.unwrap().step, PayStep::Processing);
        stage.stub.stand(&first, "complete", "unpaid", "requires_payment_method");
        stage.tell(&about("evt_1", &first, "checkout.session.async_payment_failed")).await;
        assert_eq!(stage.payments.pay_page(&visitor(), &link).await.unwrap().step, PayStep::Declined);
        stage.scene.house_clock_advance(Span::seconds(1));
        let second = stage.go(&link).await;
        assert_ne!(first, second);
        stage.stub.stand(&second, "expired", "unpaid", "canceled");
        stage.tell(&about("evt_2", &second, "checkout.session.expired")).await;
        assert_eq!(stage.payments.pay_page(&visitor(), &link).await.unwrap().step, PayStep::Open);
        stage.scene.house_clock_advance(Span::seconds(1));
        let third = stage.go(&link).await;
        stage.stub.stand(&third, "complete", "paid", "succeeded");
        assert_eq!(stage.payments.came_back(&visitor(), &link).await.unwrap().step, PayStep::Paid);
        assert_eq!(stage.ear.of(id), [PRICE.minor]);
    }

    async fn refunded_here_and_at_stripes_own_desk(world: World) {
        let stage = Stage::new(world).await;
        let (id, link) = stage.open().await;
        let session = stage.go(&link).await;
        stage.stub.stand(&session, "complete", "paid", "succeeded");
        stage.payments.came_back(&visitor(), &link).await.unwrap();
        let view = stage.payments.payment(&stage.manager, id).await.unwrap();
        let form = NewRefund {
            checkout: view.taken[0].checkout.to_string(),
            amount: "10".into(),
            reason: "late".into(),
        };
        stage.stub.set_down(true);
        stage.payments.refund(&stage.manager, id, &form).await.unwrap();
        stage.jobs.round().await;
        assert_eq!(stage.ear.of(id), [PRICE.minor]);
        stage.stub.set_down(false);
        stage.scene.house_clock_advance(Span::minutes(3));
        stage.jobs.round().await;
        stage.jobs.round().await;
        assert_eq!(stage.ear.of(id), [PRICE.minor, -1_000]);
        stage.stub.give_back(&session, 3_900);
        let charge = json!({ "id": "ch_1", "object": "charge", "payment_intent": session.replace("cs_", "pi_") });
        assert!(stage.tell(&event("evt_9", "charge.refunded", &charge)).await);
        assert_eq!(stage.ear.of(id), [PRICE.minor, -1_000, -3_900]);
        let view = stage.payments.payment(&stage.manager, id).await.unwrap();
        assert_eq!((view.row.phase, view.receipts.len()), (Phase::Refunded, 3));
    }

    async fn the_wrong_amount_forged_words_and_silence(world: World) {
        let stage = Stage::new(world).await;
        let (id, link) = stage.open().await;
        let session = stage.go(&link).await;
        stage.stub.stand(&session, "complete", "paid", "succeeded");
        let told = about("evt_1", &session, "checkout.session.completed");
        let (body, header) = stage.signed(&told);
        let says = |body: Vec<u8>, header: String| {
            let payments = stage.payments.clone();
            async move { payments.provider_says(&visitor(), "stripe", &body, &header).await }
        };
        for wrong in ["", "t=1", "v1=00", "t=x,v1=00", &header.replace("v1=", "v2=")] {
            assert_eq!(says(body.clone(), wrong.to_owned()).await, Ok(false), "{wrong}");
        }
        let mut changed = body.clone();
        changed.push(b' ');
        assert_eq!(says(changed, header.clone()).await, Ok(false));
        // Stripe is away: the word is kept and acted upon later, even if it is never said again.
        stage.stub.set_down(true);
        assert!(says(body.clone(), header.clone()).await.is_err());
        stage.stub.set_down(false);
        stage.stub.charge(&session, 4_901);
        stage.scene.house_clock_advance(Span::seconds(61));
        stage.jobs.round().await;
        assert!(stage.ear.of(id).is_empty());
        assert_eq!(stage.payments.incidents(&stage.manager).await.unwrap().len(), 1);
        stage.scene.house_clock_advance(Span::seconds(301));
        assert_eq!(says(body, header).await, Ok(false), "too old");
        // Nobody can be sent to a page that Stripe does not open; nothing is lost.
        let (_, other) = stage.open().await;
        stage.stub.set_down(true);
        let away = stage.payments.go_and_pay(&visitor(), &other, Locale::En).await.unwrap_err();
        assert!(away.is(RefusalCode::ProviderAway));
        stage.stub.set_down(false);
        stage.go(&other).await;
    }
}
