//! The photo of an owner's thing: who sees it, and when it goes.

use domain::accounts::Secret;
use domain::photos::{Media, Upload};
use domain::tags::{ActivationForm, DeskTagsPort as _, KeyFact, OwnerTagsPort as _, TransferForm};
use domain::{Refusal, RefusalCode};

use super::{Bureau, thing};
use crate::both;
use crate::testing::{a_photo, sealed, traces};

fn photo() -> Upload {
    Upload::of(a_photo("Ana"))
}

both! {
    async fn a_photo_comes_with_the_activation_and_is_for_the_owner_and_the_desk(world: World) {
        let b = Bureau::new(world).await;
        let (_, keys) = b.sold_pool(2).await;
        let form = ActivationForm { key: keys[0].grouped(), thing: thing(), photo: photo() };
        let id = b.tags.activate(&b.ana, form).await.unwrap();
        let shown = b.tags.photo(&b.ana, id).await.unwrap();
        assert_eq!(shown.media, Media::Png);
        assert!(!shown.bytes.windows(3).any(|window| window == b"Ana"), "nothing that the camera wrote");
        assert_eq!(b.tags.key_photo(&b.desk, id).await.unwrap(), shown);
        assert!(b.tags.my_key(&b.ana, id).await.unwrap().pictured);
        assert!(b.tags.desk_key(&b.desk, id).await.unwrap().pictured);
        assert!(b.tags.photo(&b.ion, id).await.unwrap_err().is(RefusalCode::NotFound));
        assert!(b.tags.set_photo(&b.ion, id, photo()).await.unwrap_err().is(RefusalCode::NotFound));
        assert!(b.tags.remove_photo(&b.ion, id).await.unwrap_err().is(RefusalCode::NotFound));
        assert!(traces(&b.house.db, &["iVBOR"], &[]).await.is_empty(), "sealed");

        let bad = b.tags.set_photo(&b.ana, id, Upload::of(b"<svg/>".to_vec())).await.unwrap_err();
        assert!(bad.is(RefusalCode::NotAPicture));
        assert!(b.tags.set_photo(&b.ana, id, Upload::too_large()).await.unwrap_err().is(RefusalCode::TooLarge));
        assert!(b.tags.set_photo(&b.ana, id, Upload::default()).await.unwrap_err().is(RefusalCode::Missing));
        assert!(b.tags.my_key(&b.ana, id).await.unwrap().pictured, "the one that was there stays");
        b.tags.set_photo(&b.ana, id, photo()).await.unwrap();
        b.tags.remove_photo(&b.ana, id).await.unwrap();
        b.tags.remove_photo(&b.ana, id).await.unwrap();
        let view = b.tags.my_key(&b.ana, id).await.unwrap();
        assert!(!view.pictured);
        assert_eq!(view.history.iter().filter(|line| line.what == KeyFact::Described).count(), 2);
        assert!(b.tags.key_photo(&b.desk, id).await.unwrap_err().is(RefusalCode::NotFound));
    }

    async fn a_bad_photo_keeps_a_key_free_and_says_where(world: World) {
        let b = Bureau::new(world).await;
        let (_, keys) = b.sold_pool(1).await;
        let form = ActivationForm { key: keys[0].grouped(), thing: thing(), photo: Upload::of(b"%PDF".to_vec()) };
        let refused = b.tags.activate(&b.ana, form.clone()).await.unwrap_err();
        assert_eq!(refused.refusal().and_then(|refusal: &Refusal| refusal.at("photo")), Some(RefusalCode::NotAPicture));
        let form = ActivationForm { photo: Upload::default(), ..form };
        let id = b.tags.activate(&b.ana, form).await.unwrap();
        assert!(!b.tags.my_key(&b.ana, id).await.unwrap().pictured);
    }

    async fn a_photo_does_not_go_with_the_key(world: World) {
        let b = Bureau::new(world).await;
        let (_, keys) = b.sold_pool(1).await;
        let id = b.activated(&keys[0]).await;
        b.tags.set_photo(&b.ana, id, photo()).await.unwrap();
        b.tags.offer_transfer(&b.ana, id, TransferForm { email: "ion@example.org".into() }).await.unwrap();
        let said = b.said("key_offered").await;
        let secret = Secret::new(said["link"].as_str().unwrap().rsplit('/').next().unwrap());
        b.tags.accept_transfer(&b.ion, &secret).await.unwrap();
        assert!(!b.tags.my_key(&b.ion, id).await.unwrap().pictured);
        assert!(!sealed(&b.house.db).await.iter().any(|(column, _)| column == "photos.body_sealed"));
    }
}
