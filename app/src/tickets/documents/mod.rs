//! The pages of the telephone desk and of couriers. A map.
//!
//! * [`desk`] (`desk.rs`): the one search box, what it found, and the queue. `key.rs`: a key with its owner.
//! * [`case`] (`case.rs`, `case_forms.rs`): one case and everything that can be done about it.
//! * [`activate`], [`report`] (`phone.rs`): what is entered while somebody is on the telephone.
//! * [`tickets`], [`ticket`], [`new_ticket`] (`tickets.rs`, `new_ticket.rs`): the desk's side of tickets.
//! * [`day`], [`job`] (`courier.rs`): the courier's side. `parts.rs`: pieces of several.

mod case;
mod case_forms;
mod courier;
mod desk;
mod key;
mod new_ticket;
mod parts;
mod phone;
mod tickets;

pub use case::{CasePage, case};
pub use courier::{JobPage, day, job};
pub use desk::{DeskPage, Found, desk};
pub use key::key;
pub use new_ticket::{NewTicketPage, new_ticket};
pub use phone::{ActivatePage, ReportPage, activate, report};
pub use tickets::{TicketPage, ticket, tickets};
