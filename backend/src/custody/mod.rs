//! Who holds which thing. A map.
//!
//! * [`Custody`] (`service.rs`): the port: pickup page and kiosk.
//! * `steps.rs`: what upper slices (delivery, later storage) do with consignments inside their transactions.
//! * `drops.rs`: a finder's secret for an empty compartment, and things that are held until a fee is settled.
//! * `listener.rs`: what a bank's word does to a consignment, in the transaction that records it.
//! * `digits.rs`: codes of six digits, and what is asked behind them.
//! * `secrets.rs`: link, code, QR and presence: made, hashed, never kept in the clear.
//! * `personal.rs`: what is kept about a recipient, handed out or erased. `forgetting.rs`: when that is done by itself.
//! * `moving.rs`: to another compartment, with a colleague on site.
//! * `kiosk.rs`, `pickup.rs`: what the two screens show.
//! * `deadline.rs`: how an end is moved. [`LifeJobs`] (`life.rs`): reminders, and clocks that a fault stops.
//! * `by_hand.rs`: new secrets instead of old ones. `shares.rs`: the right to collect, lent.
//! * `visit.rs`: several things of one person, door after door.
//! * `tell.rs`: what recipients are told; `sample.rs`: the same to nobody. `sql.rs`, `sql_….rs`: all SQL of the slice.
//!
//! What must not be here: doors. They are ordered from `lockers`, and only a bank's word moves a consignment.

mod by_hand;
mod deadline;
mod digits;
mod drops;
mod forgetting;
mod from_afar;
mod kiosk;
mod life;
mod listener;
mod moving;
mod personal;
mod pickup;
mod sample;
mod secrets;
mod service;
mod shares;
mod sql;
mod sql_digits;
mod sql_events;
mod sql_forgetting;
mod sql_keypad;
mod sql_life;
mod sql_linking;
mod sql_personal;
mod sql_shares;
mod sql_state;
mod sql_tries;
mod sql_visit;
mod steps;
mod tell;
#[cfg(test)]
mod tests;
mod visit;

pub(crate) use crate::again::again;
pub use by_hand::{issue_by_hand, slip};
pub use deadline::{keeping, move_deadline, set_keeping};
pub(crate) use digits::{asks_phone_end, banks_of_digits};
pub use drops::{allow_drop, drop_secrets, release};
pub(crate) use forgetting::{begin_to_forget, to_forget};
pub use forgetting::{forgetting, set_forgetting};
pub(crate) use from_afar::{
    can_renew, free_keypad, keypad_locked_until, open_from_afar, send_new_code, tell_recipient,
};
pub(crate) use kiosk::open as open_for_recipient;
pub use life::LifeJobs;
pub use listener::CustodyListener;
pub use moving::{set_out, stay};
pub use personal::CustodyData;
pub(crate) use personal::consignments_for;
pub(crate) use pickup::by_link;
pub(crate) use sample::sample;
pub(crate) use secrets::{shown_in, shown_now};
pub use service::Custody;
pub use sql::Consignment;
pub use sql_linking::Unlinked;
pub(crate) use sql_linking::{mark_linked, unlinked, with_unlinked};
pub use steps::{Announce, announce, cancel, find, history, note_cancel, order};
