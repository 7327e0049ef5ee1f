//! Banks and their doors, as managers see them. A map:
//!
//! * [`pages`]: the banks, a new one, one bank.
//! * [`parts`]: the cards of one bank.
//! * [`place_fields`]: the fields that say where a bank stands, for a new one and for one that is corrected.
//! * `documents`: the editor of a bank's doors, where it stands, and the key that banks obey, as documents from the server.
//! * [`api`]: what these pages ask the server; [`look`]: words, drawings of doors, and what can be done, as pure functions.

pub mod api;
#[cfg(feature = "ssr")]
pub mod documents;
pub mod look;
pub mod pages;
mod parts;
pub mod place_fields;
