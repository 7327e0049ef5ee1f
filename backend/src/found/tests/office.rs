//! The desk: role × operation × office, claims, and a case worked by telephone.

use domain::accounts::{Actor, Operation, Role};
use domain::found::{
    CaseEnd, CaseFilter, CaseStage, FeeSettled, FinderPort, FoundDeskPort, NewCall, NewReport, Side, Way,
};
use domain::ids::CaseId;
use domain::{RefusalCode, ShortText, Span};

use super::{Bureau, form, visitor};
use crate::both;

fn note() -> ShortText {
    ShortText::parse("because").unwrap()
}

fn reached() -> NewCall {
    NewCall {
        whom: "owner".into(),
        outcome: "reached".into(),
        note: "Vine mâine".into(),
    }
}

fn search(text: &str) -> CaseFilter {
    CaseFilter {
        search: text.to_owned(),
        ..CaseFilter::default()
    }
}

impl Bureau {
    async fn found(&self, actor: &Actor, filter: &CaseFilter) -> Vec<CaseId> {
        let page = self.desk.cases(actor, filter).await.expect("a list");
        page.rows.iter().map(|row| row.id).collect()
    }

    /// Everything that the desk can do to a case, and how it was refused.
    async fn everything(&self, actor: &Actor, id: CaseId) -> Vec<Option<domain::Error>> {
        let d = &self.desk;
        vec![
            d.claim(actor, id, false).await.err(),
            d.note_call(actor, id, reached()).await.err(),
            d.arrange(actor, id, Way::Office).await.err(),
            d.relay(actor, id, Side::Owner, "x").await.err(),
            d.drop_at(actor, id, self.scene.bank).await.err(),
            d.drop_banks(actor, id).await.err(),
            d.handed_over(actor, id, Way::Office).await.err(),
            d.settle_fee(actor, id, FeeSettled::Cash, None).await.err(),
            d.take_out(actor, id, note()).await.err(),
            d.close(actor, id, CaseEnd::Kept, note()).await.err(),
            d.move_to(actor, id, None).await.err(),
            d.release(actor, id).await.err(),
        ]
    }
}

