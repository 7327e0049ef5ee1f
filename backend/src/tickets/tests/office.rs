//! Role × operation × office: whose tickets are whose.

use domain::accounts::{Actor, Operation, Role};
use domain::tickets::{CourierPort as _, DispatchPort as _, Failing, HandOver, TicketFilter};
use domain::{Error, RefusalCode, ShortText};

use super::{Bureau, code};
use crate::both;

/// Every method, with what it needs and what it answered. Nothing here changes a ticket: each is refused at the latest
/// by its state or its form.
async fn walk(
    bureau: &Bureau,
    actor: &Actor,
    id: domain::ids::TicketId,
) -> Vec<(&'static str, Operation, Option<Error>)> {
    use Operation as O;
    let tickets = &bureau.tickets;
    let reason = ShortText::parse("x").unwrap();
    let filter = TicketFilter::default();
    let empty = domain::tickets::NewTicket::default();
    let failing = Failing {
        reason: "declined".to_owned(),
        note: String::new(),
    };
    vec![
        ("tickets", O::SeeTickets, tickets.tickets(actor, &filter).await.err()),
        ("ticket", O::SeeTickets, tickets.ticket(actor, id).await.err()),
        (
            "photo",
            O::SeeTickets,
            tickets.photo(actor, id, HandOver::PickUp).await.err(),
        ),
        ("make", O::MakeTickets, tickets.make(actor, empty).await.err()),
        ("retry", O::MakeTickets, tickets.retry(actor, id).await.err()),
        ("new_code", O::MakeTickets, tickets.new_code(actor, id).await.err()),
        ("day", O::CarryTickets, tickets.day(actor).await.err()),
        ("job", O::CarryTickets, tickets.job(actor, id).await.err()),
        ("set_off", O::CarryTickets, tickets.set_off(actor, id).await.err()),
        ("give_back", O::CarryTickets, tickets.give_back(actor, id).await.err()),
        (
            "pick_up",
            O::CarryTickets,
            tickets.pick_up(actor, id, code("222222")).await.err(),
        ),
        (
            "deliver",
            O::CarryTickets,
            tickets.deliver(actor, id, code("222222")).await.err(),
        ),
        ("fail", O::CarryTickets, tickets.fail(actor, id, failing).await.err()),
        ("cancel", O::MakeTickets, tickets.cancel(actor, id, reason).await.err()),
        ("accept", O::CarryTickets, tickets.accept(actor, id).await.err()),
    ]
}

fn is(error: Option<&Error>, code: RefusalCode) -> bool {
    error.is_some_and(|error| error.is(code))
}

both! {
    async fn every_method_asks_the_table(world: World) {
        let bureau = Bureau::new(&world).await;
        let dispatcher = bureau.person(Some(bureau.bucharest), &[Role::Dispatcher]).await;
        for role in Role::ALL {
            let id = bureau.ticket(&dispatcher, None).await;
            let actor = bureau.person(Some(bureau.bucharest), &[role]).await;
            for (method, operation, refused) in walk(&bureau, &actor, id).await {
                let allowed = !is(refused.as_ref(), RefusalCode::NotAllowed);
                assert_eq!(allowed, role.may(operation), "{role:?} {method} {refused:?}");
            }
        }
        let id = bureau.ticket(&dispatcher, None).await;
        let visitor = Actor::Visitor { address: String::new() };
        for (method, _, refused) in walk(&bureau, &visitor, id).await {
            assert!(is(refused.as_ref(), RefusalCode::SignInFirst), "{method} {refused:?}");
        }
    }

    async fn another_offices_tickets_do_not_exist(world: World) {
        let bureau = Bureau::new(&world).await;
        let dispatcher = bureau.person(Some(bureau.bucharest), &[Role::Dispatcher]).await;
        let id = bureau.ticket(&dispatcher, None).await;
        let foreign = bureau.accounts.seed_organisation("Elsewhere").await.unwrap();
        for actor in [
            bureau.person(Some(bureau.cluj), &[Role::Dispatcher, Role::Courier]).await,
            bureau.person_at(foreign, None, &[Role::Dispatcher, Role::Courier, Role::Manager]).await,
        ] {
            for (method, _, refused) in walk(&bureau, &actor, id).await {
                match method {
                    "tickets" | "day" => assert!(refused.is_none(), "{method} {refused:?}"),
                    "make" => assert!(is(refused.as_ref(), RefusalCode::Form), "{method} {refused:?}"),
                    _ => assert!(is(refused.as_ref(), RefusalCode::NotFound), "{method} {refused:?}"),
                }
            }
            assert!(bureau.tickets.tickets(&actor, &TicketFilter::default()).await.unwrap().is_empty());
            assert!(bureau.tickets.day(&actor).await.unwrap().open.is_empty());
        }
        let manager = bureau.person(Some(bureau.cluj), &[Role::Manager]).await;
        assert_eq!(bureau.tickets.tickets(&manager, &TicketFilter::default()).await.unwrap().len(), 1);
        bureau.tickets.ticket(&manager, id).await.unwrap();
    }

    async fn a_case_of_another_office_gets_no_ticket_from_here(world: World) {
        let bureau = Bureau::new(&world).await;
        let here = bureau.person(Some(bureau.bucharest), &[Role::Dispatcher]).await;
        let there = bureau.person(Some(bureau.cluj), &[Role::Dispatcher]).await;
        let case = bureau.case(&there, "400001").await;
        let refused = bureau.tickets.make(&here, bureau.form(Some(case))).await.err();
        assert!(is(refused.as_ref(), RefusalCode::NotFound), "{refused:?}");
    }

    async fn what_a_colleague_took_is_theirs(world: World) {
        let bureau = Bureau::new(&world).await;
        let dispatcher = bureau.person(Some(bureau.bucharest), &[Role::Dispatcher]).await;
        let first = bureau.person(Some(bureau.bucharest), &[Role::Courier]).await;
        let second = bureau.person(Some(bureau.bucharest), &[Role::Courier]).await;
        let id = bureau.ticket(&dispatcher, None).await;
        bureau.tickets.accept(&first, id).await.unwrap();
        for (method, operation, refused) in walk(&bureau, &second, id).await {
            if operation == Operation::CarryTickets && method != "day" {
                assert!(is(refused.as_ref(), RefusalCode::NotFound), "{method} {refused:?}");
            }
        }
    }
}
