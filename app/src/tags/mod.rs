//! Tags as owners, dealers and the bureau's managers see them. A map.
//!
//! * [`look`]: words, tones and icons for pools and keys, figures and months, as pure functions.
//! * `documents`: the pages.

#[cfg(feature = "ssr")]
pub mod documents;
pub mod look;
