//! How long the desk's one box takes over a small and a large bureau, and how long it takes to make 100,000 keys.
//!
//! Prints p50 and p99 per kind of search and the ratio large / small; decides nothing. SQLite always; PostgreSQL too when
//! `BENCH_POSTGRES_URL` names an empty database. `BENCH_LARGE` sets how many keys the large bureau has (a million), with
//! an owner for every fifth.

#![expect(clippy::disallowed_methods, reason = "a benchmark measures the time that passes")]

#[path = "../growing.rs"]
mod growing;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use backend::accounts::{Accounts, Offices, owner_for};
use backend::db::Db;
use backend::house::House;
use backend::secrets::Passwords;
use backend::tags::{TagJobs, Tags};
use domain::accounts::owners::OwnerDetails;
use domain::accounts::{Actor, Role};
use domain::tags::{BureauPort as _, DeskTagsPort as _, InFour, PoolOrder, ProductForm, TagKey};
use domain::{Locale, Phone, ShortText};

use growing::{Fallible, Times, compare, milliseconds, person, program};

const SMALL: u32 = 10_000;
const LARGE: u32 = 1_000_000;
const KEYS_PER_OWNER: u32 = 5;
const WARM: u32 = 30;
const ROUNDS: u32 = 400;

fn main() -> ExitCode {
    program(run())
}

