//! Documents on their way to citizens, as employees see them. A map:
//!
//! * [`pages`]: the list, a new one, one delivery.
//! * [`parts`]: what the page of one delivery is put together from.
//! * [`documents`]: what is to be taken back, the end and the code of one, the rules: whole documents from the server.
//! * [`api`]: what these pages ask the server; [`shown`]: one delivery in words, as the server answers it.
//! * [`look`], [`history`]: words, icons and what can be done, as pure functions.

pub mod api;
#[cfg(feature = "ssr")]
pub mod documents;
pub mod history;
pub mod look;
pub mod pages;
mod parts;
pub mod shown;
