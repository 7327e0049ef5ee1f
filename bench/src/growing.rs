//! What the benchmarks of a house that grows share: their begin and end, the house, its people, and the table that compares
//! few with many. Each of those programs takes it in whole.
//!
//! What must not be here: what is measured.

use std::error::Error;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use backend::accounts::Accounts;
use backend::db::Db;
use backend::house::{House, LiveBus, PaymentSettings, Settings, Wakers};
use backend::outside::Outside;
use backend::secrets::MasterKey;
use domain::Locale;
use domain::accounts::{Actor, Role};
use domain::ids::{OrganisationId, PersonId, SessionId};

/// Whatever went wrong ends the benchmark.
pub type Fallible<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// Runs a benchmark to its end, and says why if it did not come there.
pub fn program(run: impl Future<Output = Fallible<()>>) -> ExitCode {
    let done = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime.block_on(run),
        Err(error) => Err(error.into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

/// A house over an empty database.
pub async fn open(url: &str) -> Fallible<House> {
    let db = Db::open(url).await?;
    db.migrate().await?;
    Ok(House {
        db,
        outside: Outside::real()?,
        key: MasterKey::from_base64("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8")?,
        live: LiveBus::default(),
        wake: Wakers::default(),
        settings: Arc::new(Settings {
            public_url: "https://bench.example.org".to_owned(),
            demo: false,
            payments: PaymentSettings::default(),
        }),
    })
}

/// Somebody with this role.
pub async fn person(
    accounts: &Accounts,
    house: &House,
    organisation: OrganisationId,
    role: Role,
) -> Fallible<(PersonId, Actor)> {
    let email = format!("{}@example.org", role.wire());
    let person = accounts
        .seed_person(organisation, role.wire(), &email, Locale::En, &[role], None)
        .await?;
    let actor = Actor::Person {
        person,
        session: SessionId(house.outside.uuid7()),
        organisation,
        office: None,
        roles: vec![role],
    };
    Ok((person, actor))
}

/// Times of one way, in milliseconds; sorted, once they are complete.
pub struct Times {
    pub what: &'static str,
    pub all: Vec<f64>,
}

impl Times {
    fn percentile(&self, of_hundred: usize) -> f64 {
        let at = (self.all.len() * of_hundred).div_ceil(100).saturating_sub(1);
        self.all.get(at).copied().unwrap_or_default()
    }
}

pub fn milliseconds(took: Duration) -> f64 {
    took.as_secs_f64() * 1000.0
}

/// Prints the same ways with few and with many, and marks a p50 that grew by more than `bar`, if there is one.
pub fn compare(of: &str, few: (i64, &[Times]), many: (i64, &[Times]), bar: Option<f64>) {
    println!("  {of:<38}{:>16}{:>12}{:>9}", few.0, many.0, "ratio");
    for (few, many) in few.1.iter().zip(many.1) {
        for of_hundred in [50, 99] {
            let (a, b) = (few.percentile(of_hundred), many.percentile(of_hundred));
            let over = bar.is_some_and(|bar| of_hundred == 50 && b > a * bar);
            println!(
                "  {:<38}p{of_hundred:<4}{a:>8.2} ms{b:>9.2} ms{:>8.2}×{}",
                few.what,
                b / a,
                if over { " over the bar" } else { "" }
            );
        }
    }
}
