//! A house for the demo: one organisation, its people, three banks in three countries, and some weeks behind it. A map.
//!
//! * [`furnish`] (`furnish.rs`): makes all of it in an empty house.
//! * `people.rs`, `places.rs`, `citizens.rs`: who and where, as plain data.
//! * `plan.rs`: what is to happen when; the same for the same moment. `dice.rs`: its chance. `opinions.rs`: what was said of it.
//! * `trade.rs`: the bureau's year, through the ports of `tags`; `goods.rs`: its products, dealers and offers.
//! * `offices.rs`: the offices and their people. `cases.rs`, `errands.rs`, `rounds.rs`: what was found in a year, through the ports of
//!   `found` and `tickets`; `finds.rs`: where, and what people said.
//! * `shelf.rs`: what lies in the register of the offices; `shelf_finds.rs`: what that is.
//! * `drawings.rs`: photos of some of the things, drawn; `canvas.rs`: on what.
//! * `ways.rs`: how one gets to the banks.
//! * `money.rs`: what owners paid online. `calls.rs`: who asked support for help. `troubles.rs`: what broke and was mended.
//! * `story.rs`: lets it happen, through the very steps that a real hand-over takes, with a clock that is turned.
//!
//! What must not be here: a row written past the slices, and anything that a house outside of a demo calls.

mod calls;
mod canvas;
mod cases;
mod citizens;
mod dice;
mod drawings;
mod errands;
mod finds;
mod furnish;
mod goods;
mod money;
mod offices;
mod opinions;
mod people;
mod places;
mod plan;
mod rounds;
mod shelf;
mod shelf_finds;
mod story;
#[cfg(test)]
mod tests;
mod trade;
mod troubles;
mod ways;

pub use furnish::{DemoBank, DemoHouse, Past, furnish};
pub use people::{DemoPerson, PASSWORD};
