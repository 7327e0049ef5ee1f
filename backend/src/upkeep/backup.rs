//! Copies a running SQLite database into one file.
//!
//! The copy is of one moment: writers go on meanwhile and are not waited for. It is written beside its place, looked
//! through, flushed, and only then given its name, so that a file with the name of a copy is one.

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};

use domain::Timestamp;
use sqlx::Connection as _;

use super::note::{self, Note};
use super::rows::{Tally, tallies};
use super::shape::shape;
use super::{facts, sql};
use crate::db::{Db, from_driver};
use crate::fault::{Fault, Result};
use crate::outside::Outside;

/// A copy that was made.
#[derive(Debug)]
pub struct Backup {
    /// Where it lies.
    pub path: PathBuf,
    /// How big the file is, in bytes.
    pub bytes: u64,
    /// What is in it.
    pub tallies: Vec<Tally>,
    /// Whether the house could note that it was copied.
    pub noted: bool,
}

/// So often it is tried to note that a copy was made, 3 s each time.
const TRIES: u32 = 5;

/// Copies the database into this file, which must not be there yet and which only its owner may read.
///
/// # Errors
/// `Broken` with the code `upkeep.postgres` for a PostgreSQL database, which has tools of its own, and when the copy is
/// not sound; `Unavailable` when the file cannot be written or is there already.
pub async fn back_up(db: &Db, outside: &Outside, path: &Path) -> Result<Backup> {
    let Db::Sqlite { write, .. } = db else {
        return Err(Fault::broken(
            "upkeep.postgres",
            "copying the database: PostgreSQL has tools of its own",
        ));
    };
    let made_at = outside.now();
    let draft = Draft::beside(path)?;
    let mut conn = write
        .acquire()
        .await
        .map_err(|error| from_driver("waiting for a database connection", error))?;
    sql::vacuum_into(&mut conn, draft.text()?).await?;
    drop(conn);
    let tallies = look_through(&draft.0, made_at).await?;
    let bytes = draft.take_its_place(path)?;
    Ok(Backup {
        path: path.to_owned(),
        bytes,
        tallies,
        noted: note_it(db, made_at).await.is_ok(),
    })
}

/// Other processes write without a pause: the only lock may be taken for longer than one try waits.
async fn note_it(db: &Db, made_at: Timestamp) -> Result<()> {
    let mut left = TRIES;
    loop {
        left -= 1;
        let noted = async {
            let mut tx = db.begin().await?;
            facts::backed_up(&mut tx, made_at).await?;
            tx.commit().await
        };
        match noted.await {
            Err(fault) if fault.is_retryable() && left > 0 => {}
            done => return done,
        }
    }
}

/// Whether the copy is sound; then it says what it is.
async fn look_through(path: &Path, made_at: Timestamp) -> Result<Vec<Tally>> {
    let mut conn = note::open(path).await?;
    let wrong = sql::integrity(&mut conn).await?;
    if !wrong.is_empty() {
        return Err(Fault::broken(
            "upkeep.damaged",
            format!("checking the copy: {}", wrong.join("; ")),
        ));
    }
    let tables = shape(&mut conn).await?;
    let note = Note {
        made_at,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        tallies: tallies(&mut conn, &tables).await?,
    };
    note.write(&mut conn).await?;
    conn.close()
        .await
        .map_err(|error| from_driver("closing the copy", error))?;
    Ok(note.tallies)
}

/// A file that is not yet what it shall be; gone when it is dropped.
pub(super) struct Draft(pub(super) PathBuf);

impl Draft {
    /// Makes it empty, readable by its owner only, in the folder of what it shall be.
    pub(super) fn beside(path: &Path) -> Result<Self> {
        let fail = |error| failed("writing", path, error);
        if path.exists() {
            return Err(fail(std::io::ErrorKind::AlreadyExists.into()));
        }
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(".draft");
        let draft = path.with_file_name(name);
        // Of an earlier try that was cut off.
        if draft.exists() {
            fs::remove_file(&draft).map_err(fail)?;
        }
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&draft).map_err(fail)?;
        Ok(Self(draft))
    }

    pub(super) fn text(&self) -> Result<&str> {
        self.0
            .to_str()
            .ok_or_else(|| Fault::broken("upkeep.file", "writing a file whose path is no text"))
    }

    /// Flushes it and gives it its name, never over another; tells its size in bytes.
    pub(super) fn take_its_place(self, path: &Path) -> Result<u64> {
        let place = || -> std::io::Result<u64> {
            let file = File::open(&self.0)?;
            file.sync_all()?;
            fs::hard_link(&self.0, path)?;
            if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                File::open(folder)?.sync_all()?;
            }
            Ok(file.metadata()?.len())
        };
        place().map_err(|error| failed("writing", path, error))
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // It may never have come to be; what is left of it is written over by the next try.
        let _ = fs::remove_file(&self.0);
        let mut journal = self.0.clone().into_os_string();
        journal.push("-journal");
        let _ = fs::remove_file(journal);
    }
}

pub(super) fn failed(what: &str, path: &Path, error: std::io::Error) -> Fault {
    Fault::unavailable("upkeep.file", format!("{what} {}", path.display())).because(error)
}
