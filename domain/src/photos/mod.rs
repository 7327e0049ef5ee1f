//! Photos that people send: of things, of what was found, of a thing that changes hands. A map.
//!
//! * [`Upload`], [`CleanPhoto`], [`Media`] (`upload.rs`): what a form sent, checked; what is kept of it.
//! * [`Photo`] (`upload.rs`): a photo as it is shown.
//! * `cleaned.rs`: taking out what the camera wrote beside the picture.
//!
//! What must not be here: whose photo it is and who may see it. The slice that it belongs to decides that.

mod cleaned;
mod upload;

pub use upload::{CleanPhoto, MOST, Media, Photo, Upload};
