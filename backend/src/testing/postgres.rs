//! A fresh PostgreSQL database per test: a copy of a template that carries the schema's checksum in its
//! name, so it is made once per schema and server.
//!
//! The only place besides migrations that writes DDL, and the only one that puts SQL together: the
//! names are made here, of hex digits.

use std::str::FromStr as _;

use sha2::{Digest as _, Sha256};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};
use tokio::sync::OnceCell;

use super::world::{pass_on, run};
use super::{Folder, World};
use crate::db::{Db, MIGRATIONS_POSTGRES};
use crate::hex::hex;
use crate::outside::Outside;

static TEMPLATE: OnceCell<String> = OnceCell::const_new();

/// Any number, as long as all our test processes take the same.
const LOCK: i64 = 0x000c_10a8_7e57;

/// Runs a test on a fresh PostgreSQL database. [`both!`](crate::both) calls it.
///
/// # Panics
/// When `TEST_POSTGRES_URL` is not set: a test that was skipped would look like one that passed.
pub async fn on_postgres<F>(body: impl FnOnce(World) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let server = server();
    let template = TEMPLATE.get_or_init(|| template(server.clone())).await;
    let id = Outside::real().expect("chance").uuid7().simple();
    let name = format!("cloakroom_test_{id}");
    let mut admin = connect(&server).await;
    ddl(&mut admin, format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
    let url = server.clone().database(&name).to_url_lossy().to_string();
    let db = Db::open(&url).await.expect("the test's database");
    let folder = Folder::new();
    let world = World::new(db, url, folder.clone());
    let outcome = run(body(world)).await;
    drop(folder);
    ddl(&mut admin, format!("DROP DATABASE {name} WITH (FORCE)")).await;
    pass_on(outcome);
}

fn server() -> PgConnectOptions {
    let url = std::env::var("TEST_POSTGRES_URL").expect(
        "TEST_POSTGRES_URL must name a PostgreSQL server on which tests may create databases; \
         scripts/test starts one and sets it",
    );
    PgConnectOptions::from_str(&url)
        .expect("TEST_POSTGRES_URL as an address")
        .disable_statement_logging()
}

/// Makes the template unless another process did; gives its name.
async fn template(server: PgConnectOptions) -> String {
    let mut sum = Sha256::new();
    for migration in MIGRATIONS_POSTGRES.iter() {
        sum.update(&migration.checksum);
    }
    let sum = sum.finalize();
    let name = format!("cloakroom_template_{}", hex(&sum[..8]));
    let mut admin = connect(&server).await;
    sqlx::query("SELECT pg_advisory_lock($1)")
        .bind(LOCK)
        .execute(&mut admin)
        .await
        .expect("the lock of the template");
    let there: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM pg_database WHERE datname = $1")
        .bind(&name)
        .fetch_one(&mut admin)
        .await
        .expect("the list of databases");
    if there == 0 {
        let draft = format!("{name}_draft");
        ddl(&mut admin, format!("DROP DATABASE IF EXISTS {draft} WITH (FORCE)")).await;
        ddl(&mut admin, format!("CREATE DATABASE {draft}")).await;
        let url = server.database(&draft).to_url_lossy().to_string();
        let db = Db::open(&url).await.expect("the template's database");
        db.migrate().await.expect("the migrations of PostgreSQL");
        db.close().await;
        ddl(&mut admin, format!("ALTER DATABASE {draft} RENAME TO {name}")).await;
    }
    admin.close().await.expect("an end");
    name
}

async fn connect(server: &PgConnectOptions) -> PgConnection {
    PgConnection::connect_with(server)
        .await
        .expect("a connection to TEST_POSTGRES_URL")
}

async fn ddl(admin: &mut PgConnection, sql: String) {
    let what = sql.clone();
    if let Err(error) = sqlx::query(AssertSqlSafe(sql)).execute(admin).await {
        panic!("{what}: {error}");
    }
}
