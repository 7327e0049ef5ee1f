//! Pages of accounts that are documents. A map.
//!
//! * [`offices`], [`office`] (`offices.rs`): the manager's pages of regional branches.

mod offices;

pub use offices::{OfficePage, office, offices};
