//! Colleagues at a kiosk, on both databases: who may sign in there and with what, what they can do, and every way it ends.

use domain::accounts::{AccountsPort as _, Actor, Entered, Operation, Password, Role, SignIn};
use domain::custody::{CustodyPort as _, EventKind, PresenceToken};
use domain::delivery::{DeliveryPort as _, DeliveryState};
use domain::ids::{BankId, ConsignmentId, KioskId, OrganisationId};
use domain::lockers::{LockersPort as _, NewBank, Place, Purpose, Size};
use domain::onsite::{Colleague, OnKiosk, OnPhone, OnsitePass, OnsitePort as _};
use domain::{Error, Locale, RefusalCode, Span};

use super::{Onsite, OnsiteData};
use crate::accounts::{Accounts, PersonalData as _, Subject};
use crate::both;
use crate::db::one;
use crate::testing::{Scene, World};

const PASSWORD: &str = "correct horse battery";

fn visitor() -> Actor {
    Actor::Visitor {
        address: "192.0.2.7".to_owned(),
    }
}

/// A town hall whose bank has a screen that was really paired.
struct Hall {
    scene: Scene,
    accounts: Accounts,
    onsite: Onsite,
    kiosk: Actor,
}

impl Hall {
    async fn new(world: World) -> Self {
        let passwords = world.passwords.clone();
        let scene = Box::pin(Scene::new(world)).await;
        let kiosk = paired(&scene, scene.bank).await;
        Self {
            accounts: Accounts::new(scene.house.clone(), passwords),
            onsite: Onsite::new(scene.house.clone()),
            kiosk,
            scene,
        }
    }

    /// Somebody who is really signed in with a phone.
    async fn colleague(&self, organisation: OrganisationId, name: &str, roles: &[Role]) -> Actor {
        let email = format!("{}@example.org", self.scene.house.outside.uuid7());
        self.accounts
            .seed_person(organisation, name, &email, Locale::Ro, roles, Some(PASSWORD))
            .await
            .unwrap();
        self.enter(&email).await
    }

    async fn enter(&self, email: &str) -> Actor {
        let request = SignIn {
            email: email.to_owned(),
            password: Password::typed(PASSWORD),
            address: "192.0.2.7".to_owned(),
            device: "a phone".to_owned(),
        };
        let Entered::Open(opened) = self.accounts.sign_in(&visitor(), request).await.unwrap() else {
            panic!("no second step is asked for here");
        };
        self.accounts.who(&opened.secret).await.unwrap().0
    }

    async fn employee(&self) -> Actor {
        self.colleague(self.scene.organisation, "Maria Enescu", &[Role::Employee])
            .await
    }

    /// Presses *Staff*, a half minute after whoever was there before, and scans what is shown.
    async fn scan(&self) -> OnsitePass {
        self.scene.house_clock_advance(Span::seconds(30));
        let shown = self.onsite.begin(&self.kiosk).await.unwrap();
        let (kiosk, token) = qr(&shown);
        self.onsite.scanned(&visitor(), kiosk, &token).await.unwrap()
    }

    /// Signs in at the kiosk.
    async fn come(&self, actor: &Actor) {
        let pass = self.scan().await;
        let bank = self.onsite.sign_in(actor, Some(&pass)).await.unwrap();
        assert_eq!(bank, self.scene.bank);
    }

    /// Whom the kiosk shows.
    async fn there(&self) -> Option<Colleague> {
        match self.onsite.on_kiosk(&self.kiosk).await.unwrap() {
            OnKiosk::Somebody(colleague) => Some(colleague),
            OnKiosk::Nobody { .. } => None,
        }
    }

    /// How the grant of that bank that began last ended.
    async fn ending(&self) -> String {
        let mut reader = self.scene.house.db.read().await.unwrap();
        let (ending,) = one!(
            reader,
            (Option<String>,),
            "SELECT ending FROM kiosk_grants ORDER BY began_at DESC, id DESC LIMIT 1"
        )
        .unwrap();
        ending.unwrap_or_default()
    }

    async fn lock(&self) {
        for wrong in ["222222", "333333", "444444"] {
            self.scene.custody.kiosk_enter(&self.kiosk, wrong).await.unwrap_err();
        }
    }
}

