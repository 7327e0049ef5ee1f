//! Cover: paid once is extended once; refunds, offers, reminders, and the end.

use domain::tags::{BureauPort, CoverView, InFour, KeyFact, KeyWord, OfferForm, OwnerTagsPort, SalesFilter};
use domain::{RefusalCode, Span};

use super::{Bureau, why};
use crate::both;

fn offer(promo: &str, percent: &str) -> OfferForm {
    OfferForm {
        title: InFour {
            en: "Spring".into(),
            ..InFour::default()
        },
        percent: percent.into(),
        promo_code: promo.into(),
        from: "2026-01-01".into(),
        until: "2026-12-31".into(),
        public: promo.is_empty(),
        ..OfferForm::default()
    }
}

both! {
    async fn paid_once_is_extended_once(world: World) {
        let b = Bureau::new(world).await;
        let (_, keys) = b.sold_pool(1).await;
        let id = b.activated(&keys[0]).await;
        let path = b.tags.renew(&b.ana, id, "").await.unwrap().unwrap();
        assert_eq!(b.tags.renew(&b.ana, id, "").await.unwrap().unwrap(), path, "a second click");
        assert_eq!(why(b.tags.renew(&b.ion, id, "").await), RefusalCode::NotFound);
        let intent = b.pay_last().await;
        b.tell_paid(&intent).await;
        let days = |view: &CoverView| match view { CoverView::Paid { days_left, .. } => *days_left, _ => 0 };
        let view = b.tags.my_key(&b.ana, id).await.unwrap();
        assert_eq!((view.row.word, days(&view.row.cover)), (KeyWord::Active, 365));
        assert_eq!(b.written("cover_paid").await, 1);
        // Renewed in time: no day is lost.
        b.tags.renew(&b.ana, id, "").await.unwrap().unwrap();
        let second = b.pay_last().await;
        assert_ne!(second.subject, intent.subject);
        assert_eq!(days(&b.tags.my_key(&b.ana, id).await.unwrap().row.cover), 730);
        // A part given back takes no day, all of it takes the period.
        b.tell_refunded(&second, 1_000, false).await;
        assert_eq!(days(&b.tags.my_key(&b.ana, id).await.unwrap().row.cover), 730);
        b.tell_refunded(&second, 2_000, true).await;
        b.tell_refunded(&second, 0, true).await;
        let view = b.tags.my_key(&b.ana, id).await.unwrap();
        assert_eq!(days(&view.row.cover), 365);
        assert!(view.history.iter().any(|h| matches!(h.what, KeyFact::CoverRefunded { days: 365, .. })));
        let sales = b.tags.sales(&b.manager, &SalesFilter::default()).await.unwrap().total;
        assert_eq!((sales.covers, sales.cover_money[0].minor, sales.commission[0].minor), (1, 3_000, 300));
        assert_eq!((sales.sold, sales.activated), (1, 1));
    }

    async fn a_new_price_opens_a_new_payment(world: World) {
        let b = Bureau::new(world).await;
        let (_, keys) = b.sold_pool(1).await;
        let id = b.activated(&keys[0]).await;
        let full = b.tags.renew(&b.ana, id, "").await.unwrap().unwrap();
        let old = b.last_intent().await;
        b.tags.save_offer(&b.manager, offer("spring", "50")).await.unwrap();
        assert_eq!(why(b.tags.renew(&b.ana, id, "autumn").await), RefusalCode::WrongPromoCode);
        let half = b.tags.renew(&b.ana, id, "Spring").await.unwrap().unwrap();
        assert_ne!(full, half);
        assert_eq!(b.last_intent().await.amount.minor, 1_500);
        let mut reader = b.house.db.read().await.unwrap();
        let phase = crate::payments::phase(&mut reader, old.id).await.unwrap();
        assert_eq!(phase, Some(domain::payments::Phase::Withdrawn));
        drop(reader);
        assert_eq!(why(b.tags.save_offer(&b.manager, offer("SPRING", "10")).await), RefusalCode::Taken);
        assert_eq!(b.tags.all_offers(&b.manager).await.unwrap()[0].used, 1);
    }

    async fn what_costs_nothing_is_done_at_once(world: World) {
        let b = Bureau::new(world).await;
        let (_, keys) = b.sold_pool(1).await;
        let id = b.activated(&keys[0]).await;
        b.tags.save_offer(&b.manager, offer("", "100")).await.unwrap();
        assert_eq!(b.tags.my_key(&b.ana, id).await.unwrap().cover_now.minor, 0);
        assert_eq!(b.tags.renew(&b.ana, id, "").await.unwrap(), None);
        assert!(b.tags.my_key(&b.ana, id).await.unwrap().row.cover.is_paid());
    }

    async fn owners_are_reminded_and_a_lapsed_key_keeps_its_owner(world: World) {
        let b = Bureau::new(world).await;
        let (_, keys) = b.sold_pool(1).await;
        let id = b.activated(&keys[0]).await;
        b.tags.renew(&b.ana, id, "").await.unwrap();
        b.pay_last().await;
        b.tags.set_auto_renew(&b.ana, id, true).await.unwrap();
        let mut told = Vec::new();
        for _ in 0..367 {
            b.world.clock.advance(Span::days(1));
            let before = b.written("cover_ends").await;
            b.jobs.round().await.unwrap();
            if b.written("cover_ends").await > before {
                let said = b.said("cover_ends").await;
                told.push((said["days"].as_i64().unwrap(), said["pay"].is_string()));
            }
        }
        assert_eq!(told, [(30, false), (7, true), (1, true), (0, false)]);
        let view = b.tags.my_key(&b.ana, id).await.unwrap();
        assert_eq!(view.row.word, KeyWord::Lapsed);
        assert!(matches!(view.row.cover, CoverView::Over { .. }));
        // The link of the reminder pays it, and the key works again from today.
        let intent = b.last_intent().await;
        b.tell_paid(&intent).await;
        let view = b.tags.my_key(&b.ana, id).await.unwrap();
        assert_eq!(view.row.word, KeyWord::Active);
        assert!(matches!(view.row.cover, CoverView::Paid { days_left: 365, .. }), "{:?}", view.row.cover);
    }
}
