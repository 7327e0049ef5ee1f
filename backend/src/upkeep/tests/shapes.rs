//! No table is forgotten, on either database, and what a fresh schema begins with is known.

use super::super::moving::at_first;
use super::super::shape::shape;
use super::super::sql;
use crate::db::Db;
use crate::testing::on_postgres;

#[tokio::test]
async fn every_table_of_every_slice_is_copied_and_moved() {
    let mut conn = Db::fresh_schema().await.unwrap();
    let tables = shape(&mut conn).await.unwrap();
    let names: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
    for one in [
        "people",
        "notices",
        "commands",
        "custody_events",
        "custody_links",
        "custody_reminders",
        "pickup_shares",
        "keeping_rules",
        "forgetting_rules",
        "ratings",
        "kiosk_grants",
        "own_texts",
        "bank_ways",
        "bank_photos",
        "deliveries",
        "bulk_batches",
        "bulk_lines",
        "payment_intents",
        "tag_keys",
        "questions",
        "found_cases",
        "tickets",
        "register_claims",
        "photos",
        "audit_log",
        "house_facts",
    ] {
        assert!(names.contains(&one), "{one} of {names:?}");
    }
    let count = i64::try_from(names.len()).unwrap();
    on_postgres(move |world| async move {
        let Db::Postgres(pool) = &world.db else {
            panic!("PostgreSQL is asked here");
        };
        let there = sql::tables_of_postgres(&mut pool.acquire().await.unwrap())
            .await
            .unwrap();
        assert_eq!(there, count + 1, "and the driver's own");
    })
    .await;
}

#[tokio::test]
async fn a_fresh_schema_begins_with_little() {
    let at_first = at_first().await.unwrap();
    let begun: Vec<&str> = at_first
        .iter()
        .filter(|tally| tally.rows > 0)
        .map(|tally| tally.table.as_str())
        .collect();
    assert_eq!(begun, ["register_categories", "register_retention"]);
}
