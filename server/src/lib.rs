//! One process: configuration, composition, router, broker, start and stop of jobs.
//!
//! A library so that tests can start the parts; the program itself is `main`.

pub mod broker;
