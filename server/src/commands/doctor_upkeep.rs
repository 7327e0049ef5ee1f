//! What the doctor says of the machine and of the database as a whole: room, clock, damage, copies, messages that wait.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use backend::db::Db;
use backend::fault::Fault;
use backend::notices;
use backend::outside::Outside;
use backend::upkeep::{self, Soundness};
use domain::{Span, Timestamp};

use super::doctor::Finding::{self, Fine, Note, Wrong};
use super::words::utc;
use crate::config::{Config, is_to_be_made};

/// Looking through all of a large database takes its time.
const LONG: Duration = Duration::from_mins(5);
/// Clocks of one house may differ by this much.
const APART: Span = Span::seconds(2);
/// With less room nothing can be written soon.
const LITTLE: u64 = 200 << 20;
const SCANT: u64 = 2 << 30;
const MIB: u64 = 1 << 20;
/// A copy older than this is worth a word, and then it is wrong.
const OLD: Span = Span::days(2);
const TOO_OLD: Span = Span::days(14);
/// Where systemd notes that it has set the clock.
const SYNCHRONISED: &str = "/run/systemd/timesync/synchronized";

/// Everything about the database as a whole, and about the disk that it lies on.
pub(super) async fn look(config: &Config) -> Vec<(&'static str, Finding)> {
    let mut found = vec![("disk", disk(config))];
    let url = config.database.expose();
    if is_to_be_made(url) {
        return found;
    }
    match tokio::time::timeout(LONG, ask(url)).await {
        Ok(Ok(more)) => found.extend(more),
        Ok(Err(fault)) => found.push(("database as a whole", Wrong(fault.chain()))),
        Err(_) => found.push((
            "database as a whole",
            Note("looking through it takes over 5 minutes".to_owned()),
        )),
    }
    found
}

async fn ask(url: &str) -> Result<Vec<(&'static str, Finding)>, Fault> {
    let db = Db::open(url).await?;
    let mut found = vec![("damage", damage(&upkeep::damage(&db).await?))];
    let now = Outside::real()?.now();
    if let Some(drift) = upkeep::drift(&db, now).await? {
        found.push(("clocks", drifted(drift)));
    }
    if db.pending_migrations().await? == 0 {
        let last = upkeep::last_backup(&mut db.read().await?).await?;
        let own_tools = matches!(db, Db::Postgres(_));
        found.push(("last copy", if own_tools { elsewhere() } else { copied(last, now) }));
        let waiting = notices::waiting(&mut db.read().await?, now - Span::hours(1)).await?;
        found.push(("messages to people", messages(waiting.old, waiting.failed)));
    }
    db.close().await;
    Ok(found)
}

/// The clock beside NTP: whether something keeps it right.
pub(super) fn kept_right() -> &'static str {
    if Path::new(SYNCHRONISED).exists() {
        "plausible, and kept right by NTP"
    } else {
        "plausible; make sure that NTP keeps it right: banks refuse what is 30 s off"
    }
}

fn disk(config: &Config) -> Finding {
    // Before the first start there is no folder yet; then the one in which it will be made counts.
    let mut folder = config.data_dir.as_path();
    while !folder.exists() {
        folder = match folder.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
    }
    let Some(free) = free_at(folder) else {
        return Note(format!("how much room is left at {} cannot be told", folder.display()));
    };
    let database = size_of(config.database.expose());
    let words = format!("{} MB free at {}", free / MIB, folder.display());
    if free < LITTLE {
        Wrong(format!("{words}: soon nothing can be written any more"))
    } else if free < SCANT || free < database.saturating_mul(2) {
        Note(format!(
            "{words}: make room before the next copy ({} MB are in use)",
            database / MIB
        ))
    } else {
        Fine(words)
    }
}

/// How much room is left where this folder lies, in bytes, as `df` tells it; none: this machine has no `df`.
fn free_at(folder: &Path) -> Option<u64> {
    let told = Command::new("df")
        .arg("-Pk")
        .arg(folder)
        .env("LC_ALL", "C")
        .output()
        .ok()?;
    free_of(&String::from_utf8(told.stdout).ok()?)
}

