//! The register of found things without a key. A map.
//!
//! * [`Register`] (`service.rs`): the port of the staff; `lost.rs`: the port of whoever lost something.
//! * `enter.rs`: a thing comes, with its number and how long it is kept. `steps.rs`: moving it on, and its protocol.
//! * `claims.rs`: who says that it is theirs, and what became of that.
//! * `jobs.rs`: what is due, and what is forgotten. [`RegisterData`] (`personal.rs`): erasing a person.
//! * `view.rs`: what is seen. `sql.rs`, `sql_claims.rs`, `sql_data.rs`: all SQL of the slice.
//!
//! What must not be here: comparing somebody's answers with a thing. A colleague does that, with the thing in the hand.

mod claims;
mod enter;
mod jobs;
mod lost;
mod personal;
mod service;
mod sql;
mod sql_claims;
mod sql_data;
mod steps;
#[cfg(test)]
mod tests;
mod view;

pub use personal::RegisterData;
pub use service::Register;
