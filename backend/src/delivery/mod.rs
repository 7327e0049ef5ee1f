//! Documents that an employee leaves for a citizen. A map.
//!
//! * [`Delivery`] (`service.rs`): the port; `care.rs`: its other half, about what lies in a locker.
//! * `personal.rs`: reference numbers, when a recipient asks to be forgotten; `reference.rs`: for slices above.
//! * [`OwnTexts`] (`texts.rs`): what an organisation adds to messages in words of its own.
//! * `bulk/`: lists of recipients, and their documents put in door after door.
//! * `view.rs`: what staff see. `search.rs`: which rows a list shows, and recipients by their names.
//! * `sql.rs`, `sql_….rs`: the SQL of the slice; its lists read custody's tables too.
//!
//! What must not be here: doors, codes and states. They are custody's.

mod bulk;
mod care;
mod personal;
mod reference;
mod search;
mod service;
mod sql;
mod sql_care;
mod sql_names;
#[cfg(test)]
mod tests;
mod texts;
mod view;

pub use personal::DeliveryData;
pub(crate) use reference::reference_of;
pub use service::Delivery;
pub use texts::OwnTexts;
pub(crate) use view::{moving, state_of};