async fn paired(scene: &Scene, bank: BankId) -> Actor {
    let manager = scene.person(true, &[Role::Manager]).await;
    let code = scene.lockers.pairing_code(&manager, bank).await.unwrap();
    let (_, secret) = scene.lockers.pair_kiosk(&visitor(), &code).await.unwrap();
    scene.lockers.kiosk(&secret).await.unwrap()
}

/// What the QR says: which kiosk, and the token.
fn qr(shown: &OnKiosk) -> (KioskId, PresenceToken) {
    let OnKiosk::Nobody { presence } = shown else {
        panic!("somebody is signed in: {shown:?}");
    };
    let mut parts = presence.url.rsplit('/');
    let token = PresenceToken::parse(parts.next().unwrap()).unwrap();
    let kiosk = parts.next().unwrap().parse().unwrap();
    assert_eq!(parts.next(), Some("staff"));
    (kiosk, token)
}

fn is(error: Option<Error>, code: RefusalCode) -> bool {
    error.is_some_and(|error| error.is(code))
}

fn a_bank() -> NewBank {
    NewBank {
        place: Place {
            name: "Piața Amzei".to_owned(),
            address: "Strada Piața Amzei 13".to_owned(),
            city: "București".to_owned(),
            latitude: 44.442,
            longitude: 26.095,
            time_zone: "Europe/Bucharest".to_owned(),
            opening_hours: "24/7".to_owned(),
            hotline: "+40215550100".to_owned(),
        },
        columns: vec![vec![Size::S]],
    }
}

