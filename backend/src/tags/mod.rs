//! Keys, pools, products, cover, dealers. A map.
//!
//! * [`Tags`] (`service.rs`): what the five ports stand on: `catalogue.rs` (everybody), `owner.rs`, `dealer.rs`,
//!   `bureau.rs` (managers), `desk.rs` (the telephone desk).
//! * `content.rs`: questions of the public site, and how a change of its content would look.
//! * `keys.rs`: keys inside somebody's transaction: [`find_key`], [`key`], [`owner_of`], [`thing_of`]. `transfer.rs`: a key
//!   goes to another person.
//! * `cover.rs`: prices, payments and refunds of cover ([`CoverListener`]). `shop.rs`: tags that come by post.
//! * `pools.rs`: from the order to the issue; `listener.rs`: their payments ([`PoolListener`]); `generate.rs`: the keys.
//! * `terms.rs`, `partners.rs`, `offers.rs`, `pictures.rs`: dealers, how one becomes one, special offers, logos.
//! * `files.rs`, `labels.rs`: keys as tables and as labels. `figures.rs`: what was sold. `wording.rs`: the words of both.
//! * [`TagJobs`] (`jobs.rs`): keys to be made, reminders, ends. `messages.rs`: what people are told.
//! * [`TagsPersonal`] (`personal.rs`): export and erasure.
//! * `sql.rs` (keys), `sql_things.rs`, `sql_pools.rs`, `sql_products.rs`, `sql_dealers.rs`, `sql_partners.rs`,
//!   `sql_questions.rs`, `sql_cover.rs`, `sql_personal.rs`: the SQL.
//!
//! What must not be here: found things, and who an owner is.

mod bureau;
mod catalogue;
mod content;
mod cover;
mod dealer;
mod desk;
mod figures;
mod files;
mod generate;
mod jobs;
mod keys;
mod labels;
mod listener;
mod messages;
mod offers;
mod owner;
mod partners;
mod personal;
mod pictures;
mod pools;
mod service;
mod shop;
mod sql;
mod sql_cover;
mod sql_dealers;
mod sql_partners;
mod sql_personal;
mod sql_pools;
mod sql_products;
mod sql_questions;
mod sql_things;
mod terms;
#[cfg(test)]
mod tests;
mod transfer;
mod wording;

pub use cover::CoverListener;
pub use jobs::TagJobs;
pub use keys::{find_key, key, owner_of, thing_of};
pub use listener::PoolListener;
pub use personal::TagsPersonal;
pub use service::Tags;
pub use sql::KeyRow;
