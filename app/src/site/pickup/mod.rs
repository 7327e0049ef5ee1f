//! The pickup page: a map.
//!
//! * [`pickup`]: the page.
//! * `card`: one thing on it, by the phase it is in.
//! * `more_time`: more time to collect, and where a thing is when there was none left.
//! * `visit`: what else waits at the same locker for the same person.
//! * `sharing`: somebody else collects. `help`: "I have a problem", and what support answers. `rating`: how was it?
//! * [`pickup_way`] (`way`): how one gets to a bank, on a page of its own, with photos.
//! * `look`: what a phase is called and how it is coloured; no markup.

mod card;
mod help;
mod look;
mod more_time;
mod page;
mod rating;
#[cfg(test)]
pub(super) mod samples;
mod sharing;
mod visit;
mod way;

pub(crate) use look::noun as item_noun;
pub use page::{PickupPage, pickup};
pub use rating::PickupRating;
pub use way::pickup_way;
