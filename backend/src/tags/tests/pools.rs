//! Pools: from the order to the issue, their files, and keys that are made once.

use std::collections::BTreeSet;

use domain::RefusalCode;
use domain::tags::{
    BureauPort, DealerPort, KeyFilter, KeyWord, LabelSheet, PoolFile, PoolFilter, PoolWord, SalesFilter, TagKey,
};

use super::{Bureau, why};
use crate::both;
use crate::tags::{generate, sql_pools};

both! {
    async fn a_dealer_orders_pays_and_gets_keys(world: World) {
        let b = Bureau::new(world).await;
        let id = b.tags.order_pool(&b.dealer, b.order(1_000, "a")).await.unwrap();
        assert_eq!(b.tags.order_pool(&b.dealer, b.order(1_000, "a")).await.unwrap(), id, "a second click");
        let view = b.tags.pool(&b.dealer, id).await.unwrap();
        assert_eq!((view.row.word, view.row.total.map(|m| m.minor)), (PoolWord::Priced, Some(2_000_000)));
        assert!(view.may.pay && view.may.cancel && !view.may.put_on_invoice && !view.may.approve);
        let path = b.tags.pay_pool(&b.dealer, id).await.unwrap();
        assert!(path.starts_with("/pay/"), "{path}");
        assert_eq!(b.tags.pay_pool(&b.dealer, id).await.unwrap(), path, "the same payment");
        assert_eq!(why(b.tags.approve_pool(&b.manager, id).await), RefusalCode::WrongState);
        let intent = b.pay_last().await;
        b.tell_paid(&intent).await;
        assert_eq!(b.tags.pool(&b.dealer, id).await.unwrap().row.word, PoolWord::Paid);
        assert_eq!(why(b.tags.cancel_pool(&b.dealer, id).await), RefusalCode::WrongState);
        assert_eq!(why(b.tags.pool_file(&b.dealer, id, PoolFile::Csv).await), RefusalCode::WrongState);
        b.tags.approve_pool(&b.manager, id).await.unwrap();
        b.jobs.round().await.unwrap();
        let view = b.tags.pool(&b.dealer, id).await.unwrap();
        assert_eq!((view.row.word, view.row.made), (PoolWord::Issued, 1_000));
        assert_eq!(view.counts, [(KeyWord::Printed, 1_000)]);
        let words: Vec<_> = view.history.iter().map(|h| h.word).collect();
        assert_eq!(words, [PoolWord::Ordered, PoolWord::Priced, PoolWord::Paid, PoolWord::Approved, PoolWord::Generating, PoolWord::Issued]);
        assert_eq!(b.written("pool_issued").await, 1);
        let sales = b.tags.figures(&b.dealer, &SalesFilter::default()).await.unwrap();
        assert_eq!((sales.total.issued, sales.total.pool_money[0].minor), (1_000, 2_000_000));
        assert_eq!(b.tags.figures(&b.rival, &SalesFilter::default()).await.unwrap().total.issued, 0);
    }

    async fn files_hold_every_key_once(world: World) {
        let b = Bureau::new(world).await;
        let (id, keys) = b.sold_pool(130).await;
        let csv = b.tags.pool_file(&b.dealer, id, PoolFile::Csv).await.unwrap();
        let text = String::from_utf8(csv.bytes).unwrap();
        assert_eq!(text.lines().count(), 131);
        let listed: BTreeSet<_> = text.lines().skip(1).map(|line| TagKey::parse(&line[..9]).unwrap()).collect();
        assert_eq!(listed, keys.iter().copied().collect());
        assert!(text.contains(&format!("https://tags.example.org/f/{}", keys[0].plain())));
        let xlsx = b.tags.any_pool_file(&b.manager, id, PoolFile::Xlsx).await.unwrap();
        assert!(xlsx.bytes.starts_with(b"PK") && xlsx.name.starts_with("P-10"));
        for sheet in LabelSheet::ALL {
            let pdf = b.tags.pool_file(&b.dealer, id, PoolFile::Labels { sheet, part: 1 }).await.unwrap();
            assert!(pdf.bytes.starts_with(b"%PDF-"), "{sheet:?}");
            if let Ok(folder) = std::env::var("KEEP_LABELS") {
                std::fs::write(format!("{folder}/{}", pdf.name), &pdf.bytes).unwrap();
            }
        }
        let beyond = PoolFile::Labels { sheet: LabelSheet::Card10, part: 2 };
        assert_eq!(why(b.tags.pool_file(&b.dealer, id, beyond).await), RefusalCode::NotFound);
    }

    async fn keys_are_made_in_chunks_once_whoever_makes_them(world: World) {
        let b = Bureau::new(world).await;
        let id = b.tags.order_own(&b.manager, b.order(12_345, "big")).await.unwrap();
        let (one, two) = tokio::join!(generate::round(&b.house), generate::round(&b.house));
        assert!(one.unwrap() | two.unwrap());
        b.jobs.round().await.unwrap();
        let keys = b.keys_in(id).await;
        assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), 12_345);
        let view = b.tags.any_pool(&b.manager, id).await.unwrap();
        assert_eq!((view.row.word, view.row.made), (PoolWord::Issued, 12_345));
        // Neighbours in the pool are no neighbours in the space: nobody counts on from one tag to the next.
        let drawn: BTreeSet<char> = keys.iter().take(200).map(|key| key.plain().chars().last().unwrap()).collect();
        assert!(drawn.len() > 20, "{drawn:?}");
    }

    async fn a_node_that_died_in_the_middle_is_replaced(world: World) {
        let b = Bureau::new(world).await;
        let id = b.tags.order_own(&b.manager, b.order(10, "x")).await.unwrap();
        let mut tx = b.house.db.begin().await.unwrap();
        let now = b.house.now();
        let leased = sql_pools::lease(&mut tx, now, now + domain::Span::minutes(1)).await.unwrap();
        assert_eq!(leased, Some(id));
        tx.commit().await.unwrap();
        assert!(!generate::round(&b.house).await.unwrap(), "somebody holds it");
        b.world.clock.advance(domain::Span::minutes(2));
        assert!(generate::round(&b.house).await.unwrap());
        assert_eq!(b.keys_in(id).await.len(), 10);
    }

    async fn an_invoice_has_a_limit_and_is_settled(world: World) {
        let b = Bureau::new(world).await;
        let mut form = super::dealer_form("Chei & Co", "chei@firm.example");
        form.id = b.dealer_id.to_string();
        form.credit = "3000".to_owned();
        b.tags.save_dealer(&b.manager, form).await.unwrap();
        let order = |n, once| b.tags.order_pool(&b.dealer, b.order(n, once));
        let first = order(100, "1").await.unwrap();
        b.tags.invoice_pool(&b.dealer, first).await.unwrap();
        let second = order(60, "2").await.unwrap();
        assert_eq!(why(b.tags.invoice_pool(&b.dealer, second).await), RefusalCode::CreditSpent);
        b.tags.approve_pool(&b.manager, first).await.unwrap();
        assert!(b.tags.any_pool(&b.manager, first).await.unwrap().may.settle);
        b.tags.settle_pool(&b.manager, first).await.unwrap();
        assert_eq!(why(b.tags.settle_pool(&b.manager, first).await), RefusalCode::WrongState);
        b.tags.invoice_pool(&b.dealer, second).await.unwrap();
        let reason = domain::ShortText::parse("Contract ends").unwrap();
        b.tags.refuse_pool(&b.manager, second, reason).await.unwrap();
        assert_eq!(b.written("pool_refused").await, 1);
        let sales = b.tags.sales(&b.manager, &SalesFilter::default()).await.unwrap();
        assert_eq!(sales.total.pool_money[0].minor, 200_000, "the refused one was taken off");
    }

    async fn without_a_price_a_manager_says_it(world: World) {
        let b = Bureau::new(world).await;
        let mut form = super::product_form();
        (form.slug, form.dealer_price) = ("card".to_owned(), String::new());
        let product = b.tags.save_product(&b.manager, form).await.unwrap();
        let mut order = b.order(10, "c");
        order.product = product.to_string();
        let id = b.tags.order_pool(&b.dealer, order).await.unwrap();
        assert_eq!(b.tags.pool(&b.dealer, id).await.unwrap().row.word, PoolWord::Ordered);
        assert_eq!(why(b.tags.price_pool(&b.manager, id, "much").await), RefusalCode::NotAnAmount);
        b.tags.price_pool(&b.manager, id, "1.50").await.unwrap();
        assert_eq!(b.written("pool_priced").await, 1);
        let waiting = PoolFilter { state: Some(PoolWord::Priced), ..PoolFilter::default() };
        assert_eq!(b.tags.all_pools(&b.manager, &waiting).await.unwrap().rows.len(), 1);
        b.tags.cancel_pool(&b.dealer, id).await.unwrap();
        assert!(b.tags.all_pools(&b.manager, &waiting).await.unwrap().rows.is_empty());
        assert_eq!(why(b.tags.order_pool(&b.dealer, b.order(100_001, "d")).await), RefusalCode::OutOfRange);
    }

    async fn a_list_of_keys_is_read_page_by_page(world: World) {
        let b = Bureau::new(world).await;
        let (id, keys) = b.sold_pool(250).await;
        let mut seen = Vec::new();
        let mut filter = KeyFilter::default();
        loop {
            let page = b.tags.keys(&b.dealer, &filter).await.unwrap();
            seen.extend(page.rows.into_iter().map(|row| row.key));
            match page.next {
                Some(next) => filter.cursor = Some(next),
                None => break,
            }
        }
        assert_eq!(seen, keys);
        let list = format!("{}\n{}", keys[0], keys[1].plain().to_lowercase());
        assert_eq!(b.tags.report_sold(&b.dealer, &list).await.unwrap(), 2);
        assert_eq!(why(b.tags.report_sold(&b.dealer, &list).await), RefusalCode::WrongState);
        assert_eq!(why(b.tags.report_sold(&b.rival, &keys[2].plain()).await), RefusalCode::UnknownKey);
        assert_eq!(why(b.tags.report_sold(&b.dealer, "7QK4-M2XQ").await), RefusalCode::NotAKey);
        let sold = KeyFilter { state: Some(KeyWord::Sold), pool: Some(id), ..KeyFilter::default() };
        assert_eq!(b.tags.keys(&b.dealer, &sold).await.unwrap().rows.len(), 2);
        assert!(b.tags.keys(&b.rival, &KeyFilter::default()).await.unwrap().rows.is_empty());
    }
}
