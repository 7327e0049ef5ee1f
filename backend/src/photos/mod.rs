//! Photos, kept sealed: one for each thing, report, hand-over and thing of the register, some of the place of a bank. A map.
//!
//! * [`Of`] (`store.rs`): what a photo is of; [`keep`], [`keep_first`], [`show`], [`is_there`], [`forget`].
//! * `sql.rs`: all SQL of the slice.
//!
//! What must not be here: who may see a photo, and when it is forgotten. The slice that it belongs to decides that, and
//! forgets it with the rest of what it keeps about a person.

mod sql;
mod store;
#[cfg(test)]
mod tests;

pub use store::{Of, export, forget, is_there, keep, keep_first, show};
