//! Retention: whose a finished thing was is forgotten when the term of its organisation has passed. A map.
//!
//! * [`Forgetting`] (`jobs.rs`): the job. It stands above all slices, and asks each to forget its own part of a thing, by the
//!   code that erases a person and in the same order ([`crate::personal_data`]).
//!
//! What stays: the thing's bank, kind, times and state, its events without what anybody wrote, and their chain
//! (docs/decisions/0018). What must not be here: SQL, and what a slice keeps.

mod jobs;
#[cfg(test)]
mod tests;

pub use jobs::Forgetting;
