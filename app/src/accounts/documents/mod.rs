//! Pages of accounts that are documents. A map.
//!
//! * [`settings()`], [`erased`] (`settings.rs`): what an owner settles about themselves; `guarded.rs`: what asks for the password;
//!   `sheet.rs`: one form of them.
//! * [`offices`], [`office`] (`offices.rs`): the manager's pages of regional branches.

mod guarded;
mod offices;
mod settings;
mod sheet;

pub use offices::{OfficePage, office, offices};
pub use settings::{Matter, SettingsPage, erased, settings};
