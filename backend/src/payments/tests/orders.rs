//! In whatever order words come, late, forged, repeated or contradicting, the money ends the same.

use domain::ids::{CheckoutId, IntentId};
use domain::payments::{Books, PaymentsPort, Phase, Play, ReceiptKind};
use domain::{Currency, Money};

use super::{Dice, PRICE, Stage, visitor};
use crate::both;
use crate::payments::provider::{PaymentProvider as _, Snapshot, Standing};
use crate::payments::{sql, sql_ledger, test_pay};

const ORDERS: u64 = 100;

/// One thing that reaches us.
#[derive(Clone, Copy, Debug)]
enum Arrival {
    /// A word with this number, about the first page or the second.
    Word(u32, bool),
    /// A word that somebody else signed.
    Forged,
    /// A word whose body was changed on its way.
    Changed,
    /// An answer that was asked for long ago and is recorded only now: so much of the first page was given back then.
    OldAnswer(i64),
    /// The same, from before it was paid.
    OldestAnswer,
}

const ARRIVALS: &[Arrival] = &[
    Arrival::Word(1, false),
    Arrival::Word(1, false),
    Arrival::Word(2, false),
    Arrival::Word(3, true),
    Arrival::Word(3, true),
    Arrival::Forged,
    Arrival::Changed,
    Arrival::OldAnswer(0),
    Arrival::OldAnswer(900),
    Arrival::OldestAnswer,
];

/// What counts in the end.
#[derive(Debug, PartialEq, Eq)]
struct End {
    phase: Phase,
    taken: Vec<(i64, i64)>,
    heard: i64,
    paid_effects: usize,
    receipts: i64,
    incidents: usize,
}

async fn end(stage: &Stage, id: IntentId) -> End {
    let mut reader = stage.house.db.read().await.unwrap();
    let intent = sql::get(&mut reader, id).await.unwrap().unwrap();
    let books: Books = intent.books().unwrap();
    let mut taken: Vec<_> = books.taken().iter().map(|t| (t.paid.minor, t.refunded)).collect();
    taken.sort_unstable();
    let receipts = sql_ledger::receipts_of(&mut reader, id).await.unwrap();
    let sum = |kind: ReceiptKind| -> i64 { receipts.iter().filter(|r| r.kind == kind.wire()).map(|r| r.gross).sum() };
    let heard = stage.ear.of(id);
    let view = stage.payments.payment(&stage.manager, id).await.unwrap();
    End {
        phase: books.phase(),
        taken,
        heard: heard.iter().sum(),
        paid_effects: heard.iter().filter(|n| **n > 0).count(),
        receipts: sum(ReceiptKind::Receipt) - sum(ReceiptKind::Credit),
        incidents: view.incidents.len(),
    }
}

/// An intent with a paid page, of which the provider gave a part back, and a second page with the wrong amount.
async fn pages(stage: &Stage) -> (IntentId, String, String) {
    let (id, link) = stage.open().await;
    let first = stage.go(&link).await;
    stage.play(&first, Play::Twice).await;
    let mut reader = stage.house.db.read().await.unwrap();
    let (second,) = crate::db::one!(
        reader,
        (String,),
        "SELECT b.reference FROM test_pay_sessions a JOIN test_pay_sessions b ON a.checkout_id = b.checkout_id
         WHERE a.reference = $1 AND b.reference <> $1",
        &first
    )
    .unwrap();
    drop(reader);
    let wrong = Money::new(4_800, Currency::Ron);
    test_pay::set_books(&stage.house, &second, wrong, 0).await.unwrap();
    test_pay::set_books(&stage.house, &first, PRICE, 1_900).await.unwrap();
    (id, first, second)
}

