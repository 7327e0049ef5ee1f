//! Correcting where a bank stands, on both databases: shown at once, no deadline moves, nobody undoes what another saved.

use domain::accounts::{Actor, Role};
use domain::custody::{CustodyPort as _, LinkSecret, PickupPass};
use domain::delivery::DeliveryPort as _;
use domain::lockers::{BankForm, LockersPort as _, PlaceChange, PlaceForm, PlaceView};
use domain::{Error, RefusalCode};

use crate::both;
use crate::house::end_of_day;
use crate::testing::Scene;

/// An ordinary bank.
pub(super) fn form() -> BankForm {
    BankForm {
        place: PlaceForm {
            name: "Gara de Nord".into(),
            address: "Piața Gării 1".into(),
            city: "București".into(),
            latitude: "44.4467".into(),
            longitude: "26.0733".into(),
            time_zone: "Europe/Bucharest".into(),
            opening_hours: "24/7".into(),
            hotline: "+40 21 555 01 00".into(),
        },
        layout: "S S M / L".into(),
    }
}

/// A bank and a manager who corrects where it stands.
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

    async fn kept(&self) -> PlaceView {
        let (lockers, bank) = (&self.scene.lockers, self.scene.bank);
        lockers.place(&self.manager, bank).await.unwrap()
    }

    /// The form, begun now.
    async fn begun(&self) -> PlaceChange {
        PlaceChange::from(&self.kept().await)
    }

    async fn save(&self, form: &PlaceChange) -> Result<(), Error> {
        let (lockers, bank) = (&self.scene.lockers, self.scene.bank);
        lockers.correct_place(&self.manager, bank, form.clone()).await
    }
}

fn visitor() -> Actor {
    Actor::Visitor {
        address: "192.0.2.7".to_owned(),
    }
}

