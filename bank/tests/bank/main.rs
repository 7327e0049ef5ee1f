//! The bank as a whole: what it obeys, what it survives, what it says.
//!
//! * `stage`: commands, a controller with its journal in memory, and time that is turned by hand.
//! * `orders`, `turning`, `watching`: what the controller decides. `chance`: the same with random lives.
//! * `journal`: the file, cut and damaged.
//! * `broker`: a Mosquitto of our own. `link`, `process`: a whole bank against it, one of them killed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail loudly; in modules without a test of their own clippy does not know that they are tests"
)]

mod broker;
mod chance;
mod journal;
mod link;
mod orders;
mod process;
mod stage;
mod turning;
mod watching;
