//! The file of a list: CSV in UTF-8, by commas or semicolons, taken apart and written again.
//!
//! Written lines keep their places: what is read from [`written`] is what was written, line by line. What must not be
//! here: whether what stands in a line is right (`lines.rs`).

use std::iter::Peekable;
use std::str::Chars;

use super::super::NewDelivery;
use super::{BulkLine, Column};

/// The most bytes of a file.
pub const MOST_BYTES: usize = 512 * 1024;
/// The most lines of a list.
pub const MOST_LINES: usize = 200;
/// So many of the columns that are not used are told; nobody reads more.
pub const MOST_UNUSED: usize = 20;

/// What spreadsheets put before the first letter of a file in UTF-8.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// Why a file is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileTrouble {
    /// No file was chosen, or it has no lines.
    Empty,
    /// More bytes than [`MOST_BYTES`].
    TooLarge,
    /// More lines than [`MOST_LINES`].
    TooManyLines,
    /// A spreadsheet's own format, or letters in another encoding.
    NotUtf8,
    /// Its first line has neither commas nor semicolons.
    NoSeparator,
    /// A column that is there twice.
    SameColumn(Column),
    /// A column that is needed.
    MissingColumn(Column),
    /// Quotation marks that are not closed, or have something behind them.
    Quotes {
        /// In which line.
        line: u32,
    },
    /// More cells than columns.
    TooManyCells {
        /// In which line.
        line: u32,
    },
}

/// A file that was taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BulkFile {
    /// Its lines.
    pub lines: Vec<BulkLine>,
    /// The heads of columns that are none of ours, each once and at most [`MOST_UNUSED`] of them: what stands below is left out.
    pub unused: Vec<String>,
}

/// Reads a list. Lines are numbered as a spreadsheet numbers them; empty ones are left out.
///
/// # Errors
/// Why the file is not taken.
pub fn read(bytes: &[u8]) -> Result<BulkFile, FileTrouble> {
    if bytes.len() > MOST_BYTES {
        return Err(FileTrouble::TooLarge);
    }
    let bytes = bytes.strip_prefix(MARK).unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|_| FileTrouble::NotUtf8)?;
    read_text(text)
}

fn read_text(text: &str) -> Result<BulkFile, FileTrouble> {
    // Letters of two bytes each, without the mark that says so.
    if text.contains('\0') {
        return Err(FileTrouble::NotUtf8);
    }
    if text.trim().is_empty() {
        return Err(FileTrouble::Empty);
    }
    let rows = rows(text, separator(text)?)?;
    let mut rows = (1..)
        .zip(rows)
        .filter(|(number, row)| !is_empty(row) && !is_hint(*number, row));
    let (_, head) = rows.next().ok_or(FileTrouble::Empty)?;
    let (columns, unused) = columns(&head)?;
    let mut lines = Vec::new();
    for (number, row) in rows {
        if lines.len() == MOST_LINES {
            return Err(FileTrouble::TooManyLines);
        }
        lines.push(line(number, &columns, row)?);
    }
    if lines.is_empty() {
        return Err(FileTrouble::Empty);
    }
    Ok(BulkFile { lines, unused })
}

fn is_empty(row: &[String]) -> bool {
    row.iter().all(|cell| cell.trim().is_empty())
}

/// `sep=;`, by which some programs are told how to take the file apart.
fn is_hint(number: u32, row: &[String]) -> bool {
    number == 1 && row.first().is_some_and(|cell| cell.trim() == "sep=")
}

/// What stands between the cells: what the first line has more of. Words for columns have neither.
fn separator(text: &str) -> Result<char, FileTrouble> {
    let (mut commas, mut semicolons, mut within) = (0_u32, 0_u32, false);
    for c in text.trim_start().chars() {
        match c {
            '"' => within = !within,
            '\r' | '\n' if !within => break,
            ',' if !within => commas += 1,
            ';' if !within => semicolons += 1,
            _ => {}
        }
    }
    match (commas, semicolons) {
        (0, 0) => Err(FileTrouble::NoSeparator),
        _ if commas > semicolons => Ok(','),
        _ => Ok(';'),
    }
}

