//! The second Leptos root: portals and the kiosk, rendered by the server and brought to life in the browser.
//!
//! * [`seat`]: who sits before the screen, carried in the page itself, so that no request is needed for it.
//! * [`live`]: the one connection that tells open screens that something changed.
//! * [`root`]: the document around everything, and the routes.

pub mod live;
pub mod root;
pub mod seat;

pub use live::use_live;
pub use root::{App, shell};
pub use seat::{Seat, use_seat};
