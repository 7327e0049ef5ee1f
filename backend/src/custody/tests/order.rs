//! An opening is ordered in few statements; none of the rules is lost with those that were saved.

use domain::RefusalCode;
use domain::custody::{EventKind, State};
use domain::lockers::Purpose;
use domain::lockers::protocol::FaultKind;

use crate::both;
use crate::custody::{find, history, order, sql_state};
use crate::db::exec;
use crate::testing::Scene;

both! {
    /// Two nodes read the same thing; whoever writes second has written nothing at all, no event either.
    async fn an_order_over_an_old_version_writes_nothing(world: World) {
        let scene = Scene::new(world).await;
        let (id, _) = scene.stored("a").await;
        let now = scene.house.now();
        let mut tx = scene.house.db.begin().await.unwrap();
        let mut fresh = find(&mut tx, id).await.unwrap().unwrap();
        let mut older = find(&mut tx, id).await.unwrap().unwrap();
        let state: State = fresh.state().unwrap();
        sql_state::set_state(&mut tx, &mut fresh, state).await.unwrap();
        let before = history(&mut tx, id, "UTC").await.unwrap().len();
        let event = EventKind::Commanded { purpose: Purpose::Pickup };
        let refused = sql_state::set_ordered(&mut tx, &mut older, state, (&event, Some(&event)), &scene.kiosk, now).await;
        assert_eq!(refused.unwrap_err().code(), "custody.version");
        assert_eq!(history(&mut tx, id, "UTC").await.unwrap().len(), before);
        sql_state::set_ordered(&mut tx, &mut fresh, state, (&event, None), &scene.kiosk, now).await.unwrap();
        assert_eq!(history(&mut tx, id, "UTC").await.unwrap().len(), before + 1);
        sql_state::set_ordered(&mut tx, &mut fresh, state, (&event, Some(&event)), &scene.kiosk, now).await.unwrap();
        assert_eq!(history(&mut tx, id, "UTC").await.unwrap().len(), before + 3);
    }

    /// Whatever speaks against a door is asked about, also in the short way.
    async fn whatever_speaks_against_a_door_keeps_it_shut(world: World) {
        let scene = Scene::new(world).await;
        let (id, _) = scene.stored("a").await;
        // Before anything is changed and dropped: PostgreSQL holds its rows until it has taken the change back.
        let (other, _) = scene.stored("b").await;
        let against = [
            ("UPDATE banks SET online = 0", RefusalCode::BankOffline),
            ("UPDATE compartments SET out_reason = 'sensor'", RefusalCode::OutOfService),
            ("UPDATE compartments SET faults = 'sensor'", RefusalCode::OutOfService),
            ("UPDATE compartments SET door = 'open' WHERE claimed_by IS NULL", RefusalCode::AnotherDoorOpen),
        ];
        assert!(FaultKind::from_wire("sensor").is_some(), "a fault that there is");
        for (change, refusal) in against {
            let mut tx = scene.house.db.begin().await.unwrap();
            exec!(tx, change).unwrap();
            let refused = order(&mut tx, &scene.house, &scene.kiosk, id, Purpose::Pickup).await;
            assert!(refused.err().is_some_and(|error| error.is(refusal)), "{change}");
        }
        // What belongs to nobody, or to somebody else, is a fault of ours and opens nothing.
        let mut tx = scene.house.db.begin().await.unwrap();
        exec!(tx, "UPDATE compartments SET claimed_by = NULL").unwrap();
        assert!(order(&mut tx, &scene.house, &scene.kiosk, id, Purpose::Pickup).await.is_err());
        drop(tx);
        // A jam is tried again; and one door at a time.
        let mut tx = scene.house.db.begin().await.unwrap();
        exec!(tx, "UPDATE compartments SET faults = 'jam'").unwrap();
        assert!(order(&mut tx, &scene.house, &scene.kiosk, id, Purpose::Pickup).await.is_ok());
        drop(tx);
        let mut tx = scene.house.db.begin().await.unwrap();
        assert!(order(&mut tx, &scene.house, &scene.kiosk, id, Purpose::Pickup).await.is_ok());
        let second = order(&mut tx, &scene.house, &scene.kiosk, other, Purpose::Pickup).await;
        assert!(second.err().is_some_and(|error| error.is(RefusalCode::AnotherDoorOpen)));
    }
}
