//! Lists of recipients: read from a file, entered, and put in door after door. A map.
//!
//! * `service.rs`: the port. `enter.rs`: a list is looked at, and kept. `deposit.rs`: a document is before the bank.
//! * `lines.rs`: a line as it is kept: sealed. `personal.rs`: what waits for somebody, handed out or erased.
//! * `jobs.rs`: lists are forgotten after a month. `sql.rs`: the SQL.
//!
//! What must not be here: a compartment for a line. It gets one with its delivery.

mod deposit;
mod enter;
mod jobs;
mod lines;
mod personal;
mod service;
mod sql;
#[cfg(test)]
mod tests;

pub(super) use personal::{erase, kept_about};
pub(super) use sql::forget_reference;
