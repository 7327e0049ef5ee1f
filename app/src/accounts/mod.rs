//! People, roles and sessions, as they are seen. A map:
//!
//! * [`pages`]: colleagues, inviting one, one's own account.
//! * `documents`: offices, as documents from the server.
//! * [`api`]: what these pages ask the server; [`look`]: words for roles, states and devices.

pub mod api;
#[cfg(feature = "ssr")]
pub mod documents;
pub mod look;
pub mod pages;
