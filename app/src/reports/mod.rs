//! Figures: of the bureau's work, of how lockers stand and how they were used. A map.
//!
//! * [`documents`]: the manager's pages. [`look`]: words for lines, rates and times.
//!
//! What must not be here: how figures are summed up (`domain::reports`).

pub mod documents;
pub mod look;
