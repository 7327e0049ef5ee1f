//! Where else to go: the nearest other bank that works, and none that does not.

use domain::ShortText;
use domain::accounts::Role;
use domain::custody::CustodyPort as _;
use domain::ids::BankId;
use domain::lockers::protocol::{Presence, Stream, Topic};
use domain::lockers::{LockersPort as _, NewBank, Place, Size};

use crate::both;
use crate::testing::Scene;

/// A bank with one door, so many degrees north on the meridian of the scene's own.
fn a_bank(name: &str, latitude: f64) -> NewBank {
    NewBank {
        place: Place {
            name: name.to_owned(),
            address: "Strada Lungă 1".to_owned(),
            city: "București".to_owned(),
            latitude,
            longitude: 26.136,
            time_zone: "Europe/Bucharest".to_owned(),
            opening_hours: "24/7".to_owned(),
            hotline: "+40215550100".to_owned(),
        },
        columns: vec![vec![Size::S]],
    }
}

async fn says(scene: &Scene, bank: BankId, online: bool) {
    let presence = Presence {
        bank,
        online,
        boot: 1,
        connection: 1,
    };
    let topic = Topic {
        bank,
        stream: Stream::Presence,
    };
    let payload = presence.to_bytes().unwrap();
    scene.intake.take(&topic.to_string(), &payload).await.unwrap();
}

async fn offered(scene: &Scene) -> Option<String> {
    let state = scene.custody.kiosk_state(&scene.kiosk).await.unwrap();
    state.nearest.map(|place| place.name)
}

both! {
    async fn the_nearest_bank_that_works_is_offered(world: World) {
        let scene = Scene::new(world).await;
        scene.online(false).await;
        assert_eq!(offered(&scene).await, None, "there is no other");
        let mut banks = Vec::new();
        for (name, latitude) in [("Far away", 46.0), ("Across the town", 44.5), ("Next street", 44.43)] {
            banks.push(scene.lockers.add_bank(scene.organisation, &a_bank(name, latitude)).await.unwrap());
        }
        says(&scene, banks[0], true).await;
        assert_eq!(offered(&scene).await, None, "a journey of two hours is no help");
        says(&scene, banks[1], true).await;
        assert_eq!(offered(&scene).await.as_deref(), Some("Across the town"), "the nearest is not connected");
        says(&scene, banks[2], true).await;
        assert_eq!(offered(&scene).await.as_deref(), Some("Next street"));

        let manager = scene.person(true, &[Role::Manager]).await;
        let door = scene.lockers.bank(&manager, banks[2]).await.unwrap().doors[0].id;
        let reason = ShortText::parse("It is being painted").unwrap();
        scene.lockers.set_service(&manager, door, Some(reason)).await.unwrap();
        assert_eq!(offered(&scene).await.as_deref(), Some("Across the town"), "no door of the nearest can be used");
    }
}
