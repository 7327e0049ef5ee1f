//! Brings a copy back as the database of a house that is not there yet.

use std::fs;
use std::path::Path;

use domain::Timestamp;
use sqlx::Connection as _;

use super::backup::{Draft, failed};
use super::note::{self, Note};
use super::rows::{Tally, tallies};
use super::shape::shape;
use super::sql;
use crate::db::{Db, from_driver};
use crate::fault::{Fault, Result};

/// What was brought back.
#[derive(Debug)]
pub struct Restored {
    /// Of when it is.
    pub made_at: Timestamp,
    /// Which version of the program made it.
    pub program: String,
    /// What is in it.
    pub tallies: Vec<Tally>,
}

/// Makes the database at this place, which must not be there, from a copy. Every table is held against what the copy
/// says of itself.
///
/// # Errors
/// `Broken` when the file is no copy, or is damaged; `Unavailable` when files cannot be read or written.
pub async fn restore(copy: &Path, place: &Path) -> Result<Restored> {
    let draft = Draft::beside(place)?;
    // Into the file that is there: it keeps its rights.
    let bytes = fs::File::open(copy).and_then(|mut from| {
        let mut to = fs::OpenOptions::new().write(true).open(&draft.0)?;
        std::io::copy(&mut from, &mut to)
    });
    bytes.map_err(|error| failed("copying", copy, error))?;
    let mut conn = note::open(&draft.0)
        .await
        .map_err(|fault| no_copy(copy).because(fault))?;
    let note = Note::read(&mut conn).await?.ok_or_else(|| no_copy(copy))?;
    if !Db::knows_schema_of(&mut conn).await {
        let words = format!(
            "Cloakroom {} made it, and this one is older: take that one",
            note.program
        );
        return Err(Fault::broken("upkeep.newer", format!("reading the copy: {words}")));
    }
    let wrong = sql::integrity(&mut conn).await?;
    if !wrong.is_empty() {
        return Err(damaged(&wrong.join("; ")));
    }
    let tables = shape(&mut conn).await?;
    let found = tallies(&mut conn, &tables).await?;
    if let Some(why) = difference(&note.tallies, &found) {
        return Err(damaged(&why));
    }
    sql::drop_note(&mut conn).await?;
    conn.close()
        .await
        .map_err(|error| from_driver("closing the restored database", error))?;
    draft.take_its_place(place)?;
    Ok(Restored {
        made_at: note.made_at,
        program: note.program,
        tallies: found,
    })
}

fn no_copy(path: &Path) -> Fault {
    Fault::broken(
        "upkeep.no_copy",
        format!(
            "reading {}: it is no copy that `cloakroom backup` made, or not a whole one",
            path.display()
        ),
    )
}

fn damaged(why: &str) -> Fault {
    Fault::broken("upkeep.damaged", format!("checking the copy: it is damaged: {why}"))
}

/// The first table that is not as it was noted, in words.
pub(super) fn difference(noted: &[Tally], found: &[Tally]) -> Option<String> {
    let of = |name: &str| found.iter().find(|tally| tally.table == name);
    let lost = noted.iter().find(|tally| of(&tally.table).is_none());
    if let Some(tally) = lost {
        return Some(format!("the table {} is not in it", tally.table));
    }
    found
        .iter()
        .find_map(|tally| match noted.iter().find(|noted| noted.table == tally.table) {
            None => Some(format!("the table {} was not in it when it was made", tally.table)),
            Some(noted) if noted.rows != tally.rows => Some(format!(
                "the table {} has {} rows and had {} when it was made",
                tally.table, tally.rows, noted.rows
            )),
            Some(noted) if noted.sha256 != tally.sha256 => Some(format!(
                "rows of the table {} are not as they were when it was made",
                tally.table
            )),
            Some(_) => None,
        })
}
