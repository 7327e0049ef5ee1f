//! Colleagues at a kiosk, on screens. A map.
//!
//! * [`kiosk`]: the button and the panel on the screen at a locker; [`api`]: what they ask of the house.
//! * `documents`: the page on the colleague's phone, a whole document from the server.
//!
//! What must not be here: anything of a citizen but the number of a door.

pub mod api;
#[cfg(feature = "ssr")]
pub mod documents;
pub mod kiosk;
