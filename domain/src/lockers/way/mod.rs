//! How one gets to a bank: directions and photos of the place, each in up to four languages. A map.
//!
//! * [`InLanguages`] (`words.rs`): words in up to four languages, and which of them a reader is shown.
//! * [`WayThere`], [`Directions`], [`PlacePhoto`] (`types.rs`): what is kept of a bank.
//! * [`DirectionsForm`], [`CaptionForm`] (`forms.rs`): what a manager types, checked.
//! * [`WayPort`] (`port.rs`): what a manager may do about it.
//!
//! What must not be here: who else may see it. Custody shows it to whoever may collect there.

mod forms;
mod port;
mod types;
mod words;

pub use forms::{CaptionForm, DirectionsForm};
pub use port::WayPort;
pub use types::{Caption, Directions, PlacePhoto, Turn, WayThere, WayView};
pub use words::InLanguages;
