//! The payer's roads, refunds, reconciliation, whose payments are whose.

use domain::accounts::{Role, Secret};
use domain::payments::{
    DayFilter, IncidentKind, NewRefund, PayStep, PaymentFilter, PaymentsPort, Phase, Play, ReceiptKind, RefundState,
    TestPayPort,
};
use domain::{Currency, Locale, Money, RefusalCode, ShortText, Span};

use super::{PRICE, Stage, visitor};
use crate::accounts::{PersonalData as _, Subject};
use crate::both;
use crate::payments::{PaymentsData, phase, test_pay, withdraw};

both! {
    async fn paid_once_with_a_receipt_and_a_mail(world: World) {
        let stage = Stage::new(world).await;
        let (id, link) = stage.open().await;
        let page = stage.payments.pay_page(&visitor(), &link).await.unwrap();
        assert_eq!((page.step, page.amount, page.seller.as_str()), (PayStep::Open, PRICE, "Primăria"));
        assert!(page.plays && page.receipt.is_none());
        let reference = stage.go(&link).await;
        // A second tab gets the same page of the provider.
        assert_eq!(stage.go(&link).await, reference);
        stage.play(&reference, Play::Accept).await;
        // Played twice is played once.
        stage.play(&reference, Play::Twice).await;
        let page = stage.payments.came_back(&visitor(), &link).await.unwrap();
        assert_eq!(page.step, PayStep::Paid);
        assert_eq!(page.receipt.unwrap().to_string(), "2026-000001");
        assert_eq!(stage.words().await, 1);
        assert_eq!(stage.ear.of(id), [PRICE.minor]);
        let refused = stage.payments.go_and_pay(&visitor(), &link, Locale::En).await.unwrap_err();
        assert!(refused.is(RefusalCode::WrongState));
        let receipts = stage.payments.receipts(&visitor(), &link).await.unwrap();
        assert_eq!(receipts.len(), 1);
        let paper = stage.payments.receipt_paper(&visitor(), &link, "2026-000001", Locale::Zh).await.unwrap();
        assert!(paper.starts_with(b"%PDF-"));
        let none = stage.payments.receipt_paper(&visitor(), &link, "2026-000002", Locale::Zh).await.unwrap_err();
        assert!(none.is(RefusalCode::NotFound));
        let mut reader = stage.house.db.read().await.unwrap();
        let mails = crate::db::all!(reader, (String, String), "SELECT template, locale FROM notices").unwrap();
        assert_eq!(mails, [("paid".to_owned(), "ro".to_owned())]);
        let wrong = stage.payments.pay_page(&visitor(), &Secret::new("nothing")).await.unwrap_err();
        assert!(wrong.is(RefusalCode::NotFound));
    }

    async fn declined_and_abandoned_may_be_tried_again(world: World) {
        let stage = Stage::new(world).await;
        let (id, link) = stage.open().await;
        for (play, step) in [(Play::Decline, PayStep::Declined), (Play::Abandon, PayStep::Open)] {
            let reference = stage.go(&link).await;
            stage.play(&reference, play).await;
            let page = stage.payments.came_back(&visitor(), &link).await.unwrap();
            assert_eq!(page.step, step);
            stage.scene.house_clock_advance(Span::seconds(1));
        }
        // Left open and forgotten: the provider closes it, and nobody tells us; we ask.
        stage.go(&link).await;
        stage.scene.house_clock_advance(Span::hours(1));
        stage.jobs.round().await;
        let reference = stage.go(&link).await;
        stage.play(&reference, Play::Accept).await;
        stage.words().await;
        assert_eq!(stage.ear.of(id), [PRICE.minor]);
        let view = stage.payments.payment(&stage.manager, id).await.unwrap();
        assert_eq!(view.row.phase, Phase::Paid);
        assert!(view.history.len() >= 8, "{:?}", view.history);
    }

    async fn paid_twice_pays_once_and_a_human_hears(world: World) {
        let stage = Stage::new(world).await;
        let (id, link) = stage.open().await;
        let reference = stage.go(&link).await;
        stage.play(&reference, Play::Twice).await;
        assert_eq!(stage.words().await, 3);
        assert_eq!(stage.ear.of(id), [PRICE.minor]);
        let incidents = stage.payments.incidents(&stage.manager).await.unwrap();
        assert_eq!(incidents.len(), 1);
        assert_eq!((incidents[0].kind, incidents[0].amount), (IncidentKind::Surplus, Some(PRICE)));
        // The surplus goes back, and the cover stays.
        let view = stage.payments.payment(&stage.manager, id).await.unwrap();
        let second = view.taken[1].checkout.to_string();
        let form = NewRefund { checkout: second, amount: "49".into(), reason: "paid twice".into() };
        stage.payments.refund(&stage.manager, id, &form).await.unwrap();
        stage.jobs.round().await;
        stage.words().await;
        assert_eq!(stage.ear.of(id), [PRICE.minor]);
        let note = ShortText::parse("given back").unwrap();
        stage.payments.settle(&stage.manager, incidents[0].id, note.clone()).await.unwrap();
        let again = stage.payments.settle(&stage.manager, incidents[0].id, note).await.unwrap_err();
        assert!(again.is(RefusalCode::WrongState));
        assert!(stage.payments.incidents(&stage.manager).await.unwrap().is_empty());
        let view = stage.payments.payment(&stage.manager, id).await.unwrap();
        assert_eq!((view.row.phase, view.receipts.len()), (Phase::Paid, 1));
    }

    async fn late_is_waited_for(world: World) {
        let stage = Stage::new(world).await;
        let (id, link) = stage.open().await;
        let reference = stage.go(&link).await;
        stage.play(&reference, Play::Late).await;
        assert_eq!(stage.words().await, 0);
        let page = stage.payments.came_back(&visitor(), &link).await.unwrap();
        assert_eq!(page.step, PayStep::Processing);
        stage.scene.house_clock_advance(Span::seconds(31));
        assert_eq!(stage.words().await, 1);
        assert_eq!(stage.payments.pay_page(&visitor(), &link).await.unwrap().step, PayStep::Paid);
        assert_eq!(stage.ear.of(id), [PRICE.minor]);
    }

    async fn the_wrong_amount_pays_nothing(world: World) {
        let stage = Stage::new(world).await;
        let (id, link) = stage.open().await;
        let reference = stage.go(&link).await;
        stage.play(&reference, Play::WrongAmount).await;
        stage.words().await;
        assert!(stage.ear.of(id).is_empty());
        let incidents = stage.payments.incidents(&stage.manager).await.unwrap();
        assert_eq!(incidents[0].kind, IncidentKind::Mismatch);
        assert_eq!(stage.payments.pay_page(&visitor(), &link).await.unwrap().step, PayStep::Open);
        assert!(stage.payments.receipts(&visitor(), &link).await.unwrap().is_empty());
    }

    async fn a_manager_gives_back_a_part_and_then_all(world: World) {
        let stage = Stage::new(world).await;
        let (id, link) = stage.paid().await;
        let view = stage.payments.payment(&stage.manager, id).await.unwrap();
        assert!(view.may_refund);
        let form = |amount: &str| NewRefund {
            checkout: view.taken[0].checkout.to_string(),
            amount: amount.into(),
            reason: "the key came broken".into(),
        };
        let refused = stage.payments.refund(&stage.manager, id, &form("49.01")).await.unwrap_err();
        assert_eq!(refused.refusal().unwrap().at("amount"), Some(RefusalCode::OutOfRange));
        stage.payments.refund(&stage.manager, id, &form("9.00")).await.unwrap();
        let refused = stage.payments.refund(&stage.manager, id, &form("40.01")).await.unwrap_err();
        assert_eq!(refused.refusal().unwrap().at("amount"), Some(RefusalCode::OutOfRange));
        stage.jobs.round().await;
        stage.jobs.round().await;
        assert_eq!(stage.ear.of(id), [4_900, -900]);
        let now = stage.payments.payment(&stage.manager, id).await.unwrap();
        assert_eq!((now.row.phase, now.refunds[0].state), (Phase::PartlyRefunded, RefundState::Done));
        stage.payments.refund(&stage.manager, id, &form("40")).await.unwrap();
        stage.jobs.round().await;
        stage.words().await;
        assert_eq!(stage.ear.of(id), [4_900, -900, -4_000]);
        let now = stage.payments.payment(&stage.manager, id).await.unwrap();
        assert_eq!((now.row.phase, now.may_refund), (Phase::Refunded, false));
        let kinds: Vec<_> = now.receipts.iter().map(|r| (r.kind, r.number.number, r.gross.minor)).collect();
        assert_eq!(
            kinds,
            [(ReceiptKind::Receipt, 1, 4_900), (ReceiptKind::Credit, 2, 900), (ReceiptKind::Credit, 3, 4_000)]
        );
        assert_eq!(now.receipts[2].credits, Some(now.receipts[0].number));
        assert_eq!(stage.payments.pay_page(&visitor(), &link).await.unwrap().step, PayStep::Refunded);
    }

    async fn payments_are_seen_by_whose_they_are(world: World) {
        let stage = Stage::new(world).await;
        let (id, _) = stage.paid().await;
        let stranger = stage.scene.person(false, &[Role::Manager]).await;
        let employee = stage.scene.person(true, &[Role::Employee]).await;
        let refused = stage.payments.payment(&stranger, id).await.unwrap_err();
        assert!(refused.is(RefusalCode::NotFound));
        let refused = stage.payments.refund(&stranger, id, &NewRefund::default()).await.unwrap_err();
        assert!(refused.is(RefusalCode::NotFound));
        let refused = stage.payments.payment(&employee, id).await.unwrap_err();
        assert!(refused.is(RefusalCode::NotAllowed));
        let refused = stage.payments.payments(&visitor(), &PaymentFilter::default()).await.unwrap_err();
        assert!(refused.is(RefusalCode::SignInFirst));
        assert!(stage.payments.payments(&stranger, &PaymentFilter::default()).await.unwrap().rows.is_empty());
        for (search, found) in [("2026-1", 1), ("2026-000002", 0), ("acoperire", 1), ("%", 0), ("", 1)] {
            let filter = PaymentFilter { search: search.into(), phase: "paid".into(), ..PaymentFilter::default() };
            let page = stage.payments.payments(&stage.manager, &filter).await.unwrap();
            assert_eq!(page.rows.len(), found, "{search}");
        }
        assert!(stage.payments.own_payments(&stage.manager).await.unwrap().is_empty());
        let mut tx = stage.house.db.begin().await.unwrap();
        let ion = Subject {
            person: stage.manager.person().ok(),
            name: None,
            email: domain::Email::parse("ION@example.org").ok(),
            phones: Vec::new(),
        };
        assert_eq!(PaymentsData.erase(&mut tx, &stage.house, &ion).await.unwrap(), 1);
        assert_eq!(PaymentsData.erase(&mut tx, &stage.house, &ion).await.unwrap(), 0);
        assert_eq!(phase(&mut tx, id).await.unwrap(), Some(Phase::Paid));
        assert!(!withdraw(&mut tx, &stage.house, id).await.unwrap());
    }

    async fn what_is_not_paid_in_time_is_over_and_late_money_still_counts(world: World) {
        let stage = Stage::new(world).await;
        let (id, link) = stage.open().await;
        let reference = stage.go(&link).await;
        stage.play(&reference, Play::Late).await;
        // The word never comes, and nobody asks, for a month.
        stage.scene.house_clock_advance(Span::days(31));
        let (other, other_link) = stage.open().await;
        stage.scene.house_clock_advance(Span::days(31));
        stage.jobs.round().await;
        assert_eq!(stage.ear.of(id), [PRICE.minor]);
        assert_eq!(stage.payments.pay_page(&visitor(), &other_link).await.unwrap().step, PayStep::Over);
        let mut tx = stage.house.db.begin().await.unwrap();
        assert!(withdraw(&mut tx, &stage.house, other).await.unwrap());
        tx.commit().await.unwrap();
        let view = stage.payments.payment(&stage.manager, other).await.unwrap();
        assert_eq!(view.row.phase, Phase::Withdrawn);
        assert_eq!(stage.payments.pay_page(&visitor(), &link).await.unwrap().step, PayStep::Paid);
    }

    async fn a_day_is_held_against_the_providers_books(world: World) {
        let stage = Stage::new(world).await;
        let (_, link) = stage.paid().await;
        let day = stage.payments.reconciliation(&stage.manager, &DayFilter::default()).await.unwrap();
        assert_eq!((day.day.as_str(), day.rows.len(), day.after), ("2026-03-01", 1, None));
        assert!(day.rows[0].agrees(), "{:?}", day.rows);
        // The provider changes its mind behind our back.
        let reference = day.rows[0].reference.clone();
        let less = Money::new(4_000, Currency::Ron);
        test_pay::set_books(&stage.house, &reference, less, 0).await.unwrap();
        let day = stage.payments.reconciliation(&stage.manager, &DayFilter::default()).await.unwrap();
        assert!(!day.rows[0].agrees());
        let stranger = stage.scene.person(false, &[Role::Manager]).await;
        let theirs = stage.payments.reconciliation(&stranger, &DayFilter::default()).await.unwrap();
        assert!(theirs.rows.is_empty());
        for text in ["2026-03-02", "1999-01-01", "yesterday"] {
            let filter = DayFilter { day: text.into() };
            let refused = stage.payments.reconciliation(&stage.manager, &filter).await.unwrap_err();
            assert!(refused.is(RefusalCode::OutOfRange), "{text}");
        }
        let earlier = DayFilter { day: "2026-02-28".into() };
        assert!(stage.payments.reconciliation(&stage.manager, &earlier).await.unwrap().rows.is_empty());
        assert!(stage.test.page(&visitor(), "test_nothing").await.is_err());
        assert!(!stage.test.page(&visitor(), &reference).await.unwrap().open);
        drop(link);
    }
}
