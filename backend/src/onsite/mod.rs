//! Colleagues who are signed in at a kiosk for some minutes. A map.
//!
//! * [`Onsite`] (`service.rs`): the port. `steps.rs`: who is there, signing in, and what must hold before anything is done.
//! * `secrets.rs`: what the kiosk's QR for staff says, and the pass that a phone gets for it.
//! * [`OnsiteData`] (`personal.rs`): where a person was signed in, handed out or erased. `sql.rs`: the SQL of the slice.
//!
//! What must not be here: doors and codes. Custody and delivery do what is asked of them, with the colleague as actor.

mod personal;
mod secrets;
mod service;
mod sql;
mod steps;
#[cfg(test)]
mod tests;

pub use personal::OnsiteData;
pub use service::Onsite;
