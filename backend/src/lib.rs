//! How it is done: SQL, broker, mail, files and jobs behind the domain's ports.
//!
//! Each slice of the house has its folder here under the same name; beside them stand what all slices
//! share: [`db`], [`outside`] (time and chance), [`secrets`], [`live`] (open screens) and [`fault`].
//!
//! What must not be here: Leptos, axum, or anything that a person reads.

pub mod accounts;
mod again;
pub mod audit;
pub mod custody;
pub mod db;
pub mod delivery;
pub mod demo;
mod failpoint;
pub mod fault;
pub mod feedback;
pub mod forgetting;
pub mod found;
mod hex;
#[cfg(test)]
mod hostile;
pub mod house;
mod lists;
pub mod live;
pub mod lockers;
pub mod mqtt;
pub mod notices;
pub mod onsite;
pub mod outside;
pub mod paper;
pub mod payments;
mod personal;
mod photos;
pub mod proofs;
pub mod register;
pub mod reports;
pub mod secrets;
pub mod sheets;
#[cfg(test)]
mod simulation;
pub mod support;
pub mod tags;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod tickets;
pub mod upkeep;

pub use personal::personal_data;
