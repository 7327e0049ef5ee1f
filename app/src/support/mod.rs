//! Help from afar: what support sees, and what a kiosk asks. A map.
//!
//! * [`documents`]: the queue and one request: whole documents from the server.
//! * [`kiosk`]: the way to help on a kiosk's screen.
//! * [`api`]: what the kiosk asks of the server; [`look`]: words, tones and icons. No markup.
//!
//! The recipient's side stands on the pickup page: `crate::site`.

pub mod api;
#[cfg(feature = "ssr")]
pub mod documents;
pub mod kiosk;
pub mod look;
