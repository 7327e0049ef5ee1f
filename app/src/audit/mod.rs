//! The audit on screens. A map.
//!
//! * `look.rs`: acts and outcomes as words and tones.
//! * `documents`: the administrator's page.
//!
//! What must not be here: a button. Nothing in the audit can be changed.

#[cfg(feature = "ssr")]
pub mod documents;
#[cfg(feature = "ssr")]
mod look;
