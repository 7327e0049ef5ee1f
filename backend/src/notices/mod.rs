//! Messages to people: what waits, how it is worded, how it leaves the house. A map.
//!
//! * [`enqueue`] (`outbox.rs`): how every slice says something, in its own transaction.
//! * `sql.rs`: all SQL of the slice.
//!
//! What must not be here: who gets a message and when. The slices decide.

mod outbox;
mod sql;

pub use outbox::{Draft, enqueue};
