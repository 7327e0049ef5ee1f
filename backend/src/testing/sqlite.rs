//! A fresh SQLite file per test: a copy of one that was migrated once per process.

use tokio::sync::OnceCell;

use super::world::{pass_on, run};
use super::{Folder, World};
use crate::db::Db;

static TEMPLATE: OnceCell<Vec<u8>> = OnceCell::const_new();

/// Runs a test on a fresh SQLite database. [`both!`](crate::both) calls it.
pub async fn on_sqlite<F>(body: impl FnOnce(World) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let template = TEMPLATE.get_or_init(template).await;
    let folder = Folder::new();
    let file = folder.path().join("cloakroom.db");
    std::fs::write(&file, template).expect("a copy of the template");
    let url = format!("sqlite://{}", file.display());
    let db = Db::open_throwaway(&url).await.expect("a SQLite database");
    // A body that moves only fields of its world drops the rest at once: the folder is held here.
    let world = World::new(db, url, folder.clone());
    let outcome = run(body(world)).await;
    drop(folder);
    pass_on(outcome);
}

async fn template() -> Vec<u8> {
    let folder = Folder::new();
    let file = folder.path().join("template.db");
    let db = Db::open_throwaway(&format!("sqlite://{}", file.display()))
        .await
        .expect("a SQLite database");
    db.migrate().await.expect("the migrations of SQLite");
    db.close().await;
    std::fs::read(&file).expect("the template")
}