async fn arrive(stage: &Stage, arrival: Arrival, first: &str, second: &str) {
    match arrival {
        Arrival::Word(number, other) => {
            let reference = if other { second } else { first };
            let (body, signature) = stage.test.word_for_test(&format!("{number}-{reference}"), reference);
            assert!(
                stage
                    .payments
                    .provider_says(&visitor(), "test", &body, &signature)
                    .await
                    .unwrap()
            );
        }
        Arrival::Forged => {
            let (body, signature) = stage.test.word_for_test("forged", first);
            let forged = format!("{signature}x");
            assert!(
                !stage
                    .payments
                    .provider_says(&visitor(), "test", &body, &forged)
                    .await
                    .unwrap()
            );
        }
        Arrival::Changed => {
            let (mut body, signature) = stage.test.word_for_test("changed", first);
            body.push(b' ');
            assert!(
                !stage
                    .payments
                    .provider_says(&visitor(), "test", &body, &signature)
                    .await
                    .unwrap()
            );
        }
        Arrival::OldAnswer(refunded) => {
            let now = stage.test.look(first).await.unwrap().unwrap();
            record(stage, &Snapshot { refunded, ..now }).await;
        }
        Arrival::OldestAnswer => {
            let now = stage.test.look(first).await.unwrap().unwrap();
            let before = Snapshot {
                standing: Standing::Open,
                paid: None,
                refunded: 0,
                ..now
            };
            record(stage, &before).await;
        }
    }
}

async fn record(stage: &Stage, seen: &Snapshot) {
    let mut tx = stage.house.db.begin().await.unwrap();
    stage.payments.recorder.record(&mut tx, "test", seen).await.unwrap();
    tx.commit().await.unwrap();
}

both! {
    async fn a_hundred_orders_end_the_same(world: World) {
        let stage = Stage::new(world).await;
        let expected = End {
            phase: Phase::PartlyRefunded,
            taken: vec![(4_800, 0), (4_900, 1_900)],
            heard: 3_000,
            paid_effects: 1,
            receipts: 3_000,
            incidents: 1,
        };
        for seed in 0..ORDERS {
            let (id, first, second) = pages(&stage).await;
            let mut order = ARRIVALS.to_vec();
            if seed > 0 {
                Dice::new(seed).shuffle(&mut order);
            }
            for arrival in &order {
                arrive(&stage, *arrival, &first, &second).await;
            }
            assert_eq!(end(&stage, id).await, expected, "order {seed}: {order:?}");
        }
    }

    async fn all_at_once_end_the_same(world: World) {
        let stage = std::sync::Arc::new(Stage::new(world).await);
        let (id, first, second) = pages(&stage).await;
        let tasks = ARRIVALS.iter().map(|arrival| {
            let (stage, first, second) = (stage.clone(), first.clone(), second.clone());
            let arrival = *arrival;
            tokio::spawn(async move { arrive(&stage, arrival, &first, &second).await })
        });
        for task in tasks.collect::<Vec<_>>() {
            task.await.unwrap();
        }
        let end = end(&stage, id).await;
        assert_eq!((end.heard, end.paid_effects, end.receipts, end.incidents), (3_000, 1, 3_000, 1));
    }

    async fn an_old_word_is_refused_and_a_strange_page_raises_its_hand(world: World) {
        let stage = Stage::new(world).await;
        let (body, signature) = stage.test.word_for_test("old", "nothing");
        stage.scene.house_clock_advance(domain::Span::seconds(301));
        assert!(!stage.payments.provider_says(&visitor(), "test", &body, &signature).await.unwrap());
        assert!(stage.payments.provider_says(&visitor(), "other", &body, &signature).await.is_err());
        let stray = Snapshot {
            reference: "test_stray".into(),
            checkout: Some(CheckoutId(stage.house.outside.uuid7())),
            standing: Standing::Paid,
            paid: Some(PRICE),
            refunded: 0,
            payment: None,
        };
        record(&stage, &stray).await;
        let incidents = stage.payments.incidents(&stage.manager).await.unwrap();
        assert_eq!(incidents.len(), 1);
        assert!(incidents[0].intent.is_none());
    }
}
