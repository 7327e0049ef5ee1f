//! A table as a file for somebody to keep.
//!
//! What must not be here: what a table is about.

use backend::sheets::Table;
use domain::tags::Download;
use domain::{Error, FaultKind, Outcome, RefusalCode};

/// The file of this name; its ending says which.
///
/// # Errors
/// `NotFound` for every other ending; `Broken` for more than a sheet can hold.
pub(super) fn download(name: &str, table: &Table) -> Outcome<Download> {
    let (bytes, media) = match name.split_once('.') {
        Some((_, "csv")) => (table.csv(), "text/csv; charset=utf-8"),
        Some((_, "xlsx")) => (
            table.xlsx().map_err(|_| Error::Failed(FaultKind::Broken))?,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        _ => return Err(RefusalCode::NotFound.into()),
    };
    Ok(Download {
        name: name.to_owned(),
        media,
        bytes,
    })
}
