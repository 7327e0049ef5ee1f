//! Who holds which thing. A map.
//!
//! * [`Custody`] (`service.rs`): the port: pickup page and kiosk.
//! * `steps.rs`: what upper slices (delivery, later storage) do with consignments inside their transactions.
//! * `drops.rs`: a finder's secret for an empty compartment, and things that are held until a fee is settled.
//! * `listener.rs`: what a bank's word does to a consignment, in the transaction that records it.
//! * `secrets.rs`: link, code, QR and presence: made, hashed, never kept in the clear.
//! * `personal.rs`: what is kept about a recipient, handed out or erased.
//! * `kiosk.rs`, `pickup.rs`: what the two screens show. `sql.rs`: the SQL of the slice; `sql_linking.rs`: that of its chain.
//!
//! What must not be here: doors. They are ordered from `lockers`, and only a bank's word moves a consignment.

mod drops;
mod kiosk;
mod listener;
mod personal;
mod pickup;
mod secrets;
mod service;
mod sql;
mod sql_linking;
mod sql_personal;
mod steps;
#[cfg(test)]
mod tests;

pub(crate) use crate::again::again;
pub use drops::{allow_drop, drop_secrets, release};
pub(crate) use kiosk::open as open_for_recipient;
pub use listener::CustodyListener;
pub use personal::CustodyData;
pub(crate) use personal::consignments_for;
pub(crate) use pickup::by_link;
pub use service::Custody;
pub use sql::Consignment;
pub use sql_linking::Unlinked;
pub(crate) use sql_linking::{mark_linked, unlinked, with_unlinked};
pub(crate) use sql_personal::forget_words;
pub use steps::{Announce, announce, cancel, find, history, note_cancel, order};
