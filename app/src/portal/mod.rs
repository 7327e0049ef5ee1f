//! The second Leptos root: portals and the kiosk, rendered by the server and brought to life in the browser.
//!
//! A map:
//!
//! * [`root`]: the document around everything, and how it comes to life; [`routes`]: which page stands at which address,
//!   and in which wasm; [`here`]: what the address says; [`frame`]: rail, bar and banners around a portal's page.
//! * [`look`]: the pages, their addresses, who may open them, what stands in the rail.
//! * [`seat`]: who sits before the screen, carried in the page itself, so that no request is needed for it.
//! * [`live`]: the one connection that tells open screens that something changed; [`follow`]: what makes of it fresh data.
//! * `rendering`: how the server asks what a page shows, and draws it; [`loaded`]: a page's first data; [`problem`]: what stands there when it cannot be had.
//! * [`act`], [`form`]: one thing that a person does, and forms; [`sure`]: "are you sure?"; [`reason`]: "why?"; [`copy`]: text to take along.

pub mod act;
pub mod copy;
pub mod follow;
pub mod form;
pub mod frame;
pub mod here;
pub mod leaving;
pub mod live;
pub mod loaded;
pub mod look;
pub mod problem;
pub mod reason;
#[cfg(feature = "ssr")]
pub mod rendering;
pub mod root;
pub mod routes;
pub mod seat;
pub mod sure;

pub use here::use_here;
pub use live::use_live;
pub use root::title;
pub use seat::{Seat, use_seat};
