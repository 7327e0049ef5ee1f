//! Codes of six digits: asked with the end of the recipient's number, counted by it, and never alone.

use domain::accounts::Role;
use domain::custody::{CodeForm, CustodyPort as _, EventKind, LinkSecret, Pads, PickupPass, Sharing};
use domain::delivery::bulk::{BulkForm, BulkPort as _, LineCheck, read};
use domain::delivery::{DeliveryPort as _, DeliveryState, NewDelivery};
use domain::ids::ConsignmentId;
use domain::lockers::{ClaimState, LockersPort as _};
use domain::{Error, RefusalCode, Span};

use super::life::{messages, said, story};
use super::{received, state, visitor};
use crate::both;
use crate::testing::Scene;

/// How the number of the scene's recipient ends.
const END: &str = "5010";

/// From now on codes of the scene's bank are made in this form.
async fn made_in(scene: &Scene, form: &str) {
    let manager = scene.person(true, &[Role::Manager]).await;
    scene.custody.set_codes(&manager, scene.bank, form).await.unwrap();
}

async fn pads(scene: &Scene) -> Pads {
    scene.custody.kiosk_state(&scene.kiosk).await.unwrap().pads
}

/// A delivery for somebody with this number, put in.
async fn stored_for(scene: &Scene, once: &str, phone: &str) -> (ConsignmentId, u16, String) {
    let form = NewDelivery {
        phone: phone.to_owned(),
        ..scene.form(once)
    };
    let id = scene.delivery.create(&scene.employee, form).await.unwrap();
    scene.delivery.open(&scene.employee, id).await.unwrap();
    let command = scene.obey().await;
    let door = scene.delivery.delivery(&scene.employee, id).await.unwrap().compartment;
    scene.shut(door, command, Some(true)).await;
    (id, door, received(scene).await.0)
}

/// Types what opens nothing, and comes again when the keypad takes codes.
async fn wrong(scene: &Scene, typed: &str) {
    let refused = scene.custody.kiosk_enter(&scene.kiosk, typed).await.unwrap_err();
    assert!(
        refused.is(RefusalCode::WrongCode) || refused.is(RefusalCode::KeypadLocked),
        "{typed}: {refused}"
    );
    scene.house_clock_advance(Span::minutes(31));
}

async fn collect(scene: &Scene, door: u16, typed: &str) {
    scene.custody.kiosk_enter(&scene.kiosk, typed).await.expect("it opens");
    let command = scene.obey().await;
    scene.shut(door, command, Some(false)).await;
}

fn six(code: &str) -> String {
    code.split_whitespace().collect()
}

/// Another code of six digits.
fn other(code: &str, turn: u32) -> String {
    let number: u32 = six(code).parse().unwrap();
    format!("{:06}", (number + 1 + turn) % 1_000_000)
}

/// What was refused at the number.
fn at_phone(error: &Error) -> Option<RefusalCode> {
    match error {
        Error::Refused(refusal) => refusal.at("phone"),
        Error::Failed(_) => None,
    }
}

