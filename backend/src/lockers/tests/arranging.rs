//! Arranging the doors of a bank, on both databases.

use domain::accounts::{Actor, Role};
use domain::delivery::DeliveryPort as _;
use domain::lockers::protocol::{DoorSnapshot, Fact, Level, Snapshot, Stream};
use domain::lockers::{DoorUse, LayoutForm, LockersPort as _, Press, Service, Size};
use domain::{Error, RefusalCode, ShortText, Span};

use crate::both;
use crate::testing::Scene;

/// A bank with the doors 1 (S), 2 (S), 3 (M), and a manager who arranges them.
struct Desk {
    scene: Scene,
    manager: Actor,
    form: LayoutForm,
}

impl Desk {
    async fn new(world: crate::testing::World) -> Self {
        let scene = Scene::new(world).await;
        let manager = scene.person(true, &[Role::Manager]).await;
        let mut desk = Self {
            scene,
            manager,
            form: LayoutForm::default(),
        };
        desk.begin().await;
        desk
    }

    /// Begins anew with what is kept.
    async fn begin(&mut self) {
        let view = self.scene.lockers.layout(&self.manager, self.scene.bank).await.unwrap();
        self.form = LayoutForm::from(&view);
    }

    async fn press(&mut self, press: Press) {
        let view = self.scene.lockers.layout(&self.manager, self.scene.bank).await.unwrap();
        self.form.press(press, &view.kept).unwrap();
    }

    async fn save(&self) -> Result<(), Error> {
        let reason = ShortText::parse("New").unwrap();
        self.scene
            .lockers
            .save_layout(&self.manager, self.scene.bank, self.form.clone(), reason)
            .await
    }

    /// All doors: number, column, row, whether it may be used.
    async fn doors(&self) -> Vec<(u16, u16, u16, bool)> {
        let bank = self.scene.lockers.bank(&self.manager, self.scene.bank).await.unwrap();
        let doors = bank.doors.iter();
        doors
            .map(|door| (door.number, door.column, door.row, door.service == Service::In))
            .collect()
    }

    async fn used(&self) -> Vec<DoorUse> {
        let view = self.scene.lockers.layout(&self.manager, self.scene.bank).await.unwrap();
        view.kept.iter().map(|door| door.used).collect()
    }
}

