//! The kiosk: the screen at a locker bank. Its pickup page has no wasm and stands in `site`.
//!
//! A map, from the decisions to the glass:
//!
//! * [`look`]: what stands on the screen, decided from what was heard; [`rhythm`]: what time does; [`wedge`]: what keys mean.
//!   No markup in them, no browser.
//! * [`words`]: what the screen says. [`keys`]: what is typed next, and the keys for it.
//! * [`desk`]: the screen's own memory, and its acts; [`api`]: what it asks of the house.
//! * [`screen`], `home`, `act`, `visit`, `closed`, `camera`: the drawing of it.
//! * [`documents`]: in which form the codes of a bank are made, for its manager: a whole document from the server.
//! * [`page`]: puts it before a person: connection, keyboard, scanner, clock; `sound`: what is heard. The program: `crate::kiosk`.
//! * What is left to `public/kiosk.js`, so that no program grows by it: speech, camera, loading anew. `marks`: what the two
//!   tell each other. It reads its words out of the page and feeds keys, as a scanner does. Where the browser reads no QR itself,
//!   `public/scan.js` does, a worker with the crate `scan`.

mod act;
pub mod api;
mod camera;
mod closed;
pub mod desk;
#[cfg(feature = "ssr")]
pub mod documents;
mod home;
pub mod keys;
pub mod look;
#[cfg(feature = "hydrate")]
mod marks;
pub mod page;
pub mod rhythm;
pub mod screen;
#[cfg(all(test, feature = "ssr"))]
mod shots;
#[cfg(feature = "hydrate")]
mod sound;
mod visit;
pub mod wedge;
pub mod words;

pub use act::Afterwards;
pub use page::KioskPage;
