//! Goes through everything that is linked: the audit, and the custody events of every consignment.

use std::process::ExitCode;
use std::sync::Arc;

use backend::audit::{Audit, check_log};
use backend::db::Db;
use backend::house::{House, LiveBus, PaymentSettings, Settings, Wakers};
use backend::outside::Outside;
use backend::proofs::check_chains;
use backend::secrets::MasterKey;
use backend::upkeep::{KeyFit, key_fit};
use domain::accounts::Actor;
use domain::audit::{Act, AuditNote, AuditPort as _, Came};

use crate::compose::Parts;
use crate::config::{Config, KeySource, is_to_be_made};
use crate::failure::Failure;

/// So many defects are told one by one.
const TOLD: usize = 20;

/// `cloakroom audit verify`. Ends with an error if anything is not as it was written. Changes nothing.
pub(super) async fn verify(config: &Config) -> Result<ExitCode, Failure> {
    let house = look_at(config).await?;
    let log = check_log(&house).await?;
    let chains = check_chains(&house).await?;
    house.db.close().await;
    println!("Audit: {} acts, each linked to the one before and signed.", log.rows);
    if let Some(seq) = log.wrong {
        println!("WRONG  act {seq} is missing, or is not as it was written. What comes after it is not believed.");
    }
    println!(
        "Custody: {} links of {} consignments; of {} the words were erased; {} events wait to be linked.",
        chains.links, chains.consignments, chains.erased, chains.fresh
    );
    for (id, wrong) in chains.wrong.iter().take(TOLD) {
        println!("WRONG  consignment {id}: {wrong}");
    }
    if chains.wrong.len() > TOLD {
        println!("… and {} more consignments.", chains.wrong.len() - TOLD);
    }
    if log.wrong.is_some() || !chains.wrong.is_empty() {
        return Ok(ExitCode::FAILURE);
    }
    if log.rows > 0 {
        println!("Nothing was changed. Note elsewhere: act {} is {}", log.rows, log.head);
        println!("(as long as a later check still tells of it, no act before it was cut off).");
    } else {
        println!("Nothing was changed.");
    }
    Ok(ExitCode::SUCCESS)
}

/// The house as it is: no key is made, no schema touched.
async fn look_at(config: &Config) -> Result<House, Failure> {
    let url = config.database.expose();
    if is_to_be_made(url) {
        return Err(Failure::new("there is no database yet"));
    }
    let key = match &config.keys.master {
        KeySource::Text(text) => MasterKey::from_base64(text.expose())?,
        KeySource::File(path) | KeySource::OwnFile(path) => MasterKey::from_file(path)?,
    };
    let db = Db::open(url).await?;
    if db.pending_migrations().await? != 0 {
        return Err(Failure::new(
            "the database's schema is not the one of this program; run `cloakroom migrate` (or start the server) first",
        ));
    }
    if key_fit(&mut db.read().await?, Some(&key)).await? == KeyFit::Other {
        return Err(Failure::new(
            "this master key is not the one with which the database was sealed: no signature could be checked",
        ));
    }
    Ok(House {
        db,
        outside: Outside::real()?,
        key,
        live: LiveBus::default(),
        wake: Wakers::default(),
        settings: Arc::new(Settings {
            public_url: String::new(),
            demo: false,
            payments: PaymentSettings::default(),
        }),
    })
}

/// Notes what was done at the machine itself. The act stands, whatever becomes of its note.
pub(super) async fn note(parts: &Parts, act: Act) {
    let audit = Audit::new(parts.house.clone());
    let note = AuditNote {
        act,
        thing: None,
        came: Came::Done,
        origin: None,
    };
    if audit.note(&Actor::House, note).await.is_err() {
        eprintln!("It was done, but could not be noted in the audit.");
    }
}
