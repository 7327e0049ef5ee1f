//! A finder and a locker: in, held or not, and out again.

use domain::custody::{ActPhase, CustodyPort, LinkSecret};
use domain::found::{CaseNumber, CasePass, CaseStage, DropPhase, FinderPort, FoundDeskPort, Way};
use domain::lockers::protocol::{Fact, Outcome};
use domain::lockers::{ClaimState, LockersPort, Purpose};
use domain::{RefusalCode, Span};

use super::{Bureau, visitor};
use crate::both;

impl Bureau {
    /// The finder chooses the locker; what they type there, and scan.
    async fn keeps(&self, pass: &CasePass, number: CaseNumber) -> (String, String) {
        let banks = self.finders.drop_banks(&visitor(1), pass, number).await.expect("banks");
        self.finders
            .drop_at(&visitor(1), pass, number, banks[0].id)
            .await
            .expect("a drop");
        let drop = self.seen(pass, number).await.drop.expect("a drop");
        assert_eq!(drop.phase, DropPhase::Waiting);
        (drop.code.expect("a code").grouped(), drop.qr.expect("a QR").digits())
    }

    async fn enter(&self, typed: &str) -> domain::Outcome<()> {
        self.scene.custody.kiosk_enter(&self.scene.kiosk, typed).await
    }
}

