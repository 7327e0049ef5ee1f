//! A door that stands open for too long: whoever opened it is told, on the screen and on their phone.

use domain::custody::{ActPhase, CustodyPort as _, EventKind, OpenPhase, PickupPass};
use domain::lockers::protocol::Fact;

use super::life::story;
use super::{received, visitor};
use crate::both;
use crate::testing::Scene;

both! {
    async fn whoever_opened_it_is_told_until_it_is_shut(world: World) {
        let scene = Scene::new(world).await;
        let (id, number) = scene.stored("a").await;
        let (code, _, link) = received(&scene).await;
        let pass = PickupPass::default().with(link);
        let phase = async || scene.custody.pickup(&visitor(), &pass, None).await.unwrap().items[0].phase;
        let screen = async || scene.custody.kiosk_state(&scene.kiosk).await.unwrap().act.unwrap().phase;
        scene.custody.kiosk_enter(&scene.kiosk, &code).await.unwrap();
        let command = scene.obey().await;
        assert_eq!((phase().await, screen().await), (OpenPhase::Open, ActPhase::Open));
        scene.tell(Fact::DoorLeftOpen { compartment: number, since: scene.house.now() }).await;
        assert_eq!((phase().await, screen().await), (OpenPhase::LeftOpen, ActPhase::LeftOpen));
        assert!(story(&scene, id).await.contains(&EventKind::LeftOpen), "and whoever looks after it reads it");
        scene.shut(number, command, Some(false)).await;
        assert!(matches!(phase().await, OpenPhase::Collected { .. }));
        assert_eq!(screen().await, ActPhase::Done);
    }
}
