//! The audit: rows that are only ever added, each hashed over the one before and signed. A map.
//!
//! * [`Audit`] (`service.rs`): the port. `chain.rs`: what is hashed and signed. [`check_log`] (`check.rs`): goes through it.
//! * [`AuditData`] (`personal.rs`): from where a person acted, handed out or erased.
//! * `sql.rs`: the SQL; its list reads the names of lower slices, as an upper one may.
//!
//! What must not be here: names in a row, and a statement that changes one.

mod chain;
mod check;
mod personal;
mod service;
mod sql;
#[cfg(test)]
mod tests;

pub use check::{LogChecked, check_log};
pub use personal::AuditData;
pub use service::Audit;
