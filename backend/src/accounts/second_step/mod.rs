//! The second step at sign-in. A map.
//!
//! * [`SecondSteps`] (`service.rs`): the port.
//! * `half.rs`: what a right password opens where a second step is asked for, and how it becomes a session.
//! * `proof.rs`: whether a code counts; it never counts twice. `set_up.rs`: on, new recovery codes, off.
//! * `staff.rs`: the rule of an organisation, and the administrator who takes a second step off for somebody.
//! * `passkeys/`: what counts in the place of the phone's digits, and by itself.
//! * `sql.rs`, `sql_half.rs`: the SQL.
//!
//! The rules of sign-in ask here: [`is_on`], [`half::open`], [`must_set_up`]. What must not be here: passwords.

pub(super) mod half;
mod passkeys;
pub(super) mod personal;
mod proof;
mod service;
mod set_up;
mod sql;
mod sql_half;
mod staff;

pub use service::SecondSteps;
pub(super) use sql::is_on;
pub(super) use sql_half::drop_all as drop_halves;
pub(super) use staff::{must_set_up, purge};