both! {
    async fn a_found_thing_goes_in_by_code_and_home_by_another(world: World) {
        let b = Bureau::new(world).await;
        let (number, pass) = b.report(1, &b.key).await;
        let (code, qr) = b.keeps(&pass, number).await;
        assert_eq!(b.seen(&pass, number).await.stage, CaseStage::Arranged);
        b.enter(&code).await.expect("the drop code");
        let act = b.scene.custody.kiosk_state(&b.scene.kiosk).await.unwrap().act.unwrap();
        assert_eq!((act.purpose, act.phase), (Purpose::Deposit, ActPhase::Opening));
        let command = b.scene.obey().await;
        assert_eq!(b.seen(&pass, number).await.drop.unwrap().phase, DropPhase::AtTheDoor);
        // Closed with nothing inside: the code goes on.
        b.scene.shut(1, command, Some(false)).await;
        b.enter(&qr).await.expect("the QR");
        let command = b.scene.obey().await;
        b.scene.shut(1, command, Some(true)).await;
        let seen = b.seen(&pass, number).await;
        assert_eq!((seen.stage, seen.drop.as_ref().unwrap().phase), (CaseStage::HandedOver, DropPhase::Stored));
        assert!(seen.drop.unwrap().code.is_none());
        for dead in [&code, &qr] {
            assert!(b.enter(dead).await.unwrap_err().is(RefusalCode::WrongCode), "the finder's secret died with the deposit");
        }
        // The owner got code, QR and link, and the case closes itself.
        let ready = b.scene.ready_message().await;
        assert_eq!(ready["item"], "found_thing");
        assert_ne!(ready["code"].as_str().unwrap(), code);
        let link = LinkSecret::parse(ready["link"].as_str().unwrap().rsplit('/').next().unwrap()).unwrap();
        assert!(b.scene.custody.follow_link(&visitor(5), &link).await.is_ok());
        b.enter(ready["code"].as_str().unwrap()).await.expect("the owner's code");
        let command = b.scene.obey().await;
        b.scene.shut(1, command, Some(false)).await;
        assert_eq!(b.seen(&pass, number).await.stage, CaseStage::Returned);
        let bank = b.scene.lockers.bank(&b.scene.person(true, &[domain::accounts::Role::Manager]).await, b.scene.bank).await.unwrap();
        assert!(bank.doors.iter().all(|d| d.claim == ClaimState::Free));
    }

    async fn a_held_thing_gives_no_code_before_the_fee_is_settled(world: World) {
        let b = Bureau::new(world).await;
        let (number, pass) = b.report(1, &b.lapsed).await;
        let (code, _) = b.keeps(&pass, number).await;
        b.enter(&code).await.unwrap();
        let command = b.scene.obey().await;
        b.scene.shut(1, command, Some(true)).await;
        assert_eq!(b.told("ready").await, 0);
        assert!(b.owned(number).await.waits_at.is_some());
        b.scene.house_clock_advance(Span::days(10));
        b.paid(number).await;
        let ready = b.scene.ready_message().await;
        // Ten days on the time to collect begins anew.
        b.scene.house_clock_advance(Span::days(10));
        b.enter(ready["code"].as_str().unwrap()).await.expect("released");
        let command = b.scene.obey().await;
        b.scene.shut(1, command, Some(false)).await;
        assert_eq!(b.owned(number).await.stage, CaseStage::Returned);
    }

    async fn a_fee_settled_before_the_deposit_holds_nothing(world: World) {
        let b = Bureau::new(world).await;
        let (number, pass) = b.report(1, &b.lapsed).await;
        let (code, _) = b.keeps(&pass, number).await;
        b.paid(number).await;
        b.enter(&code).await.unwrap();
        let command = b.scene.obey().await;
        b.scene.shut(1, command, Some(true)).await;
        assert_eq!(b.told("ready").await, 1);
    }

    async fn a_compartment_is_kept_for_a_day_and_given_back(world: World) {
        let b = Bureau::new(world).await;
        let (number, pass) = b.report(1, &b.key).await;
        let (code, _) = b.keeps(&pass, number).await;
        assert_eq!(b.jobs.drop_round().await.unwrap(), 0);
        b.scene.house_clock_advance(Span::hours(25));
        // Somebody stands at the door: it waits.
        b.enter(&code).await.unwrap();
        assert_eq!(b.jobs.drop_round().await.unwrap(), 0);
        b.scene.result(b.scene.last_command().await.id, Outcome::NotOpened).await;
        b.scene.house_clock_advance(Span::minutes(11));
        assert_eq!(b.jobs.drop_round().await.unwrap(), 1);
        assert!(b.enter(&code).await.unwrap_err().is(RefusalCode::WrongCode));
        let seen = b.seen(&pass, number).await;
        assert!(seen.stage == CaseStage::OwnerTold && seen.drop.is_none() && seen.ways.contains(&Way::Locker));
        // A second drop has another code.
        assert_ne!(b.keeps(&pass, number).await.0, code);
    }

    async fn another_way_gives_the_compartment_back_and_one_case_holds_one(world: World) {
        let b = Bureau::new(world).await;
        let (number, pass) = b.report(1, &b.key).await;
        let (first, _) = b.keeps(&pass, number).await;
        let (second, _) = b.keeps(&pass, number).await;
        assert!(first != second && b.enter(&first).await.unwrap_err().is(RefusalCode::WrongCode));
        let bank = b.finders.drop_banks(&visitor(1), &pass, number).await.unwrap();
        assert_eq!(bank.len(), 1);
        b.finders.choose(&visitor(1), &pass, number, Way::Office).await.unwrap();
        assert!(b.enter(&second).await.unwrap_err().is(RefusalCode::WrongCode));
        // Three wrong codes lock the keypad, drop codes or not.
        assert!(b.enter(&second).await.unwrap_err().is(RefusalCode::KeypadLocked));
        b.finders.call_off(&visitor(1), &pass, number).await.unwrap();
        b.finders.withdraw(&visitor(1), &pass, number).await.unwrap();
        assert_eq!(b.seen(&pass, number).await.stage, CaseStage::Withdrawn);
    }

    async fn a_drop_code_opens_once_at_its_own_bank(world: World) {
        let b = std::sync::Arc::new(Bureau::new(world).await);
        let (number, pass) = b.report(1, &b.key).await;
        let (_, qr) = b.keeps(&pass, number).await;
        let tries: Vec<_> = (0..16)
            .map(|_| {
                let (b, qr) = (std::sync::Arc::clone(&b), qr.clone());
                tokio::spawn(async move { b.enter(&qr).await.is_ok() })
            })
            .collect();
        let mut opened = 0;
        for one in tries {
            opened += u32::from(one.await.unwrap());
        }
        assert_eq!(opened, 1);
        // While the door is on its way nothing else can be chosen.
        let busy = b.finders.choose(&visitor(1), &pass, number, Way::Office).await.unwrap_err();
        assert!(busy.is(RefusalCode::WrongState));
    }

    async fn staff_take_an_unclear_thing_out_and_it_goes_on_from_the_office(world: World) {
        let b = Bureau::new(world).await;
        let (number, pass) = b.report(1, &b.key).await;
        let (code, _) = b.keeps(&pass, number).await;
        b.enter(&code).await.unwrap();
        let command = b.scene.obey().await;
        b.scene.shut(1, command, Some(true)).await;
        b.scene.tell(Fact::DoorForced { compartment: 1 }).await;
        b.scene.tell(Fact::DoorClosed { compartment: 1, command: None, item: Some(true) }).await;
        let id = b.desk.by_number(&b.dispatcher, number).await.unwrap();
        let reason = domain::ShortText::parse("forced").unwrap();
        b.desk.take_out(&b.dispatcher, id, reason).await.unwrap();
        let command = b.scene.obey().await;
        b.scene.shut(1, command, Some(false)).await;
        let view = b.desk.case(&b.dispatcher, id).await.unwrap();
        assert_eq!((view.stage, view.way), (CaseStage::HandedOver, Some(Way::Office)));
    }
}
