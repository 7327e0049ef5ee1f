//! Pages of banks that are whole documents (docs/decisions/0007). A map.
//!
//! | address | page | file |
//! |---|---|---|
//! | `/{lang}/manager/banks/{id}/layout` | [`layout`] | `editor.rs`; a place of a column in `piece.rs`, drawn by `cabinet.rs` |
//! | `/{lang}/manager/banks/{id}/place` | [`place`] | `place.rs` |
//! | `/{lang}/manager/banks/{id}/way` | [`way`](way::way) | `way/` |
//! | `/{lang}/manager/keys` | [`signing_key`] | `key.rs` |

mod cabinet;
mod editor;
mod key;
mod piece;
mod place;
pub mod way;

#[cfg(test)]
mod tests;

pub use editor::{LayoutPage, layout};
pub use key::signing_key;
pub use place::{PlacePage, place};
