//! How the doors of a bank are arranged, and how that is changed. A map.
//!
//! * [`LayoutView`], [`NewLayout`] (`types.rs`): what is kept, and what may be kept instead.
//! * [`LayoutForm`] (`form.rs`): the arrangement as it is being typed.
//! * [`Press`] (`press.rs`): what a button of the editor does to the form.
//! * `check.rs`: what may be saved.
//!
//! The number on a door is the number of its lock on the wire: there is no second one. What must not be here: what lies
//! behind a door.

mod check;
mod form;
mod press;
#[cfg(test)]
mod tests;
mod types;

pub use form::{LayoutForm, PieceForm};
pub use press::Press;
pub use types::{DoorUse, KeptDoor, LayoutView, NewLayout, PanelKind, PlacedDoor, PlacedPanel};
