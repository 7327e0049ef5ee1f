//! Copies of the house: made while it runs, brought back into an empty folder, moved to PostgreSQL.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use backend::db::Db;
use backend::outside::Outside;
use backend::secrets::MasterKey;
use backend::upkeep::{self, KeyFit, Tally};
use domain::Timestamp;

use super::words::utc;
use crate::cli::{BackupArgs, MoveArgs, RestoreArgs};
use crate::config::{Config, KeySource, is_to_be_made};
use crate::failure::{Doing, Failure};

/// How the name of a copy begins and ends when only a folder was named.
const NAME: (&str, &str) = ("cloakroom-", ".backup");
/// How the names of what is not a copy yet end.
const DRAFTS: [&str; 2] = [".backup.draft", ".backup.draft-journal"];
/// Files that may lie in the folder already: who brings back a house brings its keys first.
const KEYS: [&str; 2] = ["master.key", "signing.key"];
const PG_DUMP: &str = "this house's database is PostgreSQL, which has better tools for this: make a copy with \
    `pg_dump --format=custom --file=cloakroom.dump \"$DATABASE_URL\"`, bring it back with \
    `pg_restore --clean --if-exists --dbname=\"$DATABASE_URL\" cloakroom.dump`; docs/operations.md tells more. \
    Keep the keys apart from it";

