//! What banks are told of keys, what an administrator sees of it, and what is noted, on both databases.

use domain::Span;
use domain::accounts::Role;
use domain::lockers::protocol::{HeldKeys, KeyAct, KeyOrder, Outcome, PublicKey, Snapshot, Stream, check_key_order};
use domain::lockers::{KeyMark, KeyStanding, LockersPort as _};

use crate::both;
use crate::lockers::{last_mark, mark_keys};
use crate::secrets::{KeyRing, SigningKeyFile, TurnFiles};
use crate::testing::Scene;

fn second() -> SigningKeyFile {
    SigningKeyFile::from_seed([21; 32])
}

/// The bank says which keys it obeys.
async fn says(scene: &Scene, seq: u64, generation: u64, held: &[PublicKey]) {
    let snapshot = Snapshot {
        bank: scene.bank,
        boot: 1,
        seq,
        at: scene.house.now(),
        firmware: "1".to_owned(),
        doors: Vec::new(),
        keys: (!held.is_empty()).then(|| HeldKeys {
            generation,
            held: held.to_vec(),
        }),
    };
    scene.say(Stream::State, &snapshot.to_bytes().unwrap()).await;
}

/// The order that was published last, and who signed it.
fn told(scene: &Scene, ring: &KeyRing) -> (KeyOrder, PublicKey) {
    let (_, payload, expiry) = scene.fake.published().pop().unwrap();
    assert!(expiry <= 60);
    let keys = [Some(&ring.signing), ring.old.as_ref()];
    let keys: Vec<_> = keys.into_iter().flatten().map(SigningKeyFile::public).collect();
    let (order, signer) = check_key_order(&payload, &keys).unwrap();
    order.refuse_at(scene.bank, scene.house.now()).unwrap();
    (order, signer)
}

