//! Tickets: jobs of the bureau's couriers, made by a dispatcher: fetch a thing here, bring it there, by then.
//!
//! * [`TicketState`], [`TicketEvent`], [`Proof`] (`state.rs`): what may happen to a ticket.
//! * [`NewTicket`], [`Handing`], [`Failing`] (`forms.rs`): what is typed, checked.
//! * [`TicketRow`], [`TicketView`], [`RouteStop`] (`types.rs`): what is seen.
//! * [`DispatchPort`], [`CourierPort`] (`port.rs`): the desk's side and the courier's side.
//!
//! What must not be here: whose thing it is and what it costs. A ticket may carry a case; the case knows.

mod forms;
mod port;
mod state;
mod types;

pub use forms::{CheckedTicket, Failing, Handing, LocalWindow, NewTicket, Offered, StopForm, local_minute};
pub use port::{CourierPort, DispatchPort};
pub use state::{FailReason, Handover, Proof, TicketEvent, TicketNotPossible, TicketStage, TicketState};
pub use types::{
    CourierDay, HandOver, HistoryKind, HistoryLine, RouteStop, Stop, StopKind, TicketFilter, TicketRow, TicketView,
    Window,
};
