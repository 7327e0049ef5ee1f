//! The pages of deliveries. A map.
//!
//! * [`list`]: all of them; [`new`]: entering one; [`one`]: following one, opening its door, cancelling it.

mod list;
mod new;
mod one;

pub use list::DeliveriesPage;
pub use new::NewDeliveryPage;
pub use one::DeliveryPage;
