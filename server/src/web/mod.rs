//! The web: what answers at which address. A map.
//!
//! * [`router`] (`router.rs`): all addresses, and what every request passes on its way to them.
//! * [`Web`] (`state.rs`): what handlers share. [`serve`] (`serve.rs`): the socket.
//! * On the way in: `edge.rs` (id, log line, time limit, panics, headers), `headers.rs`, `who.rs` (who asks, in which
//!   language), `guard.rs` (portals are for people who signed in), `audit.rs` (who did what). `seen.rs`: what is known of a request by itself.
//! * [`Here`] (`here.rs`): what every page's handler gets; [`Signed`] (`signed.rs`): the same with somebody signed in. `cookies.rs`, `next.rs`: their rules.
//! * `pages/`: public pages and their forms. `portal.rs`: portals, kiosk and server functions. `live.rs`: open screens.
//! * `assets.rs`, [`Site`] (`site.rs`): what was built for browsers. `health.rs`: for machines that watch us.
//!
//! What must not be here: rules of the house. A handler reads a request, asks one port and chooses a page.

mod assets;
mod audit;
pub mod cookies;
mod edge;
mod guard;
mod headers;
mod health;
mod here;
mod limit;
mod live;
mod next;
mod pages;
mod portal;
mod router;
mod seen;
mod serve;
mod signed;
mod site;
mod state;
mod who;

pub use headers::PageKind;
pub use here::{Here, InAddress, Typed};
pub use router::{DemoRoutes, router};
pub use seen::Seen;
pub use serve::serve;
pub use signed::Signed;
pub use site::Site;
pub use state::{Needs, Web};
