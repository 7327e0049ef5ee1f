//! Dealers: each sees their own, and nobody runs the bureau from elsewhere.

use domain::accounts::{Actor, Role};
use domain::ids::SessionId;
use domain::tags::{BureauPort, DealerPort, LabelText, PoolFile, PoolFilter};
use domain::{Locale, RefusalCode};

use super::{Bureau, product_form, why};
use crate::accounts::Accounts;
use crate::both;

both! {
    async fn a_dealers_pools_are_nobody_elses(world: World) {
        let b = Bureau::new(world).await;
        let (id, _) = b.sold_pool(3).await;
        let refused = [
            why(b.tags.pool(&b.rival, id).await),
            why(b.tags.pay_pool(&b.rival, id).await),
            why(b.tags.invoice_pool(&b.rival, id).await),
            why(b.tags.cancel_pool(&b.rival, id).await),
            why(b.tags.pool_file(&b.rival, id, PoolFile::Csv).await),
        ];
        assert!(refused.iter().all(|code| *code == RefusalCode::NotFound), "{refused:?}");
        assert!(b.tags.pools(&b.rival, &PoolFilter::default()).await.unwrap().rows.is_empty());
        assert_eq!(b.tags.pools(&b.dealer, &PoolFilter::default()).await.unwrap().rows.len(), 1);
        b.tags.set_dealer_person(&b.manager, b.dealer_id, b.dealer.person().unwrap(), false).await.unwrap();
        assert_eq!(why(b.tags.pool(&b.dealer, id).await), RefusalCode::NotAllowed, "works for none");
    }

    async fn managers_of_other_houses_run_nothing_here(world: World) {
        let b = Bureau::new(world).await;
        let (id, _) = b.sold_pool(1).await;
        let accounts = Accounts::new(b.house.clone(), b.world.passwords.clone());
        let other = accounts.seed_organisation("Primăria").await.unwrap();
        let roles = [Role::Manager, Role::Dispatcher];
        let person = accounts.seed_person(other, "M", "m@hall.example", Locale::Ro, &roles, None).await.unwrap();
        let stranger = Actor::Person {
            person,
            session: SessionId(b.house.outside.uuid7()),
            organisation: other,
            office: None,
            roles: roles.to_vec(),
        };
        assert_eq!(why(b.tags.any_pool(&stranger, id).await), RefusalCode::NotFound);
        assert_eq!(why(b.tags.all_pools(&stranger, &PoolFilter::default()).await), RefusalCode::NotFound);
        assert_eq!(why(b.tags.save_product(&stranger, product_form()).await), RefusalCode::NotFound);
        assert_eq!(why(b.tags.dealers(&stranger).await), RefusalCode::NotFound);
        let find = domain::tags::DeskTagsPort::find(&b.tags, &stranger, "ana").await;
        assert_eq!(why(find), RefusalCode::NotFound);
    }

    async fn label_words_and_logo_are_the_dealers(world: World) {
        let b = Bureau::new(world).await;
        let label = LabelText { line: "Găsit? Mulțumesc!".into(), phone: "+40 264 555 010".into() };
        b.tags.change_label(&b.dealer, label).await.unwrap();
        assert_eq!(b.tags.dealer(&b.dealer).await.unwrap().label.line, "Găsit? Mulțumesc!");
        assert!(b.tags.dealer(&b.rival).await.unwrap().label.line.is_empty());
        assert_eq!(why(b.tags.change_logo(&b.dealer, b"<svg>".to_vec()).await), RefusalCode::NotAPicture);
        b.tags.change_logo(&b.dealer, super::logo()).await.unwrap();
        assert!(b.tags.own_logo(&b.dealer).await.unwrap().bytes.starts_with(b"\x89PNG"));
        assert_eq!(why(b.tags.own_logo(&b.rival).await), RefusalCode::NotFound);
        let (id, _) = b.sold_pool(70).await;
        for sheet in domain::tags::LabelSheet::ALL {
            let pdf = b.tags.pool_file(&b.dealer, id, PoolFile::Labels { sheet, part: 1 }).await.unwrap();
            if let Ok(folder) = std::env::var("KEEP_LABELS") {
                std::fs::write(format!("{folder}/logo-{}", pdf.name), &pdf.bytes).unwrap();
            }
        }
        b.tags.change_logo(&b.dealer, Vec::new()).await.unwrap();
        assert!(!b.tags.dealer(&b.dealer).await.unwrap().has_logo);
    }

    async fn a_product_keeps_its_place_in_addresses(world: World) {
        let b = Bureau::new(world).await;
        assert_eq!(why(b.tags.save_product(&b.manager, product_form()).await), RefusalCode::Taken);
        let mut form = product_form();
        form.slug = "other".into();
        let other = b.tags.save_product(&b.manager, form.clone()).await.unwrap();
        form.id = other.to_string();
        form.slug = "brass-keyring".into();
        assert_eq!(why(b.tags.save_product(&b.manager, form).await), RefusalCode::Taken);
        b.tags.change_picture(&b.manager, other, super::logo()).await.unwrap();
        assert!(b.tags.products(&b.manager).await.unwrap().iter().any(|p| p.id == other && p.pictured));
    }

    async fn a_paused_dealer_orders_nothing(world: World) {
        let b = Bureau::new(world).await;
        let mut form = super::dealer_form("Chei & Co", "chei@firm.example");
        form.id = b.dealer_id.to_string();
        form.contract_until = "2026-02-28".into();
        b.tags.save_dealer(&b.manager, form).await.unwrap();
        assert_eq!(why(b.tags.order_pool(&b.dealer, b.order(1, "p")).await), RefusalCode::DealerPaused);
    }
}