both! {
    async fn a_colleague_signs_in_and_frees_the_keypad(world: World) {
        let hall = Hall::new(world).await;
        let (_, number) = hall.scene.stored("a").await;
        let code = hall.scene.ready_message().await["code"].as_str().unwrap().to_owned();
        hall.lock().await;
        let refused = hall.scene.custody.kiosk_enter(&hall.kiosk, &code).await.unwrap_err();
        assert!(refused.is(RefusalCode::KeypadLocked));
        // Nobody is there yet: the screen by itself can do nothing.
        assert!(is(hall.onsite.free_keypad(&hall.kiosk).await.err(), RefusalCode::SignInFirst));

        let employee = hall.employee().await;
        let pass = hall.scan().await;
        let before = hall.onsite.on_phone(&employee, Some(&pass)).await.unwrap();
        assert!(matches!(&before, OnPhone::Before { place } if place.name == "Primăria Sector 3"), "{before:?}");
        assert_eq!(hall.there().await, None, "a scan signs nobody in");
        let mut nudges = hall.scene.house.live.listen();
        hall.onsite.sign_in(&employee, Some(&pass)).await.unwrap();
        let Actor::Kiosk { kiosk, .. } = hall.kiosk else { panic!("a kiosk") };
        let told = nudges.try_recv().unwrap();
        assert!(matches!(told, domain::live::Nudge::Colleague { kiosk: meant, .. } if meant == kiosk), "{told:?}");

        let shown = hall.there().await.unwrap();
        assert_eq!((shown.name.as_str(), shown.take_back.len()), ("Maria Enescu", 0));
        assert!(shown.keypad_locked_until.is_some());
        assert_eq!(shown.until.at - hall.scene.house.now(), Span::minutes(10));
        let phone = hall.onsite.on_phone(&employee, None).await.unwrap();
        assert!(matches!(phone, OnPhone::SignedIn { until, .. } if until == shown.until), "{phone:?}");
        assert_eq!(hall.onsite.who(&hall.kiosk).await.unwrap(), Some(employee), "for the audit");

        hall.onsite.free_keypad(&hall.kiosk).await.unwrap();
        assert_eq!(hall.there().await.unwrap().keypad_locked_until, None);
        hall.scene.custody.kiosk_enter(&hall.kiosk, &code).await.expect("the right code");
        let command = hall.scene.obey().await;
        hall.scene.shut(number, command, Some(false)).await;
        assert!(hall.there().await.is_some(), "nobody was signed out by somebody who collected");
        hall.onsite.leave(&hall.kiosk).await.unwrap();
        assert_eq!((hall.there().await, hall.ending().await.as_str()), (None, "kiosk"));
        assert!(is(hall.onsite.free_keypad(&hall.kiosk).await.err(), RefusalCode::SignInFirst));
    }

    async fn what_a_stranger_could_try_has_one_answer_and_shows_nothing(world: World) {
        let hall = Hall::new(world).await;
        let employee = hall.employee().await;
        let refused = async |actor: &Actor, pass: Option<&OnsitePass>| {
            let error = hall.onsite.sign_in(actor, pass).await.unwrap_err();
            assert!(error.is(RefusalCode::PresenceNeeded), "{error:?}");
            assert_eq!(hall.there().await, None);
        };
        refused(&employee, None).await;
        refused(&employee, Some(&OnsitePass("forged".to_owned()))).await;

        // Of another kiosk, of a bank's own QR, of a minute ago.
        let shown = hall.onsite.begin(&hall.kiosk).await.unwrap();
        let (kiosk, token) = qr(&shown);
        let beside = paired(&hall.scene, hall.scene.bank).await;
        let Actor::Kiosk { kiosk: other, .. } = beside else { panic!("a kiosk") };
        let scanned = async |kiosk, token: &PresenceToken| hall.onsite.scanned(&visitor(), kiosk, token).await.err();
        assert!(is(scanned(other, &token).await, RefusalCode::PresenceNeeded));
        let citizens = hall.scene.custody.kiosk_state(&hall.kiosk).await.unwrap().presence.url;
        let citizens = PresenceToken::parse(citizens.rsplit('/').next().unwrap()).unwrap();
        assert!(is(scanned(kiosk, &citizens).await, RefusalCode::PresenceNeeded), "that of citizens is another one");
        let proved = hall.scene.custody.prove_presence(&visitor(), hall.scene.bank, &token).await.err();
        assert!(is(proved, RefusalCode::PresenceNeeded), "and this one is none of theirs");
        hall.scene.house_clock_advance(Span::seconds(60));
        assert!(is(scanned(kiosk, &token).await, RefusalCode::PresenceNeeded));

        // A pass that lay about; one that was used; one of a screen that is paired no more.
        let old = hall.scan().await;
        hall.scene.house_clock_advance(Span::seconds(181));
        refused(&employee, Some(&old)).await;
        let used = hall.scan().await;
        hall.onsite.sign_in(&employee, Some(&used)).await.unwrap();
        hall.onsite.leave(&hall.kiosk).await.unwrap();
        refused(&employee, Some(&used)).await;
        let seen = hall.onsite.on_phone(&employee, Some(&used)).await.unwrap();
        assert_eq!(seen, OnPhone::Nowhere { refused: true });

        // People of another organisation, and one whose account was switched off.
        let elsewhere = hall.accounts.seed_organisation("Elsewhere").await.unwrap();
        let stranger = hall.colleague(elsewhere, "Somebody", &[Role::Employee, Role::Support]).await;
        let pass = hall.scan().await;
        refused(&stranger, Some(&pass)).await;
        let seen = hall.onsite.on_phone(&stranger, Some(&pass)).await.unwrap();
        assert_eq!(seen, OnPhone::Nowhere { refused: true });
        let manager = hall.scene.person(true, &[Role::Manager]).await;
        hall.accounts.set_enabled(&manager, employee.person().unwrap(), false).await.unwrap();
        refused(&employee, Some(&pass)).await;

        let colleague = hall.employee().await;
        let pass = hall.scan().await;
        hall.scene.lockers.unpair_kiosks(&manager, hall.scene.bank).await.unwrap();
        refused(&colleague, Some(&pass)).await;
    }

    async fn one_at_a_time_at_a_kiosk_and_one_kiosk_at_a_time_for_a_person(world: World) {
        let hall = Hall::new(world).await;
        let (first, second) = (hall.employee().await, hall.employee().await);
        // Two phones scan the same screen: one of them signs in.
        let pass = hall.scan().await;
        hall.onsite.sign_in(&first, Some(&pass)).await.unwrap();
        let refused = hall.onsite.sign_in(&second, Some(&pass)).await.unwrap_err();
        assert!(refused.is(RefusalCode::PresenceNeeded), "that picture was used");
        hall.onsite.leave(&hall.kiosk).await.unwrap();
        // Two pictures, one after the other, both scanned before anybody pressed.
        let (one, two) = (hall.scan().await, hall.scan().await);
        hall.onsite.sign_in(&first, Some(&one)).await.unwrap();
        let refused = hall.onsite.sign_in(&second, Some(&two)).await.unwrap_err();
        assert!(refused.is(RefusalCode::Claimed), "{refused:?}");
        assert_eq!(hall.there().await.unwrap().name, "Maria Enescu");

        // The same person at the screen beside it: signed in there, and here no more.
        let beside = paired(&hall.scene, hall.scene.bank).await;
        hall.scene.house_clock_advance(Span::seconds(20));
        let (kiosk, token) = qr(&hall.onsite.begin(&beside).await.unwrap());
        let pass = hall.onsite.scanned(&visitor(), kiosk, &token).await.unwrap();
        hall.onsite.sign_in(&first, Some(&pass)).await.unwrap();
        assert_eq!(hall.there().await, None);
        assert!(matches!(hall.onsite.on_kiosk(&beside).await.unwrap(), OnKiosk::Somebody(_)));
        // Whoever presses *Staff* finds nobody signed in.
        assert!(matches!(hall.onsite.begin(&beside).await.unwrap(), OnKiosk::Nobody { .. }));
        assert_eq!(hall.ending().await, "left");
    }

    async fn it_ends_in_every_way_that_it_should(world: World) {
        let hall = Hall::new(world).await;
        let employee = hall.employee().await;
        let lost = async |how: &str| {
            assert!(is(hall.onsite.free_keypad(&hall.kiosk).await.err(), RefusalCode::SignInFirst), "{how}");
            assert_eq!(hall.onsite.who(&hall.kiosk).await.unwrap(), None, "{how}");
            assert_eq!((hall.there().await, hall.ending().await.as_str()), (None, how));
        };
        hall.come(&employee).await;
        assert_eq!(hall.onsite.sign_out(&employee).await.unwrap(), Some(hall.scene.bank));
        assert_eq!(hall.onsite.sign_out(&employee).await.unwrap(), None);
        lost("phone").await;

        hall.come(&employee).await;
        for _ in 0..20 {
            assert!(hall.there().await.is_some());
            hall.scene.house_clock_advance(Span::seconds(29));
        }
        assert!(hall.there().await.is_some(), "for as long as the kiosk asks");
        hall.scene.house_clock_advance(Span::seconds(20));
        lost("time").await;

        hall.come(&employee).await;
        hall.scene.house_clock_advance(Span::seconds(30));
        lost("left").await;

        // Signed out on the phone, of the whole house; and what it was for was taken away.
        hall.come(&employee).await;
        hall.accounts.sign_out(&employee).await.unwrap();
        lost("session").await;
        let colleague = hall.employee().await;
        hall.come(&colleague).await;
        let manager = hall.scene.person(true, &[Role::Manager]).await;
        hall.accounts.set_enabled(&manager, colleague.person().unwrap(), false).await.unwrap();
        lost("session").await;
    }

    async fn what_nobody_came_for_is_taken_back_by_whoever_stands_there(world: World) {
        let hall = Hall::new(world).await;
        let (late, number) = hall.scene.stored("a").await;
        let elsewhere = hall.scene.lockers.add_bank(hall.scene.organisation, &a_bank()).await.unwrap();
        let there = paired(&hall.scene, elsewhere).await;
        hall.scene.house_clock_advance(Span::days(9));
        hall.scene.online(true).await;
        let (waiting, _) = hall.scene.stored("b").await;
        let take_back = async |id| hall.onsite.take_back(&hall.kiosk, id).await.err();
        assert!(is(take_back(late).await, RefusalCode::SignInFirst));
        let courier = hall.colleague(hall.scene.organisation, "Dan", &[Role::Courier]).await;
        hall.come(&courier).await;
        assert!(hall.there().await.unwrap().take_back.is_empty(), "what they may not open is not shown");
        assert!(is(take_back(late).await, RefusalCode::NotAllowed));
        let employee = hall.employee().await;
        hall.come(&employee).await;
        let shown = hall.there().await.unwrap().take_back;
        assert_eq!((shown.len(), shown[0].thing, shown[0].door), (1, late, number));
        assert!(!format!("{shown:?}").contains("Popescu"), "the street reads no names");
        assert!(is(take_back(waiting).await, RefusalCode::WrongState), "its time is not over");
        let (kiosk, token) = qr(&hall.onsite.begin(&there).await.unwrap());
        let pass = hall.onsite.scanned(&visitor(), kiosk, &token).await.unwrap();
        let gone_on = hall.onsite.on_phone(&employee, Some(&pass)).await.unwrap();
        assert!(matches!(gone_on, OnPhone::Before { .. }), "whoever stands before another screen may sign in there");
        assert!(matches!(hall.onsite.on_phone(&employee, None).await.unwrap(), OnPhone::SignedIn { .. }));
        let other = hall.employee().await;
        hall.onsite.sign_in(&other, Some(&pass)).await.unwrap();
        let foreign = hall.onsite.take_back(&there, late).await.unwrap_err();
        assert!(foreign.is(RefusalCode::NotFound), "it lies at another bank");
        assert!(take_back(late).await.is_none());
        let command = hall.scene.obey().await;
        assert!(hall.there().await.unwrap().take_back.is_empty(), "its door is open");
        hall.scene.shut(number, command, Some(false)).await;
        let view = hall.scene.delivery.delivery(&hall.scene.employee, late).await.unwrap();
        assert_eq!(view.state, DeliveryState::Returned);
        let by = view.history.iter().find(|entry| entry.event == EventKind::Commanded { purpose: Purpose::Return });
        assert_eq!(by.unwrap().by.as_deref(), Some("Maria Enescu"), "in the history of the thing");
    }

    async fn role_by_operation(world: World) {
        let hall = Hall::new(world).await;
        let (kiosk, token) = qr(&hall.onsite.begin(&hall.kiosk).await.unwrap());
        let not_allowed = |error: Option<Error>| is(error, RefusalCode::NotAllowed);
        for role in Role::ALL {
            let actor = hall.colleague(hall.scene.organisation, role.wire(), &[role]).await;
            let check = |operation, allowed: bool| assert_eq!(actor.may(operation), allowed, "{role:?} {operation:?}");
            let onsite = &hall.onsite;
            check(Operation::StandAtKiosk, !not_allowed(onsite.scanned(&actor, kiosk, &token).await.err()));
            check(Operation::WorkAtKiosk, !not_allowed(onsite.on_phone(&actor, None).await.err()));
            check(Operation::WorkAtKiosk, !not_allowed(onsite.sign_in(&actor, None).await.err()));
            check(Operation::WorkAtKiosk, !not_allowed(onsite.sign_out(&actor).await.err()));
            check(Operation::KioskAct, !not_allowed(onsite.begin(&actor).await.err()));
            check(Operation::KioskAct, !not_allowed(onsite.on_kiosk(&actor).await.err()));
            check(Operation::KioskAct, !not_allowed(onsite.free_keypad(&actor).await.err()));
            let thing = ConsignmentId(hall.scene.house.outside.uuid7());
            check(Operation::KioskAct, !not_allowed(onsite.take_back(&actor, thing).await.err()));
            check(Operation::KioskAct, !not_allowed(onsite.leave(&actor).await.err()));
            check(Operation::KioskAct, !not_allowed(onsite.who(&actor).await.err()));
        }
        assert!(is(hall.onsite.on_phone(&visitor(), None).await.err(), RefusalCode::SignInFirst));
        assert!(is(hall.onsite.sign_in(&visitor(), None).await.err(), RefusalCode::SignInFirst));
        assert!(is(hall.onsite.on_kiosk(&visitor()).await.err(), RefusalCode::SignInFirst));
        assert!(not_allowed(hall.onsite.sign_in(&hall.kiosk, None).await.err()));
    }

    async fn where_somebody_was_signed_in_is_handed_out_and_goes_with_them(world: World) {
        let hall = Hall::new(world).await;
        let employee = hall.employee().await;
        hall.come(&employee).await;
        hall.onsite.leave(&hall.kiosk).await.unwrap();
        let person = Subject { person: employee.person().ok(), name: None, email: None, phones: Vec::new() };
        let (house, db) = (&hall.scene.house, &hall.scene.house.db);
        let mut reader = db.read().await.unwrap();
        let told = OnsiteData.export(&mut reader, house, &person).await.unwrap();
        assert!(told[0].0 == "signed_in_at_lockers" && told[0].1.to_string().contains("Primăria Sector 3"), "{told:?}");
        drop(reader);
        let mut tx = db.begin().await.unwrap();
        assert_eq!(OnsiteData.erase(&mut tx, house, &person).await.unwrap(), 1);
        tx.commit().await.unwrap();
        let mut reader = db.read().await.unwrap();
        assert!(OnsiteData.export(&mut reader, house, &person).await.unwrap().is_empty());
    }
}
