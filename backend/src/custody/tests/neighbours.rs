//! What the screen of one bank knows of the others, on both databases.

use domain::accounts::Actor;
use domain::custody::CustodyPort as _;
use domain::ids::KioskId;
use domain::lockers::protocol::Fact;
use domain::lockers::{LockersPort as _, NewBank, Place, Size};

use crate::both;
use crate::testing::Scene;

both! {
    async fn a_bank_that_is_out_of_order_says_so_and_nobody_is_sent_there(world: World) {
        let scene = Scene::new(world).await;
        let place = scene.lockers.bank(&scene.employee, scene.bank).await.unwrap().place;
        let next_street = NewBank {
            place: Place { name: "Primăria Sector 4".to_owned(), ..place.clone() },
            columns: vec![vec![Size::S]],
        };
        let other = scene.lockers.add_bank(scene.organisation, &next_street).await.unwrap();
        let there = Actor::Kiosk { kiosk: KioskId(scene.house.outside.uuid7()), bank: other };
        let sent_to = async || scene.custody.kiosk_state(&there).await.unwrap().nearest;
        let closed = async || scene.custody.kiosk_state(&scene.kiosk).await.unwrap().out_of_order;
        assert!(!closed().await);
        assert_eq!(sent_to().await, Some(place.clone()));
        scene.tell(Fact::Power { on: false }).await;
        assert!(closed().await);
        assert_eq!(sent_to().await, None, "it is as little help as this one");
        scene.tell(Fact::Power { on: true }).await;
        assert!(!closed().await);
        assert_eq!(sent_to().await, Some(place));
        scene.tell(Fact::Tamper).await;
        assert!(closed().await);
        assert_eq!(sent_to().await, None);
    }
}
