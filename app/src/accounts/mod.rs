//! People, roles and sessions, as they are seen. A map:
//!
//! * [`pages`]: colleagues, inviting one, one's own account.
//! * [`api`]: what these pages ask the server; [`look`]: words for roles, states and devices.

pub mod api;
pub mod look;
pub mod pages;
