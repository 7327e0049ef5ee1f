//! The dealer's portal. A map.
//!
//! | page | function | its forms POST to |
//! |---|---|---|
//! | `/{lang}/dealer` | [`overview`] | |
//! | `/{lang}/dealer/pools`, `/new`, `/{id}` | [`super::pools`], [`super::order`], [`super::pool`] | see there |
//! | `/{lang}/dealer/keys` | [`keys`] | itself: `keys` |
//! | `/{lang}/dealer/payments` | [`payments`] | |
//! | `/{lang}/dealer/label` | [`label`] | itself: [`domain::tags::LabelText`]; `…/logo`: a PNG as `logo` |
//!
//! What must not be here: terms and prices; managers set them.

mod keys;
mod label;
mod overview;
mod payments;

pub use keys::{KeysPage, keys};
pub use label::{LabelPage, label};
pub(super) use overview::last_day;
pub use overview::{Overview, overview};
pub use payments::payments;
