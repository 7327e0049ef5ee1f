//! The server's one connection to the MQTT broker, whichever broker that is: the embedded one or an outside one by URL.
//!
//! - `address`: `mqtt://user:password@host:port`, parsed, with a password that cannot be printed;
//! - `topics`: the names by which the server listens;
//! - `link`: what the rest of the server holds: publish, receive, acknowledge;
//! - `traffic`: what is under way on the present connection, shared by the link and its driver;
//! - `driver`: the task that polls the connection and builds a new one when it is lost;
//! - `backoff`: how long to wait before that.
//! - `mute` (tests): a broker that falls silent.
//!
//! What must not be here: what a message means. Payloads are bytes; the slice `lockers` reads them.

mod address;
mod backoff;
mod driver;
mod link;
#[cfg(test)]
mod mute;
mod topics;
mod traffic;

pub use address::{AddressError, BrokerAddress};
pub use link::{Incoming, LinkConfig, MqttLink, PublishError, Share, StartError};
pub use topics::{LISTENED, SERVER_CLIENT_PREFIX, SHARE_PREFIX};
pub use traffic::AckHandle;
