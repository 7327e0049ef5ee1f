//! Tests of the layer itself, on both databases.

mod handles;
mod schema;
mod statements;

use super::{Tx, exec};

/// A table of the tests' own.
async fn shelf(tx: &mut Tx) {
    exec!(
        tx,
        "CREATE TABLE shelf (id TEXT NOT NULL PRIMARY KEY, place BIGINT NOT NULL, \
         owner TEXT, taken_at BIGINT, CONSTRAINT shelf_place CHECK (place > 0))"
    )
    .unwrap();
    exec!(
        tx,
        "CREATE UNIQUE INDEX shelf_one_per_place ON shelf (place, owner) WHERE taken_at IS NULL"
    )
    .unwrap();
}

async fn put(tx: &mut Tx, id: &str, place: i64, owner: Option<&str>) -> crate::fault::Result<u64> {
    exec!(
        tx,
        "INSERT INTO shelf (id, place, owner) VALUES ($1, $2, $3)",
        id,
        place,
        owner
    )
}
