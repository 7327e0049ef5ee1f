//! The way to a bank: the manager's page, and what recipients read of it. A map.
//!
//! | address | function |
//! |---|---|
//! | `/{lang}/manager/banks/{id}/way` | [`way`] (`page.rs`; its photos in `photos.rs`) |
//!
//! `shown.rs`: directions and photos as they are read; the pickup page draws them with the same functions.
//! What must not be here: which language stands in for another (`domain::lockers::InLanguages`).

mod page;
mod photos;
pub(crate) mod shown;
#[cfg(test)]
mod tests;

pub use page::{WayPage, WayRefusal, WayState, way};
