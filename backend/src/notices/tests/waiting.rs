//! Who looks after the house is told what does not leave it.

use domain::Span;

use crate::both;
use crate::db::exec;
use crate::notices::{Waiting, waiting};
use crate::testing::Scene;

both! {
    async fn what_waits_and_what_was_given_up_is_counted(world: World) {
        let scene = Scene::new(world).await;
        let now = || scene.house.now();
        let count = async |since| waiting(&mut scene.house.db.read().await.unwrap(), since).await.unwrap();
        scene.stored("one").await;
        assert_eq!(count(now() - Span::hours(1)).await, Waiting { old: 0, failed: 0 });
        scene.house_clock_advance(Span::hours(2));
        let old = count(now() - Span::hours(1)).await.old;
        assert!(old >= 1);
        let mut tx = scene.house.db.begin().await.unwrap();
        exec!(tx, "UPDATE notices SET state = 'failed', ended_at = $1", now()).unwrap();
        tx.commit().await.unwrap();
        assert_eq!(count(now() - Span::hours(1)).await, Waiting { old: 0, failed: old });
        scene.house_clock_advance(Span::days(30));
        assert_eq!(count(now()).await, Waiting { old: 0, failed: 0 });
    }
}
