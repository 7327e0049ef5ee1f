//! A table, and the two files that are made of it.
//!
//! What must not be here: what a table is about.

use domain::Money;
use rust_xlsxwriter::{Format, FormatAlign, Workbook, XlsxError};

use crate::fault::{Fault, Result};

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A text, whatever it begins with.
    Text(String),
    /// A whole number.
    Number(i64),
    /// An amount; the column says the currency in its heading, or another cell does.
    Amount(Money),
    /// A figure with one decimal, in tenths.
    Tenths(i64),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(cell: Option<T>) -> Self {
        cell.map_or(Self::Empty, Into::into)
    }
}

impl From<Money> for Cell {
    fn from(money: Money) -> Self {
        Self::Amount(money)
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

/// A table with a heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The name of its sheet; at most 31 characters are kept.
    pub name: String,
    /// What stands above each column.
    pub head: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// As CSV: UTF-8 with its mark (spreadsheets ask for it), commas, CRLF.
    pub fn csv(&self) -> Vec<u8> {
        let mut out = String::from('\u{feff}');
        let head = self.head.iter().map(|text| csv_text(text)).collect::<Vec<_>>();
        line(&mut out, &head);
        for row in &self.rows {
            let cells = row.iter().map(csv_cell).collect::<Vec<_>>();
            line(&mut out, &cells);
        }
        out.into_bytes()
    }

    /// As XLSX: heading kept in sight, texts as texts, amounts as numbers with two decimals, tenths with one.
    ///
    /// # Errors
    /// `Broken` for more rows or longer texts than a sheet can hold.
    pub fn xlsx(&self) -> Result<Vec<u8>> {
        self.try_xlsx()
            .map_err(|error| Fault::broken("sheets.xlsx", "writing a spreadsheet").because(error))
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "a spreadsheet knows no other numbers; exact below 2^53"
    )]
    fn try_xlsx(&self) -> std::result::Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let head = Format::new().set_bold().set_align(FormatAlign::Left);
        let amount = Format::new().set_num_format("0.00");
        let tenths = Format::new().set_num_format("0.0");
        let sheet = book.add_worksheet();
        let name: String = self
            .name
            .chars()
            .filter(|c| !"[]:*?/\\'".contains(*c))
            .take(31)
            .collect();
        if !name.is_empty() {
            sheet.set_name(name)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        for (column, text) in (0..).zip(&self.head) {
            sheet.write_string_with_format(0, column, text, &head)?;
        }
        for (number, row) in (1..).zip(&self.rows) {
            for (column, cell) in (0..).zip(row) {
                match cell {
                    Cell::Empty => {}
                    // As a string, never as a formula: no guard is needed here.
                    Cell::Text(text) => {
                        sheet.write_string(number, column, text)?;
                    }
                    Cell::Number(n) => {
                        sheet.write_number(number, column, *n as f64)?;
                    }
                    Cell::Amount(money) => {
                        sheet.write_number_with_format(number, column, money.minor as f64 / 100.0, &amount)?;
                    }
                    Cell::Tenths(n) => {
                        sheet.write_number_with_format(number, column, *n as f64 / 10.0, &tenths)?;
                    }
                }
            }
        }
        sheet.autofit();
        book.save_to_buffer()
    }
}

fn line(out: &mut String, cells: &[String]) {
    out.push_str(&cells.join(","));
    out.push_str("\r\n");
}

fn csv_cell(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => csv_text(text),
        Cell::Number(n) => n.to_string(),
        Cell::Amount(money) => money.plain(),
        Cell::Tenths(n) => {
            let (sign, whole) = (if *n < 0 { "-" } else { "" }, n.unsigned_abs());
            format!("{sign}{}.{}", whole / 10, whole % 10)
        }
    }
}

/// Quoted if need be; with an apostrophe in front of what a spreadsheet would run.
fn csv_text(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        "'"
    } else {
        ""
    };
    let text = [guard, text].concat();
    if text.contains(['"', ',', ';', '\r', '\n', '\'']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}
