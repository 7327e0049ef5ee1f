//! Colleagues before a kiosk: signed in there for some minutes with the phone on which they are signed in anyway.
//!
//! * [`Grant`], [`GrantEnd`] (`grant.rs`): for how long it is good, and how it ends.
//! * [`OnKiosk`], [`OnPhone`], [`OnsitePass`] (`types.rs`): what the two screens show, and what the phone holds in between.
//! * [`OnsitePort`] (`port.rs`).
//!
//! What must not be here: a secret for the kiosk. It holds none; what it may do is a row of ours, bound to its pairing.

mod grant;
mod port;
mod types;

pub use grant::{Grant, GrantEnd};
pub use port::OnsitePort;
pub use types::{Colleague, OnKiosk, OnPhone, OnsitePass, TakeBackHere};
