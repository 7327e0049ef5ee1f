//! What an administrator is told of the key that signs commands.

use domain::accounts::{Operation, Role};
use domain::lockers::LockersPort as _;
use domain::{RefusalCode, Span};

use crate::both;
use crate::testing::Scene;
use crate::upkeep::{signs_since, signs_with};

both! {
    async fn an_administrator_sees_which_key_it_is_and_since_when(world: World) {
        let scene = Scene::new(world).await;
        let boss = scene.person(true, &[Role::Administrator]).await;
        let key = scene.lockers.signing_key(&boss).await.unwrap();
        assert_eq!((key.since, key.banks), (None, 1));
        // Eight groups of four signs, and the very text that a bank is given.
        assert_eq!((key.fingerprint.len(), key.fingerprint.split(' ').count()), (39, 8));
        let given = scene.lockers.provision(&boss, scene.bank).await.unwrap().verifying_key;
        assert_eq!(key.public, given);

        let first = scene.house.now();
        signs_with(&scene.house.db, &key.public, first).await.unwrap();
        scene.house_clock_advance(Span::days(3));
        signs_with(&scene.house.db, &key.public, scene.house.now()).await.unwrap();
        let since = scene.lockers.signing_key(&boss).await.unwrap().since;
        assert_eq!(since.map(|since| since.at), Some(first), "a second start changes nothing");

        signs_with(&scene.house.db, "another", scene.house.now()).await.unwrap();
        assert_eq!(scene.lockers.signing_key(&boss).await.unwrap().since, None, "of this key nothing is known any more");
        let mut reader = scene.house.db.read().await.unwrap();
        assert_eq!(signs_since(&mut reader, "another").await.unwrap(), Some(scene.house.now()));
    }

    async fn nobody_else_sees_the_key(world: World) {
        let scene = Scene::new(world).await;
        for role in Role::ALL {
            let actor = scene.person(true, &[role]).await;
            let refused = scene.lockers.signing_key(&actor).await.err().is_some_and(|e| e.is(RefusalCode::NotAllowed));
            assert_eq!(!refused, role.may(Operation::SeeKeys), "{role:?}");
        }
        assert!(scene.lockers.signing_key(&scene.kiosk).await.is_err());
        let stranger = scene.person(false, &[Role::Administrator]).await;
        assert_eq!(scene.lockers.signing_key(&stranger).await.unwrap().banks, 0, "banks of others are not counted");
    }
}