/// The fourth column of the second line, in blocks of 1024 bytes: POSIX has it so.
fn free_of(told: &str) -> Option<u64> {
    let blocks = told.lines().nth(1)?.split_whitespace().nth(3)?;
    Some(blocks.parse::<u64>().ok()?.saturating_mul(1024))
}

/// How big a SQLite file is, in bytes; nothing for a database elsewhere.
fn size_of(url: &str) -> u64 {
    let path = url.strip_prefix("sqlite://").and_then(|path| path.split('?').next());
    path.and_then(|path| std::fs::metadata(path).ok())
        .map_or(0, |meta| meta.len())
}

fn damage(found: &Soundness) -> Finding {
    match found {
        Soundness::Sound => Fine("every page, index and reference was looked at".to_owned()),
        Soundness::Damaged(words) => Wrong(format!(
            "the file is damaged: {}. Stop the server, keep the file, restore the last copy",
            words.join("; ")
        )),
        Soundness::Elsewhere { checksums: true } => Fine("PostgreSQL checks every page that it reads".to_owned()),
        Soundness::Elsewhere { checksums: false } => {
            Note("PostgreSQL has no checksums (pg_checksums --enable): damage of the disk would not be seen".to_owned())
        }
    }
}

fn drifted(drift: Span) -> Finding {
    let seconds = drift.as_seconds();
    if drift > APART || drift < Span(-APART.0) {
        Wrong(format!(
            "this machine's clock and PostgreSQL's are {} s apart: set up NTP on both",
            seconds.abs()
        ))
    } else {
        Fine("this machine's and PostgreSQL's agree".to_owned())
    }
}

fn copied(last: Option<Timestamp>, now: Timestamp) -> Finding {
    let Some(last) = last else {
        return Note("never; cloakroom backup makes one while the server runs".to_owned());
    };
    let (age, words) = (now - last, format!("of {} UTC", utc(last)));
    if age < Span(0) {
        Wrong(format!(
            "{words}, which is to come: the clock was wrong then, or is now"
        ))
    } else if age > TOO_OLD {
        Wrong(format!("{words}: {} days old", age.as_seconds() / 86_400))
    } else if age > OLD {
        Note(format!("{words}: {} days old", age.as_seconds() / 86_400))
    } else {
        Fine(words)
    }
}

fn elsewhere() -> Finding {
    Note("PostgreSQL's own tools make it (pg_dump, or a standby); of when the last is, I cannot see".to_owned())
}

fn messages(old: i64, failed: i64) -> Finding {
    match (old, failed) {
        (0, 0) => Fine("none waits for over an hour, none was given up in the last week".to_owned()),
        (0, failed) => Note(format!(
            "{failed} of the last week could not be delivered and were given up"
        )),
        (old, _) => Note(format!(
            "{old} wait for over an hour: mail or text messages do not leave"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(finding: &Finding, mark: &str) {
        let found = match finding {
            Fine(_) => "fine",
            Note(_) => "note",
            Wrong(_) => "wrong",
        };
        assert_eq!(found, mark);
    }

    #[test]
    fn the_age_of_a_copy_is_judged() {
        let now = Timestamp(1_795_349_100_000_000);
        is(&copied(None, now), "note");
        is(&copied(Some(now - Span::hours(20)), now), "fine");
        is(&copied(Some(now - Span::days(3)), now), "note");
        is(&copied(Some(now - Span::days(15)), now), "wrong");
        is(&copied(Some(now + Span::hours(1)), now), "wrong");
    }

    #[test]
    fn the_room_that_is_left_is_read() {
        let told = "Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/vda 100 60 40 60% /\n";
        assert_eq!(free_of(told), Some(40_960));
        assert_eq!(free_of("nonsense"), None);
    }

    #[test]
    fn clocks_and_damage_are_judged() {
        is(&drifted(Span::seconds(1)), "fine");
        is(&drifted(Span::seconds(-5)), "wrong");
        is(&damage(&Soundness::Sound), "fine");
        is(&damage(&Soundness::Damaged(vec!["x".to_owned()])), "wrong");
        is(&damage(&Soundness::Elsewhere { checksums: false }), "note");
        is(&messages(0, 0), "fine");
        is(&messages(3, 0), "note");
    }
}
