//! How open screens learn that something changed. A map.
//!
//! * [`LiveBus`] (`bus.rs`): carries nudges to the open screens of this process, and words to the other nodes.
//! * [`Relay`] (`relay.rs`): takes those words to the other nodes of this server, and theirs to our screens.
//!
//! What must not be here: what changed. A nudge only names it; the screen asks its port again.

mod bus;
mod relay;
#[cfg(test)]
mod tests;

pub use bus::{LiveBus, Word};
pub use relay::Relay;
