//! Jobs of the bureau's couriers. A map.
//!
//! * [`Tickets`] (`service.rs`): the desk's port; `courier.rs`: the courier's port.
//! * `steps.rs`: making and moving a ticket, each within one transaction. `codes.rs`: what finder and owner say.
//! * `cases.rs`: what a ticket tells the case that it serves, and what it asks of it.
//! * `jobs.rs`: people and addresses are forgotten in time. [`TicketsData`] (`personal.rs`): erasing a person.
//! * `view.rs`: what is seen. `sql.rs`: the SQL of the slice.
//!
//! What must not be here: fees and owners. They are the case's.

mod cases;
mod codes;
mod courier;
mod jobs;
mod personal;
mod service;
mod sql;
mod steps;
#[cfg(test)]
pub(crate) mod tests;
mod view;

pub use personal::TicketsData;
pub use service::Tickets;
