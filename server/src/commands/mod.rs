//! What each command does. A map.
//!
//! * [`run`] (`run.rs`): from the command line to what does it.
//! * `serve.rs`: runs the server until told to stop. `demo` has a module of its own.
//! * `admin.rs`, `person.rs`, `bank.rs`: one act each, on the same database as the server.
//! * `keys.rs`: how one signing key takes the place of another.
//! * `copies.rs`: backup, restore, and the move to PostgreSQL. `verify.rs`, `audit.rs`: receipts, chains and the audit, checked.
//! * `doctor.rs`, `doctor_upkeep.rs`: look and tell, change nothing. `words.rs`: how instants are told.

mod admin;
mod audit;
mod bank;
mod copies;
mod doctor;
mod doctor_upkeep;
mod keys;
mod person;
mod run;
mod serve;
mod verify;
mod words;

pub(crate) use bank::write_papers;
pub use run::run;
pub use serve::stop_signal;
