//! The way to a bank, on both databases: kept, put in order, shown to whoever may collect there, and to nobody else.

use domain::accounts::{Actor, Role};
use domain::custody::{CustodyPort as _, LinkSecret, PickupPass};
use domain::ids::PlacePhotoId;
use domain::lockers::{CaptionForm, DirectionsForm, LockersPort as _, Turn, WayPort as _, WayThere};
use domain::photos::{Media, Upload};
use domain::{Locale, RefusalCode};

use super::form;
use crate::both;
use crate::testing::{Scene, a_photo, traces};

/// A bank and a manager who describes it.
struct Desk {
    scene: Scene,
    manager: Actor,
}

impl Desk {
    async fn new(world: crate::testing::World) -> Self {
        let scene = Scene::new(world).await;
        let manager = scene.person(true, &[Role::Manager]).await;
        Self { scene, manager }
    }

    async fn way(&self) -> WayThere {
        let view = self.scene.lockers.way(&self.manager, self.scene.bank).await.unwrap();
        assert_eq!(view.bank, self.scene.bank);
        view.way
    }

    async fn add(&self) -> PlacePhotoId {
        let (lockers, bank) = (&self.scene.lockers, self.scene.bank);
        let upload = Upload::of(a_photo("Ion 44.4268"));
        lockers.add_photo(&self.manager, bank, upload).await.unwrap()
    }

    async fn caption(&self, photo: PlacePhotoId, words: &str) {
        let form = CaptionForm {
            caption_ro: words.into(),
            ..CaptionForm::default()
        };
        let (lockers, bank) = (&self.scene.lockers, self.scene.bank);
        lockers.caption_photo(&self.manager, bank, photo, &form).await.unwrap();
    }

    async fn order(&self) -> Vec<PlacePhotoId> {
        self.way().await.photos.iter().map(|photo| photo.id).collect()
    }

    async fn turned(&self, photo: PlacePhotoId, turn: Turn) -> Vec<PlacePhotoId> {
        let (lockers, bank) = (&self.scene.lockers, self.scene.bank);
        lockers.move_photo(&self.manager, bank, photo, turn).await.unwrap();
        self.order().await
    }

