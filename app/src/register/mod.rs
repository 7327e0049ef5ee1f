//! The register of found things as colleagues see it. A map.
//!
//! * [`look`]: words, tones and icons. * `documents`: its pages.
//!
//! The search of whoever lost something is a public page: `crate::site`.

#[cfg(feature = "ssr")]
pub mod documents;
#[cfg(feature = "ssr")]
pub mod look;
