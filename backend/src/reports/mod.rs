//! Figures of the bureau's work. A map.
//!
//! * [`Reports`] (`service.rs`): the port. `sql.rs`: what is read, of cases and tickets.
//!
//! What must not be here: a statement that writes.

mod service;
mod sql;
#[cfg(test)]
mod tests;

pub use service::Reports;
