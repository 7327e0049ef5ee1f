//! Figures on both databases: what is counted, and who may see it.

mod lockers;

use domain::accounts::{Actor, Role};
use domain::found::{CaseEnd, CasePass, FinderPort as _, FoundDeskPort as _, NewCall, NewReport};
use domain::reports::{ReportsPort as _, Work, WorkBy, WorkFilter};
use domain::tags::TagKey;
use domain::tickets::{CourierPort as _, DispatchPort as _, Failing};
use domain::{RefusalCode, ShortText, Span};

use super::Reports;
use crate::both;
use crate::found::Finders;
use crate::tickets::tests::{Bureau, signature};

async fn asked(bureau: &Bureau, actor: &Actor, by: WorkBy) -> Work {
    let filter = WorkFilter {
        by,
        ..WorkFilter::default()
    };
    Reports::new(bureau.house.clone()).work(actor, &filter).await.unwrap()
}

fn web(n: u64, bureau: &Bureau) -> NewReport {
    NewReport {
        key: TagKey::nth(n).grouped(),
        postcode: "400001".to_owned(),
        country: "RO".to_owned(),
        locale: "ro".to_owned(),
        once: bureau.house.outside.uuid7().to_string(),
        ..NewReport::default()
    }
}

both! {
    async fn desk_and_couriers_are_counted_by_office_and_month(world: World) {
        let bureau = Bureau::new(&world).await;
        let dispatcher = bureau.person(Some(bureau.bucharest), &[Role::Dispatcher]).await;
        let central = bureau.person(None, &[Role::Dispatcher]).await;
        let courier = bureau.person(Some(bureau.bucharest), &[Role::Courier]).await;
        let manager = bureau.person(None, &[Role::Manager]).await;
        // By telephone, fetched and brought: once in vain, and too late.
        let case = bureau.case(&dispatcher, "010061").await;
        let ticket = bureau.ticket(&dispatcher, Some(case)).await;
        let (tickets, finders) = (&bureau.tickets, Finders::new(bureau.house.clone()));
        tickets.accept(&courier, ticket).await.unwrap();
        let why = Failing { reason: "nobody_there".to_owned(), ..Failing::default() };
        tickets.fail(&courier, ticket, why).await.unwrap();
        tickets.retry(&dispatcher, ticket).await.unwrap();
        tickets.accept(&courier, ticket).await.unwrap();
        tickets.pick_up(&courier, ticket, signature("Ion")).await.unwrap();
        // Two on the web, of the other office: one answered after 20 minutes, and a slip.
        let visitor = Actor::Visitor { address: "192.0.2.7".to_owned() };
        let nobody = CasePass::default();
        let answered = finders.report(&visitor, &nobody, web(8, &bureau)).await.unwrap().number;
        let slip = finders.report(&visitor, &nobody, web(9, &bureau)).await.unwrap().number;
        let (answered, slip) = (
            bureau.desk.by_number(&central, answered).await.unwrap(),
            bureau.desk.by_number(&central, slip).await.unwrap(),
        );
        world.clock.advance(Span::minutes(20));
        let call = NewCall { whom: "finder".into(), outcome: "reached".into(), note: String::new() };
        bureau.desk.note_call(&central, answered, call).await.unwrap();
        let note = ShortText::parse("o greșeală").unwrap();
        world.clock.advance(Span::hours(30));
        bureau.desk.close(&central, slip, CaseEnd::Mistake, note).await.unwrap();
        tickets.deliver(&courier, ticket, signature("Maria")).await.unwrap();

        let work = asked(&bureau, &manager, WorkBy::Office).await;
        let labels: Vec<&str> = work.desk.iter().map(|line| line.label.as_str()).collect();
        assert_eq!(labels, ["București", "Cluj"]);
        let (home, cluj) = (&work.desk[0], &work.desk[1]);
        assert_eq!((home.reports, home.by_phone, home.over, home.returned), (1, 1, 1, 1));
        assert!(home.home.is_some_and(|span| span > Span::hours(30)) && home.answer.is_none());
        assert_eq!((cluj.reports, cluj.by_phone, cluj.over, cluj.returned), (2, 0, 0, 0), "a slip is no failure");
        assert_eq!(cluj.answer, Some(Span::minutes(20)));
        let line = &work.couriers[0];
        assert_eq!((work.couriers.len(), line.label.as_str()), (1, "București"));
        assert_eq!((line.tickets, line.delivered, line.on_time, line.failed), (1, 1, 0, 1));

        let months = asked(&bureau, &manager, WorkBy::Month).await;
        assert_eq!((months.desk.len(), months.desk[11].reports, months.desk[10].reports), (12, 3, 0));
        assert_eq!((months.desk_total.reports, months.couriers_total.tickets), (3, 1));
        // Next month it is history; before it there was nothing.
        let filter = WorkFilter { until: "2026-02".to_owned(), ..WorkFilter::default() };
        let before = Reports::new(bureau.house.clone()).work(&manager, &filter).await.unwrap();
        assert_eq!(before.desk_total.reports, 0);
    }

    async fn only_managers_see_figures_and_only_their_own(world: World) {
        let bureau = Bureau::new(&world).await;
        let reports = Reports::new(bureau.house.clone());
        for role in Role::ALL {
            let actor = bureau.person(None, &[role]).await;
            let seen = reports.work(&actor, &WorkFilter::default()).await;
            assert_eq!(seen.is_ok(), role == Role::Manager, "{role:?}");
        }
        let dispatcher = bureau.person(Some(bureau.bucharest), &[Role::Dispatcher]).await;
        bureau.case(&dispatcher, "010061").await;
        let other = bureau.accounts.seed_organisation("Alții").await.unwrap();
        let stranger = bureau.person_at(other, None, &[Role::Manager]).await;
        let seen = reports.work(&stranger, &WorkFilter::default()).await.unwrap();
        assert_eq!(seen.desk_total.reports, 0);
        let nobody = Actor::Visitor { address: "192.0.2.7".to_owned() };
        assert!(reports.work(&nobody, &WorkFilter::default()).await.unwrap_err().is(RefusalCode::SignInFirst));
    }
}
