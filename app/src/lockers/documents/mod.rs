//! Pages of banks that are whole documents (docs/decisions/0007). A map.
//!
//! | address | page | file |
//! |---|---|---|
//! | `/{lang}/manager/banks/{id}/layout` | [`layout`] | `editor.rs`; a place of a column in `piece.rs`, drawn by `cabinet.rs` |

mod cabinet;
mod editor;
mod piece;

#[cfg(test)]
mod tests;

pub use editor::{LayoutPage, layout};
