//! Photos in forms and on pages. A map.
//!
//! * [`PhotoField`], [`PhotoCard`] (`parts.rs`): asking for one, and the one that is there.
//!
//! What must not be here: whose photo it is.

mod parts;

pub use parts::{PhotoCard, PhotoField, photo_shown};
