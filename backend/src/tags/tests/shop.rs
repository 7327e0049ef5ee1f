//! Our own shop and the public catalogue.

use domain::tags::{BureauPort, CataloguePort, DealerApplicationForm, KeyWord, OwnerTagsPort, PurchaseForm};
use domain::{Locale, RefusalCode, Span};

use super::{Bureau, why};
use crate::both;
use crate::tags::find_key;

fn purchase(b: &Bureau) -> PurchaseForm {
    PurchaseForm {
        product: b.product.to_string(),
        name: "Ana Owner".into(),
        address: "Calea Dudești 191".into(),
        city: "030167 București".into(),
        promo_code: String::new(),
    }
}

both! {
    async fn a_tag_is_bought_paid_packed_and_sent(world: World) {
        let b = Bureau::new(world).await;
        assert_eq!(why(b.tags.buy(&b.ana, purchase(&b)).await), RefusalCode::SoldOut);
        b.stock(2).await;
        let item = b.tags.item(&b.visitor, "brass-keyring").await.unwrap();
        assert!(item.in_stock && item.price_now.minor == 4_900);
        let path = b.tags.buy(&b.ana, purchase(&b)).await.unwrap().unwrap();
        let waiting = b.tags.purchases(&b.ana).await.unwrap();
        assert_eq!((waiting[0].key, waiting[0].pay_at.as_deref()), (None, Some(path.as_str())));
        assert!(b.tags.to_send(&b.manager).await.unwrap().is_empty());
        let intent = b.pay_last().await;
        b.tell_paid(&intent).await;
        let bought = b.tags.purchases(&b.ana).await.unwrap();
        let key = bought[0].key.unwrap();
        let parcels = b.tags.to_send(&b.manager).await.unwrap();
        assert_eq!((parcels.len(), parcels[0].key, parcels[0].city.as_str()), (1, key, "030167 București"));
        b.tags.mark_sent(&b.manager, parcels[0].id).await.unwrap();
        assert_eq!(why(b.tags.mark_sent(&b.manager, parcels[0].id).await), RefusalCode::NotFound);
        assert!(b.tags.purchases(&b.ana).await.unwrap()[0].sent.is_some());
        b.activated(&key).await;
    }

    async fn a_tag_that_nobody_pays_goes_back(world: World) {
        let b = Bureau::new(world).await;
        b.stock(1).await;
        b.tags.buy(&b.ana, purchase(&b)).await.unwrap();
        assert_eq!(why(b.tags.buy(&b.ion, purchase(&b)).await), RefusalCode::SoldOut);
        b.world.clock.advance(Span::days(3));
        b.jobs.round().await.unwrap();
        assert!(b.tags.purchases(&b.ana).await.unwrap().is_empty());
        b.tags.buy(&b.ion, purchase(&b)).await.unwrap();
    }

    async fn a_refunded_tag_is_worth_nothing(world: World) {
        let b = Bureau::new(world).await;
        let keys = b.stock(1).await;
        b.tags.buy(&b.ana, purchase(&b)).await.unwrap();
        let intent = b.pay_last().await;
        b.tell_refunded(&intent, intent.amount.minor, true).await;
        let mut reader = b.house.db.read().await.unwrap();
        let row = find_key(&mut reader, &keys[0]).await.unwrap().unwrap();
        assert_eq!(row.state().unwrap().word(), KeyWord::Blocked);
        drop(reader);
        assert!(b.tags.to_send(&b.manager).await.unwrap().is_empty());
    }

    async fn the_catalogue_is_searched_and_shows_who_sells(world: World) {
        let b = Bureau::new(world).await;
        b.sold_pool(5).await;
        let all = b.tags.catalogue(&b.visitor, "", Locale::Ro).await.unwrap();
        assert_eq!((all.len(), all[0].partners.as_slice()), (1, ["Chei & Co".to_owned()].as_slice()));
        for (search, n) in [("alamă", 1), ("BRASS key", 1), ("sticker", 0)] {
            assert_eq!(b.tags.catalogue(&b.visitor, search, Locale::Ro).await.unwrap().len(), n, "{search}");
        }
        assert_eq!(why(b.tags.item(&b.visitor, "nothing").await), RefusalCode::NotFound);
        let partners = b.tags.partners(&b.visitor).await.unwrap();
        assert_eq!(partners.len(), 2);
        assert_eq!(partners.iter().find(|p| p.name == "Chei & Co").unwrap().products.len(), 1);
        let mut form = super::product_form();
        (form.id, form.listed) = (b.product.to_string(), false);
        b.tags.save_product(&b.manager, form).await.unwrap();
        assert!(b.tags.catalogue(&b.visitor, "", Locale::En).await.unwrap().is_empty());
    }

    async fn somebody_applies_and_becomes_a_dealer(world: World) {
        let b = Bureau::new(world).await;
        let form = |n: usize| DealerApplicationForm {
            firm: format!("Firma {n}"),
            name: "Vlad".into(),
            email: format!("vlad{n}@firm.example"),
            city: "Iași".into(),
            message: "We sell keys".into(),
            ..DealerApplicationForm::default()
        };
        for n in 0..5 {
            b.tags.apply(&b.visitor, form(n), Locale::Ro).await.unwrap();
        }
        assert_eq!(why(b.tags.apply(&b.visitor, form(6), Locale::Ro).await), RefusalCode::SlowDown);
        let program = DealerApplicationForm { nickname: "x".into(), ..form(7) };
        b.tags.apply(&b.visitor, program, Locale::Ro).await.unwrap();
        let open = b.tags.applications(&b.manager).await.unwrap();
        assert_eq!(open.len(), 5);
        let dealer = b.tags.decide_application(&b.manager, open[0].id, true).await.unwrap().unwrap();
        let view = b.tags.any_dealer(&b.manager, dealer).await.unwrap();
        assert!(!view.active && view.people.len() == 1 && view.name == open[0].firm);
        assert_eq!(why(b.tags.decide_application(&b.manager, open[0].id, false).await), RefusalCode::WrongState);
        assert_eq!(b.tags.decide_application(&b.manager, open[1].id, false).await.unwrap(), None);
        assert_eq!((b.written("application_refused").await, b.written("invitation").await), (1, 3));
    }
}