/// `cloakroom backup`.
pub(super) async fn backup(config: &Config, args: &BackupArgs) -> Result<ExitCode, Failure> {
    let url = config.database.expose();
    if !url.starts_with("sqlite:") {
        return Err(Failure::new(PG_DUMP));
    }
    if is_to_be_made(url) {
        return Err(Failure::new("there is no database yet, so there is nothing to copy"));
    }
    let outside = Outside::real()?;
    let path = file_for(&args.to, outside.now());
    let db = Db::open(url).await?;
    if db.pending_migrations().await? != 0 {
        return Err(Failure::new(
            "the database's schema is not the one of this program; run `cloakroom migrate` (or start the server) first",
        ));
    }
    let made = upkeep::back_up(&db, &outside, &path).await;
    db.close().await;
    let made = made.map_err(in_words)?;
    let (rows, tables) = sum(&made.tallies);
    println!(
        "{}: {rows} rows of {tables} tables, {} kB, checked.",
        made.path.display(),
        made.bytes.div_ceil(1000)
    );
    if !made.noted {
        println!("The house could not note it: somebody writes without a pause. The copy is good all the same.");
    }
    println!("The keys are not in it: keep {} apart from it.", KEYS.join(", "));
    if let (Some(keep), true) = (args.keep, args.to.is_dir()) {
        for old in outdated(&args.to, keep.into())? {
            std::fs::remove_file(&old).doing(format!("remove {}", old.display()))?;
            println!("Removed {}.", old.display());
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// A file named by its time, if only a folder was named.
fn file_for(to: &Path, now: Timestamp) -> PathBuf {
    if !to.is_dir() {
        return to.to_owned();
    }
    let time = jiff::Timestamp::from_microsecond(now.0)
        .map_or_else(|_| now.0.to_string(), |at| at.strftime("%Y%m%dT%H%M%SZ").to_string());
    to.join(format!("{}{time}{}", NAME.0, NAME.1))
}

/// Those of our copies in this folder that are older than the newest so many; and what is left of older ones whose making was
/// cut off: nobody would take that for a copy, but names of people stand in it.
fn outdated(folder: &Path, keep: usize) -> Result<Vec<PathBuf>, Failure> {
    let entries = std::fs::read_dir(folder).doing(format!("look into {}", folder.display()))?;
    let ours = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.starts_with(NAME.0));
    let (mut copies, mut rest): (Vec<String>, Vec<String>) = ours.partition(|name| name.ends_with(NAME.1));
    // Their names sort by time.
    copies.sort_unstable_by(|a, b| b.cmp(a));
    let newest = copies.first().cloned().unwrap_or_default();
    rest.retain(|name| DRAFTS.iter().any(|ending| name.ends_with(ending)) && *name < newest);
    let old = copies.into_iter().skip(keep).chain(rest);
    Ok(old.map(|name| folder.join(name)).collect())
}

fn sum(tallies: &[Tally]) -> (u64, usize) {
    (tallies.iter().map(|tally| tally.rows).sum(), tallies.len())
}

/// `cloakroom restore`.
pub(super) async fn restore(config: &Config, args: &RestoreArgs) -> Result<ExitCode, Failure> {
    let folder = args.into.as_deref().unwrap_or(&config.data_dir);
    must_be_empty(folder)?;
    crate::compose::make_private_folder(folder)?;
    let place = folder.join("cloakroom.db");
    let restored = upkeep::restore(&args.file, &place).await.map_err(in_words)?;
    let (rows, tables) = sum(&restored.tallies);
    println!(
        "{}: {rows} rows of {tables} tables as they were at {} UTC, each held against what the copy says of itself.",
        place.display(),
        utc(restored.made_at)
    );
    let db = Db::open(&format!("sqlite://{}", place.display())).await?;
    db.migrate().await?;
    let words = about_the_key(&db, &key_beside(config, folder)).await;
    db.close().await;
    println!("{}", words?);
    println!("Whoever was erased after that moment is in it again: erase them again. Then: cloakroom doctor");
    Ok(ExitCode::SUCCESS)
}

fn must_be_empty(folder: &Path) -> Result<(), Failure> {
    let entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        entries => entries.doing(format!("look into {}", folder.display()))?,
    };
    let mut names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    match names.find(|name| !KEYS.contains(&name.as_str())) {
        None => Ok(()),
        Some(name) => Err(Failure::new(format!(
            "{} is not empty: {name} lies in it. Nothing was changed; give me an empty folder with --into",
            folder.display()
        ))),
    }
}

/// The master key that a server over this folder would take.
fn key_beside(config: &Config, folder: &Path) -> KeySource {
    match &config.keys.master {
        KeySource::OwnFile(_) => KeySource::OwnFile(folder.join("master.key")),
        set => set.clone(),
    }
}

async fn about_the_key(db: &Db, source: &KeySource) -> Result<String, Failure> {
    let key = match source {
        KeySource::Text(text) => Some(MasterKey::from_base64(text.expose())?),
        KeySource::File(path) | KeySource::OwnFile(path) if path.exists() => Some(MasterKey::from_file(path)?),
        KeySource::File(_) | KeySource::OwnFile(_) => None,
    };
    let fit = upkeep::key_fit(&mut db.read().await?, key.as_ref()).await?;
    Ok(match (fit, key) {
        (KeyFit::Fits, _) => "The master key is the one with which it was sealed.".to_owned(),
        (KeyFit::New, _) => "Nothing in it was sealed with any key yet.".to_owned(),
        (KeyFit::Other, Some(_)) => {
            "WRONG KEY: another master key sealed it. With the one that is set nothing in it can be read, and the server \
             will not start."
                .to_owned()
        }
        (KeyFit::Other, None) => format!("Now bring its keys back beside it: {}.", KEYS.join(", ")),
    })
}

/// `cloakroom migrate-to`.
pub(super) async fn migrate_to(config: &Config, args: &MoveArgs) -> Result<ExitCode, Failure> {
    let url = config.database.expose();
    if !url.starts_with("sqlite:") {
        return Err(Failure::new(
            "this house's database is no SQLite file; there is nothing to move",
        ));
    }
    if is_to_be_made(url) {
        return Err(Failure::new(
            "there is no database yet: set database.url to PostgreSQL and begin there",
        ));
    }
    let target = target(args)?;
    let (from, to) = (Db::open(url).await?, Db::open(&target).await?);
    println!("Stop the server before, if it runs: nobody can write here until all of it is moved.");
    let mut tell = |tally: &Tally| println!("{:>9} rows  {}  equal", tally.rows, tally.table);
    let moved = upkeep::move_to(&from, &to, &mut tell).await;
    from.close().await;
    to.close().await;
    let (rows, tables) = sum(&moved.map_err(in_words)?);
    println!("{rows} rows of {tables} tables are in PostgreSQL, each compared with the original.");
    println!("Set database.url (or DATABASE_URL) to it and start the server; the keys stay the same.");
    println!("The SQLite file is as it was. It holds personal data: delete it when you are sure.");
    Ok(ExitCode::SUCCESS)
}

fn target(args: &MoveArgs) -> Result<String, Failure> {
    let url = match (&args.url, &args.url_file) {
        (Some(url), _) => url.clone(),
        (None, Some(path)) => {
            let read = std::fs::read_to_string(path).doing(format!("read {}", path.display()))?;
            read.trim_end().to_owned()
        }
        (None, None) => return Err(Failure::new("say where to: postgres://host/name, or --url-file")),
    };
    if !["postgres://", "postgresql://"]
        .iter()
        .any(|scheme| url.starts_with(scheme))
    {
        return Err(Failure::new(
            "it goes to PostgreSQL only: the address begins with postgres://",
        ));
    }
    let account = url.split_once("://").and_then(|(_, rest)| rest.split_once('@'));
    if args.url.is_some() && account.is_some_and(|(account, _)| account.contains(':')) {
        eprintln!(
            "Everybody on this machine can see arguments, and this one holds a password. Next time: --url-file, or PGPASSWORD."
        );
    }
    Ok(url)
}

/// What the upkeep refused is a sentence for the operator already.
fn in_words(fault: backend::fault::Fault) -> Failure {
    Failure::new("nothing was changed").because(fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_in_a_folder_is_named_by_its_time_and_only_old_ones_of_ours_go() {
        let folder = std::env::temp_dir().join(format!("cloakroom-copies-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = file_for(&folder, Timestamp(1_772_355_600_000_000));
        assert_eq!(path, folder.join("cloakroom-20260301T090000Z.backup"));
        assert_eq!(file_for(Path::new("a.backup"), Timestamp(0)), Path::new("a.backup"));
        let names = ["20260301T090000Z", "20260302T090000Z", "20260303T090000Z"];
        for name in names {
            std::fs::write(folder.join(format!("cloakroom-{name}.backup")), "").unwrap();
        }
        // One that was cut off, and one that is being made beside us.
        let cut_off = folder.join("cloakroom-20260301T100000Z.backup.draft");
        for other in ["cloakroom.db", "cloakroom-20260304T090000Z.backup.draft"] {
            std::fs::write(folder.join(other), "").unwrap();
        }
        std::fs::write(&cut_off, "").unwrap();
        assert_eq!(outdated(&folder, 2).unwrap(), [path, cut_off]);
        assert!(must_be_empty(&folder).is_err());
        std::fs::remove_dir_all(&folder).unwrap();
        assert!(must_be_empty(&folder).is_ok());
    }

    #[test]
    fn the_target_is_postgres() {
        let args = |url: &str| MoveArgs {
            url: Some(url.to_owned()),
            url_file: None,
        };
        assert!(target(&args("postgres://host/name")).is_ok());
        assert!(target(&args("sqlite://x.db")).is_err());
    }
}
