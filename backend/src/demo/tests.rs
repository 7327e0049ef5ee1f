//! The furnished house is as believable as it says, on both databases.

use domain::accounts::{AccountsPort as _, Actor, Role};
use domain::delivery::{DeliveryFilter, DeliveryPort as _, DeliveryState};
use domain::feedback::{FeedbackPort as _, RatingFilter};
use domain::found::{CaseFilter, CaseStage, FoundDeskPort as _};
use domain::reports::{ReportsPort as _, UsageFilter, WorkFilter};
use domain::tickets::CourierPort as _;
use domain::{Month, Span};

use super::furnish::{Past, furnish};
use super::plan::plan;
use crate::accounts::Accounts;
use crate::both;
use crate::db::all;
use crate::delivery::Delivery;
use crate::feedback::Feedback;
use crate::found::FoundDesk;
use crate::house::House;
use crate::reports::Reports;
use crate::testing::World;
use crate::tickets::Tickets;

/// Enough for one of each sort.
const CASES: usize = 140;

fn house(world: &World) -> House {
    House {
        db: world.db.clone(),
        outside: world.outside.clone(),
        key: world.master.clone(),
        live: crate::house::LiveBus::default(),
        wake: crate::house::Wakers::default(),
        settings: std::sync::Arc::new(crate::house::Settings {
            public_url: "http://127.0.0.1:3000".to_owned(),
            demo: true,
            payments: crate::house::PaymentSettings::default(),
        }),
    }
}

async fn count(delivery: &Delivery, actor: &Actor, state: DeliveryState) -> usize {
    let mut filter = DeliveryFilter {
        state: Some(state),
        ..DeliveryFilter::default()
    };
    let mut found = 0;
    loop {
        let page = delivery.deliveries(actor, &filter).await.unwrap();
        found += page.rows.len();
        filter.cursor = page.next;
        if filter.cursor.is_none() {
            return found;
        }
    }
}

/// Cases are open and closed, and a courier has somewhere to go.
async fn the_bureau_is_at_work(house: &House, accounts: &Accounts) {
    let visitor = Actor::Visitor {
        address: "192.0.2.9".to_owned(),
    };
    let as_one = async |role| {
        let opened = accounts.sign_in_demo(&visitor, role, "192.0.2.9", "").await.unwrap();
        accounts.who(&opened.secret).await.unwrap().0
    };
    let (dispatcher, courier) = (as_one(Role::Dispatcher).await, as_one(Role::Courier).await);
    let desk = FoundDesk::new(house.clone());
    let of = async |stage| {
        let filter = CaseFilter {
            stage,
            ..CaseFilter::default()
        };
        desk.cases(&dispatcher, &filter).await.unwrap().rows.len()
    };
    assert!(of(None).await >= 8, "open cases");
    assert!(of(Some(CaseStage::Returned)).await >= 40, "things that went home");
    for stage in [
        CaseStage::OwnerTold,
        CaseStage::Arranged,
        CaseStage::HandedOver,
        CaseStage::Kept,
        CaseStage::NoAnswer,
    ] {
        assert!(of(Some(stage)).await >= 1, "{stage:?}");
    }
    let register = crate::register::Register::new(house.clone());
    let on = async |stage| {
        let filter = domain::register::ThingFilter {
            stage,
            ..Default::default()
        };
        domain::register::RegisterPort::things(&register, &dispatcher, &filter)
            .await
            .unwrap()
            .len()
    };
    assert!(on(None).await >= 6, "things on the shelves");
    for stage in [
        domain::register::ThingStage::UnderProof,
        domain::register::ThingStage::Promised,
        domain::register::ThingStage::HandedOut,
        domain::register::ThingStage::Sold,
        domain::register::ThingStage::Destroyed,
    ] {
        assert!(on(Some(stage)).await >= 1, "{stage:?}");
    }
    let manager = as_one(Role::Manager).await;
    let year = WorkFilter {
        from: Month::of(house.now()).back(12).to_string(),
        ..WorkFilter::default()
    };
    let work = Reports::new(house.clone()).work(&manager, &year).await.unwrap();
    assert_eq!(work.desk_total.reports, CASES as u64, "as many as were asked for");
    assert_eq!(Past::default().cases, 300, "and everybody who looks sees 300");
    assert!(work.desk_total.return_rate().is_some_and(|rate| rate > 60) && work.desk_total.answer.is_some());
    assert!(work.couriers_total.delivered >= 20 && work.couriers_total.failed >= 1);
    let day = Tickets::new(house.clone()).day(&courier).await.unwrap();
    assert!(!day.stops.is_empty() && !day.open.is_empty() && !day.done.is_empty());
}

