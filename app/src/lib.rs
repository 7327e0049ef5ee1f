//! What people see: pages, components and server functions.
//!
//! A map. Depends on `domain` only: a server function asks one port and returns a view. What is
//! absent on purpose: SQL, the broker, mail, and anything else that `backend` does.

pub mod i18n;
/// The texts of every screen in four languages, generated from `locales/<slice>.toml`: `t::ui::save(l)`.
pub mod t {
    include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));
}
