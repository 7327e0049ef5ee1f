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
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HEAD: &str = "name;email;phone;language;document;reference;size";

    fn one(text: &str) -> NewDelivery {
        read(text.as_bytes()).unwrap().lines.remove(0).words
    }

    fn trouble(text: &str) -> FileTrouble {
        read(text.as_bytes()).unwrap_err()
    }

    #[test]
    fn a_list_is_read_however_a_spreadsheet_saved_it() {
        let files = [
            "Nume,E-mail,Telefon mobil,Limba,Document,Număr de referință\nIon,a@b.ro,,ro,pașaport,R 1\n",
            "\u{feff}Name;E-mail;Mobile phone;Language;Document;Reference number;;\r\nIon;a@b.ro;;ro;pașaport;R 1;;\r\n;;;;;;;\r\n",
            "sep=;\nимя;почта;язык;документ;номер\n\n\"Ion\";a@b.ro;ro;pașaport;\"R 1\"",
            "\n编号,姓名,电子邮箱,语言,文件\rR 1,\"Ion\" ,a@b.ro,ro,pașaport\r",
        ];
        for file in files {
            let words = one(file);
            assert_eq!(
                [&words.name, &words.email, &words.locale, &words.item, &words.reference],
                ["Ion", "a@b.ro", "ro", "pașaport", "R 1"],
                "{file}"
            );
        }
    }

    #[test]
    fn quotation_marks_hold_together_what_belongs_together() {
        let words = one(&[HEAD, "\n\"Pop; Ion, \"\"Nelu\"\"\";;;ro;ID; Nr. \"7\" ;"].concat());
        assert_eq!(words.name, "Pop; Ion, \"Nelu\"");
        assert_eq!(words.reference, " Nr. \"7\" ");
    }

    #[test]
    fn lines_have_the_numbers_that_the_spreadsheet_shows() {
        let lines = read([HEAD, "\nA;;;;;1\n\n;;\n\"B\nC\";;;;;2\nD;;;;;3"].concat().as_bytes())
            .unwrap()
            .lines;
        let numbers: Vec<u32> = lines.iter().map(|line| line.number).collect();
        assert_eq!(numbers, [2, 5, 6]);
    }

    #[test]
    fn what_is_no_list_is_refused_with_the_reason() {
        let head = |rest: &str| [HEAD, rest].concat();
        assert_eq!(trouble(" \r\n "), FileTrouble::Empty);
        assert_eq!(trouble(&head("\n;;;\n")), FileTrouble::Empty);
        assert_eq!(trouble("Name\nIon"), FileTrouble::NoSeparator);
        assert_eq!(trouble("name;nume"), FileTrouble::SameColumn(Column::Name));
        assert_eq!(trouble("name;email"), FileTrouble::MissingColumn(Column::Locale));
        assert_eq!(
            trouble("name;language;document;reference"),
            FileTrouble::MissingColumn(Column::Email)
        );
        assert_eq!(trouble(&head("\nA\nB;\"C")), FileTrouble::Quotes { line: 3 });
        assert_eq!(trouble(&head("\n\"A\"B;C")), FileTrouble::Quotes { line: 2 });
        assert_eq!(trouble(&head("\nA;;;;;;;x")), FileTrouble::TooManyCells { line: 2 });
        assert_eq!(trouble(&head(&"\nA".repeat(201))), FileTrouble::TooManyLines);
        assert_eq!(read(head(&"\nA".repeat(200)).as_bytes()).unwrap().lines.len(), 200);
        assert_eq!(trouble(&"x".repeat(MOST_BYTES + 1)), FileTrouble::TooLarge);
    }

    #[test]
    fn what_is_none_of_ours_is_left_out_and_told() {
        let file = "shoe;name;Room;email;language;document;;reference;room\n\
            42;Ion;12 B;a@b.ro;ro;ID;;R 1;12 B\n\
            ;Ana;;b@b.ro;en;ID;;R 2";
        let BulkFile { lines, unused } = read(file.as_bytes()).unwrap();
        assert_eq!(unused, ["shoe", "Room", "room"]);
        let words = &lines[0].words;
        assert_eq!(
            [&words.name, &words.email, &words.locale, &words.item, &words.reference],
            ["Ion", "a@b.ro", "ro", "ID", "R 1"]
        );
        assert!(words.phone.is_empty() && lines.len() == 2);
        // What it says twice, it says once; and no more than anybody reads.
        let many: Vec<String> = (0..100).map(|n| format!(";x{n};x{n}")).collect();
        let told = read([HEAD, &many.concat(), "\nA"].concat().as_bytes()).unwrap().unused;
        assert_eq!(told.len(), MOST_UNUSED);
        assert_eq!(told[..2], ["x0", "x1"]);
        // A column that is needed is missed all the same, and so is a head over something.
        assert_eq!(trouble("name;shoe"), FileTrouble::MissingColumn(Column::Locale));
        assert_eq!(
            trouble(&[HEAD, ";;\nA;;;;;;;x"].concat()),
            FileTrouble::TooManyCells { line: 2 }
        );
    }

    #[test]
    fn another_encoding_is_no_text_of_ours() {
        for bytes in [
            b"\xFF\xFEn\0a\0m\0e\0".as_slice(),
            b"n\0a\0m\0e\0;\0",
            b"Nume;\xFEar\xE3",
            b"PK\x03\x04\x14\0\x06\0\x08\0",
        ] {
            assert_eq!(read(bytes), Err(FileTrouble::NotUtf8));
        }
    }

    fn any_line() -> impl Strategy<Value = (u32, [String; 7])> {
        (0_u32..4, proptest::array::uniform7("[a\";,\r\n țХ文]{0,12}"))
    }

    proptest! {
        #[test]
        fn nothing_that_is_sent_can_break_it(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(BulkFile { lines, unused }) = read(&bytes) {
                prop_assert!(!lines.is_empty() && lines.len() <= MOST_LINES);
                prop_assert!(unused.len() <= MOST_UNUSED);
            }
        }

        #[test]
        fn nothing_that_is_written_can_break_it(text in "[a\";,\r\n ]{0,60}") {
            if let Ok(file) = read([HEAD, "\n", &text].concat().as_bytes()) {
                prop_assert!(file.lines.iter().all(|line| line.number >= 2));
            }
        }

        #[test]
        fn what_is_written_is_read_again(many in proptest::collection::vec(any_line(), 1..20)) {
            let mut at = 2;
            let mut lines = Vec::new();
            for (gap, cells) in many {
                let mut words = NewDelivery::default();
                for (column, cell) in Column::ALL.into_iter().zip(cells) {
                    column.put(&mut words, cell);
                }
                // An empty line is no line.
                words.name.push('x');
                lines.push(BulkLine { number: at + gap, out: false, words });
                at += gap + 1;
            }
            let unused = Vec::new();
            prop_assert_eq!(read(written(&lines).as_bytes()), Ok(BulkFile { lines, unused }));
        }
    }
}
