//! A demo's house moves from SQLite to PostgreSQL, row by row, and its use cases work on there.

use domain::Span;
use domain::accounts::{AccountsPort as _, Actor, Role};
use domain::delivery::{DeliveryFilter, DeliveryPort as _};
use domain::found::{CaseFilter, FoundDeskPort as _};
use tokio::sync::oneshot;

use super::super::move_to;
use super::{all_of, house};
use crate::accounts::Accounts;
use crate::db::{Db, exec};
use crate::delivery::Delivery;
use crate::demo::{Past, furnish};
use crate::found::FoundDesk;
use crate::testing::{Scene, World, on_postgres, on_sqlite};

/// A database that is lent to somebody: it is taken away when they drop their end.
type Lent = (World, oneshot::Sender<()>);

async fn until_given_back(world: World, borrower: oneshot::Sender<Lent>) {
    let (end, ended) = oneshot::channel();
    assert!(borrower.send((world, end)).is_ok(), "somebody waits for it");
    // It says nothing: it is dropped.
    let _ = ended.await;
}

/// Runs a test on a fresh database of each.
async fn on_each<F>(body: impl FnOnce(World, World) -> F)
where
    F: Future<Output = ()>,
{
    let ((sqlite, one), (postgres, other)) = (oneshot::channel(), oneshot::channel());
    tokio::join!(
        on_sqlite(|world| until_given_back(world, sqlite)),
        on_postgres(|world| until_given_back(world, postgres)),
        async {
            let ((sqlite, _end), (postgres, _other)) = (one.await.unwrap(), other.await.unwrap());
            Box::pin(body(sqlite, postgres)).await;
        },
    );
}

async fn moved(from: &Db, to: &Db) -> Result<Vec<super::Tally>, &'static str> {
    move_to(from, to, &mut |_| {}).await.map_err(|fault| fault.code())
}

async fn run(db: &Db, sql: &'static str) {
    let mut tx = db.begin().await.unwrap();
    exec!(tx, sql).unwrap();
    tx.commit().await.unwrap();
}

/// What the employee and the dispatcher of the demo see.
async fn seen(world: &World) -> String {
    let house = house(world);
    let accounts = Accounts::new(house.clone(), world.passwords.clone());
    let visitor = Actor::Visitor {
        address: "192.0.2.9".to_owned(),
    };
    let as_one = async |role| {
        let opened = accounts.sign_in_demo(&visitor, role, "192.0.2.9", "").await.unwrap();
        accounts.who(&opened.secret).await.unwrap().0
    };
    let (employee, dispatcher) = (as_one(Role::Employee).await, as_one(Role::Dispatcher).await);
    let delivery = Delivery::new(house.clone());
    let rows = delivery
        .deliveries(&employee, &DeliveryFilter::default())
        .await
        .unwrap()
        .rows;
    let one = delivery.delivery(&employee, rows[7].id).await.unwrap();
    let cases = FoundDesk::new(house.clone());
    let cases = cases.cases(&dispatcher, &CaseFilter::default()).await.unwrap().rows;
    assert!(rows.len() > 20 && cases.len() > 5);
    format!("{rows:?} {one:?} {cases:?}")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demo_moves_to_postgres_row_by_row_and_goes_on_there() {
    Box::pin(on_each(|sqlite, mut postgres| async move {
        // Twenty minutes past noon in Bucharest, on a working day.
        sqlite.clock.advance(Span::minutes(2 * 24 * 60 + 80));
        let past = Past { days: 14, cases: 40 };
        furnish(&house(&sqlite), &sqlite.signing, past).await.unwrap();
        // The same chance goes on, as it would in one house.
        (postgres.outside, postgres.clock) = (sqlite.outside.clone(), sqlite.clock.clone());
        let before = seen(&sqlite).await;
        let here = all_of(&sqlite.db).await;
        let there = moved(&sqlite.db, &postgres.db).await.unwrap();
        assert_eq!(here, there, "every table, by count and content");
        assert!(there.iter().map(|tally| tally.rows).sum::<u64>() > 2_000);
        assert_eq!(all_of(&sqlite.db).await, here, "the old one is as it was");
        assert_eq!(
            seen(&postgres).await,
            before,
            "what was sealed opens, and everybody sees what they saw"
        );

        // A whole hand-over, in the house that moved.
        let scene = Scene::new(postgres).await;
        let (id, number) = scene.stored("after").await;
        let code = scene.ready_message().await["code"].as_str().unwrap().to_owned();
        domain::custody::CustodyPort::kiosk_enter(&scene.custody, &scene.kiosk, &code)
            .await
            .unwrap();
        let command = scene.obey().await;
        scene.shut(number, command, Some(false)).await;
        let view = scene.delivery.delivery(&scene.employee, id).await.unwrap();
        assert_eq!(view.state, domain::delivery::DeliveryState::Collected);
    }))
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_into_an_empty_house_of_this_version() {
    Box::pin(on_each(|sqlite, postgres| async move {
        Scene::new(sqlite.clone()).await.stored("one").await;
        assert_eq!(moved(&postgres.db, &sqlite.db).await.unwrap_err(), "upkeep.which");
        assert_eq!(moved(&sqlite.db, &sqlite.db).await.unwrap_err(), "upkeep.which");

        run(&postgres.db, "INSERT INTO house_facts (name, value) VALUES ('a', 'b')").await;
        assert_eq!(moved(&sqlite.db, &postgres.db).await.unwrap_err(), "upkeep.not_empty");
        run(&postgres.db, "DELETE FROM house_facts").await;
        run(
            &postgres.db,
            "UPDATE register_retention SET days = 7 WHERE country = '' AND category = ''",
        )
        .await;
        assert_eq!(
            moved(&sqlite.db, &postgres.db).await.unwrap_err(),
            "upkeep.not_empty",
            "somebody set up that house already"
        );
        run(&sqlite.db, "DELETE FROM register_retention WHERE category = 'food'").await;

        run(&postgres.db, "DELETE FROM _sqlx_migrations WHERE version = 9").await;
        assert_eq!(
            moved(&sqlite.db, &postgres.db).await.unwrap_err(),
            "upkeep.version",
            "an older one"
        );
        run(&postgres.db, "DROP SCHEMA public CASCADE").await;
        run(&postgres.db, "CREATE SCHEMA public").await;
        let there = moved(&sqlite.db, &postgres.db).await.unwrap();
        assert_eq!(
            there,
            all_of(&sqlite.db).await,
            "a database without any table gets ours"
        );

        assert_eq!(
            moved(&sqlite.db, &postgres.db).await.unwrap_err(),
            "upkeep.not_empty",
            "once is enough"
        );
        run(&sqlite.db, "DELETE FROM _sqlx_migrations WHERE version = 9").await;
        assert_eq!(
            moved(&sqlite.db, &postgres.db).await.unwrap_err(),
            "upkeep.version",
            "migrate first"
        );
    }))
    .await;
}
