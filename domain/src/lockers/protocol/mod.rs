//! The locker protocol, version 1: the messages between server and bank.
//!
//! JSON in UTF-8, unknown fields refused, at most [`MAX_BYTES`]. A command travels as
//! `base64url(json) "." base64url(signature)`: what is signed is the exact bytes that were sent, so that no
//! two ways of writing JSON can be played against each other. `docs/protocol.asyncapi.yaml` is the contract;
//! a test parses its examples with these types.

mod command;
#[cfg(not(target_arch = "wasm32"))]
mod envelope;
mod event;
mod keys;
mod snapshot;
mod topic;

pub use command::{Action, Command, Malformed, RefuseReason, UNLOCK_HORIZON};
#[cfg(not(target_arch = "wasm32"))]
pub use command::{check, seal};
pub use event::{Button, Event, Fact, FaultKind, Outcome};
pub use keys::{HeldKeys, KEY_ORDER_HORIZON, KeyAct, KeyOrder, MAX_KEYS, PublicKey};
#[cfg(not(target_arch = "wasm32"))]
pub use keys::{check_key_order, seal_key_order};
pub use snapshot::{DoorSnapshot, Level, Presence, Snapshot};
pub use topic::{Stream, Topic};

/// The most bytes of one message.
pub const MAX_BYTES: usize = 16 * 1024;
