//! Reports and what both sides do with a case.

use domain::RefusalCode;
use domain::found::{
    CasePass, CaseStage, FinderPort, FoundDeskPort, NewProposal, NewReport, ProposalState, Speaker, Way,
};
use domain::tags::TagKey;
use domain::{Locale, Span};

use super::{Bureau, form, office, visitor};
use crate::accounts::Offices;
use crate::both;

both! {
    async fn a_report_becomes_a_case_and_the_owner_is_told(world: World) {
        let b = Bureau::new(world).await;
        let (number, pass) = b.report(1, &b.key).await;
        let seen = b.seen(&pass, number).await;
        assert_eq!(seen.stage, CaseStage::OwnerTold);
        assert_eq!(seen.key, b.key.grouped());
        assert_eq!((seen.thing, seen.fee), (None, None));
        assert_eq!(seen.messages[0].from, Speaker::You);
        assert_eq!(b.told("found_report").await, 1);
        let owned = b.owned(number).await;
        assert_eq!(owned.messages[0].from, Speaker::Other);
        // The owner's link, and the finder's, lead to their own sides; a stranger's to nothing.
        let id = b.desk.by_number(&b.dispatcher, number).await.unwrap();
        let link = super::super::secrets::link(&b.scene.house.key, id, domain::found::Side::Owner);
        let (same, side, _) = b.finders.follow_link(&visitor(9), &link).await.unwrap();
        assert_eq!((same, side), (number, domain::found::Side::Owner));
        let stranger = b.finders.case(&visitor(9), &CasePass::default(), number).await.map(|_| ()).unwrap_err();
        assert!(stranger.is(RefusalCode::NotFound));
        assert_eq!(b.finders.newest(&visitor(1), &pass).await.unwrap(), number);
    }

    async fn where_it_is_decides_which_office_answers(world: World) {
        let b = Bureau::new(world).await;
        let organisation = b.scene.organisation;
        let all = domain::accounts::Area { country: "MD".into(), prefix: String::new() };
        let east = domain::accounts::Office { areas: vec![all], ..office("Chișinău", "") };
        let east = Offices::new(b.scene.house.clone()).add_office(organisation, &east).await.unwrap();
        assert_eq!(b.finders.countries(&visitor(1)).await.unwrap(), ["MD", "RO"]);
        let cases = [("RO", "0101", Some(b.bucharest)), ("RO", "", None), ("md", "", Some(east)), ("", "", None)];
        for (n, (country, postcode, expected)) in (1..).zip(cases) {
            let form = NewReport { country: country.into(), postcode: postcode.into(), ..form(n, TagKey::nth(70_000)) };
            let form = NewReport { key: TagKey::nth(70_000 + u64::from(n)).grouped(), ..form };
            let taken = b.finders.report(&visitor(n), &CasePass::default(), form).await.unwrap();
            let mut reader = b.scene.house.db.read().await.unwrap();
            let id = super::super::sql::by_number(&mut reader, taken.number).await.unwrap().unwrap();
            let case = super::super::sql::get(&mut reader, id).await.unwrap().unwrap();
            assert_eq!(case.office_id.map(|office| office.0), expected, "{country} {postcode}");
        }
    }

    async fn any_well_formed_key_gets_a_number_and_a_slip_is_told_as_one(world: World) {
        let b = Bureau::new(world).await;
        for (n, key) in [(1, b.fresh), (2, b.blocked), (3, TagKey::nth(99_999_999))] {
            let (number, pass) = b.report(n, &key).await;
            let seen = b.seen(&pass, number).await;
            assert_eq!(seen.stage, CaseStage::Reported, "{n}");
            assert!(!seen.ways.contains(&Way::Locker) && seen.ways.contains(&Way::Office), "{n}");
        }
        assert_eq!(b.told("found_report").await, 0);
        let slip = NewReport { key: "7QK4-M2XX".into(), ..form(4, b.key) };
        let refused = b.finders.report(&visitor(4), &CasePass::default(), slip).await.map(|_| ()).unwrap_err();
        assert!(refused.refusal().unwrap().at("key").is_some());
    }

    async fn a_second_click_and_a_second_report_make_no_second_case(world: World) {
        let b = Bureau::new(world).await;
        let (number, pass) = b.report(1, &b.key).await;
        let (again, _) = b.report(1, &b.key).await;
        assert_eq!(again, number, "the same click");
        let same_browser = NewReport { once: "once-other-1".into(), email: String::new(), ..form(1, b.key) };
        let taken = b.finders.report(&visitor(1), &pass, same_browser).await.unwrap();
        assert!(taken.number == number && taken.link.is_some());
        let same_address = NewReport { once: "once-other-2".into(), ..form(1, b.key) };
        let taken = b.finders.report(&visitor(7), &CasePass::default(), same_address).await.unwrap();
        assert!(taken.number == number && taken.link.is_none(), "the link goes to the address, not to whoever typed it");
        assert_eq!(b.seen(&pass, number).await.messages.len(), 3);
    }

    async fn floods_are_slowed_down(world: World) {
        let b = Bureau::new(world).await;
        let machine = NewReport { website: "http://spam.example".into(), ..form(1, b.key) };
        let none = CasePass::default();
        assert!(b.finders.report(&visitor(1), &none, machine).await.map(|_| ()).unwrap_err().is(RefusalCode::SlowDown));
        for n in 0..3 {
            b.report(n, &b.key).await;
        }
        let fourth = b.finders.report(&visitor(50), &none, form(50, b.key)).await.map(|_| ()).unwrap_err();
        assert!(fourth.is(RefusalCode::SlowDown), "three open cases of one key are enough");
        for n in 60..65 {
            b.finders.report(&visitor(99), &none, form(n, TagKey::nth(u64::from(n)))).await.unwrap();
        }
        let sixth = b.finders.report(&visitor(99), &none, form(65, TagKey::nth(65))).await.map(|_| ()).unwrap_err();
        assert!(sixth.is(RefusalCode::SlowDown), "five an hour from one address");
        b.scene.house_clock_advance(Span::minutes(61));
        b.finders.report(&visitor(99), &none, form(65, TagKey::nth(65))).await.expect("an hour later");
    }

    async fn they_meet_without_seeing_each_others_number(world: World) {
        let b = Bureau::new(world).await;
        let (number, pass) = b.report(1, &b.key).await;
        let (finder, none) = (visitor(1), CasePass::default());
        let at = |at: &str| NewProposal { at: at.into(), place: "Piața Unirii".into() };
        let late = b.finders.propose(&finder, &pass, number, at("2026-02-01T10:00")).await.unwrap_err();
        assert_eq!(late.refusal().unwrap().at("at"), Some(RefusalCode::OutOfRange));
        b.finders.propose(&finder, &pass, number, at("2026-03-02T17:30")).await.unwrap();
        let offered = b.owned(number).await.proposals;
        assert_eq!((offered[0].mine, offered[0].state), (false, ProposalState::Open));
        assert_eq!(offered[0].at.civil().hour, 17);
        // One's own proposal cannot be agreed to by oneself.
        let own = b.finders.answer(&finder, &pass, number, offered[0].id, true).await.unwrap_err();
        assert!(own.is(RefusalCode::WrongState));
        b.finders.answer(&b.owner, &none, number, offered[0].id, false).await.unwrap();
        b.finders.propose(&b.owner, &none, number, at("2026-03-03T09:00")).await.unwrap();
        let theirs = b.seen(&pass, number).await.proposals[0].id;
        b.finders.answer(&finder, &pass, number, theirs, true).await.unwrap();
        let seen = b.seen(&pass, number).await;
        assert_eq!((seen.stage, seen.way), (CaseStage::Arranged, Some(Way::Meeting)));
        assert_eq!(seen.meeting.unwrap().at.civil().day, 3);
        b.finders.write(&b.owner, &none, number, "Ajung la 9").await.unwrap();
        assert_eq!(b.seen(&pass, number).await.messages.last().unwrap().text, "Ajung la 9");
        b.finders.confirm(&b.owner, &none, number).await.unwrap();
        assert_eq!(b.seen(&pass, number).await.stage, CaseStage::Returned);
        let over = b.finders.write(&finder, &pass, number, "x").await.unwrap_err();
        assert!(over.is(RefusalCode::WrongState));
    }

    async fn a_lapsed_cover_silences_nobody_and_holds_the_handover(world: World) {
        let b = Bureau::new(world).await;
        let (number, pass) = b.report(1, &b.lapsed).await;
        assert_eq!(b.told("found_report").await, 1, "the owner is told all the same");
        let none = CasePass::default();
        let fee = b.owned(number).await.fee.unwrap();
        assert!(!fee.settled && b.seen(&pass, number).await.fee.is_none(), "the finder sees nothing of it");
        assert_eq!(fee.amount.written(Locale::En), domain::Money { minor: 2_500, currency: domain::Currency::Ron }.written(Locale::En));
        let form = NewProposal { at: "2026-03-02T17:30".into(), place: "Gara".into() };
        b.finders.propose(&visitor(1), &pass, number, form.clone()).await.unwrap();
        let id = b.owned(number).await.proposals[0].id;
        let due = b.finders.answer(&b.owner, &none, number, id, true).await.unwrap_err();
        assert!(due.is(RefusalCode::FeeDue));
        assert!(b.finders.propose(&b.owner, &none, number, form).await.unwrap_err().is(RefusalCode::FeeDue));
        assert!(b.finders.pay_fee(&b.owner, &none, number).await.unwrap().starts_with("/pay/"));
        let finder_pays = b.finders.pay_fee(&visitor(1), &pass, number).await.unwrap_err();
        assert!(finder_pays.is(RefusalCode::NotAllowed));
        b.paid(number).await;
        assert!(b.owned(number).await.fee.unwrap().settled);
        b.paid(number).await;
        b.finders.answer(&b.owner, &none, number, id, true).await.expect("settled");
    }

    async fn finders_are_forgotten(world: World) {
        let b = Bureau::new(world).await;
        let (number, pass) = b.report(1, &b.key).await;
        b.finders.withdraw(&visitor(1), &pass, number).await.unwrap();
        assert_eq!(b.jobs.forget_round().await.unwrap(), 0);
        b.scene.house_clock_advance(Span::days(91));
        assert_eq!(b.jobs.forget_round().await.unwrap(), 1);
        assert_eq!(b.jobs.forget_round().await.unwrap(), 0);
        let id = b.desk.by_number(&b.dispatcher, number).await.unwrap();
        let view = b.desk.case(&b.dispatcher, id).await.unwrap();
        assert!(view.finder.contact == domain::found::Contact::default() && view.place.is_none() && view.messages.is_empty());
        let gone = b.finders.case(&visitor(1), &pass, number).await.map(|_| ()).unwrap_err();
        assert!(gone.is(RefusalCode::NotFound));
    }

    async fn the_database_holds_nothing_of_the_finder_in_the_clear(world: World) {
        let b = Bureau::new(world).await;
        let (number, pass) = b.report(1, &b.key).await;
        b.finders.write(&visitor(1), &pass, number, "secret words").await.unwrap();
        let mut reader = b.scene.house.db.read().await.unwrap();
        let rows = crate::db::all!(
            reader,
            (String,),
            "SELECT COALESCE(place_sealed,'') || COALESCE(finder_sealed,'') || COALESCE(finder_email_hash,'') || state_body
                 || COALESCE(finder_link_hash,'') || COALESCE(address_hash,'') FROM found_cases
             UNION ALL SELECT body_sealed FROM found_messages UNION ALL SELECT body FROM found_events"
        )
        .unwrap();
        let dump: String = rows.into_iter().map(|(text,)| text).collect();
        let link = pass.links[0].expose();
        for personal in ["finder1@example.org", "Radu", "Strada", "poart", "secret words", "192.0.2.1", link.as_str()] {
            assert!(!dump.contains(personal), "{personal}");
        }
    }
}

impl Bureau {
    /// The provider says that the fee of a case was paid.
    pub(super) async fn paid(&self, number: domain::found::CaseNumber) {
        use crate::payments::{PaidIntent, PaymentListener as _};
        let id = self.desk.by_number(&self.dispatcher, number).await.expect("a case");
        let listener = super::super::FoundListener::new(self.scene.house.clone());
        let mut tx = self.scene.house.db.begin().await.expect("tx");
        let intent = PaidIntent {
            id: domain::ids::IntentId(self.scene.house.outside.uuid7()),
            organisation: self.scene.organisation,
            payer: self.owner.person().ok(),
            purpose: domain::payments::Purpose::ReturnFee,
            subject: id.0,
            amount: domain::Money {
                minor: 2_500,
                currency: domain::Currency::Ron,
            },
            at: self.scene.house.now(),
        };
        listener.paid(&mut tx, &intent).await.expect("heard");
        tx.commit().await.expect("commit");
    }
}
