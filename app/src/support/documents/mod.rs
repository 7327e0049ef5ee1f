//! The portal of support, as whole documents. A map.
//!
//! * [`queue`]: who waits for help. [`request`]: one request with all that belongs to it; `acts.rs`: what can be done about it.

mod acts;
mod queue;
mod request;

pub use queue::queue;
pub use request::{RequestPage, Typed, request};

#[cfg(test)]
mod tests;