async fn run() -> Fallible<()> {
    let large = std::env::var("BENCH_LARGE")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(LARGE);
    let folder = PathBuf::from("target").join(format!("bench-keys-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let url = format!("sqlite://{}", folder.join("bench.db").display());
    let done = measure("SQLite", &url, large).await;
    std::fs::remove_dir_all(&folder)?;
    done?;
    if let Ok(url) = std::env::var("BENCH_POSTGRES_URL") {
        measure("PostgreSQL", &url, large).await?;
    }
    Ok(())
}

/// One database: grown small, measured, grown large, measured again.
async fn measure(name: &str, url: &str, large: u32) -> Fallible<()> {
    let mut bureau = Bureau::open(url).await?;
    bureau.grow(SMALL).await?;
    let small = bureau.search().await?;
    let began = Instant::now();
    bureau.make_keys(100_000.min(large - SMALL)).await?;
    let made = began.elapsed();
    bureau.grow(large).await?;
    let big = bureau.search().await?;
    let twice = bureau.duplicates().await?;
    println!(
        "{name}: 100,000 keys made and stored in {:.1} s; duplicates among {large}: {twice}",
        made.as_secs_f64()
    );
    let (few, lots) = ((i64::from(SMALL), &small[..]), (i64::from(large), &big[..]));
    compare("the desk looks for", few, lots, None);
    Ok(())
}

struct Bureau {
    house: House,
    tags: Tags,
    jobs: TagJobs,
    manager: Actor,
    desk: Actor,
    product: String,
    keys: u32,
    owners: u32,
    orders: u32,
}

impl Bureau {
    async fn open(url: &str) -> Fallible<Self> {
        let house = growing::open(url).await?;
        let passwords = Passwords::new(Arc::clone(&house.outside.chance));
        let accounts = Accounts::new(house.clone(), passwords);
        let organisation = accounts.seed_organisation("Bureau").await?;
        Offices::new(house.clone()).found_bureau(organisation).await?;
        let mut people = Vec::new();
        for role in [Role::Manager, Role::Dispatcher] {
            people.push(person(&accounts, &house, organisation, role).await?.1);
        }
        let (desk, manager) = (people.pop().ok_or("desk")?, people.pop().ok_or("manager")?);
        let tags = Tags::new(house.clone());
        let product = tags.save_product(&manager, product()).await?.to_string();
        Ok(Self {
            jobs: TagJobs::new(house.clone()),
            house,
            tags,
            manager,
            desk,
            product,
            keys: 0,
            owners: 0,
            orders: 0,
        })
    }

    async fn make_keys(&mut self, more: u32) -> Fallible<()> {
        self.orders += 1;
        let order = PoolOrder {
            product: self.product.clone(),
            quantity: more.to_string(),
            note: String::new(),
            once: format!("benchmark-{}", self.orders),
        };
        self.tags.order_own(&self.manager, order).await?;
        self.jobs.round().await?;
        self.keys += more;
        Ok(())
    }

    /// Up to so many keys, every fifth with an owner of its own, who has the four after it too.
    async fn grow(&mut self, keys: u32) -> Fallible<()> {
        if keys > self.keys {
            self.make_keys(keys - self.keys).await?;
        }
        while self.owners < keys / KEYS_PER_OWNER {
            let mut tx = self.house.db.begin().await?;
            for _ in 0..500.min(keys / KEYS_PER_OWNER - self.owners) {
                owner_for(&mut tx, &self.house, &owner(self.owners)?).await?;
                self.owners += 1;
            }
            tx.commit().await?;
        }
        self.give_keys().await
    }

    /// What an activation writes, for all keys at once.
    async fn give_keys(&self) -> Fallible<()> {
        const GIVE: &str = "WITH k AS (SELECT id, row_number() OVER (ORDER BY number) AS n FROM tag_keys),
                  o AS (SELECT p.id, row_number() OVER (ORDER BY p.id) AS n FROM people p
                        JOIN person_roles r ON r.person_id = p.id WHERE r.role = 'owner'),
                  pairs AS (SELECT k.id AS key_id, o.id AS owner_id FROM k JOIN o ON o.n = (k.n + 4) / 5)
             UPDATE tag_keys SET state = 'active', owner_id = pairs.owner_id, owned_since = 1, cover_until = 2000000000000000
             FROM pairs WHERE pairs.key_id = tag_keys.id";
        const THINGS: &str =
            "INSERT INTO tag_things (key_id, kind, name) SELECT id, 'keys', 'Office keys' FROM tag_keys
             WHERE true ON CONFLICT (key_id) DO NOTHING";
        for sql in [GIVE, THINGS] {
            match &self.house.db {
                Db::Sqlite { write, .. } => sqlx::query(sql).execute(write).await.map(|_| ())?,
                Db::Postgres(pool) => sqlx::query(sql).execute(pool).await.map(|_| ())?,
            }
        }
        match &self.house.db {
            Db::Sqlite { write, .. } => sqlx::query("ANALYZE").execute(write).await.map(|_| ())?,
            Db::Postgres(pool) => sqlx::query("VACUUM ANALYZE").execute(pool).await.map(|_| ())?,
        }
        Ok(())
    }

    /// Every kind of search, in turns, so that what else the machine does meets all of them.
    async fn search(&self) -> Fallible<Vec<Times>> {
        let keys = self.some_keys().await?;
        let mut times =
            ["key", "telephone", "name (whole)", "name (20 found)"].map(|what| Times { what, all: Vec::new() });
        for round in 0..WARM + ROUNDS {
            let who = round.wrapping_mul(2_654_435_761) % self.owners;
            let key = keys[round as usize % keys.len()].grouped();
            let texts = [
                key,
                phone(who),
                name(who),
                FIRST[round as usize % FIRST.len()].to_owned(),
            ];
            for (kind, text) in texts.iter().enumerate() {
                let began = Instant::now();
                let found = self.tags.find(&self.desk, text).await?;
                let took = began.elapsed();
                let right = if kind == 0 {
                    found.key.is_some_and(|key| key.owner.is_some())
                } else {
                    found.owners.len() == if kind == 3 { 20 } else { 1 }
                };
                if !right {
                    return Err(format!("looking for {text} found something else").into());
                }
                if round >= WARM {
                    times[kind].all.push(milliseconds(took));
                }
            }
        }
        for kind in &mut times {
            kind.all.sort_by(f64::total_cmp);
        }
        Ok(times.into())
    }

    async fn some_keys(&self) -> Fallible<Vec<TagKey>> {
        const SOME: &str = "SELECT number FROM tag_keys WHERE number > $1 ORDER BY number LIMIT 1";
        let mut keys = Vec::new();
        for n in 0..500 {
            let from = TagKey::nth(TagKey::SPACE / 520 * n).plain();
            let number: String = match &self.house.db {
                Db::Sqlite { read, .. } => sqlx::query_scalar(SOME).bind(from).fetch_one(read).await?,
                Db::Postgres(pool) => sqlx::query_scalar(SOME).bind(from).fetch_one(pool).await?,
            };
            keys.push(TagKey::parse(&number).map_err(|code| code.to_string())?);
        }
        Ok(keys)
    }

    async fn duplicates(&self) -> Fallible<i64> {
        const TWICE: &str = "SELECT COUNT(*) - COUNT(DISTINCT number) FROM tag_keys";
        Ok(match &self.house.db {
            Db::Sqlite { read, .. } => sqlx::query_scalar(TWICE).fetch_one(read).await?,
            Db::Postgres(pool) => sqlx::query_scalar(TWICE).fetch_one(pool).await?,
        })
    }
}

const FIRST: [&str; 20] = [
    "Ana", "Ion", "Maria", "Andrei", "Elena", "Mihai", "Ioana", "Vasile", "Irina", "Sergiu", "Natalia", "Victor",
    "Olga", "Dmitri", "Svetlana", "Pavel", "Tatiana", "Nicolae", "Vera", "Radu",
];

const SYLLABLES: [&str; 16] = [
    "po", "ma", "ri", "ne", "scu", "va", "lo", "ti", "ba", "cu", "de", "fo", "ga", "hu", "ji", "ko",
];

/// A name of their own for everybody; the first name is shared by many.
fn name(n: u32) -> String {
    let mut last = String::new();
    let mut rest = n;
    for _ in 0..6 {
        last.push_str(SYLLABLES[rest as usize % 16]);
        rest /= 16;
    }
    format!("{} {last}", FIRST[n as usize % FIRST.len()])
}

fn phone(n: u32) -> String {
    format!("+4072{n:07}")
}

fn owner(n: u32) -> Fallible<OwnerDetails> {
    Ok(OwnerDetails {
        name: ShortText::parse(&name(n)).map_err(|code| code.to_string())?,
        email: None,
        phones: vec![Phone::parse(&phone(n)).map_err(|code| code.to_string())?],
        locale: Locale::Ro,
    })
}

fn product() -> ProductForm {
    ProductForm {
        slug: "benchmark".to_owned(),
        kind: "keyring".to_owned(),
        name: InFour {
            en: "Benchmark".to_owned(),
            ..InFour::default()
        },
        currency: "EUR".to_owned(),
        price: "10".to_owned(),
        cover_price: "10".to_owned(),
        cover_days: "365".to_owned(),
        included_days: "0".to_owned(),
        vat: "19".to_owned(),
        ..ProductForm::default()
    }
}
