//! Pages of feedback, as whole documents (docs/decisions/0007). A map.
//!
//! | address | page | file |
//! |---|---|---|
//! | `/{lang}/manager/ratings` | [`ratings`] | `ratings.rs`; drawn by `figures.rs`, comments by `comments.rs` |

mod comments;
mod figures;
mod ratings;

#[cfg(test)]
mod tests;

pub use ratings::{RatingsPage, ratings};
