//! The audit: who of us did what to which thing, when, and what became of it. A map.
//!
//! * [`Act`], [`Came`] (`acts.rs`): what can stand in it. [`AuditRow`], [`AuditFilter`] (`types.rs`): what its page shows.
//! * [`AuditPort`] (`port.rs`): noting and reading.
//!
//! What must not be here: names, and words that somebody typed. A row holds ids, and is never changed.

mod acts;
mod port;
mod types;

pub use acts::{Act, Came};
pub use port::AuditPort;
pub use types::{AuditFilter, AuditNote, AuditPage, AuditRow, AuditThing, AuditWho};
