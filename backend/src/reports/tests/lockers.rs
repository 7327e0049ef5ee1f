//! How banks stand and how they were used, on both databases: by the days of the place, and only one's own.

use domain::accounts::{Actor, Role};
use domain::custody::{CustodyPort as _, LinkSecret, PickupPass};
use domain::delivery::DeliveryPort as _;
use domain::ids::BankId;
use domain::lockers::protocol::{Fact, FaultKind};
use domain::lockers::{Connection, LockersPort as _, Size};
use domain::reports::{DoorCount, Overview, ReportsPort as _, Usage, UsageFilter};
use domain::{RefusalCode, ShortText, Span, Timestamp};

use super::super::Reports;
use crate::both;
use crate::testing::Scene;

fn visitor() -> Actor {
    Actor::Visitor {
        address: "192.0.2.1".to_owned(),
    }
}

fn filter(bank: &str, month: &str) -> UsageFilter {
    UsageFilter {
        bank: bank.to_owned(),
        month: month.to_owned(),
    }
}

async fn used(scene: &Scene, actor: &Actor, filter: UsageFilter) -> Usage {
    Reports::new(scene.house.clone()).usage(actor, &filter).await.unwrap()
}

async fn now(scene: &Scene, actor: &Actor) -> Overview {
    Reports::new(scene.house.clone()).overview(actor).await.unwrap()
}

/// Turns the clock to an instant.
fn at(scene: &Scene, instant: &str) {
    let instant: jiff::Timestamp = instant.parse().unwrap();
    scene.house_clock_advance(Timestamp(instant.as_microsecond()) - scene.house.now());
}

/// A document is left, and its recipient takes it out so much later.
async fn collected(scene: &Scene, once: &str, after: Span) {
    let (_, number) = scene.stored(once).await;
    let message = scene.ready_message().await;
    let link = message["link"].as_str().unwrap().rsplit('/').next().unwrap();
    let pass = PickupPass::default().with(LinkSecret::parse(link).unwrap());
    scene.house_clock_advance(after);
    let page = scene.custody.pickup(&visitor(), &pass, None).await.unwrap();
    let code = page.items[0].code.as_ref().unwrap().expose().to_owned();
    scene.custody.kiosk_enter(&scene.kiosk, &code).await.unwrap();
    let command = scene.obey().await;
    scene.shut(number, command, Some(false)).await;
}

/// Days on which something was collected, and how much.
fn busy(usage: &Usage) -> Vec<(String, u64)> {
    let days = usage.days.iter().filter(|line| line.collected > 0);
    days.map(|line| (line.day.typed(), line.collected)).collect()
}

fn count(free: u64, reserved: u64, occupied: u64, out: u64) -> DoorCount {
    DoorCount {
        free,
        reserved,
        occupied,
        out,
    }
}

