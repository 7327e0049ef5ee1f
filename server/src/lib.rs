//! One process: command line, configuration, composition, router, broker, start and stop of jobs.
//!
//! A library so that tests can start the parts; the program itself is `main`. A map:
//!
//! * [`cli`], [`config`]: what the operator says. [`commands`]: what each command does.
//! * [`compose`]: puts database, services, broker, jobs and web together, and takes them apart again.
//! * [`web`]: what answers at which address. [`broker`]: the MQTT broker inside.
//! * [`demo`]: the whole thing with simulated banks and nothing kept.
//! * [`logs`], [`metrics`], [`failure`]: what the operator is told.

// A view is one nested type; that of a whole page is deeper than 128.
#![recursion_limit = "512"]

pub mod broker;
pub mod cli;
pub mod commands;
pub mod compose;
pub mod config;
pub mod demo;
pub mod failure;
pub mod logs;
pub mod metrics;
pub mod web;