/// Every bank has something to show in its figures, and nothing is broken now.
async fn lockers_were_used(house: &House, accounts: &Accounts, collected: usize) {
    let visitor = Actor::Visitor {
        address: "192.0.2.9".to_owned(),
    };
    let opened = accounts
        .sign_in_demo(&visitor, Role::Manager, "192.0.2.9", "")
        .await
        .unwrap();
    let (manager, _) = accounts.who(&opened.secret).await.unwrap();
    let reports = Reports::new(house.clone());
    let used = reports.usage(&manager, &UsageFilter::default()).await.unwrap();
    assert_eq!(used.total.went.collected(), collected as u64);
    assert!(used.total.went.taken_back >= 1 && used.total.median < used.total.ninety);
    for bank in &used.banks {
        assert!(bank.went.collected() >= 3 && bank.faults >= 1, "{bank:?}");
    }
    let now = reports.overview(&manager).await.unwrap();
    assert_eq!((now.doors().doors(), now.total(|bank| bank.faults)), (24 + 12 + 40, 0));
    assert!(now.total(|bank| bank.overdue) >= 1 && now.doors().reserved >= 1 && now.doors().free >= 20);
}

/// Some said how it was, at every bank, a few of them in words.
async fn some_have_rated(house: &House, accounts: &Accounts, collected: usize) {
    let visitor = Actor::Visitor {
        address: "192.0.2.9".to_owned(),
    };
    let opened = accounts
        .sign_in_demo(&visitor, Role::Manager, "192.0.2.9", "")
        .await
        .unwrap();
    let (manager, _) = accounts.who(&opened.secret).await.unwrap();
    let filter = RatingFilter::default();
    let seen = Feedback::new(house.clone()).ratings(&manager, &filter).await.unwrap();
    let count = usize::try_from(seen.figures.total.overall.count()).unwrap();
    assert!(count >= 8 && count * 2 < collected, "{count} of {collected}");
    assert!(
        seen.figures
            .total
            .overall
            .mean_tenths()
            .is_some_and(|mean| (35..=50).contains(&mean))
    );
    assert!(seen.figures.banks.len() >= 2, "{:?}", seen.figures.banks);
    let words = seen.comments.rows.len();
    assert!(words >= 2 && words < count, "{words} of {count}");
}

both! {
    async fn a_furnished_house_has_a_past_and_things_that_wait(world: World) {
        // Twenty minutes past noon in Bucharest, on a working day.
        world.clock.advance(Span::minutes(2 * 24 * 60 + 80));
        let house = house(&world);
        let demo = furnish(&house, &world.signing, Past { days: 14, cases: CASES }).await.unwrap();
        let doors: Vec<usize> = demo.banks.iter().map(|bank| bank.doors.len()).collect();
        assert_eq!(doors, [24, 12, 40]);

        let accounts = Accounts::new(house.clone(), world.passwords.clone());
        let visitor = Actor::Visitor { address: "192.0.2.9".to_owned() };
        for role in Role::ALL {
            let opened = accounts.sign_in_demo(&visitor, role, "192.0.2.9", "").await.unwrap();
            assert_eq!(opened.profile.roles, [role]);
        }
        let opened = accounts.sign_in_demo(&visitor, Role::Employee, "192.0.2.9", "").await.unwrap();
        assert_eq!(opened.profile.name, "Ana Ionescu");
        let (employee, _) = accounts.who(&opened.secret).await.unwrap();

        let delivery = Delivery::new(house.clone());
        let stored = count(&delivery, &employee, DeliveryState::Stored).await;
        let overdue = count(&delivery, &employee, DeliveryState::Overdue).await;
        let inside = demo.banks.iter().flat_map(|bank| &bank.doors).filter(|(_, item)| *item).count();
        assert_eq!(stored + overdue, inside, "a document lies behind each door that says so");
        assert!(stored >= 5 && overdue >= 1, "{stored} stored, {overdue} overdue");
        let collected = count(&delivery, &employee, DeliveryState::Collected).await;
        assert!(collected > 40, "{collected}");
        some_have_rated(&house, &accounts, collected).await;
        for state in [DeliveryState::Returned, DeliveryState::Cancelled, DeliveryState::Announced] {
            assert!(count(&delivery, &employee, state).await >= 1, "{state:?}");
        }
        assert_eq!(count(&delivery, &employee, DeliveryState::AtTheDoor).await, 0);
        assert_eq!(count(&delivery, &employee, DeliveryState::Unclear).await, 0);
        the_bureau_is_at_work(&house, &accounts).await;
        lockers_were_used(&house, &accounts, collected).await;
        let mut reader = house.db.read().await.unwrap();
        let photos = all!(reader, (String, i64), "SELECT subject, COUNT(*) FROM photos GROUP BY subject ORDER BY subject").unwrap();
        let [(place, sights), (registered, shelf), (report, sent), (thing, owned)] = photos.as_slice() else { panic!("{photos:?}") };
        assert_eq!([place, registered, report, thing], ["place", "registered", "report", "thing"]);
        assert!(*sights == 3 && *shelf == 12 && *sent >= 5 && *owned >= 10, "{photos:?}");
    }
}

#[test]
fn the_same_moment_has_the_same_past_and_every_door_is_free_in_time() {
    for day in 0..7 {
        let now = domain::Timestamp(1_772_355_600_000_000) + Span::days(day) + Span::hours(day * 5);
        let ways = plan(now, 37);
        assert_eq!(ways, plan(now, 37));
        assert!((180..320).contains(&ways.len()), "{}", ways.len());
        for way in &ways {
            assert!(way.steps.windows(2).all(|pair| pair[0].0 < pair[1].0));
            assert!(way.steps.iter().all(|(at, _)| *at < now));
        }
    }
}
