//! Pages of feedback, as whole documents (docs/decisions/0007). A map.
//!
//! | address | page | file |
//! |---|---|---|
//! | `/{lang}/manager/ratings` | [`ratings`] | `ratings.rs`; drawn by `figures.rs`, comments by `comments.rs`; asked for by `filter.rs` |

mod comments;
mod figures;
mod ratings;

pub(crate) mod filter;

#[cfg(test)]
mod tests;

pub use ratings::{RatingsPage, ratings};
