//! What tests of the backend (and of the server) stand on: a [`World`] with a fresh database, a clock to
//! turn and chance that repeats itself, and [`both!`](crate::both), which runs a test on both databases.
//!
//! Only compiled for tests (or with the feature `testing`); here `expect` is allowed, since a test that
//! cannot be set up must fail loudly.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "test support fails loudly"
)]

mod folder;
mod photo;
mod postgres;
mod scene;
mod sqlite;
mod traces;
mod world;

pub use folder::Folder;
pub use photo::a_photo;
pub use postgres::on_postgres;
pub use scene::{Fake, Scene};
pub use sqlite::on_sqlite;
pub use traces::{contents, sealed, traces, traces_in_files};
pub use world::World;

/// Writes each test twice: `name::on_sqlite` and `name::on_postgres`, each with a fresh, migrated
/// database. A test that runs on one only is presumed to be a hole.
///
/// ```ignore
/// both! {
///     async fn a_compartment_is_claimed_once(world: World) {
///         let mut tx = world.db.begin().await.unwrap();
///     }
/// }
/// ```
#[macro_export]
macro_rules! both {
    ($($(#[$meta:meta])* async fn $name:ident($world:ident: World) $body:block)+) => {$(
        $(#[$meta])*
        async fn $name($world: $crate::testing::World) $body

        mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                $crate::testing::on_sqlite(super::$name).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                $crate::testing::on_postgres(super::$name).await;
            }
        }
    )+};
}