both! {
    async fn code_and_number_open_together_and_neither_alone(world: World) {
        let scene = Scene::new(world).await;
        made_in(&scene, "digits").await;
        let (id, door) = scene.stored("a").await;
        let (code, qr, link) = received(&scene).await;
        assert_eq!(said(&scene, "ready").await["digits"], true);
        assert!(six(&code).len() == 6 && six(&code).bytes().all(|b| b.is_ascii_digit()), "{code}");
        assert_eq!(pads(&scene).await, Pads { own: CodeForm::Digits, both: false });
        let page = scene.custody.pickup(&visitor(), &PickupPass::default().with(link), None).await.unwrap();
        let shown = page.items[0].code.as_ref().unwrap();
        assert_eq!((shown.form(), shown.grouped()), (CodeForm::Digits, code.clone()));
        for typed in [six(&code), END.to_owned(), format!("{}5011", six(&code)), format!("{END}{}", six(&code))] {
            wrong(&scene, &typed).await;
        }
        collect(&scene, door, &format!("{code} {END}")).await;
        assert_eq!(state(&scene, id).await, DeliveryState::Collected);
        wrong(&scene, &format!("{code} {END}")).await;
        wrong(&scene, &qr).await;
    }

    async fn five_tries_with_the_number_replace_the_code(world: World) {
        let scene = Scene::new(world).await;
        made_in(&scene, "digits").await;
        let (id, door) = scene.stored("a").await;
        let (code, _, link) = received(&scene).await;
        scene.house_clock_advance(Span::hours(1));
        for turn in 0..4 {
            wrong(&scene, &[other(&code, turn).as_str(), END].concat()).await;
        }
        // Another code with another number is meant for nobody.
        for turn in 0..3 {
            wrong(&scene, &[other(&code, turn).as_str(), "0077"].concat()).await;
        }
        assert_eq!(messages(&scene, "code_replaced").await, 0);
        // Somebody saw the code and guesses the number: that is a try, too.
        wrong(&scene, &[six(&code).as_str(), "0078"].concat()).await;
        let told = said(&scene, "code_replaced").await;
        let fresh = told["code"].as_str().unwrap().to_owned();
        assert_eq!(told["digits"], true);
        assert_ne!(fresh, code);
        assert!(story(&scene, id).await.contains(&EventKind::CodeReplaced));
        wrong(&scene, &[six(&code).as_str(), END].concat()).await;
        assert!(scene.custody.follow_link(&visitor(), &link).await.unwrap_err().is(RefusalCode::LinkExpired));
        collect(&scene, door, &[six(&fresh).as_str(), END].concat()).await;
    }

    async fn only_those_are_meant_whose_number_or_code_it_is(world: World) {
        let scene = Scene::new(world).await;
        made_in(&scene, "digits").await;
        let (first, _, code) = stored_for(&scene, "a", "+40 721 555 010").await;
        let (second, door, neighbour) = stored_for(&scene, "b", "+40 721 555 022").await;
        let mut turn = 0;
        for _ in 0..5 {
            while other(&code, turn) == six(&neighbour) {
                turn += 1;
            }
            wrong(&scene, &[other(&code, turn).as_str(), END].concat()).await;
            turn += 1;
        }
        assert!(story(&scene, first).await.contains(&EventKind::CodeReplaced));
        assert!(!story(&scene, second).await.contains(&EventKind::CodeReplaced));
        collect(&scene, door, &[six(&neighbour).as_str(), "5022"].concat()).await;
    }

    async fn three_wrong_in_a_row_lock_the_keypad_and_the_qr_goes_on(world: World) {
        let scene = Scene::new(world).await;
        made_in(&scene, "digits").await;
        scene.stored("a").await;
        let (code, qr, _) = received(&scene).await;
        for typed in ["0000000000", "nonsense"] {
            assert!(scene.custody.kiosk_enter(&scene.kiosk, typed).await.unwrap_err().is(RefusalCode::WrongCode));
        }
        let right = [six(&code).as_str(), END].concat();
        for typed in ["1111111111", right.as_str()] {
            assert!(scene.custody.kiosk_enter(&scene.kiosk, typed).await.unwrap_err().is(RefusalCode::KeypadLocked));
        }
        scene.custody.kiosk_enter(&scene.kiosk, &qr).await.expect("the QR goes on");
    }

    async fn who_has_no_number_is_given_nothing_there_before_a_door_opens(world: World) {
        let scene = Scene::new(world).await;
        made_in(&scene, "digits").await;
        let form = || NewDelivery { phone: String::new(), ..scene.form("a") };
        let refused = scene.delivery.create(&scene.employee, form()).await.unwrap_err();
        assert_eq!(at_phone(&refused), Some(RefusalCode::NeedsMobile));
        let doors = scene.lockers.bank(&scene.employee, scene.bank).await.unwrap().doors;
        assert!(doors.iter().all(|door| door.claim == ClaimState::Free), "nothing is reserved");

        let head = "nume;e-mail;telefon;limba;document;referință;mărime";
        let rows = ["Ion Popescu;ion@example.org;;ro;pașaport;A-1;", "Ana Pop;;+40721555022;ro;pașaport;A-2;"];
        let list = BulkForm {
            bank: scene.bank.to_string(),
            size: "S".to_owned(),
            once: "once-list-digits".to_owned(),
            lines: read([head, rows[0], rows[1]].join("\n").as_bytes()).unwrap().lines,
        };
        let preview = scene.delivery.preview(&scene.employee, &list).await.unwrap();
        assert_eq!((preview.wrong(), preview.fine(), preview.room), (1, 1, 1));
        match &preview.lines[0].check {
            LineCheck::Wrong(fields) => {
                assert_eq!((fields[0].field.as_str(), fields[0].code), ("phone", RefusalCode::NeedsMobile));
            }
            _ => panic!("it has no number"),
        }
        assert!(scene.delivery.enter_lines(&scene.employee, &list).await.unwrap_err().is(RefusalCode::Form));

        // Entered before the bank asked for numbers: said when the document is held before it, and no door opens.
        made_in(&scene, "signs").await;
        scene.delivery.enter_lines(&scene.employee, &list).await.unwrap();
        made_in(&scene, "digits").await;
        let refused = scene.delivery.deposit(&scene.employee, scene.bank, "A-1").await.unwrap_err();
        assert!(refused.is(RefusalCode::NeedsMobile));
        scene.delivery.deposit(&scene.employee, scene.bank, "A-2").await.expect("she has one");
        made_in(&scene, "signs").await;
        scene.delivery.create(&scene.employee, form()).await.expect("signs need no number");
    }

    async fn codes_that_are_out_keep_their_form(world: World) {
        let scene = Scene::new(world).await;
        let (_, door) = scene.stored("a").await;
        let (signs, ..) = received(&scene).await;
        let late = NewDelivery { phone: String::new(), size: "M".to_owned(), ..scene.form("late") };
        let late = scene.delivery.create(&scene.employee, late).await.unwrap();
        made_in(&scene, "digits").await;
        assert_eq!(pads(&scene).await, Pads { own: CodeForm::Digits, both: true });
        let manager = scene.person(true, &[Role::Manager]).await;
        assert_eq!(scene.custody.codes(&manager, scene.bank).await.unwrap().others, 1);
        collect(&scene, door, &signs).await;
        assert_eq!(pads(&scene).await, Pads { own: CodeForm::Digits, both: false });

        // Whose thing had a compartment before the change, and who has no number, gets a code that needs none.
        scene.delivery.open(&scene.employee, late).await.unwrap();
        let command = scene.obey().await;
        scene.shut(3, command, Some(true)).await;
        assert_eq!(said(&scene, "ready").await["digits"], false);
        let (late_code, ..) = received(&scene).await;
        assert!(pads(&scene).await.both, "its keys are offered");

        let (_, door, digits) = stored_for(&scene, "b", "+40 721 555 010").await;
        made_in(&scene, "signs").await;
        assert_eq!(pads(&scene).await, Pads { own: CodeForm::Signs, both: true });
        collect(&scene, door, &[six(&digits).as_str(), END].concat()).await;
        assert_eq!(pads(&scene).await, Pads { own: CodeForm::Signs, both: false });
        collect(&scene, 3, &late_code).await;
        assert_eq!(state(&scene, late).await, DeliveryState::Collected);
    }

    async fn whoever_collects_for_somebody_else_is_asked_for_the_owners_number(world: World) {
        let scene = Scene::new(world).await;
        made_in(&scene, "digits").await;
        let (id, door) = scene.stored("a").await;
        let (own, _, link) = received(&scene).await;
        let pass = PickupPass::default().with(link);
        scene.custody.share(&visitor(), &pass, id).await.unwrap();
        let page = scene.custody.pickup(&visitor(), &pass, None).await.unwrap();
        let Sharing::Lent { link, .. } = &page.items[0].sharing else { panic!("it is lent") };
        let lent = LinkSecret::parse(link.rsplit('/').next().unwrap()).unwrap();
        let friend = PickupPass::default().with(lent);
        let page = scene.custody.pickup(&visitor(), &friend, None).await.unwrap();
        let code = page.items[0].code.clone().unwrap();
        assert_eq!(code.form(), CodeForm::Digits);
        assert_ne!(code.grouped(), own, "one's own");
        wrong(&scene, code.expose()).await;
        collect(&scene, door, &[code.expose(), END].concat()).await;
        assert_eq!(messages(&scene, "share_used").await, 1);
        wrong(&scene, &[six(&own).as_str(), END].concat()).await;
    }

    async fn the_form_is_chosen_by_those_who_manage_banks_and_for_their_own(world: World) {
        let scene = Scene::new(world).await;
        let refused = scene.custody.set_codes(&scene.employee, scene.bank, "digits").await.unwrap_err();
        assert!(refused.is(RefusalCode::NotAllowed));
        let stranger = scene.person(false, &[Role::Manager]).await;
        for refused in [
            scene.custody.codes(&stranger, scene.bank).await.map(drop),
            scene.custody.set_codes(&stranger, scene.bank, "digits").await,
        ] {
            assert!(refused.unwrap_err().is(RefusalCode::NotFound));
        }
        let manager = scene.person(true, &[Role::Manager]).await;
        for form in ["", "letters"] {
            assert!(scene.custody.set_codes(&manager, scene.bank, form).await.unwrap_err().is(RefusalCode::Form));
        }
        // What the keypad counts is not forgotten with a change.
        for typed in ["222222", "333333", "444444"] {
            let _ = scene.custody.kiosk_enter(&scene.kiosk, typed).await;
        }
        made_in(&scene, "digits").await;
        assert_eq!(scene.custody.codes(&manager, scene.bank).await.unwrap().form, CodeForm::Digits);
        let locked = scene.custody.kiosk_state(&scene.kiosk).await.unwrap().keypad_locked_until;
        assert!(locked.is_some());
    }
}
