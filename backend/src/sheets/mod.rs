//! Tables for spreadsheets: CSV and XLSX from the same rows. A map.
//!
//! * [`Table`], [`Cell`] (`table.rs`): what stands in it. [`Table::csv`], [`Table::xlsx`]: the two files.
//!
//! A text that a spreadsheet would take for a formula is guarded: what people typed is never run on a colleague's
//! machine. What must not be here: what a table is about.

mod table;
#[cfg(test)]
mod tests;

pub use table::{Cell, Table};
