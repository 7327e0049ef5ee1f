//! Something is wrong with a bank as a whole: every screen says so, and staff read what.

use domain::custody::{CustodyPort as _, PickupPass};
use domain::lockers::protocol::{Fact, FaultKind};
use domain::lockers::{BankTrouble, LockersPort as _};

use super::{received, visitor};
use crate::both;
use crate::testing::Scene;

both! {
    async fn what_the_kiosk_says_the_pickup_page_says_too(world: World) {
        let scene = Scene::new(world).await;
        scene.stored("a").await;
        let (_, _, link) = received(&scene).await;
        let pass = PickupPass::default().with(link);
        let out = async || {
            let page = scene.custody.pickup(&visitor(), &pass, None).await.unwrap();
            let kiosk = scene.custody.kiosk_state(&scene.kiosk).await.unwrap();
            (page.items[0].out_of_service, kiosk.out_of_order)
        };
        let staff = async || scene.lockers.bank(&scene.employee, scene.bank).await.unwrap().troubles;
        assert_eq!(out().await, (false, false));
        scene.tell(Fact::Power { on: false }).await;
        assert_eq!((out().await, staff().await), ((true, true), vec![BankTrouble::Mains]));
        scene.tell(Fact::Power { on: true }).await;
        assert_eq!((out().await, staff().await), ((false, false), Vec::new()));
        scene.tell(Fact::Fault { fault: FaultKind::Board, compartment: None }).await;
        scene.tell(Fact::Tamper).await;
        assert_eq!(out().await, (true, true));
        assert_eq!(staff().await, [BankTrouble::Board, BankTrouble::Tamper], "what is wrong is staff's to read");
    }
}
