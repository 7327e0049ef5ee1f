//! What employees do about what lies in lockers, as whole documents: they work on a phone before the bank. A map.
//!
//! * [`take_back`]: what nobody came for, door by door.
//! * [`care`]: the end and the code of one delivery.
//! * [`slip`]: code and QR on paper.
//! * [`keeping`]: the rules of an organisation, for its manager.
//! * [`texts`]: what recipients are told in words of the organisation's own, for its manager.
//! * [`bulk`]: lists of recipients, and their documents put in door after door.

pub mod bulk;
mod care;
mod forgetting;
mod keeping;
mod slip;
mod take_back;
pub mod texts;

pub use care::{CarePage, CareTyped, care};
pub use forgetting::ForgettingPart;
pub use keeping::{KeepingPage, keeping};
pub use slip::slip;
pub use take_back::take_back;

#[cfg(test)]
mod tests;
