//! Tests of the process as a whole, in one program, because linking is what they cost most.
//!
//! * `stage.rs`: a listening server to test against, and a browser without pictures. `log.rs`: what it logged.
//! * `pages.rs`, `signing_in.rs`, `second_step.rs`, `guards.rs`, `machines.rs`, `live.rs`, `onsite.rs`: the web. `away.rs`: without database or broker.
//! * `broker/`: the broker and the link to it. `process.rs`: the program itself, as a process. `soak.rs`: many pages at once.
//! * `deaths/`: server, bank or broker as a process that dies at each step of a hand-over that lasts.
//! * `keys.rs`: one signing key takes the place of another.
//! * `nodes/`: two processes that work as one. `copies.rs`: the house is copied, and moves to PostgreSQL.
//! * `deploy.rs`: what is deployed fits the program. `ownership.rs`, `functions.rs`: whose things are whose, over every
//!   address and every server function.
//! * `arrows.rs`, `tidy.rs`: rules of the house, read from its own files.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on should stop there"
)]

mod arrows;
mod away;
#[path = "../broker/mod.rs"]
mod broker;
mod browser;
mod bulk;
mod copies;
// A release has no points at which to die.
#[cfg(debug_assertions)]
mod deaths;
mod deploy;
mod files;
mod functions;
mod guards;
mod keys;
mod live;
mod log;
mod machines;
mod nodes;
mod onsite;
mod owner;
mod ownership;
mod pages;
mod passkeys;
mod payments;
mod photos;
mod place;
mod process;
mod second_step;
mod signing_in;
mod soak;
mod staff_sessions;
mod stage;
mod tidy;
mod way;
