//! Papers: PDF pages in four languages, measured in millimetres from the top left. A map.
//!
//! * [`Paper`] (`writer.rs`): a document; each of its pages is drawn on a [`Sheet`].
//! * [`Picture`] (`picture.rs`): a PNG on a page.
//! * `letters.rs`: which font has a character, how wide it is, where a line may break.
//!
//! The fonts are part of the program (`backend/fonts`, under their own licence). What must not be here: what stands on a
//! paper. That belongs to the slice whose paper it is.

mod letters;
mod picture;
#[cfg(test)]
mod tests;
mod writer;

pub use letters::{Weight, width, wrap};
pub use picture::Picture;
pub use writer::{Ink, Paper, Sheet};
