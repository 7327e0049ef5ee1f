//! Tickets: jobs of the bureau's couriers, made by a dispatcher: fetch a thing here, bring it there, by then.
//!
//! * [`TicketState`], [`TicketEvent`], [`Proof`] (`state.rs`): what may happen to a ticket.
//! * [`NewTicket`] (`forms.rs`): what a dispatcher types, checked.
//! * [`Handing`], [`Failing`] (`handing.rs`): what a courier types, checked.
//! * [`TicketRow`], [`TicketView`], [`RouteStop`] (`types.rs`): what is seen.
//! * [`DispatchPort`], [`CourierPort`] (`port.rs`): the desk's side and the courier's side.
//!
//! What must not be here: whose thing it is and what it costs. A ticket may carry a case; the case knows.

mod forms;
mod handing;
mod port;
mod state;
mod types;

pub use forms::{CheckedTicket, LocalWindow, NewTicket, StopForm, local_minute};
pub use handing::{Failing, Handing, Offered};
pub use port::{CourierPort, DispatchPort};
pub use state::{FailReason, Handover, Proof, TicketEvent, TicketNotPossible, TicketStage, TicketState};
pub use types::{
    CourierDay, HandOver, HistoryKind, HistoryLine, RouteStop, Stop, StopKind, TicketFilter, TicketRow, TicketView,
    Window,
};
