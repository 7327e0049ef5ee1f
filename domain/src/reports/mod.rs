//! Figures of the bureau's work: what the desk answered and what the couriers brought, summed up when somebody asks.
//!
//! * [`Work`], [`DeskLine`], [`CourierLine`] (`types.rs`): figures, line by line. [`CaseFacts`], [`TicketFacts`]: of what.
//! * [`work`] (`rules.rs`): how they are summed up.
//! * [`ReportsPort`] (`port.rs`): who may ask.
//!
//! What must not be here: anything that changes anything, and who is behind a case.

mod port;
mod rules;
mod types;

pub use port::ReportsPort;
pub use rules::{months, work};
pub use types::{CaseFacts, CourierLine, DeskLine, TicketFacts, Work, WorkBy, WorkFilter};