both! {
    async fn a_correction_is_read_everywhere_at_once(world: World) {
        let t = Desk::new(world).await;
        t.scene.stored("a").await;
        let data = t.scene.ready_message().await;
        let link = data["link"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        let pass = PickupPass::default().with(LinkSecret::parse(&link).unwrap());
        let mut change = t.begun().await;
        assert_eq!(change.place.opening_hours, "24/7");
        assert_eq!(change.place.hotline, "+40 21 555 01 00", "as its country writes it");
        change.place.name = "Primăria, intrarea din spate".into();
        change.place.opening_hours = "Lu–Vi 8–20".into();
        change.place.hotline = "0040 21 555 0199".into();
        change.place.latitude = "44,5".into();
        t.save(&change).await.unwrap();

        let kept = t.kept().await;
        assert_eq!(kept.place.name, "Primăria, intrarea din spate");
        assert_eq!((kept.place.hotline.as_str(), kept.version), ("+40215550199", 2));
        let page = t.scene.custody.pickup(&visitor(), &pass, None).await.unwrap();
        assert_eq!(page.items[0].place, kept.place);
        let kiosk = t.scene.custody.kiosk_state(&t.scene.kiosk).await.unwrap();
        assert_eq!(kiosk.place, kept.place);
        let bank = t.scene.lockers.bank(&t.manager, t.scene.bank).await.unwrap();
        assert_eq!(bank.place, kept.place);
        t.scene.stored("b").await;
        let told = t.scene.ready_message().await;
        assert_eq!(told["opening_hours"], "Lu–Vi 8–20", "the next message says it, too");
    }

    async fn another_time_zone_moves_no_deadline_that_was_given(world: World) {
        let t = Desk::new(world).await;
        let deadline = async |id| {
            let view = t.scene.delivery.delivery(&t.scene.employee, id).await.unwrap();
            view.deadline.unwrap()
        };
        let (first, _) = t.scene.stored("a").await;
        let before = deadline(first).await;
        let days = 7;
        assert_eq!(before.at, end_of_day("Europe/Bucharest", t.scene.house.now(), days));
        let mut change = t.begun().await;
        change.place.time_zone = "Asia/Shanghai".into();
        t.save(&change).await.unwrap();
        let after = deadline(first).await;
        assert_eq!(after.at, before.at, "the same moment");
        assert_ne!(after.civil(), before.civil(), "read by another clock");
        let (second, _) = t.scene.stored("b").await;
        assert_eq!(deadline(second).await.at, end_of_day("Asia/Shanghai", t.scene.house.now(), days));
    }

    async fn what_is_refused_changes_nothing(world: World) {
        let t = Desk::new(world).await;
        let before = t.kept().await;
        let mut wrong = t.begun().await;
        wrong.place.name = " ".into();
        wrong.place.hotline = "112".into();
        let refused = t.save(&wrong).await.unwrap_err();
        assert_eq!(refused.refusal().unwrap().at("name"), Some(RefusalCode::Missing));
        assert_eq!(refused.refusal().unwrap().at("hotline"), Some(RefusalCode::NotAPhone));
        let mut nowhere = t.begun().await;
        nowhere.place.time_zone = "Mars/Olympus".into();
        let refused = t.save(&nowhere).await.unwrap_err();
        assert_eq!(refused.refusal().unwrap().at("time_zone"), Some(RefusalCode::NotAChoice));
        assert_eq!(t.kept().await, before);
    }

    async fn nobody_undoes_what_somebody_else_saved(world: World) {
        let t = Desk::new(world).await;
        let (mut one, mut other) = (t.begun().await, t.begun().await);
        one.place.opening_hours = "8–20".into();
        other.place.name = "Another name".into();
        t.save(&one).await.unwrap();
        assert!(t.save(&other).await.unwrap_err().is(RefusalCode::Changed));
        let kept = t.kept().await;
        assert_eq!(other.place.unlike(&kept.place), ["name", "opening_hours"]);
        assert_eq!((kept.place.opening_hours.as_str(), kept.version), ("8–20", 2));
        // The second click of the same form is no second change.
        t.save(&one).await.unwrap();
        assert_eq!(t.kept().await.version, 2);
        // Begun over what is kept now, it is saved.
        other.version = kept.version.to_string();
        t.save(&other).await.unwrap();
        assert_eq!(t.kept().await.place.name, "Another name");
        // How the doors are arranged is a version of its own.
        let layout = t.scene.lockers.layout(&t.manager, t.scene.bank).await.unwrap();
        assert_eq!(layout.version, 1);
    }

    async fn two_who_save_at_once_do_not_both_win(world: World) {
        let t = Desk::new(world).await;
        let (mut one, mut other) = (t.begun().await, t.begun().await);
        one.place.name = "One".into();
        other.place.name = "Other".into();
        let (first, second) = tokio::join!(t.save(&one), t.save(&other));
        let kept = t.kept().await;
        assert_eq!(kept.version, 2);
        let (won, lost) = if first.is_ok() { ("One", second) } else { ("Other", first) };
        assert_eq!(kept.place.name, won);
        assert!(lost.unwrap_err().is(RefusalCode::Changed));
    }

    async fn only_who_manages_the_bank_corrects_it(world: World) {
        let t = Desk::new(world).await;
        let (lockers, bank) = (&t.scene.lockers, t.scene.bank);
        let before = t.kept().await;
        let mut change = t.begun().await;
        change.place.name = "Theirs".into();
        let administrator = t.scene.person(true, &[Role::Administrator]).await;
        assert!(lockers.place(&administrator, bank).await.is_ok());
        let others = [Role::Owner, Role::Dealer, Role::Courier, Role::Dispatcher, Role::Employee, Role::Support];
        let mut strangers = vec![(visitor(), RefusalCode::SignInFirst), (t.scene.kiosk.clone(), RefusalCode::NotAllowed)];
        for role in others {
            strangers.push((t.scene.person(true, &[role]).await, RefusalCode::NotAllowed));
        }
        strangers.push((t.scene.person(false, &[Role::Manager]).await, RefusalCode::NotFound));
        for (actor, why) in strangers {
            for (what, refused) in [
                ("place", lockers.place(&actor, bank).await.map(drop)),
                ("correct", lockers.correct_place(&actor, bank, change.clone()).await),
            ] {
                let error = refused.unwrap_err();
                assert!(error.is(why), "{} {what}: {error}", actor.label());
            }
        }
        assert_eq!(t.kept().await, before);
        let other = lockers.create_bank(&t.manager, form()).await.unwrap();
        lockers.correct_place(&t.manager, other, change).await.unwrap();
        assert_eq!(t.kept().await, before, "one bank is not another");
    }
}
