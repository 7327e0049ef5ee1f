//! The documents of the audit. A map.
//!
//! | page | function |
//! |---|---|
//! | `/{lang}/manager/audit` | [`log`] |
//!
//! What must not be here: anything that hydrates.

mod log;
#[cfg(test)]
mod tests;

pub use log::{LogPage, log};
