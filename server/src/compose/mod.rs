//! Puts the process together, and takes it apart again. A map.
//!
//! * [`Parts`] (`parts.rs`): database, keys and services: what the server and the command line share.
//! * [`start`], [`Running`] (`start.rs`): a whole server: parts, broker, link, jobs, web.
//! * `accounts.rs`: who may connect to the embedded broker. `inbox.rs`: commits what it took before it says so.
//! * `payments.rs`: which providers people pay with, and the settings of receipts.
//! * `outlet.rs`: commands to the broker. `consumer.rs`: messages from it, acknowledged only after the commit.
//! * `key_watch.rs`: counts how banks stand to the keys that sign.
//! * `ways.rs`: how mails and text messages leave.
//! * `first.rs`: the one-time link of the first administrator.
//!
//! What must not be here: anything that decides what may happen. That is domain and backend.

mod accounts;
mod consumer;
mod first;
mod inbox;
mod key_watch;
mod outlet;
mod parts;
mod payments;
mod start;
mod ways;

pub use parts::Parts;
pub(crate) use parts::{is_over, make_private_folder, turn_files};
pub use payments::settings as payment_settings;
pub use start::{Extras, Running, start};
