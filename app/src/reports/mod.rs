//! Figures of the bureau's work. A map.
//!
//! * [`documents`]: the manager's page. [`look`]: words for lines, rates and times.
//!
//! What must not be here: how figures are summed up (`domain::reports`).

pub mod documents;
pub mod look;
