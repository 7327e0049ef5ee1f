//! One code, submitted by many at once: one opening.

use std::sync::Arc;

use domain::custody::CustodyPort as _;
use domain::delivery::{DeliveryPort as _, DeliveryState};

use super::asked;
use crate::both;
use crate::testing::Scene;

const SUBMITS: usize = 64;

both! {
    async fn a_code_submitted_by_sixty_four_at_once_opens_once_each_time(world: World) {
        let scene = Arc::new(Scene::new(world).await);
        for round in 0..asked("CLOAKROOM_TEST_CROWDS", 6) {
            let (id, number) = scene.stored(&format!("crowd-{round}")).await;
            let code = scene.ready_message().await["code"].as_str().expect("a code").to_owned();
            let before = scene.fake.published().len();
            let submits: Vec<_> = (0..SUBMITS)
                .map(|_| {
                    let (scene, code) = (Arc::clone(&scene), code.clone());
                    tokio::spawn(async move { scene.custody.kiosk_enter(&scene.kiosk, &code).await.is_ok() })
                })
                .collect();
            let mut opened = 0;
            for submit in submits {
                opened += u32::from(submit.await.expect("no panic"));
            }
            assert_eq!(opened, 1, "round {round}");
            let command = scene.obey().await;
            assert_eq!(scene.fake.published().len(), before + 1, "round {round}");
            scene.shut(number, command, Some(false)).await;
            let view = scene.delivery.delivery(&scene.employee, id).await.expect("a view");
            assert_eq!(view.state, DeliveryState::Collected, "round {round}");
        }
    }
}
