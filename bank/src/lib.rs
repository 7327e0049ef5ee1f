//! The program inside a locker bank: MQTT on one side, a lock board on the other.
//!
//! * [`controller`]: decides. Pure: time, levels and commands come in, facts and pulses come out.
//! * [`journal`]: the one file on disk. What a step decided is in it before any pulse.
//! * [`records`], [`memory`], [`queue`], [`doors`], [`keys`]: what the journal says, folded: commands that were
//!   answered, events that the broker has not taken yet, doors as they were last told, whose commands are obeyed.
//! * [`lately`]: events that the broker took and may have lost with itself.
//! * [`board`], [`commissioning`]: a lock board as a trait, and which of its levels means open.
//! * [`simulated`]: a board with doors, things and trouble, for demo and tests.
//! * [`link`]: MQTT, and nothing but MQTT.
//! * [`program`]: ties them together; [`config`] is what it needs to know.
//!
//! What is absent on purpose: no database, no HTTP, no key that signs. A bank cannot order itself to open.

pub mod board;
pub mod clock;
pub mod commissioning;
pub mod config;
pub mod controller;
pub mod doors;
mod failpoint;
pub mod journal;
pub mod keys;
pub mod lately;
pub mod link;
pub mod memory;
pub mod program;
pub mod queue;
pub mod records;
pub mod simulated;

pub use board::LockBoard;
pub use config::{BankConfig, BankFile, ConfigError, Timings};
pub use program::{BankError, Edges, Running, run, run_with};
