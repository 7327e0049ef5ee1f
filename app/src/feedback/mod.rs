//! What people say about a hand-over, on screens. A map.
//!
//! * [`kiosk`]: stars by one press, on the screen at a locker; [`api`]: what it asks of the house.
//! * `parts`: stars to choose and stars that were given, in documents. The pickup page's form is in `site`.
//! * `documents`: the manager's page. [`look`]: words for stars and figures.
//!
//! What must not be here: who said it.

pub mod api;
#[cfg(feature = "ssr")]
pub mod documents;
pub mod kiosk;
pub mod look;
#[cfg(feature = "ssr")]
pub mod parts;
