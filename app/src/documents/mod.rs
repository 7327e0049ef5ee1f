//! Pages that are whole documents from the server: they work without scripts, and nothing of them is in the wasm.
//!
//! A map. Public pages (`crate::site`) and the portals of owners, dealers, dispatchers, couriers and the bureau's
//! managers are such documents (docs/decisions/0007); each slice keeps its own below `crate::<slice>::documents`.
//!
//! * [`Frame`], [`Head`], [`render`] (`document.rs`): the document itself.
//! * [`portal_page`] (`portal.rs`): the rail, bar and banners around a page for somebody who signed in.
//! * [`places`] (`places.rs`): what stands in the rail; also for the portals that hydrate.
//!
//! What must not be here: anything that hydrates.

mod places;

#[cfg(feature = "ssr")]
mod document;
#[cfg(feature = "ssr")]
mod portal;

pub use places::{PLACES, Place, places};

#[cfg(feature = "ssr")]
pub use document::{Frame, Head, Script, render};
#[cfg(feature = "ssr")]
pub use portal::{not_here, portal_page};
