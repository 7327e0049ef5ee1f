//! Documents (later parcels) that an employee leaves for a recipient.
//!
//! * [`NewDelivery`]: the form, checked alike in browser and server.
//! * [`DeliveryPort`]: the employee's side of a hand-over.
//! * [`CarePort`]: what they do about what lies in a locker, and for how long it may.
//! * [`bulk`]: many documents at once, from a list.

pub mod bulk;
mod care;
mod port;
mod types;

pub use care::{
    CarePort, CareView, IssueByHand, MoveDeadline, MoveNow, MoveThing, SlipView, TakeBackList, TakeBackRow,
};
pub use port::DeliveryPort;
pub use types::{
    CheckedDelivery, DeliveryFilter, DeliveryRow, DeliveryState, DeliveryView, Doing, DoorPhase, NewDelivery, Recipient,
};
