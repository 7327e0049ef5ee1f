//! The public pages of the lost-property bureau: rendered by the server, without wasm and without a need of scripts.
//!
//! A map.
//!
//! * [`welcome`] (`welcome.rs`): the second half of the home page.
//! * [`catalogue`], [`product`] (`catalogue.rs`, `product.rs`): what is sold; `goods.rs`: how a product is shown.
//! * [`partners`] (`partners.rs`): what dealers get, and the form with which one becomes a dealer.
//! * [`questions`] (`questions.rs`): questions and answers.
//! * `preview.rs`: what stands over a page that only shows how a change would look.
//! * `navigation.rs`: the links over every public page. `drawings.rs`: the drawings.
//!
//! What must not be here: reports of found things (slice `found`) and owners' things (slice `tags`).

mod catalogue;
mod drawings;
mod goods;
mod navigation;
mod partners;
mod preview;
mod product;
mod questions;
mod welcome;

pub use catalogue::{Catalogue, catalogue};
pub(super) use navigation::navigation;
pub use partners::{PartnersPage, partners};
pub use product::{ProductPage, product};
pub use questions::{QuestionsPage, part_title, questions, ready_made};
pub(super) use welcome::{to_bureau, welcome};

#[cfg(test)]
pub(crate) mod samples;
