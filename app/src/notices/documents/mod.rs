//! The documents of messages. A map.
//!
//! | page | function |
//! |---|---|
//! | `/{lang}/manager/notices` | [`ways_out`] (`ways.rs`) |
//!
//! What must not be here: anything that hydrates.

#[cfg(test)]
mod tests;
mod ways;

pub use ways::{WaysPage, ways_out};
