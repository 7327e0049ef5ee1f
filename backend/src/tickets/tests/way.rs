//! The way of a ticket: codes and signatures, failures, races, promises.

use domain::accounts::Role;
use domain::found::{CaseFilter, CaseStage, FoundDeskPort as _};
use domain::tickets::{CourierPort as _, DispatchPort as _, Failing, NewTicket, TicketFilter, TicketStage};
use domain::{RefusalCode, ShortText, Span};

use super::{Bureau, code, signature};
use crate::both;

both! {
    async fn a_thing_goes_home_by_courier_and_the_case_is_over(world: World) {
        let bureau = Bureau::new(&world).await;
        let dispatcher = bureau.person(Some(bureau.bucharest), &[Role::Dispatcher]).await;
        let courier = bureau.person(Some(bureau.bucharest), &[Role::Courier]).await;
        let case = bureau.case(&dispatcher, "010061").await;
        let ticket = bureau.ticket(&dispatcher, Some(case)).await;
        let stage = async || bureau.desk.case(&dispatcher, case).await.unwrap().stage;
        assert_eq!(stage().await, CaseStage::Arranged);
        let seen = bureau.tickets.ticket(&dispatcher, ticket).await.unwrap();
        let told = bureau.told("courier_fetches").await;
        assert_eq!(seen.pickup_code.as_deref(), Some(told.as_str()), "the desk reads out what was sent");
        assert_eq!((seen.row.number, seen.row.office.as_deref()), (1, Some("București")));
        // 12:00 in Bucharest is 10:00 UTC.
        assert_eq!(seen.row.pick.from.civil().hour, 12);

        let day = bureau.tickets.day(&courier).await.unwrap();
        assert_eq!((day.open.len(), day.stops.len()), (1, 0));
        let before = bureau.tickets.job(&courier, ticket).await.unwrap();
        assert_eq!((before.from.phone, before.pickup_code), (None, None), "numbers are for whoever took it");
        bureau.tickets.accept(&courier, ticket).await.unwrap();
        bureau.tickets.set_off(&courier, ticket).await.unwrap();
        let day = bureau.tickets.day(&courier).await.unwrap();
        assert_eq!((day.open.len(), day.stops.len(), day.stops[0].drop), (0, 1, false));

        let wrong = bureau.tickets.pick_up(&courier, ticket, code("222222")).await.unwrap_err();
        assert_eq!(wrong.refusal().unwrap().at("code"), Some(RefusalCode::WrongHandingCode));
        bureau.tickets.pick_up(&courier, ticket, code(&told.to_lowercase())).await.unwrap();
        assert_eq!(stage().await, CaseStage::HandedOver);
        let day = bureau.tickets.day(&courier).await.unwrap();
        assert!(day.stops[0].drop);

        let told = bureau.told("courier_brings").await;
        bureau.tickets.deliver(&courier, ticket, code(&told)).await.unwrap();
        assert_eq!(stage().await, CaseStage::Returned);
        let day = bureau.tickets.day(&courier).await.unwrap();
        assert_eq!((day.stops.len(), day.done.len()), (0, 1));
        let seen = bureau.tickets.ticket(&dispatcher, ticket).await.unwrap();
        assert_eq!((seen.row.stage, seen.history.len()), (TicketStage::Delivered, 6));
        let open = bureau.desk.cases(&dispatcher, &CaseFilter::default()).await.unwrap().rows;
        assert!(open.is_empty());
    }

    async fn five_wrong_codes_need_a_new_one(world: World) {
        let bureau = Bureau::new(&world).await;
        let dispatcher = bureau.person(Some(bureau.bucharest), &[Role::Dispatcher]).await;
        let courier = bureau.person(Some(bureau.bucharest), &[Role::Courier]).await;
        let ticket = bureau.ticket(&dispatcher, None).await;
        bureau.tickets.accept(&courier, ticket).await.unwrap();
        let old = bureau.told("courier_fetches").await;
        for _ in 0..5 {
            assert!(bureau.tickets.pick_up(&courier, ticket, code("222222")).await.is_err());
        }
        let locked = bureau.tickets.pick_up(&courier, ticket, code(&old)).await.unwrap_err();
        assert!(locked.is(RefusalCode::HandingCodeSpent));
        world.clock.advance(Span::millis(5));
        bureau.tickets.new_code(&dispatcher, ticket).await.unwrap();
        let fresh = bureau.told("courier_fetches").await;
        assert_ne!(old, fresh);
        assert!(bureau.tickets.pick_up(&courier, ticket, code(&old)).await.is_err(), "the old one is dead");
        bureau.tickets.pick_up(&courier, ticket, code(&fresh)).await.unwrap();
    }

    async fn one_courier_gets_it_however_many_press(world: World) {
        let bureau = std::sync::Arc::new(Bureau::new(&world).await);
        let dispatcher = bureau.person(Some(bureau.bucharest), &[Role::Dispatcher]).await;
        let ticket = bureau.ticket(&dispatcher, None).await;
        let mut tries = Vec::new();
        for _ in 0..8 {
            let courier = bureau.person(Some(bureau.bucharest), &[Role::Courier]).await;
            let bureau = std::sync::Arc::clone(&bureau);
            tries.push(tokio::spawn(async move { bureau.tickets.accept(&courier, ticket).await.is_ok() }));
        }
        let mut got = 0;
        for one in tries {
            got += usize::from(one.await.unwrap());
        }
        assert_eq!(got, 1);
    }

    async fn a_case_has_one_courier_at_a_time_and_a_click_makes_one_ticket(world: World) {
        let bureau = Bureau::new(&world).await;
        let dispatcher = bureau.person(Some(bureau.bucharest), &[Role::Dispatcher]).await;
        let case = bureau.case(&dispatcher, "010061").await;
        let form = bureau.form(Some(case));
        let first = bureau.tickets.make(&dispatcher, form.clone()).await.unwrap();
        assert_eq!(bureau.tickets.make(&dispatcher, form).await.unwrap(), first);
        let second = bureau.tickets.make(&dispatcher, bureau.form(Some(case))).await.unwrap_err();
        assert!(second.is(RefusalCode::CaseServed));
        let reason = ShortText::parse("Găsitorul vine la birou").unwrap();
        bureau.tickets.cancel(&dispatcher, first, reason).await.unwrap();
        let second = bureau.ticket(&dispatcher, Some(case)).await;
        let filter = TicketFilter { case: Some(case), ..TicketFilter::default() };
        let all = bureau.tickets.tickets(&dispatcher, &filter).await.unwrap();
        assert_eq!((all.len(), all[0].id), (2, second));
    }

    async fn a_failure_is_the_desks_to_decide(world: World) {
        let bureau = Bureau::new(&world).await;
        let dispatcher = bureau.person(Some(bureau.bucharest), &[Role::Dispatcher]).await;
        let courier = bureau.person(Some(bureau.bucharest), &[Role::Courier]).await;
        let ticket = bureau.ticket(&dispatcher, None).await;
        bureau.tickets.accept(&courier, ticket).await.unwrap();
        let why = |reason: &str| Failing { reason: reason.to_owned(), note: "Interfonul tace".to_owned() };
        assert!(bureau.tickets.fail(&courier, ticket, why("")).await.is_err());
        bureau.tickets.fail(&courier, ticket, why("nobody_there")).await.unwrap();
        assert!(bureau.tickets.day(&courier).await.unwrap().stops.is_empty());
        bureau.tickets.retry(&dispatcher, ticket).await.unwrap();
        bureau.tickets.accept(&courier, ticket).await.unwrap();
        bureau.tickets.pick_up(&courier, ticket, signature("Ion Popescu")).await.unwrap();
        bureau.tickets.fail(&courier, ticket, why("nobody_there")).await.unwrap();
        let reason = ShortText::parse("x").unwrap();
        let kept = bureau.tickets.cancel(&dispatcher, ticket, reason).await.unwrap_err();
        assert!(kept.is(RefusalCode::WrongState), "the courier has the thing");
        bureau.tickets.retry(&dispatcher, ticket).await.unwrap();
        bureau.tickets.deliver(&courier, ticket, signature("Maria Pop")).await.unwrap();
    }

    async fn a_missed_promise_is_marked(world: World) {
        let bureau = Bureau::new(&world).await;
        let dispatcher = bureau.person(Some(bureau.bucharest), &[Role::Dispatcher]).await;
        let ticket = bureau.ticket(&dispatcher, None).await;
        let late = async || bureau.tickets.ticket(&dispatcher, ticket).await.unwrap().row.late;
        assert!(!late().await);
        world.clock.advance(Span::hours(4));
        assert!(late().await);
        let past = bureau.tickets.make(&dispatcher, bureau.form(None)).await.unwrap_err();
        assert_eq!(past.refusal().unwrap().at("pick_until"), Some(RefusalCode::OutOfRange));
    }

    async fn the_postcode_finds_the_office_and_a_choice_goes_before_it(world: World) {
        let bureau = Bureau::new(&world).await;
        let manager = bureau.person(None, &[Role::Manager, Role::Dispatcher]).await;
        let office = async |form: NewTicket| {
            let id = bureau.tickets.make(&manager, form).await.unwrap();
            bureau.tickets.ticket(&manager, id).await.unwrap().row.office
        };
        let mut far = bureau.form(None);
        far.from.postcode = "400 001".to_owned();
        assert_eq!(office(far.clone()).await.as_deref(), Some("Cluj"));
        let chosen = NewTicket {
            office: bureau.bucharest.to_string(),
            once: "another-click".to_owned(),
            ..far
        };
        assert_eq!(office(chosen).await.as_deref(), Some("București"));
        let mut nowhere = bureau.form(None);
        nowhere.from.postcode = "900001".to_owned();
        assert_eq!(office(nowhere).await, None);
    }

    async fn no_code_and_no_address_lies_open_in_the_database(world: World) {
        let bureau = Bureau::new(&world).await;
        let dispatcher = bureau.person(Some(bureau.bucharest), &[Role::Dispatcher]).await;
        let ticket = bureau.ticket(&dispatcher, None).await;
        let told = bureau.told("courier_fetches").await;
        let mut reader = bureau.house.db.read().await.unwrap();
        let (row,) = crate::db::one!(
            reader,
            (String,),
            "SELECT COALESCE(from_sealed, '') || ' ' || COALESCE(to_sealed, '') || ' ' || state_body || ' ' || what
             FROM tickets WHERE id = $1",
            ticket
        )
        .unwrap();
        for secret in ["Popescu", "Victoriei", "721", told.replace(' ', "").as_str()] {
            assert!(!row.contains(secret), "{secret}");
        }
        drop(reader);
        let reason = ShortText::parse("x").unwrap();
        bureau.tickets.cancel(&dispatcher, ticket, reason).await.unwrap();
        world.clock.advance(Span::days(91));
        assert_eq!(bureau.tickets.forget_old().await.unwrap(), 1);
        let seen = bureau.tickets.ticket(&dispatcher, ticket).await.unwrap();
        assert!(seen.from.name.is_empty() && seen.to.phone.is_none());
    }
}
