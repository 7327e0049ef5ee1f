//! The server's link and the rules of the broker, against the embedded broker and against Mosquitto.
//!
//! Mosquitto comes with scripts/setup; without it these tests fail, they are never left out.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on should stop there"
)]

mod both;
mod client;
mod embedded_only;
mod encrypted;
mod matrix;
pub mod mosquitto;
mod stage;
