//! Documents (later parcels) that an employee leaves for a recipient.
//!
//! * [`NewDelivery`]: the form, checked alike in browser and server.
//! * [`DeliveryPort`]: the employee's side of a hand-over.

mod port;
mod types;

pub use port::DeliveryPort;
pub use types::{
    CheckedDelivery, DeliveryFilter, DeliveryRow, DeliveryState, DeliveryView, Doing, DoorPhase, NewDelivery, Recipient,
};
