//! Messages on screens. A map.
//!
//! * `look.rs`: set-ups and troubles as words.
//! * `documents`: the administrator's page of the ways out.
//!
//! What must not be here: a message of anybody. The demo's inbox is a public page, in `crate::site`.

#[cfg(feature = "ssr")]
pub mod documents;
#[cfg(feature = "ssr")]
mod look;