/// The cells of every line; of an empty one none. (A file can have a great many of those.)
fn rows(text: &str, separator: char) -> Result<Vec<Vec<String>>, FileTrouble> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let (mut row, mut cell) = (Vec::new(), String::new());
    let mut was_quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '"' if cell.trim().is_empty() && !was_quoted => {
                cell = quoted(&mut letters).ok_or_else(|| FileTrouble::Quotes { line: after(&rows) })?;
                was_quoted = true;
            }
            '\r' | '\n' => {
                if c == '\r' {
                    letters.next_if_eq(&'\n');
                }
                row.push(std::mem::take(&mut cell));
                let whole = std::mem::take(&mut row);
                rows.push(if is_empty(&whole) { Vec::new() } else { whole });
                was_quoted = false;
            }
            c if c == separator => {
                row.push(std::mem::take(&mut cell));
                was_quoted = false;
            }
            ' ' | '\t' if was_quoted => {}
            _ if was_quoted => return Err(FileTrouble::Quotes { line: after(&rows) }),
            other => cell.push(other),
        }
    }
    row.push(cell);
    rows.push(row);
    Ok(rows)
}

/// The number of the line behind these.
fn after(rows: &[Vec<String>]) -> u32 {
    u32::try_from(rows.len()).unwrap_or(u32::MAX).saturating_add(1)
}

/// What stands up to the closing quotation mark; none if there is no such mark. Two of them stand for one.
fn quoted(letters: &mut Peekable<Chars<'_>>) -> Option<String> {
    let mut cell = String::new();
    loop {
        match letters.next()? {
            '"' if letters.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' => return Some(cell),
            other => cell.push(other),
        }
    }
}

/// What stands below a head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Below {
    /// A field of ours.
    Ours(Column),
    /// Something of theirs, which is left out: offices keep more in their lists than we ask for.
    Theirs,
    /// Nothing: spreadsheets leave some at the end.
    Nothing,
}

/// What stands below each head; and the heads of what is left out.
fn columns(heads: &[String]) -> Result<(Vec<Below>, Vec<String>), FileTrouble> {
    let (mut columns, mut unused) = (Vec::<Below>::new(), Vec::<String>::new());
    for head in heads {
        let head = head.trim();
        let below = match Column::from_head(head) {
            _ if head.is_empty() => Below::Nothing,
            Some(known) => Below::Ours(known),
            None => Below::Theirs,
        };
        if let Below::Ours(known) = below
            && columns.contains(&below)
        {
            return Err(FileTrouble::SameColumn(known));
        }
        if below == Below::Theirs {
            let head = shortened(head);
            if unused.len() < MOST_UNUSED && !unused.contains(&head) {
                unused.push(head);
            }
        }
        columns.push(below);
    }
    let there = |column: Column| columns.contains(&Below::Ours(column));
    let needed = [Column::Name, Column::Locale, Column::Item, Column::Reference];
    if let Some(missing) = needed.into_iter().find(|column| !there(*column)) {
        return Err(FileTrouble::MissingColumn(missing));
    }
    // One way to reach people is enough; which of the two, each line says.
    if !there(Column::Email) && !there(Column::Phone) {
        return Err(FileTrouble::MissingColumn(Column::Email));
    }
    Ok((columns, unused))
}

/// A head that is shown to somebody: not a whole file, and nothing that turns what they read.
fn shortened(head: &str) -> String {
    head.chars().filter(|c| !c.is_control()).take(40).collect()
}

fn line(number: u32, columns: &[Below], row: Vec<String>) -> Result<BulkLine, FileTrouble> {
    let mut words = NewDelivery::default();
    for (at, cell) in row.into_iter().enumerate() {
        match columns.get(at) {
            Some(Below::Ours(column)) => column.put(&mut words, cell),
            Some(Below::Theirs) => {}
            _ if cell.trim().is_empty() => {}
            _ => return Err(FileTrouble::TooManyCells { line: number }),
        }
    }
    Ok(BulkLine {
        number,
        out: false,
        words,
    })
}

/// A list as a file that [`read`] reads: every line at its place, whatever stands in it.
pub fn written(lines: &[BulkLine]) -> String {
    let row = |cells: [&str; 7]| cells.map(cell_written).join(";");
    let mut out = row(Column::ALL.map(Column::field));
    let mut at = 1;
    for line in lines {
        while at < line.number {
            out.push('\n');
            at += 1;
        }
        out.push_str(&row(Column::ALL.map(|column| column.of(&line.words))));
    }
    out
}

/// A cell as it stands in a file, in quotation marks where it needs them.
pub fn cell_written(text: &str) -> String {
    if text.contains(['"', ',', ';', '\r', '\n']) {
        ["\"", &text.replace('"', "\"\""), "\""].concat()
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests;