    /// What the recipient holds of the thing that waits.
    async fn pass(&self) -> PickupPass {
        let data = self.scene.ready_message().await;
        let link = data["link"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        PickupPass::default().with(LinkSecret::parse(&link).unwrap())
    }
}

fn visitor() -> Actor {
    Actor::Visitor {
        address: "192.0.2.7".to_owned(),
    }
}

fn two_languages() -> DirectionsForm {
    DirectionsForm {
        words_ro: "Prin curte.\nLa stânga.".into(),
        words_zh: "从院子进入。".into(),
        first: "zh".into(),
        ..DirectionsForm::default()
    }
}

both! {
    async fn directions_are_kept_and_told_in_the_recipients_language(world: World) {
        let t = Desk::new(world).await;
        let (lockers, bank) = (&t.scene.lockers, t.scene.bank);
        assert_eq!(t.way().await, WayThere::default(), "nothing is said of a new bank");
        lockers.save_directions(&t.manager, bank, &two_languages()).await.unwrap();
        lockers.save_directions(&t.manager, bank, &two_languages()).await.unwrap();
        let kept = t.way().await.directions;
        assert_eq!(DirectionsForm::from(&kept), two_languages());
        assert_eq!(kept.shown(Locale::En), Some((Locale::Zh, "从院子进入。")));

        t.scene.stored("a").await;
        let told = t.scene.ready_message().await;
        assert_eq!(told["way"]["lang"], "ro");
        assert_eq!(told["way"]["lines"], serde_json::json!(["Prin curte.", "La stânga."]));
        let page = t.scene.custody.pickup(&visitor(), &t.pass().await, None).await.unwrap();
        assert_eq!(page.items[0].way.directions, kept);

        // What is refused changes nothing.
        let wrong = DirectionsForm { words_en: "See www.example.org".into(), ..DirectionsForm::default() };
        let refused = lockers.save_directions(&t.manager, bank, &wrong).await.unwrap_err();
        assert_eq!(refused.refusal().unwrap().at("words_en"), Some(RefusalCode::LinkInText));
        assert_eq!(t.way().await.directions, kept);
        lockers.save_directions(&t.manager, bank, &DirectionsForm::default()).await.unwrap();
        assert_eq!(t.way().await, WayThere::default());
    }

    async fn photos_are_kept_sealed_put_in_order_and_taken_away(world: World) {
        let t = Desk::new(world).await;
        let (lockers, bank) = (&t.scene.lockers, t.scene.bank);
        for (upload, why) in [
            (Upload::default(), RefusalCode::Missing),
            (Upload::too_large(), RefusalCode::TooLarge),
            (Upload::of(b"<svg/>".to_vec()), RefusalCode::NotAPicture),
        ] {
            assert!(lockers.add_photo(&t.manager, bank, upload).await.unwrap_err().is(why));
        }
        let (one, two, three, four) = (t.add().await, t.add().await, t.add().await, t.add().await);
        let fifth = lockers.add_photo(&t.manager, bank, Upload::of(a_photo("x"))).await.unwrap_err();
        assert!(fifth.is(RefusalCode::Changed));
        assert_eq!(t.order().await, [one, two, three, four]);
        assert_eq!(t.turned(three, Turn::Earlier).await, [one, three, two, four]);
        assert_eq!(t.turned(one, Turn::Later).await, [three, one, two, four]);
        assert_eq!(t.turned(three, Turn::Earlier).await, [three, one, two, four], "the first stays where it is");
        assert_eq!(t.turned(four, Turn::Later).await, [three, one, two, four], "and so does the last");

        t.caption(one, "Intrarea din curte").await;
        assert_eq!(t.way().await.photos[1].captions.get(Locale::Ro), Some("Intrarea din curte"));
        let picture = lockers.photo(&t.manager, bank, one).await.unwrap();
        assert_eq!(picture.media, Media::Png);
        assert!(!picture.bytes.windows(3).any(|window| window == b"Ion"), "what the camera wrote is gone");
        assert_eq!(traces(&t.scene.house.db, &["iVBOR"], &[]).await, Vec::<String>::new(), "nothing lies open");

        lockers.remove_photo(&t.manager, bank, one).await.unwrap();
        assert_eq!(t.order().await, [three, two, four]);
        assert!(lockers.photo(&t.manager, bank, one).await.unwrap_err().is(RefusalCode::NotFound));
        assert!(lockers.remove_photo(&t.manager, bank, one).await.unwrap_err().is(RefusalCode::NotFound));
        let mut reader = t.scene.house.db.read().await.unwrap();
        let of = crate::photos::Of::Place(one);
        assert!(!crate::photos::is_there(&mut reader, of).await.unwrap(), "its picture went with it");
        drop(reader);
        let five = t.add().await;
        assert_eq!(t.order().await, [three, two, four, five], "there is room again");
    }

    async fn whoever_may_collect_there_sees_it_and_nobody_else(world: World) {
        let t = Desk::new(world).await;
        let (lockers, custody, bank) = (&t.scene.lockers, &t.scene.custody, t.scene.bank);
        let (shown, hidden) = (t.add().await, t.add().await);
        t.caption(shown, "Intrarea").await;
        let other = lockers.create_bank(&t.manager, form()).await.unwrap();
        t.scene.stored("a").await;
        let pass = t.pass().await;
        let view = custody.way(&visitor(), &pass, bank).await.unwrap();
        assert_eq!(view.way.captioned(Locale::Ru).count(), 1);
        assert!(custody.way_photo(&visitor(), &pass, bank, shown).await.is_ok());

        let refused = custody.way_photo(&visitor(), &pass, bank, hidden).await.unwrap_err();
        assert!(refused.is(RefusalCode::NotFound), "one without a caption");
        let refused = custody.way_photo(&visitor(), &pass, other, shown).await.unwrap_err();
        assert!(refused.is(RefusalCode::NotFound), "nothing of theirs waits at that bank");
        assert!(custody.way(&visitor(), &pass, other).await.unwrap_err().is(RefusalCode::NotFound));
        let nobody = PickupPass::default();
        assert!(custody.way(&visitor(), &nobody, bank).await.unwrap_err().is(RefusalCode::LinkExpired));
        let refused = custody.way_photo(&visitor(), &nobody, bank, shown).await.unwrap_err();
        assert!(refused.is(RefusalCode::LinkExpired));
        assert!(custody.way(&t.scene.kiosk, &pass, bank).await.is_err(), "a kiosk needs no way to itself");
    }

    async fn only_who_manages_the_bank_describes_it(world: World) {
        let t = Desk::new(world).await;
        let (lockers, bank) = (&t.scene.lockers, t.scene.bank);
        let photo = t.add().await;
        let before = t.way().await;
        let administrator = t.scene.person(true, &[Role::Administrator]).await;
        assert!(lockers.way(&administrator, bank).await.is_ok());
        let others = [Role::Owner, Role::Dealer, Role::Courier, Role::Dispatcher, Role::Employee, Role::Support];
        let mut strangers = vec![(visitor(), RefusalCode::SignInFirst), (t.scene.kiosk.clone(), RefusalCode::NotAllowed)];
        for role in others {
            strangers.push((t.scene.person(true, &[role]).await, RefusalCode::NotAllowed));
        }
        strangers.push((t.scene.person(false, &[Role::Manager]).await, RefusalCode::NotFound));
        for (actor, why) in strangers {
            let (words, caption) = (two_languages(), CaptionForm::default());
            let upload = Upload::of(a_photo("x"));
            for (what, refused) in [
                ("way", lockers.way(&actor, bank).await.map(drop)),
                ("save", lockers.save_directions(&actor, bank, &words).await),
                ("add", lockers.add_photo(&actor, bank, upload).await.map(drop)),
                ("caption", lockers.caption_photo(&actor, bank, photo, &caption).await),
                ("move", lockers.move_photo(&actor, bank, photo, Turn::Later).await),
                ("remove", lockers.remove_photo(&actor, bank, photo).await),
                ("photo", lockers.photo(&actor, bank, photo).await.map(drop)),
            ] {
                let error = refused.unwrap_err();
                assert!(error.is(why), "{} {what}: {error}", actor.label());
            }
        }
        assert_eq!(t.way().await, before);

        // Nor does a photo of one bank answer to the name of another.
        let other = lockers.create_bank(&t.manager, form()).await.unwrap();
        let caption = CaptionForm::default();
        for refused in [
            lockers.caption_photo(&t.manager, other, photo, &caption).await,
            lockers.move_photo(&t.manager, other, photo, Turn::Later).await,
            lockers.remove_photo(&t.manager, other, photo).await,
            lockers.photo(&t.manager, other, photo).await.map(drop),
        ] {
            assert!(refused.unwrap_err().is(RefusalCode::NotFound));
        }
        assert_eq!(t.way().await, before);
    }
}
