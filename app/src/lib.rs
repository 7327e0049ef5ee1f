//! What people see: pages, components and server functions.
//!
//! A map. Depends on `domain` only: a server function asks one port and returns a view. What is
//! absent on purpose: SQL, the broker, mail, and anything else that `backend` does.
//!
//! * [`ui`], [`i18n`], [`t`]: the components, the languages, the texts.
//! * [`site`]: the first root: public pages, plain HTML from the server, no wasm, no need of JavaScript.
//! * [`portal`]: the second root: portals and kiosk, which hydrate.
//! * [`documents`]: pages that are whole documents from the server, and what stands around them.
//! * One module per slice: its pages and its server functions. [`kiosk`]: the slices that share the screen at a locker.
//! * [`wire`], `asking`: what crosses to the browser; who asks.

// A view is one nested type; that of a whole page is deeper than 128.
#![recursion_limit = "512"]
#![allow(
    clippy::needless_pass_by_value,
    reason = "a component owns its props: the `view!` macro hands them over by value"
)]

pub mod accounts;
#[cfg(feature = "ssr")]
pub mod asking;
pub mod audit;
pub mod custody;
pub mod delivery;
pub mod documents;
pub mod feedback;
pub mod i18n;
pub mod kiosk;
pub mod lockers;
pub mod notices;
pub mod onsite;
pub mod payments;
#[cfg(feature = "ssr")]
pub mod photos;
pub mod portal;
pub mod proofs;
pub mod register;
#[cfg(feature = "ssr")]
pub mod reports;
#[cfg(feature = "ssr")]
pub mod site;
pub mod support;
pub mod tags;
pub mod tickets;
pub mod ui;
pub mod wire;

/// The texts of every screen in four languages, generated from `locales/<slice>.toml`: `t::ui::save(l)`.
#[allow(clippy::match_same_arms, reason = "two languages may say the same")]
pub mod t {
    include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));
}
