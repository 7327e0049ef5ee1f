//! Pages of accounts that are documents. A map.
//!
//! * [`settings()`], [`erased`] (`settings.rs`): what an owner settles about themselves.
//! * [`offices`], [`office`] (`offices.rs`): the manager's pages of regional branches.

mod offices;
mod settings;

pub use offices::{OfficePage, office, offices};
pub use settings::{Matter, SettingsPage, erased, settings};
