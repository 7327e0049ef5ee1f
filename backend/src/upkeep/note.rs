//! What a copy of the database says of itself, in a table of its own inside the file.

use domain::Timestamp;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode};
use sqlx::{ConnectOptions as _, SqliteConnection};
use std::path::Path;

use super::rows::Tally;
use super::sql;
use crate::db::from_driver;
use crate::fault::{Fault, Result};

/// For whoever finds the file and opens it with any tool for SQLite.
const READ_ME: &str = "This is a copy of the database of a Cloakroom, made by `cloakroom backup`. Bring it back with \
    `cloakroom restore`. It holds names and hand-overs of people: keep it as you keep the original. It does NOT hold the keys: \
    telephone numbers, addresses and messages in it are sealed with the master key (master.key, or CLOAKROOM_MASTER_KEY), from \
    which the key that signs receipts grows too, and banks obey only the signing key (signing.key, or CLOAKROOM_SIGNING_KEY). \
    Keep those two apart from this file. Without the master key nobody can read what is sealed here, and no code, link or \
    session in it is good.";

/// A copy's note.
pub(super) struct Note {
    pub made_at: Timestamp,
    pub program: String,
    pub tallies: Vec<Tally>,
}

impl Note {
    pub(super) async fn write(&self, conn: &mut SqliteConnection) -> Result<()> {
        let tallies = serde_json::to_string(&self.tallies)
            .map_err(|error| Fault::broken("upkeep.note", "writing what a copy holds").because(error))?;
        let made_at = self.made_at.0.to_string();
        let lines = [
            ("read_me", READ_ME),
            ("made_at", made_at.as_str()),
            ("program", self.program.as_str()),
            ("tables", tallies.as_str()),
        ];
        sql::write_note(conn, &lines).await
    }

    /// The note of a copy; none: the file is no copy of ours.
    pub(super) async fn read(conn: &mut SqliteConnection) -> Result<Option<Self>> {
        let Some(lines) = sql::read_note(conn).await? else {
            return Ok(None);
        };
        let line = |wanted: &str| {
            let found = lines.iter().find(|(name, _)| name == wanted);
            found.map(|(_, value)| value.as_str())
        };
        let note = || {
            Some(Self {
                made_at: Timestamp(line("made_at")?.parse().ok()?),
                program: line("program")?.to_owned(),
                tallies: serde_json::from_str(line("tables")?).ok()?,
            })
        };
        note()
            .map(Some)
            .ok_or_else(|| Fault::broken("upkeep.note", "reading what a copy says of itself: its note is damaged"))
    }
}

/// Opens the file of a copy: one file, no log beside it.
pub(super) async fn open(path: &Path) -> Result<SqliteConnection> {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(false)
        .journal_mode(SqliteJournalMode::Delete)
        .disable_statement_logging()
        .connect()
        .await
        .map_err(|error| from_driver("opening a copy of the database", error))
}
