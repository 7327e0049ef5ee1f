//! Figures: of the bureau's work, of how banks stand, of how they were used. A map.
//!
//! * [`Reports`] (`service.rs`): the port. `sql.rs`: what is read, of cases and tickets.
//! * `overview.rs`, `sql_overview.rs`: how banks stand now. `usage.rs`, `sql_usage.rs`: how they were used, by the days of each
//!   place.
//!
//! What must not be here: a statement that writes.

mod overview;
mod service;
mod sql;
mod sql_overview;
mod sql_usage;
#[cfg(test)]
mod tests;
mod usage;

pub use service::Reports;
