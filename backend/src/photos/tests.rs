//! What is kept of a photo, on both databases.

use domain::RefusalCode;
use domain::ids::{KeyId, ThingId};
use domain::photos::{Media, Upload};

use super::{Of, export, forget, is_there, keep, keep_first, show};
use crate::both;
use crate::db::exec;
use crate::testing::{a_photo, traces};

both! {
    async fn a_photo_is_sealed_and_one_of_each(world: World) {
        let house = world.house();
        let key = KeyId(house.outside.uuid7());
        let (of, other) = (Of::Thing(key), Of::Thing(KeyId(house.outside.uuid7())));
        let clean = Upload::of(a_photo("Ion 44.4268")).check().unwrap();
        let mut tx = house.db.begin().await.unwrap();
        assert!(!is_there(&mut tx, of).await.unwrap());
        assert!(show(&mut tx, &house, of).await.unwrap_err().is(RefusalCode::NotFound));
        keep(&mut tx, &house, of, &clean).await.unwrap();
        keep(&mut tx, &house, of, &clean).await.unwrap();
        assert!(!keep_first(&mut tx, &house, of, &clean).await.unwrap());
        assert!(keep_first(&mut tx, &house, other, &clean).await.unwrap());
        tx.commit().await.unwrap();

        let mut reader = house.db.read().await.unwrap();
        let shown = show(&mut reader, &house, of).await.unwrap();
        assert_eq!((shown.media, shown.bytes.as_slice()), (Media::Png, clean.bytes()));
        assert!(!shown.bytes.windows(3).any(|window| window == b"Ion"));
        assert!(export(&mut reader, &house, of).await.unwrap().unwrap().starts_with("data:image/png;base64,iVBOR"));
        drop(reader);
        assert_eq!(traces(&house.db, &["iVBOR"], &[]).await, Vec::<String>::new(), "nothing of it lies open");

        let mut tx = house.db.begin().await.unwrap();
        assert_eq!(forget(&mut tx, of).await.unwrap(), 1);
        assert_eq!(forget(&mut tx, of).await.unwrap(), 0);
        assert!(is_there(&mut tx, other).await.unwrap());
    }

    async fn a_photo_does_not_open_in_anothers_place_and_old_ones_are_read(world: World) {
        let house = world.house();
        let (one, two) = (ThingId(house.outside.uuid7()), ThingId(house.outside.uuid7()));
        let clean = Upload::of(a_photo("x")).check().unwrap();
        let mut tx = house.db.begin().await.unwrap();
        keep(&mut tx, &house, Of::Registered(one), &clean).await.unwrap();
        exec!(
            &mut tx,
            "INSERT INTO photos (subject, subject_id, media, body_sealed, kept_at)
             SELECT subject, $1, media, body_sealed, kept_at FROM photos",
            two
        )
        .unwrap();
        assert!(show(&mut tx, &house, Of::Registered(two)).await.is_err());
        // As the register kept them before they were sealed.
        exec!(
            &mut tx,
            "UPDATE photos SET body_sealed = NULL, body_plain = 'iVBORw==' WHERE subject_id = $1",
            two
        )
        .unwrap();
        assert_eq!(show(&mut tx, &house, Of::Registered(two)).await.unwrap().bytes, [0x89, b'P', b'N', b'G']);
        keep(&mut tx, &house, Of::Registered(two), &clean).await.unwrap();
        assert_eq!(show(&mut tx, &house, Of::Registered(two)).await.unwrap().bytes, clean.bytes());
    }
}