both! {
    async fn role_by_operation(world: World) {
        let b = Bureau::new(world).await;
        let (number, _) = b.report(1, &b.key).await;
        let id = b.desk.by_number(&b.dispatcher, number).await.unwrap();
        let refused = |error: Option<domain::Error>| {
            error.is_some_and(|e| e.is(RefusalCode::NotAllowed) || e.is(RefusalCode::SignInFirst))
        };
        let mut actors = vec![b.scene.kiosk.clone(), visitor(1)];
        for role in Role::ALL {
            actors.push(b.scene.person(true, &[role]).await);
        }
        for actor in actors {
            let sees = actor.may(Operation::SeeCases);
            assert_eq!(!refused(b.desk.cases(&actor, &search("")).await.err()), sees, "{actor:?}");
            assert_eq!(!refused(b.desk.case(&actor, id).await.err()), sees, "{actor:?}");
            assert_eq!(!refused(b.desk.by_number(&actor, number).await.err()), sees, "{actor:?}");
            assert_eq!(!refused(b.desk.report_photo(&actor, id).await.err()), sees, "{actor:?}");
            assert_eq!(!refused(b.desk.thing_photo(&actor, id).await.err()), sees, "{actor:?}");
            if actor.may(Operation::WorkCases) {
                continue;
            }
            for (n, outcome) in b.everything(&actor, id).await.into_iter().enumerate() {
                assert!(refused(outcome), "{actor:?} {n}");
            }
            assert!(refused(b.desk.take_report(&actor, form(9, b.key)).await.err()), "{actor:?}");
        }
        let kiosk = b.finders.report(&b.scene.kiosk, &domain::found::CasePass::default(), form(8, b.key)).await;
        assert!(refused(kiosk.map(|_| ()).err()));
    }

    async fn a_region_touches_only_its_own_and_what_is_nobodys(world: World) {
        let b = Bureau::new(world).await;
        let (mine, _) = b.report(1, &b.key).await;
        let theirs = {
            let form = NewReport { postcode: "400 001".into(), ..form(2, b.fresh) };
            let none = domain::found::CasePass::default();
            let reported = b.finders.report(&visitor(2), &none, form).await.unwrap();
            reported.number
        };
        let nobodys = {
            let form = NewReport { postcode: String::new(), ..form(3, b.fresh) };
            let none = domain::found::CasePass::default();
            let reported = b.finders.report(&visitor(3), &none, form).await.unwrap();
            reported.number
        };
        let central = b.scene.person(true, &[Role::Dispatcher]).await;
        let id = async |n| b.desk.by_number(&central, n).await.unwrap();
        let (mine, theirs, nobodys) = (id(mine).await, id(theirs).await, id(nobodys).await);
        assert_eq!(b.found(&b.dispatcher, &search("")).await, [nobodys, mine]);
        assert_eq!(b.found(&b.elsewhere, &search("")).await, [nobodys, theirs]);
        assert_eq!(b.found(&central, &search("")).await, [nobodys, theirs, mine]);
        let queue = CaseFilter { central: true, ..CaseFilter::default() };
        assert_eq!(b.found(&central, &queue).await, [nobodys]);
        assert!(b.desk.case(&b.dispatcher, theirs).await.unwrap_err().is(RefusalCode::NotFound));
        for (n, outcome) in b.everything(&b.dispatcher, theirs).await.into_iter().enumerate() {
            assert!(outcome.unwrap().is(RefusalCode::NotFound), "{n}");
        }
        let stranger = b.scene.person(false, &[Role::Dispatcher]).await;
        assert!(b.desk.case(&stranger, mine).await.unwrap_err().is(RefusalCode::NotFound));
        assert!(b.found(&stranger, &search("")).await.is_empty());
        // Given to the other office, it is the other office's.
        b.desk.move_to(&b.dispatcher, nobodys, Some(b.cluj)).await.unwrap();
        assert!(b.desk.case(&b.dispatcher, nobodys).await.unwrap_err().is(RefusalCode::NotFound));
        assert!(b.desk.case(&b.elsewhere, nobodys).await.is_ok());
        assert_ne!(b.bucharest, b.cluj);
    }

    async fn two_dispatchers_never_work_one_case_unknowingly(world: World) {
        let b = Bureau::new(world).await;
        let (number, _) = b.report(1, &b.key).await;
        let id = b.desk.by_number(&b.dispatcher, number).await.unwrap();
        let colleague = b.scene.person(true, &[Role::Dispatcher]).await;
        b.desk.claim(&b.dispatcher, id, false).await.unwrap();
        assert!(b.desk.claim(&colleague, id, false).await.unwrap_err().is(RefusalCode::Claimed));
        assert!(b.desk.relay(&colleague, id, Side::Owner, "x").await.unwrap_err().is(RefusalCode::Claimed));
        let view = b.desk.case(&colleague, id).await.unwrap();
        assert!(!view.may_work && !view.claim.unwrap().mine);
        b.desk.claim(&colleague, id, true).await.unwrap();
        assert!(b.desk.relay(&b.dispatcher, id, Side::Owner, "x").await.unwrap_err().is(RefusalCode::Claimed));
        b.scene.house_clock_advance(Span::minutes(16));
        b.desk.relay(&b.dispatcher, id, Side::Owner, "Bună").await.expect("the claim is over");
        b.desk.release(&b.dispatcher, id).await.unwrap();
        assert!(b.desk.case(&colleague, id).await.unwrap().may_work);
    }

    async fn a_case_by_telephone_from_the_first_word_to_the_end(world: World) {
        let b = Bureau::new(world).await;
        let id = b.desk.take_report(&b.dispatcher, form(1, b.lapsed)).await.unwrap();
        let again = b.desk.take_report(&b.dispatcher, NewReport { once: "once-second".into(), ..form(1, b.lapsed) }).await;
        assert_eq!(again.unwrap(), id, "the same finder of the same key");
        let view = b.desk.case(&b.dispatcher, id).await.unwrap();
        assert!(view.finder.by_phone && view.key.known && view.key.active && !view.key.covered && view.fee.is_due());
        assert_eq!(view.stage, CaseStage::OwnerTold);
        assert_eq!(view.owner.unwrap().person, b.owner.person().unwrap());
        b.desk.note_call(&b.dispatcher, id, reached()).await.unwrap();
        b.desk.arrange(&b.dispatcher, id, Way::Courier).await.unwrap();
        b.desk.handed_over(&b.dispatcher, id, Way::Courier).await.unwrap();
        let due = b.desk.close(&b.dispatcher, id, CaseEnd::Returned, note()).await.unwrap_err();
        assert!(due.is(RefusalCode::FeeDue));
        let online = b.desk.settle_fee(&b.dispatcher, id, FeeSettled::Online, None).await.unwrap_err();
        assert!(online.is(RefusalCode::NotAllowed));
        assert!(b.desk.settle_fee(&b.dispatcher, id, FeeSettled::Waived, None).await.is_err(), "a reason is needed");
        b.desk.settle_fee(&b.dispatcher, id, FeeSettled::Cash, None).await.unwrap();
        b.desk.close(&b.dispatcher, id, CaseEnd::Returned, note()).await.unwrap();
        let view = b.desk.case(&b.dispatcher, id).await.unwrap();
        assert!(view.stage == CaseStage::Returned && !view.may_work && view.ends.is_empty());
        assert_eq!(view.history.last().unwrap().note.as_deref(), Some("because"));
        assert!(view.history.iter().any(|h| h.note.as_deref() == Some("Vine mâine")));
    }

    async fn a_case_is_found_by_whatever_is_said(world: World) {
        let b = Bureau::new(world).await;
        let (number, pass) = b.report(1, &b.key).await;
        b.report(2, &b.fresh).await;
        let id = b.desk.by_number(&b.dispatcher, number).await.unwrap();
        for said in [number.to_string(), number.digits(), b.key.grouped(), b.key.plain().to_lowercase(), "finder1@EXAMPLE.org".into(), "ionesc".into()] {
            assert_eq!(b.found(&b.dispatcher, &search(&said)).await, [id], "{said}");
        }
        for nothing in ["%", "nobody", "+40721000000"] {
            assert!(b.found(&b.dispatcher, &search(nothing)).await.is_empty(), "{nothing}");
        }
        b.finders.withdraw(&visitor(1), &pass, number).await.unwrap();
        assert!(!b.found(&b.dispatcher, &search("")).await.contains(&id), "what is over is found by asking for it");
        let over = CaseFilter { stage: Some(CaseStage::Withdrawn), ..CaseFilter::default() };
        assert_eq!(b.found(&b.dispatcher, &over).await, [id]);
        assert_eq!(b.finders.mine(&b.owner).await.unwrap().len(), 1);
    }
}