both! {
    async fn days_are_those_of_the_bank_also_when_its_clock_is_changed(world: World) {
        let scene = Scene::new(world).await;
        let manager = scene.person(true, &[Role::Manager]).await;
        let nothing = used(&scene, &manager, UsageFilter::default()).await;
        assert!(nothing.is_empty() && nothing.banks.len() == 1, "{nothing:?}");

        collected(&scene, "sunday", Span::minutes(130)).await;
        let (left, door) = scene.stored("nobody-comes").await;
        // Half past midnight in Bucharest, two and a half hours before its clock is put forward, and a day later.
        at(&scene, "2026-03-28T22:10:00Z");
        collected(&scene, "before", Span::minutes(20)).await;
        at(&scene, "2026-03-29T21:10:00Z");
        collected(&scene, "after", Span::minutes(20)).await;
        scene.delivery.open(&scene.employee, left).await.unwrap();
        let command = scene.obey().await;
        scene.shut(door, command, Some(false)).await;
        scene.tell(Fact::Fault { fault: FaultKind::Jam, compartment: Some(3) }).await;
        scene.tell(Fact::FaultCleared { fault: FaultKind::Jam, compartment: Some(3) }).await;
        scene.tell(Fact::DoorForced { compartment: 3 }).await;

        let all = used(&scene, &manager, UsageFilter::default()).await;
        let expected = [("2026-03-01", 1), ("2026-03-29", 1), ("2026-03-30", 1)];
        assert_eq!(busy(&all), expected.map(|(day, times)| (day.to_owned(), times)));
        assert_eq!(all.days.last().unwrap().day.typed(), "2026-03-30", "there it is tomorrow already");
        let went = all.total.went;
        assert_eq!((went.in_time, went.late, went.taken_back), (3, 0, 1));
        assert_eq!((went.in_time_rate(), went.taken_back_rate()), (Some(75), Some(25)));
        assert_eq!((all.total.median, all.total.ninety), (Some(Span::minutes(15)), Some(Span::minutes(135))));
        let weeks: Vec<_> = all.weeks.iter().filter(|line| line.collected > 0).collect();
        let mondays: Vec<_> = weeks.iter().map(|line| line.monday.typed()).collect();
        assert_eq!(mondays, ["2026-02-23", "2026-03-23", "2026-03-30"]);
        assert_eq!(weeks[0].median, Some(Span::minutes(135)), "to the nearest quarter of an hour");
        assert_eq!((all.months.len(), all.months[2].went, all.months[2].faults), (3, went, 2));
        let faults: Vec<_> = all.faults.iter().map(|line| (line.bank.as_str(), line.month.as_str(), line.faults)).collect();
        assert_eq!(faults, [("Primăria Sector 3", "2026-03", 2)], "what works again is no fault");
        assert_eq!((all.banks.len(), all.banks[0].went, all.banks[0].median), (1, went, all.total.median));

        let own = scene.bank.to_string();
        assert_eq!(used(&scene, &manager, filter(&own, "2026-03")).await.total, all.total);
        assert_eq!(used(&scene, &manager, filter("", "year")).await.months.len(), 12);
        assert!(used(&scene, &manager, filter("", "2026-02")).await.is_empty());
        let elsewhere = BankId(scene.house.outside.uuid7()).to_string();
        assert!(used(&scene, &manager, filter(&elsewhere, "")).await.is_empty());
    }

    async fn every_door_of_a_bank_is_told_as_it_stands(world: World) {
        let scene = Scene::new(world).await;
        let manager = scene.person(true, &[Role::Manager]).await;
        let first = now(&scene, &manager).await;
        assert_eq!(first.sizes(), [(Size::S, count(2, 0, 0, 0)), (Size::M, count(1, 0, 0, 0))]);
        let bank = &first.banks[0];
        assert_eq!((bank.waiting, bank.overdue, bank.faults, bank.connection), (0, 0, 0, Connection::Online));

        let (_, door) = scene.stored("a").await;
        scene.delivery.create(&scene.employee, scene.form("b")).await.unwrap();
        let doors = scene.lockers.bank(&manager, scene.bank).await.unwrap().doors;
        let large = doors.iter().find(|one| one.size == Size::M).unwrap();
        let reason = ShortText::parse("new hinge").unwrap();
        scene.lockers.set_service(&manager, large.id, Some(reason)).await.unwrap();
        scene.tell(Fact::Fault { fault: FaultKind::Sensor, compartment: Some(door) }).await;
        scene.online(false).await;
        let since = scene.house.now();
        scene.house_clock_advance(Span::days(9));
        let later = now(&scene, &manager).await;
        assert_eq!(later.sizes(), [(Size::S, count(0, 1, 1, 0)), (Size::M, count(0, 0, 0, 1))]);
        let bank = &later.banks[0];
        assert_eq!((bank.waiting, bank.overdue, bank.faults), (1, 1, 1), "what is switched off is no fault");
        let Connection::Offline { since: Some(told) } = bank.connection else { panic!("{bank:?}") };
        assert_eq!((told.at, told.offset_seconds, later.offline()), (since, 7_200, 1));
    }

    async fn managers_see_their_own_banks_and_nobody_else_sees_anything(world: World) {
        let scene = Scene::new(world).await;
        let reports = Reports::new(scene.house.clone());
        collected(&scene, "a", Span::minutes(30)).await;
        for role in Role::ALL {
            let actor = scene.person(true, &[role]).await;
            let may = role == Role::Manager;
            assert_eq!(reports.overview(&actor).await.is_ok(), may, "{role:?}");
            assert_eq!(reports.usage(&actor, &UsageFilter::default()).await.is_ok(), may, "{role:?}");
        }
        let stranger = scene.person(false, &[Role::Manager]).await;
        assert!(now(&scene, &stranger).await.banks.is_empty());
        let theirs = used(&scene, &stranger, filter(&scene.bank.to_string(), "")).await;
        assert!(theirs.is_empty() && theirs.offered_banks.is_empty() && theirs.banks.is_empty());
        let manager = scene.person(true, &[Role::Manager]).await;
        let refused = reports.usage(&manager, &filter("nowhere", "soon")).await.unwrap_err();
        for field in ["bank", "month"] {
            assert_eq!(refused.refusal().unwrap().at(field), Some(RefusalCode::NotAChoice), "{field}");
        }
        assert!(reports.overview(&visitor()).await.unwrap_err().is(RefusalCode::SignInFirst));
        let nobody = reports.usage(&visitor(), &UsageFilter::default()).await.unwrap_err();
        assert!(nobody.is(RefusalCode::SignInFirst));
    }
}
