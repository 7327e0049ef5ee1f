//! The pickup page: a map.
//!
//! * [`pickup`]: the page.
//! * `card`: one thing on it, by the phase it is in.
//! * `look`: what a phase is called and how it is coloured; no markup.

mod card;
mod look;
mod page;

pub(crate) use look::noun as item_noun;
pub use page::pickup;
