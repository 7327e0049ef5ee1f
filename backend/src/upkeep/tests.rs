//! Copies hold everything of one moment and come back the same; a house moves to PostgreSQL and works on there.
//!
//! These tests are about one database each, so they are not written under `both!`.

mod copies;
mod keys;
mod load;
mod moves;
mod shapes;

use std::sync::Arc;

use super::rows::{Tally, tallies};
use super::shape::shape;
use crate::db::{Conn, Db, Handle as _};
use crate::house::{House, LiveBus, PaymentSettings, Settings, Wakers};
use crate::testing::World;

/// What every table of this SQLite database adds up to.
async fn all_of(db: &Db) -> Vec<Tally> {
    let mut tx = db.begin().await.unwrap();
    let Conn::Sqlite(conn) = tx.conn().unwrap() else {
        panic!("SQLite is asked here");
    };
    let tables = shape(conn).await.unwrap();
    tallies(conn, &tables).await.unwrap()
}

/// A demo's house in this world.
fn house(world: &World) -> House {
    House {
        db: world.db.clone(),
        outside: world.outside.clone(),
        key: world.master.clone(),
        live: LiveBus::default(),
        wake: Wakers::default(),
        settings: Arc::new(Settings {
            public_url: "http://127.0.0.1:3000".to_owned(),
            demo: true,
            payments: PaymentSettings::default(),
        }),
    }
}
