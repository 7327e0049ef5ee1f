//! Lists of recipients as employees see them. A map.
//!
//! * [`bulk_desk`] (`desk.rs`): what waits where. [`bulk_new`] (`new.rs`): choosing a file. [`example`]: a file to begin with.
//! * [`bulk_preview`] (`preview.rs`): every line before it is entered, with its corrections (`lines.rs`).
//! * [`bulk_batch`] (`batch.rs`): one list. [`deposit`] (`deposit.rs`): door after door, before the bank.
//! * `look.rs`: what is said of files and doors.

mod batch;
mod deposit;
mod desk;
mod example;
mod lines;
mod look;
mod new;
mod preview;
#[cfg(test)]
mod tests;

pub use batch::{BatchPage, bulk_batch};
pub use deposit::{DepositPage, deposit};
pub use desk::{BulkDeskPage, bulk_desk};
pub use example::example;
pub use new::{BulkNewPage, bulk_new};
pub use preview::{BulkPreviewPage, bulk_preview};
