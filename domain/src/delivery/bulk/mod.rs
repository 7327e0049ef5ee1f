//! Many documents at once: a list of recipients, read from a file, whose lines become deliveries door after door. A map.
//!
//! * [`read`], [`written`] (`file.rs`): the file to lines and back ([`BulkFile`]). [`FileTrouble`]: why a file is none that is taken.
//! * [`Column`] (`columns.rs`): what columns, documents and languages are called in files.
//! * [`check`] (`lines.rs`): what is wrong with each line, as the form of a single delivery says it.
//! * [`room`] (`room.rs`): how many of them would go into a bank now.
//! * [`BulkPort`] (`port.rs`): what may be asked; its forms and views are in `types.rs`.
//!
//! What must not be here: a compartment. A line has none before its document is held before the door.

mod columns;
mod file;
mod lines;
mod port;
mod room;
mod types;

pub use columns::{Column, item_of, locale_of, size_of};
pub use file::{BulkFile, FileTrouble, MOST_BYTES, MOST_LINES, MOST_UNUSED, cell_written, read, written};
pub use lines::{BulkLine, CheckedLine, LineCheck, Terms, amend, check, folded_reference};
pub use port::BulkPort;
pub use room::room;
pub use types::{
    AtTheBank, BankWaiting, BatchRow, BatchView, BulkDesk, BulkForm, BulkPreview, DepositRow, Destination, KEEP,
    PreviewLine, WaitingLine,
};
