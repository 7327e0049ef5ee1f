//! Proofs of hand-overs: the chain of custody events, receipts, and the check of everything that is linked. A map.
//!
//! * [`Proofs`] (`service.rs`): the port. `receipt.rs`: what a receipt holds. `paper.rs`: it on paper.
//! * `linking.rs`: links custody events, in their order, in one transaction each time; [`Proofs::run_linking`] (`jobs.rs`).
//! * [`check_chains`] (`check.rs`): goes through every chain. `keys.rs`: the key that signs; `trust.rs`: whose to believe. `sql.rs`: the SQL.
//! * [`ProofsData`] (`personal.rs`): what is left of a person here is made unreadable when they are erased.
//!
//! What must not be here: changing an event. They are custody's, and nobody changes them.

mod check;
mod jobs;
mod keys;
mod linking;
mod paper;
mod personal;
mod receipt;
mod service;
mod sql;
#[cfg(test)]
mod tests;
mod trust;

pub use check::{Checked, Wrong, check_chains};
pub use keys::signing_key;
pub use personal::ProofsData;
pub use service::Proofs;
pub use trust::{KEYS_AT, ask_for_keys, public_key, told_keys};