both! {
    async fn a_bank_is_told_one_thing_at_a_time_and_only_while_it_is_there(world: World) {
        let scene = Scene::new(world.clone()).await;
        let (one, two) = (world.signing.public_key(), second().public_key());
        let mut ring = KeyRing { next: Some(second()), ..KeyRing::only(world.signing.clone()) };
        assert_eq!(scene.jobs.turn_round(&ring).await.unwrap(), 0, "it has never said which keys it obeys");
        says(&scene, 1, 5, &[one]).await;
        scene.online(false).await;
        assert_eq!(scene.jobs.turn_round(&ring).await.unwrap(), 0, "nothing is kept for a bank that is away");
        scene.online(true).await;
        assert_eq!(scene.jobs.turn_round(&KeyRing::only(world.signing.clone())).await.unwrap(), 0, "there is no turn");
        assert_eq!(scene.jobs.turn_round(&ring).await.unwrap(), 1);
        let (order, signer) = told(&scene, &ring);
        assert_eq!((order.order, order.key, order.generation, signer), (KeyAct::Trust, two, 6, one));
        // Another node, at once: nothing. Later, while it is silent: again, with a life of its own.
        assert_eq!(scene.jobs.turn_round(&ring).await.unwrap(), 0);
        scene.house_clock_advance(Span::seconds(31));
        assert_eq!(scene.jobs.turn_round(&ring).await.unwrap(), 1);
        assert_ne!(told(&scene, &ring).0.id, order.id);
        // Its answer is taken note of; what counts is what it says it obeys.
        scene.result(told(&scene, &ring).0.id, Outcome::Done).await;
        says(&scene, 2, 6, &[one, two]).await;
        assert_eq!(scene.jobs.turn_round(&ring).await.unwrap(), 0, "all is as it shall be");

        // The new one signs: it ends the old one.
        ring = KeyRing { old: Some(world.signing.clone()), ..KeyRing::only(second()) };
        assert_eq!(scene.jobs.turn_round(&ring).await.unwrap(), 1);
        let (order, signer) = told(&scene, &ring);
        assert_eq!((order.order, order.key, order.generation, signer), (KeyAct::Distrust, one, 7, two));
        says(&scene, 3, 7, &[two]).await;
        assert_eq!(scene.jobs.turn_round(&ring).await.unwrap(), 0);
        // Back from a lost disk: the old key, whose file is still there, names the one that signs.
        says(&scene, 4, 99, &[one]).await;
        assert_eq!(scene.jobs.turn_round(&ring).await.unwrap(), 1);
        let (order, signer) = told(&scene, &ring);
        assert_eq!((order.order, order.key, order.generation, signer), (KeyAct::Trust, two, 100, one));
    }

    async fn what_the_broker_did_not_take_is_told_again(world: World) {
        let scene = Scene::new(world.clone()).await;
        let ring = KeyRing { next: Some(second()), ..KeyRing::only(world.signing.clone()) };
        says(&scene, 1, 1, &[world.signing.public_key()]).await;
        scene.fake.set_down(true);
        assert_eq!(scene.jobs.turn_round(&ring).await.unwrap(), 0);
        scene.fake.set_down(false);
        scene.house_clock_advance(Span::seconds(31));
        assert_eq!(scene.jobs.turn_round(&ring).await.unwrap(), 1);
    }

    async fn an_administrator_sees_how_each_bank_stands_and_since_when(world: World) {
        let scene = Scene::new(world.clone()).await;
        let boss = scene.person(true, &[Role::Administrator]).await;
        let stranger = scene.person(false, &[Role::Administrator]).await;
        let (one, two) = (world.signing.public_key(), second().public_key());
        let files = TurnFiles::beside(&world.folder.path().join("signing.key"));
        let lockers = scene.lockers.clone().with_turn_files(Some(files.clone()));
        let standing = async || {
            let view = lockers.signing_key(&boss).await.unwrap();
            (view.standings[0].standing, view.standings[0].since.map(|since| since.at))
        };
        assert_eq!(standing().await, (KeyStanding::Silent, None));
        says(&scene, 1, 1, &[one]).await;
        let first = scene.house.now();
        scene.house_clock_advance(Span::hours(1));
        says(&scene, 2, 1, &[one]).await;
        assert_eq!(standing().await, (KeyStanding::Fine, Some(first)), "since it said so first");
        says(&scene, 3, 2, &[one, two]).await;
        assert_eq!(standing().await.0, KeyStanding::Stranger, "nobody here knows the second");
        let next = files.make_next(world.outside.chance.as_ref()).unwrap();
        assert_eq!(lockers.signing_key(&boss).await.unwrap().next, Some(next.fingerprint()));
        says(&scene, 4, 3, &[one]).await;
        assert_eq!(standing().await.0, KeyStanding::NotYet);
        says(&scene, 5, 4, &[one, next.public_key()]).await;
        assert_eq!(standing().await, (KeyStanding::Ready, Some(scene.house.now())));
        says(&scene, 6, 5, &[two]).await;
        assert_eq!(standing().await.0, KeyStanding::Deaf);
        // An older program says nothing: then nothing is known.
        says(&scene, 7, 0, &[]).await;
        assert_eq!(standing().await, (KeyStanding::Silent, None));
        assert!(lockers.signing_key(&stranger).await.unwrap().standings.is_empty(), "banks of others are not told of");
    }

    async fn what_was_done_at_the_machine_is_noted(world: World) {
        let scene = Scene::new(world.clone()).await;
        let boss = scene.person(true, &[Role::Administrator]).await;
        let (one, two) = (world.signing.public_key(), second().public_key());
        assert_eq!(last_mark(&scene.house.db, one).await.unwrap(), None);
        mark_keys(&scene.house, &[(KeyMark::Made, two)], None).await.unwrap();
        scene.house_clock_advance(Span::days(1));
        let turned = [(KeyMark::Signs, two), (KeyMark::Replaced, one)];
        mark_keys(&scene.house, &turned, Some("one bank is being repaired")).await.unwrap();
        assert_eq!(last_mark(&scene.house.db, one).await.unwrap(), Some(KeyMark::Replaced));
        assert_eq!(last_mark(&scene.house.db, two).await.unwrap(), Some(KeyMark::Signs));
        let steps = scene.lockers.signing_key(&boss).await.unwrap().steps;
        assert_eq!(steps.len(), 3);
        assert_eq!((steps[2].mark, &steps[2].fingerprint), (KeyMark::Made, &second().fingerprint()));
        assert_eq!(steps[0].reason.as_deref(), Some("one bank is being repaired"));
    }
}
