//! The embedded MQTT broker, and what an outside one must be told so that it keeps the same rules.
//!
//! - `account`: who may connect, asked of a trait the server supplies;
//! - `rules`: which account may do what on which topic, pure functions with a table of tests;
//! - `gate`: holds every packet of the broker crate against the rules;
//! - `embedded`: starts and stops the broker inside this process;
//! - `inbox`: a trait to have events committed before they are acknowledged;
//! - `mosquitto`: the same rules as configuration, password and access files of Mosquitto.
//!
//! What must not be here: what a message means, and the server's own client (that is `backend::mqtt`, which reaches the
//! embedded broker over TCP like any other).

mod account;
mod embedded;
mod gate;
mod inbox;
pub mod mosquitto;
mod rules;

pub use account::{Account, Accounts};
pub use embedded::{Broker, BrokerConfig, StartError};
pub use inbox::Inbox;
pub use rules::{may_connect_as, may_leave_will, may_publish, may_retain, may_subscribe};