both! {
    async fn a_column_of_three_is_added_and_doors_change_numbers(world: World) {
        let mut t = Desk::new(world).await;
        let before = t.doors().await;
        t.press(Press::AddColumn).await;
        t.press(Press::AddDoor).await;
        t.press(Press::AddDoor).await;
        // The first two of the first column swap their numbers.
        let first = t.form.columns[0][0].number.clone();
        t.form.columns[0][0].number = std::mem::replace(&mut t.form.columns[0][1].number, first);
        t.save().await.unwrap();
        let after = t.doors().await;
        assert_eq!(after.len(), before.len() + 3);
        let at = |doors: &[(u16, u16, u16, bool)], number: u16| {
            doors.iter().find(|door| door.0 == number).map(|door| (door.1, door.2)).unwrap()
        };
        assert_eq!((at(&after, 1), at(&after, 2)), (at(&before, 2), at(&before, 1)));
        assert!(after.iter().all(|door| door.3), "a bank that was told nothing yet learns all doors at once");
        let column = t.form.at;
        assert_eq!(after.iter().filter(|door| usize::from(door.1) == column).count(), 3);
    }

    async fn what_somebody_counts_on_stays_and_may_move(world: World) {
        let mut t = Desk::new(world).await;
        let scene = &t.scene;
        let id = scene.delivery.create(&scene.employee, scene.form("a")).await.unwrap();
        assert_eq!(t.used().await, [DoorUse::InUse, DoorUse::Unused, DoorUse::Unused]);
        t.begin().await;
        let whole = t.form.clone();
        for column in &mut t.form.columns {
            column.retain(|piece| piece.number != "1");
        }
        t.form.columns.retain(|column| !column.is_empty());
        let refused = t.save().await.unwrap_err();
        assert_eq!(refused.refusal().unwrap().at("lost"), Some(RefusalCode::DoorUsed));
        t.form = whole;
        let place = t.form.columns[0].iter().position(|piece| piece.number == "1").unwrap();
        t.form.columns[0][place].what = "L".into();
        let field = LayoutForm::field("what", 1, place + 1);
        assert_eq!(t.save().await.unwrap_err().refusal().unwrap().at(&field), Some(RefusalCode::DoorInUse));
        t.begin().await;
        t.form.columns[0].rotate_left(1);
        t.save().await.unwrap();
        // Empty again, it keeps its history.
        let why = ShortText::parse("entered twice").unwrap();
        t.scene.delivery.cancel(&t.scene.employee, id, why).await.unwrap();
        assert_eq!(t.used().await, [DoorUse::Used, DoorUse::Unused, DoorUse::Unused]);
    }

    async fn an_unused_door_vanishes_with_what_was_ordered_for_it(world: World) {
        let mut t = Desk::new(world).await;
        let door = t.scene.lockers.bank(&t.manager, t.scene.bank).await.unwrap().doors[2].id;
        let snapshot = Snapshot {
            bank: t.scene.bank,
            boot: 1,
            seq: 1,
            at: t.scene.house.now(),
            firmware: "1.0".into(),
            doors: [1, 2, 3].map(|compartment| DoorSnapshot {
                compartment, door: Level::Closed, item: Some(false), faults: Vec::new(), out_of_service: false,
            }).to_vec(),
            keys: None,
        };
        t.scene.say(Stream::State, &snapshot.to_bytes().unwrap()).await;
        let why = ShortText::parse("wet").unwrap();
        t.scene.lockers.set_service(&t.manager, door, Some(why)).await.unwrap();
        assert_eq!(t.scene.jobs.reconcile_round().await.unwrap(), 1);
        for column in &mut t.form.columns {
            column.retain(|piece| piece.number != "3");
        }
        t.form.columns.retain(|column| !column.is_empty());
        assert!(t.save().await.unwrap_err().is(RefusalCode::DoorUsed), "its bank is just being told");
        t.scene.fake.set_down(true);
        t.scene.publish().await;
        t.scene.house_clock_advance(Span::seconds(30));
        assert_eq!(t.scene.jobs.clock_round().await.unwrap(), 1);
        t.save().await.unwrap();
        assert_eq!(t.doors().await.len(), 2);
        // What the bank says about a door that is drawn no more is no matter of ours.
        t.scene.tell(Fact::DoorForced { compartment: 3 }).await;
        assert_eq!(t.doors().await.len(), 2);
    }

    async fn a_bank_that_was_told_gets_new_doors_out_of_service(world: World) {
        let mut t = Desk::new(world).await;
        t.scene.lockers.provision(&t.manager, t.scene.bank).await.unwrap();
        t.press(Press::AddColumn).await;
        t.save().await.unwrap();
        let new = t.scene.lockers.bank(&t.manager, t.scene.bank).await.unwrap();
        let new = new.doors.iter().find(|door| door.number == 4).unwrap();
        assert_eq!(new.service, Service::Out { reason: "New".into() });
        assert_eq!(t.scene.jobs.reconcile_round().await.unwrap(), 0, "the bank does not know it: nothing is ordered");
    }

    async fn what_was_drawn_over_an_older_one_is_not_saved(world: World) {
        let mut t = Desk::new(world).await;
        let old = t.form.clone();
        t.press(Press::AddDoor).await;
        t.save().await.unwrap();
        let after = t.doors().await;
        t.form = old;
        assert!(t.save().await.unwrap_err().is(RefusalCode::Changed));
        t.form.version = String::new();
        assert!(t.save().await.unwrap_err().is(RefusalCode::Changed));
        assert_eq!(t.doors().await, after);
    }

    async fn measures_and_panels_are_kept_and_lift_the_doors(world: World) {
        use domain::custody::CustodyPort as _;
        use domain::lockers::{PanelKind, PieceForm, PlacedPanel, Reach};
        let mut t = Desk::new(world).await;
        let blank = PieceForm { what: "blank".into(), rows: "4".into(), ..PieceForm::default() };
        for column in &mut t.form.columns {
            column.insert(0, blank.clone());
        }
        (t.form.top, t.form.foot) = ("1800".into(), "100".into());
        t.save().await.unwrap();
        let saved = t.form.clone();
        t.begin().await;
        assert_eq!((t.form.top.as_str(), t.form.foot.as_str()), ("1800", "100"));
        assert_eq!(t.form.columns.concat().len(), saved.columns.concat().len());
        assert!(t.doors().await.iter().all(|door| door.2 > 4));
        // Who draws the bank draws them, too: the portals and the kiosk.
        let panel = |column| PlacedPanel { kind: PanelKind::Blank, column, row: 1, rows: 4 };
        let drawn = t.scene.lockers.bank(&t.manager, t.scene.bank).await.unwrap().panels;
        assert_eq!(drawn, [panel(1), panel(2)]);
        assert_eq!(t.scene.custody.kiosk_state(&t.scene.kiosk).await.unwrap().panels, drawn);
        let mut tx = t.scene.house.db.begin().await.unwrap();
        let low = super::super::claim_compartment(&mut tx, t.scene.bank, Size::S, Reach::Low, "x").await;
        assert!(low.is_ok(), "below four blank rows a door is low: {low:?}");
    }
}
