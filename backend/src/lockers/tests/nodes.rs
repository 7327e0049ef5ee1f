//! What two nodes hear of one bank, in whatever order.

use domain::lockers::protocol::{DoorSnapshot, Fact, Level, Snapshot, Stream};
use domain::lockers::{DoorState, LockersPort};

use crate::both;
use crate::lockers::Taken;
use crate::testing::Scene;

both! {
    async fn a_snapshot_that_an_event_overtook_at_another_node_changes_nothing(world: World) {
        let scene = Scene::new(world).await;
        scene.tell(Fact::DoorForced { compartment: 2 }).await;
        scene.tell(Fact::DoorClosed { compartment: 2, command: None, item: None }).await;
        let snapshot = Snapshot {
            bank: scene.bank, boot: 1, seq: 1, at: scene.house.now(), firmware: "1.0".into(),
            doors: vec![DoorSnapshot {
                compartment: 2, door: Level::Open, item: None, faults: vec![], out_of_service: false,
            }],
            keys: None,
        };
        assert_eq!(scene.say(Stream::State, &snapshot.to_bytes().unwrap()).await, Taken::Repeat);
        let bank = scene.lockers.bank(&scene.employee, scene.bank).await.unwrap();
        assert_eq!(bank.doors[1].door, DoorState::Closed);
    }

    async fn what_two_nodes_hear_at_once_is_done_once(world: World) {
        let scene = Scene::new(world).await;
        for _ in 0..10 {
            let said = scene.event(Fact::Tamper).to_bytes().unwrap();
            let (one, two) = tokio::join!(scene.say(Stream::Events, &said), scene.say(Stream::Events, &said));
            let done_once = matches!((one, two), (Taken::Applied, Taken::Repeat) | (Taken::Repeat, Taken::Applied));
            assert!(done_once, "{one:?} and {two:?}");
        }
    }
}
