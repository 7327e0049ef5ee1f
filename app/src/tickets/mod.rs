//! The telephone desk, the couriers' tickets and the courier's day, as they are seen. A map.
//!
//! * [`look`]: words, tones and icons for tickets; [`case_look`]: for cases and keys, as the desk says them.
//! * `documents`: the pages of the desk and of couriers.

pub mod case_look;
#[cfg(feature = "ssr")]
pub mod documents;
pub mod look;
